import Basics
import Tables
import Texts

/// Reads the rows of one project into a value, and notes each reading that differs from what stands
/// there.
struct ProjectReader {
    let context: SheetReadingContext
    let names: UnitNames
    let grid: SheetGrid
    let columns: [LayoutColumn]
    /// Red marks nothing here: most rows are red, or a note says what else it means.
    let redIsPlain: Bool

    private var vocabulary: SheetVocabulary { context.vocabulary }
    private var investorNames: InvestorNames { InvestorNames(vocabulary: vocabulary) }

    /// What the rows around a project say of it.
    struct Surroundings {
        var unit: String?
        var stage: (stage: Stage, raw: String)?
        var chain: String?
        var isDropped = false
    }

    /// Nil when the row has nothing that makes a project.
    func project(
        rows: [GridRow], around: Surroundings, stages: inout [String: StageReading?],
        notes: inout [ReadingNote], missing: inout [CellPlace]
    ) -> ReportedProject? {
        guard let first = rows.first, let last = rows.last else { return nil }
        var project = ReportedProject(
            place: ReportedPlace(
                file: grid.file, sheet: grid.name, row: first.number, lastRow: last.number),
            unit: around.unit ?? "", name: "", investors: [], total: nil, stage: nil,
            agreement: nil,
            signedOn: nil, chain: nil, mode: nil, received: nil, contact: nil, hasEvidence: nil,
            content: nil, remark: nil, isDropped: around.isDropped, cells: [:])
        var seen = CellsSeen()
        for column in columns {
            guard let field = column.field else { continue }
            let cell = cell(of: column.column, in: rows)
            if let cell, cell.lacksKeptValue, field != .remark, field != .ordinal, field != .other {
                missing.append(grid.place(first.number, column.column))
            }
            if let cell, case .error(let code) = cell.value {
                note(&notes, first, column, "单元格是错误值\(code)，未读取")
                continue
            }
            let raw = cell?.text ?? ""
            if field != .other, !raw.isEmpty, project.cells[field] == nil {
                project.cells[field] = ReportedCell(column: column.column, raw: raw)
            }
            take(field, raw, cell, column, rows, &project, &seen, &notes)
        }
        guard !project.name.isEmpty || !project.investors.isEmpty else { return nil }
        finish(&project, rows, around, seen, &notes, &stages)
        return project
    }

    /// Values that are judged only when all columns are known.
    struct CellsSeen {
        var foreign: Money?
        var stageText: String?
        var agreementColumn: Bool = false
        var agreementText = ""
        var agreementHeading = ""
        var evidence: (text: String, seen: Bool) = ("", false)
        var startedOn: RoughDay?
        var dayIsAfter = false
        var currencyUnit: AmountUnit?
    }

    /// A column's cell of a project: its own, or the one merged from above.
    private func cell(of column: Int, in rows: [GridRow]) -> SheetCell? {
        guard let first = rows.first else { return nil }
        for row in rows {
            if let cell = row.cells[column], !cell.isBlank { return cell }
        }
        guard let merge = grid.merge(atRow: first.number, column: column),
            merge.rows.lowerBound < first.number
        else { return nil }
        return grid.rows.lazy.first { $0.number == merge.rows.lowerBound }?
            .cells[merge.columns.lowerBound]
    }

    private func take(
        _ field: ReportedField, _ raw: String, _ cell: SheetCell?, _ column: LayoutColumn,
        _ rows: [GridRow], _ project: inout ReportedProject, _ seen: inout CellsSeen,
        _ notes: inout [ReadingNote]
    ) {
        guard let first = rows.first else { return }
        let text = tidy(raw)
        let isEmpty = vocabulary.isEmpty(text)
        switch field {
        case .name:
            project.name = text
            if raw.unicodeScalars.contains(where: { $0 == "\n" || $0 == "\r" }) {
                note(&notes, first, column, "名称中的换行已去掉")
            }
        case .investors: readInvestors(rows, column, &project, &notes)
        case .code: break
        case .total:
            project.total = isEmpty ? nil : money(text, column, first, &notes)
        case .foreignTotal:
            seen.foreign = isEmpty ? nil : money(text, column, first, &notes)
        case .received:
            project.received = isEmpty ? nil : money(text, column, first, &notes)
        case .stage:
            if !isEmpty { seen.stageText = text }
        case .agreement:
            seen.agreementColumn = true
            seen.agreementText = text
            seen.agreementHeading = column.heading
        case .signedOn:
            if !isEmpty { project.signedOn = day(text, cell, column, first, &notes) }
        case .startedOn:
            if !isEmpty, case .day(let day, _) = dayReading(text, cell) { seen.startedOn = day }
        case .chain: project.chain = isEmpty ? nil : text
        case .mode: project.mode = isEmpty ? nil : text
        case .contact: project.contact = isEmpty ? nil : text
        case .content: project.content = isEmpty ? nil : text
        case .remark:
            if !isEmpty {
                project.remark = project.remark.map { $0 + "；" + text } ?? text
            }
        case .evidence: seen.evidence = (text, true)
        case .district:
            if let unit = names.exact(text) ?? names.mentioned(in: text).first {
                project.unit = unit.id
            }
        case .currency: seen.currencyUnit = amountUnit(in: " " + text)
        case .ordinal, .fixed, .yearPlan, .origin, .previousTotal, .leader, .phone, .other: break
        }
    }

