package import Basics

/// What is wrong with a journal, by the number at which it shows.
package enum JournalDamage: Hashable, Sendable {
    /// The entry does not say what was recorded.
    case changed(Int64)
    case missing(first: Int64, last: Int64)
    /// An entry that was not recorded there.
    case inserted(Int64)
    /// An entry that stands at another number than it was recorded under.
    case reordered(Int64)
    /// The chain ends at `last`; it went on to `expected`.
    case cut(last: Int64, expected: JournalHead)
    /// The chain holds together, but it is not the one whose head was printed.
    case rewritten(expected: JournalHead)
    /// What the entry says of persons was changed, or removed without being erased.
    case personalPart(Int64)

    package var words: Phrase {
        switch self {
        case .changed(let number): "第\(Int(number))条：内容被改动"
        case .missing(let first, let last) where first == last: "第\(Int(first))条：缺失"
        case .missing(let first, let last): "第\(Int(first))至\(Int(last))条：缺失"
        case .inserted(let number): "第\(Int(number))条：后来插入"
        case .reordered(let number): "第\(Int(number))条：次序被调换"
        case .cut(let last, let expected): "第\(Int(last))条之后被截去，应到第\(Int(expected.number))条"
        case .rewritten(let expected): "第\(Int(expected.number))条与存证的链头不符：此前的记录被重写"
        case .personalPart(let number): "第\(Int(number))条：所附个人信息被改动或未经删除程序移除"
        }
    }
}

package struct JournalReport: Hashable, Sendable {
    /// As stored.
    package let head: JournalHead
    package let entryCount: Int64
    /// At most a hundred.
    package let damages: [JournalDamage]

    package var isWhole: Bool { damages.isEmpty }
}

/// Reads a city's chain from its beginning and names each damage. `expectedHead` is one that was
/// printed earlier: without it, a tail that was cut off cleanly is not seen.
package func verifyJournal(
    _ tx: any Transaction, expectedHead: JournalHead? = nil
) throws -> JournalReport {
    var verification = JournalVerification(expectedHead: expectedHead)
    var waiting: [ChainLink] = []
    var last: Int64 = .min
    while true {
        let page = try tx.journal(after: last, limit: entriesPerPage)
        let personal = try personalHashes(tx, page)
        for entry in page {
            waiting.append(verification.link(entry, city: tx.city))
            if entry.personalHash != "", personal[entry.number] != entry.personalHash {
                verification.report(.personalPart(entry.number))
            }
        }
        // The last few wait for the next page: what an entry is can depend on those after it.
        let ready = page.isEmpty ? waiting.count : max(0, waiting.count - 40)
        for place in 0..<ready { verification.take(waiting[place], ahead: waiting[(place + 1)...]) }
        waiting.removeFirst(ready)
        guard let end = page.last else { break }
        last = end.number
    }
    return verification.finish(head: try tx.journalHead())
}

/// The hash that the stored personal parts of a page have; the one of the journal where it was
/// erased.
private func personalHashes(
    _ tx: any Transaction, _ page: [JournalEntry]
) throws -> [Int64: String] {
    let numbers = page.filter { $0.personalHash != "" }.map(\.number)
    guard !numbers.isEmpty else { return [:] }
    let journalled = Dictionary(
        page.map { ($0.number, $0.personalHash) }, uniquingKeysWith: { first, _ in first })
    var hashes: [Int64: String] = [:]
    for row in try tx.rows(
        """
        SELECT number, salt, body, erased_at FROM journal_personal
        WHERE city_id = \(tx.city) AND number IN \(numbers)
        """)
    {
        let number = try row.integer("number")
        if try row.optionalInteger("erased_at") != nil {
            hashes[number] = journalled[number]
        } else {
            hashes[number] = PersonalPart.hash(
                body: try row.optionalText("body") ?? "", salt: try row.optionalBlob("salt") ?? [])
        }
    }
    return hashes
}

