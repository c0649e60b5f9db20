import Basics
package import Foundation
package import Retrieval
import Tables

/// Listed companies with products, as chain-knowledge-graph (2021) and listed-companies give them.
package struct ListedCompanies {
    /// By code.
    package private(set) var profiles: [CompanyProfile] = []
    /// Six digits, by place in `profiles`.
    package private(set) var codes: [String] = []
    /// Short names of all listed companies, those without products too.
    package private(set) var shortNames: [String] = []
    /// Every product that is known, sold or not.
    package private(set) var productNames: [String] = []

    /// - Parameter data: the folder that holds the data sets.
    package init(data: URL) throws {
        let graph = data.appending(path: "chain-knowledge-graph")
        let listed = data.appending(path: "listed-companies")
        var products: [String: [ProductLine]] = [:]
        try eachLine(graph.appending(path: "company_product.jsonl.gz")) { line in
            products[line.code("company_code"), default: []].append(
                ProductLine(line.text("product_name"), share: line["rel_weight"]?.double ?? 0))
        }
        try eachLine(graph.appending(path: "product.jsonl.gz")) {
            productNames.append($0.text("name"))
        }
        // By code: short names with the full name beside each.
        var names: [String: [String: String]] = [:]
        try eachLine(graph.appending(path: "company.jsonl.gz")) {
            names[$0.code("code"), default: [:]][$0.text("name")] = $0.text("fullname")
        }
        var industries2025: [String: String] = [:]
        try eachRow(listed.appending(path: "stocks-2025-04.csv.gz")) { row in
            let code = String(row["ts_code", default: ""].prefix(6))
            let name = row["name", default: ""]
            if names[code]?[name] == nil { names[code, default: [:]][name] = "" }
            industries2025[code] = row["industry"]
        }
        let shenwan = try ShenwanIndustries(graph)
        var themes: [String: [String]] = [:]
        try eachRow(listed.appending(path: "concepts-2021.csv.gz")) {
            themes[String($0["ts_code", default: ""].prefix(6)), default: []]
                .append($0["concept_name", default: ""])
        }
        codes = products.keys.sorted()
        shortNames = names.values.flatMap(\.keys).sorted()
        profiles = codes.map { code in
            let latest = industries2025[code] ?? ""
            let levels = Set(shenwan.levels(of: code) + [latest]).subtracting([""]).sorted()
            let own = names[code] ?? [:]
            return CompanyProfile(
                key: code, products: products[code] ?? [],
                surroundings: levels.map { WeightedText($0) }
                    + (themes[code] ?? []).map { WeightedText($0, weight: 0.5) },
                names: Array(own.keys), registeredNames: own.values.filter { !$0.isEmpty },
                industries: [shenwan.finest(of: code), latest])
        }
    }
}

/// Shenwan's industries of 2021 in three levels of two digits each.
private struct ShenwanIndustries {
    private var names: [String: String] = [:]
    private var ofCompany: [String: (code: String, name: String)] = [:]

    init(_ graph: URL) throws {
        try eachLine(graph.appending(path: "industry.jsonl.gz")) {
            names[$0.text("code")] = $0.text("name")
        }
        try eachLine(graph.appending(path: "company_industry.jsonl.gz")) {
            ofCompany[$0.code("company_code")] = (
                $0.text("industry_code"), $0.text("industry_name")
            )
        }
    }

    func finest(of company: String) -> String { ofCompany[company]?.name ?? "" }

    func levels(of company: String) -> [String] {
        guard let (code, name) = ofCompany[company] else { return [] }
        return [name, names[code.prefix(4) + "00"] ?? "", names[code.prefix(2) + "0000"] ?? ""]
    }
}

func eachLine(_ file: URL, _ body: (JSONValue) throws -> Void) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    try eachJSONLine(bytes, file: file.lastPathComponent) { try body($1) }
}

/// Rows by the heading of their column; empty cells are left out.
private func eachRow(_ file: URL, _ body: ([String: String]) throws -> Void) throws {
    let bytes = [UInt8](try Data(contentsOf: file))
    var headings: [Int: String] = [:]
    try eachTableRow(bytes, file: file.lastPathComponent) { row in
        if headings.isEmpty {
            for cell in row.cells { headings[cell.column] = cell.value.written }
            return
        }
        var fields: [String: String] = [:]
        for cell in row.cells {
            if let heading = headings[cell.column] { fields[heading] = cell.value.written }
        }
        try body(fields)
    }
}

extension JSONValue {
    func text(_ member: String) -> String { self[member]?.string ?? "" }

    /// The six digits of «600373.SH».
    fileprivate func code(_ member: String) -> String { String(text(member).prefix(6)) }

    fileprivate var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}
