import Basics
import Foundation
import HTTPTypes
import Markup
import Pages
import People
import Rules
import Sealing
import Storage
import Testing
import Web

@Test("a visitor is led to sign in and comes back to the page that was asked for")
func signingIn() async throws {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    let client = WebClient(try city.house([atHome]))
    let door = try await client.get(city.root + "/account")
    #expect(door.status == 200)
    #expect(door.path == city.root + "/session/new?next=%2Faccount")
    #expect(door.text.contains("lang=\"zh-CN\""))
    let entered = try await client.submit(
        city.root + "/session", [("login", "office"), ("password", TestCity.password)])
    #expect(entered.status == 200)
    #expect(entered.path == city.root + "/account")
    #expect(entered.words.contains("测试·office"))
    let out = try await client.submit(city.root + "/session")
    #expect(out.path == city.root + "/session/new")
    #expect(out.words.contains("已退出。"))
    let again = try await client.get(city.root + "/account")
    #expect(again.path.hasPrefix(city.root + "/session/new"))
}

@Test("a wrong password keeps the login that was typed, and says no more than that it is wrong")
func wrongPassword() async throws {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    let client = WebClient(try city.house([atHome]))
    let known = try await client.signIn(city.root, "office", "not this one")
    let unknown = try await client.signIn(city.root, "nobody", "not this one")
    #expect(known.status == 422 && unknown.status == 422)
    #expect(known.text.contains("value=\"office\""))
    #expect(!known.text.contains("not this one"))
    #expect(
        known.words.split(separator: "office").joined()
            == unknown.words.split(separator: "nobody").joined())
    for _ in 0..<4 { try await client.signIn(city.root, "office", "not this one") }
    let locked = try await client.signIn(city.root, "office", TestCity.password)
    #expect(locked.status == 422)
    #expect(locked.words.contains("尝试次数过多"))
    city.clock.advance(seconds: 16 * 60)
    let open = try await client.signIn(city.root, "office", TestCity.password)
    #expect(open.status == 200)
}

@Test(
    "an administrator sets up a second factor before anything else, and is asked for it next time")
func secondFactor() async throws {
    let city = try TestCity()
    let member = try await city.addMember("audit", .auditAdministrator)
    let client = WebClient(try city.house([atHome]))
    let enrolment = try await client.signIn(city.root, "audit", TestCity.password)
    #expect(enrolment.path == city.root + "/account/authenticator")
    let early = try await client.get(city.root + "/journal")
    #expect(early.path == city.root + "/account/authenticator")
    let wrong = try await client.submit(
        city.root + "/account/authenticator", [("code", "000000")])
    #expect(wrong.status == 422)
    let credential = try await city.store.read { try $0.credential(of: member.id) }
    let secret = try #require(credential?.factor?.secret)
    let codes = try await client.submit(
        city.root + "/account/authenticator", [("code", code(secret, city))])
    #expect(codes.status == 200)
    #expect(codes.words.contains("备用码"))
    let journal = try await client.get(city.root + "/journal")
    #expect(journal.status == 200)
    #expect(journal.words.contains("sign_in.factor"))
    try await client.submit(city.root + "/session")
    city.clock.advance(seconds: 60)
    let second = try await client.signIn(city.root, "audit", TestCity.password)
    #expect(second.path == city.root + "/session/code")
    let inside = try await client.submit(
        city.root + "/session/code", [("code", code(secret, city))])
    #expect(inside.path == city.root + "/journal")
}

@Test("a visit that rests too long is over")
func idleSignOut() async throws {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    let client = WebClient(try city.house([atHome]))
    try await client.signIn(city.root, "office", TestCity.password)
    city.clock.advance(seconds: 29 * 60)
    #expect(try await client.get(city.root + "/account").path == city.root + "/account")
    city.clock.advance(seconds: 31 * 60)
    #expect(try await client.get(city.root + "/account").path.contains("/session/new"))
}

@Test("a member changes the own password and the old one is void")
func changingPassword() async throws {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    let client = WebClient(try city.house([atHome]))
    try await client.signIn(city.root, "office", TestCity.password)
    try await client.get(city.root + "/account/password")
    let action = city.root + "/account/password"
    let short = try await client.submit(
        action, [("present", TestCity.password), ("password", "short"), ("again", "short")])
    #expect(short.status == 422)
    #expect(short.words.contains("密码至少10个字符"))
    #expect(short.text.contains("id=\"f-password-problem\""))
    let new = "Lan-Hai.90417"
    let done = try await client.submit(
        action, [("present", TestCity.password), ("password", new), ("again", new)])
    #expect(done.words.contains("密码已修改。"))
    let other = WebClient(try city.house([atHome]))
    #expect(try await other.signIn(city.root, "office", TestCity.password).status == 422)
    #expect(try await other.signIn(city.root, "office", new).status == 200)
}

