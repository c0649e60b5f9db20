/// The lines of a printed page as paragraphs again. A .pdf knows lines only: one that reaches the
/// margin and ends with no stop goes on in the next.
///
/// The margin is where the third widest line ends, so that one long line of a table moves nothing;
/// a letter of Chinese is twice as wide as one of Latin.
func joinedLines(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let widths = lines.map { width(of: $0) }
    let widest = widths.sorted(by: >)
    let margin = widest.isEmpty ? 0 : widest[min(2, widest.count - 1)]
    guard margin >= shortestMargin else { return text }
    var joined = ""
    for (line, width) in zip(lines, widths) {
        joined += line
        let goesOn =
            width >= margin - slack && line.unicodeScalars.last.map(stops.contains) != true
        if !goesOn {
            joined += "\n"
        } else if line.utf8.last.map({ $0 < 0x80 }) == true {
            joined += " "
        }
    }
    if !text.hasSuffix("\n"), joined.last == "\n" { joined.removeLast() }
    return joined
}

/// Narrower pages are lists and slides: their lines are their own.
private let shortestMargin = 40
/// A full line may end three letters early, where a mark didn't fit.
private let slack = 6
private let stops: Set<Unicode.Scalar> = ["。", "！", "？", "：", ":"]

private func width(of line: Substring) -> Int {
    line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
}
