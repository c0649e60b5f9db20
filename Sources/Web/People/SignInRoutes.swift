import Basics
package import Pages
package import People
import Rules
import Sealing
import Storage

/// Signing in, its steps, and signing out.
package func signInRoutes() -> [Route] {
    [
        .get("/session/new", .anyone) { ask in
            if let signedIn = ask.signedIn {
                return .redirect(to: onward(signedIn, next: ask.query["next"]))
            }
            let values = FormValues([AddressItem("next", ask.query["next"] ?? "")])
            return .page(signInPage(values, isSample: ask.city.folder.isSample))
        },
        .post("/session", .anyone, answer: signIn),
        .delete("/session", .arriving) { ask in
            guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
            let occasion = try ask.occasion
            try await ask.store.write { try $0.signOut(signedIn, on: occasion) }
            return .left(to: .signIn(), said: "已退出。")
        },
        .get("/session/code", .arriving) { _ in .page(secondFactorPage(FormValues())) },
        .post("/session/code", .arriving, answer: giveCode),
        .get("/account/authenticator", .arriving) { ask in try await enrolment(ask) },
        .post("/account/authenticator", .arriving, answer: confirmEnrolment),
        .get("/account/password", .arriving) { ask in
            .page(passwordPage(FormValues(), isForced: isForced(ask)))
        },
        .post("/account/password", .arriving, answer: changePassword),
    ]
}

/// Where a member who may come in begins: the city's work, or the administrators' own pages.
package func landing(of member: Member) -> Address {
    if member.may(.seeProjects) { return .home }
    return member.may(.readJournal) ? .journal() : .members
}

private func onward(_ signedIn: SignedIn, next: String?) -> Address {
    guard signedIn.requirements.isEmpty else { return step(signedIn.requirements) }
    // Only a path of this city is gone back to, never another site's address.
    if let next, next.hasPrefix("/"), !next.hasPrefix("//"), !next.contains("\\"),
        next.utf8.allSatisfy({ $0 > 32 && $0 < 127 })
    {
        return .place(next)
    }
    return landing(of: signedIn.member)
}

private func isForced(_ ask: Ask) -> Bool {
    ask.signedIn?.requirements.contains(.newPassword) == true
}

@Sendable private func signIn(_ ask: Ask) async throws -> Answer {
    let login = ask.form["login"] ?? ""
    let password = ask.form.values["password"] ?? ""
    let (units, rules, now) = (ask.city.units, ask.city.signing, ask.now)
    let address = ask.remoteAddress
    let attempt = try await ask.store.read {
        try $0.signInAttempt(login: login, address: address, units: units, at: now, rules: rules)
    }
    // A password longer than any that may be set is not hashed.
    let isPlausible = password.unicodeScalars.count <= rules.longestPassword.count
    let hash = attempt.passwordHash
    let matches = try await ask.passwords.matches(isPlausible ? password : "", hash) && isPlausible
    let arrival = Arrival(address: address, agent: ask.agent, in: ask.world)
    let outcome = try await ask.store.write {
        try $0.signIn(
            attempt, passwordMatches: matches, arrival: arrival, units: units, rules: rules)
    }
    switch outcome {
    case .open(let signedIn):
        return .entered(arrival.secret, to: onward(signedIn, next: ask.form["next"]))
    case .refused(let refusal):
        let kept = [
            AddressItem("login", login), AddressItem("next", ask.form["next"] ?? ""),
        ]
        let values = FormValues(kept, problems: refusal.problems)
        return .page(signInPage(values, isSample: ask.city.folder.isSample), .unprocessable)
    }
}

