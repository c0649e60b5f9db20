import Foundation
import SourceReading

/// A document, or the marked part of one, that is made from the sources. A test fails when the two
/// disagree; `bin/reference` writes it anew.
struct Reference: Sendable, CustomStringConvertible {
    let path: String
    /// The part between `<!-- mark -->` and `<!-- /mark -->`; nil when the whole file is made.
    let mark: String?
    let make: @Sendable (ProjectTree) -> String

    var description: String { path }

    /// Why the document of the tree is not what the sources say; nil when it is.
    func disagreement(in tree: ProjectTree) -> String? {
        let expected = make(tree)
        guard let file = tree.file(path) else { return "\(path) is not there" }
        guard let found = part(of: file.text) else { return "\(path) has no mark \(mark ?? "")" }
        if found == expected { return nil }
        let (old, new) = (lines(found), lines(expected))
        let missing = new.filter { !old.contains($0) }.map { "  not in the document: \($0)" }
        let extra = old.filter { !new.contains($0) }.map { "  not in the sources: \($0)" }
        let order = missing.isEmpty && extra.isEmpty ? ["  the order differs"] : []
        return ([path] + missing + extra + order).joined(separator: "\n")
    }

    /// The document with its part made anew.
    func written(over text: String?, from tree: ProjectTree) -> String {
        guard let mark, let text, let range = range(of: mark, in: text) else { return make(tree) }
        return text.replacingCharacters(in: range, with: make(tree))
    }

    private func part(of text: String) -> String? {
        guard let mark else { return text }
        return range(of: mark, in: text).map { String(text[$0]) }
    }

    private func range(of mark: String, in text: String) -> Range<String.Index>? {
        guard let open = text.range(of: "<!-- \(mark) -->\n"),
            let close = text.range(of: "<!-- /\(mark) -->")
        else { return nil }
        return open.upperBound..<close.lowerBound
    }

    private func lines(_ text: String) -> [Substring] {
        text.split(separator: "\n", omittingEmptySubsequences: true)
    }
}

extension ProjectTree {
    /// The sources of Swift in the order of their paths.
    var sources: [ProjectFile] { files.filter(\.isSource) }
}
