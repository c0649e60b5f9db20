package import Basics
import Evidence
import Markup
package import Projects
import Promises
package import Rules
import Tables

/// One project as one archive (项目一档): an index as a workbook, and every file that was shown of it.
/// Equal values give equal bytes.
package struct ProjectArchive: Sendable {
    package let project: Project
    package let fields: ProjectFields?
    package let happenings: [ProjectHappening]
    package let reviews: [ProjectReview]
    /// Every piece of evidence in its order, withdrawn ones too, then what was brought with orders.
    package let evidence: [ArchivedFile]
    package let folder: CityFolder
    package let units: UnitNames
    package let stages: StageRule?
    package let leads: LeadRule?
    package let mark: LocalName?

    package init(
        project: Project, fields: ProjectFields?, happenings: [ProjectHappening],
        reviews: [ProjectReview], evidence: [ArchivedFile], folder: CityFolder,
        units: UnitNames, stages: StageRule?, leads: LeadRule?, mark: LocalName?
    ) {
        self.project = project
        self.fields = fields
        self.happenings = happenings
        self.reviews = reviews
        self.evidence = evidence
        self.folder = folder
        self.units = units
        self.stages = stages
        self.leads = leads
        self.mark = mark
    }

    /// A zip: the index and the folder of files, named in the reader's language.
    package func zip(lexicon: Lexicon, stamp: BookStamp) throws -> [UInt8] {
        let files = evidence.compactMap { item in
            item.bytes.map { (name: fileName(item, lexicon), bytes: $0) }
        }
        return try zipArchive(
            [(name: lexicon.text("目录") + ".xlsx", bytes: try index(lexicon, stamp).xlsx())] + files)
    }

    /// `佐证/003-施工许可证-证书.pdf`, `督办/督办单〔2026〕1号-2-批复.pdf`
    private func fileName(_ file: ArchivedFile, _ lexicon: Lexicon) -> String {
        let type = file.bytes.flatMap { EvidenceFileType(of: $0) }
        let (folder, name): (Phrase, String) =
            switch file.piece {
            case .evidence(let evidence):
                ("佐证", "\(place(evidence.number))-\(evidence.kind)-\(evidence.source.title)")
            case .order(let order, let entry):
                ("督办", "\(order.mark.text)-\(entry.file?.number ?? 0)-\(entry.shows ?? "")")
            }
        return lexicon.text(folder) + "/"
            + String(
                evidenceName(name, type).map {
                    "/\\:*?\"<>|".contains($0) || $0.isNewline ? "_" : $0
                })
    }

    private func place(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, 3 - digits.count)) + digits
    }

    private func index(_ lexicon: Lexicon, _ stamp: BookStamp) -> WrittenBook {
        func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
        var sheets = [evidenceSheet(lexicon, say), historySheet(lexicon, say)]
        if !reviews.isEmpty { sheets.insert(reviewSheet(lexicon, say), at: 1) }
        if let fields { sheets.insert(recordSheet(fields, lexicon, say), at: 0) }
        let secrecy = lexicon.text(mark ?? LocalName(zh: "内部", en: "Internal"))
        for place in sheets.indices {
            sheets[place].title = project.name
            if stamp.isSample { sheets[place].notes.append(say("示例（全部内容均为虚构）")) }
            sheets[place].remarks = [
                say("\(secrecy) · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")
            ]
        }
        return WrittenBook(
            title: project.name, author: stamp.by, createdAt: stamp.instant, sheets: sheets)
    }

    private func recordSheet(
        _ fields: ProjectFields, _ lexicon: Lexicon, _ say: (Phrase) -> String
    ) -> WrittenSheet {
        func line(_ name: String, _ value: String) -> WrittenRow {
            WrittenRow([.text(name), .text(value)])
        }
        let numbers = fields.numbers.map { numbers in
            [line(say("市级编码"), numbers.city), line(say("区级编码"), numbers.unit)]
        }
        let rows =
            (numbers ?? [])
            + fields.rule.fields.compactMap { field in
                fields[field.id].map { value in
                    line(
                        lexicon.text(field.name),
                        fieldText(value, field.kind, in: folder, units).plainText(in: lexicon))
                }
            }
        return WrittenSheet(
            name: say("项目档案"),
            columns: [WrittenColumn(say("字段"), width: 24), WrittenColumn(say("内容"), width: 60)],
            rows: rows)
    }

    private func evidenceSheet(
        _ lexicon: Lexicon, _ say: (Phrase) -> String
    ) -> WrittenSheet {
        WrittenSheet(
            name: say("目录"),
            columns: [
                WrittenColumn(say("种类"), width: 20), WrittenColumn(say("文件或编号"), width: 40),
                WrittenColumn(say("日期")), WrittenColumn(say("提交单位"), width: 24),
                WrittenColumn(say("档案里的文件"), width: 44), WrittenColumn("SHA-256 / SM3", width: 70),
                WrittenColumn(say("撤回原因"), width: 24),
            ],
            rows: evidence.map { item in
                let file = item.bytes == nil ? nil : fileName(item, lexicon)
                return switch item.piece {
                case .evidence(let evidence):
                    line(
                        evidence.kind, evidence.source.title, evidence.source.dated,
                        say("\(units[evidence.unit])"), file, item.piece.hash, evidence.withdrawn)
                case .order(let order, let entry):
                    line(
                        order.mark.text, entry.shows, entry.on,
                        entry.unit.map { say("\(units[$0])") }, file, item.piece.hash,
                        entry.file?.withdrawn)
                }
            })
    }

    private func line(
        _ kind: String, _ title: String?, _ day: Day?, _ unit: String?, _ file: String?,
        _ hash: String?, _ withdrawn: String?
    ) -> WrittenRow {
        WrittenRow(
            [kind, title, day?.description, unit, file, hash, withdrawn].map { .text($0) })
    }

    /// A line for each review, then one for each item of it.
    private func reviewSheet(
        _ lexicon: Lexicon, _ say: (Phrase) -> String
    ) -> WrittenSheet {
        func line(_ unit: String?, _ words: String?...) -> WrittenRow {
            WrittenRow(words.map { .text($0) } + [.text(unit.map { say("\(units[$0])") })])
        }
        var rows: [WrittenRow] = []
        for review in reviews {
            let kind = folder.reviewKind(review.kind, on: review.openedOn)
            let name = kind.map { lexicon.text($0.name) } ?? review.kind
            let conclusion = review.conclusion
            rows.append(
                line(
                    conclusion?.unit ?? review.unit, name, String(review.round),
                    say(conclusion?.outcome.label ?? "还没有结论"), conclusion?.on.description,
                    conclusion?.title,
                    [review.reason, conclusion?.note, conclusion?.conditions]
                        .compactMap(\.self).joined(separator: "；")))
            for item in (kind?.items ?? []) + (kind?.vetoes ?? []) {
                guard let score = review.score(of: item) else { continue }
                let found =
                    score.finding.flatMap { kind?.finding($0) }.map { lexicon.text($0.name) }
                    ?? score.points.map { "\($0) / \(item.points ?? 0)" }
                    ?? say(score.finding == ReviewScore.vetoed ? "一票否决" : "没有")
                rows.append(
                    line(
                        score.unit, name, String(review.round),
                        "\(lexicon.text(item.name))  \(found)", nil, nil, score.remark))
            }
        }
        return WrittenSheet(
            name: say("评审"),
            columns: [
                WrittenColumn(say("哪一项"), width: 18), WrittenColumn(say("轮次")),
                WrittenColumn(say("结果"), width: 30), WrittenColumn(say("日期"), width: 14),
                WrittenColumn(say("意见文号"), width: 24), WrittenColumn(say("说明"), width: 44),
                WrittenColumn(say("单位"), width: 24),
            ], rows: rows)
    }

    private func historySheet(
        _ lexicon: Lexicon, _ say: (Phrase) -> String
    ) -> WrittenSheet {
        let page = ProjectHistoryPage(
            project: project, entries: happenings, folder: folder, units: units, stages: stages,
            fields: fields?.rule, leads: leads)
        return WrittenSheet(
            name: say("沿革"),
            columns: [
                WrittenColumn(say("时间"), width: 18), WrittenColumn(say("单位"), width: 24),
                WrittenColumn(say("什么"), width: 80),
            ],
            rows: happenings.map { row in
                WrittenRow([
                    .text(row.at.minuteText(offset: folder.zoneOffset)),
                    .text(row.unit.map { say("\(units[$0])") }),
                    .text(page.what(row).plainText(in: lexicon)),
                ])
            })
    }
}
