import Basics
import Chains
import Companies
import Drawing
import Storage
import TestSupport
import Testing

/// What the database counts beside the definition, company by company.
@Suite("Companies counted for grades")
struct CountingTests {
    private struct Drawn {
        let link: String
        let company: Int
        let place: String
        let standing: String
        let qualities: [String]
    }

    private func drawn(_ lots: inout Lots) -> [Drawn] {
        var seen: Set<[String]> = []
        return (0..<40).compactMap { _ in
            let one = Drawn(
                link: ["a", "b", "c"][lots.draw(3)], company: lots.draw(9),
                place: ["990102", "990103", "990100", "990000", "100000", "320500"][lots.draw(6)],
                standing: ["operating", "operating", "building", "planned"][lots.draw(4)],
                qualities: [
                    [], ["plain"], ["national"], ["above-scale", "qualified"], ["above-scale"],
                ][lots.draw(5)])
            let key = [one.link, String(one.company), one.place]
            return seen.insert(key).inserted ? one : nil
        }
    }

    private func file(_ placements: [Drawn]) -> String {
        let companies = Set(placements.map(\.company)).sorted()
        return ChainImportTests.head + """
            sources:
              - {id: s, kind: statement, title: 示例：走访}
            companies:
            \(companies.map { "  - {id: k\($0), name: 示例第\($0)机械有限公司}" }.joined(separator: "\n"))
            links:
              - {id: a, name: 甲, tier: upstream, role: component}
              - {id: b, name: 乙, tier: midstream, role: process}
              - {id: c, name: 丙, tier: downstream, role: service}
            placements:
            \(placements.map { one in
                "  - {link: \(one.link), company: k\(one.company), place: \"\(one.place)\", "
                    + "standing: \(one.standing), as: [\(one.qualities.joined(separator: ", "))], "
                    + "source: s}"
            }.joined(separator: "\n"))

            """
    }

    /// By the words of the definition.
    private func slow(_ placements: [Drawn], link: String) -> GradeInputs {
        var inputs = GradeInputs()
        for own in Dictionary(grouping: placements.filter { $0.link == link }, by: \.company).values
        {
            let here = own.filter { $0.place.hasPrefix("9901") }
            let qualities = Set(here.flatMap(\.qualities))
            guard here.contains(where: { $0.standing == "operating" }) else {
                let isWider = own.contains {
                    ["990000", "100000"].contains($0.place) && $0.standing == "operating"
                }
                if !here.isEmpty { inputs.coming += 1 } else if isWider { inputs.perhaps += 1 }
                continue
            }
            inputs.operating += 1
            if !qualities.subtracting(["plain"]).isEmpty { inputs.qualified += 1 }
            if qualities.contains("national") { inputs.national += 1 }
            if qualities == ["plain"] { inputs.plain += 1 }
        }
        return inputs
    }

    @Test("the database counts as the definition does", arguments: Stores.available)
    func counted(stores: StoreKind) async throws {
        for seed: UInt64 in 0..<12 {
            let desk = ChainImportTests.Desk(store: try await stores.fresh())
            var lots = Lots(seed: seed)
            let placements = drawn(&lots)
            _ = try await desk.take(file(placements))
            let (all, one) = try await desk.store.read { tx in
                (
                    try tx.grades(of: "pumps", in: "990100", by: nil),
                    try tx.grades(of: "pumps", at: "b", in: "990100", by: nil)
                )
            }
            for link in ["a", "b", "c"] {
                let expected = slow(placements, link: link)
                #expect(all[link]?.inputs == expected, "seed \(seed), link \(link)")
            }
            #expect(one == all.filter { $0.key == "b" })
        }
    }
}
