import Texts

/// The words by which names are taken apart: a general stock, the city's own places, and the trades
/// that the names at hand show by repeating them after different cores.
package struct NameVocabulary: Sendable {
    private let places: Set<String>
    private let learnedTrades: Set<NameLetters>
    /// The longest place that begins with a letter: most names begin with none.
    private let placeLengths: [Unicode.Scalar: Int]

    /// - Parameters:
    ///   - places: the city's names and its districts', full and short; they count as regions.
    ///   - names: names from which more trades are learned; any number, the more the better; of
    ///     more than 20,000 so many are taken, evenly.
    package init(places: [String] = [], learningFrom names: [String] = []) {
        var known: Set<String> = []
        for place in places {
            let folded = place.folded
            known.insert(folded)
            for ending in placeEndings where folded.hasSuffix(ending) {
                let short = String(folded.dropLast(ending.count))
                if short.count >= 2 { known.insert(short) }
            }
        }
        self.places = known
        placeLengths = longest(known)
        learnedTrades = NameVocabulary.trades(in: names, places: known)
    }

    /// The tree of words by which spellings are read.
    var speller: NameSpeller {
        NameSpeller(
            places: generalRegions.union(countries).union(places),
            trades: generalTrades.union(learnedTrades).map { String(letters: $0) })
    }

    func isRegion(_ text: String) -> Bool {
        generalRegions.contains(text) || countries.contains(text) || places.contains(text)
    }

    /// How long a place that begins with this letter can be; 0 when none does.
    func longestRegion(from letter: Unicode.Scalar) -> Int {
        max(generalLengths[letter] ?? 0, placeLengths[letter] ?? 0)
    }

    func isCountry(_ text: String) -> Bool { countries.contains(text) }
    func isTrade(_ text: NameLetters) -> Bool {
        generalTrades.contains(text) || learnedTrades.contains(text)
    }

    /// Endings that follow three different beginnings or more are words of a trade.
    private static func trades(in names: [String], places: Set<String>) -> Set<NameLetters> {
        let plain = NameVocabulary(knownPlaces: places)
        // Of different cores those of one ending differ in their beginning.
        let step = max(1, names.count / 20_000)
        let sample = Set(stride(from: 0, to: names.count, by: step).map { names[$0] })
        let cores = Set(sample.map { OrganizationName($0, plain).core })
        var beginnings: [NameLetters: Int] = [:]
        for core in cores {
            let letters = core.letters
            guard letters.count >= 4 else { continue }
            for length in 2...min(6, letters.count - 2) {
                beginnings[letters.suffix(length), default: 0] += 1
            }
        }
        return Set(beginnings.lazy.filter { $0.value >= 3 }.map(\.key))
    }

    private init(knownPlaces: Set<String>) {
        places = knownPlaces
        placeLengths = longest(knownPlaces)
        learnedTrades = []
    }
}

let placeEndings = [
    "经济技术开发区", "高新技术产业开发区", "经济开发区", "高新区", "经开区", "新区", "开发区", "自治区",
    "特别行政区", "自治州", "地区", "省", "市", "区", "县", "州", "盟",
]

private let generalLengths = longest(generalRegions.union(countries))

private func longest(_ words: Set<String>) -> [Unicode.Scalar: Int] {
    var lengths: [Unicode.Scalar: Int] = [:]
    for word in words.map(\.letters) {
        if let first = word.first { lengths[first] = max(lengths[first] ?? 0, word.count) }
    }
    return lengths
}

private func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}

private let countries = words(
    """
    美国 德国 日本 韩国 法国 英国 新加坡 马来西亚 泰国 越南 印度 印度尼西亚 印尼 菲律宾 澳大利亚 加拿大
    意大利 西班牙 荷兰 瑞士 瑞典 丹麦 挪威 芬兰 比利时 奥地利 爱尔兰 葡萄牙 波兰 捷克 匈牙利 俄罗斯 以色列
    阿联酋 沙特 沙特阿拉伯 土耳其 巴西 墨西哥 阿根廷 智利 南非 埃及 新西兰 卢森堡 开曼群岛 开曼 百慕大
    维尔京群岛 英属维尔京群岛 中国香港 香港 中国澳门 澳门 中国台湾 台湾
    """)

