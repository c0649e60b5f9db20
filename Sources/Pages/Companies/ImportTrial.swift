import Basics
package import Companies
import Markup

/// What importing one register would do, row by row; nothing was saved.
package struct ImportTrial: Sendable {
    package let file: String
    /// How many rows of each kind.
    package private(set) var counts: [Outcome: Int] = [:]
    /// The first rows that would change something.
    package private(set) var rows: [Row] = []

    package enum Outcome: Sendable, CaseIterable {
        case new, changed, unchanged, joined, refused
    }

    package struct Row: Sendable {
        let number: Int
        let name: String
        let outcome: Outcome
        let changes: [CompanyFieldChange]
    }

    package init(file: String) { self.file = file }

    package mutating func add(_ line: RegisterLine, row: Int) {
        let outcome: Outcome =
            switch line {
            case .refused: .refused
            case .joined: .joined
            case .planned(let plan):
                switch plan.outcome {
                case .new: .new
                case .changed: .changed
                case .unchanged: .unchanged
                case .refused: .refused
                }
            }
        counts[outcome, default: 0] += 1
        guard case .planned(let plan) = line, outcome == .new || outcome == .changed,
            rows.count < Limit.rowsOfTrial.count
        else { return }
        rows.append(
            Row(
                number: row, name: plan.name, outcome: outcome,
                changes: plan.outcome.changes.filter { $0.field != "standing" || $0.before != nil }
            ))
    }

    var html: HTML {
        card("试导入：\(file)，什么也没有存") {
            figures {
                for outcome in Outcome.allCases {
                    figureLine(outcome.label, String(counts[outcome] ?? 0), unit: "行")
                }
            }
            if !rows.isEmpty { table.html(rows) }
            let rest = (counts[.new] ?? 0) + (counts[.changed] ?? 0) - rows.count
            if rest > 0 { p("另有\(rest)行没有列出。", .class("hint")) }
        }
    }

    private var table: DataTable<Row> {
        DataTable(
            "会怎样",
            columns: [
                DataColumn("行", isNumber: true) { String($0.number) },
                DataColumn("企业名称", isHead: true) { $0.name },
                DataColumn("会怎样", isShort: true) { $0.outcome.label },
                DataColumn("内容") { row in
                    ul(.class("facts")) {
                        for change in row.changes {
                            li {
                                fieldLabel(change.field)
                                "："
                                if let before = change.before { "\(before) → " }
                                change.after ?? ""
                            }
                        }
                    }
                },
            ])
    }
}

extension ImportTrial.Outcome {
    fileprivate var label: Phrase {
        switch self {
        case .new: "新增"
        case .changed: "改动"
        case .unchanged: "没有变化"
        case .joined: "合为一条"
        case .refused: "不收"
        }
    }
}

/// What a field of a company is called; names and codes by their kinds.
private func fieldLabel(_ field: String) -> Phrase {
    if let kind = CompanyNameKind(rawValue: field) { return kind.label }
    if let scheme = IdentifierScheme(rawValue: field) { return scheme.label }
    switch field {
    case "name": return CompanyNameKind.legal.label
    case "foreign_registration": return IdentifierScheme.foreign.label
    case "standing": return "状态"
    case "founded": return CompanyField.foundedOn.label
    default: return CompanyField(rawValue: field)?.label ?? "其他"
    }
}

extension Limit {
    /// Rows of a trial that are listed.
    fileprivate static let rowsOfTrial: Limit = 200
}
