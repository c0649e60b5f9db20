package import Basics
package import Companies
import Evidence
package import People
package import Rules
package import Storage
import Texts

/// What a person may say of a link by hand.
package enum LinkFactKind: String, Sendable, CaseIterable {
    /// A company sits there.
    case placement
    /// All who sit there are known.
    case declaration
    /// What an anchor company buys of it here.
    case survey
}

/// One fact of a link as it was typed.
package struct LinkFactDraft: Sendable {
    let kind: LinkFactKind?
    let company: String
    let creditCode: String
    /// With its exchange, where somebody knows it.
    let stock: String?
    let place: String
    let standing: PlacementStanding?
    let qualities: [String]
    let note: String
    let band: LocalShareBand?
    let isConcentrated: Bool?
    let on: Day?
    /// Who declares, as it shall stand in the reasons of a grade.
    let signed: String
    let grounds: Grounds
    /// Of the company, where nobody knows it yet.
    let fresh: Identifier

    package init(
        kind: String?, company: String? = nil, creditCode: String? = nil,
        stock: String? = nil, place: String? = nil, standing: String? = nil,
        qualities: [String] = [], note: String? = nil, band: String? = nil,
        concentrated: String? = nil, on: String? = nil, signed: String,
        grounds: Grounds,
        fresh: Identifier
    ) {
        self.kind = kind.flatMap(LinkFactKind.init)
        self.company = trimmed(company ?? "")
        self.creditCode = trimmed(creditCode ?? "")
        self.stock = stock
        self.place = trimmed(place ?? "")
        self.standing = standing.flatMap(PlacementStanding.init)
        self.qualities = qualities
        self.note = trimmed(note ?? "")
        self.band = band.flatMap(LocalShareBand.init)
        isConcentrated = concentrated.flatMap { ["yes": true, "no": false][$0] }
        self.on = on.flatMap { Day(text: $0) }
        self.signed = signed
        self.grounds = grounds
        self.fresh = fresh
    }

    /// Adds what was typed to a file of one line; everything wrong with it at once.
    fileprivate func write(
        to file: inout ChainFile, link: String, today: Day
    ) throws(ChainRefusal) {
        var problems = grounds.problems
        func check(_ isWrong: Bool, _ message: Phrase, _ field: String) {
            if isWrong { problems.append(Problem(message, at: .field(field))) }
        }
        check(kind == nil, "请选要写什么", "fact")
        if kind != .declaration {
            check(company.isEmpty, "请写企业的全称", "company")
            file.companies = [
                WrittenCompany(
                    id: "typed", name: company, creditCode: creditCode.isEmpty ? nil : creditCode,
                    stock: stock, place: .field("company"))
            ]
        }
        if kind != .survey, let problem = divisionProblem(place, at: .field("place")) {
            problems.append(problem)
        }
        if kind != .placement {
            check(on == nil, "日期应写作 2026-10-31", "on")
            if let on { check(on > today, "\(on)还没有到", "on") }
        }
        problems += letters([(note, "note", .lettersOfGapText)], isRequired: false)
        let known = Set(qualities.compactMap(PlacementQuality.init))
        check(known.contains(.plain) && known.count > 1, "“规下且无资质”不能与其他并列", "plain")
        check(kind == .survey && band == nil, "请选比例", "band")
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        switch kind {
        case .placement:
            file.placements = [
                WrittenPlacement(
                    link: link, company: "typed", source: "typed", place: place,
                    standing: standing ?? .operating, qualities: known,
                    note: note.isEmpty ? nil : note)
            ]
        case .declaration:
            file.declarations = [
                WrittenDeclaration(
                    link: link, place: place, by: signed, on: on ?? today, source: "typed")
            ]
        case .survey:
            file.surveys = [
                WrittenSurvey(
                    link: link, company: "typed", band: band ?? .refused,
                    isConcentrated: isConcentrated, on: on ?? today, source: "typed")
            ]
        case nil: break
        }
    }
}

extension Transaction {
    /// Takes one typed fact in as a file of one line would be, and grades the chain anew.
    package func add(
        _ draft: LinkFactDraft, link: String, of id: String, by rule: GradingRule?, today: Day,
        _ occasion: Occasion
    ) throws -> TakenChain {
        try occasion.actor.require(.editChains)
        try requireLink(link, of: id)
        guard let chain = try chain(id) else { throw UnknownChain() }
        let source = draft.grounds.source(by: occasion.actor.name, at: occasion.at)
        let written = WrittenSource(
            id: "typed", kind: source.kind, title: source.title, dated: source.dated,
            address: nil)
        var file = ChainFile(
            file: "", id: id, name: chain.name, code: chain.code, since: chain.since,
            basis: written, version: nil, sources: [written])
        try draft.write(to: &file, link: link, today: today)
        do {
            return try take(
                ChainImport(
                    file, bytes: nil, freshSources: [chain.source, source.id],
                    freshCompanies: [draft.fresh]), by: rule, occasion)
        } catch let refusal as CompanyRefusal {
            throw ChainRefusal(refusal.problems)
        }
    }

    /// A company is at the link no more, or never was.
    package func endPlacement(
        _ number: Int64?, link: String, of chain: String, because reason: String,
        by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        try occasion.actor.require(.editChains)
        let reason = trimmed(reason)
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        if number == nil { problems.append(Problem("请选企业", at: .field("number"))) }
        guard problems.isEmpty else { throw ChainRefusal(problems) }
        guard
            let placement = try placements(of: chain, at: link).first(where: {
                $0.number == number
            })
        else {
            throw ChainRefusal([Problem("这家企业已经不在这个环节", at: .field("number"))])
        }
        try end(placement.seat, of: chain, at: occasion.at)
        return try regrade(
            chain, at: link, "chain.edited",
            [
                JSONMember("link", .string(link)),
                JSONMember("left", .string(placement.company.text)),
                JSONMember("place", .string(placement.place)),
                JSONMember("reason", .string(reason)),
            ], by: rule, occasion)
    }
}

extension Transaction {
    /// Takes back that every company of a link in a place is known: somebody was overlooked.
    package func withdrawDeclaration(
        of place: String?, link: String, of chain: String, because reason: String,
        by rule: GradingRule?, _ occasion: Occasion
    ) throws -> Grading {
        try occasion.actor.require(.editChains)
        let reason = trimmed(reason)
        var problems = letters([(reason, "reason", .lettersOfGapText)], isRequired: true)
        let withdrawn = try rows(
            """
            UPDATE link_completeness SET withdrawn_at = \(occasion.at)
            WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
                AND place = \(place ?? "") AND withdrawn_at IS NULL
            RETURNING place
            """)
        if withdrawn.isEmpty { problems.append(Problem("请选要撤回的声明", at: .field("place"))) }
        guard problems.isEmpty, let place else {
            throw ChainRefusal(problems)
        }
        return try regrade(
            chain, at: link, "chain.edited",
            [
                JSONMember("link", .string(link)), JSONMember("withdrawn", .string(place)),
                JSONMember("reason", .string(reason)),
            ], by: rule, occasion)
    }
}

/// What keeps a text from being a division code of GB/T 2260, six digits; nil where nothing does.
package func divisionProblem(_ text: String, at place: Place) -> Problem? {
    let isCode = text.utf8.count == 6 && text.utf8.allSatisfy { (48...57).contains($0) }
    return isCode ? nil : Problem("应为六位行政区划代码，如370212", at: place)
}
