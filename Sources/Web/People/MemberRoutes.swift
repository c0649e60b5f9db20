import Basics
import Pages
import People
import Rules
import Sealing
import Storage

/// Accounts and roles, for the system administrator and the security administrator.
package func memberRoutes() -> [Route] {
    let administrators = Route.Access.mayAny([.manageAccounts, .grantRoles, .manageVisits])
    return [
        .get("/members", administrators) { ask in .page(membersPage(try await membersView(ask))) },
        .post("/members", .may(.manageAccounts), answer: openAccount),
        .get("/members/{id}", administrators) { ask in
            .page(memberPage(try await memberView(ask)))
        },
        .post("/members/{id}/roles", .may(.grantRoles)) { ask in
            let roles = Set(ask.form.values.all("roles").compactMap { Role(rawValue: $0) })
            return try await change(ask, said: "角色已保存。") { tx, id, version, occasion in
                try tx.grant(
                    roles, to: id, version: version, on: occasion, units: ask.city.units)
            }
        },
        .post("/members/{id}/disabling", .may(.manageAccounts)) { ask in
            let reason = ask.form["reason"] ?? ""
            return try await change(ask, said: "账号已停用。") { tx, id, version, occasion in
                try tx.disable(
                    id, version: version, reason: reason, on: occasion, units: ask.city.units)
            }
        },
        .delete("/members/{id}/disabling", .may(.manageAccounts)) { ask in
            try await change(ask, said: "账号已启用。") { tx, id, version, occasion in
                try tx.enable(id, version: version, on: occasion, units: ask.city.units)
            }
        },
        .post("/members/{id}/leaving", .may(.manageAccounts)) { ask in
            try await change(ask, said: "已办理离岗。") { tx, id, version, occasion in
                try tx.leave(
                    id, version: version, on: occasion, units: ask.city.units,
                    rules: ask.city.signing)
            }
        },
        .post("/members/{id}/handover", .may(.manageAccounts)) { ask in
            guard let taker = ask.form["taker"].flatMap({ Identifier($0) }) else {
                let problem = Problem("请选择接手人", at: .field("taker"))
                return .page(
                    memberPage(try await memberView(ask), ask.form.refused([problem])),
                    .unprocessable)
            }
            return try await change(ask, said: "已移交。") { tx, id, _, occasion in
                try tx.handOver(from: id, to: taker, on: occasion, units: ask.city.units)
            }
        },
        .post("/members/{id}/password", .may(.manageAccounts), answer: resetPassword),
        .delete("/members/{id}/factor", .may(.manageVisits)) { ask in
            try await change(ask, said: "下次登录时重新绑定。") { tx, id, _, occasion in
                try tx.resetFactor(of: id, on: occasion, units: ask.city.units)
            }
        },
        .delete("/members/{id}/lock", .may(.manageVisits)) { ask in
            try await change(ask, said: "已解除锁定。") { tx, id, _, occasion in
                try tx.unlock(
                    id, on: occasion, units: ask.city.units, rules: ask.city.signing)
            }
        },
    ]
}

/// One change of one member; a refusal shows the member's page with what is wrong.
private func change(
    _ ask: Ask, said: Phrase,
    _ body: @escaping @Sendable (any Transaction, Identifier, Int, Occasion) throws -> some Sendable
) async throws -> Answer {
    let id = try ask.identifier(.member)
    let version = ask.form["version"].flatMap { Int($0) } ?? 0
    let occasion = try ask.occasion
    do {
        _ = try await ask.store.write { try body($0, id, version, occasion) }
    } catch MemberRefusal.unknown {
        throw NoSuchPage()
    } catch let refusal as MemberRefusal {
        if case .forbidden = refusal { throw refusal }
        return .page(
            memberPage(try await memberView(ask), ask.form.refused(refusal.problems)),
            .unprocessable)
    }
    return .redirect(to: .member(id), said: said)
}

private func membersView(_ ask: Ask) async throws -> MembersView {
    let city = ask.city
    let (units, today) = (city.units, ask.today)
    let members = try await ask.store.read { try $0.members(units: units) }
    return MembersView(
        members: members.map { MemberRow($0, unit: unitName($0.unit, city)) },
        units: units.all.filter { $0.exists(on: today) }.map { Choice($0.id, name: $0.name) },
        mayOpen: try ask.member.may(.manageAccounts))
}

private func memberView(_ ask: Ask) async throws -> MemberView {
    let id = try ask.identifier(.member)
    let (city, units) = (ask.city, ask.city.units)
    let (found, duties, others) = try await ask.store.read { tx in
        (try tx.member(id, units: units), try tx.duties(of: id), try tx.members(units: units))
    }
    let member = try found.orNoSuchPage()
    let reader = try ask.member
    return MemberView(
        row: MemberRow(member, unit: unitName(member.unit, city)), duties: duties,
        takers: others.filter { $0.id != id && !$0.isDisabled && !$0.roles.isEmpty }
            .map { Choice($0.id.text, text: $0.name) },
        mayManage: reader.may(.manageAccounts), mayGrant: reader.may(.grantRoles),
        mayEndVisits: reader.may(.manageVisits))
}

@Sendable private func openAccount(_ ask: Ask) async throws -> Answer {
    let city = ask.city
    let endsText = ask.form["ends_on"]
    let endsOn = endsText.flatMap { Day(text: $0) }
    let draft = MemberDraft(
        login: ask.form["login"] ?? "", name: ask.form["name"] ?? "",
        unit: ask.form["unit"] ?? "", endsOn: endsOn)
    let id = ask.world.identifier(.member)
    let password = Password.drawn(from: ask.world)
    let occasion = try ask.occasion
    var problems = draft.problems(units: city.units, today: ask.today)
    if endsText != nil, endsOn == nil {
        problems.append(Problem("日期应为2026-12-31的样子", at: .field("ends_on")))
    }
    do {
        guard problems.isEmpty else { throw MemberRefusal.invalid(problems) }
        let hash = try await ask.passwords.hash(password, salt: ask.world.bytes(16))
        let account = NewAccount(draft, id: id, password: hash)
        _ = try await ask.store.write {
            try $0.addMember(account, on: occasion, units: city.units, rules: city.signing)
        }
    } catch let refusal as MemberRefusal {
        if case .forbidden = refusal { throw refusal }
        return .page(
            membersPage(try await membersView(ask), ask.form.refused(refusal.problems)),
            .unprocessable)
    }
    return .page(
        temporaryPasswordPage(name: draft.name, login: draft.login, password: password), .created)
}

@Sendable private func resetPassword(_ ask: Ask) async throws -> Answer {
    let id = try ask.identifier(.member)
    let (units, occasion) = (ask.city.units, try ask.occasion)
    let found = try await ask.store.read { try $0.member(id, units: units) }
    let member = try found.orNoSuchPage()
    let password = Password.drawn(from: ask.world)
    let hash = try await ask.passwords.hash(password, salt: ask.world.bytes(16))
    try await ask.store.write {
        try $0.resetPassword(of: id, to: hash, on: occasion, units: units)
    }
    return .page(
        temporaryPasswordPage(name: member.name, login: member.login, password: password),
        .created)
}
