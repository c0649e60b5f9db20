import Basics
import HTTPTypes
import Markup
import Pages
import People
import Storage
import Synchronization
import Testing
import Web

/// A form that counts how often it was done.
private final class Counter: Sendable {
    let count = Mutex(0)

    var routes: [Route] {
        [
            atHome,
            .get("/try", .member) { ask in
                .page(
                    Page("试") {
                        postForm(to: .place("/try")) {
                            textField("name", "名称", in: FormValues())
                            submitButton("交")
                        }
                    })
            },
            .post("/try", .member) { ask in
                if ask.form["name"] == "fault" { throw StorageFault.corrupt("secret detail") }
                if ask.form["name"] == "refuse" {
                    throw MemberRefusal.invalid([Problem("不行", at: .field("name"))])
                }
                self.count.withLock { $0 += 1 }
                return .redirect(to: .place("/try"), said: "办好了:\(ask.form["name"] ?? "")")
            },
            .delete("/try", .member) { _ in
                self.count.withLock { $0 -= 1 }
                return .redirect(to: .place("/try"))
            },
            .get("/secret", .may(.readJournal)) { _ in .page(Page("密") { p("机密") }) },
        ]
    }

    var value: Int { count.withLock { $0 } }
}

private func entered(_ city: TestCity, _ house: House) async throws -> WebClient {
    let client = WebClient(house)
    try await client.signIn(city.root, "office", TestCity.password)
    return client
}

private func office(_ counter: Counter) async throws -> (TestCity, House) {
    let city = try TestCity()
    try await city.addMember("office", .headquarters)
    return (city, try city.house(counter.routes))
}

