import Basics
import Foundation
import Tables
import TestSupport
import Testing

@Suite("headwater import knowledge")
struct KnowledgeCommandTests {
    @Test("the given set: as many faults as its description counts", arguments: Stores.available)
    func given(stores: StoreKind) async throws {
        guard let set = shared("chain-knowledge-graph"), let atlas = shared("chain-atlas"),
            let listed = shared("listed-companies/stocks-2025-04.csv.gz")
        else {
            print("skipped: ../shared/data is not here")
            return
        }
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let taken = try await program.run("import", "knowledge", set, "--listed", listed)
        #expect(taken.code == 0, "\(taken.err)")
        let lines = try taken.values
        func count(_ rule: String) -> Int64? {
            lines.first { $0["rule"]?.string == rule }?["count"]?.integer
        }
        func read(_ relation: String) -> Int64 {
            lines.first { $0["relation"]?.string == relation }?["read"]?.integer ?? 0
        }
        // As the description of the set has them.
        #expect(read("material") + read("kind") + read("downstream") == 110_153)
        #expect(read("material") == 56_826 && read("kind") == 52_937 && read("downstream") == 390)
        #expect(read("sold") == 53_785 && read("industry") == 4_430)
        #expect(read("supplying-industry") == 5_256 && read("parent-industry") == 480)
        #expect(count("code-without-exchange") == 752 && count("date-as-exchange") == 1)
        #expect(count("negative-share") == 763 && count("share-above-one") == 48)
        #expect(count("exact-duplicate") == 578 && count("unknown-industry-code") == 168)
        #expect(count("self-loop") == 108)
        // Counted apart from the program. 183 names begin with ST or *ST, 7 with S*ST; of 53 codes
        // that occur twice, 49 are renamed companies, four hold 22 names of others. Of 110 pairs
        // of materials that are mutual, 104 lead to themselves. Nine rows of company_product and
        // ten of product_product name a product that the list lacks; 97 and 165 name one of one
        // character.
        #expect(count("special-treatment") == 190)
        #expect(count("renamed-company") == 49 && count("wrong-company-name") == 22)
        #expect(count("mutual-materials") == 6)
        #expect(count("unlisted-product") == 19)
        #expect(count("one-character") == 262 && count("unknown-company") == 103)
        #expect(count("rare-together") == 4_194 && count("backwards-downstream") == 1)
        // By the words that ship.
        #expect(count("dish") == 55_412 && count("sentence-piece") == 1_865)
        #expect(count("substring-accident") == 27_330)
        let again = try await program.run("import", "knowledge", set, "--listed", listed)
        #expect(try again.values.last?["new"] == .bool(false))
        try await suggests(program, atlas, listed)
    }

    /// The knowledge is in before the chains: they are ranked as they come. Without its placements
    /// the atlas is proposed most of the companies that its author placed.
    private func suggests(_ program: BuiltProgram, _ atlas: String, _ listed: String) async throws {
        let hidden = try placements(in: atlas, of: program)
        let bare = try await program.run("import", "chains", "bare", "--listed", listed)
        #expect(bare.code == 0, "\(bare.err)")
        var (among20, among30, placed) = (0, 0, 0)
        for (link, codes) in hidden where !codes.isEmpty {
            let found = try await program.run("chains", "suggest", link.chain, link.id)
            let ranked = try found.values.compactMap { $0["code"]?.string?.prefix(6) }
            placed += codes.count
            among20 += codes.intersection(ranked.prefix(20).map(String.init)).count
            among30 += codes.intersection(ranked.map(String.init)).count
        }
        print("of \(placed) placed companies, proposed: \(among20) among 20, \(among30) among 30")
        #expect(Double(among20) >= 0.6 * Double(placed))
        let suggestions = try await program.run(
            "chains", "suggest", "semiconductor", "semi-photoresist")
        let first = try #require(try suggestions.values.first)
        #expect(try suggestions.values.count == 30 && first["confidence"] == .number(0.9))
        let words = (first["words"]?.array ?? []).compactMap(\.string).joined()
        #expect(words.contains("光刻胶"), "\(words)")
        // Who sits there isn't suggested any more.
        _ = try await program.run("import", "chains", atlas, "--listed", listed)
        let rest = try await program.run("chains", "suggest", "semiconductor", "semi-photoresist")
        let codes = Set(try rest.values.compactMap { $0["code"]?.string?.prefix(6) })
        let seated = hidden.first { $0.link.id == "semi-photoresist" }?.codes ?? []
        #expect(!seated.isEmpty && codes.isDisjoint(with: seated.map { $0.prefix(6) }))
        #expect(try await program.run("journal", "verify").code == 0)
    }

