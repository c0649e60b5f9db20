/// The words that instructions are known by. Nothing else decides.
enum InstructionWords {
    /// 要 inside these is another word; each is what may stand before it.
    static let beforeWill: Set<Unicode.Scalar> = [
        "主", "重", "需", "必", "纲", "概", "摘", "首", "纪", "提", "险", "紧", "次", "索", "简", "扼", "想", "快",
        "将", "只", "不", "若", "撮", "枢", "机", "显",
    ]
    /// And what may stand behind it.
    static let behindWill: Set<Unicode.Scalar> = [
        "素", "求", "点", "害", "么", "闻", "务", "津", "塞", "是", "想", "知", "说", "不", "地", "员", "旨", "义",
        "件", "价", "职", "诀", "目", "挟",
    ]
    static let marks = Vocabulary(all: [musts, bans, goals, bindingMusts, Vocabulary("要")])
    static let musts = Vocabulary("必须 务必 应当 确保 一律")
    static let bans = Vocabulary("严禁 不得 禁止 不准 不许 不能 不允许 绝不能 决不能 坚决杜绝 杜绝")
    /// «容不得», «能不能»: no ban.
    static let beforeBan: Set<Unicode.Scalar> = [
        "容", "由", "舍", "恨", "巴", "怪", "值", "能", "怎", "岂", "无",
    ]
    static let goals = Vocabulary("力争 争取 努力实现")
    /// These carry no will where they stand inside other words: 须 is read only in papers that bind.
    static let bindingMusts = Vocabulary("应 须")
    static let beforeBinding: Set<Unicode.Scalar> = [
        "适", "反", "供", "效", "对", "相", "响", "无", "必", "理", "回", "感",
    ]
    static let behindBinding: Set<Unicode.Scalar> = [
        "用", "对", "急", "届", "有", "变", "邀", "运", "收", "付", "知",
    ]

    /// Before a verb, without being one.
    static let adverbs = Vocabulary(
        """
        进一步 切实 全面 大力 积极 着力 持续 不断 深入 扎实 坚定不移 坚定不移地 更加 全力 全力以赴 主动 努力 充分 精准 牢固 始终 坚决
        认真 科学 合理 有序 稳步 高质量 高标准 高水平 高效 尽快 及时 严格 依法 依法依规 分类 逐步 同步 率先 也 还 都 均 再 又 更 就
        系统 重点 集中 有效 真正 特别 尤其 共同 自觉 毫不动摇 更好 更加注重 有力 有力有序 多渠道 全方位 统一 带头 突出重点 加力 靠前
        """)
    /// What actions are called in papers.
    static let verbs = Vocabulary(
        """
        加快 加强 加大 加速 加紧 推动 推进 推广 推行 强化 深化 优化 提升 提高 完善 健全 建立 建设 落实 聚焦 抓好 抓紧 抓牢 抓实 做好 做强
        做大 做优 做实 做精 支持 鼓励 引导 培育 培养 打造 构建 实施 开展 组织 制定 制订 出台 扩大 统筹 坚持 树牢 树立 压实 压紧 巩固 拓展 用好
        盯紧 梳理 明确 把握 把牢 贯彻 增强 发展 招引 引进 吸引 集聚 促进 创新 完成 实现 达到 突破 保持 保障 防范 化解 解决 破解 补齐 整合
        规范 简化 压缩 缩短 降低 减轻 清理 整治 查处 督促 检查 督导 调度 跟踪 报送 上报 汇总 公布 发布 设立 成立 组建 配备 选派 选聘 委托
        对接 服务 走访 摸排 排查 谋划 策划 储备 布局 编制 绘制 修订 修改 更新 启动 运用 利用 发挥 放大 释放 激发 调动 动员 凝聚 营造 探索
        争创 创建 申报 争取 抢抓 紧抓 抓住 紧扣 紧盯 瞄准 立足 突出 注重 履行 承担 参与 配合 协调 协同 联动 转化 转变 改进 改善 改革 深耕
        适应 牵头 研究 防止 依靠 加码 发力 用力 参加 坚守 守住 严守 遵守 执行 办理 办结 反馈 回复 公示 公开 核查 核实 审核 论证 筛选 精选 评估 考核 通报 表彰
        奖励 兑现 拨付 安排
        投入 筹措 盘活 保护 维护 稳定 稳住 延伸 延长 补链 强链 延链 融入 主动 带动 撬动 形成 集中 适时 召开 举办 承办 宣传 讲好 学习 领会 统一
        依托 借助 结合 争先 树起 扛牢 扛起 担起 提振 壮大 夯实 筑牢 畅通 打通 打破 消除 克服 接续 承接 转移 疏解 迁建 新建 改建 扩建 改造 续建
        开工 竣工 投产 落地 落户 签约 入库 纳统 注册 到位 收集 整理 抓 抓招商 抓项目 上项目 建好 管好 守好 办好 建成 建强 选好 选出 提出 梯次 前瞻 全力
        """)
    /// Verbs that only say how: the next verb is the action too.
    static let leadingVerbs = Vocabulary("加快 加紧 加速 着力 全力 集中 主动 争取 统筹 坚持 抓紧 适时 创新 协同 牵头 配合")
    static let finished = Vocabulary("完成 到位")
    /// A clause that begins with one says how, by what or for what.
    static let prepositions = Vocabulary(
        """
        以 按 按照 根据 围绕 紧紧围绕 针对 对 对于 通过 从 在 为 为了 沿 沿着 结合 依托 借助 由 与 向 面向 凭借 顺应 除 自 于 经 到 当 随着 本着 依据
        将 把 让 使
        """)
    /// Words that begin with one and are names.
    static let notPrepositions = Vocabulary("自然资源 自贸 经济 经信 经开 对外 对口 在建 由衷 向阳")
    /// Between items and sentences; they say nothing of will.
    static let connectors = Vocabulary(
        """
        一是 二是 三是 四是 五是 六是 七是 八是 九是 十是 一要 首先 其次 再次 最后 同时 此外 另外 并 并且 而且 第一 第二 第三 第四 第五
        当前 今年 明年 下一步 下步 接下来 今后 新的一年 会后 具体 其中 另一方面 一方面 特别是 尤其是 与此同时
        """)
    static let purposes = Vocabulary("为 为了 根据 按照 经")
    static let preambles = Vocabulary("现就 现将 特制定 制定本 制定如下 通知如下 意见如下 现印发 提出如下 结合实际，制定 结合我市实际")

