import Basics
import Chains
import Companies
import Evidence
import Pages
import People
import Projects
import Rules
import Storage

/// Anchor companies of a chain: their selection, who reads their lists, what becomes of each line.
func anchorRoutes() -> [Route] {
    return [
        .get("/chains/{chain}/anchors", .may(.seeProjects)) { ask in
            .page(try await anchorsPage(ask).page)
        },
        .post("/chains/{chain}/anchors", .may(.editChains), answer: nominate),
        .get("/chains/{chain}/anchors/{number}", .may(.seeProjects)) { ask in
            .page(try await anchorPage(ask).page)
        },
        .get("/chains/{chain}/anchors/{number}/file", .may(.editChains), answer: needFile),
        .post("/chains/{chain}/anchors/{number}/steps", .may(.editChains)) { ask in
            let draft = AnchorStepDraft(
                stage: ask.form["stage"], reason: ask.form["reason"], on: ask.form["on"],
                grounds: ask.grounds())
            return try await onAnchor(ask) { tx, deed in
                try tx.advance(
                    draft, anchor: deed.number, of: deed.chain, today: ask.today, deed.occasion)
            }
        },
        .post("/chains/{chain}/anchors/{number}/opinions", .may(.editChains)) { ask in
            let draft = AnchorOpinionDraft(
                unit: ask.form["unit"], stance: ask.form["stance"], said: ask.form["said"],
                on: ask.form["on"])
            return try await onAnchor(ask) { tx, deed in
                try tx.add(
                    draft, anchor: deed.number, of: deed.chain, units: ask.city.units,
                    today: ask.today, deed.occasion)
            }
        },
        .post("/chains/{chain}/anchors/{number}/members", .may(.editChains)) { ask in
            let id = ask.form["member"].flatMap { Identifier($0) }
            return try await onAnchor(ask) { tx, deed in
                let member = try id.flatMap { try tx.member($0, units: ask.city.units) }
                try tx.name(member, anchor: deed.number, of: deed.chain, deed.occasion)
            }
        },
        .delete("/chains/{chain}/anchors/{number}/members", .may(.editChains)) { ask in
            let id = try ask.form["member"].flatMap { Identifier($0) }.orNoSuchPage()
            return try await onAnchor(ask) { tx, deed in
                try tx.unname(id, anchor: deed.number, of: deed.chain, deed.occasion)
            }
        },
        .post("/chains/{chain}/anchors/{number}/scope", .may(.editChains)) { ask in
            try await onAnchor(ask) { tx, deed in
                try tx.open(
                    anchor: deed.number, of: deed.chain, to: ask.form["scope"],
                    because: ask.form["reason"] ?? "", deed.occasion)
            }
        },
        .post("/chains/{chain}/anchors/{number}/links", .may(.editChains), answer: makeLink),
        .delete("/chains/{chain}/anchors/{number}/links", .may(.editChains)) { ask in
            let link = try ask.form["link"].flatMap { Int64($0) }.orNoSuchPage()
            return try await onAnchor(ask) { tx, deed in
                try tx.withdrawSheetLink(
                    link, anchor: deed.number, of: deed.chain, deed.occasion)
            }
        },
    ]
}

/// One act on an anchor company.
private struct AnchorDeed: Sendable {
    let chain: String
    let number: Int64
    let occasion: Occasion
}

