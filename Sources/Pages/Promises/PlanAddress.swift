import Basics

/// 年度行动计划.
package enum PlanAddress: Hashable, Sendable {
    /// POST puts items in.
    case list(AddressQuery = [:])
    case new(AddressQuery = [:])
    case one(Int64)
    /// POST: reported, finished, confirmed …
    case acts(Int64)

    var path: String {
        switch self {
        case .list(let query): "/plan" + query.text
        case .new(let query): "/plan/new" + query.text
        case .one(let number): "/plan/\(number)"
        case .acts(let number): "/plan/\(number)/acts"
        }
    }
}