    /// What papers say of themselves, and ask of nobody.
    static let formulas = Vocabulary("现印发给你们 请认真贯彻执行 请遵照执行 请贯彻执行 请抓好贯彻落实 特此通知 请予审议 妥否，请批示")

    /// Lines of who was there.
    static let attendance = Vocabulary(
        "参加人员： 参会人员： 出席人员： 列席人员： 出席： 列席： 参加： 请假： 缺席： 主持： 记录： 地点： 时间：")

    /// Who may be asked: how names of units and offices end.
    static let actors = Vocabulary(
        """
        局 委 办 厅 署 院 部门 单位 政府 党委 党组 支部 委员会 办公室 指挥部 领导小组 专班 工作组 公司 集团 企业 银行 协会 商会 联合会 园区
        开发区 高新区 功能区 新区 自贸区 保税区 区市 区（市） 区县 各区 各市 各县 市县 镇街 镇（街） 街道 乡镇 各级 各地 各地区 各方面 干部 领导
        书记 市长 区长 县长 镇长 局长 主任 链长 链主 专员 秘书长 负责人 责任人 责任单位 我们 大家 上下 党员 同志 全市 全省 全区 全县 我市 我省
        我区 我县 管委会 管委 中心 机构 高校 院所 领导班子 班子 一把手” 一把手 牵头单位 各部委 有关方面 督查室 科室 服务队 驻外机构 招商站 分局 支行 人员 省 市
        区 县 州 部 处 科 所 站 队 组
        """)
    /// What the names of units begin with.
    static let unitHeads: Set<Unicode.Scalar> = [
        "市", "省", "县", "区", "州", "镇", "国", "各", "全", "本", "有",
    ]
    /// «等部门»: no name.
    static let noOwners = Vocabulary("部门 单位 方面 同志 人员 领导")
    /// «负责同志» and «负责人» lead nothing.
    static let notLeading = Vocabulary("同志 人 的 任")
    static let leads = Vocabulary("牵头 负责 主办 承办 组织实施 牵头负责")
    static let supports = Vocabulary("配合 协办 参与 协助 会同")

    /// Labels of those who are to do it, in brackets behind an item or in a line of their own.
    static let leadLabels = Vocabulary("责任单位 责任部门 牵头单位 牵头部门 责任人 主办单位 责任主体 牵头领导 责任领导")
    static let supportLabels = Vocabulary("配合单位 配合部门 协办单位 参与单位 参加单位")
    static let dueLabels = Vocabulary("完成时限 时限 办理时限 完成时间 时间要求 整改时限")

    // Problems.
    static let problems = Vocabulary("问题 短板 不足 差距 困难 瓶颈 薄弱环节 弱项 制约 堵点 难点 痛点 卡点 隐患 漏洞")
    static let having = Vocabulary("存在 面临 暴露出 反映出 查摆 仍有 还有 尚有 面对 受制于 受限于 查找出")
    static let weaknesses = Vocabulary(
        """
        不足 不够 不强 不高 偏低 偏弱 偏慢 偏少 滞后 薄弱 不优 不畅 不平衡 不充分 不到位 不及时 不规范 不完善 不健全 不合理 不紧密 欠缺 缺失
        乏力 较弱 较慢 较低 缓慢 突出问题 跟不上 分散 不突出 不多 不明显 不紧 不深 不实 不精准 制约明显 有待提升
        有待提高 有待加强 有待完善 有待增强 落地慢 推进慢 进度慢 进展慢
        """)
    /// Where one of these stands, the problem is being solved, or is a way of thinking.
    static let cures = Vocabulary("补 破解 解决 克服 消除 突破 打破 打通 疏通 化解 整改 攻克 导向 清零 排查 防止 避免 问题清单 疏解")

    // Measures.
    static let wills = Vocabulary("将 计划 拟")
    static let notMeasures: Set<Unicode.Scalar> = [
        "即", "必", "达", "成", "有", "为", "会", "使", "于", "在", "是", "与",
    ]
    /// What comes of itself, and nobody is going to do.
    static let results = Vocabulary("形成 达到 突破 实现 增强 投入生产 发展成为 建设成为 落地 落户 投产 竣工 开工 建成 到位 稳定 扩大两倍")
    /// Behind 使, 让, 把: what is to become of it.
    static let turns = Vocabulary("成为 作为 放在 摆在 纳入 建设成 打造成 建成 落实到 转化为 用在 落到")
    static let turning: Set<Unicode.Scalar> = ["使", "让", "把", "将"]
}
