package import Basics
package import Sealing

/// The secret behind one visit: 256 random bits in the cookie, only their digest in the database.
/// The form tokens hang on it too. Also made for a visitor who has not signed in, whose form
/// needs a token as well.
package struct VisitSecret: Hashable, Sendable {
    package static let byteCount = 32

    package let bytes: [UInt8]

    package init(drawnFrom world: World) { bytes = world.bytes(VisitSecret.byteCount) }

    /// Nil when the cookie is not 64 hexadecimal digits.
    package init?(cookie: some StringProtocol) {
        guard let bytes = hexBytes(cookie), bytes.count == VisitSecret.byteCount else {
            return nil
        }
        self.bytes = bytes
    }

    package var cookie: String { hexText(bytes) }

    package func digest(by provider: Provider) -> Digest { Digest(of: bytes, by: provider) }

    /// The hidden field of a form. It holds for this visit and this purpose (`collect`,
    /// `sign-out`).
    package func formToken(for purpose: String, by provider: Provider) -> String {
        Digest(authenticating: Array("form:\(purpose)".utf8), key: bytes, by: provider).hex
    }

    package func accepts(formToken: String, for purpose: String, by provider: Provider) -> Bool {
        areEqualInConstantTime(
            Array(formToken.utf8), Array(self.formToken(for: purpose, by: provider).utf8))
    }
}

/// One visit, from sign-in to sign-out, as its owner and the security administrator see it.
package struct Visit: Hashable, Sendable {
    package static let longestAgent: Limit = 200
    package static let longestAddress: Limit = 64

    package let id: Identifier
    package let member: Identifier
    package let createdAt: Instant
    package var seenAt: Instant
    /// When the second factor was given; nil: not yet, or none is needed.
    package var factorAt: Instant?
    package let address: String
    package let agent: String
    package var endedAt: Instant?
    package var endReason: VisitEnd?

    package init(
        id: Identifier, member: Identifier, createdAt: Instant, seenAt: Instant? = nil,
        factorAt: Instant? = nil, address: String, agent: String, endedAt: Instant? = nil,
        endReason: VisitEnd? = nil
    ) {
        self.id = id
        self.member = member
        self.createdAt = createdAt
        self.seenAt = seenAt ?? createdAt
        self.factorAt = factorAt
        self.address = String(address.prefix(Visit.longestAddress.count))
        self.agent = String(agent.prefix(Visit.longestAgent.count))
        self.endedAt = endedAt
        self.endReason = endReason
    }

    /// Whether the visit may go on: not ended, not idle too long, not older than a day's work,
    /// and not waiting too long for its second factor.
    package func isOpen(
        at now: Instant, awaitsFactor: Bool = false, rules: SigningRules
    ) -> Bool {
        let longest = awaitsFactor ? rules.factorSeconds : rules.visitSeconds
        return endedAt == nil && now < seenAt.adding(seconds: rules.idleSeconds)
            && now < createdAt.adding(seconds: longest)
    }

    /// Whether `seenAt` is worth a write.
    package func wantsTouch(at now: Instant, rules: SigningRules) -> Bool {
        now >= seenAt.adding(seconds: rules.touchSeconds)
    }
}

package enum VisitEnd: String, Sendable, CaseIterable {
    case signedOut = "signed_out"
    case signedOutEverywhere = "signed_out_everywhere"
    case passwordChanged = "password_changed"
    case endedByAdministrator = "ended_by_administrator"
    case accountClosed = "account_closed"
}

/// Somebody at the sign-in form, with all that is drawn before the transaction.
package struct Arrival: Hashable, Sendable {
    package let visit: Identifier
    /// For the cookie of the visit that may come of it.
    package let secret: VisitSecret
    /// The second factor of one who needs it and has none yet.
    package let factor: OneTimeSecret
    package let address: String
    package let agent: String
    package let at: Instant
    package let salt: [UInt8]

    package init(address: String, agent: String, in world: World) {
        visit = world.identifier(.session)
        secret = VisitSecret(drawnFrom: world)
        factor = OneTimeSecret(bytes: world.bytes(OneTimeSecret.byteCount))
        self.address = address
        self.agent = agent
        at = world.now()
        salt = world.bytes(16)
    }
}

/// A visit with its member, as every request loads it.
package struct SignedIn: Hashable, Sendable {
    package let visit: Visit
    package let member: Member
    /// Empty: the whole of what the member may do. Else only these steps.
    package let requirements: [Requirement]

    package init(visit: Visit, member: Member, requirements: [Requirement]) {
        self.visit = visit
        self.member = member
        self.requirements = requirements
    }

    /// The member, once nothing is left to do first.
    package func entered() throws(SignInRefusal) -> Member {
        guard requirements.isEmpty else { throw .unfinished(requirements) }
        return member
    }
}
