package import Basics
import Foundation
import Synchronization
import Yams

/// How much one file may hold.
package struct RuleLimits: Sendable {
    let bytes: Limit
    /// Counted after reading.
    let values: Limit

    package init(bytes: Limit, values: Limit) {
        self.bytes = bytes
        self.values = values
    }

    /// Of a rule file. The largest file that ships has a thirtieth of it.
    package static let ofRules = RuleLimits(bytes: .ruleFileBytes, values: .ruleNodes)
}

extension Limit {
    package static let ruleFileBytes: Limit = 1_048_576
    package static let ruleNodes: Limit = 200_000
    /// How deep lists and maps may stand inside each other.
    package static let ruleDepth: Limit = 64
}

/// Reads one YAML document. Refuses what cannot be read with the line: broken YAML, a repeated key,
/// a second document, anchors and aliases, a file too large or too deep. An empty file is an empty
/// map.
package func parseRules(
    _ bytes: [UInt8], file: String, limits: RuleLimits = .ofRules
) throws(CityProblems) -> RuleNode {
    guard bytes.count <= limits.bytes.count else {
        throw refusal("文件超过\(limits.bytes.count)字节", file, 1)
    }
    guard let decoded = String(validating: bytes, as: UTF8.self) else {
        throw refusal("文件不是UTF-8编码", file, lineOfBadText(bytes))
    }
    let text = decoded.hasPrefix("\u{FEFF}") ? String(decoded.unicodeScalars.dropFirst()) : decoded
    try boundShape(of: text, file: file)
    let outcome = onDeepStack { composed(text, file: file, limits.values) }
    return try outcome.get()
}

/// Composing goes down as deep as the document, to the thousand levels at which libyaml stops, and
/// a thread of the pool has half a megabyte of stack. What comes back is no deeper than
/// `Limit.ruleDepth`.
private func onDeepStack<Value: Sendable>(_ work: @escaping @Sendable () -> Value) -> Value {
    let result = ThreadResult<Value>()
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
        let value = work()
        result.value.withLock { $0 = value }
        done.signal()
    }
    thread.stackSize = 64 << 20
    thread.start()
    done.wait()
    guard let value = result.value.withLock({ $0 }) else {
        preconditionFailure("the thread ended without its result")
    }
    return value
}

/// Where a thread puts what it found.
private final class ThreadResult<Value: Sendable>: Sendable {
    let value = Mutex<Value?>(nil)
}

private func composed(
    _ text: String, file: String, _ limit: Limit
) -> Result<RuleNode, CityProblems> {
    let node: Node?
    do {
        // The basic resolver leaves types to the readers: `no` and `1e3` stay what was written.
        node = try Yams.compose(yaml: text, .basic, .default, .utf8)
    } catch let error as YamlError {
        return .failure(refusal(error, file))
    } catch {
        return .failure(refusal("YAML不能读取", file, 1))
    }
    guard let node else {
        return .success(RuleNode(file: file, line: 1, content: .map([])))
    }
    var left = limit.count
    var problems: [Problem] = []
    let root = converted(node, file, line: 1, depth: 0, &left, &problems)
    guard left >= 0 else {
        return .failure(refusal("文件的值超过\(limit.count)个", file, 1))
    }
    guard problems.isEmpty else { return .failure(CityProblems(problems)) }
    return .success(
        root.content == .empty ? RuleNode(file: file, line: 1, content: .map([])) : root)
}

private func converted(
    _ node: Node, _ file: String, line: Int, depth: Int, _ left: inout Int,
    _ problems: inout [Problem]
) -> RuleNode {
    let line = node.mark?.line ?? line
    left -= 1
    guard left >= 0 else {
        return RuleNode(file: file, line: line, content: .empty)
    }
    guard depth <= Limit.ruleDepth.count else {
        problems.append(Problem("嵌套超过\(Limit.ruleDepth.count)层", at: .line(file: file, line: line)))
        return RuleNode(file: file, line: line, content: .empty)
    }
    switch node {
    case .scalar(let scalar):
        return RuleNode(file: file, line: line, content: content(of: scalar))
    case .sequence(let sequence):
        let elements = sequence.map {
            converted($0, file, line: line, depth: depth + 1, &left, &problems)
        }
        return RuleNode(file: file, line: line, content: .list(elements))
    case .mapping(let mapping):
        var entries: [RuleEntry] = []
        for (key, value) in mapping {
            let keyLine = key.mark?.line ?? line
            guard case .scalar(let scalar) = key, !scalar.string.isEmpty else {
                problems.append(Problem("键应为文字", at: .line(file: file, line: keyLine)))
                continue
            }
            // libyaml puts an empty value on the line after its key; a person looks at the key.
            let child = converted(
                value, file, line: keyLine, depth: depth + 1, &left, &problems)
            let settled =
                child.content == .empty
                ? RuleNode(file: file, line: keyLine, content: .empty) : child
            entries.append(RuleEntry(key: scalar.string, line: keyLine, value: settled))
        }
        // A block map is marked where its first key stands.
        return RuleNode(file: file, line: entries.first?.line ?? line, content: .map(entries))
    case .alias:
        problems.append(Problem("规则文件不使用锚和别名", at: .line(file: file, line: line)))
        return RuleNode(file: file, line: line, content: .empty)
    }
}

