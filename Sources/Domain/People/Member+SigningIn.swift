package import Basics
package import Sealing

/// What the store knows when somebody types a login and a password. The password is matched
/// outside a transaction, since that takes a tenth of a second; an unknown login is matched
/// against `decoy`, so that it takes as long as a known one.
package struct SignInAttempt: Hashable, Sendable {
    package let login: String
    package let address: String
    package let member: Member?
    package let credential: Credential?
    package let byLogin: Failures
    package let byAddress: Failures

    package init(
        login: String, address: String, member: Member?, credential: Credential?,
        byLogin: Failures, byAddress: Failures
    ) {
        self.login = login
        self.address = address
        self.member = member
        self.credential = credential
        self.byLogin = byLogin
        self.byAddress = byAddress
    }

    package var passwordHash: PasswordHash { credential?.password ?? SignInAttempt.decoy }

    /// Costs what a real one costs; its last part was not computed from any password.
    private static let decoy = PasswordHash(
        text: "$argon2id$v=19$m=19456,t=2,p=1$aGVhZHdhdGVyLWRlY295IQ"
            + "$Q9TtIhf4o6p4JCk9wdyZ9jTGwqhvJYSkTBS5+4Xv2bE")

    package func lockedUntil(at now: Instant) -> Instant? {
        [byLogin, byAddress].compactMap { $0.lock(at: now) }.max()
    }
}

/// Failures of one login or one address within a window.
package struct Failures: Hashable, Sendable {
    package let count: Int
    package let since: Instant
    package let lockedUntil: Instant?

    package init(count: Int = 0, since: Instant, lockedUntil: Instant? = nil) {
        self.count = count
        self.since = since
        self.lockedUntil = lockedUntil
    }

    /// When the lock ends, while it holds.
    package func lock(at now: Instant) -> Instant? {
        lockedUntil.flatMap { now < $0 ? $0 : nil }
    }

    /// One failure more. A window that is over, and a lock that was served, begin anew.
    package func adding(
        at now: Instant, limit: Limit, rules: SigningRules
    ) -> Failures {
        let isOver = now >= since.adding(seconds: rules.failureWindowSeconds)
        let fresh = isOver || lockedUntil != nil && lock(at: now) == nil
        let total = fresh ? 1 : count + 1
        return Failures(
            count: total, since: fresh ? now : since,
            lockedUntil: total >= limit.count ? now.adding(seconds: rules.lockSeconds) : nil)
    }
}

package enum SignInRefusal: Refusal, Hashable {
    /// Login or password: which of them is not said.
    case wrong
    case wrongCode
    case locked(until: Instant, now: Instant)
    case disabled
    case ended(Day)
    case temporaryPasswordOver
    /// The visit is over, was ended, or never was.
    case noVisit
    /// Something else is to be done first, in this order.
    case unfinished([Requirement])

    package var problems: [Problem] {
        switch self {
        case .wrong: [Problem("登录名或密码不正确")]
        case .wrongCode: [Problem("验证码不正确或已用过", at: .field("code"))]
        case .locked(let until, let now):
            [Problem("尝试次数过多，请\(minutes(from: now, to: until))分钟后再试")]
        case .disabled: [Problem("账号已停用，请联系系统管理员")]
        case .ended(let day): [Problem("账号已于\(day)到期")]
        case .temporaryPasswordOver: [Problem("临时密码已过期，请系统管理员重置")]
        case .noVisit: [Problem("登录已失效，请重新登录")]
        case .unfinished(let requirements): requirements.map { Problem($0.label) }
        }
    }

    private func minutes(from now: Instant, to until: Instant) -> Int {
        Int((until.microseconds - now.microseconds + 59_999_999) / 60_000_000)
    }
}

/// What a visit must still do before it may open anything else.
package enum Requirement: String, Sendable, CaseIterable {
    case secondFactor = "second_factor"
    case enrolment
    case newPassword = "new_password"

    package var label: Phrase {
        switch self {
        case .secondFactor: "请输入动态验证码"
        case .enrolment: "请先绑定动态验证码"
        case .newPassword: "请先修改密码"
        }
    }
}

extension SignInAttempt {
    /// The decision about a login and a password. `passwordMatches` is the answer of
    /// `passwordHash.matches`. While a lock holds, the right password is refused as well, so that
    /// guessing learns nothing.
    package func decide(
        passwordMatches: Bool, at now: Instant, rules: SigningRules
    ) throws(SignInRefusal) -> (member: Member, credential: Credential) {
        if let until = lockedUntil(at: now) { throw .locked(until: until, now: now) }
        guard passwordMatches, let member, let credential else { throw .wrong }
        if member.isDisabled || member.roles.isEmpty { throw .disabled }
        let today = rules.day(of: now)
        if let endsOn = member.endsOn, member.isEnded(on: today) { throw .ended(endsOn) }
        let days = Int64(rules.temporaryPasswordDays)
        if credential.isTemporary,
            now > credential.passwordSetAt.adding(seconds: days * 86_400)
        {
            throw .temporaryPasswordOver
        }
        return (member, credential)
    }
}

extension SignInRefusal {
    /// Whether it counts towards a lock: only what a guess can bring about.
    package var countsAsFailure: Bool {
        switch self {
        case .wrong, .wrongCode: true
        default: false
        }
    }
}

extension Member {
    /// What a visit of this member must still do, in order. `factorAt` is when the visit gave its
    /// code.
    package func requirements(
        _ credential: Credential, factorAt: Instant?, at now: Instant, rules: SigningRules
    ) -> [Requirement] {
        var open: [Requirement] = []
        if credential.factor?.confirmedAt != nil {
            if factorAt == nil { open.append(.secondFactor) }
        } else if needsSecondFactor {
            open.append(.enrolment)
        }
        let over = credential.passwordSetAt.adding(seconds: Int64(rules.passwordDays) * 86_400)
        if credential.isTemporary || now > over { open.append(.newPassword) }
        return open
    }
}

extension Credential {
    /// Takes a code of the second factor; the first right one confirms it.
    package mutating func take(code: String, at now: Instant) throws(SignInRefusal) {
        guard var present = factor,
            let step = present.secret.step(
                matching: String(code.filter { !$0.isWhitespace }), at: now,
                lastUsed: present.lastStep)
        else { throw .wrongCode }
        present.lastStep = step
        if present.confirmedAt == nil { present.confirmedAt = now }
        factor = present
    }

    /// A password that its owner chose. `isSame` says that it matches the present one.
    package mutating func change(
        to hash: PasswordHash, isSame: Bool, problems: [Problem], at now: Instant
    ) throws(MemberRefusal) {
        var problems = problems
        if isSame {
            problems.append(Problem("新密码不得与原密码相同", at: .field("password")))
        }
        guard problems.isEmpty else { throw .invalid(problems) }
        password = hash
        passwordSetAt = now
        isTemporary = false
    }
}
