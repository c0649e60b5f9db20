/// What a number counts, before it is known whether it is a fact.
enum QuantityUnit: Hashable, Sendable {
    case money(FactUnit)
    case count
    case person
    case percent
    case points
    /// 倍: as growth a hundred percent each.
    case times
    /// 成: ten percent each.
    case tenths
    /// 万 or 亿 stood there and nothing behind it.
    case bare
    /// Dates, durations, physical measures, other currencies, grades: read so that they are not
    /// taken for anything else.
    case other
}

private let unitRows: [(unit: QuantityUnit, words: String)] = [
    (.money(.yuan), "元 块钱"), (.money(.dollar), "美元 美金"), (.money(.euro), "欧元"),
    (.count, "个 家 户 项 件 场 次 条 宗 支 所 份 单 户次 家次 场次 人次 笔 例 起 批次 款"),
    (.person, "人 名 位"), (.percent, "% ％"), (.points, "个百分点 百分点 个点"), (.times, "倍"),
    (.tenths, "成"),
    (
        .other,
        """
        港元 港币 日元 英镑 韩元 卢布 新元 澳元 加元 瑞士法郎 卢比 年 月 日 号 天 周 周年 小时 分钟 秒 岁 季度
        世纪 时 点 分 个月 个工作日 个小时 个季度 个年头 个多月 个星期 个交易日 个昼夜 个半月 个自然日 届 期 级 强
        平方米 平方公里 平方千米 立方米 公里 千米 米 厘米 毫米 亩 公顷 吨 公斤 千克 克 斤 台 台套 台阶 辆 张 套
        册 床 艘 架 列 标箱 标准箱 兆瓦 千瓦 瓦 千瓦时 度 升 英寸 纳米 微米 代 层 座 栋 间 瓶 箱 只 头 羽 株 粒
        片 块 根 卷 平米 平方 立方 万吨级 倍速 班 班次 架次 航班 航次 ‰ 折 分之 路 线 环 大 类 种 版 页 章 本 棵 轮
        个系列 个品种 个百分比 个维度 个方面 个环节 个国家 个省 个市 个县 个区 个城市 个省市 个省份 个地市 个州
        个市州 个县市区 个区县 个乡镇 个镇 个镇街 个街道 个村 个社区 个国家和地区 个地区 个省区市 个区市 个设区市
        个小时内 个大类 个字 个人 秒钟 里 位数 位居 英里 海里 度电 千伏 兆 吉瓦 居里 字 步 公顷级 元/ 亿年 年级 元级 元化
        维 新 体 化 网 站式 区 市 县 省 国 州 镇 村 街 字头 手 号文 号线 号楼 层楼 摄氏度 ℃ ° 公分 人份 人均 人家
        人民 名单 名录 名义 家长 家庭 家具 家居 家电 家乡 场地 场所 场馆 条例 条件 件套 起步 起点 次日 次方 位于 位列
        位居 单位 户籍 所在 所有 份额 款项 支付 支持 支撑 支出 家纺 项目化 成功 成立 成员 成果 成效 成本 成为 成都
        成长 成熟 成就 成套 成品 成交 成片 成型 成渝 成绩
        """
    ),
]

let factUnits = WordTable(
    unitRows.enumerated().flatMap { number, row in
        row.words.split(whereSeparator: \.isWhitespace).map { (word: String($0), number: number) }
    })

extension FactReader {
    /// The longest unit that begins at `start`.
    func unit(at start: Int) -> (unit: QuantityUnit, end: Int)? {
        units.longest(in: bytes, from: start, to: limit).map { (unitRows[$0.number].unit, $0.end) }
    }
}

/// A number with its unit, as found in a sentence. Offsets count bytes of the cleaned text.
struct Quantity: Sendable {
    /// `digits` / 10^`places`, 万 and 亿 multiplied out.
    var digits: Int64
    var places: Int
    var unit: QuantityUnit
    var qualifier: FactQualifier
    /// With the qualifiers that touch it.
    var start: Int
    var end: Int
    /// Where the digits begin.
    var numberStart: Int
    /// Written in characters and not above ten: «六条产业链» counts less than «6条产业链».
    var isSmallWord = false
    /// A range, a malformed number or an adjective («百亿级»): never a fact.
    var isVoid = false
    /// 百, 千亿 with no digit before.
    var isScaleOnly = false
    /// 以上, 以下 stand behind it.
    var isBounded = false
}