@Test("a form without its token, with another's, or from another site does nothing")
func formTokens() async throws {
    let counter = Counter()
    let (city, house) = try await office(counter)
    let (mine, other) = (try await entered(city, house), try await entered(city, house))
    let place = city.root + "/try"
    #expect(try await mine.post(place, [("name", "x")]).status == 403)
    try await other.get(place)
    let stolen = try #require(await other.page.forms.first { $0.action == place })
    #expect(try await mine.post(place, stolen.fields).status == 403)
    try await mine.get(place)
    let foreign = try await mine.submit(
        place, [("name", "x")], headers: [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"])
    #expect(foreign.status == 403)
    try await mine.get(place)
    let origin = try await mine.submit(
        place, [("name", "x")], headers: [.origin: "https://evil.example"])
    #expect(origin.status == 403)
    #expect(counter.value == 0)
}

@Test("a form sent twice is done once and answered the same")
func twice() async throws {
    let counter = Counter()
    let (city, house) = try await office(counter)
    let client = try await entered(city, house)
    let place = city.root + "/try"
    try await client.get(place)
    let form = try #require(await client.page.forms.first { $0.action == place })
    let fields = form.fields.filter { $0.0 != "name" } + [("name", "<i>甲</i>")]
    let first = try await client.post(place, fields)
    #expect(first.words.contains("办好了:<i>甲</i>"))
    #expect(!first.text.contains("<i>"))
    let second = try await client.post(place, fields)
    #expect(second.status == 200 && second.path == place)
    #expect(counter.value == 1)
    // Said once.
    #expect(try await !client.get(place).words.contains("办好了"))
}

@Test("a form that was refused or failed may be sent again")
func refusedForm() async throws {
    let counter = Counter()
    let (city, house) = try await office(counter)
    let client = try await entered(city, house)
    let place = city.root + "/try"
    try await client.get(place)
    let tokens = try #require(await client.page.forms.first { $0.action == place }).fields
        .filter { $0.0 != "name" }
    #expect(try await client.post(place, tokens + [("name", "refuse")]).status == 422)
    let fault = try await client.post(place, tokens + [("name", "fault")])
    #expect(fault.status == 500)
    #expect(fault.words.contains("编号"))
    #expect(!fault.text.contains("secret detail"))
    #expect(try await client.post(place, tokens + [("name", "ok")]).status == 200)
    #expect(counter.value == 1)
}

@Test("a form may say DELETE; a method that an address does not take is refused")
func methods() async throws {
    let counter = Counter()
    let (city, house) = try await office(counter)
    let client = try await entered(city, house)
    let place = city.root + "/try"
    try await client.get(place)
    try await client.submit(place, [("method", "DELETE")])
    #expect(counter.value == -1)
    try await client.get(place)
    let form = try #require(await client.page.forms.first { $0.action == place })
    #expect(try await client.post(city.root + "/account", form.fields).status == 405)
    #expect(try await client.ask(.put, place).status == 405)
    #expect(try await client.ask(.head, place).bytes.isEmpty)
}

@Test("what may not be opened is refused, what is not there is not found, in words")
func refusedPages() async throws {
    let counter = Counter()
    let (city, house) = try await office(counter)
    let client = try await entered(city, house)
    let forbidden = try await client.get(city.root + "/secret")
    #expect(forbidden.status == 403)
    #expect(!forbidden.words.contains("机密"))
    for path in ["/nowhere", "/%FF", "/..%2f..%2fetc"] {
        #expect(try await client.get(city.root + path).status == 404, "\(path)")
    }
    #expect(try await client.get("/c/000000/").status == 404)
    #expect(try await client.get("/assets/../Package.swift").status == 404)
    #expect(try await client.get("/").path == city.root + "/")
    #expect(try await client.get("/healthz").text == "ok\n")
}

@Test(
    "every answer carries the headers that keep a browser on our side",
    arguments: [
        "/healthz", "/nowhere", "/c/990100/session/new", "/c/990100/account",
    ])
func headers(path: String) async throws {
    let city = try TestCity()
    let client = WebClient(try city.house([atHome]))
    let page = try await client.ask(.get, path, following: false)
    let policy = try #require(page.headers[.contentSecurityPolicy])
    #expect(policy.contains("default-src 'self'"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(page.headers[.xContentTypeOptions] == "nosniff")
    #expect(page.headers[HTTPField.Name("Referrer-Policy")!] == "same-origin")
    #expect(page.headers[.cacheControl] == "no-store")
    #expect(!page.text.contains(" style=") && !page.text.contains("<style"))
    #expect(!page.text.contains(" onclick="))
}

@Test("the cookie of a visit is closed to scripts and to other sites, and Secure behind TLS")
func cookieFlags() async throws {
    let city = try TestCity()
    let house = try city.house([atHome], proxies: ["10.0.0.1"])
    let path = city.root + "/session/new"
    let plain = try await WebClient(house).get(path).headers[.setCookie] ?? ""
    #expect(plain.contains("HttpOnly") && plain.contains("SameSite=Lax"))
    #expect(plain.contains("Path=\(city.root)"))
    #expect(!plain.contains("Secure"))
    let forwarded: HTTPFields = [HTTPField.Name("X-Forwarded-Proto")!: "https"]
    let proxied = try await WebClient(house, peer: "10.0.0.1").get(path, headers: forwarded)
    #expect((proxied.headers[.setCookie] ?? "").contains("Secure"))
    // Only a proxy that is known is believed.
    let claimed = try await WebClient(house).get(path, headers: forwarded)
    #expect(!(claimed.headers[.setCookie] ?? "").contains("Secure"))
}

@Test("the reader chooses the language and keeps it")
func language() async throws {
    let city = try TestCity()
    let client = WebClient(try city.house([atHome]))
    let chinese = try await client.get(city.root + "/session/new")
    #expect(chinese.words.contains("登录"))
    let english = try await client.get(city.root + "/session/new?lang=en")
    #expect(english.text.contains("lang=\"en\""))
    #expect(english.words.contains("Sign in"))
    #expect(try await client.get(city.root + "/session/new").words.contains("Sign in"))
    #expect(try await client.get(city.root + "/session/new?lang=zh").words.contains("登录"))
}

@Test("our files have their hash in the address and are not sent again")
func assets() async throws {
    let city = try TestCity()
    let client = WebClient(try city.house([atHome]))
    let page = try await client.get(city.root + "/session/new")
    let style = try #require(page.links.first { $0.hasSuffix(".css") })
    let file = try await client.get(style)
    #expect(file.headers[.contentType] == "text/css; charset=utf-8")
    #expect((file.headers[.cacheControl] ?? "").contains("immutable"))
    let tag = try #require(file.headers[.eTag])
    let again = try await client.get(style, headers: [.ifNoneMatch: tag])
    #expect(again.status == 304 && again.bytes.isEmpty)
}

@Test("a visitor may send little, and a body that says it is long is not read")
func largeBodies() async throws {
    let city = try TestCity()
    let client = WebClient(try city.house([atHome]))
    try await client.get(city.root + "/session/new")
    let long = String(repeating: "x", count: 20_000)
    #expect(try await client.submit(city.root + "/session", [("login", long)]).status == 413)
    let lying = try await client.ask(
        .post, city.root + "/session",
        headers: [.contentLength: "9000000000", .contentType: "application/x-www-form-urlencoded"])
    #expect(lying.status == 413)
    #expect(lying.words.contains("一次最多送"))
}
