import Basics
import Foundation
import TestSupport
import Testing

@Suite("headwater import chains, an atlas")
struct AtlasCommandTests {
    @Test(
        "the given atlas: as many as counted by hand, Shandong at 7 of 58 links, the rest unknown",
        arguments: Stores.available)
    func given(stores: StoreKind) async throws {
        guard let atlas = shared("chain-atlas"),
            let listed = shared("listed-companies/stocks-2025-04.csv.gz")
        else {
            print("skipped: ../shared/data is not here")
            return
        }
        guard let program = try await BuiltProgram.fresh(stores) else { return }
        let taken = try await program.run("import", "chains", atlas, "--listed", listed)
        #expect(taken.code == 0, "\(taken.err)")
        let chains = try taken.values
        func sum(_ kind: String) -> Int64 {
            chains.compactMap { $0["changes"]?[kind]?.integer }.reduce(0, +)
        }
        #expect(chains.count == 5 && sum("links") == 58)
        #expect(sum("placements") == 249 && sum("trades") == 143)
        // Two codes are other companies', three companies are on no list of April 2025.
        #expect(taken.err.contains("代码688113是联测科技的，按名称取八亿时空（688181.SH）"))
        #expect(taken.err.contains("代码603799是华友钴业的，按名称取嘉元科技（688388.SH）"))
        for name in ["西安奕材", "沐曦股份", "摩尔线程"] {
            #expect(taken.err.contains("名单上没有\(name)"), "\(name)")
        }
        var held: Set<String> = []
        var unknown = 0
        for grade in try await program.run("chains", "grades", "--place", "370000").values {
            let link = grade["link"]?.string ?? ""
            switch grade["grade"]?.string {
            case "present": held.insert(link)
            case "unknown": unknown += 1
            default: Issue.record("\(link): \(grade)")
            }
        }
        // 天岳先进, 万华化学, 万润股份 (at two), 德邦科技, 睿创微纳, 浪潮信息, 圣泉集团 (beside 万润股份).
        #expect(
            held == [
                "semi-sic-substrate", "semi-cmp-materials", "semi-photoresist",
                "semi-packaging-materials", "semi-mems-sensor", "semi-ai-server", "ec-pr-resin",
            ])
        #expect(unknown == 51)
        let again = try await program.run("import", "chains", atlas, "--listed", listed)
        #expect(try again.values.allSatisfy { $0["changes"] == .object([]) })
        #expect(try await program.run("journal", "verify").code == 0)
    }

    @Test("once the lists are declared complete, each gap of the atlas has as many as by hand")
    func targets() async throws {
        guard let atlas = shared("chain-atlas"),
            let listed = shared("listed-companies/stocks-2025-04.csv.gz")
        else {
            print("skipped: ../shared/data is not here")
            return
        }
        guard let program = try await BuiltProgram.fresh() else { return }
        let taken = try await program.run("import", "chains", atlas, "--listed", listed)
        var found: [String: Int] = [:]
        for chain in try taken.values.compactMap({ $0["chain"]?.string }) {
            let links = try await program.run("chains", "grades", chain).values
                .compactMap { $0["link"]?.string }
            let written = try await program.run("chains", "export", chain).out
            let walk = "  - {id: walk, kind: statement, title: 示例：专班走访, dated: 2026-09-01}\n"
            let file = try program.file(
                chain + ".yaml",
                written.replacing("\nsources:\n", with: "\nsources:\n" + walk) + "complete:\n"
                    + links.map {
                        "  - {link: \($0), place: \"990100\", by: 示例专班, on: 2026-09-01, "
                            + "source: walk}\n"
                    }.joined())
            let declared = try await program.run("import", "chains", file)
            #expect(declared.code == 0, "\(declared.err)")
            for gap in try await program.run("chains", "gaps", chain).values {
                let link = try #require(gap["link"]?.string)
                #expect(gap["kind"]?.string == "missing")
                let targets = try await program.run("chains", "targets", chain, link).values
                let scores = targets.compactMap { target -> Double? in
                    if case .number(let score)? = target["score"] { score } else { nil }
                }
                #expect(scores == scores.sorted(by: >), "\(link)")
                found[link] = targets.count { $0["places"]?.array?.isEmpty == false }
            }
        }
        // Of 249 places at 58 links; counted in segments.jsonl by eye.
        #expect(found.count == 58 && found.values.reduce(0, +) == 249)
        let counted = [
            "semi-equipment": 13, "semi-storage": 8, "semi-photoresist": 6, "ec-pr-resin": 5,
            "nf-hp-copper": 3, "nf-bonding-wire": 1, "sm-quartz": 4, "pcb-ccl": 3,
        ]
        for (link, count) in counted { #expect(found[link] == count, "\(link)") }
    }

    @Test("what is wrong in an atlas is told at once with its line, and nothing is kept")
    func refused() async throws {
        guard let program = try await BuiltProgram.fresh() else { return }
        let folder = "atlas"
        _ = try program.file(
            folder + "/segments.jsonl",
            """
            {"chain": "x", "id": "a", "name": "示例环节", "position": "sideways"}
            {"chain": "x", "id": "b", "position": "upstream"}
            {"chain": "x", "id": "c", "name": "示例环节", "position": "upstream"}

            """)
        _ = try program.file(
            folder + "/supply_relationships.jsonl",
            """
            {"chain": "y", "supplier_name": "示例", "product": "料", "relationship_type": "primary"}

            """)
        let refused = try await program.run("import", "chains", folder)
        #expect(refused.code == 1 && refused.out.isEmpty)
        for word in [
            "atlas/segments.jsonl:1: 没有“sideways”这样的位置", "atlas/segments.jsonl:2: 没有写“name”",
            "atlas/supply_relationships.jsonl:1: 没有链“y”",
        ] {
            #expect(refused.err.contains(word), "\(word) in \(refused.err)")
        }
        #expect(try await program.run("chains").out.isEmpty)
    }
}
