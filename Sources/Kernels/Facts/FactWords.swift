/// What a word does for the reading of a figure. A kind is a part in the sentence, not a meaning.
enum WordKind: UInt8, Sendable {
    // Marks.
    case comma, semicolon, colon, listComma, openQuote, closeQuote, openBracket, closeBracket
    /// A numeral that begins no longer word.
    case numeral
    // Made by the lexer from several characters.
    case quantity, time, place, ordinal
    // Parts that a figure may play, by the word before it.
    case up, down, growth, level, compare, before, ahead, share, shareNoun, goal, complete,
        completion, average
    // Words of order.
    case each, respectively, both, among, and, of, at, than
    // Places by their last word, and bodies that stand for the text's own place.
    case zone, areaEnd, whole, nation
    case rankVerb, ordinalMark, timeWord, perHundred
    /// Touches a number and belongs to it.
    case over, approximate, nearly
    /// Dropped at both ends of a metric.
    case filler
    /// Verbs and connectives dropped where they open a metric; they end the noun behind a figure.
    case lead
    /// Verbs that say how far a project is: kept in the metric.
    case stage
    /// Ends the noun behind a figure, kept where a metric begins with it.
    case verb
    /// Made by the lexer: a stretch of text that is no word of the table.
    case gap
    /// The figure is a plan's.
    case plan
    /// What is counted, and what is measured in money.
    case noun, money
    case rate
    /// Grown by a hundred percent.
    case doubled
    /// Of several figures together.
    case together
    /// The subject is one firm or project, told as an example.
    case single
    /// Who invests what in the clause that follows: «斥资…，打造…».
    case spend
    /// Holds letters of another word together: 市场 is no 市.
    case plain
}

