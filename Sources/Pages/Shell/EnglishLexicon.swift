package import Basics

/// Entries of an `en.yaml` that cannot be used, all at once.
package struct WrongLexicon: Refusal {
    package let problems: [Problem]
}

/// Reads the `en.yaml` files of the modules: one `"key": "English"` a line, `#` opens a comment,
/// escapes are `\"`, `\\` and `\n`. Refused: any other line, a key twice in one file with different
/// English, English that leaves out or invents a `{}` of its key. Where two modules say one
/// thing, the file that stands later wins.
package func englishLexicon(files: [(name: String, bytes: [UInt8])]) throws(WrongLexicon) -> Lexicon
{
    var entries: [String: String] = [:]
    var problems: [Problem] = []
    for file in files {
        var own: [String: String] = [:]
        let text = String(decoding: file.bytes, as: UTF8.self)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        for (index, line) in lines.enumerated() {
            let place = Place.line(file: file.name, line: index + 1)
            let trimmed = trimmedBlanks(line)
            if trimmed.isEmpty || trimmed.hasPrefix("#") { continue }
            guard let (key, english) = entry(trimmed) else {
                problems.append(Problem("这一行不是 \"中文\": \"English\"", at: place))
                continue
            }
            if !fits(english, key) {
                problems.append(Problem("英文与中文的 {} 对不上", at: place))
            }
            if let other = own[key], other != english {
                problems.append(Problem("同一个中文有两种英文：\(other)", at: place))
            }
            own[key] = english
        }
        entries.merge(own) { _, later in later }
    }
    guard problems.isEmpty else { throw WrongLexicon(problems: problems) }
    return Lexicon(.english, entries: entries)
}

private func trimmedBlanks(_ line: Substring) -> Substring {
    var line = line
    while line.first == " " || line.first == "\t" { line.removeFirst() }
    while line.last == " " || line.last == "\t" || line.last == "\r" { line.removeLast() }
    return line
}

private func entry(_ line: Substring) -> (key: String, english: String)? {
    guard let (key, afterKey) = quoted(line) else { return nil }
    guard afterKey.first == ":" else { return nil }
    let rest = trimmedBlanks(afterKey.dropFirst())
    guard let (english, end) = quoted(rest) else { return nil }
    let left = trimmedBlanks(end)
    guard left.isEmpty || left.hasPrefix("#"), !key.isEmpty, !english.isEmpty else { return nil }
    return (key, english)
}

/// The text between quotes at the front, and what stands behind it.
private func quoted(_ line: Substring) -> (text: String, rest: Substring)? {
    guard line.first == "\"" else { return nil }
    var text = ""
    var rest = line.dropFirst()
    while let character = rest.popFirst() {
        switch character {
        case "\"": return (text, rest)
        case "\\":
            switch rest.popFirst() {
            case "n": text += "\n"
            case "\"": text += "\""
            case "\\": text += "\\"
            default: return nil
            }
        default: text.append(character)
        }
    }
    return nil
}

/// Whether the English names each value of its key once or more: `{}` in order, or `{1}`, `{2}`.
private func fits(_ english: String, _ key: String) -> Bool {
    let wanted = slots(key).count
    var used: Set<Int> = []
    for (position, slot) in slots(english).enumerated() {
        guard let number = slot.isEmpty ? position + 1 : Int(slot) else { return false }
        used.insert(number)
    }
    return used == Set(0..<wanted).reduce(into: Set<Int>()) { $0.insert($1 + 1) }
}

private func slots(_ text: String) -> [Substring] {
    var found: [Substring] = []
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
        found.append(rest[rest.index(after: open)..<close])
        rest = rest[rest.index(after: close)...]
    }
    return found
}
