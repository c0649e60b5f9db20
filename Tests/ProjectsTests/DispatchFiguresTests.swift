import Basics
import Drawing
import Projects
import Testing

@Suite("The figures of a dispatch meeting")
struct DispatchFiguresTests {
    private let units = ["dongyu", "xiling", "nanting", "anlan"]

    private func ledger(_ rows: [ReportedProject]) -> [LedgerRow] {
        rows.enumerated().map { position, reported in
            LedgerRow(
                sheet: Identifier(.sheet, at: Instant(microseconds: 0), random: 1),
                position: position, project: nil, reported: reported)
        }
    }

    private func table(
        _ rows: [ReportedProject], month: Month = october, same: [[Int]] = [],
        previous: [ReportedProject] = [], lastYear: [ReportedProject] = []
    ) -> DispatchTable {
        let current = ledger(rows)
        return DispatchTable(
            DispatchInput(
                month: month, units: units, rows: current, previous: ledger(previous),
                lastYear: ledger(lastYear), same: same.map { $0.map { current[$0].reference } }))
    }

    @Test("equal values share a place and the next ones are left out")
    func ties() {
        #expect(ranks([9, 7, 7, 5]) == [1, 2, 2, 4])
        #expect(ranks([0, 0, 0]) == [1, 1, 1])
        #expect(ranks([1, 3, 2, 3]) == [4, 1, 3, 1])
        #expect(ranks([]) == [])
        let found = table([
            row("dongyu", 1, "甲", ["一"], yi: 9), row("xiling", 2, "乙", ["二"], yi: 7),
            row("nanting", 3, "丙", ["三"], yi: 4), row("nanting", 4, "丁", ["四"], yi: 3),
            row("anlan", 5, "戊", ["五"], yi: 5),
        ])
        #expect(found.units.map(\.rank) == [1, 2, 2, 4])
        #expect(found.city.rank == nil)
    }

    @Test("frameworks, other years and later months don't count as signed; dropped rows not at all")
    func counted() {
        let found = table([
            row("dongyu", 1, "甲", ["一"], yi: 1),
            row("dongyu", 2, "乙", ["二"], yi: 2, agreement: .framework),
            row("dongyu", 3, "丙", ["三"], yi: 4, agreement: Agreement.none),
            row("dongyu", 4, "丁", ["四"], yi: 8, signed: "2025-05-12", stage: .started),
            row("dongyu", 5, "戊", ["五"], yi: 16, signed: "2026-11-02"),
            row("dongyu", 6, "己", ["六"], yi: 32, received: 3, isDropped: true),
            row("dongyu", 7, "庚", ["七"], yi: 64, signed: nil, stage: .talks, agreement: nil),
        ])
        #expect(found.city.now.signed.value == 1)
        #expect(found.city.now.total.value == Money.fenPerYi)
        #expect(found.city.now.started.value == 1)
        #expect(found.city.now.received.value == 0)
    }

    @Test("foreign currencies stand apart, each by itself")
    func foreign() {
        var dollars = row("dongyu", 1, "甲", ["一"])
        dollars.total = Money(minor: 100_000_000, .USD)
        var more = row("xiling", 2, "乙", ["二"])
        more.total = Money(minor: 50_000_000, .USD)
        var euros = row("xiling", 3, "丙", ["三"])
        euros.total = Money(minor: 70_000_000, .EUR)
        let found = table([dollars, more, euros, row("xiling", 4, "丁", ["四"], yi: 2)])
        #expect(found.city.now.total.value == 2 * Money.fenPerYi)
        #expect(found.city.now.signed.value == 4)
        let sums = Dictionary(
            uniqueKeysWithValues: found.city.now.foreign.map { ($0.currency, $0.figure.value) })
        #expect(sums == [.USD: 150_000_000, .EUR: 70_000_000])
    }

