import Basics
import Chains
import Pages
import People
import Projects
import Rules
import Storage
import Tables

/// The page of an anchor company's own staff: no account, a key that only they have. The key stands
/// in the query and in forms, never in the path, which the log is told. A wrong key, one whose last
/// day is over and one that was withdrawn are answered alike: there is no such page.
func anchorSheetRoutes() -> [Route] {
    return [
        .get("/anchor-sheet", .anyone) { ask in .page(try await sheetPage(ask).page) },
        .post("/anchor-sheet", .anyone, takesFiles: true) { ask in
            try await onSheet(ask) {
                let files = ask.form.files.filter { !$0.bytes.isEmpty }
                // A form with files says which; else it was one line.
                guard !files.isEmpty || ask.form["product"] != nil else {
                    throw ChainRefusal([Problem("还没有选文件", at: .field("files"))])
                }
                guard let file = files.first else {
                    return .line(try NeedLineDraft { ask.form[$0.rawValue] }.checked())
                }
                guard files.count == 1 else {
                    throw ChainRefusal([Problem("一次交一张表", at: .field("files"))])
                }
                return .whole(
                    try readNeedLines(
                        try readWorkbook(file.bytes, file: file.name, limits: .ofGuests)))
            }
        },
        .post("/anchor-sheet/removal", .anyone) { ask in
            try await onSheet(ask) {
                .without(ask.form["need"].flatMap { Int64($0) } ?? 0)
            }
        },
        .get("/anchor-sheet/template", .anyone, answer: template),
    ]
}

extension Ask {
    /// The key that came with the address or with the form.
    fileprivate var sheetSecret: SheetSecret {
        get throws(NoSuchPage) {
            try (query["key"] ?? form["key"]).flatMap { SheetSecret(text: $0) }.orNoSuchPage()
        }
    }
}

/// Whose key it is is asked first: nobody else's file is read.
private func onSheet(
    _ ask: Ask, _ read: @Sendable () throws -> NeedHanding
) async throws -> Answer {
    let (secret, provider, today) = (try ask.sheetSecret, ask.city.signing.provider, ask.today)
    let now = ask.now
    let isKnown = try await ask.store.read { tx in
        try tx.guest(secret, provider: provider, today: today) != nil
    }
    guard isKnown else { throw NoSuchPage() }
    do {
        let handing = try read()
        _ = try await ask.store.write { tx in
            guard let guest = try tx.guest(secret, provider: provider, today: today) else {
                throw UnknownChain()
            }
            return try tx.handIn(handing, by: guest, at: now, today: today)
        }
    } catch is UnknownChain {
        throw NoSuchPage()
    } catch let refusal as any Refusal where refusal is ChainRefusal || refusal is UnreadableFile {
        let page = try await sheetPage(ask, ask.form.refused(refusal.problems))
        return .page(page.page, .unprocessable)
    }
    return .redirect(to: .anchors(.sheet(["key": secret.text])))
}

private func sheetPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> AnchorSheetPage {
    let (secret, provider, today) = (try ask.sheetSecret, ask.city.signing.provider, ask.today)
    let (folder, number) = (ask.city.folder, ask.pageNumber)
    let page: AnchorSheetPage? = try await ask.store.read { tx in
        guard let guest = try tx.guest(secret, provider: provider, today: today),
            let chain = try tx.chain(guest.anchor.chain)
        else { return nil }
        let sheet = try tx.newestSheet(of: guest.anchor.number)
        let place = ListPage(
            number: number, size: Limit.needsOnPage.count, total: sheet?.lines ?? 0)
        return AnchorSheetPage(
            anchor: guest.anchor, chain: chain, link: guest.link, key: secret.text,
            city: folder.name,
            needs: try tx.needs(ofGuest: guest, limit: .needsOnPage, offset: place.offset),
            place: place, sheet: sheet,
            changes: try sheet.map { try tx.needChanges(ofGuest: guest, in: $0.number) }
                ?? ([], [], []),
            reverse: try tx.reverseAnswer(toGuest: guest, home: folder.name),
            divisions: CityDivisions(folder), zoneOffset: folder.zoneOffset, values: values)
    }
    return try page.orNoSuchPage()
}

@Sendable private func template(_ ask: Ask) async throws -> Answer {
    let (secret, provider, today) = (try ask.sheetSecret, ask.city.signing.provider, ask.today)
    let found = try await ask.store.read { tx -> (Anchor, [NeedLine])? in
        guard let guest = try tx.guest(secret, provider: provider, today: today) else {
            return nil
        }
        return (
            guest.anchor, try tx.needs(ofGuest: guest, limit: .needsOfSheet).map(\.line)
        )
    }
    let (anchor, lines) = try found.orNoSuchPage()
    let (folder, lexicon) = (ask.city.folder, ask.lexicon)
    let book = needTemplate(
        lines, of: anchor, city: folder.name, isSample: folder.isSample, at: ask.now,
        lexicon: lexicon)
    return try ask.file(book, named: lexicon.text("\(anchor.name)供需意向清单" as Phrase), .xlsx)
}