/// The table, a row for each kind. Longer words win, so a word that holds another is written out.
private let rows: [(kind: WordKind, words: String)] = [
    (.numeral, "〇 零 一 二 两 三 四 五 六 七 八 九 十 百 千 万 亿"),
    (.comma, "， ,"), (.semicolon, "； ;"), (.colon, "： :"), (.listComma, "、"),
    (.openQuote, "“ ‘ 「 《 〈"), (.closeQuote, "” ’ 」 》 〉"),
    (.openBracket, "（ ( 【 ["), (.closeBracket, "） ) 】 ]"),
    (
        .up,
        """
        增长 增长了 同比增长 增加 增加了 增 上升 上升了 提高 提高了 提升 提升了 攀升 上涨 上扬 扩大 增多
        净增 净增加 多增 同比增 同比增加 同比提高 同比提升 同比上升 同比扩大 同比多 多 扩张 走高 正增长 实际增长 名义增长 回升 新增长
        """
    ),
    (.down, "下降 下降了 减少 减少了 降低 降低了 回落 下滑 负增长 下跌 同比降 同比减少 同比回落 同比降低 同比下滑 减 少 缩减 收窄 降"),
    (.growth, "增速 增幅 增长幅度 涨幅 升幅 增长率 增长速度 同比增速 同比增幅"),
    (
        .level,
        """
        提升至 提升到 提高至 提高到 增长至 增长到 增加至 增加到 增至 升至 上升至 上升到 降至 下降至 下降到
        降低至 降低到 减少至 减少到 缩减为 缩减至 扩大至 扩大到 扩大为 达到 达 稳定在 保持在 突破至 突破到 跃升至 跃升到 攀升至 攀升到 提升为 缩短至 回升至
        """
    ),
    (
        .compare,
        """
        同比 同比分别 比上年同期 比去年同期 较上年同期 较去年同期 比上年 比去年 较上年 较去年 与上年同期相比
        与去年同期相比 与上年相比 与去年相比 上年同期 去年同期 比前一年 较前一年 按可比价格计算 按可比口径
        按可比价格 可比口径 按不变价格计算 按不变价计算 按可比价计算 同期 同口径 剔除不可比因素 以美元计
        以人民币计 按美元计 按人民币计 以美元计价 以人民币计价 按美元计价 按人民币计价 折合人民币 相比
        """
    ),
    (
        .before,
        "环比 比上月 较上月 比上季度 较上季度 比上个月 较上个月 比一季度 较一季度 比上半年 较上半年 比上季 较上季 季环比"
    ),
    (
        .ahead,
        """
        时间进度 序时进度 快于 高于 高出 超出 领先 低于 慢于 超时间进度 超序时进度 快时间进度 高过 跑赢
        """
    ),
    (.share, "占 占到 占了 约占 共占 各占"),
    (.shareNoun, "占比 占比重 比重 比例 份额 占有率 市场占有率 贡献率"),
    (
        .goal,
        "目标 任务 任务数 目标数 目标值 目标任务 任务目标 计划数 年度计划 全年计划 年计划 预期目标 预算 年初预算"
    ),
    (.complete, "完成 已完成 实际完成 累计完成 超额完成 实现 实现了"),
    (.completion, "完成率 目标完成率 任务完成率 完成进度 目标完成进度 完成比例 进度达 进度为 履行率"),
    (.average, "年均 年均增长 两年平均 两年平均增长 平均增长 三年平均 年平均增长 年均增速 平均每年 每年 平均每 平均每个 户均 日均 月均 亩均 人均 每亩"),
    (.each, "各"), (.respectively, "分别 分别为 分别达 分别达到 分别有 分别是"), (.both, "均 均为 均达 均达到 都为"),
    (.among, "其中 当中"), (.and, "和 与 及 以及 暨 并 或"), (.of, "的"), (.at, "在 于 位于 由 从"),
    (.than, "比 较 相对于 相较 相较于 是 为"),
    (
        .zone,
        """
        开发区 经济开发区 高新区 高新技术开发区 高新技术产业开发区 经济技术开发区 新区 园区 产业园区 产业园
        工业园区 工业园 科技园 示范区 经济区 经开区 保税区 综合保税区 综保区 自贸区 自贸试验区 自由贸易试验区
        自贸港 自由贸易港 功能区 合作区 试验区 先行区 新城 科学城 高新技术产业园区 物流园区 软件园 创新区
        新技术产业园区 示范园区 工业区 度假区 旅游区 片区 港区 林区 管委会 城市群 都市圈 经济带 大湾区
        """
    ),
    (.areaEnd, "省 市 区 县 州 旗 盟 镇 乡 街道"),
    (
        .whole,
        """
        全市 我市 本市 市内 全省 我省 本省 全县 我县 本县 全区 我区 本区 全州 我州 全旗 全镇 我镇 全盟 全街
        全系统 全疆 全域
        """
    ),
    (.nation, "全国 我国 全国各地 国内 中国"),
    (.rankVerb, "居 列 位居 位列 排 排名 排在 排位 排名第 名列 跃居 跃升至 稳居 保持 继续位居 居于 排列 升至全"),
    (.ordinalMark, "第"), (.perHundred, "百分之"),
    (.over, "超 超过 超过了 突破了 逾 突破 多达 超出 上 冲破 超逾 破 不低于 不少于 至少"), (.approximate, "约 大约 大概 约为 约有"),
    (.nearly, "近 将近 接近"),
    (
        .filler,
        """
        此次 本次 该次 人民币 共 共计 总计 一共 总共 已 已经 就有 就 有 仅 仅有 只有 才 也 还 又 再 再次 则 并且 同时 此外 另外
        另 了 着 得 等 高达 实达 约合 相当于 折合 累计达 累计达到 预计达 预计将达到 预计将 可达 可 将达到 将达 便
        将 预计 预期 有望 规划 首次 先后 率先 一举 成功 顺利 持续 继续 约占 之 里 中 内 间 来 后 时 以来 期间 截止目前 其 他 它 此 该项 这些 这
        统计 数据显示 统计显示 统计表明 调查显示 方面 方面来看 来看 看 按 按照 根据 据 据统计 据悉 从 中旬 上旬
        下旬 合起来 加起来 达成 得到 尚 尚有 现 现有 现已 目前已 占 全部 所有 整体 总体 突破 超 近
        """
    ),
    (
        .lead,
        """
        实现 完成 举办 实施 安排 出台 拥有 组织 开展 谋划 谋划实施 推动 推进 建设 打造 推出 设立 下达 获得
        获评 获批 争取 筹集 发放 提供 收到 形成 加快 全力 大力 扎实 深入 积极 着力 不断 进一步 有效 全面 带动
        吸引 包括 涵盖 覆盖 涉及 制定 发布 建立 培育 认定 聚焦 围绕 通过 为 以 把 向 对 使 让 被 因 按 其中包括
        共有 各类 一系列 一批 一大批 首批 下一步 近 聚集 集聚 汇聚 服务 走访 拜访 赴 外出 接待 对接 洽谈
        编制 创新 支持 主要 包含 成立 授予 入选 助力 促进 拉动 统计 调度 监测 坚持 确保 落实 有力 稳步 加大 优化
        """
    ),
    (.plan, "计划 力争 拟 争取 目标是 确保"),
    (
        .stage,
        """
        签约 新签约 新签 签订 集中签约 开工 新开工 集中开工 动工 在建 续建 新建 建成 竣工 投产 达产 落地 落户
        建成投产 竣工投产 投运 入库 纳统 入统 开复工 复工 履约 注册 注册落户 在谈 在跟踪 储备 引进 新引进 签约引进
        招引 新增 新设 新设立 新批 入资 到位 到账 入驻 落地开工 开工建设 签约落地 新落地 转化 新注册 备案 核准
        立项 上市 挂牌 揭牌 投用 试生产 增资 增资扩产 入规 升规 纳入 新入库 新建成
        """
    ),
    (
        .verb,
        """
        支持 用于 投入 推动 落户 位于 纳入 涵盖 涉及 覆盖 分布 集中 参加 参与 出席 来自 投向 达成 完成 实现
        获得 扶持 带来 表示 认为 成为 相继 全部 陆续 密集 正在 已经 得到 享受 进入 推进 组织 开展 建成 采取
        """
    ),
    (
        .noun,
        """
        项目 企业 公司 总数 数量 总量 机构 人才 企业法人 市场主体 经营主体 商户 个体工商户 高新技术企业 中小企业 平台 中心
        基地 团队 创业团队 活动 会议 政策 措施 举措 政策措施 政策文件 文件 协议 合同 订单 院所 高校 实验室 工厂
        车间 链主 总部 园区 银行 基金 岗位 就业 任务 事项 案例 问题 诉求 专利 成果 展商 展品 客商 嘉宾 代表
        工作任务 创新案例 商标 场景 服务 线索 课题 标准 产业链 清单 意向 单位 院士 专家 博士 硕士 人员 职工
        学生 群众 用户 客户 游客 旅客 小微企业 商会 分行 门店 网点 店铺 品牌 示范区 载体 孵化器 工作站 技术
        """
    ),
    (
        .money,
        """
        投资 总投资 投资额 总投资额 投资总额 协议投资 协议投资额 协议总投资 计划投资 计划总投资 资金 金额 总额
        协议金额 合同金额 合同额 签约额 签约金额 签约总额 到位资金 外资 内资 实际使用外资 实际利用外资 利用外资
        合同外资 引资 引资额 吸收外资 进出口 进出口总额 进出口总值 出口 进口 出口额 进口额 外贸 产值 总产值 增加值
        营业收入 营收 收入 销售收入 销售额 零售额 社会消费品零售总额 利润 利润总额 税收 税收收入 财政收入 纳税 产出
        生产总值 地区生产总值 gdp GDP 成交额 交易额 贷款 存款 余额 贷款余额 基金规模 规模 注册资本 注册资金
        固定资产投资 投资完成额 总规模 总金额 协议总金额 资本 补贴 奖补资金 授信 融资 融资额 支出 专项资金 保费
        """
    ),
    (.doubled, "翻一番 翻了一番 翻番 翻倍 增长一倍"), (.together, "合计 合计共"),
    (.rate, "率 存贷比 产销比 依存度 集中度 满意度 贡献度"),
    (.single, "这家 该公司 该企业 该项目 这个项目 这座 一家企业 该厂 这一项目 该基地"),
    (.spend, "斥资 投资建设 出资 投资兴建 耗资"),
    (
        .plain,
        """
        从业 从业人员
        市场 城市 上市 县域 区域 社区 地区 小区 省外 市外 县外 区外 景区 区块 区块链 市民 市级 省级 县级 区级 市直 省直 市委 省委 县委
        区委 市政府 省政府 县政府 区政府 市长 省长 县长 区长 都市 超市 门市 市值 市州 乡镇 镇街 区县 县区 区市 州市 辖区 灾区 厂区 股市
        集市 楼市 省会 省份 外省 外市 各省 各市 各县 各区 节省 乡村 老区 乡贤 超算 超高清 超大 超强 近期 附近 邻近 合约 条约 节约 公约
        续约 预约 约定 上海市场 上级 上述 上游 上下 线上 以上 海上 会上 网上 基本上 之上 同比例 比赛 比较 对比 减税 减排 减碳 减负
        减税降费 增值 增资 增强 增设 增添 增量 增效 少数 不少 至少 多个 许多 多种 众多 多元 多家 多项 多样 多层次 多渠道 有关 所有 具有
        拥有 有限 有限公司 国有 占地 占地面积 独占 为主 为了 成为 因为 作为 行为 认为 称为 分为 更为 极为 为期 目的 有的 的确 标的 居民
        居住 居家 定居 排放 排查 排水 安排 系列 下列 列车 排头兵 第一产业 第二产业 第三产业 第一方阵 第一梯队 第一线 第一时间 前景 前沿 前瞻
        前提 前往 前列 目前 提前 之前 以前 前期 前端 达标 发达 到达 表达 抵达 传达 现代 现场 现金 实现 发现 体现 出现 展现 现代化 表现
        再生 再造 还是 不仅 不只 中国式 中心 中小 中央 中部 集中 其他 其余 内容 内外 室内 境内 时代 时间 时期 及时 同时 来自 未来 后续
        最后 落后 前后 产业链 各国 各地 各类 各级 各部门 各方 各种 各界 各项 各镇 各有关 各区市 均衡 平均 在于 现在 存在 所在 潜在 正在
        由于 自由 理由 从事 从而 于是 对于 关于 等于 处于 至于 基于 属于 善于 敢于 与会 参与 与此同时 给予 普及 涉及 以及 和谐 和平
        共和国 及其 并购 并网 并联 合并 兼并 公共 共同 共享 共建 共赢 共识 公平 目标企业 任务书 再制造 按时 按期 据点 根据地 数据 数据中心
        证据 依据 降碳 降本 降费 降本增效 减持 中国石化 中国石油 中国银行 中国建筑 中国移动 中国联通 中国电信 多式联运 多功能 率先 效率 频率
        汇率 利率 税率 功率 一定 一体 一体化 一流 一步 一线 一方面 一条龙 一盘棋 一把手 一站式 一带一路 统一 唯一 之一 万亿级 千亿级 百亿级
        亿元级 百强 十强 双百 百年 千方百计 万众 万达 万科 行动计划 招商计划 工作计划 三农 三资 三产 三者 五一 五四 十大 四大 三大 两大
        六大 五大 八大 七大 九大 两个 两岸 两会 两端 三方 双方 四海 二手 二维 二次 零售 零部件 零件 零星 零碳 零距离 一期 二期 三期 四期
        五期 服务业 服务贸易 服务外包 对外贸易 对外承包 对口 对外 实施方案 一般公共预算 一般公共预算收入 公共预算收入 预算收入 增长极 增长点
        增长较快 提高质量 扩大有效 扩大开放 扩大内需 扩大再生产 下降幅度 高于预期
        """
    ),
]

