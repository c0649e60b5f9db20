package import Basics
package import Sealing

/// A key for programs, with the sight and the permissions of its member. Shown once; only its
/// digest is kept.
package struct ApiToken: Hashable, Sendable {
    package static let longestName: Limit = 60

    package let id: Identifier
    package let member: Identifier
    package let name: String
    package let createdAt: Instant
    package let endsAt: Instant?
    package var usedAt: Instant?
    package var revokedAt: Instant?

    package init(
        id: Identifier, member: Identifier, name: String, createdAt: Instant,
        endsAt: Instant? = nil, usedAt: Instant? = nil, revokedAt: Instant? = nil
    ) {
        self.id = id
        self.member = member
        self.name = name
        self.createdAt = createdAt
        self.endsAt = endsAt
        self.usedAt = usedAt
        self.revokedAt = revokedAt
    }

    package func isOpen(at now: Instant) -> Bool {
        revokedAt == nil && now < endsAt ?? now.adding(seconds: 1)
    }

    /// Whether `usedAt` is worth a write: once an hour.
    package func wantsTouch(at now: Instant) -> Bool {
        usedAt.map { now >= $0.adding(seconds: 3_600) } ?? true
    }
}

/// The text of a token: `hw_` and 64 hexadecimal digits.
package struct ApiTokenSecret: Hashable, Sendable {
    package let bytes: [UInt8]

    package init(drawnFrom world: World) { bytes = world.bytes(32) }

    package init?(text: some StringProtocol) {
        guard text.hasPrefix("hw_"), let bytes = hexBytes(text.dropFirst(3)), bytes.count == 32
        else { return nil }
        self.bytes = bytes
    }

    package var text: String { "hw_" + hexText(bytes) }

    package func digest(by provider: Provider) -> Digest { Digest(of: bytes, by: provider) }
}

/// Codes that take the place of a lost second factor, each once: `ABCD-EFGH-JKMN-PQRS`, 80 bits
/// each.
package struct RecoveryCodes: Hashable, Sendable {
    package let texts: [String]

    package init(drawnFrom world: World, count: Limit) {
        texts = (0..<count.count).map { _ in
            let letters = Array(Base32.text(world.bytes(10)))
            return stride(from: 0, to: letters.count, by: 4).map {
                String(letters[$0..<min($0 + 4, letters.count)])
            }.joined(separator: "-")
        }
    }

    /// As it is stored; nil when the text is no such code. Small letters and spaces are taken.
    package static func digest(of text: String, by provider: Provider) -> Digest? {
        guard let bytes = Base32.bytes(text), bytes.count == 10 else { return nil }
        return Digest(of: bytes, by: provider)
    }
}
