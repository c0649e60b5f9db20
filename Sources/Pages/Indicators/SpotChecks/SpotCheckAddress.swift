/// 抽查: projects drawn from a figure.
package enum SpotCheckAddress: Hashable, Sendable {
    /// POST keeps a draw.
    case list
    /// What a draw would be.
    case trial(AddressQuery = [:])
    case one(Int64)
    /// POST writes down what was found of a project.
    case findings(Int64)
    case export(Int64)

    var path: String {
        switch self {
        case .list: "/spot-checks"
        case .trial(let query): "/spot-checks/trial" + query.text
        case .one(let number): "/spot-checks/\(number)"
        case .findings(let number): "/spot-checks/\(number)/findings"
        case .export(let number): "/spot-checks/\(number)/export"
        }
    }
}
