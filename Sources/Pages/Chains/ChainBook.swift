import Basics
import Chains
import Companies
import Evidence
import Markup
import People
import Projects
import Promises
import Rules
import Tables

/// The whole book of a chain: one text, laid out as .docx, .xlsx and PDF.
package struct ChainBook: Sendable {
    package let paper: PaperText
    private let map: ChainMapPaper?

    /// - Parameter stamp: for whom and when, and the end of the journal that says so.
    package init(_ papers: ChainPapers, stamp: BookStamp) {
        paper = papers.paper(stamp)
        let sample = papers.folder.isSample ? "（示例）" : ""
        let caption: Phrase =
            "\(papers.map.chain.name.zh)产业链全景图 · \(stamp.city.zh)\(sample) · \(papers.today)"
        map =
            papers.map.links.count > Limit.linksOfPrintedMap.count
            ? nil
            : ChainMapPaper(
                papers.map, ChainMapView(["open": "all"]), caption: caption, in: .chinese)
    }

    /// One HTML file that stands by itself; the map goes before its table.
    package var printed: String { paper.printed(with: map.map { [0: $0.figure] } ?? [:]) }

    /// Without its ending.
    package var fileName: String { paper.flatTitle + (paper.header == nil ? "" : "（示例）") }
}

extension ChainPapers {
    fileprivate func paper(_ stamp: BookStamp) -> PaperText {
        let secrecy = mark?.zh ?? "内部"
        return PaperText(
            title: "\(map.chain.name.zh)产业链\n图谱与清单", mark: secrecy,
            header: folder.isSample ? DispatchPapers.sampleHeader : nil,
            signature: folder.name.zh, day: today,
            body: cover(stamp).joined(separator: "\n"),
            attachments: [
                attachment("全景图", [panorama]), attachment("路径图", [paths]),
                attachment("重点招商项目表", [projectTable]), attachment("重点企业清单", [companyTable]),
                attachment("目标企业清单", [targetTable]), attachment("缺口与出处", [gapTable, sourceTable]),
            ], stamp: "\(secrecy) · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)",
            createdAt: stamp.instant)
    }

    private func cover(_ stamp: BookStamp) -> [String] {
        let grades = LinkGradeLevel.allCases.map { level in
            "\(text(level.label))\(map.grades.values.count { $0.level == level })"
        }
        var lines = [
            "城市：\(folder.name.zh)\(folder.isSample ? "（示例）" : "")",
            "截至：\(chinese(today))；数据版本：日志头 \(stamp.head)",
            "环节\(map.links.count)个：\(grades.joined(separator: "，"))；打开的缺口\(openGaps.count)个。",
            "重点招商项目\(projects.count)个，重点企业\(Set(companies.map(\.company.id)).count)家，"
                + "目标企业\(Set(targets.map(\.target.company.id)).count)家。",
        ]
        if sight != .all { lines.append("重点招商项目表只列导出人看得到的项目。") }
        if !hearsTalks { lines.append("与企业会谈的经过、引荐人和下一步不在这一份里。") }
        lines += cuts.map { "\($0.list)太长，只列前\($0.count)条。" }
        lines.append("未知是还没有人声明名单完整，不算缺；得分只算已知的部分，不知道的不猜。")
        return lines
    }

    private func attachment(_ title: String, _ tables: [DocumentTable]) -> LetterAttachment {
        let lines = tables.flatMap { table in
            table.rows.isEmpty ? ["\(table.caption ?? title)：没有。"] : table.paperLines
        }
        return LetterAttachment(title: title, body: lines.joined(separator: "\n"))
    }

    private var openGaps: [Gap] { map.gaps.filter(\.isOpen) }

    private func name(_ link: String) -> String {
        map.links.first { $0.id == link }?.name.zh ?? link
    }

    private func place(_ code: String) -> String {
        CityDivisions(folder).name(of: code)?.zh ?? code
    }

    // MARK: Tables

    private var panorama: DocumentTable {
        let named = Dictionary(
            map.links.map { ($0.id, $0.name.zh) }, uniquingKeysWith: { first, _ in first })
        let sold = Dictionary(grouping: map.supplies, by: \.supplier)
        let ordered = LinkTier.allCases.flatMap { tier in map.links.filter { $0.tier == tier } }
        return table(
            ["上中下游", "环节", "作用", "判断", "依据", "本地企业（家）", "外地企业（家）", "供给哪些环节"],
            ordered.prefix(Limit.linksOfChainBook.count).map { link in
                [
                    text(link.tier.label), link.name.zh, text(link.role.label),
                    level(map.grades[link.id]), reasons(map.grades[link.id]),
                    String(counted.here[link.id] ?? 0), String(counted.elsewhere[link.id] ?? 0),
                    (sold[link.id] ?? []).map { named[$0.buyer] ?? $0.buyer }
                        .joined(separator: "、"),
                ]
            })
    }

    private var paths: DocumentTable {
        let units = UnitNames(folder, on: today)
        return table(
            ["环节", "缺口", "现状", "目标", "年份", "路径", "责任单位", "本地需求", "重点区域", "承接载体"],
            openGaps.map { gap in
                let plan = map.plans[gap.number]
                return [
                    name(gap.link), text(gap.kind.label), level(map.grades[gap.link]),
                    plan.map { text($0.wanted.label) } ?? "", plan.map { String($0.year) } ?? "",
                    plan.map { text($0.path.label) } ?? "",
                    plan.map { units[$0.owner].zh } ?? "没有人负责", plan?.demand ?? "",
                    plan?.regions ?? "", plan?.carriers ?? "",
                ]
            })
    }

