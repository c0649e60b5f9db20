/// What the parts of a name weigh when a written name is laid beside it. Found by descent on half
/// of a public set of names, measured on the other half; docs/guides/identity.md has the table.
struct NameWeights: Sendable {
    /// A letter that follows its predecessor there as here gains so much.
    let adjacent: Float = 0.32
    /// Where a match begins: the name itself, its core behind a place, any word of it.
    let start: Float = 0.22
    let startCore: Float = 0.3
    let opening: Float = 0.12
    /// What a letter of the query weighs by its role; one of the core weighs 1.
    let trade: Float = 0.5
    let region: Float = 0.6
    let group: Float = 0.3
    let form: Float = 0.1
    let wholeTrade: Float = 1
    /// A letter of the core found elsewhere than in a core; one that opens a word it doesn't go
    /// on with.
    let crossRole: Float = 0.9
    let partWord: Float = 0.8
    /// Another letter of the same sound, without and with its tone, in two whole names; in a
    /// short one.
    let sound: Float = 0.5
    let tone: Float = 0.65
    let soundShort: Float = 0.3
    /// What a letter of the name costs that the query lacks.
    let leftCore: Float = 0.125
    let leftTrade: Float = 0.05
    let leftRegion: Float = 0.02
    let leftGroup: Float = 0.03
    let leftForm: Float = 0
    let wholeLeft: Float = 0.5
    /// 粤 for 广东.
    let province: Float = 0.95
    /// The query is of a company by shares, the name isn't.
    let byShares: Float = 0.16
    /// Names looked at by what they share, and laid beside the query.
    let budget = 3000
    let candidates = 32
    /// Of the most that a name shares with the query, so much is needed to be laid beside it.
    let keep: Float = 0.45
    /// A best score below it makes the finder look for homophones.
    let enough: Float = 0.9

    func ofQuery(_ role: NameRole, isWhole: Bool) -> Float {
        switch role {
        case .core: 1
        case .trade: isWhole ? wholeTrade : trade
        case .region: region
        case .group: group
        case .form: form
        }
    }

    func left(_ role: NameRole, isWhole: Bool) -> Float {
        switch role {
        case .core: isWhole ? wholeLeft : leftCore
        case .trade: isWhole ? wholeLeft : leftTrade
        case .region: isWhole ? wholeLeft / 2 : leftRegion
        case .group: leftGroup
        case .form: leftForm
        }
    }
}
