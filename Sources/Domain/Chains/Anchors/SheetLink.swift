package import Basics
package import People
package import Sealing
package import Storage

/// An address by which an anchor company hands in its sheet without an account.
package struct SheetLink: Sendable, Hashable {
    package let number: Int64
    package let anchor: Int64
    /// The last day.
    package let endsOn: Day
    package let madeAt: Instant
    package let withdrawnAt: Instant?

    package func isOpen(on today: Day) -> Bool { withdrawnAt == nil && today <= endsOn }
}

/// The secret of such an address: `gx_` and 64 hexadecimal digits. Shown once; only its digest is
/// kept.
package struct SheetSecret: Hashable, Sendable {
    let bytes: [UInt8]

    package init(drawnFrom world: World) { bytes = world.bytes(32) }

    package init?(text: some StringProtocol) {
        guard text.hasPrefix("gx_"), let bytes = hexBytes(text.dropFirst(3)), bytes.count == 32
        else { return nil }
        self.bytes = bytes
    }

    package var text: String { "gx_" + hexText(bytes) }

    func digest(by provider: Provider) -> Digest { Digest(of: bytes, by: provider) }
}

extension Limit {
    static let openLinksOfAnchor: Limit = 5
    static let linksOfAnchor: Limit = 200
    static let daysOfSheetLink: Limit = 366
}

extension Transaction {
    /// Makes an address for a recognised anchor company. The secret is shown once by the caller.
    package func makeSheetLink(
        _ secret: SheetSecret, anchor number: Int64, of chain: String, endsOn: String?,
        provider: Provider, today: Day, _ occasion: Occasion
    ) throws -> SheetLink {
        let anchor = try workedOn(number, of: chain, occasion)
        var problems: [Problem] = []
        if anchor.stage != .recognised {
            problems.append(Problem("认定之后才能请企业填清单", at: .field("ends_on")))
        }
        let end = endsOn.flatMap { Day(text: $0) }
        let latest = today.adding(days: Limit.daysOfSheetLink.count)
        if !(end.map { today <= $0 && $0 <= latest } ?? false) {
            problems.append(Problem("最后一天在今天到一年之内", at: .field("ends_on")))
        }
        let open = try sheetLinks(of: number).count { $0.isOpen(on: today) }
        if open >= Limit.openLinksOfAnchor.count {
            problems.append(
                Problem(
                    "最多\(Limit.openLinksOfAnchor.count)个有效的链接，请先收回一个", at: .field("ends_on")))
        }
        guard problems.isEmpty, let end else { throw ChainRefusal(problems) }
        let link = SheetLink(
            number: try nextNumber(of: "sheet_link"), anchor: number, endsOn: end,
            madeAt: occasion.at, withdrawnAt: nil)
        try run(
            """
            INSERT INTO sheet_link (city_id, number, anchor, secret_hash, ends_on, made_by, made_at)
            VALUES (\(city), \(link.number), \(number), \(secret.digest(by: provider).hex), \(end),
                \(occasion.actor.name), \(occasion.at))
            """)
        try tell(
            "anchor.link-made", anchor,
            [
                JSONMember("link", .integer(link.number)),
                JSONMember("ends_on", .string(end.description)),
            ], occasion)
        return link
    }

    /// The address leads nowhere from now on.
    package func withdrawSheetLink(
        _ link: Int64, anchor number: Int64, of chain: String, _ occasion: Occasion
    ) throws {
        let anchor = try workedOn(number, of: chain, occasion)
        let withdrawn = try rows(
            """
            UPDATE sheet_link
            SET withdrawn_at = \(occasion.at), withdrawn_by = \(occasion.actor.name)
            WHERE city_id = \(city) AND number = \(link) AND anchor = \(number)
                AND withdrawn_at IS NULL
            RETURNING number
            """)
        if withdrawn.isEmpty { return }
        try tell(
            "anchor.link-withdrawn", anchor, [JSONMember("link", .integer(link))], occasion)
    }

    /// The newest first.
    package func sheetLinks(of anchor: Int64) throws -> [SheetLink] {
        try rows(
            """
            SELECT number, anchor, ends_on, made_at, withdrawn_at FROM sheet_link
            WHERE city_id = \(city) AND anchor = \(anchor)
            ORDER BY number DESC LIMIT \(Limit.linksOfAnchor)
            """
        ).map(SheetLink.init)
    }

    /// The anchor company behind an address. Nil where the secret is another's, the last day is
    /// over, or it was withdrawn: which of them is not said.
    package func guest(
        _ secret: SheetSecret, provider: Provider, today: Day
    ) throws -> (anchor: Anchor, link: SheetLink)? {
        let found = try rows(
            """
            SELECT number, anchor, ends_on, made_at, withdrawn_at FROM sheet_link
            WHERE city_id = \(city) AND secret_hash = \(secret.digest(by: provider).hex)
                AND withdrawn_at IS NULL AND ends_on >= \(today)
            """
        ).first.map(SheetLink.init)
        guard let link = found,
            let anchor = try anchor(
                "anchor.number = \(link.anchor) AND anchor.stage = 'recognised'")
        else { return nil }
        return (anchor, link)
    }

    /// An anchor company whose lines the actor reads and works on.
    func workedOn(_ number: Int64, of chain: String, _ occasion: Occasion) throws -> Anchor {
        try occasion.actor.require(.editChains)
        let reads = occasion.actor.readsNeeds(in: city)
        guard
            let anchor = try anchor(
                "anchor.number = \(number) AND anchor.chain_id = \(chain) AND \(reads)")
        else { throw UnknownChain() }
        return anchor
    }
}

extension SheetLink {
    init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), anchor: try row.integer("anchor"),
            endsOn: try row.day("ends_on"), madeAt: try row.instant("made_at"),
            withdrawnAt: try row.optionalInstant("withdrawn_at"))
    }
}
