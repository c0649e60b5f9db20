/// Readings that a character-by-character transform gets wrong: words of places, trades and
/// offices, surnames, and the usual reading of some characters. Read once.
enum PinyinWords {
    /// Readings of a word's characters, with tones.
    static let words: [[Unicode.Scalar]: [String]] = {
        var words: [[Unicode.Scalar]: [String]] = [:]
        for entry in (placeWords + "\n" + tradeWords).split(whereSeparator: \.isNewline) {
            let parts = entry.split(separator: " ")
            guard let word = parts.first else { continue }
            words[Array(word.unicodeScalars)] = parts.dropFirst().map(String.init)
        }
        return words
    }()

    /// The length of the longest word by its first character.
    static let longest: [Unicode.Scalar: Int] = {
        var longest: [Unicode.Scalar: Int] = [:]
        for word in words.keys {
            if let first = word.first { longest[first] = max(longest[first] ?? 0, word.count) }
        }
        return longest
    }()

    static let surnames = pairs(surnameReadings)
    static let characters = pairs(characterReadings)

    /// First letters of the other readings of a character.
    static let alternates: [Unicode.Scalar: [UInt8]] = {
        var letters: [Unicode.Scalar: [UInt8]] = [:]
        for entry in otherInitials.split(whereSeparator: \.isWhitespace) {
            if let first = entry.unicodeScalars.first {
                letters[first] = Array(entry.utf8.dropFirst(String(first).utf8.count))
            }
        }
        return letters
    }()

    private static func pairs(_ text: String) -> [Unicode.Scalar: String] {
        var pairs: [Unicode.Scalar: String] = [:]
        for entry in text.split(whereSeparator: \.isWhitespace) {
            if let first = entry.unicodeScalars.first {
                pairs[first] = String(entry.dropFirst())
            }
        }
        return pairs
    }
}

/// Places, as 《中国地名大词典》 reads them.
private let placeWords = """
    厦门 xia4 men2
    厦大 xia4 da4
    厦工 xia4 gong1
    厦航 xia4 hang2
    厦钨 xia4 wu1
    厦港 xia4 gang3
    长春 chang2 chun1
    长治 chang2 zhi4
    长子县 zhang3 zi3 xian4
    重庆 chong2 qing4
    六安 lu4 an1
    六合 lu4 he2
    蚌埠 beng4 bu4
    亳州 bo2 zhou1
    台州 tai1 zhou1
    天台 tian1 tai1
    丽水 li2 shui3
    铅山 yan2 shan1
    东阿 dong1 e1
    阿胶 e1 jiao1
    乐清 yue4 qing1
    乐亭 lao4 ting2
    乐陵 lao4 ling2
    乐山 le4 shan1
    乐东 le4 dong1
    乐平 le4 ping2
    乐至 le4 zhi4
    乐都 le4 du1
    乐凯 le4 kai3
    秘鲁 bi4 lu3
    应县 ying4 xian4
    华容 hua2 rong2
    华县 hua4 xian4
    查干湖 cha2 gan1 hu2
    单抗 dan1 kang4
    石河子 shi2 he2 zi5
    番禺 pan1 yu2
    洪洞 hong2 tong2
    井陉 jing3 xing2
    蔚县 yu4 xian4
    莘县 shen1 xian4
    莘庄 xin1 zhuang1
    单县 shan4 xian4
    枞阳 zong1 yang2
    黄陂 huang2 pi2
    大埔 da4 bu4
    柘城 zhe4 cheng2
    西藏 xi1 zang4
    藏青 zang4 qing1
    藏药 zang4 yao4
    尉犁 yu4 li2
    浚县 xun4 xian4
    泌阳 bi4 yang2
    中牟 zhong1 mu4
    牟平 mu4 ping2
    繁峙 fan2 shi4
    任丘 ren2 qiu1
    任县 ren2 xian4
    济南 ji3 nan2
    济宁 ji3 ning2
    济源 ji3 yuan2
    济阳 ji3 yang2
    曲靖 qu3 jing4
    句容 ju4 rong2
    浒墅 xu3 shu4
    会稽 kuai4 ji1
    荥经 ying2 jing1
    犍为 qian2 wei2
    筠连 jun1 lian2
    什邡 shi2 fang1
    解州 xie4 zhou1
    万俟 mo4 qi2
    华山 hua4 shan1
    华阴 hua4 yin1
    行唐 xing2 tang2
    射阳 she4 yang2
    宿州 su4 zhou1
    宿迁 su4 qian1
    燕郊 yan1 jiao1
    燕山 yan1 shan1
    盖州 gai4 zhou1
    朝阳 chao2 yang2
    朝鲜 chao2 xian3
    高丽 gao1 li2
    石家庄 shi2 jia1 zhuang1
    十堰 shi2 yan4
    瓦房店 wa3 fang2 dian4
    葛洲 ge3 zhou1
    镇海 zhen4 hai3
    吐鲁番 tu3 lu3 fan1
    尉迟 yu4 chi2
    长孙 zhang3 sun1
    澹台 tan2 tai2
    单于 chan2 yu2
    区域 qu1 yu4
    区块 qu1 kuai4
    区间 qu1 jian1
    区市 qu1 shi4
    华东 hua2 dong1
    华北 hua2 bei3
    华南 hua2 nan2
    华中 hua2 zhong1
    华为 hua2 wei2
    """

