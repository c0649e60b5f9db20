/// 产业链: maps, grades, gaps.
package enum ChainAddress: Hashable, Sendable {
    /// POST takes a chain's file in.
    case list
    case one(String)

    var path: String {
        switch self {
        case .list: "/chains"
        case .one(let id): "/chains/" + percentEncoded(id)
        }
    }
}
