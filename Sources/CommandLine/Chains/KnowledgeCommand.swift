import ArgumentParser
import Basics
import Chains
import Foundation
import Pages
import People
import Rules
import Sealing
import Storage
import Tables

struct ImportKnowledgeCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "knowledge",
        abstract:
            "候选知识。An open set of companies and products: suggests, decides nothing; JSON Lines.")

    @Argument(
        help: "目录。A folder with company.jsonl, company_product.jsonl, product_product.jsonl …")
    var folder: String
    @Option(help: "上市公司名单。A list with ts_code, name, area, industry: where its companies are.")
    var listed: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.editChains)
        guard let rule = city.folder.knowledge(on: city.today(in: desk.world)) else {
            throw ChainRefusal([Problem("城市的目录里没有规则“knowledge”")])
        }
        let graph = try readKnowledge(folder, listed: listed, by: rule)
        let occasion = Occasion(acting.actor, in: desk.world)
        let taken = try await city.store.write { tx in try tx.take(graph, occasion) }
        for fault in graph.faults { desk.out(fault.json.text) }
        for relation in KnowledgeRelation.allCases { desk.out(graph.json(of: relation).text) }
        desk.out(
            JSONValue.object([
                "set": .string(graph.title), "companies": JSONValue(graph.companies.count),
                "edges": JSONValue(graph.edges.count), "new": .bool(taken.isNew),
                "suggestions": JSONValue(taken.suggestions),
            ]).text)
    }
}

struct SuggestCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "suggest",
        abstract: "候选企业。Who may sit at a link by the knowledge that is in, and why; JSON Lines.")

    @Argument(help: "产业链。The chain's identifier.") var chain: String
    @Argument(help: "环节。The link's identifier.") var link: String
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.editChains)
        let (chain, link) = (chain, link)
        let found = try await city.store.read { tx in try tx.suggestions(of: chain, link: link) }
        guard let found else { throw UnknownChain() }
        for suggestion in found.open { desk.out(suggestion.json.text) }
    }
}

/// Reads a set's files, each packed or not, and holds every row against the city's rules; refuses
/// with what is wrong in any of them.
private func readKnowledge(
    _ folder: String, listed: String?, by rule: KnowledgeRule
) throws -> KnowledgeGraph {
    let title = URL(fileURLWithPath: folder).lastPathComponent
    let list = try listed.map(listedCompanies) ?? []
    var reading = KnowledgeReading(title: title, listed: list, by: rule)
    var digest = ChunkedDigest(by: .international)
    digest.add(Array((title + "\n" + rule.said).utf8))
    if let listed { digest.add(try bytes(ofFile: listed)) }
    for file in KnowledgeFile.allCases {
        let names = [file.rawValue + ".jsonl.gz", file.rawValue + ".jsonl"]
        guard
            let found = names.first(where: {
                FileManager.default.fileExists(atPath: folder + "/" + $0)
            })
        else {
            reading.refuse([Problem("目录“\(folder)”里没有\(names[1])")])
            continue
        }
        do {
            let bytes = try bytes(ofFile: folder + "/" + found)
            digest.add(bytes)
            var limits = TableLimits.register
            limits.lines = .rowsOfKnowledge
            limits.partBytes = TableLimits.standard.partBytes
            try eachJSONLine(bytes, file: title + "/" + found, limits: limits) { line, value in
                reading.take(value, line: line, of: file)
            }
        } catch let refusal as any Refusal {
            reading.refuse(refusal.problems)
        }
    }
    return try reading.graph(digest: digest.finish().hex)
}
