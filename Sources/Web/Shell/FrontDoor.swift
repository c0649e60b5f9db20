import Basics
import HTTPTypes
package import Hummingbird
import Logging
import Markup
import Pages
import People
import Rules
import Sealing
import Storage

/// Where every request comes in. In this order: what is not of a city (assets, health, choosing
/// one), the city, the language, who asks, whether they may, the form and its tokens, the route,
/// the answer; then the headers and one line in the log. Whatever goes wrong on the way is answered
/// in words in one place.
package struct FrontDoor: HTTPResponder {
    package typealias Context = DoorContext

    let house: House

    package init(_ house: House) { self.house = house }

    package func respond(to request: Request, context: DoorContext) async throws -> Response {
        let start = ContinuousClock.now
        var scene = Scene(house: house, request: request, peer: context.peer)
        var response: Response
        do {
            response = try await admit(request, &scene)
        } catch {
            response = await scene.failure(error)
        }
        if let choice = scene.newLanguage {
            response.setCookie(
                .language, choice.rawValue, path: "/", seconds: 31_536_000,
                overTLS: scene.overTLS)
        }
        response = secure(response, overTLS: scene.overTLS)
        let spent = start.duration(to: .now)
        let milliseconds =
            spent.components.seconds * 1_000
            + spent.components.attoseconds / 1_000_000_000_000_000
        // The path holds identifiers only; what was asked for behind `?` may be a name.
        house.logger.info(
            "\(request.method.rawValue) \(scene.path) \(response.status.code) \(milliseconds)ms",
            metadata: scene.signedIn.map { ["member": "\($0.member.id)"] })
        return request.method == .head ? response.createHeadResponse() : response
    }

    private func admit(_ request: Request, _ scene: inout Scene) async throws -> Response {
        let path = scene.path
        switch path {
        case "/healthz":
            for city in house.cities { _ = try await city.store.read { try $0.rows("SELECT 1") } }
            return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ok\n")))
        case "/openapi.json": return jsonResponse(openAPI(house.routes.routes, house.english), .ok)
        case "/favicon.ico": return redirect(to: house.assets.page.icon)
        case "/":
            if house.cities.count == 1 { return redirect(to: house.cities[0].root + "/") }
            return scene.outside(
                chooseCityPage(
                    house.cities.map {
                        CityChoice(
                            name: $0.folder.name, isSample: $0.folder.isSample,
                            address: $0.root + "/")
                    }))
        default: break
        }
        if path.hasPrefix("/assets/") {
            let known = request.headers[.ifNoneMatch]
            guard let file = house.assets.response(to: path, knownTag: known) else {
                throw NoSuchPage()
            }
            return file
        }
        let parts = path.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard path.hasPrefix("/c/"), parts.count == 3 else { throw NoSuchPage() }
        let rest = parts[2]
        let code = rest.prefix { $0 != "/" }
        guard let city = house.city(code) else { throw NoSuchPage() }
        scene.city = city
        guard rest.utf8.count > code.utf8.count else { return redirect(to: city.root + "/") }
        return try await enter(city, String(rest.dropFirst(code.count)), request, &scene)
    }

    /// Inside a city. `path` begins with `/`.
    private func enter(
        _ city: City, _ path: String, _ request: Request, _ scene: inout Scene
    ) async throws -> Response {
        let asked = try scene.readQuery()
        let isReading = request.method == .get || request.method == .head
        if isReading, let choice = scene.newLanguage {
            scene.language = choice
            let back = Address.place(path).path + queryText(asked.setting("lang", to: nil))
            return redirect(to: city.root + back)
        }
        scene.isReconciling = path == "/reconcile" || path.hasPrefix("/reconcile/")
        scene.isAPI = scene.isReconciling || path.hasPrefix("/api/v1/")
        scene.now = house.world.now()
        try await findVisit(request, city, &scene)
        let match = house.routes.match(path)
        guard !match.routes.isEmpty else { throw NoSuchPage() }
        // The body is read before the route is known: a DELETE of a form says so inside.
        var form = Form()
        var method = Route.Method.get
        if !isReading {
            guard request.method == .post || request.method == .delete else {
                throw WrongRequest.otherMethod
            }
            // A cookie reads; what a program changes it changes under its own name.
            if scene.isAPI, scene.bearer == nil { throw SignInRefusal.noVisit }
            let isEntered = scene.signedIn?.requirements.isEmpty == true
            let takesFiles = match.routes.contains { one in
                one.route.takesFiles && (isEntered || one.route.access == .anyone)
            }
            try scene.checkOrigin()
            form = try await readForm(
                request, scene, takesFiles: takesFiles, file: asked["file"])
            let isDelete = request.method == .delete || form.values["method"] == "DELETE"
            method = isDelete ? .delete : .post
        }
        guard let (route, parameters) = match[method] else { throw WrongRequest.otherMethod }
        try allow(route, scene)
        let ask = Ask(
            city: city, world: house.world, now: scene.now, language: scene.language,
            lexicon: house.lexicon(scene.language), query: asked, form: form,
            signedIn: scene.signedIn, secret: scene.secret,
            isFragment: request.headers[.htmxRequest] == "true",
            origin: scene.origin, remoteAddress: scene.remoteAddress,
            agent: request.headers[.userAgent] ?? "", passwords: house.passwords,
            workbench: house.workbench, printing: house.printing, readPDF: house.readPDF,
            parameters: parameters)
        if isReading || scene.bearer != nil {
            return scene.response(try await route.answer(ask))
        }
        try scene.checkToken(form)
        return try await once(form, path, &scene) { try await route.answer(ask) }
    }

    private func findVisit(
        _ request: Request, _ city: City, _ scene: inout Scene
    ) async throws {
        let now = scene.now
        let (units, rules) = (city.units, city.signing)
        if scene.isAPI, let given = request.headers[.authorization] {
            guard given.hasPrefix("Bearer "),
                let secret = ApiTokenSecret(text: given.dropFirst(7))
            else { throw SignInRefusal.noVisit }
            let found = try await city.store.read {
                try $0.bearer(of: secret, units: units, at: now, rules: rules)
            }
            guard let (token, member) = found else { throw SignInRefusal.noVisit }
            scene.bearer = member
            if token.wantsTouch(at: now) {
                try await city.store.write { try $0.touch(token, at: now) }
            }
            let visit = Visit(
                id: token.id, member: member.id, createdAt: now, address: scene.remoteAddress,
                agent: "")
            scene.signedIn = SignedIn(visit: visit, member: member, requirements: [])
            return
        }
        if let secret = cookie(.visit, in: request).flatMap({ VisitSecret(cookie: $0) }) {
            scene.secret = secret
            scene.hasSecret = true
            let found = try await city.store.read {
                try $0.signedIn(secret, units: units, at: now, rules: rules)
            }
            scene.signedIn = found
            if let visit = found?.visit, visit.wantsTouch(at: now, rules: rules) {
                try await city.store.write { try $0.touch(visit, at: now) }
            }
        }
    }

    private func allow(_ route: Route, _ scene: Scene) throws {
        if route.access == .anyone { return }
        guard let signedIn = scene.signedIn else { throw SignInRefusal.noVisit }
        if route.access == .arriving { return }
        let member = try signedIn.entered()
        switch route.access {
        case .may(let permission): try member.require(permission)
        case .mayAny(let permissions):
            if let first = permissions.first, !permissions.contains(where: member.may) {
                throw MemberRefusal.forbidden(first)
            }
        default: break
        }
    }

    /// Does what a form asks the first time it comes, and answers the same the second time.
    private func once(
        _ form: Form, _ path: String, _ scene: inout Scene,
        _ work: () async throws -> Answer
    ) async throws -> Response {
        guard let city = scene.city, scene.signedIn != nil else {
            return scene.response(try await work())
        }
        guard let token = form.values["once"], !token.isEmpty else {
            throw WrongRequest.withoutToken
        }
        let key = Digest(
            authenticating: Array("once:\(path):\(token)".utf8), key: scene.secret.bytes,
            by: city.signing.provider
        ).hex
        let now = scene.now
        switch try await city.store.write({ try $0.takeForm(key: key, at: now) }) {
        case .answered(let location): return scene.leading(to: location)
        case .seen: throw WrongRequest.alreadySent
        case .first: break
        }
        let response: Response
        do {
            response = scene.response(try await work())
        } catch {
            try await city.store.write { try $0.releaseForm(key: key) }
            throw error
        }
        let headers = response.headers
        if let location = headers[.location] ?? headers[.htmxRedirect] ?? headers[.next] {
            try await city.store.write { try $0.answerForm(key: key, location: location) }
        } else if response.status.kind != .successful {
            try await city.store.write { try $0.releaseForm(key: key) }
        }
        return response
    }
}

func redirect(to address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address])
}

func queryText(_ query: AddressQuery) -> String {
    query.items.isEmpty
        ? ""
        : "?"
            + query.items.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
            .joined(separator: "&")
}
