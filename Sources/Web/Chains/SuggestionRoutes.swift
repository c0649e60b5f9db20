import Basics
import Chains
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// Companies that knowledge from outside suggests for a link: taken up or refused by a person.
func suggestionRoutes() -> [Route] {
    [
        .get("/chains/{chain}/links/{link}/suggestions", .may(.editChains)) { ask in
            .page(try await suggestionsPage(ask).page)
        },
        .post("/chains/{chain}/links/{link}/suggestions/{code}/acceptance", .may(.editChains)) {
            ask in
            let form = SuggestionForm.acceptance(try ask.text("code"))
            let draft = AcceptanceDraft(
                code: try ask.text("code"), place: ask.form[form.field("place")],
                standing: ask.form[form.field("standing")], note: ask.form[form.field("note")],
                freshSource: ask.world.identifier(.evidence),
                freshCompany: ask.world.identifier(.company))
            let (rule, today) = (ask.city.folder.grading(on: ask.today), ask.today)
            return try await onSuggestion(ask, form, said: "已采纳，列入目标企业。") {
                tx, chain, link, by in
                _ = try tx.accept(draft, link: link, of: chain, by: rule, today: today, by)
            }
        },
        .post("/chains/{chain}/links/{link}/suggestions/{code}/refusal", .may(.editChains)) { ask in
            let code = try ask.text("code")
            let form = SuggestionForm.refusal(code)
            let reason = ask.form[form.field("reason")] ?? ""
            return try await onSuggestion(ask, form, said: "已记下，不再建议。") {
                tx, chain, link, by in
                try tx.refuse(code, link: link, of: chain, because: reason, by)
            }
        },
        .delete("/chains/{chain}/links/{link}/suggestions/{code}/refusal", .may(.editChains)) {
            ask in
            let code = try ask.text("code")
            return try await onSuggestion(ask, .refusal(code), said: "可以重新建议了。") {
                tx, chain, link, by in
                try tx.reconsider(code, link: link, of: chain, by)
            }
        },
    ]
}

private func onSuggestion(
    _ ask: Ask, _ form: SuggestionForm, said: Phrase,
    _ work: @escaping @Sendable (any Transaction, String, String, Occasion) throws -> Void
) async throws -> Answer {
    let (chain, link, by) = (try ask.text("chain"), try ask.text("link"), try ask.occasion)
    do {
        try await ask.store.write { tx in try work(tx, chain, link, by) }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        let problems = refusal.problems.map { problem in
            guard case .field(let name) = problem.place else { return problem }
            return Problem(problem.message, at: .field(form.field(name)))
        }
        let page = try await suggestionsPage(ask, ask.form.refused(problems))
        return .page(page.page, .unprocessable)
    }
    return .redirect(to: .chains(.suggestions(chain, link)), said: said)
}

private func suggestionsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> SuggestionsPage {
    let (chain, link, units) = (try ask.text("chain"), try ask.text("link"), ask.city.units)
    let (found, members) = try await ask.store.read { tx in
        (try tx.suggestions(of: chain, link: link), try tx.members(units: units))
    }
    return SuggestionsPage(
        suggestions: try found.orNoSuchPage(), rule: ask.city.folder.knowledge(on: ask.today),
        divisions: CityDivisions(ask.city.folder), zoneOffset: ask.city.folder.zoneOffset,
        people: PeopleNames(members), values: values)
}
