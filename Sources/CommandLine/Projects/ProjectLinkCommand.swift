import ArgumentParser
import Basics
import Pages
import People
import Projects
import Storage

struct ProjectLinkCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "做哪个环节。At which links of chains a project works; says one. JSON Lines.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "产业链。The chain's identifier.") var chain: String?
    @Argument(help: "环节。The link's identifier.") var link: String?
    @Flag(help: "取消这个环节。Takes it back.") var undo = false
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        guard (chain == nil) == (link == nil), chain != nil || !undo else {
            throw ValidationError("Give CHAIN and LINK, or neither.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (id, sight, isUndone) = (try argument.id, acting.sight, undo)
        let occasion = Occasion(acting.actor, in: desk.world)
        @Sendable func links(_ tx: any Transaction) throws -> [ProjectLink] {
            guard let found = try tx.links(ofProject: id, visibleTo: sight) else {
                throw UnknownProject()
            }
            return found
        }
        if let chain, let link {
            try await city.store.write { tx in
                guard isUndone else {
                    return try tx.say(link: link, of: chain, ofProject: id, occasion)
                }
                let held = try links(tx).first { $0.chain == chain && $0.link == link }
                try tx.takeBackLink(held?.number ?? 0, ofProject: id, occasion)
            }
        }
        for one in try await city.store.read({ tx in try links(tx) }) { desk.out(one.json.text) }
    }
}