/// Trades, goods, offices, and common words whose characters are surnames too.
private let tradeWords = """
    银行 yin2 hang2
    行业 hang2 ye4
    行情 hang2 qing2
    行长 hang2 zhang3
    商行 shang1 hang2
    车行 che1 hang2
    央行 yang1 hang2
    分行 fen1 hang2
    支行 zhi1 hang2
    总行 zong3 hang2
    投行 tou2 hang2
    农行 nong2 hang2
    工行 gong1 hang2
    建行 jian4 hang2
    中行 zhong1 hang2
    招行 zhao1 hang2
    交行 jiao1 hang2
    农商行 nong2 shang1 hang2
    洋行 yang2 hang2
    同行 tong2 hang2
    会计 kuai4 ji4
    重组 chong2 zu3
    重建 chong2 jian4
    重整 chong2 zheng3
    重复 chong2 fu4
    重新 chong2 xin1
    重启 chong2 qi3
    重塑 chong2 su4
    重构 chong2 gou4
    双重 shuang1 chong2
    多重 duo1 chong2
    重阳 chong2 yang2
    音乐 yin1 yue4
    乐器 yue4 qi4
    乐队 yue4 dui4
    乐团 yue4 tuan2
    声乐 sheng1 yue4
    调味 tiao2 wei4
    调节 tiao2 jie2
    调理 tiao2 li3
    调和 tiao2 he2
    调试 tiao2 shi4
    调整 tiao2 zheng3
    调控 tiao2 kong4
    调解 tiao2 jie3
    调制 tiao2 zhi4
    空调 kong1 tiao2
    烹调 peng1 tiao2
    调料 tiao2 liao4
    参茸 shen1 rong2
    人参 ren2 shen1
    海参 hai3 shen1
    西洋参 xi1 yang2 shen1
    党参 dang3 shen1
    参宝 shen1 bao3
    市长 shi4 zhang3
    区长 qu1 zhang3
    县长 xian4 zhang3
    镇长 zhen4 zhang3
    链长 lian4 zhang3
    董事长 dong3 shi4 zhang3
    院长 yuan4 zhang3
    校长 xiao4 zhang3
    会长 hui4 zhang3
    部长 bu4 zhang3
    局长 ju2 zhang3
    处长 chu4 zhang3
    主任 zhu3 ren4
    成长 cheng2 zhang3
    增长 zeng1 zhang3
    生长 sheng1 zhang3
    家长 jia1 zhang3
    种植 zhong4 zhi2
    效率 xiao4 lv4
    传记 zhuan4 ji4
    自传 zi4 zhuan4
    子弹 zi3 dan4
    导弹 dao3 dan4
    炮弹 pao4 dan4
    弹药 dan4 yao4
    给水 ji3 shui3
    供给 gong1 ji3
    补给 bu3 ji3
    自给 zi4 ji3
    校准 jiao4 zhun3
    校正 jiao4 zheng4
    粘胶 nian2 jiao1
    粘土 nian2 tu3
    畜牧 xu4 mu4
    畜产 xu4 chan3
    切削 qie1 xiao1
    宿舍 su4 she4
    咖喱 ga1 li2
    角色 jue2 se4
    曝光 bao4 guang1
    出差 chu1 chai1
    便宜 pian2 yi2
    扎兰屯 zha1 lan2 tun2
    厂长 chang3 zhang3
    藏品 cang2 pin3
    收藏 shou1 cang2
    冷藏 leng3 cang2
    储藏 chu3 cang2
    贮藏 zhu4 cang2
    宝藏 bao3 zang4
    降解 jiang4 jie3
    投降 tou2 xiang2
    解放 jie3 fang4
    解决 jie3 jue2
    单位 dan1 wei4
    单一 dan1 yi1
    单元 dan1 yuan2
    单晶 dan1 jing1
    单车 dan1 che1
    查验 cha2 yan4
    查重 cha2 chong2
    任务 ren4 wu5
    应用 ying4 yong4
    应急 ying4 ji2
    响应 xiang3 ying4
    供应 gong1 ying4
    华丽 hua2 li4
    燕窝 yan4 wo1
    燕京 yan1 jing1
    燕麦 yan4 mai4
    盛装 sheng4 zhuang1
    折叠 zhe2 die2
    黑色 hei1 se4
    黑金 hei1 jin1
    洗涤 xi3 di2
    能源 neng2 yuan2
    能力 neng2 li4
    能耗 neng2 hao4
    过滤 guo4 lv4
    车辆 che1 liang4
    车间 che1 jian1
    纪念 ji4 nian4
    还原 huan2 yuan2
    仔猪 zi3 zhu1
    石油 shi2 you2
    秘书 mi4 shu1
    种子 zhong3 zi5
    种业 zhong3 ye4
    种苗 zhong3 miao2
    都市 du1 shi4
    大都 da4 du1
    员工 yuan2 gong1
    繁殖 fan2 zhi2
    繁育 fan2 yu4
    召开 zhao4 kai1
    区政府 qu1 zheng4 fu3
    """