// Provinces and prefecture-level divisions: administrative divisions of 2023, without their
// endings. Left out are those whose names are common words (中山, 三明, 大理, 红河 stay; 兴安, 安康, 吉安 stay).
private let generalRegions = words(
    """
    中国 北京 天津 上海 重庆 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东
    海南 四川 贵州 云南 陕西 甘肃 青海 内蒙古 广西 西藏 宁夏 新疆 石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口
    承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽
    鄂尔多斯 呼伦贝尔 巴彦淖尔 乌兰察布 锡林郭勒 阿拉善 沈阳 大连 鞍山 抚顺 本溪 丹东 锦州 营口 阜新 辽阳
    盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 白城 延边 哈尔滨 齐齐哈尔 鸡西 鹤岗 双鸭山 大庆 伊春
    佳木斯 七台河 牡丹江 黑河 绥化 大兴安岭 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州 镇江 泰州 宿迁
    杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州
    阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明 泉州 漳州 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 新余 鹰潭
    赣州 吉安 宜春 抚州 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽
    郑州 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰
    宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 恩施 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 郴州 永州
    怀化 娄底 湘西 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州 梅州 汕尾 河源 阳江 清远 东莞 中山
    潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 防城港 钦州 贵港 玉林 百色 贺州 河池 来宾 崇左 海口 三亚 三沙 儋州
    成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安 巴中 资阳 阿坝 甘孜 凉山
    贵阳 六盘水 遵义 安顺 毕节 铜仁 黔西南 黔东南 黔南 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 楚雄 文山
    西双版纳 德宏 怒江 迪庆 拉萨 日喀则 昌都 林芝 那曲 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 安康 商洛 兰州
    嘉峪关 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 临夏 甘南 西宁 海东 银川 石嘴山 吴忠 中卫 乌鲁木齐
    克拉玛依 吐鲁番 哈密 昌吉 博尔塔拉 巴音郭楞 阿克苏 克孜勒苏 喀什 和田 伊犁 塔城 阿勒泰
    """)

private let generalTrades = Set(wordsOfTrades.map { $0.letters[...] })

