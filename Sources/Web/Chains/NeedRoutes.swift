import Basics
import Chains
import Pages
import People
import Projects
import Storage

/// Lines of anchor companies: reviewed by the task force, answered by the units.
func needRoutes() -> [Route] {
    return [
        .get("/chains/{chain}/needs/{need}", .may(.editChains)) { ask in
            .page(try await needPage(ask).page)
        },
        .post("/chains/{chain}/needs/{need}", .may(.editChains), answer: reviewNeed),
        .get("/needs", .may(.answerOrders)) { ask in .page(try await needsPage(ask).page) },
        .post("/needs/{need}/answers", .may(.answerOrders), answer: answerNeed),
    ]
}

private func needPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> NeedPage {
    let (id, number) = (try ask.text("chain"), try Int64(try ask.text("need")).orNoSuchPage())
    let (reader, units, today) = (Actor.member(try ask.member), ask.city.units, ask.today)
    let names = ask.unitNames
    let page: NeedPage? = try await ask.store.read { tx in
        guard let chain = try tx.chain(id), let need = try tx.need(number, of: id, for: reader),
            let anchor = try tx.anchor(need.anchor, of: id)
        else { return nil }
        return NeedPage(
            chain: chain, anchor: anchor, need: need, links: try tx.links(of: id), units: names,
            quarter: Quarter(of: today), people: PeopleNames(try tx.members(units: units)),
            values: values)
    }
    return try page.orNoSuchPage()
}

@Sendable private func reviewNeed(_ ask: Ask) async throws -> Answer {
    let (chain, number) = (try ask.text("chain"), try Int64(try ask.text("need")).orNoSuchPage())
    let (by, units, today) = (try ask.occasion, ask.city.units, ask.today)
    let draft = NeedReviewDraft(
        review: ask.form["review"], reason: ask.form["reason"], link: ask.form["link"],
        unit: ask.form["unit"], due: ask.form["due"], namesAnchor: ask.form["names"] == "1",
        version: ask.shownVersion())
    do {
        let need = try await ask.store.write { tx in
            try tx.review(draft, need: number, of: chain, units: units, today: today, by)
            return try tx.need(number, of: chain, for: by.actor)
        }.orNoSuchPage()
        return .redirect(
            to: .anchors(.one(chain, need.anchor)), anchor: "needs", said: "已保存。")
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as any Refusal where refusal is ChainRefusal || refusal is StaleVersion {
        let page = try await needPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
}

private func needsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> NeedsPage {
    let (unit, today) = (try ask.member.unit, ask.today)
    let needs = try await ask.store.read { tx in try tx.needs(assignedTo: unit, on: today) }
    return NeedsPage(
        needs: needs, quarter: Quarter(of: today), today: today,
        pageNumber: values["page"].flatMap { Int($0) } ?? ask.pageNumber, values: values)
}

@Sendable private func answerNeed(_ ask: Ask) async throws -> Answer {
    let number = try Int64(try ask.text("need")).orNoSuchPage()
    let (by, today) = (try ask.occasion, ask.today)
    let (outcome, said) = (ask.form["outcome"], ask.form["said"] ?? "")
    do {
        try await ask.store.write { tx in
            try tx.answer(need: number, outcome: outcome, said: said, today: today, by)
        }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        let page = try await needsPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
    return .redirect(to: .anchors(.needs()), said: "已保存。")
}