/// Does the work; a refusal shows the page again with what was typed.
private func onAnchor(
    _ ask: Ask, _ work: @escaping @Sendable (any Transaction, AnchorDeed) throws -> Void
) async throws -> Answer {
    let (chain, number) = try ask.anchorAsked
    let deed = AnchorDeed(chain: chain, number: number, occasion: try ask.occasion)
    do {
        try await ask.store.write { tx in try work(tx, deed) }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        let page = try await anchorPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
    return .redirect(to: .anchors(.one(chain, number)), said: "已保存。")
}

extension Ask {
    fileprivate var anchorAsked: (chain: String, number: Int64) {
        get throws { (try text("chain"), try Int64(try text("number")).orNoSuchPage()) }
    }
}

private func anchorsPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> AnchorsPage {
    let (id, mayEdit) = (try ask.text("chain"), try ask.may(.editChains))
    let (chain, anchors, counts) = try await ask.store.read { tx in
        (try tx.chain(id), try tx.anchors(of: id), try mayEdit ? tx.needCounts(of: id) : [:])
    }
    return AnchorsPage(
        chain: try chain.orNoSuchPage(), anchors: anchors, counts: counts, mayEdit: mayEdit,
        values: values)
}

@Sendable private func nominate(_ ask: Ask) async throws -> Answer {
    let (chain, by, today) = (try ask.text("chain"), try ask.occasion, ask.today)
    let draft = AnchorDraft(
        company: ask.form["company"], creditCode: ask.form["credit_code"],
        reason: ask.form["reason"], on: ask.form["on"], grounds: ask.grounds(),
        fresh: ask.world.identifier(.company))
    do {
        let anchor = try await ask.store.write { tx in
            try tx.nominate(draft, of: chain, today: today, by)
        }
        return .redirect(to: .anchors(.one(chain, anchor.number)), said: "已列入初选。")
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        return .page(
            try await anchorsPage(ask, ask.form.refused(refusal.problems)).page, .unprocessable)
    }
}

/// An address for the company, shown this once.
@Sendable private func makeLink(_ ask: Ask) async throws -> Answer {
    let (chain, number) = try ask.anchorAsked
    let (secret, by, today) = (
        SheetSecret(drawnFrom: ask.world), try ask.occasion, ask.today
    )
    let (endsOn, provider) = (ask.form["ends_on"], ask.city.signing.provider)
    do {
        _ = try await ask.store.write { tx in
            try tx.makeSheetLink(
                secret, anchor: number, of: chain, endsOn: endsOn, provider: provider,
                today: today, by)
        }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as ChainRefusal {
        let page = try await anchorPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
    let place = Address.anchors(.sheet(["key": secret.text])).path
    return .page(try await anchorPage(ask, made: ask.origin + ask.city.root + place).page)
}

private func anchorPage(
    _ ask: Ask, _ values: FormValues = FormValues(), made: String? = nil
) async throws -> AnchorPage {
    let (id, number) = try ask.anchorAsked
    let (reader, units, today) = (Actor.member(try ask.member), ask.city.units, ask.today)
    let (mayEdit, shown) = (try ask.may(.editChains), ask.pageNumber)
    let (folder, divisions) = (ask.city.folder, CityDivisions(ask.city.folder))
    let page: AnchorPage? = try await ask.store.read { tx in
        guard let chain = try tx.chain(id), let anchor = try tx.anchor(number, of: id) else {
            return nil
        }
        let members = try tx.members(units: units)
        return AnchorPage(
            chain: chain, anchor: anchor,
            file: try mayEdit ? tx.anchorFile(of: anchor, for: reader, members) : nil,
            list: try tx.anchorList(
                of: anchor, for: reader, page: shown, home: folder.name, divisions: divisions,
                today: today, mayWork: mayEdit, made: made),
            units: UnitNames(folder, on: today), zoneOffset: folder.zoneOffset, today: today,
            people: PeopleNames(members), values: values)
    }
    return try page.orNoSuchPage()
}

extension Transaction {
    fileprivate func anchorFile(
        of anchor: Anchor, for reader: Actor, _ members: [Member]
    ) throws -> AnchorFile {
        let steps = try anchorSteps(of: anchor.number)
        let mayName = reader.namesReaders
        let named = try namedMembers(of: anchor.number)
        let candidates =
            mayName
            ? members.filter { $0.may(.editChains) && !$0.isDisabled && !named.contains($0.id) }
            : []
        return AnchorFile(
            steps: steps, opinions: try anchorOpinions(of: anchor.number),
            sources: try sources(Set(steps.map(\.source))),
            lines: try needCounts(of: anchor.chain)[anchor.number] ?? 0, named: named,
            opening: try opening(of: anchor.number)?.reason, candidates: candidates,
            mayName: mayName)
    }

    /// Nil for who doesn't read the lines.
    fileprivate func anchorList(
        of anchor: Anchor, for reader: Actor, page: Int, home: LocalName,
        divisions: CityDivisions, today: Day, mayWork: Bool, made: String?
    ) throws -> AnchorList? {
        guard try reads(reader, anchor: anchor.number) else { return nil }
        let all = try needs(of: anchor.number, for: reader)
        let place = ListPage(number: page, size: Limit.needsOnPage.count, total: all.count)
        let quarter = Quarter(of: today)
        return AnchorList(
            needs: Array(all.dropFirst(place.offset).prefix(place.size)), place: place,
            sheets: try needSheets(of: anchor.number),
            links: try sheetLinks(of: anchor.number),
            chainLinks: Dictionary(
                try links(of: anchor.chain).map { ($0.id, $0) },
                uniquingKeysWith: { first, _ in first }),
            reverse: try reverseAnswer(to: anchor, home: home, for: reader),
            divisions: divisions, quarter: quarter,
            waiting: all.count { $0.review == .waiting || $0.isChanged },
            due: anchor.stage == .recognised ? all.count { $0.owed(in: quarter) != nil } : 0,
            mayWork: mayWork, madeLink: made)
    }
}

/// The lines as they stand, or as an older sheet had them, for who reads them.
@Sendable private func needFile(_ ask: Ask) async throws -> Answer {
    let (chain, number) = try ask.anchorAsked
    let (reader, lexicon) = (Actor.member(try ask.member), ask.lexicon)
    let sheet = ask.query["sheet"].flatMap { Int64($0) }
    let found: (Anchor, [NeedLine])? = try await ask.store.read { tx in
        guard let anchor = try tx.anchor(number, of: chain),
            try tx.reads(reader, anchor: number)
        else { return nil }
        let lines =
            try sheet.map { try tx.needLines(of: number, asOf: $0, for: reader) }
            ?? tx.needs(of: number, for: reader).map(\.line)
        return (anchor, lines)
    }
    let (anchor, lines) = try found.orNoSuchPage()
    return try await ask.export(
        "needs.exported", on: [anchor.subject], [JSONMember("lines", JSONValue(lines.count))],
        name: lexicon.text("\(anchor.name)供需意向清单" as Phrase)
    ) { stamp in
        needBook(lines, anchor: anchor.name, lexicon: lexicon, stamp: stamp)
    }
}
