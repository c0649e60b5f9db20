import ArgumentParser
import Basics
import Companies
import Pages
import People
import Rules
import Storage

struct DuplicatesCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "重复企业。Companies that may have been recorded twice, worst first; JSON Lines.")

    @Flag(help: "先查找一遍。Searches first; the server does so by itself.") var find = false
    @Flag(help: "只列已定的。Those that were settled, not the open ones.") var settled = false
    @Option(help: "最多几对。How many at most.") var limit = 1_000
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(find ? .editCompanies : .seeProjects)
        if find { try await city.search(at: desk) }
        let (settled, most) = (settled, Limit(max(1, limit)))
        let shown = try await city.store.read { tx in
            try tx.shown(tx.duplicates(settled: settled, limit: most))
        }
        for duplicate in shown { desk.out(duplicate.json.text) }
    }
}

struct ReviewDuplicateCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "下结论。What one thinks of a pair of the list, or with none, nothing any more.")

    @Argument(help: "一家企业的编号。The identifier of one company.") var left: String
    @Argument(help: "另一家的编号。Of the other.") var right: String
    @Argument(help: "same | different | same_group | unsure | none") var verdict: String
    @Option(help: "说明。A note.") var note: String?
    @OptionGroup var entry: EntryOptions

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        guard let one = Identifier(left), let other = Identifier(right) else {
            throw CompanyRefusal([Problem("请写两家企业的编号", at: .field("left"))])
        }
        let said = DuplicateVerdict(rawValue: verdict)
        guard said != nil || verdict == "none" else {
            throw CompanyRefusal([Problem("没有这种结论：\(verdict)", at: .field("verdict"))])
        }
        let (note, occasion) = (note, Occasion(acting.actor, in: desk.world))
        try await city.store.write { tx in try tx.review(one, other, said, note: note, occasion) }
    }
}

extension CityDesk {
    /// All at once, in the command's own time.
    fileprivate func search(at desk: Desk) async throws {
        let started = desk.world.now()
        let (companies, head) = try await store.read { tx in
            (try tx.namesAtHand(), try tx.journalHead().number)
        }
        let day = started.day(offset: folder.zoneOffset)
        var search = DuplicateSearch(
            companies, thresholds: IdentityThresholds(folder.identity(on: day)),
            places: folder.places)
        search.go(on: companies.nameCount)
        let (done, ended) = (search, desk.world.now())
        try await store.write { tx in
            try tx.keep(done, journalNumber: head, from: started, to: ended)
        }
    }
}
