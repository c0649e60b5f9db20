package import Basics
package import Pages

extension Limit {
    /// Bytes of one field of a form.
    package static let fieldBytes: Limit = 65_536
    /// Bytes of a pasted table: the field `table`.
    package static let pastedBytes: Limit = 2_097_152
    package static let formFields: Limit = 2_000
    package static let uploadedFiles: Limit = 40
    package static let uploadedFileBytes: Limit = 52_428_800
    /// Bytes of a whole request with files.
    package static let uploadBytes: Limit = 134_217_728
    /// Bytes of a whole request without files; each byte of a pasted table may take three.
    package static let formBytes: Limit = 7_340_032
    /// Bytes of what a visitor who has not signed in may send.
    package static let visitorBytes: Limit = 16_384
    /// Bytes of what a visitor may send where a route takes files from visitors.
    package static let visitorUploadBytes: Limit = 4_259_840
}

/// A form as it was sent.
package struct Form: Sendable {
    package var values: FormValues
    package var files: [UploadedFile]

    package init(_ items: [AddressItem] = [], files: [UploadedFile] = []) {
        values = FormValues(items)
        self.files = files
    }

    /// The first value of a field, without blanks at its ends; nil when it is missing or empty.
    package subscript(_ name: String) -> String? {
        guard let text = values[name] else { return nil }
        let trimmed = trimmedBlanks(text)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// What was typed, with what is wrong with it: for showing the form again.
    package func refused(_ problems: [Problem]) -> FormValues {
        FormValues(values.items, problems: problems)
    }
}

package struct UploadedFile: Sendable {
    /// The last part of the name that the browser gave.
    package let name: String
    package let field: String
    package let bytes: [UInt8]
}

/// A request that cannot be taken as it stands.
package enum WrongRequest: Refusal, Hashable {
    case tooLarge(Int)
    case fieldTooLarge(String)
    case tooManyFiles
    case fileTooLarge(String)
    case unreadable
    case withoutToken
    case alreadySent
    case otherMethod

    package var problems: [Problem] {
        switch self {
        case .tooLarge(let bytes): [Problem("一次最多送\(megabytes(bytes)) MB，请分几次送")]
        case .fieldTooLarge(let name):
            [Problem("内容太长：最多64 KB，粘贴的表格最多2 MB", at: .field(name))]
        case .tooManyFiles: [Problem("一次最多\(Limit.uploadedFiles.count)个文件，请分几次送")]
        case .fileTooLarge(let name): [Problem("文件“\(name)”超过50 MB")]
        case .unreadable: [Problem("送来的表单读不懂，请回到页面重新填写")]
        case .withoutToken: [Problem("页面放得太久或不是从本系统打开的，请刷新页面后再交一次")]
        case .alreadySent: [Problem("这张表单已经交过一次，没有重复办理。请打开页面看结果。")]
        case .otherMethod: [Problem("这个地址不接受这种请求")]
        }
    }

    var status: AnswerStatus {
        switch self {
        case .tooLarge, .fieldTooLarge, .tooManyFiles, .fileTooLarge: .tooLarge
        case .unreadable: .badRequest
        case .withoutToken: .forbidden
        case .alreadySent: .conflict
        case .otherMethod: .methodNotAllowed
        }
    }

    private func megabytes(_ bytes: Int) -> String {
        fixed(Int64(bytes), per: 1_048_576, decimals: 1)
    }
}

func trimmedBlanks(_ text: String) -> String {
    let scalars = text.unicodeScalars
    let isKept = { (scalar: UnicodeScalar) in !scalar.properties.isWhitespace }
    guard let first = scalars.firstIndex(where: isKept),
        let last = scalars.lastIndex(where: isKept)
    else { return "" }
    return String(scalars[first...last])
}

/// Nil when an escape is broken or the bytes are not UTF-8.
func percentDecoded(_ text: some StringProtocol, plusIsBlank: Bool = false) -> String? {
    percentDecoded(Array(text.utf8)[...], plusIsBlank: plusIsBlank)
}

func percentDecoded(_ text: ArraySlice<UInt8>, plusIsBlank: Bool) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.popFirst() {
        switch byte {
        case UInt8(ascii: "%"):
            guard let high = rest.popFirst().flatMap(hexValue),
                let low = rest.popFirst().flatMap(hexValue)
            else { return nil }
            bytes.append(high << 4 | low)
        case UInt8(ascii: "+") where plusIsBlank: bytes.append(32)
        default: bytes.append(byte)
        }
    }
    return String(validating: bytes, as: UTF8.self)
}

private func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - 48
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - 87
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - 55
    default: nil
    }
}

/// `a=1&b=%E5%8C%BA` of an address or a body.
func readPairs(_ bytes: some Collection<UInt8>) throws(WrongRequest) -> [AddressItem] {
    var items: [AddressItem] = []
    for pair in Array(bytes).split(separator: UInt8(ascii: "&")) {
        guard items.count < Limit.formFields.count else { throw .unreadable }
        let middle = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
        let after = pair[middle...].dropFirst()
        guard let name = percentDecoded(pair[..<middle], plusIsBlank: true),
            let value = percentDecoded(after, plusIsBlank: true)
        else { throw .unreadable }
        guard value.utf8.count <= fieldLimit(name).count else { throw .fieldTooLarge(name) }
        items.append(AddressItem(name, value))
    }
    return items
}

func fieldLimit(_ name: String) -> Limit { name == "table" ? .pastedBytes : .fieldBytes }
