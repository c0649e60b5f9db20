package import Basics
package import Projects
package import Rules
package import Storage
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

    /// Of what leaves a city at an instant.
    package init(_ folder: CityFolder, by: String, at instant: Instant, _ head: JournalHead) {
        self.init(
            city: folder.name, isSample: folder.isSample, by: by,
            at: instant.minuteText(offset: folder.zoneOffset), instant: instant,
            head: head.description)
    }
}

/// Which columns an export of the ledger has.
package enum BookLayout: String, Sendable, CaseIterable {
    /// Everything that the ledger knows.
    case full
    /// What a city's summary shows.
    case summary

    package var label: Phrase {
        switch self {
        case .full: "完整"
        case .summary: "市级汇总"
        }
    }

    fileprivate var columns: [BookColumn] {
        switch self {
        case .full: BookColumn.allCases
        case .summary: [.unit, .name, .investors, .total, .stage, .signedOn, .received]
        }
    }
}

/// The form in which the ledger leaves the house.
package enum BookFormat: String, Sendable, CaseIterable {
    case xlsx, csv
}

private enum BookColumn: CaseIterable {
    case unit, name, investors, codes, total, foreign, currency, stage, agreement, signedOn
    case chain, mode, received, firstRound, lastRound, id

    var heading: Phrase {
        switch self {
        case .unit: "单位"
        case .name: "项目名称"
        case .investors: "投资方"
        case .codes: "信用代码"
        case .total: "总投资（亿元）"
        case .foreign: "总投资（万，外币）"
        case .currency: "币种"
        case .stage: "阶段"
        case .agreement: "协议"
        case .signedOn: "签约时间"
        case .chain: "产业链"
        case .mode: "招商方式"
        case .received: "到位资金（亿元）"
        case .firstRound: "首次报送"
        case .lastRound: "最近报送"
        case .id: "编号"
        }
    }

    var width: Double {
        switch self {
        case .name, .investors: 36
        case .codes: 22
        case .id: 24
        case .unit, .chain: 14
        case .currency, .stage: 8
        case .firstRound, .lastRound: 10
        default: 12
        }
    }

    func cell(_ project: Project, _ units: UnitNames, _ lexicon: Lexicon) -> WrittenCell {
        switch self {
        case .unit: .text(lexicon.text(units[project.unit]))
        case .name: .text(project.name)
        case .investors: .text(project.investors.map(\.name).joined(separator: "、"))
        case .codes: .text(project.investors.compactMap(\.code).joined(separator: "、"))
        case .total: yiCell(project.total)
        case .foreign: foreignCell(project.total)
        case .currency: .text(project.total?.currency.rawValue)
        case .stage: .text(project.stage.map { lexicon.text($0.label) })
        case .agreement: .text(project.agreement.map { lexicon.text($0.label) })
        case .signedOn: .text(project.signedOn?.description)
        case .chain: .text(project.chain)
        case .mode: .text(project.mode)
        case .received: yiCell(project.received)
        case .firstRound: .text(project.firstRound.description)
        case .lastRound: .text(project.lastRound.description)
        case .id: .text(project.id.text)
        }
    }
}

/// The ledger as a workbook, one row a project, in the reader's language. `mark` is the highest
/// 密级 of its projects.
package func projectBook(
    _ projects: [Project], units: UnitNames, lexicon: Lexicon, stamp: BookStamp,
    layout: BookLayout = .full, mark: LocalName? = nil
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    let columns = layout.columns
    let rows = projects.map { project in
        WrittenRow(columns.map { $0.cell(project, units, lexicon) })
    }
    var sheet = WrittenSheet(
        name: say("项目台账"), title: "\(lexicon.text(stamp.city)) \(say("项目台账"))",
        columns: columns.map { WrittenColumn(say($0.heading), width: $0.width) }, rows: rows)
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    let secrecy = lexicon.text(mark ?? LocalName(zh: "内部", en: "Internal"))
    sheet.remarks = [say("\(secrecy) · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
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
