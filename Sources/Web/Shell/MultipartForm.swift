import Basics
import Pages

/// Reads `multipart/form-data` (RFC 7578) with the bounds of `Limit`. A part that is not of the
/// form refuses the whole: half of a form is never taken.
func readMultipart(_ bytes: [UInt8], boundary: String) throws(WrongRequest) -> Form {
    let mark = Array("--\(boundary)".utf8)
    guard (1...70).contains(boundary.utf8.count), bytes.starts(with: mark) else {
        throw .unreadable
    }
    var items: [AddressItem] = []
    var files: [UploadedFile] = []
    var position = mark.count
    let divider = Array("\r\n".utf8) + mark
    while true {
        if matches(bytes, at: position, "--") { break }
        guard matches(bytes, at: position, "\r\n"),
            let end = find(divider, in: bytes, from: position)
        else { throw .unreadable }
        let part = try PartHeading(bytes, from: position + 2, to: end)
        let body = bytes[part.bodyStart..<end]
        position = end + divider.count
        guard let file = part.fileName else {
            guard body.count <= fieldLimit(part.name).count else {
                throw .fieldTooLarge(part.name)
            }
            guard items.count < Limit.formFields.count,
                let value = String(validating: body, as: UTF8.self)
            else { throw .unreadable }
            items.append(AddressItem(part.name, value))
            continue
        }
        // A field of files without a choice sends one part without a name.
        if file.isEmpty && body.isEmpty { continue }
        guard files.count < Limit.uploadedFiles.count else { throw .tooManyFiles }
        guard body.count <= Limit.uploadedFileBytes.count else { throw .fileTooLarge(file) }
        files.append(UploadedFile(name: file, field: part.name, bytes: Array(body)))
    }
    return Form(items, files: files)
}

/// The boundary of a content type, with or without quotes.
func multipartBoundary(_ contentType: String) -> String? {
    for piece in contentType.split(separator: ";").dropFirst() {
        let parts = piece.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, trimmedBlanks(String(parts[0])).lowercased() == "boundary" else {
            continue
        }
        let value = trimmedBlanks(String(parts[1]))
        if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count > 2 {
            return String(value.dropFirst().dropLast())
        }
        return value
    }
    return nil
}

private struct PartHeading {
    let name: String
    /// Nil: a field and no file.
    let fileName: String?
    let bodyStart: Int

    /// `start` is where the heading's first line begins.
    init(_ bytes: [UInt8], from start: Int, to end: Int) throws(WrongRequest) {
        let blank = Array("\r\n\r\n".utf8)
        guard start <= end, let stop = find(blank, in: bytes, from: start), stop <= end,
            stop - start <= 8_192,
            let text = String(validating: bytes[start..<stop], as: UTF8.self)
        else { throw .unreadable }
        bodyStart = min(stop + 4, end)
        var found: (name: String, file: String?)?
        // A line end is one character in Swift's eyes: `\r\n`.
        for line in text.split(separator: "\r\n") {
            guard line.lowercased().hasPrefix("content-disposition:") else { continue }
            let values = dispositionValues(line)
            if let name = values["name"] { found = (name, values["filename"]) }
        }
        guard let found, found.name.utf8.count <= 200 else { throw .unreadable }
        name = found.name
        fileName = found.file.map(lastPathPart)
    }
}

/// `form-data; name="files"; filename="甲.xlsx"`: browsers write a quote inside as `%22`.
private func dispositionValues(_ line: Substring) -> [String: String] {
    var values: [String: String] = [:]
    var rest = line[...]
    while let equals = rest.firstIndex(of: "=") {
        let start = rest[..<equals].lastIndex { $0 == ";" || $0 == " " }
        let name = rest[(start.map { rest.index(after: $0) } ?? rest.startIndex)..<equals]
        rest = rest[rest.index(after: equals)...]
        let value: Substring
        if rest.first == "\"" {
            rest = rest.dropFirst()
            let close = rest.firstIndex(of: "\"") ?? rest.endIndex
            value = rest[..<close]
            rest = rest[close...].dropFirst()
        } else {
            let close = rest.firstIndex(of: ";") ?? rest.endIndex
            value = rest[..<close]
            rest = rest[close...]
        }
        let plain = value.split(separator: "%22", omittingEmptySubsequences: false)
        values[name.lowercased()] = plain.joined(separator: "\"")
    }
    return values
}

/// A name is never a path: `..\..\甲.xlsx` is 甲.xlsx. Control characters are left out.
func lastPathPart(_ name: String) -> String {
    let last = name.split { $0 == "/" || $0 == "\\" }.last.map(String.init) ?? ""
    let kept = last.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }
    return String(String.UnicodeScalarView(kept.prefix(200)))
}

private func matches(_ bytes: [UInt8], at position: Int, _ text: StaticString) -> Bool {
    let wanted = Array("\(text)".utf8)
    guard position + wanted.count <= bytes.count else { return false }
    return bytes[position..<position + wanted.count].elementsEqual(wanted)
}

/// The first place of `pattern` at or behind `start`.
private func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
    guard let first = pattern.first, bytes.count >= pattern.count else { return nil }
    let last = bytes.count - pattern.count
    var position = start
    while position <= last {
        guard let next = bytes[position...last].firstIndex(of: first) else { return nil }
        if bytes[next..<next + pattern.count].elementsEqual(pattern) { return next }
        position = next + 1
    }
    return nil
}
