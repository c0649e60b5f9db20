package import Basics
package import Projects
package import Tables

/// What is printed on every book that leaves the house: for whom, when, and the end of the journal.
package struct BookStamp: Sendable {
    package let city: LocalName
    package let isSample: Bool
    package let by: String
    /// `2026-10-25 09:05` in the city's zone.
    package let at: String
    package let instant: Instant
    package let head: String

    package init(
        city: LocalName, isSample: Bool, by: String, at: String, instant: Instant, head: String
    ) {
        self.city = city
        self.isSample = isSample
        self.by = by
        self.at = at
        self.instant = instant
        self.head = head
    }
}

/// The ledger as a workbook, one row a project, in the reader's language.
package func projectBook(
    _ projects: [Project], units: UnitNames, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    let columns: [(Phrase, Double)] = [
        ("单位", 14), ("项目名称", 36), ("投资方", 36), ("信用代码", 22), ("总投资（亿元）", 12),
        ("总投资（万，外币）", 12), ("币种", 8), ("阶段", 8), ("协议", 12), ("签约时间", 12),
        ("产业链", 14), ("招商方式", 12), ("到位资金（亿元）", 12), ("首次报送", 10), ("最近报送", 10), ("编号", 24),
    ]
    let rows = projects.map { project in
        WrittenRow([
            .text(lexicon.text(units[project.unit])), .text(project.name),
            .text(project.investors.map(\.name).joined(separator: "、")),
            .text(project.investors.compactMap(\.code).joined(separator: "、")),
            yiCell(project.total), foreignCell(project.total),
            .text(project.total?.currency.rawValue), .text(project.stage.map { say($0.label) }),
            .text(project.agreement.map { say($0.label) }), .text(project.signedOn?.description),
            .text(project.chain), .text(project.mode), yiCell(project.received),
            .text(project.firstRound.description), .text(project.lastRound.description),
            .text(project.id.text),
        ])
    }
    var sheet = WrittenSheet(
        name: say("项目台账"), title: "\(lexicon.text(stamp.city)) \(say("项目台账"))",
        columns: columns.map { WrittenColumn(say($0.0), width: $0.1) }, rows: rows)
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
    sheet.frozenColumns = 2
    return WrittenBook(
        title: say("项目台账"), author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}

private func yiCell(_ money: Money?) -> WrittenCell {
    guard let money, money.currency == .CNY else { return .empty }
    return .decimal(Double(money.minor) / Double(Money.fenPerYi), decimals: 4)
}

private func foreignCell(_ money: Money?) -> WrittenCell {
    guard let money, money.currency != .CNY else { return .empty }
    return .decimal(
        Double(money.minor) / Double(money.currency.minorUnits * 10_000), decimals: 2)
}
