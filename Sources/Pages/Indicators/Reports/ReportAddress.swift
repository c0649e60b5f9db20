/// 文稿: papers in the city's own words.
package enum ReportAddress: Hashable, Sendable {
    /// POST makes one.
    case list
    case one(Int64)
    case file(Int64, String)
    /// POST agrees that it is given out, or doesn't.
    case decision(Int64)

    var path: String {
        switch self {
        case .list: "/reports"
        case .one(let number): "/reports/\(number)"
        case .file(let number, let name): "/reports/\(number)/files/" + percentEncoded(name)
        case .decision(let number): "/reports/\(number)/decision"
        }
    }
}
