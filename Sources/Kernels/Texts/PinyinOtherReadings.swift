/// Further readings of characters that stand in names of companies, places and projects, without
/// tones. The usual reading, that of a surname, and that of the transform stand elsewhere.
enum PinyinOtherReadings {
    static let table: [Unicode.Scalar: [String]] = {
        var table: [Unicode.Scalar: [String]] = [:]
        var letter: Unicode.Scalar?
        for word in otherReadings.split(whereSeparator: \.isWhitespace) {
            for part in word.split(separator: ":") {
                if let first = part.unicodeScalars.first, first.isHan {
                    letter = first
                } else if let letter {
                    table[letter, default: []] += part.split(separator: ",").map(String.init)
                }
            }
        }
        return table
    }()
}

/// After 《现代汉语词典》, as far as the readings differ by more than their tone.
private let otherReadings = """
    厦:xia,sha 长:chang,zhang 重:zhong,chong 乐:le,yue,lao 行:hang,xing,heng 调:diao,tiao
    参:can,shen,cen 藏:cang,zang 弹:dan,tan 降:jiang,xiang 解:jie,xie 单:dan,shan,chan 曾:zeng,ceng
    仇:chou,qiu 区:qu,ou 查:cha,zha 翟:zhai,di 缪:miao,mou,miu 覃:tan,qin 尉:wei,yu 蔚:wei,yu
    莘:shen,xin 枞:cong,zong 阿:a,e 会:hui,kuai 给:gei,ji 宿:su,xiu 校:xiao,jiao 粘:zhan,nian
    率:lv,shuai 传:chuan,zhuan 系:xi,ji 畜:chu,xu 轧:zha,ya,ga 塞:sai,se 什:shi,shen 石:shi,dan
    还:hai,huan 纤:xian,qian 省:sheng,xing 便:bian,pian 扁:bian,pian 泊:bo,po 屏:ping,bing 秘:mi,bi
    泌:mi,bi 乘:cheng,sheng 盛:sheng,cheng 提:ti,di 褚:chu,zhu 车:che,ju 贾:jia,gu 夹:jia,ga 俟:si,qi
    万:wan,mo 番:fan,pan 洞:dong,tong 陂:bei,pi,po 埔:pu,bu 铅:qian,yan 浚:jun,xun 稽:ji,qi 句:ju,gou
    茄:qie,jia 巷:xiang,hang 吓:xia,he 折:zhe,she 奇:qi,ji 拓:tuo,ta 属:shu,zhu 识:shi,zhi 刹:cha,sha
    谷:gu,yu 种:zhong,chong 召:zhao,shao 员:yuan,yun 隗:wei,kui 郇:xun,huan 祭:ji,zhai 圈:quan,juan
    强:qiang,jiang 隽:jun,juan 壳:ke,qiao 咳:ke,hai 合:he,ge 虹:hong,jiang 桧:hui,gui 龟:gui,jun,qiu
    否:fou,pi 囤:tun,dun 恶:e,wu 遗:yi,wei 尾:wei,yi 臭:chou,xiu 澄:cheng,deng 匙:chi,shi
    弄:nong,long 尿:niao,sui 曝:pu,bao 瀑:pu,bao 刨:pao,bao 炮:pao,bao 朝:chao,zhao 幢:chuang,zhuang
    似:si,shi 食:shi,si 蛇:she,yi 射:she,ye,yi 吁:xu,yu 浒:hu,xu 艾:ai,yi 扒:ba,pa 耙:ba,pa
    膀:bang,pang 磅:bang,pang 辟:bi,pi 裨:bi,pi 棱:leng,ling 叶:ye,xie 卡:ka,qia 称:cheng,chen
    晟:sheng,cheng 着:zhuo,zhe,zhao 仔:zi,zai 其:qi,ji 伽:jia,ga,qie 茜:qian,xi 券:quan,xuan
    殷:yin,yan 大:da,dai 台:tai 都:du,dou 嘎:ga 侧:ce,zhai 缴:jiao,zhuo 烙:lao,luo 六:liu,lu
    蚌:beng,bang 堡:bao,bu,pu 那:na,nei 柏:bai,bo 伯:bo,bai 薄:bao,bo 差:cha,chai,ci 禅:chan,shan
    颤:chan,zhan 嘲:chao,zhao 绰:chuo,chao 伺:si,ci 攒:zan,cuan 地:di,de 的:de,di 得:de,dei 度:du,duo
    脯:fu,pu 盖:gai,ge 扛:kang,gang 颈:jing,geng 枸:gou,ju 貉:he,hao 缉:ji,qi 槛:kan,jian
    见:jian,xian 嚼:jue,jiao 角:jiao,jue 桔:ju,jie 藉:jie,ji 劲:jin,jing 觉:jue,jiao 勒:le,lei
    俩:lia,liang 露:lu,lou 绿:lv,lu 络:luo,lao 落:luo,la,lao 脉:mai,mo 埋:mai,man 蔓:man,wan
    氓:mang,meng 没:mei,mo 靡:mi 模:mo,mu 牟:mou,mu 娜:na,nuo 朴:pu,piao,po 栖:qi,xi 蹊:xi,qi
    荨:xun,qian 亲:qin,qing 雀:que,qiao 色:se,shai 汤:tang,shang 杉:shan,sha 说:shuo,shui
    数:shu,shuo 澹:dan,tan 驮:tuo,duo 圩:wei,xu 鲜:xian 削:xue,xiao 血:xue,xie 钥:yao,yue 熨:yun,yu
    择:ze,zhai 扎:zha,za 琢:zhuo,zuo 柞:zuo,zha 和:he,huo,hu 剥:bo,bao 臂:bi,bei 逮:dai,dei 脏:zang
    这:zhe,zhei 谁:shui,shei 熟:shu,shou 了:le,liao 么:me 拗:ao,niu 隘:ai 叨:dao,tao 亳:bo 郫:pi 溧:li
    涪:fu 荥:xing,ying 筠:yun,jun 歙:she,xi 婼:ruo,chuo 黟:yi 鄱:po 盱:xu 眙:yi,chi 邗:han 邳:pi 睢:sui
    砀:dang 濮:pu 漯:luo,ta 鄄:juan 莒:ju 邛:qiong 崃:lai 綦:qi 儋:dan 泸:lu 亓:qi 逄:pang 圳:zhen 甬:yong
    """