private let damagesNamed: Limit = 100
private let entriesPerPage: Limit = 500

/// What the verification keeps of an entry.
private struct ChainLink {
    let number: Int64
    /// The number under which its hash is right; nil when it is right under none.
    let original: Int64?
    let hash: String
    let previous: String
}

private struct JournalVerification {
    private let expectedHead: JournalHead?
    private var damages: [JournalDamage] = []
    /// The original number that should come next.
    private var expected: Int64 = 1
    private var last: ChainLink?
    /// Links that came before their turn, by their original number.
    private var early: [Int64: ChainLink] = [:]
    /// By how much the numbers were last found to be shifted.
    private var shift: Int64 = 0
    private var count: Int64 = 0
    private var end: ChainLink?
    private var hashAtExpectedHead: String?

    init(expectedHead: JournalHead?) { self.expectedHead = expectedHead }

    mutating func report(_ damage: JournalDamage) {
        if damages.count < damagesNamed.count, !damages.contains(damage) { damages.append(damage) }
    }

    mutating func link(_ entry: JournalEntry, city: String) -> ChainLink {
        let near = (1...16).flatMap { [entry.number - $0, entry.number + $0] }
        let original = ([entry.number, entry.number + shift] + near).first {
            entry.expectedHash(city: city, number: $0) == entry.hash
        }
        if let original { shift = original - entry.number }
        if entry.number == expectedHead?.number { hashAtExpectedHead = entry.hash }
        count += 1
        return ChainLink(
            number: entry.number, original: original, hash: entry.hash, previous: entry.previous)
    }

    mutating func take(_ link: ChainLink, ahead: ArraySlice<ChainLink>) {
        end = link
        let isExpectedAhead = ahead.prefix(40).contains { $0.original == expected }
        guard let original = link.original else {
            report(isExpectedAhead ? .inserted(link.number) : .changed(link.number))
            if !isExpectedAhead { accept(link) }
            return
        }
        if original == expected {
            // One of two with the same number is genuine: the one that the next entry points to.
            let rival = ahead.prefix(40).first { $0.original == expected }
            let next = ahead.prefix(40).first { $0.original == expected + 1 }
            if let rival, let next, next.previous == rival.hash, next.previous != link.hash {
                return report(.inserted(link.number))
            }
            checkLink(link)
            if !early.isEmpty { report(.reordered(link.number)) }
            accept(link)
        } else if original > expected {
            if isExpectedAhead {
                report(.reordered(link.number))
                early[original] = link
            } else {
                report(.missing(first: expected, last: original - 1))
                expected = original
                accept(link)
            }
        } else {
            report(.inserted(link.number))
        }
    }

    private mutating func checkLink(_ link: ChainLink) {
        guard link.previous != last?.hash ?? JournalHead.empty.hash else { return }
        // The hash of `last` is right for what it says, but not the one that this entry was made
        // on.
        report(.changed(last?.number ?? link.number))
    }

    private mutating func accept(_ link: ChainLink) {
        last = link
        expected += 1
        while let next = early.removeValue(forKey: expected) {
            checkLink(next)
            last = next
            expected += 1
        }
    }

    mutating func finish(head: JournalHead) -> JournalReport {
        let lastNumber = end?.number ?? 0
        if lastNumber < head.number {
            report(.cut(last: lastNumber, expected: head))
        } else if lastNumber > head.number {
            for number in (head.number + 1)...min(lastNumber, head.number + 100) {
                report(.inserted(number))
            }
        } else if let last, last.hash != head.hash {
            report(.changed(last.number))
        }
        if let expectedHead, expectedHead.number > 0 {
            if expectedHead.number > lastNumber {
                report(.cut(last: lastNumber, expected: expectedHead))
            } else if hashAtExpectedHead != expectedHead.hash, damages.isEmpty {
                report(.rewritten(expected: expectedHead))
            }
        }
        return JournalReport(head: head, entryCount: count, damages: damages)
    }
}
