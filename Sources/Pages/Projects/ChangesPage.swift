package import Basics
import Markup
package import Projects

/// What changed in a month against the one before, what needs asking first.
package struct ChangesPage: Sendable {
    package let month: Month
    package let months: [Month]
    package let units: UnitNames
    package let changes: [LedgerChange]
    /// Narrowed to one kind or one unit; nil is all.
    package let kind: ProjectChangeKind?
    package let unit: String?

    package init(
        month: Month, months: [Month], units: UnitNames, changes: [LedgerChange],
        kind: ProjectChangeKind?, unit: String?
    ) {
        self.month = month
        self.months = months
        self.units = units
        self.changes = changes
        self.kind = kind
        self.unit = unit
    }

    var shown: [LedgerChange] {
        changes.filter { change in
            (kind == nil || change.kind == kind)
                && (unit == nil || (change.after ?? change.before)?.reported.unit == unit)
        }.sorted { !$0.reasons.isEmpty && $1.reasons.isEmpty }
    }

    private func query(_ kind: ProjectChangeKind?) -> AddressQuery {
        ["kind": kind?.rawValue, "unit": unit]
    }

    package var page: Page {
        let month = self.month
        return Page("\(month)与上月比", area: .changes, month: month) {
            pageTitle(
                "\(month)与上月比", lead: "悄悄调高的总投资、倒退的阶段排在最前，先问清楚。"
            ) { printButton() }
            monthTabs(months, current: month) { .changes($0) }
            tabs(
                [
                    Tab(
                        "全部", to: .changes(month, query(nil)), isCurrent: kind == nil,
                        count: changes.count)
                ]
                    + ProjectChangeKind.allCases.map { each in
                        Tab(
                            each.label, to: .changes(month, query(each)), isCurrent: kind == each,
                            count: changes.count { $0.kind == each })
                    })
            filterForm(to: .changes(month)) {
                selectField(
                    "unit", "单位", units.reporting.map { Choice($0, name: units[$0]) },
                    in: FormValues([AddressItem("unit", unit ?? "")]), none: "全部单位")
                if let kind { hiddenField("kind", kind.rawValue) }
                submitButton("筛选")
            }
            if shown.isEmpty {
                emptyState("没有变化", next: "上个月没有收表，或者这个月与上个月一样。")
            } else {
                ChangeList(changes: shown, units: units).html
            }
        }
    }
}
