import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import Pages
import Web

/// A browser without a screen: asks the front door itself, keeps cookies, follows redirects and
/// sends the hidden fields of the form it found on the page. Used by every test of a route.
actor WebClient {
    let door: FrontDoor
    private(set) var cookies: [String: String] = [:]
    /// The page that was read last.
    private(set) var page = WebPage(status: 0, headers: [:], bytes: [])
    let peer: String

    init(_ house: House, peer: String = "192.0.2.7") {
        door = FrontDoor(house)
        self.peer = peer
    }

    @discardableResult
    func get(_ path: String, headers: HTTPFields = [:]) async throws -> WebPage {
        try await ask(.get, path, headers: headers)
    }

    /// Sends a form of the page that was read last, the one with this action, with `fields` filled
    /// in.
    @discardableResult
    func submit(
        _ action: String, _ fields: [(String, String)] = [], headers: HTTPFields = [:]
    ) async throws -> WebPage {
        guard let form = page.forms.first(where: { $0.action == action }) else {
            throw NoForm(action: action, known: page.forms.map(\.action))
        }
        let filled = Set(fields.map(\.0))
        return try await post(
            action, form.fields.filter { !filled.contains($0.0) } + fields, headers: headers)
    }

    /// Sends exactly these fields.
    @discardableResult
    func post(
        _ path: String, _ fields: [(String, String)], headers: HTTPFields = [:]
    ) async throws -> WebPage {
        var headers = headers
        if headers[.contentType] == nil {
            headers[.contentType] = "application/x-www-form-urlencoded"
        }
        let body = fields.map { percentEncoded($0.0) + "=" + percentEncoded($0.1) }
            .joined(separator: "&")
        return try await ask(.post, path, headers: headers, body: Array(body.utf8))
    }

    /// Sends a form with files, as a browser does.
    @discardableResult
    func upload(
        _ action: String, _ fields: [(String, String)] = [],
        files: [(name: String, bytes: [UInt8])], field: String = "files"
    ) async throws -> WebPage {
        guard let form = page.forms.first(where: { $0.action == action }) else {
            throw NoForm(action: action, known: page.forms.map(\.action))
        }
        let boundary = "----HeadwaterTest7MA4YWxk"
        var body: [UInt8] = []
        func add(_ text: String) { body += text.utf8 }
        let filled = Set(fields.map(\.0))
        for (name, value) in form.fields.filter({ !filled.contains($0.0) }) + fields {
            add("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n")
            add(value + "\r\n")
        }
        for file in files {
            add("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; ")
            add("filename=\"\(file.name)\"\r\nContent-Type: application/octet-stream\r\n\r\n")
            body += file.bytes
            add("\r\n")
        }
        add("--\(boundary)--\r\n")
        return try await ask(
            .post, action,
            headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
    }

    /// Signs in by name and password on the sign-in page.
    @discardableResult
    func signIn(_ root: String, _ login: String, _ password: String) async throws -> WebPage {
        try await get(root + "/session/new")
        return try await submit(
            root + "/session", [("login", login), ("password", password)])
    }

    func forgetCookies() { cookies = [:] }

    /// One request, and those that redirects lead to; at most ten.
    @discardableResult
    func ask(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields = [:],
        body: [UInt8] = [], following: Bool = true
    ) async throws -> WebPage {
        var (method, path, body, headers) = (method, path, body, headers)
        for _ in 0..<10 {
            page = try await once(method, path, headers: headers, body: body)
            guard following, (300..<400).contains(page.status), page.status != 304,
                let next = page.headers[.location]
            else { return page }
            (method, path, body) = (.get, next, [])
            headers[.contentType] = nil
        }
        throw TooManyRedirects()
    }

    private func once(
        _ method: HTTPRequest.Method, _ path: String, headers: HTTPFields, body: [UInt8]
    ) async throws -> WebPage {
        var headers = headers
        if !cookies.isEmpty {
            headers[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ")
        }
        let target = String(path.prefix { $0 != "#" })
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "localhost", path: target,
                headerFields: headers),
            body: .init(buffer: ByteBuffer(bytes: body)))
        let response = try await door.respond(
            to: request, context: DoorContext(peer: peer, logger: Logger(label: "test")))
        for text in response.headers[values: .setCookie] {
            let pair = text.prefix { $0 != ";" }.split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let isGone = text.contains("Max-Age=0")
            cookies[String(pair[0])] = isGone ? nil : String(pair[1])
        }
        let sent = SentBody()
        try await response.body.write(BodyWriter(sent: sent))
        return await WebPage(
            status: Int(response.status.code), headers: response.headers, bytes: sent.bytes,
            path: target)
    }
}

