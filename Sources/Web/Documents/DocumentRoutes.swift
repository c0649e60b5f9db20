import Basics
import Documents
import Evidence
import Indicators
import Pages
import People
import Promises
import Rules
import Storage
import Tables
import Texts

/// 文稿: taken in by units, read by who may see them, decided line by line.
func documentRoutes() -> [Route] {
    [
        .get("/documents", .may(.seeProjects)) { ask in
            .page(try await documentsPage(ask).page)
        },
        .get("/documents/search", .may(.seeProjects)) { ask in
            .page(try await documentSearchPage(ask).page)
        },
        .get("/documents/new", .may(.reviewDocuments)) { _ in .page(DocumentFormPage().page) },
        .post("/documents", .may(.reviewDocuments), takesFiles: true, answer: takeDocuments),
        .get("/documents/{number}", .may(.seeProjects)) { ask in
            .page(try await documentPage(ask).page)
        },
        .get("/documents/{number}/comparison", .may(.seeProjects)) { ask in
            .page(try await comparisonPage(ask).page)
        },
        .get("/documents/{number}/file", .may(.seeProjects), answer: documentFile),
        .post("/documents/{number}/withdrawal", .may(.reviewDocuments)) { ask in
            let (version, by, sight) = (ask.version, try ask.occasion, try ask.sight)
            let (number, reason) = (try ask.document, ask.form["reason"] ?? "")
            return try await deciding(ask, to: .list(), said: "已撤回。") {
                try await ask.store.write { tx in
                    try tx.withdraw(
                        document: number, because: reason, version: version, visibleTo: sight, by)
                }
            }
        },
        .post("/documents/{number}/pieces/{piece}", .may(.reviewDocuments)) { ask in
            let (by, sight) = (try ask.occasion, try ask.sight)
            let (number, piece) = (try ask.document, try ask.number("piece"))
            let kind = ask.form["kind"] ?? ""
            let back = DocumentAddress.one(number, ["show": ask.form["show"]])
            return try await deciding(ask, to: back, said: "体裁已改。") {
                try await ask.store.write { tx in
                    try tx.say(
                        kind: kind, ofPiece: piece, document: number, visibleTo: sight, by)
                }
            }
        },
        .get("/documents/{number}/facts/{line}", .may(.reviewDocuments)) { ask in
            .page(try await linePage(ask, .fact).page)
        },
        .post("/documents/{number}/facts/{line}", .may(.reviewDocuments)) { ask in
            try await mending(ask, .fact)
        },
        .post("/documents/{number}/facts/{line}/verdict", .may(.reviewDocuments)) { ask in
            try await decideLine(ask, .fact)
        },
        .delete("/documents/{number}/facts/{line}/verdict", .may(.reviewDocuments)) { ask in
            try await decideLine(ask, .fact, .proposed)
        },
        .post("/documents/{number}/facts/{line}/series", .may(.recordSeries), answer: enterFact),
        .get("/documents/{number}/instructions/{line}", .may(.reviewDocuments)) { ask in
            .page(try await linePage(ask, .instruction).page)
        },
        .post("/documents/{number}/instructions/{line}", .may(.reviewDocuments)) { ask in
            try await mending(ask, .instruction)
        },
        .post("/documents/{number}/instructions/{line}/verdict", .may(.reviewDocuments)) { ask in
            try await decideLine(ask, .instruction)
        },
        .delete("/documents/{number}/instructions/{line}/verdict", .may(.reviewDocuments)) {
            ask in
            try await decideLine(ask, .instruction, .proposed)
        },
    ]
}

extension Ask {
    fileprivate var document: Int64 { get throws { Int64(try number("number")) } }
    fileprivate var version: Int64 { form["version"].flatMap { Int64($0) } ?? 0 }
}

/// A refusal shows the document again.
private func deciding(
    _ ask: Ask, to place: DocumentAddress, anchor: String? = nil, said: Phrase? = nil,
    _ work: () async throws -> Void
) async throws -> Answer {
    do {
        try await work()
    } catch let refusal as any Refusal
        where refusal is DocumentRefusal || refusal is StaleVersion || refusal is FigureRefusal
    {
        let values = ask.form.refused(refusal.problems)
        return .page(try await documentPage(ask, values).page, .unprocessable)
    } catch is UnknownDocument {
        throw NoSuchPage()
    }
    return .redirect(to: .documents(place), anchor: anchor, said: said)
}

