import Basics
import Chains
import People
import Projects
import Storage
import TestSupport
import Testing

@Suite("At which links of chains projects work")
struct ProjectLinkTests {
    private static let chain = """
        id: pumps
        name: 示例水泵
        since: 2026-01-01
        basis: {document: 示例：自拟, dated: 2026-01-01}
        links:
          - {id: motors, name: 电机, tier: upstream, role: component}
          - {id: seals, name: 密封, tier: upstream, role: component}

        """

    @Test("its unit says it, another's can't, and it is taken back", arguments: Stores.available)
    func said(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let (own, other) = (
            office.member(.district, unit: "dongyu"), office.member(.district, unit: "xiling")
        )
        let world = Draws.world()
        let file = try ChainImport(Array(Self.chain.utf8), file: "pumps.yaml", in: world)
        let by = Occasion(.operator, in: world)
        _ = try await office.store.write { tx in try tx.take(file, by: nil, by) }
        func say(_ link: String, _ actor: Actor) async throws {
            let by = Occasion(actor, in: world)
            try await office.store.write { tx in
                try tx.say(link: link, of: "pumps", ofProject: id, by)
            }
        }
        func links(_ sight: Sight) async throws -> [String]? {
            try await office.store.read { tx in
                try tx.links(ofProject: id, visibleTo: sight)?.map(\.link)
            }
        }
        try await say("motors", own)
        try await say("motors", own)
        #expect(try await links(.all) == ["motors"])
        #expect(try await links(other.sight) == nil)
        await #expect(throws: UnknownProject.self) { try await say("seals", other) }
        #expect(try await reasons { try await say("none", own) } == ["link: 请选链上的一个环节"])
        func atLink(_ sight: Sight) async throws -> [Identifier] {
            try await office.store.read { tx in
                try tx.projects(atLink: "motors", of: "pumps", visibleTo: sight).map(\.id)
            }
        }
        #expect(try await atLink(own.sight) == [id])
        #expect(try await atLink(other.sight).isEmpty)
        let number = try await office.store.read { tx in
            try tx.links(ofProjects: [id])[id]?.first?.number
        }
        func takeBack() async throws {
            let by = Occasion(own, in: world)
            try await office.store.write { tx in
                try tx.takeBackLink(number ?? 0, ofProject: id, by)
            }
        }
        try await takeBack()
        #expect(try await links(.all) == [])
        #expect(try await reasons { try await takeBack() } == ["number: 这个环节已经取消"])
        try await say("motors", own)
        let kinds = try await office.store.read { tx in
            try tx.journal(after: 0, limit: 100).map(\.kind).filter { $0.hasPrefix("project.") }
        }
        #expect(kinds.suffix(3) == ["project.linked", "project.unlinked", "project.linked"])
    }
}
