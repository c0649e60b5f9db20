package import Basics

/// That one company holds another: its shareholder, and where it controls, its parent.
package struct CompanyParent: Sendable, Hashable {
    /// The row; 0 until it is saved.
    package internal(set) var number: Int64 = 0
    package let company: Identifier
    package let parent: Identifier
    /// Nil where it isn't known.
    package let share: Share?
    /// At one time at most one parent controls a company.
    package let isControlling: Bool
    package var time: ValidTime
    package let source: Identifier
    /// What says that it ended.
    package var endSource: Identifier?

    package init(
        company: Identifier, parent: Identifier, share: Share?, isControlling: Bool,
        time: ValidTime, source: Identifier, endSource: Identifier? = nil
    ) {
        self.company = company
        self.parent = parent
        self.share = share
        self.isControlling = isControlling
        self.time = time
        self.source = source
        self.endSource = endSource
    }
}

/// A part of a company's capital, exact to the hundredth of a percent.
package struct Share: Sendable, Hashable {
    package let basisPoints: Int

    /// Above 0 and at most 10,000.
    package init?(basisPoints: Int) {
        guard (1...10_000).contains(basisPoints) else { return nil }
        self.basisPoints = basisPoints
    }

    /// Reads `51`, `51.25` and `51.25%`.
    package init?(text: some StringProtocol) {
        let number = text.hasSuffix("%") || text.hasSuffix("％") ? text.dropLast() : text[...]
        let parts = number.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), (1...3).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let whole = Int(parts[0])
        else { return nil }
        var hundredths = 0
        if parts.count == 2 {
            guard (1...2).contains(parts[1].utf8.count), let read = Int(parts[1]) else {
                return nil
            }
            hundredths = parts[1].utf8.count == 1 ? read * 10 : read
        }
        self.init(basisPoints: whole * 100 + hundredths)
    }
}

extension Share: CustomStringConvertible {
    /// `51%`, `51.2%`, `51.25%`
    package var description: String {
        let rest = basisPoints % 100
        guard rest != 0 else { return "\(basisPoints / 100)%" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(basisPoints / 100).\(digits)%"
    }
}

/// The ring that a new controlling link would close, from its company up and back to it: 甲, 乙, 丙,
/// 甲. Nil: none. A ring is one of companies that control each other on one day; shares without
/// control may go both ways.
func ring(closedBy link: CompanyParent, among links: [CompanyParent]) -> [Identifier]? {
    if link.company == link.parent { return [link.company, link.company] }
    guard link.isControlling, let days = link.time.certainDays else { return nil }
    let upwards = Dictionary(grouping: links.filter(\.isControlling), by: \.company)
    var open: [(path: [Identifier], days: ClosedRange<Day>)] = [
        ([link.company, link.parent], days)
    ]
    // On one day a company has one controlling parent, so the paths are no more than the changes.
    while let (path, days) = open.popLast() {
        guard let last = path.last else { continue }
        for next in upwards[last] ?? [] {
            guard let held = next.time.certainDays, held.overlaps(days) else {
                continue
            }
            if next.parent == link.company { return path + [next.parent] }
            open.append((path + [next.parent], held.clamped(to: days)))
        }
    }
    return nil
}
