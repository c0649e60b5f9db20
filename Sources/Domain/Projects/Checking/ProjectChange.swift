package import Basics

/// What became of one row between two months.
package struct ProjectChange: Hashable, Sendable {
    package var kind: ProjectChangeKind
    /// The row; for a changed one last month's, then this month's.
    package var rows: [ReportedPlace]
    /// In the order of `ChangedField`; empty for new and vanished rows.
    package var fields: [FieldChange]
    /// What a reader should notice: a total raised without a word, a stage that moved backwards.
    package var reasons: [Phrase]

    package init(
        kind: ProjectChangeKind, rows: [ReportedPlace], fields: [FieldChange] = [],
        reasons: [Phrase] = []
    ) {
        self.kind = kind
        self.rows = rows
        self.fields = fields
        self.reasons = reasons
    }
}

package enum ProjectChangeKind: String, Sendable, CaseIterable {
    case new, vanished, changed
}

/// The fields of which changes are told; the raw value is the word for machines.
package enum ChangedField: String, Sendable, CaseIterable {
    case name, investors, total = "total_fen", currency, stage, agreement
    case signedOn = "signed_on", received = "received_fen", contact, evidence
}

/// A field's value in two months, as text for people; nil where there is none.
package struct FieldChange: Hashable, Sendable {
    package var field: ChangedField
    package var before: String?
    package var after: String?

    package init(_ field: ChangedField, before: String?, after: String?) {
        self.field = field
        self.before = before
        self.after = after
    }
}

/// What changed between two months, unit by unit; units that are missing in one of them are left
/// out. Only real changes: a field that a sheet lacks, another writing of the same name or amount,
/// a day given more coarsely are none. Rows that a unit struck out count as gone.
package func projectChanges(
    from previous: [ReportedProject], to current: [ReportedProject], places: [String] = [],
    thresholds: CheckingThresholds = .standard
) -> [ProjectChange] {
    let units = Set(previous.map(\.unit)).intersection(current.map(\.unit))
    let before = previous.filter { units.contains($0.unit) && !$0.isDropped }
        .sorted { $0.place.comesBefore($1.place) }
    let after = current.filter { units.contains($0.unit) }
        .sorted { $0.place.comesBefore($1.place) }
    let reader = TraitReader(places: places, learningFrom: before + after)
    let left = before.map(reader.traits)
    let right = after.map(reader.traits)
    let links = matchRows(previous: left, current: right, thresholds)
    let comparer = RowComparer(previous: before, current: after)
    var found = links.compactMap { link -> ProjectChange? in
        let old = left[link.previous]
        let new = right[link.current]
        if new.project.isDropped {
            return ProjectChange(
                kind: .vanished, rows: [old.place], reasons: ["本月表中已划去"])
        }
        let fields = comparer.fields(old, new)
        guard !fields.isEmpty else { return nil }
        return ProjectChange(
            kind: .changed, rows: [old.place, new.place], fields: fields,
            reasons: notable(old.project, new.project, fields))
    }
    let kept = Set(links.map(\.previous))
    let known = Set(links.map(\.current))
    for (index, row) in before.enumerated() where !kept.contains(index) {
        found.append(ProjectChange(kind: .vanished, rows: [row.place]))
    }
    for (index, row) in after.enumerated() where !known.contains(index) && !row.isDropped {
        found.append(ProjectChange(kind: .new, rows: [row.place]))
    }
    return found
}