/// On to the line that follows; what was taken back stays in sight.
private func decideLine(
    _ ask: Ask, _ kind: ProposalKind, _ given: Verdict? = nil
) async throws -> Answer {
    let verdict = given ?? ask.form["verdict"].flatMap(Verdict.init) ?? .accepted
    let (number, line) = (try ask.document, Int64(try ask.number("line")))
    let (by, sight, version) = (try ask.occasion, try ask.sight, ask.version)
    let reason = ask.form["reason"] ?? ""
    let next = verdict == .proposed ? line : ask.form["next"].flatMap { Int64($0) } ?? line
    let back = DocumentAddress.one(
        number,
        ["show": kind.rawValue, "leaf": ask.form["leaf"].flatMap { Int($0) }.map(String.init)]
    )
    return try await deciding(ask, to: back, anchor: "\(kind.rawValue)-\(next)") {
        try await ask.store.write { tx in
            try tx.decide(
                kind, line, ofDocument: number, verdict, because: reason, version: version,
                visibleTo: sight, by)
        }
    }
}

/// Enters an accepted figure as a release of a series.
private func enterFact(_ ask: Ask) async throws -> Answer {
    let (number, line) = (try ask.document, Int64(try ask.number("line")))
    let (by, sight, today, folder) = (
        try ask.occasion, try ask.sight, ask.today, ask.city.folder
    )
    let series = ask.form["series"] ?? ""
    let back = DocumentAddress.one(
        number, ["show": "fact", "leaf": ask.form["leaf"].flatMap { Int($0) }.map(String.init)])
    return try await deciding(ask, to: back, anchor: "fact-\(line)", said: "已登记。") {
        _ = try await ask.store.write { tx in
            try tx.enter(
                fact: line, ofDocument: number, into: series, in: folder, today: today,
                visibleTo: sight, by)
        }
    }
}

private func mending(_ ask: Ask, _ kind: ProposalKind) async throws -> Answer {
    do {
        try await mend(ask, kind)
    } catch let refusal as DocumentRefusal {
        let values = ask.form.refused(refusal.problems)
        return .page(try await linePage(ask, kind, values).page, .unprocessable)
    } catch is UnknownDocument {
        throw NoSuchPage()
    }
    return .redirect(
        to: .documents(.one(try ask.document, ["show": kind.rawValue])), said: "已改。")
}

private func mend(_ ask: Ask, _ kind: ProposalKind) async throws {
    let (number, line) = (try ask.document, Int64(try ask.number("line")))
    let (by, sight, version) = (try ask.occasion, try ask.sight, ask.version)
    let (form, names) = (ask.form, ask.city.folder.ownNames)
    switch kind {
    case .fact:
        let draft = FactDraft { form[$0] }
        try await ask.store.write { tx in
            try tx.mend(
                fact: line, ofDocument: number, draft, version: version, called: names,
                visibleTo: sight, by)
        }
    case .instruction:
        let draft = InstructionDraft { form[$0] }
        try await ask.store.write { tx in
            try tx.mend(
                instruction: line, ofDocument: number, draft, version: version, visibleTo: sight,
                by)
        }
    }
}

func documentsPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> DocumentsPage {
    let (sight, query, number) = (try ask.sight, ask.query, ask.pageNumber)
    let filter = DocumentFilter(
        kind: query["kind"].flatMap(PieceKind.init), waits: query["waits"] == "1")
    let (documents, list) = try await ask.store.read { tx in
        let list = ListPage(
            part, number: number, size: .documentsOnPage,
            total: try tx.documentCount(filter, visibleTo: sight))
        let documents = try tx.documents(
            filter, visibleTo: sight, limit: Limit(list.size), offset: list.offset)
        let numbers = documents.map(\.number)
        let facts = try tx.reviewCounts(.fact, of: numbers)
        let instructions = try tx.reviewCounts(.instruction, of: numbers)
        return (
            try documents.map { document in
                ListedDocument(
                    document: document, pieces: try tx.pieces(of: document),
                    facts: facts[document.number] ?? ReviewCounts(),
                    instructions: instructions[document.number] ?? ReviewCounts())
            }, list
        )
    }
    return DocumentsPage(
        documents: documents, filter: filter, query: query, list: list, units: ask.unitNames,
        zoneOffset: ask.city.folder.zoneOffset, mayTake: try ask.may(.reviewDocuments))
}

func documentSearchPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> DocumentSearchPage {
    let (sight, number, words) = (try ask.sight, ask.pageNumber, ask.query["q"] ?? "")
    return try await ask.store.read { tx in
        let list = ListPage(
            part, number: number, size: .passagesOnPage,
            total: words.isEmpty ? 0 : try tx.passageCount(words, visibleTo: sight))
        return DocumentSearchPage(
            words: words,
            passages: list.total == 0
                ? []
                : try tx.passages(
                    words, visibleTo: sight, limit: Limit(list.size), offset: list.offset),
            list: list)
    }
}

func documentPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> DocumentPage {
    let (number, sight, units) = (try ask.document, try ask.sight, ask.city.units)
    let (query, names) = (ask.query, ask.city.folder.ownNames)
    let show = query["show"].flatMap(ProposalKind.init) ?? .fact
    let (mayReview, mayRecord) = (try ask.may(.reviewDocuments), try ask.may(.recordSeries))
    let mayPlan = try ask.may(.setPlans) || ask.may(.workPlans)
    let (folder, now) = (ask.city.folder, ask.now)
    let (unitNames, zoneOffset) = (ask.unitNames, ask.city.folder.zoneOffset)
    return try await ask.store.read { tx in
        let document = try tx.document(number, visibleTo: sight).orNoSuchPage()
        let text = try tx.text(of: document)
        let scalars = Array(text.unicodeScalars)
        let leaves = try tx.leaves(of: document, text: scalars, for: show)
        let leaf =
            query["at"].flatMap { Int($0) }.map { leaves.number(at: $0) }
            ?? leaves.number(query["leaf"].flatMap { Int($0) } ?? 1)
        let span = leaves.spans[leaf - 1]
        let facts = show == .fact ? try tx.facts(of: document, within: span) : []
        let instructions =
            show == .instruction ? try tx.instructions(of: document, within: span) : []
        let pieces = try tx.pieces(of: document)
        let others = try tx.otherTellings(of: facts, called: names, visibleTo: sight)
        let besides = try tx.besides(facts, in: folder, known: now, visibleTo: sight)
        let compared = Dictionary(
            facts.map { fact in
                let kind = pieces.first { $0.place == fact.piece }?.kind ?? .other
                return (
                    fact.number,
                    FactComparison(
                        others: others[fact.number] ?? [], besides: besides[fact.number] ?? [],
                        series: folder.series(for: fact.told, saidIn: kind))
                )
            }, uniquingKeysWith: { first, _ in first })
        var counts: [ProposalKind: ReviewCounts] = [:]
        for kind in ProposalKind.allCases {
            counts[kind] = try tx.reviewCounts(kind, of: [number])[number]
        }
        return DocumentPage(
            document: document, pieces: pieces, parts: try tx.parts(of: document), text: scalars,
            noise: cleaned(text).removedCharacters, doubts: suspicions(in: text), leaves: leaves,
            leaf: leaf, show: show, facts: facts,
            compared: compared,
            instructions: instructions,
            planned: try tx.planned(from: instructions, of: document, visibleTo: sight),
            counts: counts,
            scene: DocumentScene(
                units: unitNames, people: PeopleNames(try tx.members(units: units)),
                zoneOffset: zoneOffset,
                mayReview: mayReview && sight.includes(unit: document.unit),
                mayRecord: mayRecord, mayPlan: mayPlan),
            values: values)
    }
}

private func linePage(
    _ ask: Ask, _ kind: ProposalKind, _ values: FormValues = FormValues()
) async throws -> DocumentLinePage {
    let (document, number, sight) = (
        try ask.document, Int64(try ask.number("line")), try ask.sight
    )
    return try await ask.store.read { tx in
        let document = try tx.document(document, visibleTo: sight).orNoSuchPage()
        let line: DocumentLine =
            switch kind {
            case .fact: .fact(try tx.fact(number, of: document).orNoSuchPage())
            case .instruction: .instruction(try tx.instruction(number, of: document).orNoSuchPage())
            }
        return DocumentLinePage(
            document: document, line: line,
            text: Array(try tx.text(of: document).unicodeScalars), values: values)
    }
}

private func comparisonPage(_ ask: Ask) async throws -> DocumentComparisonPage {
    let (number, sight, names) = (try ask.document, try ask.sight, ask.city.folder.ownNames)
    let other = ask.query["with"].flatMap { Int64($0) }
    return try await ask.store.read { tx in
        let document = try tx.document(number, visibleTo: sight).orNoSuchPage()
        return DocumentComparisonPage(
            document: document,
            choices: try tx.documents(
                DocumentFilter(), visibleTo: sight, limit: .documentsToCompare, offset: 0
            ).filter { $0.number != number },
            compared: try other.map { other in
                let found = try tx.comparison(
                    of: number, with: other, called: names, visibleTo: sight
                ).orNoSuchPage()
                return (found.right, found.found)
            })
    }
}

private func documentFile(_ ask: Ask) async throws -> Answer {
    let (number, sight) = (try ask.document, try ask.sight)
    let (document, bytes) = try await ask.store.read { tx in
        let document = try tx.document(number, visibleTo: sight).orNoSuchPage()
        return (document, try tx.fileBytes(document.file).orNoSuchPage())
    }
    // A page of somebody else's is never shown as a page of this server.
    let type: MediaType =
        switch document.kind {
        case .pdf: .pdf
        case .word: .docx
        case .text, .page, .pasted: .bytes
        }
    return .file(
        FileAnswer(name: document.fileName ?? "\(document.title).txt", type: type, bytes: bytes))
}
