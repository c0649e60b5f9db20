package import ArgumentParser
import Basics
import Chains
import Foundation
import Pages
import People
import Projects
import Rules
import Storage

/// `headwater chains …`
package struct ChainsCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "chains", abstract: "产业链。Industry chains: links, grades, gaps.",
        subcommands: [
            ListChainsCommand.self, GradesCommand.self, GapsCommand.self, LinkTargetsCommand.self,
            TripCommand.self, AnchorsCommand.self, SuggestCommand.self, ExportChainCommand.self,
            ChainBookCommand.self, TaxonomyCommand.self,
        ],
        defaultSubcommand: ListChainsCommand.self)

    package init() {}
}

struct ImportChainsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "chains",
        abstract: "产业链。A chain a file, or an atlas a folder; JSON Lines, one a chain.")

    @Argument(help: ".yaml、.xlsx；或图谱的目录。A folder holds segments.jsonl, supply_relationships.jsonl.")
    var files: [String]
    @Option(help: "上市公司名单。A list with ts_code, name, area: who a folder's companies are.")
    var listed: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        let today = city.today(in: desk.world)
        let rule = city.folder.grading(on: today)
        let folders = files.filter(isFolder)
        let atlases = try folders.map { try readAtlas($0, listed: listed, today: today) }
        let imports =
            try readChains(files.filter { !isFolder($0) }, in: desk.world)
            + atlases.flatMap { atlas in
                atlas.atlas.chains.map {
                    ChainImport($0, bytes: atlas.bytes, in: desk.world)
                }
            }
        let occasion = Occasion(acting.actor, in: desk.world)
        let taken = try await city.store.write { tx in
            try imports.map { try tx.take($0, by: rule, occasion) }
        }
        for one in taken { desk.out(one.json.text) }
        desk.tell(atlases.flatMap(\.atlas.doubts))
        desk.tell(
            taken.compactMap { one in
                one.circle.said.map { Problem("\(one.chain.name)：\($0)") }
            })
    }
}

struct ListChainsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "各条链。The chains with counts of grades; JSON Lines.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (chains, counts) = try await city.store.read { tx in
            (try tx.chains(), try tx.chainCounts())
        }
        for chain in chains { desk.out(chain.json(counts[chain.id]).text) }
    }
}

struct GradesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "grades",
        abstract: "强弱缺。The grade of every link with what it was made of; JSON Lines.")

    @Argument(help: "产业链。The chain's identifier; every chain where none is named.")
    var chain: String?
    @Option(help: "地方。A division code: 370000; the city itself where it isn't named.")
    var place: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        if let place { try requireDivisionCode(place, "--place") }
        let rule = city.folder.grading(on: city.today(in: desk.world))
        let (id, place) = (chain, place)
        let graded = try await city.store.read { tx in
            let chains = try tx.chains().map(\.id).filter { id == nil || $0 == id }
            if id != nil, chains.isEmpty { throw UnknownChain() }
            return try chains.flatMap { chain in
                let grades = try tx.grades(of: chain, in: place ?? tx.city, by: rule)
                return try tx.links(of: chain).compactMap { link in
                    grades[link.id].map { link.json($0, of: chain) }
                }
            }
        }
        for line in graded { desk.out(line.text) }
    }
}

struct GapsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "gaps",
        abstract: "缺口。What a chain lacks or lacked, with the entry that opened it; JSON Lines.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let id = chain
        let gaps = try await city.store.read { tx in
            guard try tx.chain(id) != nil else { throw UnknownChain() }
            return try tx.gaps(of: id)
        }
        for gap in gaps { desk.out(gap.json.text) }
    }
}

struct LinkTargetsCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "targets",
        abstract: "目标企业。Who could fill a link, each part of the score beside it; JSON Lines.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @Argument(help: "环节。The link's identifier.") var link: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (chain, link) = (chain, link)
        try await desk.tellTargets(entry) { tx, view in
            try tx.targets(of: chain, link: link, as: view).map(\.json)
        }
    }
}

struct TripCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "trip",
        abstract: "出差清单。Whom to call on in a place for the city's open gaps; JSON Lines.")

    @Argument(help: "地方。A division code: 320500.") var place: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        try requireDivisionCode(place, "PLACE")
        let place = place
        try await desk.tellTargets(entry) { tx, view in
            try tx.trip(to: place, as: view).map(\.json)
        }
    }
}

private func requireDivisionCode(_ place: String, _ field: String) throws(ChainRefusal) {
    if let problem = divisionProblem(place, at: .field(field)) { throw ChainRefusal([problem]) }
}

extension Desk {
    /// Prints what was read of targets as whoever enters may see them.
    fileprivate func tellTargets(
        _ entry: EntryOptions,
        _ read: @escaping @Sendable (any Transaction, TargetView) throws -> [JSONValue]
    ) async throws {
        let (city, acting) = try await enter(entry)
        try acting.require(.seeProjects)
        let today = city.today(in: world)
        let view = TargetView(
            of: acting.actor, rule: city.folder.targets(on: today), today: today)
        for one in try await city.store.read({ tx in try read(tx, view) }) { out(one.text) }
    }
}

struct TaxonomyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "taxonomy",
        abstract: "产业目录与对照。Words that projects were reported under, and where they stand now.")

    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let sight = acting.sight
        let words = try await city.store.read { tx in try tx.projectsByChain(visibleTo: sight) }
        let counts = TaxonomyCounts(
            words, in: "chains", of: city.folder, on: city.today(in: desk.world))
        for word in counts.words { desk.out(word.json.text) }
        desk.out(counts.json.text)
    }
}

struct ExportChainCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "导出。A chain with all that is known of it, as a file that import takes.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @Option(help: "格式。yaml or xlsx") var form = ChainFileForm.yaml.rawValue
    @Option(help: "文件。The file to write; without it YAML goes to the output.") var to: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.editChains)
        guard let form = ChainFileForm(rawValue: form), form == .yaml || to != nil else {
            throw ChainRefusal([
                Problem("格式只有yaml和xlsx；xlsx须用--to写明文件", at: .field("--form"))
            ])
        }
        let (id, occasion) = (chain, Occasion(acting.actor, in: desk.world))
        let isSample = city.folder.isSample
        let bytes = try await city.store.write { tx in
            try tx.exportChain(id, occasion)
                .bytes(as: form, isSample: isSample, createdAt: occasion.at)
        }
        guard let to else { return desk.out(String(decoding: bytes, as: UTF8.self)) }
        try Data(bytes).write(to: URL(fileURLWithPath: to), options: .atomic)
        desk.out(to)
    }
}

/// All are read before one is taken; refuses with what is wrong in any of them.
func readChains(_ files: [String], in world: World) throws -> [ChainImport] {
    var problems: [Problem] = []
    var imports: [ChainImport] = []
    for file in files {
        do {
            imports.append(try ChainImport(try bytes(ofFile: file), file: file, in: world))
        } catch let refusal as any Refusal {
            problems += refusal.problems
        }
    }
    guard problems.isEmpty else { throw ChainRefusal(problems) }
    return imports
}

/// The files of chains that lie in a city's folder, in the order of their names.
func chainFiles(inCity directory: String) -> [String] {
    let folder = directory + "/chains"
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [] }
    return names.compactMap { $0 as? String }.filter {
        $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") || $0.hasSuffix(".xlsx")
    }
    .sorted()
    .map { folder + "/" + $0 }
}