    private func finish(
        _ project: inout ReportedProject, _ rows: [GridRow], _ around: Surroundings,
        _ seen: CellsSeen, _ notes: inout [ReadingNote], _ stages: inout [String: StageReading?]
    ) {
        guard let first = rows.first else { return }
        if project.total == nil { project.total = seen.foreign }
        readStage(&project, first, around, seen, &notes, &stages)
        let isTalks = project.stage == .talks
        if seen.agreementColumn {
            project.agreement = vocabulary.agreement(
                in: seen.agreementText, heading: seen.agreementHeading)
            if project.agreement == nil, seen.agreementText.isEmpty, isTalks {
                project.agreement = Agreement.none
            }
            if project.agreement == nil, !seen.agreementText.isEmpty {
                noteField(&notes, first, .agreement, "“\(seen.agreementText)”看不出是正式协议还是框架协议，留空")
            }
        }
        if seen.evidence.seen {
            let found = vocabulary.evidence(in: seen.evidence.text)
            let isDash = found == nil || seen.evidence.text.isEmpty
            project.hasEvidence = isDash ? (isTalks ? nil : false) : found
        }
        if project.chain == nil, let chain = around.chain {
            project.chain = chain
            project.cells[.chain] = ReportedCell(column: nil, raw: chain)
        }
        if let day = project.signedOn, isTalks, day.first > context.period.asOf.last {
            project.signedOn = nil
            noteField(&notes, first, .signedOn, "在谈项目的签约时间晚于收表月份，按计划处理，未作签约日")
        }
        project.isDropped = project.isDropped || isMarkedDropped(project, rows)
    }

    private func readStage(
        _ project: inout ReportedProject, _ first: GridRow, _ around: Surroundings,
        _ seen: CellsSeen, _ notes: inout [ReadingNote], _ stages: inout [String: StageReading?]
    ) {
        if let text = seen.stageText {
            let known = stages[text]
            let read = known ?? vocabulary.stage(in: text)
            if known == nil, stages.count < 10_000 { stages[text] = .some(read) }
            if let reading = read {
                project.stage = reading.stage
                if reading.isInferred {
                    noteField(
                        &notes, first, .stage,
                        "“\(text)”按尚未到的阶段读作“\(Phrase(key: reading.stage.rawValue))”")
                }
                return
            }
            if vocabulary.saysDropped(text) {
                project.isDropped = true
            } else {
                noteField(&notes, first, .stage, "阶段“\(text)”不认识")
            }
        }
        if let around = around.stage {
            project.stage = around.stage
            project.cells[.stage] = ReportedCell(column: nil, raw: around.raw)
        } else if seen.stageText == nil, let started = seen.startedOn,
            started.first <= context.period.asOf.last
        {
            project.stage = .started
            noteField(&notes, first, .stage, "没有阶段，按开工时间读作“开工”")
        }
    }

    private func isMarkedDropped(_ project: ReportedProject, _ rows: [GridRow]) -> Bool {
        guard let row = rows.first else { return false }
        let filled = row.cells.compactMap { $0 }.filter { !$0.isBlank }
        let name = columns.first { $0.field == .name }.flatMap { row.cells[$0.column] }
        let struck = filled.filter(\.isStruckOut).count
        if name?.isStruckOut == true || struck * 2 > filled.count { return true }
        if !redIsPlain {
            let red = filled.filter(\.isRed).count
            if name?.isRed == true && red * 2 > filled.count { return true }
        }
        return project.remark.map(vocabulary.saysDropped) ?? false
    }

    // MARK: Cells

    private func money(
        _ text: String, _ column: LayoutColumn, _ row: GridRow, _ notes: inout [ReadingNote]
    ) -> Money? {
        switch readAmount(text, unit: column.unit) {
        case .amount(let money, let marks):
            if marks.contains(.approximate) { note(&notes, row, column, "“\(text)”按所写数字读取") }
            if marks.contains(.oneOfSeveral) {
                note(&notes, row, column, "“\(text)”含多个金额，取总投资")
            }
            if marks.contains(.chineseNumerals) { note(&notes, row, column, "“\(text)”由中文数字换算") }
            if marks.contains(.rounded) { note(&notes, row, column, "“\(text)”不足一分的部分四舍五入") }
            if marks.contains(.ownUnit), let unit = column.unit, amountUnit(in: text) != unit,
                !marks.contains(.oneOfSeveral)
            {
                note(&notes, row, column, "“\(text)”写明的单位与表头“\(unit.word)”不同，按单元格读取")
            }
            if halfWidth(text) != text { note(&notes, row, column, "“\(text)”中的全角字符按半角读取") }
            return money
        case .range:
            note(&notes, row, column, "“\(text)”是一个范围，未读取")
        case .several:
            note(&notes, row, column, "“\(text)”含多个金额而未写明总投资，未读取")
        case .nothing:
            note(&notes, row, column, "“\(text)”看不出金额，未读取")
        }
        return nil
    }

