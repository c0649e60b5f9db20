import Basics
import Pages
import People
import Rules
import Storage

/// A member's own account: visits and tokens.
package func accountRoutes() -> [Route] {
    [
        .get("/account", .member, answer: showAccount),
        .delete("/account/visits", .member) { ask in
            guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
            let occasion = try ask.occasion
            try await ask.store.write { try $0.signOutEverywhere(signedIn, on: occasion) }
            return .left(to: .signIn(), said: "所有设备都已退出。")
        },
        .delete("/account/visits/{id}", .member) { ask in
            let id = try ask.identifier(.session)
            let (units, occasion, member) = (ask.city.units, try ask.occasion, try ask.member)
            try await ask.store.write {
                guard try $0.visits(of: member.id).contains(where: { $0.id == id }) else {
                    throw NoSuchPage()
                }
                try $0.endVisit(id, on: occasion, units: units)
            }
            return .redirect(to: .account, said: "那次登录已结束。")
        },
        .get("/account/tokens", .may(.makeTokens)) { ask in
            .page(tokensPage(try await tokensView(ask)))
        },
        .post("/account/tokens", .may(.makeTokens), answer: makeToken),
        .delete("/account/tokens/{id}", .may(.makeTokens)) { ask in
            let id = try ask.identifier(.token)
            let (units, occasion, member) = (ask.city.units, try ask.occasion, try ask.member)
            try await ask.store.write {
                guard try $0.tokens(of: member.id).contains(where: { $0.id == id }) else {
                    throw NoSuchPage()
                }
                try $0.revokeToken(id, on: occasion, units: units)
            }
            return .redirect(to: .tokens, said: "令牌已作废。")
        },
    ]
}

@Sendable private func showAccount(_ ask: Ask) async throws -> Answer {
    guard let signedIn = ask.signedIn else { throw SignInRefusal.noVisit }
    let member = signedIn.member
    let (visits, credential, codes) = try await ask.store.read { tx in
        (
            try tx.visits(of: member.id, limit: 20), try tx.credential(of: member.id),
            try tx.recoveryCodesLeft(of: member.id)
        )
    }
    return .page(
        accountPage(
            AccountView(
                member: member, unit: unitName(member.unit, ask.city), visits: visits,
                visit: signedIn.visit.id, hasFactor: credential?.factor?.confirmedAt != nil,
                recoveryCodesLeft: codes, zoneOffset: ask.city.folder.zoneOffset)))
}

func unitName(_ id: String, _ city: City) -> LocalName {
    city.units[id]?.name ?? LocalName(zh: id)
}

private func tokensView(_ ask: Ask, made: String? = nil) async throws -> TokensView {
    let member = try ask.member
    let tokens = try await ask.store.read { try $0.tokens(of: member.id) }
    return TokensView(tokens: tokens, zoneOffset: ask.city.folder.zoneOffset, made: made)
}

@Sendable private func makeToken(_ ask: Ask) async throws -> Answer {
    let member = try ask.member
    let name = ask.form["name"] ?? ""
    let secret = ApiTokenSecret(drawnFrom: ask.world)
    let (id, rules, occasion) = (ask.world.identifier(.token), ask.city.signing, try ask.occasion)
    do {
        _ = try await ask.store.write {
            try $0.addToken(name, id: id, secret: secret, of: member, on: occasion, rules: rules)
        }
    } catch let refusal as MemberRefusal {
        return .page(
            tokensPage(try await tokensView(ask), ask.form.refused(refusal.problems)),
            .unprocessable)
    }
    return .page(tokensPage(try await tokensView(ask, made: secret.text)), .created)
}