@Sendable private func giveCode(_ ask: Ask) async throws -> Answer {
    let code = ask.form["code"] ?? ""
    let (secret, now, salt) = (ask.secret, ask.now, ask.world.bytes(16))
    let (units, rules) = (ask.city.units, ask.city.signing)
    let outcome = try await ask.store.write {
        try $0.giveCode(code, visit: secret, at: now, salt: salt, units: units, rules: rules)
    }
    switch outcome {
    case .open(let signedIn): return .redirect(to: onward(signedIn, next: nil))
    case .refused(.noVisit): throw SignInRefusal.noVisit
    case .refused(let refusal):
        return .page(
            secondFactorPage(FormValues(problems: refusal.problems)), .unprocessable)
    }
}

/// The page of a second factor that waits for its first code; one is drawn for who has none.
private func enrolment(
    _ ask: Ask, problems: [Problem] = [], status: AnswerStatus = .ok
) async throws -> Answer {
    guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
    let member = signedIn.member
    if signedIn.requirements.contains(.secondFactor) { return .redirect(to: .secondFactor) }
    var factor = try await ask.store.read { try $0.credential(of: member.id)?.factor }
    if factor == nil {
        let secret = OneTimeSecret(bytes: ask.world.bytes(OneTimeSecret.byteCount))
        try await ask.store.write { try $0.beginEnrolment(secret, of: member) }
        factor = SecondFactor(secret: secret)
    }
    guard let factor, factor.confirmedAt == nil else { return .redirect(to: .account) }
    let issuer = "Headwater " + ask.city.code
    return .page(
        enrolmentPage(
            FormValues(problems: problems), secret: factor.secret.base32,
            address: factor.secret.enrolmentAddress(issuer: issuer, account: member.login)),
        status)
}

@Sendable private func confirmEnrolment(_ ask: Ask) async throws -> Answer {
    let code = ask.form["code"] ?? ""
    let (secret, now, salt) = (ask.secret, ask.now, ask.world.bytes(16))
    let (units, rules) = (ask.city.units, ask.city.signing)
    let codes = RecoveryCodes(drawnFrom: ask.world, count: rules.recoveryCodes)
    let outcome = try await ask.store.write {
        try $0.confirmEnrolment(
            code, codes: codes, visit: secret, at: now, salt: salt, units: units, rules: rules)
    }
    switch outcome {
    case .open(let signedIn):
        return .page(recoveryCodesPage(codes.texts, next: onward(signedIn, next: nil)))
    case .refused(.noVisit): throw SignInRefusal.noVisit
    case .refused(let refusal):
        return try await enrolment(ask, problems: refusal.problems, status: .unprocessable)
    }
}

@Sendable private func changePassword(_ ask: Ask) async throws -> Answer {
    guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
    let member = signedIn.member
    let present = ask.form.values["present"] ?? ""
    let new = ask.form.values["password"] ?? ""
    let (units, rules, occasion) = (ask.city.units, ask.city.signing, try ask.occasion)
    func again(_ problems: [Problem]) -> Answer {
        .page(passwordPage(FormValues(problems: problems), isForced: isForced(ask)), .unprocessable)
    }
    guard new == ask.form.values["again"] else {
        return again([Problem("两次输入的新密码不一样", at: .field("again"))])
    }
    guard let seen = try await ask.store.read({ try $0.credential(of: member.id)?.password })
    else { throw SignInRefusal.noVisit }
    let change = try await ask.passwords.change(
        from: present, to: new, login: member.login, seen: seen, salt: ask.world.bytes(16),
        rules: rules)
    do {
        let outcome = try await ask.store.write {
            try $0.changePassword(
                change, of: signedIn, on: occasion, units: units, rules: rules)
        }
        switch outcome {
        case .open(let changed) where changed.requirements.isEmpty:
            return .redirect(to: landing(of: member), said: "密码已修改。")
        case .open(let changed): return .redirect(to: step(changed.requirements))
        case .refused(.wrong):
            return again([Problem("现在的密码不正确", at: .field("present"))])
        case .refused(let refusal): return again(refusal.problems)
        }
    } catch let refusal as MemberRefusal {
        return again(refusal.problems)
    }
}
