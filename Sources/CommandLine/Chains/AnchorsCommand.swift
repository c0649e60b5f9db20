import ArgumentParser
import Basics
import Chains
import Pages
import People
import Rules
import Storage

struct AnchorsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "anchors",
        abstract: "链主。Anchor companies, with what you may read of their lists; JSON Lines.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (id, reader, home) = (chain, acting.actor, city.folder.name)
        let lines = try await city.store.read { tx in
            guard try tx.chain(id) != nil else { throw UnknownChain() }
            return try tx.anchorsJSON(of: id, home: home, for: reader)
        }
        for line in lines { desk.out(line.text) }
    }
}
