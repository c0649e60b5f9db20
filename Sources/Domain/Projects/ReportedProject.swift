package import Basics

/// One project as one unit reported it in one sheet: what the rows say, read but not judged.
/// Not the project itself, which lives through many months and may be reported by two units.
package struct ReportedProject: Hashable, Sendable {
    package var place: ReportedPlace
    /// Identifier of the reporting unit in the city folder.
    package var unit: String
    package var name: String
    package var investors: [ReportedInvestor]
    package var total: Money?
    package var stage: Stage?
    package var agreement: Agreement?
    package var signedOn: RoughDay?
    package var chain: String?
    package var mode: String?
    package var received: Money?
    package var contact: String?
    /// True: named or «有»; false: «无», «待补»; nil: the sheet has no such column.
    package var hasEvidence: Bool?
    package var content: String?
    package var remark: String?
    /// Struck out or red: the unit says that the project left.
    package var isDropped: Bool
    /// Where each value stood and what stood there.
    package var cells: [ReportedField: ReportedCell]

    package init(
        place: ReportedPlace, unit: String, name: String, investors: [ReportedInvestor] = [],
        total: Money? = nil, stage: Stage? = nil, agreement: Agreement? = nil,
        signedOn: RoughDay? = nil, chain: String? = nil, mode: String? = nil,
        received: Money? = nil, contact: String? = nil, hasEvidence: Bool? = nil,
        content: String? = nil, remark: String? = nil, isDropped: Bool = false,
        cells: [ReportedField: ReportedCell] = [:]
    ) {
        self.place = place
        self.unit = unit
        self.name = name
        self.investors = investors
        self.total = total
        self.stage = stage
        self.agreement = agreement
        self.signedOn = signedOn
        self.chain = chain
        self.mode = mode
        self.received = received
        self.contact = contact
        self.hasEvidence = hasEvidence
        self.content = content
        self.remark = remark
        self.isDropped = isDropped
        self.cells = cells
    }
}

package struct ReportedInvestor: Hashable, Sendable {
    package var name: String
    /// Unified social credit code as written, trimmed and upper-cased; nil when none is given.
    package var code: String?
    /// Whether `code` is right by GB 32100-2015; nil without a code.
    package var codeIsValid: Bool?

    package init(name: String, code: String? = nil, codeIsValid: Bool? = nil) {
        self.name = name
        self.code = code
        self.codeIsValid = codeIsValid
    }
}

/// The rows of one project in a file; several when its cells are merged down over investors.
package struct ReportedPlace: Hashable, Sendable {
    /// As given: `month-1/NAME.xlsx`.
    package var file: String
    package var sheet: String?
    package var row: Int
    package var lastRow: Int

    package init(file: String, sheet: String?, row: Int, lastRow: Int) {
        self.file = file
        self.sheet = sheet
        self.row = row
        self.lastRow = lastRow
    }
}

package struct ReportedCell: Hashable, Sendable {
    /// From 0; nil when the value comes from a section row, the sheet's name or a line above the
    /// table.
    package var column: Int?
    package var raw: String

    package init(column: Int?, raw: String) {
        self.column = column
        self.raw = raw
    }
}

/// The fields a sheet may have. The raw value is the word in stored cells, changes and layouts.
package enum ReportedField: String, Sendable, CaseIterable {
    case name, investors, code, total, foreignTotal = "foreign_total", stage, agreement
    case signedOn = "signed_on", chain, mode, received, contact, evidence, content, remark
    case district, ordinal, fixed, yearPlan = "year_plan", origin, previousTotal = "previous_total"
    case startedOn = "started_on", leader, phone, currency
    /// A column that is understood and left aside.
    case other
}

/// The stages of the first form; the raw value is the field's own word.
package enum Stage: String, Sendable, CaseIterable, Comparable {
    case talks = "在谈", signed = "签约", started = "开工", completed = "竣工", producing = "投产"

    package static func < (left: Stage, right: Stage) -> Bool { left.order < right.order }
    private var order: Int { Stage.allCases.firstIndex(of: self) ?? 0 }
}

extension Stage {
    package var label: Phrase {
        switch self {
        case .talks: "在谈"
        case .signed: "签约"
        case .started: "开工"
        case .completed: "竣工"
        case .producing: "投产"
        }
    }
}

package enum Agreement: String, Sendable, CaseIterable {
    case formal, framework, none
}

/// A sum that a sheet states (小计, 合计, a line of a summary sheet), and the rows it stands for.
package struct ReportedSum: Hashable, Sendable {
    package var place: ReportedPlace
    package var label: String
    package var count: Int?
    package var total: Money?
    package var received: Money?
    /// First rows of the projects it should add up.
    package var parts: [ReportedPlace]

    package init(
        place: ReportedPlace, label: String, count: Int? = nil, total: Money? = nil,
        received: Money? = nil, parts: [ReportedPlace] = []
    ) {
        self.place = place
        self.label = label
        self.count = count
        self.total = total
        self.received = received
        self.parts = parts
    }
}

/// Something that was read differently from what stands there, or could not be read.
package struct ReadingNote: Hashable, Sendable {
    package var place: CellPlace
    package var message: Phrase
}

/// Everything read from one file.
package struct ReadSheet: Sendable {
    package var projects: [ReportedProject]
    package var sums: [ReportedSum]
    package var notes: [ReadingNote]
    /// How each table was understood, for showing and correcting.
    package var layouts: [TableLayout] = []
}