/// Surnames whose reading is not the character's usual one; used at the head of two to four
/// characters.
private let surnameReadings = """
    曾zeng1 单shan4 解xie4 仇qiu2 区ou1 朴piao2 任ren2 华hua4 查zha1 盖ge3 乐yue4 翟zhai2 缪miao4 覃qin2
    谌chen2 员yun4 召shao4 逄pang2 訾zi1 祭zhai4 隗wei3 宓mi4 那na1 秘bi4
    阚kan4 应ying1 燕yan1 於yu1 句gou1 牟mou4 相xiang4 佴nai4 褚chu3 郇xun2 瞿qu2 臧zang1 卜bu3 葛ge3 纪ji3
    洗xian3 尉wei4 宿su4 沈shen3 贾jia3 车che1 费fei4 过guo1 柏bai3 石shi2
    """

/// The usual reading of a character where the transform gives a rare one.
private let characterReadings = """
    长chang2 都du1 差cha1 地di4 的de5 茄qie2 薄bo2 卷juan3 削xiao1 卜bu3 仔zai3 钻zuan4 塞sai1 弹tan2
    兴xing1 轧zha2 率lv4 着zhuo2 还huan2 什shi2 畜chu4 拓tuo4 莘shen1 切qie1 沈shen3 娜na4 晕yun1 匙chi2
    贲ben1 欸ai3 吁xu1 〇ling2 瓦wa3 宿su4 给ji3 校xiao4 铺pu4 缪miao4 呒m2 蹊xi1 柏bai3 嗯en1 卅sa4
    曝pu4 涪fu2 郫pi2 碚bei4
    """

/// Characters with readings of several first letters, and those letters.
private let otherInitials = """
    厦xs 长cz 重zc 乐lyl 行xh 调dt 参cs 藏cz 弹td 降jx 解jx 单dsc 曾cz 仇cq 区qo 查cz 翟zd 缪mj 覃tq
    尉wy 蔚wy 莘sx 枞cz 阿ae 会hk 给gj 宿sx 校xj 粘zn 率ls 传cz 系xj 畜cx 轧zyg 塞s 什s 石sd 还hh 纤xq
    省sx 便bp 扁bp 泊bp 屏pb 秘mb 乘cs 盛sc 提td 褚cz 车cj 贾jg 夹jg 俟qs 万wm 番fp 洞dt 陂pb 埔pb 铅qy
    浚jx 泌mb 稽jq 句jg 茄qj 巷xh 吓xh 折zs 奇qj 拓tt 属sz 识sz 刹cs 谷gy 种zc 召zs 员y 隗wk 郇xh 祭zj
    圈qj 强qj 隽jq 壳kq 咳kh 合hg 虹hj 桧gh 龟gjq 否fp 囤dt 恶ew 遗yw 尾wy 柴c 臭cx 澄cd 匙cs 弄nl 尿ns
    曝pb 瀑pb 刨pb 炮pb 朝cz 幢zc 似s 食sy 蛇sy 射sy 吁xy 浒hx 艾ay 扒bp 耙pb 膀bp 磅bp 辟bp 裨bp 棱lm
    叶yx 卡kq 称c 繁fp 能n 黑h 观g 晟sc 着z 仔z 其qj 伽gjq 茜qx 券qx 殷y 大dt 台t 都d 嘎g 侧cz 缴jz 烙l
    """
