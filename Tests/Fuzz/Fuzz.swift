import Basics
import Facts
import Foundation
import Tables
import Texts

// What reads papers neither fails nor lies, whatever it is given. libFuzzer, which comes with
// Swift, makes the input; `bin/fuzz` runs each subject. What breaks a promise ends the process, and
// its input is kept.

/// What an input is given to.
enum FuzzSubject: String {
    /// Text: cleaned, and its figures read.
    case facts
    /// A file of any kind.
    case paper
    /// The body of a .docx, packed as one.
    case docx

    func take(_ bytes: [UInt8]) throws {
        switch self {
        case .facts: check(String(decoding: bytes, as: UTF8.self))
        case .paper: try read(bytes)
        case .docx: try read(zipArchive([("word/document.xml", bytes)]))
        }
    }

    private func read(_ bytes: [UInt8]) throws {
        do {
            let paper = try readPaper(bytes, file: "paper")
            promise(!paper.text.isEmpty, "a paper that was read has words")
        } catch let refusal as UnreadableFile {
            promise(!refusal.problems.isEmpty, "a refusal says why")
        }
    }
}

private func check(_ text: String) {
    let clean = cleaned(text)
    promise(cleaned(clean.text).isClean, "what was cleaned is clean")
    let letters = Array(text.unicodeScalars)
    promise(
        clean.text.unicodeScalars.count + clean.removed.characters == letters.count,
        "no letter is lost in cleaning")
    for span in clean.removedCharacters {
        promise(span.upperBound <= letters.count, "what was removed stood in the text")
    }
    for doubt in suspicions(in: text) {
        promise(doubt.characters.upperBound <= letters.count, "what is doubtful stands in the text")
    }
    var lines: [UInt8] = []
    for fact in facts(in: text, datedOn: Day(2026, 11, 1)) {
        let end = fact.start + fact.raw.unicodeScalars.count
        promise(
            end <= letters.count
                && letters[fact.start..<end].elementsEqual(fact.raw.unicodeScalars),
            "a figure stands where it says")
        promise(
            fact.sentence.lowerBound <= fact.start && end <= fact.sentence.upperBound
                && fact.sentence.upperBound <= letters.count, "a figure stands in its sentence")
        appendLine(fact, file: "text", to: &lines)
    }
    for line in lines.split(separator: UInt8(ascii: "\n")) {
        do {
            _ = try JSONSerialization.jsonObject(with: Data(line))
        } catch {
            preconditionFailure("a line is JSON")
        }
    }
}

private func promise(_ holds: Bool, _ words: StaticString) {
    if !holds { preconditionFailure("\(words)") }
}

private let subject =
    ProcessInfo.processInfo.environment["HEADWATER_FUZZ"].flatMap(FuzzSubject.init) ?? .facts

private func oneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    do {
        try subject.take(Array(UnsafeBufferPointer(start: start, count: count)))
    } catch {
        preconditionFailure("\(error)")
    }
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ input: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@main
struct Fuzz {
    static func main() {
        var count = CommandLine.argc
        var arguments = CommandLine.unsafeArgv
        exit(runDriver(&count, &arguments) { oneInput($0, $1) })
    }
}
