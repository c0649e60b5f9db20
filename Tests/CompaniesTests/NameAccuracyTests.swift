import Basics
import Companies
import Foundation
import Names
import Tables
import Testing
import Texts

/// The public names of ../shared/data: what is asked of the finder on them. The whole table, with
/// the command that makes it, is in docs/guides/identity.md.
@Suite("Names of real companies are found")
struct NameAccuracyTests {
    private struct Names {
        /// Short name or brand, and the registered name.
        var listed: [(short: String, name: String)] = []
        var brands: [(short: String, name: String)] = []
        var register: [String] = []
    }

    private static let names: Names? = {
        var names = Names()
        let read = { (file: String, body: (JSONValue) -> Void) in
            let path = projectRoot.appendingPathComponent("../shared/data/" + file)
            guard FileManager.default.fileExists(atPath: path.path) else { return false }
            let bytes = [UInt8](try Data(contentsOf: path))
            try eachJSONLine(bytes, file: file) { _, value in body(value) }
            return true
        }
        do {
            let isHere =
                try read("chain-knowledge-graph/company.jsonl.gz") { value in
                    guard let short = value["name"]?.string, let name = value["fullname"]?.string
                    else { return }
                    names.listed.append((short, name))
                }
                && read("company-registry/companies.jsonl.gz") { value in
                    guard let short = value["brand"]?.string?.tidied,
                        let name = value["company_name"]?.string
                    else { return }
                    names.brands.append((short, name))
                }
            guard isHere else { return nil }
        } catch {
            Issue.record("\(error)")
            return nil
        }
        names.register = Set((names.listed + names.brands).map(\.name)).sorted()
        // A brand that shares no two letters with the name, in order, is no spelling of it.
        names.brands.removeAll { $0.short == $0.name || common($0.short, $0.name) < 2 }
        return names
    }()

    @Test("short names of listed companies, brands, and names with a slip")
    func recall() throws {
        guard let names = NameAccuracyTests.names else {
            print("skipped: ../shared/data is not here")
            return
        }
        let companies = NamedCompanies(names.register)
        #expect(share(of: names.listed, in: companies) >= 0.95)
        #expect(share(of: names.brands, in: companies) >= 0.95)
        let some = stride(from: 0, to: names.register.count, by: 19).map { names.register[$0] }
        #expect(share(of: some.map { ($0, $0) }, in: companies) == 1)
        let without = some.compactMap { name -> (short: String, name: String)? in
            let core = name.replacingOccurrences(
                of: "(股份有限公司|有限责任公司|有限公司)$", with: "", options: .regularExpression)
            guard core != name, core.count > 4 else { return nil }
            var letters = Array(core)
            letters.remove(at: letters.count / 2)
            return (String(letters) + name.dropFirst(core.count), name)
        }
        #expect(share(of: without, in: companies) >= 0.98)
    }

    /// Of queries, each with all its right answers: how many get one of them first.
    private func share(
        of queries: [(short: String, name: String)], in companies: NamedCompanies
    ) -> Double {
        var answers: [String: Set<String>] = [:]
        for query in queries { answers[query.short, default: []].insert(query.name.folded) }
        var finder = companies.finder()
        let found = answers.count { short, right in
            finder.matches(short, limit: 1).contains {
                right.contains(companies.names[$0.place].folded)
            }
        }
        let share = Double(found) / Double(max(answers.count, 1))
        print("recall \(found) of \(answers.count)")
        return share
    }
}

/// The length of the longest run of Chinese characters that both have in their order.
private func common(_ one: String, _ other: String) -> Int {
    let left = one.unicodeScalars.filter(\.isHan)
    let right = Array(other.unicodeScalars.filter(\.isHan))
    var row = [Int](repeating: 0, count: right.count + 1)
    for letter in left {
        var diagonal = 0
        for (place, candidate) in right.enumerated() {
            let above = row[place + 1]
            row[place + 1] = letter == candidate ? diagonal + 1 : max(above, row[place])
            diagonal = above
        }
    }
    return row[right.count]
}

let projectRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
