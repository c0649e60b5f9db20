import Basics
import Foundation
import LinkBacktest
import Retrieval

/// `bench-retrieval DATA RANKS [--misses]` ranks the listed companies for every link of
/// DATA/chain-atlas, writes the first 200 of each to RANKS as ../shared/bench/retrieval.py reads
/// them, and prints seconds; with `--misses` the placed companies that are not among the first 20.
@main
struct BenchRetrieval {
    static func main() throws {
        let words = CommandLine.arguments.filter { $0 != "--misses" }
        guard words.count == 3 else {
            print("bench-retrieval DATA RANKS [--misses]")
            exit(2)
        }
        let clock = ContinuousClock()
        var trial: LinkTrial?
        let reading = try clock.measure {
            trial = try LinkTrial(data: URL(fileURLWithPath: words[1]))
        }
        guard let trial else { return }
        let texts = trial.links.map(\.text)
        let building = median(of: 5) {
            _ = LinkRanking(CompanyIndex(trial.companies.profiles), links: texts)
        }
        let ranking = LinkRanking(CompanyIndex(trial.companies.profiles), links: texts)
        let chain = ranking.industries(ofChain: texts)
        var queries: [Duration] = []
        for text in texts {
            queries.append(
                median(of: 5) { _ = ranking.candidates(for: text, in: chain, limit: 200) })
        }
        queries.sort()
        let ranks = trial.ranks(by: ranking, limit: 200)
        try write(trial, ranks, to: words[2])
        print(
            "\(trial.companies.profiles.count) companies, \(texts.count) links:",
            "read \(milliseconds(reading)) ms, built \(milliseconds(building)) ms,",
            "a link \(milliseconds(queries[queries.count / 2])) ms,",
            "the longest \(milliseconds(queries[queries.count - 1])) ms")
        timeParts(trial)
        if CommandLine.arguments.contains("--misses") { printMisses(trial, ranking) }
    }

    /// A hundredth, a tenth and all of the companies, and how cost grows over the last decade.
    private static func timeParts(_ trial: LinkTrial) {
        let texts = trial.links.map(\.text)
        var times: [(building: Duration, asking: Duration)] = []
        for step in [100, 10, 1] {
            let some = stride(from: 0, to: trial.companies.profiles.count, by: step).map {
                trial.companies.profiles[$0]
            }
            let building = median(of: 5) { _ = CompanyIndex(some) }
            let ranking = LinkRanking(CompanyIndex(some), links: texts)
            let asking = median(of: 5) {
                for text in texts { _ = ranking.candidates(for: text, limit: 200) }
            }
            times.append((building, asking))
            print(
                "\(some.count) companies: built \(milliseconds(building)) ms,",
                "a link on average \(milliseconds(asking / texts.count)) ms")
        }
        print(
            "cost grows with companies to the power",
            String(format: "%.2f building,", log10(times[2].building / times[1].building)),
            String(format: "%.2f asking", log10(times[2].asking / times[1].asking)))
    }

    private static func write(_ trial: LinkTrial, _ ranks: [[String]], to path: String) throws {
        let lines = zip(trial.links, ranks).map { link, ranked in
            JSONValue.object([
                "chain": .string(link.chain), "segment": .string(link.id),
                "ranked": .array(ranked.map { .string($0) }),
            ]).text + "\n"
        }
        try lines.joined().write(toFile: path, atomically: false, encoding: .utf8)
    }

    private static func printMisses(_ trial: LinkTrial, _ ranking: LinkRanking) {
        let ranks = trial.ranks(by: ranking, limit: trial.companies.codes.count)
        let names = Dictionary(
            zip(trial.companies.codes, trial.companies.profiles.map { $0.names.sorted() }),
            uniquingKeysWith: { first, _ in first })
        for (link, ranked) in zip(trial.links, ranks) {
            for code in link.hidden.sorted() {
                let rank = ranked.firstIndex(of: code).map { $0 + 1 }
                if let rank, rank <= 20 { continue }
                let name = (names[code] ?? []).joined(separator: "、")
                print(link.id, link.text.name, code, name, rank.map { "\($0)" } ?? "nothing")
            }
        }
    }

    private static func median(of times: Int, _ work: () -> Void) -> Duration {
        let clock = ContinuousClock()
        return (0..<times).map { _ in clock.measure(work) }.sorted()[times / 2]
    }

    /// To hundredths.
    private static func milliseconds(_ time: Duration) -> Double {
        (time / .milliseconds(1) * 100).rounded() / 100
    }
}
