import Basics
import Chains
import Companies
import Pages
import People
import Projects
import Promises
import Rules
import Storage

/// One link of a chain, and what is done by hand: facts, grades, gaps.
func linkRoutes() -> [Route] {
    return [
        .get("/chains/{chain}/links/{link}", .may(.seeProjects)) { ask in
            .page(try await linkPage(ask).page)
        },
        .post("/chains/{chain}/links/{link}/facts", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                let taken = try tx.add(
                    deed.fact, link: deed.link, of: deed.chain, by: deed.rule,
                    today: ask.today, deed.occasion)
                return taken.changes.isEmpty ? nil : taken.grading
            }
        },
        .post("/chains/{chain}/links/{link}/leaving", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                try tx.endPlacement(
                    Int64(deed.typed["number"] ?? ""), link: deed.link, of: deed.chain,
                    because: deed.typed["reason"] ?? "", by: deed.rule, deed.occasion)
            }
        },
        .post("/chains/{chain}/links/{link}/withdrawal", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                try tx.withdrawDeclaration(
                    of: deed.typed["place"], link: deed.link, of: deed.chain,
                    because: deed.typed["reason"] ?? "", by: deed.rule, deed.occasion)
            }
        },
        .post("/chains/{chain}/links/{link}/override", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                let draft = OverrideDraft(
                    grade: deed.typed["grade"], reason: deed.typed["reason"],
                    endsOn: deed.typed["ends_on"], seen: deed.typed["seen"].flatMap { Int64($0) })
                return try tx.override(
                    draft, link: deed.link, of: deed.chain, by: deed.rule, today: ask.today,
                    deed.occasion)
            }
        },
        .delete("/chains/{chain}/links/{link}/override", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                try tx.endOverride(
                    link: deed.link, of: deed.chain,
                    seen: deed.typed["seen"].flatMap { Int64($0) }, by: deed.rule,
                    deed.occasion)
            }
        },
    ] + gapRoutes()
}

private func gapRoutes() -> [Route] {
    return [
        .post("/chains/{chain}/links/{link}/gaps", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                let gap = try tx.openGap(
                    link: deed.link, of: deed.chain, because: deed.typed["reason"] ?? "",
                    deed.occasion)
                return Grading(opened: [gap])
            }
        },
        .post("/gaps/{gap}/plan", .may(.editChains)) { ask in
            let units = ask.city.units
            return try await onLink(ask) { tx, deed in
                let draft = GapPlanDraft(
                    path: deed.typed["path"], wanted: deed.typed["wanted"],
                    year: deed.typed["year"], owner: deed.typed["owner"],
                    demand: deed.typed["demand"], regions: deed.typed["regions"],
                    carriers: deed.typed["carriers"],
                    version: Int64(deed.typed["version"] ?? "") ?? 0)
                _ = try tx.plan(
                    draft, gap: deed.gap, units: units, today: ask.today, deed.occasion)
                return Grading()
            }
        },
        .post("/gaps/{gap}/closing", .may(.editChains)) { ask in
            try await onLink(ask) { tx, deed in
                try tx.closeGap(
                    deed.gap, because: deed.typed["reason"] ?? "", deed.occasion)
                return Grading()
            }
        },
    ]
}

/// One act of a form of a link's page.
private struct LinkDeed: Sendable {
    let chain: String
    let link: String
    let gap: Int64
    /// By the names that the fields have in every form.
    let typed: [String: String]
    let fact: LinkFactDraft
    let rule: GradingRule?
    let occasion: Occasion
}

/// Does the work, which gives nil where nothing changed; a refusal shows the link again with what
/// was typed, each problem at its field.
private func onLink(
    _ ask: Ask, _ work: @escaping @Sendable (any Transaction, LinkDeed) throws -> Grading?
) async throws -> Answer {
    let (chain, link, gap) = try await ask.linkAsked()
    let deed = try ask.deed(chain, link, gap)
    do {
        guard let grading = try await ask.store.write({ tx in try work(tx, deed) }) else {
            return .redirect(to: .chains(.link(chain, link)), said: "这件事已经写过，没有变化。")
        }
        let (opened, closed) = (grading.opened.count, grading.closed.count)
        let said: Phrase =
            opened + closed == 0 ? "已保存。" : "已保存；打开缺口\(opened)个，关闭\(closed)个。"
        return .redirect(to: .chains(.link(chain, link)), said: said)
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as any Refusal where refusal is ChainRefusal || refusal is StaleVersion {
        let form = ask.form["form"] ?? ""
        let problems = refusal.problems.map { problem in
            guard case .field(let name) = problem.place else { return problem }
            return Problem(problem.message, at: .field(form + "-" + name))
        }
        let page = try await linkPage(ask, ask.form.refused(problems))
        return .page(page.page, .unprocessable)
    }
}

extension Ask {
    /// The link that the path names, by itself or by a gap.
    fileprivate func linkAsked() async throws -> (chain: String, link: String, gap: Int64) {
        guard let number = parameters["gap"] else {
            return (try text("chain"), try text("link"), 0)
        }
        let gap = try Int64(number).orNoSuchPage()
        let found = try await store.read { tx in try tx.gap(gap) }.orNoSuchPage()
        return (found.chain, found.link, gap)
    }

    fileprivate func deed(_ chain: String, _ link: String, _ gap: Int64) throws -> LinkDeed {
        let prefix = (form["form"] ?? "") + "-"
        let fields = form.values.items.filter { $0.name.hasPrefix(prefix) }
            .map { AddressItem(String($0.name.dropFirst(prefix.count)), $0.value) }
        let typed = fields.byName
        let grounds = Grounds(
            id: world.identifier(.evidence), kind: typed["source_kind"],
            title: typed["source_title"], dated: typed["source_dated"], today: today)
        let fact = LinkFactDraft(
            kind: typed["fact"], company: typed["company"], creditCode: typed["credit_code"],
            place: typed["place"], standing: typed["standing"],
            qualities: fields.filter { $0.name == "as" }.map(\.value), note: typed["note"],
            band: typed["band"], concentrated: typed["concentrated"], on: typed["on"],
            signed: "\(unitNames[try member.unit].zh) \(try member.name)",
            grounds: grounds, fresh: world.identifier(.company))
        return LinkDeed(
            chain: chain, link: link, gap: gap, typed: typed, fact: fact,
            rule: city.folder.grading(on: today), occasion: try occasion)
    }
}

func linkPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> LinkPage {
    let (chain, link, _) = try await ask.linkAsked()
    let (reader, today) = (try ask.orderReader, ask.today)
    let units = ask.city.units
    let sight = try ask.sight
    let (course, orders, projects, members) = try await ask.store.read { tx in
        let course = try tx.linkCourse(link, of: chain)
        var orders: [Int64: [Order]] = [:]
        for gap in course?.gaps ?? [] where gap.isOpen {
            orders[gap.number] = try tx.orders(
                OrderFilter(subject: gap.subject.id), for: reader, on: today)
        }
        return (
            course, orders, try tx.projects(atLink: link, of: chain, visibleTo: sight),
            try tx.members(units: units)
        )
    }
    return LinkPage(
        course: try course.orNoSuchPage(), area: ask.city.folder.id,
        divisions: CityDivisions(ask.city.folder), scene: ask.orderScene,
        zoneOffset: ask.city.folder.zoneOffset, orders: orders, projects: projects,
        people: PeopleNames(members), mayEdit: try ask.may(.editChains),
        mayOrder: try ask.may(.issueOrders),
        pageNumber: values["page"].flatMap { Int($0) } ?? ask.pageNumber, values: values)
}