@Test("the system administrator opens an account, the security administrator gives it a role")
func openingAccounts() async throws {
    let city = try TestCity()
    let house = try city.house([atHome])
    let system = try await enteredAdministrator("system", .systemAdministrator, city, house)
    let security = try await enteredAdministrator("security", .securityAdministrator, city, house)
    try await system.get(city.root + "/members")
    let refused = try await system.submit(
        city.root + "/members", [("name", "<b>新人</b>"), ("login", "X"), ("unit", "none")])
    #expect(refused.status == 422)
    #expect(refused.text.contains("value=\"&lt;b&gt;新人&lt;/b&gt;\""))
    #expect(refused.text.contains("id=\"f-login-problem\""))
    let unit = city.folder.units.first { $0.kind == .headquarters }?.id ?? ""
    let opened = try await system.submit(
        city.root + "/members", [("name", "新人"), ("login", "new"), ("unit", unit)])
    #expect(opened.status == 201)
    #expect(opened.words.contains("临时密码"))
    let units = city.city.units
    let member = try #require(
        try await city.store.read { try $0.member(login: "new", units: units) })
    let place = city.root + "/members/\(member.id)"
    #expect(try await system.get(place).forms.allSatisfy { !$0.action.hasSuffix("/roles") })
    try await security.get(place)
    let granted = try await security.submit(place + "/roles", [("roles", "headquarters")])
    #expect(granted.words.contains("角色已保存。"))
    // The same form from before: somebody saved meanwhile.
    let stale = try await security.post(
        place + "/roles",
        (security.page.forms.first { $0.action == place + "/roles" }?.fields ?? [])
            .map { $0.0 == "version" ? ("version", "1") : $0 })
    #expect(stale.status == 422)
    #expect(stale.words.contains("别人刚刚修改过这个账号"))
}

@Test("a token is shown once, reads what its member may read, and ends when it is revoked")
func tokens() async throws {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    let twin = Route.get("/api/v1/who", .member) { ask in
        .json(.object(["login": .string(try ask.member.login)]))
    }
    let house = try city.house([atHome, twin])
    let client = WebClient(house)
    try await client.signIn(city.root, "office", TestCity.password)
    try await client.get(city.root + "/account/tokens")
    let made = try await client.submit(city.root + "/account/tokens", [("name", "统计处")])
    let start = try #require(made.text.range(of: "hw_"))
    let token = String(made.text[start.lowerBound...].prefix(67))
    let program = WebClient(house)
    let headers: HTTPFields = [.authorization: "Bearer \(token)"]
    let answer = try await program.get(city.root + "/api/v1/who", headers: headers)
    #expect(answer.text == "{\"login\":\"office\"}\n")
    #expect(try await program.get(city.root + "/api/v1/who").status == 403)
    // A token opens the interface and no page.
    #expect(
        try await program.get(city.root + "/account", headers: headers).path.contains("session"))
    let list = try await client.get(city.root + "/account/tokens")
    let revoke = try #require(list.forms.first { $0.action.contains("/account/tokens/T") })
    try await client.submit(revoke.action)
    #expect(
        try await program.get(city.root + "/api/v1/who", headers: headers).status == 403)
}

/// A first page for members, in place of the city's.
let atHome = Route.get("/", .member) { _ in
    .page(Page("首页") { pageTitle("首页") })
}

func code(_ secret: OneTimeSecret, _ city: TestCity) -> String {
    secret.code(counter: OneTimeSecret.step(at: city.world.now()))
}

func enteredAdministrator(
    _ login: String, _ role: Role, _ city: TestCity, _ house: House
) async throws -> WebClient {
    let member = try await city.addMember(login, role)
    let client = WebClient(house)
    try await client.signIn(city.root, login, TestCity.password)
    let credential = try await city.store.read { try $0.credential(of: member.id) }
    let secret = try #require(credential?.factor?.secret)
    try await client.submit(
        city.root + "/account/authenticator", [("code", code(secret, city))])
    return client
}
