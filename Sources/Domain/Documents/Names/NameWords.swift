/// What names of units, places and offices end with, and what they cannot hold.
enum NameWords {
    /// Where none of these stands, no name ends.
    static let endings = Vocabulary(all: [unitEndings, placeEndings, offices])
    static let unitEndings = Vocabulary(
        """
        人民政府办公室 人民政府 政府 委员会 办公室 管委会 指挥部 领导小组 专班 局 厅 署 党组 市委 省委 县委 区委 州委 发展改革委 发改委 国资委 卫健委
        住建委 科技委 人大常委会 人大 政协 统战部 组织部 宣传部 法院 检察院 总局 投促中心 服务中心 促进中心
        """)
    static let placeEndings = Vocabulary("省 市 县 自治区 自治州 新区 开发区 高新区 经开区 保税区 经济开发区 区 镇 街道")
    static let offices = Vocabulary(
        """
        总书记 国家主席 总理 副总理 国家副主席 主席 书记 副书记 省长 副省长 市长 副市长 区长 副区长 县长 副县长 州长 镇长 副主席 主任 副主任 局长
        副局长 厅长 副厅长 部长 副部长 秘书长 副秘书长 常委 检察长 常务副省长 常务副市长 常务副区长 常务副县长 党组书记
        """)
    /// One of each in the country; the name of the holder may stand before it.
    static let highOffices = Vocabulary("总书记 总理 国家主席 主席")
    static let otherBodies = Vocabulary("公司 集团 企业 银行 协会 商会 联合会 学院 大学 医院 研究院 村")

    static let levels: Set<Unicode.Scalar> = ["省", "市", "区", "县", "州", "镇"]
    static let topLevels = Vocabulary("国家 国务院 中央 全国")
    /// Letters that no name of a unit or a place is read across.
    static let stops = Set(
        "在由向对与及是为的了等将到从把被给让于或也都要有经请受据按以并使其该这那此着赴至自令占居和".unicodeScalars)
    /// Letters of a whole or of a count, and not of a name: 全市, 我省, 三个区.
    static let wholes = Set("全各本我某每多数几两一二三四五六七八九十百个家大强各该城年月日".unicodeScalars)
    static let noPlaces = Vocabulary(
        """
        城市 上市 超市 股市 门市 都市 地区 社区 景区 山区 市区 城区 灾区 牧区 库区 片区 辖区 校区 湾区 特区 跨区 分区 禁区 战区 误区 县区 街区 小区 城镇
        乡镇 村镇 节省 反省 入市 开市 专区 园区 厂区 展区 功能区 示范区 服务区 自贸区 试验区 经济区 保护区 合作区 核心区 亚太区 中国区 建设区 入区 进区
        书记市 内陆省 建省 完成市 利用市
        """)
    /// A name of a place may begin behind them.
    static let beforePlace = Vocabulary("省 市 县 区 今年 去年 明年 时任 关于 印发 率领 走进 来到 组织 推动 支持 召开 举办 成立 位于")
    static let notBehindPlace = Set("场值民级营属直政容面价域别块间划域".unicodeScalars)

    /// What follows a person's name.
    static let behindPerson = Vocabulary(
        """
        出席 主持 讲话 强调 指出 表示 说 在 会见 参加 率 到 作 等 同志 和 与 介绍 要求 调研 陪同 一行 代表 宣布 致辞 分别 带队 带领 深入 来到 赴 对 就
        向 也 还 则 曾 当 于 为 及 走访 发布 通报 应邀 任 受 认为 提出 部署 先后 随后 前往 专程 听取 签署 作了 做了 批示 郑重 总 主任 书记 市长 省长 局长
        """)
    static let surnames = Vocabulary(
        """
        赵 钱 孙 李 周 吴 郑 王 冯 陈 褚 卫 蒋 沈 韩 杨 朱 秦 尤 许 何 吕 施 张 孔 曹 严 华 金 魏 陶 姜 戚 谢 邹 喻 柏 窦 章 云 苏 潘 葛 奚 范
        彭 郎 鲁 韦 昌 马 苗 凤 花 方 俞 任 袁 柳 鲍 史 唐 费 廉 岑 薛 雷 贺 倪 汤 滕 殷 罗 毕 郝 邬 安 常 乐 于 时 傅 皮 卞 齐 康 伍 余 元 卜 顾
        孟 平 黄 和 穆 萧 尹 姚 邵 湛 汪 祁 毛 禹 狄 米 贝 明 臧 计 伏 成 戴 谈 宋 茅 庞 熊 纪 舒 屈 项 祝 董 梁 杜 阮 蓝 闵 席 季 麻 强 贾 路 娄
        江 童 颜 郭 梅 盛 林 刁 钟 徐 邱 骆 高 夏 蔡 田 樊 胡 凌 霍 虞 万 支 柯 管 卢 莫 经 房 裘 缪 干 解 应 宗 丁 宣 邓 郁 单 杭 洪 包 诸 左 石
        崔 吉 龚 程 邢 裴 陆 荣 翁 荀 羊 惠 曲 封 芮 储 靳 井 段 焦 谷 车 侯 全 班 仰 秋 仲 伊 宫 宁 仇 栾 甘 厉 祖 武 符 刘 景 詹 龙 叶 幸 司
        黎 白
        蒲 赖 卓 蔺 屠 蒙 池 乔 闻 党 翟 谭 贡 姬 申 冉 雍 桑 桂 牛 寿 边 扈 燕 冀 尚 农 温 庄 晏 柴 瞿 阎 慕 连 习 向 古 易 廖 耿 匡 寇 广 东 欧
        聂 晁 冷 曾 岳 商 佟 肖 代 闫 涂 付 欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 宇文 司徒
        """)
}