private func content(of scalar: Node.Scalar) -> RuleContent {
    let isQuoted = scalar.style != .plain && scalar.style != .any
    if !isQuoted, ["", "~", "null"].contains(scalar.string) { return .empty }
    // Folded and literal blocks keep one closing line break, which is no part of the text.
    let isBlock = scalar.style == .literal || scalar.style == .folded
    let text =
        isBlock && scalar.string.hasSuffix("\n")
        ? String(scalar.string.dropLast()) : scalar.string
    return .text(text, isQuoted: isQuoted)
}

/// What must be known before the document is composed: an alias inside a key would be expanded
/// while keys are compared, which a few lines can make endless, and brackets cost stack.
private func boundShape(of text: String, file: String) throws(CityProblems) {
    var problems: [Problem] = []
    var marks = 0
    var open = 0
    var line = 1
    var previous = UInt8(ascii: "\n")
    var quotes = (single: 0, double: 0)
    var isComment = false
    var indent = 0
    var isLeading = true
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
        defer { previous = byte }
        if byte == UInt8(ascii: "\n") {
            line += 1
            quotes = (0, 0)
            isComment = false
            indent = 0
            isLeading = true
            continue
        }
        if isComment { continue }
        if isLeading, " -?:".utf8.contains(byte) { indent += 1 } else { isLeading = false }
        switch byte {
        case UInt8(ascii: "'"): quotes.single += 1
        case UInt8(ascii: "\""): quotes.double += 1
        case UInt8(ascii: "#")
        where isBlank(previous) && quotes.single % 2 == 0
            && quotes.double % 2 == 0:
            isComment = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): open += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): open = max(0, open - 1)
        case UInt8(ascii: "*"), UInt8(ascii: "&"):
            let next = index + 1 < bytes.count ? bytes[index + 1] : UInt8(ascii: " ")
            guard !isBlank(next), opensToken(previous) else { break }
            marks += 1
            if quotes.single % 2 == 0, quotes.double % 2 == 0 {
                problems.append(Problem("规则文件不使用锚和别名", at: .line(file: file, line: line)))
            }
        default: break
        }
        guard open <= Limit.ruleDepth.count, indent <= 2 * Limit.ruleDepth.count else {
            throw refusal("嵌套超过\(Limit.ruleDepth.count)层", file, line)
        }
    }
    // A quote that is not one would hide an alias from this reader; so few of them cannot grow.
    if marks > 8, problems.isEmpty {
        problems.append(Problem("规则文件不使用锚和别名", at: .line(file: file, line: 1)))
    }
    guard problems.isEmpty else { throw CityProblems(Array(problems.prefix(20))) }
}

private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == UInt8(ascii: "\n")
        || byte == UInt8(ascii: "\r")
}

private func opensToken(_ previous: UInt8) -> Bool {
    isBlank(previous) || "[{,:?-".utf8.contains(previous)
}

private func refusal(_ message: Phrase, _ file: String, _ line: Int) -> CityProblems {
    CityProblems([Problem(message, at: .line(file: file, line: line))])
}

/// The parser's own words stay English inside the sentence: they name tokens of YAML.
private func refusal(_ error: YamlError, _ file: String) -> CityProblems {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
        .composer(_, let problem, let mark, _):
        return refusal("YAML写法有误：\(problem)", file, mark.line)
    case .reader(let problem, let offset, _, let yaml):
        let before = yaml.prefix(offset ?? 0)
        return refusal(
            "YAML写法有误：\(problem)", file, before.count { $0.isNewline } + 1)
    case .duplicatedKeysInMapping(let keys, let context):
        return refusal(
            "键“\(keys.joined(separator: "”“"))”重复出现", file, context.mark.line)
    default:
        return refusal("YAML不能读取", file, 1)
    }
}

private func lineOfBadText(_ bytes: [UInt8]) -> Int {
    var line = 1
    for part in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        if String(validating: part, as: UTF8.self) == nil { return line }
        line += 1
    }
    return 1
}