    /// The companies of each link that have products in the set; writes the atlas without them.
    private func placements(
        in atlas: String, of program: BuiltProgram
    ) throws -> [(link: (chain: String, id: String), codes: Set<String>)] {
        var sellers: Set<String> = []
        let set = try #require(shared("chain-knowledge-graph/company_product.jsonl.gz"))
        try eachJSONLine(Array(Data(contentsOf: URL(fileURLWithPath: set))), file: set) {
            sellers.insert(String($1["company_code"]?.string?.prefix(6) ?? ""))
        }
        var hidden: [(link: (chain: String, id: String), codes: Set<String>)] = []
        var bare = ""
        let file = atlas + "/segments.jsonl.gz"
        let bytes = try Array(Data(contentsOf: URL(fileURLWithPath: file)))
        try eachJSONLine(bytes, file: file) { _, segment in
            guard case .object(let members) = segment else { return }
            bare += JSONValue.object(members.filter { $0.name != "key_companies" }).text + "\n"
            let codes = (segment["key_companies"]?.array ?? []).compactMap { $0["code"]?.string }
            func id(_ key: String) -> String {
                (segment[key]?.string ?? "").replacingOccurrences(of: "_", with: "-")
            }
            hidden.append(
                (
                    (id("chain"), id("id")),
                    sellers.intersection(codes.map { String($0.filter(\.isNumber).prefix(6)) })
                ))
        }
        _ = try program.file("bare/segments.jsonl", bare)
        _ = try program.file(
            "bare/supply_relationships.jsonl",
            #"{"chain": "semiconductor", "supplier_name": "示例", "notes": "示例", "#
                + #""product": "料", "relationship_type": "primary"}"#)
        return hidden
    }

    @Test("what is broken, missing or packed too tightly is told at once, and nothing is kept")
    func refused() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let empty = ["industry", "industry_industry", "company_industry", "product"]
        for name in empty { _ = try program.file("set/\(name).jsonl", "\n") }
        _ = try program.file("set/company.jsonl", #"{"name": "示例", "code": "60"}"# + "\n")
        _ = try program.file("set/company_product.jsonl", "{\"company_code\": \n")
        let plain = try program.file("bomb", [UInt8](repeating: 32, count: 40_000_000))
        let packed = try await program.python([
            "-c",
            "import gzip,sys; open('set/product_product.jsonl.gz','wb').write("
                + "gzip.compress(open(sys.argv[1],'rb').read()))", plain,
        ])
        #expect(packed.code == 0, "\(packed.err)")
        let refused = try await program.run("import", "knowledge", "set")
        #expect(refused.code == 1 && refused.out.isEmpty)
        for word in [
            "set/company.jsonl:1: 没有写“fullname”", "set/company.jsonl:1: “60”不是证券代码",
            "set/company_product.jsonl:1:", "目录“set”里没有industry_up.jsonl",
            "product_product.jsonl.gz",
        ] {
            #expect(refused.err.contains(word), "\(word) in \(refused.err)")
        }
        let read = try await program.run("chains", "suggest", "no", "such")
        #expect(read.code == 1)
    }
}
