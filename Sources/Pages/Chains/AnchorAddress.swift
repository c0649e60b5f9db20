/// 链主: their selection, their lists, and the page by which they hand in a sheet.
package enum AnchorAddress: Hashable, Sendable {
    /// Of a chain; POST nominates one.
    case list(String)
    case one(String, Int64, AddressQuery = [:])
    /// POST takes the next step of the selection.
    case steps(String, Int64)
    /// POST writes down what a unit said.
    case opinions(String, Int64)
    /// POST names a member who reads the lines; DELETE ends it.
    case members(String, Int64)
    /// POST says who else reads them.
    case scope(String, Int64)
    /// POST makes an address for the company; DELETE withdraws one.
    case links(String, Int64)
    /// The lines as a workbook, of now or of an older sheet.
    case file(String, Int64, AddressQuery = [:])
    /// One line; POST reviews and assigns it.
    case need(String, Int64)
    /// Lines that the reader's unit looks for.
    case needs(AddressQuery = [:])
    /// POST answers for the running quarter.
    case answers(Int64)
    /// The company's own page, by its key in the query; POST takes a sheet or a line.
    case sheet(AddressQuery = [:])
    /// POST takes a line out.
    case removal
    /// The empty or filled template.
    case template(AddressQuery)

    var path: String {
        switch self {
        case .list(let chain): chainPath(chain)
        case .one(let chain, let number, let query): "\(chainPath(chain))/\(number)" + query.text
        case .steps(let chain, let number): "\(chainPath(chain))/\(number)/steps"
        case .opinions(let chain, let number): "\(chainPath(chain))/\(number)/opinions"
        case .members(let chain, let number): "\(chainPath(chain))/\(number)/members"
        case .scope(let chain, let number): "\(chainPath(chain))/\(number)/scope"
        case .links(let chain, let number): "\(chainPath(chain))/\(number)/links"
        case .file(let chain, let number, let query):
            "\(chainPath(chain))/\(number)/file" + query.text
        case .need(let chain, let need): "/chains/\(percentEncoded(chain))/needs/\(need)"
        case .needs(let query): "/needs" + query.text
        case .answers(let need): "/needs/\(need)/answers"
        case .sheet(let query): "/anchor-sheet" + query.text
        case .removal: "/anchor-sheet/removal"
        case .template(let query): "/anchor-sheet/template" + query.text
        }
    }

    private func chainPath(_ chain: String) -> String {
        "/chains/\(percentEncoded(chain))/anchors"
    }
}
