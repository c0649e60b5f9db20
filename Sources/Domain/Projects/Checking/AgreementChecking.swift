import Basics

extension ReportedProject {
    /// What the row's agreement is by everything it says: its own column unless the remark tells of
    /// a mere framework. Nil when the sheet tells nothing.
    package var agreementByNotes: Agreement? {
        guard agreement != .framework, frameworkWording != nil else { return agreement }
        return .framework
    }

    /// Whether the row counts as signed: by its stage, else by the day it was signed.
    var isSigned: Bool { stage.map { $0 >= .signed } ?? (signedOn != nil) }

    /// The words in the row's notes by which only a framework was signed.
    var frameworkWording: (words: String, text: String)? {
        let notes = [remark, cells[.stage]?.raw, cells[.evidence]?.raw].compactMap { $0 }
        let read = notes.map { ($0, AgreementWording($0)) }
        if read.contains(where: { $0.1 == .madeFormal }) { return nil }
        for (text, wording) in read {
            if case .framework(let words)? = wording { return (words, text) }
        }
        return nil
    }
}

/// Rows reported as formally signed of which the notes tell only a framework or an intention.
func frameworks(among rows: [ReportedProject]) -> [Suspicion] {
    rows.compactMap { row in
        guard row.isSigned, row.agreement == .formal || row.agreement == nil,
            let (words, text) = row.frameworkWording
        else { return nil }
        return Suspicion(
            kind: .framework, rows: [row.place], score: row.agreement == .formal ? 0.95 : 0.85,
            reasons: ["按正式协议填报，备注写明“\(text)”（\(words)）"])
    }
}

/// Signed rows without proof, in sheets that have a column for it.
func missingEvidence(among rows: [ReportedProject]) -> [Suspicion] {
    let withColumn = Set(rows.filter { $0.hasEvidence != nil }.map(\.place.file))
    return rows.compactMap { row in
        guard row.isSigned, row.hasEvidence != true else { return nil }
        if row.hasEvidence == nil {
            guard withColumn.contains(row.place.file) else { return nil }
        }
        let raw = row.cells[.evidence]?.raw ?? ""
        let reason: Phrase =
            raw.isEmpty ? "已签约，佐证材料为空" : "已签约，佐证材料填“\(raw)”"
        return Suspicion(
            kind: .noEvidence, rows: [row.place], score: row.hasEvidence == false ? 0.95 : 0.8,
            reasons: [reason])
    }
}