    @Test("January has no last month; other months have, where something was reported")
    func lastMonth() throws {
        let rows = [row("dongyu", 1, "甲", ["一"], signed: "2026-01-05")]
        let january = table(rows, month: Month(2026, 1)!, previous: rows)
        #expect(january.city.before == nil && january.units[0].before == nil)
        let february = table(rows, month: Month(2026, 2)!, previous: rows)
        #expect(february.city.before?.signed.value == 1)
        #expect(february.units[0].before?.signed.value == 1 && february.units[1].before == nil)
        let year = table(
            rows,
            lastYear: [
                row("dongyu", 1, "旧", ["一"], signed: "2025-03-01"),
                row("dongyu", 2, "晚", ["一"], signed: "2025-12-01"),
            ])
        #expect(year.city.lastYear?.signed.value == 1)
        #expect(table(rows).city.lastYear == nil)
    }

    @Test(
        "of two reports of one project the one that counts is kept, though the other is dated earlier"
    )
    func keptReport() {
        for (early, agreement) in [(true, Agreement.formal), (false, .framework)] {
            let found = table(
                [
                    row(
                        "dongyu", 1, "甲", ["一"], yi: 3, signed: "2026-02-01",
                        agreement: agreement, isDropped: early),
                    row("xiling", 2, "甲", ["一"], yi: 3, signed: "2026-03-01"),
                ], same: [[0, 1]])
            #expect(found.city.now.signed.value == 1)
            #expect(found.city.now.total.value == 3 * Money.fenPerYi)
        }
    }

    @Test("what was decided of a month's rows holds for last month's too")
    func decidedBefore() {
        let reported = [
            row("dongyu", 1, "甲", ["一"], yi: 42_000), row("dongyu", 2, "乙", ["二"], yi: 3),
            row("xiling", 3, "乙", ["二"], yi: 3), row("anlan", 4, "丙", ["三"], yi: 5),
        ]
        func rows(sheet: UInt64) -> [LedgerRow] {
            reported.enumerated().map { position, reported in
                LedgerRow(
                    sheet: Identifier(.sheet, at: Instant(microseconds: 0), random: sheet),
                    position: position,
                    project: Identifier(
                        .project, at: Instant(microseconds: 0), random: UInt64(position)),
                    reported: reported)
            }
        }
        let now = rows(sheet: 2)
        let found = DispatchTable(
            DispatchInput(
                month: october, units: units, rows: now, previous: rows(sheet: 1), lastYear: [],
                same: [[now[1].reference, now[2].reference]], misstated: [now[0].reference]))
        #expect(found.city.now.total.value == 8 * Money.fenPerYi)
        #expect(found.city.before?.total.value == 8 * Money.fenPerYi)
        #expect(found.city.before?.signed.value == found.city.now.signed.value)
        #expect(found.units[0].before?.total.value == 3 * Money.fenPerYi)
    }