    private func dayReading(
        _ text: String, _ cell: SheetCell?, others: [String] = []
    ) -> DayReading {
        if case .date(let day, _)? = cell?.value { return .day(RoughDay(day), []) }
        return readRoughDay(text, asOf: context.period.asOf, others: others)
    }

    private func day(
        _ text: String, _ cell: SheetCell?, _ column: LayoutColumn, _ row: GridRow,
        _ notes: inout [ReadingNote]
    ) -> RoughDay? {
        switch dayReading(text, cell, others: ["开工", "动工", "竣工", "投产", "开业"]) {
        case .day(let day, let marks):
            if marks.contains(.yearCompleted) {
                note(&notes, row, column, "“\(text)”没有年份，读作\(day.first.year)年")
            }
            if marks.contains(.tenDays) { note(&notes, row, column, "“\(text)”只精确到旬") }
            if marks.contains(.serial) {
                note(&notes, row, column, "“\(text)”按表格软件的日期序号读作\(day.first)")
            }
            if marks.contains(.amongWords) {
                note(&notes, row, column, "“\(text)”中取\(day.description)")
            }
            if marks.contains(.coarse) { note(&notes, row, column, "“\(text)”只取年份") }
            return day
        case .planned:
            note(&notes, row, column, "“\(text)”是计划时间，未作签约日")
        case .nothing:
            note(&notes, row, column, "“\(text)”看不出日期，未读取")
        }
        return nil
    }

    private func readInvestors(
        _ rows: [GridRow], _ column: LayoutColumn, _ project: inout ReportedProject,
        _ notes: inout [ReadingNote]
    ) {
        let codeColumn = columns.first { $0.field == .code }?.column
        var isFirst = true
        for row in rows {
            var text = row.text(column.column)
            if isFirst, text.isEmpty, let merged = cell(of: column.column, in: [row]) {
                text = merged.text
            }
            var code = codeColumn.map { row.text($0) } ?? ""
            if isFirst, code.isEmpty, let codeColumn, let merged = cell(of: codeColumn, in: [row]) {
                code = merged.text
            }
            isFirst = false
            let codes = investorNames.codes(in: code)
            let split = investorNames.split(text, codes: codes.count)
            if split.isDoubtful { note(&notes, row, column, "“\(tidy(text))”中的换行可能分开两个名称") }
            for (index, name) in split.names.enumerated()
            where !project.investors.contains(where: {
                $0.name == name
            }) {
                let own = index < codes.count ? codes[index] : nil
                project.investors.append(
                    ReportedInvestor(
                        name: name, code: own, codeIsValid: own.map(creditCodeIsValid)))
            }
            if codes.count > split.names.count, !split.names.isEmpty, let codeColumn {
                notes.append(
                    ReadingNote(
                        place: grid.place(row.number, codeColumn),
                        message: "信用代码比投资方多，多出的未读取"))
            }
            noteCode(code, codes, row, codeColumn, &notes)
        }
    }

    private func noteCode(
        _ text: String, _ codes: [String], _ row: GridRow, _ column: Int?,
        _ notes: inout [ReadingNote]
    ) {
        guard let column, !vocabulary.isEmpty(text) else { return }
        let place = grid.place(row.number, column)
        if codes.isEmpty {
            notes.append(ReadingNote(place: place, message: "“\(tidy(text))”不是信用代码，未读取"))
        } else if codes.count == 1, codes[0] != text {
            notes.append(ReadingNote(place: place, message: "信用代码去掉多余字符后读作\(codes[0])"))
        }
        for code in codes where !creditCodeIsValid(code) {
            notes.append(ReadingNote(place: place, message: "信用代码\(code)校验不通过"))
        }
    }

    private func note(
        _ notes: inout [ReadingNote], _ row: GridRow, _ column: LayoutColumn, _ message: Phrase
    ) {
        notes.append(ReadingNote(place: grid.place(row.number, column.column), message: message))
    }

    private func noteField(
        _ notes: inout [ReadingNote], _ row: GridRow, _ field: ReportedField, _ message: Phrase
    ) {
        let column = columns.first { $0.field == field }?.column
        notes.append(ReadingNote(place: grid.place(row.number, column), message: message))
    }
}