struct NoForm: Error {
    let action: String
    let known: [String]
}

struct TooManyRedirects: Error {}

/// What came back.
struct WebPage: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    /// Where it stands, after redirects.
    var path = ""

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// The text without its elements, as a person reads it.
    var words: String {
        var words = ""
        var isInside = false
        for character in text {
            if character == "<" {
                isInside = true
            } else if character == ">" {
                isInside = false
            } else if !isInside {
                words.append(character)
            }
        }
        return unescaped(words)
    }

    /// Forms with what they would send unchanged: hidden fields, typed values, ticked boxes.
    var forms: [WebForm] {
        var found: [WebForm] = []
        for part in text.pieces(before: "</form>") {
            guard let start = part.range(of: "<form ") else { continue }
            let inner = String(part[start.upperBound...])
            var form = WebForm(action: attribute("action", in: inner) ?? "", fields: [])
            for piece in inner.pieces(after: "<input ") {
                let tag = String(piece.prefix { $0 != ">" })
                let type = attribute("type", in: tag) ?? "text"
                guard let name = attribute("name", in: tag), type != "file", type != "submit"
                else { continue }
                if ["checkbox", "radio"].contains(type), !tag.contains(" checked") { continue }
                form.fields.append((name, attribute("value", in: tag) ?? ""))
            }
            for piece in inner.pieces(after: "<select ") {
                guard let name = attribute("name", in: String(piece)) else { continue }
                let options = String(piece).pieces(before: "</select>").first ?? ""
                for option in options.pieces(after: "<option ")
                where option.prefix(while: { $0 != ">" }).contains(" selected") {
                    form.fields.append((name, attribute("value", in: String(option)) ?? ""))
                }
            }
            found.append(form)
        }
        return found
    }

    /// The addresses that the page links to.
    var links: [String] {
        text.pieces(after: "href=\"").map { unescaped(String($0.prefix { $0 != "\"" })) }
    }
}

struct WebForm: Sendable {
    let action: String
    var fields: [(String, String)]

    subscript(_ name: String) -> String? { fields.first { $0.0 == name }?.1 }
}

private func attribute(_ name: String, in tag: String) -> String? {
    let head = " " + tag.prefix { $0 != ">" }
    guard let start = head.range(of: " \(name)=\"") else { return nil }
    return unescaped(String(head[start.upperBound...].prefix { $0 != "\"" }))
}

private func unescaped(_ text: String) -> String {
    var text = text
    for (from, to) in [
        ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&"),
    ] {
        text = text.split(separator: from, omittingEmptySubsequences: false).joined(separator: to)
    }
    return text
}

extension StringProtocol {
    fileprivate func pieces(before end: String) -> [Substring] {
        split(separator: end, omittingEmptySubsequences: false).dropLast().map { Substring($0) }
    }

    fileprivate func pieces(after start: String) -> [Substring] {
        split(separator: start, omittingEmptySubsequences: false).dropFirst().map { Substring($0) }
    }
}

private actor SentBody {
    var bytes: [UInt8] = []
    func add(_ more: [UInt8]) { bytes += more }
}

private struct BodyWriter: ResponseBodyWriter {
    let sent: SentBody

    mutating func write(_ buffer: ByteBuffer) async throws {
        await sent.add(Array(buffer.readableBytesView))
    }

    consuming func finish(_ trailingHeaders: HTTPFields?) async throws {}
}