    @Test("figures are what a slow count of their rows gives", arguments: 0..<120)
    func slowly(seed: Int) throws {
        var lots = Lots(seed: UInt64(seed))
        let count = lots.draw(0...24)
        let rows = (0..<count).map { lots.row(units[lots.draw(0...3)], $0) }
        let same = (0..<lots.draw(0...5)).compactMap { _ in
            count < 2 ? nil : (0..<lots.draw(2...3)).map { _ in lots.draw(0...(count - 1)) }
        }
        let found = table(rows, same: same)
        let placed = Dictionary(
            uniqueKeysWithValues: ledger(rows).map { ($0.reference, $0.reported) })
        for line in found.units + [found.city] {
            let figures = line.now
            let own = figures.unit.map { unit in rows.filter { $0.unit == unit } }
            if let own {
                #expect(figures.signed.value == own.count(where: isCounted))
                #expect(figures.started.value == own.count(where: isStarted))
                #expect(figures.total.value == yuan(own.filter(isCounted).map(\.total)))
                let present = own.filter { !$0.isDropped }
                #expect(figures.received.value == yuan(present.map(\.received)))
            }
            // The rows under a figure add up to it.
            func under(_ figure: Figure) throws -> [ReportedProject] {
                #expect(Set(figure.rows).count == figure.rows.count)
                return try figure.rows.map { try #require(placed[$0]) }
            }
            #expect(try under(figures.signed).count == Int(figures.signed.value))
            #expect(try under(figures.signed).allSatisfy(isCounted))
            #expect(try under(figures.started).count == Int(figures.started.value))
            #expect(try yuan(under(figures.total).map(\.total)) == figures.total.value)
            #expect(try yuan(under(figures.received).map(\.received)) == figures.received.value)
            for sum in figures.foreign {
                let there = try under(sum.figure).compactMap(\.total)
                #expect(there.allSatisfy { $0.currency == sum.currency } && !there.isEmpty)
                #expect(there.reduce(0) { $0 + $1.minor } == sum.figure.value)
            }
        }
        for name in DispatchFigureName.allCases {
            let parts = found.units.map { name.figure(of: $0.now).value }.reduce(0, +)
            let doubled = name.figure(of: found.doubled).value
            #expect(parts - doubled == name.figure(of: found.city.now).value, "\(name)")
        }
        // Of each joined group the first that is in force stands for the project.
        for group in connected(same, count) {
            let first = group.filter { isInForce(rows[$0]) }.min { left, right in
                (rows[left].signedOn!.first, left) < (rows[right].signedOn!.first, right)
            }
            let kept = found.city.now.signed.rows.filter { group.contains($0.position) }
            let expected = first.flatMap { isCounted(rows[$0]) ? $0 : nil }
            #expect(kept.map(\.position) == (expected.map { [$0] } ?? []))
        }
    }
}

private func isInForce(_ row: ReportedProject) -> Bool {
    !row.isDropped && row.agreement != .framework && row.agreement != Agreement.none
        && row.signedOn != nil
}

private func isCounted(_ row: ReportedProject) -> Bool {
    guard isInForce(row), let day = row.signedOn?.first else { return false }
    return day.year == 2026 && day.month <= 10
}

private func isStarted(_ row: ReportedProject) -> Bool {
    !row.isDropped && [.started, .completed, .producing].contains(row.stage)
}

private func yuan(_ amounts: [Money?]) -> Int64 {
    amounts.reduce(0) { sum, money in
        money.map { $0.currency == .CNY ? sum + $0.minor : sum } ?? sum
    }
}

/// Groups of rows that hang together, found by walking until nothing changes.
private func connected(_ same: [[Int]], _ count: Int) -> [Set<Int>] {
    var label = Array(0..<count)
    var isChanged = true
    while isChanged {
        isChanged = false
        for group in same {
            let least = group.map { label[$0] }.min() ?? 0
            for member in group where label[member] != least {
                label[member] = least
                isChanged = true
            }
        }
    }
    let touched = Set(same.joined())
    return Dictionary(grouping: (0..<count).filter(touched.contains), by: { label[$0] })
        .values.map { Set($0) }
}

extension Lots {
    fileprivate mutating func row(_ unit: String, _ index: Int) -> ReportedProject {
        var found = ReportedProject(
            place: place("\(unit).xlsx", index + 2), unit: unit, name: "项目\(index)")
        let currencies = [Currency.CNY, .CNY, .CNY, .USD, .EUR]
        if draw(0...5) > 0 {
            found.total = Money(minor: Int64(draw(0...9_000_000)), currencies[draw(0...4)])
        }
        if draw(0...2) > 0 {
            found.received = Money(minor: Int64(draw(0...90_000)), currencies[draw(0...4)])
        }
        found.stage = [nil, .talks, .signed, .started, .completed, .producing][draw(0...5)]
        found.agreement = [nil, .formal, .formal, .framework, Agreement.none][draw(0...4)]
        if draw(0...4) > 0 {
            found.signedOn = RoughDay(Day(2025 + draw(0...1), draw(1...12), draw(1...28))!)
        }
        found.isDropped = draw(0...7) == 0
        return found
    }
}
