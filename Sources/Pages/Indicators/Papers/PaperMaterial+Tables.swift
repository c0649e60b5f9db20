import Basics
import Indicators
import Projects
import Rules
import Tables

/// The tables that a letter asks for.
extension PaperMaterial {
    func tables(_ asked: LetterTable) -> [DocumentTable] {
        switch asked {
        case .ranking: dispatch.map { [$0.rankingTable] } ?? []
        case .suspicions: dispatch.map { [$0.suspicionTable] } ?? []
        case .changes: dispatch.map { [$0.changesTable] } ?? []
        case .figures: [figuresTable]
        case .units(let id): figure(id).map { [unitsTable($0)] } ?? []
        case .months(let id): figure(id)?.byMonth.map { [grouped($0, "月份")] } ?? []
        case .groups(let id, let dimension):
            figure(id)?.byDimension[dimension].map { [grouped($0, text(dimension.label))] } ?? []
        case .lights: [lightsTable]
        case .scores(let id):
            scores.filter { $0.question.card.id == id }.flatMap(scoreTables)
        case .published: [publishedTable]
        }
    }

    private func figure(_ id: String) -> PaperFigure? { figures.first { $0.indicator.id == id } }

    private func table(
        _ caption: String, _ headings: [String], _ rows: [[String]], unit: String? = nil,
        strong: Int = 0
    ) -> DocumentTable {
        var table = DocumentTable(
            columns: headings.map { DocumentTable.Column($0) }, rows: rows, caption: caption,
            unit: unit)
        table.strongRows = Set(rows.indices.suffix(strong))
        return table
    }

    private var figuresTable: DocumentTable {
        table(
            "主要指标，\(text(question.period.name))",
            ["指标", "单位", "数值", "去年同期", "同比", "全年目标", "完成率"],
            figures.map { figure in
                let unit = figure.indicator.unit
                let (now, before) = (figure.compared.now.whole, figure.compared.before?.whole)
                let target = figure.targets.first { $0.unit == nil }
                return [
                    figure.indicator.name.zh, unit.word.map(text) ?? "%", unit.number(now),
                    before.map(unit.number) ?? "—",
                    text(before.flatMap { unit.change(from: $0, to: now) }),
                    target?.value.map(unit.number(ofTarget:)) ?? "—",
                    target?.progress(now, of: figure.indicator, through: endedMonths)?
                        .completionText ?? "—",
                ]
            })
    }

    private func unitsTable(_ figure: PaperFigure) -> DocumentTable {
        let unit = figure.indicator.unit
        let hasTargets = !figure.targets.isEmpty
        func row(
            _ place: String, _ name: String, _ sum: FactSum, _ before: FactSum?,
            _ target: IndicatorTarget?
        ) -> [String] {
            let progress = target?.progress(sum, of: figure.indicator, through: endedMonths)
            return [
                place, name, unit.number(sum), before.map(unit.number) ?? "—",
                text(before.flatMap { unit.change(from: $0, to: sum) }),
            ]
                + (hasTargets
                    ? [
                        target?.value.map(unit.number(ofTarget:)) ?? "—",
                        progress?.completionText ?? "—", text(progress?.pace),
                    ] : [])
        }
        let ordered = lines(figure).enumerated().sorted {
            ($0.element.place ?? .max, $0.offset) < ($1.element.place ?? .max, $1.offset)
        }.map(\.element)
        var rows = ordered.map { line in
            row(line.place.map(String.init) ?? "", line.name, line.sum, line.before, line.target)
        }
        for (name, sum) in [
            ("市本级", figure.table.lines.first { $0.subject == .cityOffices }?.sum ?? FactSum()),
            ("减：双算重复", figure.table.doubled),
        ] where sum.value != 0 { rows.append(row("", name, sum, nil, nil)) }
        rows.append(
            row(
                "", "全市", figure.compared.now.whole, figure.compared.before?.whole,
                figure.targets.first { $0.unit == nil }))
        return table(
            "\(figure.indicator.name.zh)，\(text(question.period.name))",
            ["名次", "单位", "数值", "去年同期", "同比"]
                + (hasTargets ? ["全年目标", "完成率", "比时间进度"] : []),
            rows, unit: unit.word.map { "单位：\(text($0))" }, strong: 1)
    }

    private func grouped(_ figure: ComparedFigure, _ heading: String) -> DocumentTable {
        let unit = figure.indicator.unit
        var rows = figure.now.groups.map { group in
            let before = figure.before.map { $0.sum(of: figure.earlier(group.value)) ?? FactSum() }
            return [
                group.value ?? "没有写明", unit.number(group.sum), before.map(unit.number) ?? "—",
                text(before.flatMap { unit.change(from: $0, to: group.sum) }),
            ]
        }
        rows.append([
            "合计", unit.number(figure.now.whole),
            figure.before.map { unit.number($0.whole) } ?? "—",
            text(figure.before.flatMap { unit.change(from: $0.whole, to: figure.now.whole) }),
        ])
        return table(
            "\(figure.indicator.name.zh)，按\(heading)", [heading, "数值", "去年同期", "同比"], rows,
            unit: unit.word.map { "单位：\(text($0))" }, strong: 1)
    }

    private var lightsTable: DocumentTable {
        table(
            "亮灯", ["规则", "灯", "对象", "单位", "差多少", "理由"],
            lights.map { one in
                [
                    one.rule?.name.zh ?? one.light.rule,
                    one.rule?.word(one.light.level).zh ?? "",
                    one.project ?? units[one.light.unit].zh,
                    units[one.light.unit].zh, text(one.measureText), text(one.excuseText),
                ]
            })
    }

    private func scoreTables(_ sheet: ScoreSheet) -> [DocumentTable] {
        let card = sheet.question.card
        return card.classes.map { one in
            table(
                "\(card.name.zh)，\(one.name.zh)",
                ["名次", "单位", "得分"] + card.terms.map(\.name.zh),
                sheet.scores.filter { $0.className == one.id }.map { score in
                    [
                        score.rank.map(String.init) ?? "—", units[score.unit].zh, score.knownText,
                    ] + score.terms.map { $0.points?.description ?? "—" }
                })
        }
    }

    private var publishedTable: DocumentTable {
        table(
            "公开发布的数据（不参加合计）", ["数据", "口径", "数值", "同比", "发布", "来源"],
            published.map { one in
                [
                    one.series.name.zh, text(one.series.kind.label), one.figure.written,
                    text(one.figure.change?.name), one.figure.released.description,
                    one.figure.source,
                ]
            })
    }
}
