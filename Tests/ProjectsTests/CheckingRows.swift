import Basics
import Projects

/// A row for the tests of checking; each field that a test doesn't name stays usual.
func row(
    _ unit: String, _ number: Int, _ name: String, _ investors: [String], code: String? = nil,
    yi: Double? = 2.3, signed: String? = "2026-05-12", stage: Stage? = .signed,
    agreement: Agreement? = .formal, evidence: Bool? = true, remark: String? = nil,
    received: Double? = nil, contact: String? = nil, chain: String? = nil, file: String? = nil,
    isDropped: Bool = false, cells: [ReportedField: ReportedCell] = [:]
) -> ReportedProject {
    ReportedProject(
        place: place(file ?? unit + ".xlsx", number), unit: unit, name: name,
        investors: investors.enumerated().map { index, name in
            let own = index == 0 ? code : nil
            return ReportedInvestor(name: name, code: own, codeIsValid: own.map { _ in true })
        },
        total: yi.map { Money(minor: Int64(($0 * 1e10).rounded())) }, stage: stage,
        agreement: agreement, signedOn: signed.flatMap(day), chain: chain,
        received: received.map { Money(minor: Int64(($0 * 1e10).rounded())) }, contact: contact,
        hasEvidence: evidence, remark: remark, isDropped: isDropped, cells: cells)
}

func place(_ file: String, _ row: Int) -> ReportedPlace {
    ReportedPlace(file: file, sheet: "项目台账", row: row, lastRow: row)
}

/// `2026-05-12` is a day, `2026-05` a month.
func day(_ text: String) -> RoughDay? {
    if let day = Day(text: text) { return RoughDay(day) }
    return Month(text: text).map { RoughDay($0.first, .month) }
}

let october = Month(of: Day(number: 20_742))

func check(
    _ rows: [ReportedProject], earlier: [ReportedProject] = [], sums: [ReportedSum] = [],
    lastMonth: [ReportedProject] = []
) -> [Suspicion] {
    suspicions(
        in: CheckingInput(
            month: october, projects: rows, sums: sums, earlier: earlier, lastMonth: lastMonth,
            places: ["示例市", "东屿区", "西岭区"]))
}

func kinds(_ found: [Suspicion]) -> [SuspicionKind] { found.map(\.kind) }