/// The words of all rows, with the places and times.
let factWords: WordTable = {
    var words: [(word: String, number: Int)] = []
    func add(_ word: some StringProtocol, _ kind: WordKind, _ index: Int) {
        words.append((String(word), Int(kind.rawValue) << 16 | index))
    }
    for (index, place) in factPlaces.enumerated() {
        for name in place.names { add(name, .place, index) }
    }
    for (names, meaning) in timeWords {
        for name in names.split(separator: " ") { add(name, .timeWord, meaning.rawValue) }
    }
    for (kind, row) in rows {
        for (index, word) in row.split(whereSeparator: \.isWhitespace).enumerated() {
            add(word, kind, index)
        }
    }
    return WordTable(words)
}()

/// A word as it stands in a text: its part, which of its row it is (for a place: which of the
/// places), and where it ends.
struct Word {
    let kind: WordKind
    let index: Int16
    let end: Int

    /// From its number in `factWords`.
    @inline(__always)
    init?(_ number: Int, end: Int) {
        guard let kind = WordKind(rawValue: UInt8(truncatingIfNeeded: number >> 16)) else {
            return nil
        }
        self.kind = kind
        index = Int16(truncatingIfNeeded: number)
        self.end = end
    }
}

extension FactReader {
    /// The longest word of the table that begins at `start`.
    @inline(__always)
    func word(at start: Int) -> Word? {
        words.longest(in: bytes, from: start, to: limit).flatMap { Word($0.number, end: $0.end) }
    }
}
