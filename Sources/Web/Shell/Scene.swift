import Basics
import HTTPTypes
import Hummingbird
import Markup
import Pages
import People
import Rules
import Sealing
import Storage

/// What is known of a request while it comes in: enough to answer it, and to answer in words when
/// something goes wrong half way.
struct Scene {
    let house: House
    let request: Request
    /// Without the query: all that the log is told.
    let path: String
    let remoteAddress: String
    let overTLS: Bool
    var city: City?
    var language: Language
    /// Set when the address chooses a language.
    var newLanguage: Language?
    var now: Instant
    /// For programs: they come with a token and are told in JSON.
    var isAPI = false
    var isReconciling = false
    var signedIn: SignedIn?
    /// The member of a token, where one came.
    var bearer: Member?
    var secret: VisitSecret
    /// Whether the secret came with the request; one made here is given with the page.
    var hasSecret = false

    init(house: House, request: Request, peer: String) {
        self.house = house
        self.request = request
        path = request.uri.path
        let isProxied = house.proxies.contains(peer)
        let chain = isProxied ? request.headers[.forwardedFor] : nil
        // The last entry is the one that our own proxy wrote.
        let last = chain?.split(separator: ",").last.map { trimmedBlanks(String($0)) }
        remoteAddress = last ?? peer
        overTLS = isProxied && request.headers[.forwardedProto] == "https"
        language = cookie(.language, in: request).flatMap { Language(rawValue: $0) } ?? .chinese
        now = house.world.now()
        secret = VisitSecret(drawnFrom: house.world)
    }
}

extension Scene {
    /// As the asker calls this server.
    var origin: String {
        let host = request.head.authority ?? request.headers[headerName("Host")] ?? "localhost"
        return (overTLS ? "https://" : "http://") + host
    }

    func response(_ answer: Answer) -> Response {
        switch answer {
        case .page(let page, let status): return framed(page, status)
        case .fragment(let html, let status):
            return htmlResponse(html.bytes(with: rendering), status)
        case .redirect(let address, let anchor, let said):
            return leading(to: address, anchor: anchor, said: said)
        case .file(let file):
            return Response(
                status: .ok,
                headers: [
                    .contentType: file.type.rawValue,
                    .contentDisposition:
                        "attachment; filename*=UTF-8''" + percentEncoded(file.name),
                ], body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
        case .json(let value, let status): return jsonResponse(value, status)
        case .entered(let secret, let address):
            var response = leading(to: address, anchor: nil, said: nil)
            setVisit(secret.cookie, &response)
            return response
        case .left(let address, let said):
            var response = leading(to: address, anchor: nil, said: said)
            setVisit("", seconds: 0, &response)
            return response
        }
    }

    var rendering: Rendering {
        Rendering(
            house.lexicon(language), root: city?.root ?? "",
            formToken: secret.formToken(
                for: "form", by: city?.signing.provider ?? .international),
            onceToken: String(house.world.random(), radix: 36))
    }

    private func setVisit(_ value: String, seconds: Int? = nil, _ response: inout Response) {
        response.setCookie(
            .visit, value, path: city?.root ?? "/", seconds: seconds, overTLS: overTLS)
    }

    private func leading(to address: Address, anchor: String?, said: Phrase?) -> Response {
        let root = city?.root ?? ""
        let place = root + address.path + (anchor.map { "#" + percentEncoded($0) } ?? "")
        var response = leading(to: place)
        if let said {
            response.setCookie(
                .said, cookieText(said), path: root + "/", seconds: 60, overTLS: overTLS)
        }
        return response
    }

    /// On to a place of this server.
    func leading(to place: String) -> Response {
        // htmx and our script would follow a 303 by themselves and swallow the page it leads to.
        if request.headers[.htmxRequest] == "true" {
            return Response(status: .ok, headers: [.htmxRedirect: place])
        }
        if request.headers[.upload] != nil {
            return Response(status: .ok, headers: [.next: place])
        }
        return redirect(to: place)
    }

    func framed(_ page: Page, _ status: AnswerStatus) -> Response {
        guard let city else { return outside(page, status) }
        let said = cookie(.said, in: request).flatMap(phrase(cookieText:))
        let other: Language = language == .english ? .chinese : .english
        let isReading = request.method == .get || request.method == .head
        let entered = signedIn.flatMap { $0.requirements.isEmpty ? $0.member : nil }
        let frame = PageFrame(
            city: city.folder.name, isSample: city.folder.isSample,
            reader: entered.map { reader($0, city) }, language: language,
            printedAt: now.minuteText(offset: city.folder.zoneOffset), assets: house.assets.page,
            otherLanguage: isReading
                ? path + queryText(currentQuery.setting("lang", to: other.rawValue))
                : city.root + "/?lang=\(other.rawValue)",
            message: said, hasOtherCities: house.cities.count > 1)
        var response = htmlResponse(page.document(in: frame).bytes(with: rendering), status)
        if said != nil {
            response.setCookie(.said, "", path: city.root + "/", seconds: 0, overTLS: overTLS)
        }
        if !hasSecret, bearer == nil { setVisit(secret.cookie, &response) }
        return response
    }

    private var currentQuery: AddressQuery {
        do { return AddressQuery(try readPairs((request.uri.query ?? "").utf8)) } catch {
            return AddressQuery()
        }
    }

    /// A page that belongs to no city.
    func outside(_ page: Page, _ status: AnswerStatus = .ok) -> Response {
        let other: Language = language == .english ? .chinese : .english
        let frame = PageFrame(
            city: LocalName(zh: "活水", en: "Headwater"), isSample: false, reader: nil,
            language: language, printedAt: now.minuteText(offset: 0), assets: house.assets.page,
            otherLanguage: "/?lang=\(other.rawValue)")
        return htmlResponse(page.document(in: frame).bytes(with: rendering), status)
    }

    private func reader(_ member: Member, _ city: City) -> PageReader {
        PageReader(
            name: member.name,
            unit: city.units[member.unit]?.name ?? LocalName(zh: member.unit),
            areas: areas(of: member))
    }
}

extension Member {
    /// The city's table is for who makes it and for who sees all of the city: a rank among some of
    /// the units would mislead.
    var readsDispatch: Bool { may(.makeDispatch) || may(.seeProjects) && sight == .all }
}

/// The entries of the navigation that a member's roles open.
func areas(of member: Member) -> [Area] {
    var areas: [Area] = []
    if member.may(.collect) { areas.append(.collect) }
    if member.may(.seeProjects) { areas += [.suspects, .changes] }
    if member.readsDispatch { areas.append(.dispatch) }
    if member.may(.seeProjects) {
        areas += [.projects, .indicators, .orders, .plan, .companies, .chains, .documents]
    }
    if member.may(.manageAccounts) || member.may(.grantRoles) || member.may(.manageVisits) {
        areas.append(.members)
    }
    if member.may(.readJournal) { areas.append(.journal) }
    return areas + [.account]
}

func htmlResponse(_ bytes: [UInt8], _ status: AnswerStatus) -> Response {
    Response(
        status: .init(code: status.rawValue),
        headers: [.contentType: "text/html; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
}

func jsonResponse(_ value: JSONValue, _ status: AnswerStatus) -> Response {
    Response(
        status: .init(code: status.rawValue),
        headers: [.contentType: "application/json; charset=utf-8"],
        body: .init(byteBuffer: ByteBuffer(string: value.text + "\n")))
}
