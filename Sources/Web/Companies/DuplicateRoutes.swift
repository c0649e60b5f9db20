import Basics
import Companies
import Pages
import People
import Rules
import Storage

/// The queue of companies that may have been recorded twice.
func duplicateRoutes() -> [Route] {
    [
        .get("/companies/duplicates", .may(.seeProjects)) { ask in
            .page(try await duplicatesPage(ask).page)
        },
        .post("/companies/duplicates", .may(.editCompanies)) { ask in
            let (left, right) = try await ask.reviewDuplicate(try ask.verdict)
            guard try ask.verdict == .same,
                let shown = try await ask.store.read({ tx in
                    try tx.shown([tx.duplicate(of: left, right)].compactMap(\.self)).first
                })
            else {
                return ask.nextDuplicate(said: "已记下，可在“已定”里撤回。")
            }
            let (from, into) = shown.direction
            return .redirect(to: .companyMerging(from, into: into), said: "已定为同一家，请看合并后怎样。")
        },
        .delete("/companies/duplicates", .may(.editCompanies)) { ask in
            _ = try await ask.reviewDuplicate(nil)
            return ask.nextDuplicate(said: "已撤回，重新待定")
        },
    ]
}

extension Limit {
    /// Pairs on one page, each with its companies side by side.
    fileprivate static let duplicatesOnPage: Limit = 20
    /// Pairs that a program gets at once, each with all that is known of two companies.
    static let duplicatesInPart: Limit = 100
}

func duplicatesPage(_ ask: Ask, _ part: ListPart? = nil) async throws -> DuplicatesPage {
    let number = ask.pageNumber
    let showsSettled = ask.query["state"] == "settled"
    let mayEdit = try ask.may(.editCompanies)
    let reader = try ask.occasion.actor.name
    let zone = ask.city.folder.zoneOffset
    return try await ask.store.read { tx in
        let counts = try tx.duplicateCounts()
        let settled = counts[.settled] ?? 0
        let open = counts.values.reduce(0, +) - settled
        let list = ListPage(
            part, number: number, size: .duplicatesOnPage, total: showsSettled ? settled : open)
        let found = try tx.duplicates(
            settled: showsSettled, limit: Limit(list.size), offset: list.offset)
        return DuplicatesPage(
            duplicates: try tx.shown(found), list: list, showsSettled: showsSettled,
            openCount: open, settledCount: settled,
            search: try tx.lastDuplicateSearch(), mayEdit: mayEdit, reader: reader,
            zoneOffset: zone)
    }
}

extension Ask {
    /// The verdict that a form names.
    fileprivate var verdict: DuplicateVerdict {
        get throws {
            guard let verdict = form["verdict"].flatMap(DuplicateVerdict.init) else {
                throw CompanyRefusal([Problem("请选一个结论", at: .field("verdict"))])
            }
            return verdict
        }
    }

    /// Back to the page of the queue, at the pair after the one that was decided.
    fileprivate func nextDuplicate(said: Phrase) -> Answer {
        let page = form["page"].flatMap { Int($0) } ?? 1
        let next = form["next"] ?? ""
        return .redirect(
            to: .duplicates(page > 1 ? ["page": String(page)] : [:]),
            anchor: next.isEmpty ? nil : next, said: said)
    }

    /// Says what the reader thinks of the pair that the form names, the lesser first; nil takes it
    /// back.
    func reviewDuplicate(
        _ verdict: DuplicateVerdict?
    ) async throws -> (left: Identifier, right: Identifier) {
        guard let one = form["left"].flatMap({ Identifier($0) }),
            let other = form["right"].flatMap({ Identifier($0) })
        else { throw NoSuchPage() }
        let (note, by) = (form["note"], try occasion)
        try await store.write { tx in
            try tx.review(one, other, verdict, note: note, by)
        }
        return (min(one, other), max(one, other))
    }

    /// The review that the body of a program names.
    func reviewDuplicateNamed() async throws {
        _ = try await reviewDuplicate(try verdict)
    }
}
