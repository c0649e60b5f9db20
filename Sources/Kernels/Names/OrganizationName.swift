/// An organisation's name taken apart: 浙江 (region) 渌琤衡 (core) 汽车零部件 (trade) 有限公司 (form).
/// All parts are in folded form and serve comparison; what people read is the name as it was
/// written.
package struct OrganizationName: Hashable, Sendable {
    /// The whole name, folded, without the remarks that stand in brackets (拟设, 原名…).
    package var text = ""
    /// Province, city or country, short («浙江»); empty when the name states none.
    package var region = ""
    /// The distinctive part (字号); empty when the name is all Latin.
    package var core = ""
    /// Words of the trade; empty in a short name.
    package var trade = ""
    package var form: LegalForm?
    /// 集团 or 控股 in the name, or Group, Holdings.
    package var isGroup = false
    /// 拟设, 拟注册, 筹: a company yet to be founded.
    package var isPlanned = false
    /// «青岛分公司»; empty for the company itself.
    package var branch = ""
    /// The name in Latin letters, alone or beside the Chinese one.
    package var latin: LatinName?
    /// The Chinese name is a country's: its core is a transliteration more likely than not.
    package var isForeign = false
    /// The core is itself a word of a trade («能源»), so that it tells little.
    package var isCoreGeneric = false

    /// It states its legal form, so that what it lacks is lacking: «海信集团» leaves out,
    /// «海信集团有限公司» doesn't.
    package var isWhole: Bool {
        switch form {
        case nil, .project: false
        case .byShares: text.hasSuffix("公司")
        default: true
        }
    }
}

/// A name in Latin letters: `Torven Energy Pte. Ltd.` is core `torven`, trade `energy`.
package struct LatinName: Hashable, Sendable {
    package var core: String
    package var trade: [String]

    package init(core: String, trade: [String]) {
        self.core = core
        self.trade = trade
    }
}

/// What a name says about its bearer's legal form.
package enum LegalForm: String, Sendable, CaseIterable {
    case limited = "有限公司"
    case byShares = "股份有限公司"
    case company = "公司"
    case partnership = "合伙企业"
    case institute = "研究院"
    case office = "事务所"
    case plant = "厂"
    case cooperative = "合作社"
    case centre = "中心"
    case project = "项目公司"
    case foreign = "Ltd."
}

/// What two names say about their bearers. A valid credit code stands above it.
package enum NameOutcome: Int, Sendable, Comparable {
    case different, sameGroup, ask, same

    package static func < (left: NameOutcome, right: NameOutcome) -> Bool {
        left.rawValue < right.rawValue
    }
}

/// What was found when two names were compared.
package enum NameReason: Hashable, Sendable {
    case sameText
    case sameCore(String)
    case shortName
    case formDiffers
    case regionDiffers(String, String)
    case tradeDiffers(String, String)
    case groupAndMember
    case branch
    case planned
    case sameLatin(String)
    case soundsAlike(String, String)
    case oneLetterDiffers(String, String)
    case coreWithin(String, String)
}

/// The outcome of comparing two names.
package struct NameComparison: Hashable, Sendable {
    package var outcome: NameOutcome
    /// From 0 to 1; comparable across pairs of one vocabulary.
    package var score: Double
    package var reasons: [NameReason]

    /// Nothing in common.
    package static let unrelated = NameComparison(outcome: .different, score: 0, reasons: [])
}
