import Basics
import HTTPTypes
import Hummingbird
import Pages
import People

/// The form of a request, within the bounds of who sends it. A program with a token may also send
/// the members of a JSON object, or one file as the whole body, named in the address.
func readForm(
    _ request: Request, _ scene: Scene, takesFiles: Bool, file: String? = nil
) async throws -> Form {
    let isMember = scene.signedIn?.requirements.isEmpty == true
    let bound: Limit =
        isMember
        ? takesFiles ? .uploadBytes : .formBytes
        : takesFiles ? .visitorUploadBytes : .visitorBytes
    // What says beforehand that it is too long is not read at all.
    if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > bound.count {
        throw WrongRequest.tooLarge(bound.count)
    }
    var bytes: [UInt8] = []
    for try await chunk in request.body {
        guard bytes.count + chunk.readableBytes <= bound.count else {
            throw WrongRequest.tooLarge(bound.count)
        }
        bytes.append(contentsOf: chunk.readableBytesView)
    }
    let type = request.headers[.contentType] ?? ""
    let kind = type.prefix { $0 != ";" }.lowercased()
    switch trimmedBlanks(kind) {
    case "multipart/form-data":
        guard let boundary = multipartBoundary(type) else { throw WrongRequest.unreadable }
        return try readMultipart(bytes, boundary: boundary)
    case "application/x-www-form-urlencoded": return Form(try readPairs(bytes))
    case "" where bytes.isEmpty: return Form()
    case "application/json" where scene.bearer != nil: return try readMembers(bytes)
    case _ where scene.bearer != nil && takesFiles && file != nil && !bytes.isEmpty:
        guard bytes.count <= Limit.uploadedFileBytes.count else {
            throw WrongRequest.fileTooLarge(file ?? "")
        }
        return Form(files: [
            UploadedFile(name: lastPathPart(file ?? ""), field: "files", bytes: bytes)
        ])
    default: throw WrongRequest.unreadable
    }
}

/// The members of a JSON object as the fields of a form; a member that is a list or an object is
/// none.
private func readMembers(_ bytes: [UInt8]) throws(WrongRequest) -> Form {
    let parsed: JSONValue
    do { parsed = try JSONValue(parsing: bytes[...], size: .formBytes) } catch { throw .unreadable }
    guard case .object(let members) = parsed, members.count <= Limit.formFields.count else {
        throw .unreadable
    }
    var items: [AddressItem] = []
    for member in members {
        let text: String
        switch member.value {
        case .string(let value): text = value
        case .integer(let value): text = String(value)
        case .bool(let value): text = value ? "1" : "0"
        case .null: continue
        case .number, .array, .object: throw .unreadable
        }
        guard text.utf8.count <= fieldLimit(member.name).count else {
            throw .fieldTooLarge(member.name)
        }
        items.append(AddressItem(member.name, text))
    }
    return Form(items)
}

extension Scene {
    mutating func readQuery() throws -> AddressQuery {
        let query = AddressQuery(try readPairs((request.uri.query ?? "").utf8))
        if let choice = query["lang"].flatMap({ Language(rawValue: $0) }) { newLanguage = choice }
        return query
    }

    /// A browser says where a form comes from; one from another site is refused before it is read.
    /// Programs say nothing and are held by the token.
    func checkOrigin() throws(WrongRequest) {
        if let site = request.headers[.fetchSite], !["same-origin", "none"].contains(site) {
            throw .withoutToken
        }
        if let origin = request.headers[.origin], bearer == nil {
            let host = request.head.authority ?? request.headers[headerName("Host")] ?? ""
            guard origin.lowercased().hasSuffix("://" + host.lowercased()) else {
                throw .withoutToken
            }
        }
    }

    /// The token of every form that changes something.
    func checkToken(_ form: Form) throws(WrongRequest) {
        guard let city, let given = form.values["token"], hasSecret,
            secret.accepts(formToken: given, for: "form", by: city.signing.provider)
        else { throw .withoutToken }
    }
}