// Words that stand between the core and the legal form, by what companies are registered under.
private let wordsOfTrades = words(
    """
    科技 技术 高科技 科技发展 技术开发 技术服务 信息 信息技术 信息科技 软件 软件技术 网络 网络科技 数据
    大数据 数字 数字科技 数码 数智 数科 智能 智能科技 智能装备 智能制造 智慧 人工智能 云计算 互联网 物联网
    电子 电子科技 微电子 半导体 集成电路 芯片 光电 光电科技 光电子 光电技术 光学 激光 显示 显示技术 显示科技
    通信 通讯 传感 传感器 电器 电气 电力 电机 电源 电缆 电池 锂电 储能 储能科技 氢能 氢能科技 新能源
    新能源科技 绿能 绿能科技 能源 能源科技 能源技术 清洁能源 光伏 风电 风能 太阳能 核能 热能 热力 燃气 石油 石化
    化工 化学 精细化工 化工新材料 高分子 高分子材料 材料 材料科技 新材料 新材料科技 复合材料 纳米 塑料 橡胶
    橡塑 涂料 玻璃 陶瓷 水泥 建材 钢铁 冶金 金属 有色金属 铝业 铜业 矿业 稀土 碳素 纤维 化纤 纺织 纺织科技
    服装 服饰 家纺 皮革 鞋业 家居 家具 家电 日用品 玩具 包装 印刷 造纸 纸业 机械 机械制造 精密机械 精密
    精工 精密制造 重工 机床 装备 装备制造 设备 仪器 仪表 自动化 机器人 机电 液压 轴承 模具 阀门 泵业 工具
    五金 汽车 汽车科技 汽车零部件 汽车配件 汽车电子 汽配 零部件 动力 动力科技 动力电池 轮胎 摩托车 车辆
    轨道交通 船舶 船舶科技 船业 造船 重型 海工 海工装备 海洋 海洋工程 海洋科技 海洋装备 海洋生物 海事 航空
    航空科技 航天 航空航天 无人机 无人机科技 通用航空 通航 低空 医药 制药 药业 生物 生物科技 生物技术
    生物医药 生物制药 生物工程 医疗 医疗科技 医疗器械 医学 医疗设备 健康 大健康 健康科技 诊断 基因 细胞
    食品 食品科技 饮料 乳业 酒业 粮油 油脂 调味品 肉业 水产 渔业 农业 农业科技 农牧 牧业 种业 饲料 林业
    园艺 茶业 糖业 盐业 冷链 冷链物流 物流 国际物流 供应链 供应链管理 供应链科技 仓储 运输 航运 海运 港口
    港务 速递 快递 货运 贸易 国际贸易 进出口 商贸 商业 百货 零售 电子商务 跨境电商 电商 文化 文化传媒 文化旅游
    传媒 影视 旅游 酒店 餐饮 娱乐 体育 教育 教育科技 培训 人力资源 咨询 管理咨询 企业管理 管理 服务 物业
    地产 房地产 置业 建设 建设工程 建筑 建筑工程 工程 工程技术 市政 园林 装饰 环境 环境科技 环保 环保科技
    节能 节能环保 节能科技 水务 水处理 再生资源 资源 循环 投资 投资管理 股权投资 创业投资 创投 资本 资产
    资产管理 基金 基金管理 金融 金融服务 融资租赁 租赁 小额贷款 担保 保险 证券 期货 银行 信托 支付 保理 产业
    产业发展 产业投资 开发 发展 实业 工业 工业技术 制造 国际 科创 创新 设计 检测 检测技术 认证 研发 系统
    系统集成 控制 安防 安全 防务 消防 计量 测控 新型材料 新型显示 微系统 工业软件 工业互联网 科学技术 科学
    """)

/// 粤 for 广东: provinces, and the cities that have a letter of their own.
let shortsOfPlaces: [(Unicode.Scalar, String)] = [
    ("京", "北京"), ("津", "天津"), ("沪", "上海"), ("申", "上海"), ("渝", "重庆"), ("冀", "河北"),
    ("晋", "山西"), ("辽", "辽宁"), ("吉", "吉林"), ("黑", "黑龙江"), ("龙", "黑龙江"), ("苏", "江苏"),
    ("苏", "苏州"), ("浙", "浙江"), ("皖", "安徽"), ("闽", "福建"), ("赣", "江西"), ("鲁", "山东"),
    ("豫", "河南"), ("鄂", "湖北"), ("湘", "湖南"), ("粤", "广东"), ("桂", "广西"), ("琼", "海南"),
    ("川", "四川"), ("蜀", "四川"), ("贵", "贵州"), ("黔", "贵州"), ("云", "云南"), ("滇", "云南"),
    ("藏", "西藏"), ("陕", "陕西"), ("秦", "陕西"), ("甘", "甘肃"), ("陇", "甘肃"), ("青", "青海"),
    ("青", "青岛"), ("宁", "宁夏"), ("宁", "宁波"), ("宁", "南京"), ("新", "新疆"), ("蒙", "内蒙古"),
    ("深", "深圳"), ("穗", "广州"), ("杭", "杭州"), ("蓉", "成都"), ("锡", "无锡"), ("甬", "宁波"),
    ("汉", "武汉"), ("沈", "沈阳"), ("哈", "哈尔滨"), ("厦", "厦门"), ("济", "济南"), ("昆", "昆明"),
    ("兰", "兰州"), ("港", "香港"), ("澳", "澳门"), ("台", "台湾"), ("中", "中国"), ("国", "中国"),
]

let plannedWords = [
    "拟设立", "拟注册", "拟成立", "拟新设", "拟组建", "拟设", "待设立", "待注册", "待成立", "筹备中", "筹建中",
    "筹备", "筹建", "筹", "注册中", "新设", "暂定名", "暂定", "名称以核准为准", "名称待核准", "名称预核准",
]
