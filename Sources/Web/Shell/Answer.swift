package import Basics
package import Markup
package import Pages
package import People

/// What a route gives back.
package enum Answer: Sendable {
    /// A whole page in its frame.
    case page(Page, AnswerStatus = .ok)
    /// A piece of a page, for htmx.
    case fragment(HTML, AnswerStatus = .ok)
    /// On to another page, with what was done in a line above it.
    case redirect(to: Address, anchor: String? = nil, said: Phrase? = nil)
    case file(FileAnswer)
    case json(JSONValue, AnswerStatus = .ok)
    /// On to another page with a visit begun, or with none.
    case entered(VisitSecret, to: Address)
    case left(to: Address, said: Phrase?)
}

package enum AnswerStatus: Int, Sendable {
    case ok = 200
    case created = 201
    case accepted = 202
    case badRequest = 400
    case unauthorized = 401
    case forbidden = 403
    case notFound = 404
    case methodNotAllowed = 405
    case conflict = 409
    case tooLarge = 413
    case unprocessable = 422
    case tooMany = 429
    case fault = 500
    case unavailable = 503
}

/// A file to be kept or shown.
package struct FileAnswer: Sendable {
    package var name: String
    package var type: MediaType
    package var bytes: [UInt8]

    package init(name: String, type: MediaType, bytes: [UInt8]) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

package enum MediaType: String, Sendable {
    case xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    case docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    case pdf = "application/pdf"
    case png = "image/png"
    case svg = "image/svg+xml"
    case zip = "application/zip"
    case csv = "text/csv; charset=utf-8"
    case jsonLines = "application/jsonl; charset=utf-8"
    case plain = "text/plain; charset=utf-8"
    case bytes = "application/octet-stream"
}