    private var projectTable: DocumentTable {
        let (units, stages) = (UnitNames(folder, on: today), folder.stages(on: today))
        return table(
            ["项目", "环节", "投资方", "建设内容", "总投资", "阶段", "区市", "责任人", "计划", "问题"],
            projects.map { one in
                let project = one.listed.project
                let reached = project.reached.flatMap { stages?.stage($0)?.name.zh }
                let plan = (stages?.stages ?? []).compactMap { stage in
                    one.listed.planned[stage.id].map { "\($0)\(stage.name.zh)" }
                }
                return [
                    project.name, one.links.map(name).joined(separator: "、"),
                    project.investors.map(\.name).joined(separator: "、"),
                    one.listed.content ?? "", project.total.map { $0.words.zh } ?? "",
                    reached ?? project.stage.map { text($0.label) } ?? "",
                    units[project.unit].zh, one.listed.contact ?? "",
                    plan.joined(separator: "；"),
                    (one.obstacles.map(\.title) + [one.listed.remark].compactMap(\.self))
                        .joined(separator: "；"),
                ]
            })
    }

    private var companyTable: DocumentTable {
        table(
            ["环节", "企业", "信用代码", "状态", "榜单与资质", "所在地", "备注", "来源"],
            companies.map { one in
                let placement = one.placement
                return [
                    name(placement.link), one.company.name, one.company.creditCode ?? "",
                    text(placement.standing.label),
                    (listNames(one.company.id) + qualities(placement.qualities))
                        .joined(separator: "、"), place(placement.place), placement.note ?? "",
                    one.source?.title ?? "",
                ]
            })
    }

    private var targetTable: DocumentTable {
        table(
            [
                "环节", "补哪个缺口", "企业", "信用代码", "得分", "已知", "理由", "状态", "是否已来", "引荐",
                "最近联系", "下一步", "来源",
            ],
            targets.map { one in
                let (target, score) = (one.target, one.target.score)
                let kinds = one.gaps.map { text($0.kind.label) }
                return [
                    name(one.gaps[0].link), kinds.joined(separator: "、"), target.company.name,
                    target.company.creditCode ?? "",
                    score.isRanked
                        ? score.score.map { String(Int($0.rounded())) } ?? "" : "已知不足",
                    "\(Int((score.coverage * 100).rounded()))%", known(score),
                    text(target.state.label), target.facts.presence.map { text($0.label) } ?? "",
                    target.introducer ?? "", one.lastContact?.description ?? "",
                    [one.next?.nextStep, one.next?.dueOn?.description].compactMap(\.self)
                        .joined(separator: " "), one.sources.map(\.title).joined(separator: "；"),
                ]
            })
    }

    private var gapTable: DocumentTable {
        table(
            ["环节", "缺口", "打开", "日志", "依据"],
            openGaps.map { gap in
                [
                    name(gap.link), text(gap.kind.label),
                    gap.openedAt.day(offset: folder.zoneOffset).description,
                    "第\(gap.openedBy)条",
                    gap.openedReason ?? reasons(map.grades[gap.link]),
                ]
            }, "缺口")
    }

    private var sourceTable: DocumentTable {
        let all =
            [map.source] + companies.map(\.source) + targets.flatMap(\.sources).map(Optional.some)
        let sources = Dictionary(
            all.compactMap(\.self).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return table(
            ["出处", "种类", "日期", "网址"],
            sources.values.sorted { ($0.title, $0.id) < ($1.title, $1.id) }.map { source in
                [
                    source.title, text(source.kind.label), source.dated?.description ?? "",
                    source.address ?? "",
                ]
            }, "出处")
    }

    private func table(
        _ headings: [String], _ rows: [[String]], _ caption: String? = nil
    ) -> DocumentTable {
        DocumentTable(
            columns: headings.map { DocumentTable.Column($0) }, rows: rows, caption: caption)
    }

    // MARK: Words

    private func level(_ grade: LinkGrade?) -> String {
        let risk = grade?.isAtRisk == true ? "，" + text(GapKind.breakRisk.label) : ""
        return text((grade?.level ?? .unknown).label) + risk
    }

    private func reasons(_ grade: LinkGrade?) -> String {
        guard let grade else { return "" }
        let set = grade.override.map {
            "改判为\(text($0.level.label))（\($0.reason)），按名单算是\(text(grade.computed.label))"
        }
        return ([set].compactMap(\.self) + grade.inputs.reasons.map { text($0) })
            .joined(separator: "；")
    }

    private func known(_ score: TargetScore) -> String {
        let known = TargetPart.allCases.compactMap { part in
            score.parts[part].map { "\(text(part.label))\(Int(($0 * 100).rounded()))" }
        }
        let unknown = TargetPart.allCases.filter { score.parts[$0] == nil }.map { text($0.label) }
        return known.joined(separator: "；")
            + (unknown.isEmpty ? "" : "；不知道：" + unknown.joined(separator: "、"))
    }

    private func qualities(_ held: Set<PlacementQuality>) -> [String] {
        PlacementQuality.allCases.filter(held.contains).map { text($0.label) }
    }

    private func listNames(_ company: Identifier) -> [String] {
        folder.listKinds(on: today).filter { lists[company]?.contains($0.id) == true }
            .map(\.name.zh)
    }
}
