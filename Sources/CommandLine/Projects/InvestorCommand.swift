import ArgumentParser
import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

struct InvestorCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "investor",
        abstract: "投资方是哪家企业。Which companies the investors of a project are; decides one.")

    @OptionGroup var argument: ProjectArgument
    @Argument(help: "哪个投资方：名称或信用代码。The investor: name or code.") var investor: String?
    @Option(help: "就是这家企业：编号、代码或名称。It is this company.") var company: String?
    @Flag(help: "不是名录里的企业。It is none of the register.") var nobody = false
    @Flag(help: "撤回认定。Takes back what was said.") var undo = false
    @OptionGroup var entry: EntryOptions

    func validate() throws {
        let said = [company != nil, nobody, undo].count { $0 }
        guard said == (investor == nil ? 0 : 1) else {
            throw ValidationError("With INVESTOR give one of --company, --nobody, --undo.")
        }
    }

    mutating func run(at desk: Desk) async throws {
        let (city, acting) = try await desk.enter(entry)
        try acting.require(.seeProjects)
        let (id, sight) = (try argument.id, acting.sight)
        if let investor {
            let verdict: InvestorDecision.Verdict = undo ? .open : nobody ? .nobody : .same
            let occasion = Occasion(acting.actor, in: desk.world)
            try await city.store.write { [company] tx in
                let latest = try tx.investors(ofProject: id, visibleTo: sight)?.latest ?? 0
                try tx.decide(
                    InvestorDraft(
                        investor: investor, verdict: verdict.rawValue, company: company,
                        latest: latest), of: id, occasion)
            }
        }
        let today = city.today(in: desk.world)
        let thresholds = IdentityThresholds(city.folder.identity(on: today))
        let (places, units) = (city.folder.places, UnitNames(city.folder, on: today))
        let page = try await city.store.read { tx in
            guard let found = try tx.investors(ofProject: id, visibleTo: sight) else {
                throw UnknownProject()
            }
            let isOpen = found.investors.contains { $0.ground == .open }
            let hand = isOpen ? try tx.namesAtHand() : NamesAtHand()
            var finder = StoredNames(hand, state: try tx.companiesState(), places: places).finder()
            let rows = try found.investors.map { investor in
                InvestorsPage.Row(
                    known: investor,
                    candidates: try tx.candidates(for: investor, &finder, thresholds: thresholds))
            }
            return InvestorsPage(found: found, rows: rows, units: units, mayDecide: false)
        }
        desk.out(page.json.text)
    }
}
