package import Basics
import Companies
import Evidence
import Markup
package import Projects
import Promises
package import Rules

/// Everything that happened to a project, in one line of time, the latest first: sheets, stages,
/// evidence, fields, who it was assigned to, orders about it, the lead it came from. Each line says
/// who, when and, where something was changed, what stood there before.
package struct ProjectHistoryPage: Sendable {
    package let project: Project
    package let entries: [ProjectHappening]
    package let zoneOffset: Int
    package let units: UnitNames
    package let folder: CityFolder
    package let stages: StageRule?
    package let fields: FieldsRule?
    package let leads: LeadRule?
    package let mayExport: Bool
    /// Closed months that reported the project and that the reader may correct.
    package let closedMonths: [Month]
    package let values: FormValues

    package init(
        project: Project, entries: [ProjectHappening], folder: CityFolder, units: UnitNames,
        stages: StageRule?, fields: FieldsRule?, leads: LeadRule?, mayExport: Bool = false,
        closedMonths: [Month] = [], values: FormValues = FormValues()
    ) {
        self.project = project
        self.entries = entries
        zoneOffset = folder.zoneOffset
        self.units = units
        self.folder = folder
        self.stages = stages
        self.fields = fields
        self.leads = leads
        self.mayExport = mayExport
        self.closedMonths = closedMonths
        self.values = values
    }

    package var page: Page {
        Page("\(project.name)", area: .projects) {
            pageTitle(text: project.name, lead: "全部沿革，新的在前。") {
                link("回到项目", to: .project(project.id), .class("button"))
                if mayExport {
                    link("项目一档（打包下载）", to: .projectArchive(project.id), .class("button"))
                }
                printButton()
            }
            problemNotice(values.problems)
            if !closedMonths.isEmpty {
                correctionForm(of: project.id, months: closedMonths, in: values)
            }
            table.html(entries)
        }
    }

    private var table: DataTable<ProjectHappening> {
        DataTable(
            "沿革",
            columns: [
                DataColumn("时间", isHead: true, isShort: true) {
                    $0.at.minuteText(offset: zoneOffset)
                },
                DataColumn("单位", isShort: true) { row in
                    if let unit = row.unit { units[unit] } else { "—" }
                },
                DataColumn("什么") { what($0) },
            ])
    }

    /// One line of it in words.
    @HTMLBuilder func what(_ row: ProjectHappening) -> HTML {
        switch row.what {
        case .sheet(let report):
            "报送于\(report.round.description)" as Phrase
            " "
            link(text: nameOfFile(report.row.reported.place.file), to: .sheet(report.row.sheet))
        case .event(let event):
            "报送：" as Phrase
            stepText(event.step, in: stages)
            " \(event.happenedOn.description)"
            if let reason = event.reason { p("理由：\(reason)", .class("hint")) }
        case .decision(let event, let decision):
            event.state.label
            "："
            stepText(event.step, in: stages)
            if let note = decision.note { p("\(note)", .class("hint")) }
        case .evidence(let evidence):
            "佐证：" as Phrase
            "\(evidence.kind) \(evidence.source.title)"
            if let withdrawn = evidence.withdrawn { p("已撤回：\(withdrawn)", .class("hint")) }
        case .receipt(let receipt):
            link("到账", to: .receipt(receipt.number))
            "："
            moneyText(receipt.amount)
            " \(receipt.arrivedOn.description) \(receipt.bank)"
            if let reason = receipt.reason { p("理由：\(reason)", .class("hint")) }
        case .receiptDecision(let receipt, let decision):
            receipt.state.label
            "："
            link("到账", to: .receipt(receipt.number))
            " "
            moneyText(receipt.amount)
            if let note = decision.note { p("\(note)", .class("hint")) }
        case .correction(let correction):
            "更正：" as Phrase
            correctionText(correction)
        case .correctionDecision(let correction, let decision):
            correction.state.label
            "："
            correctionText(correction)
            if let note = decision.note { p("\(note)", .class("hint")) }
        case .reviewOpened(let review):
            "申请评审：" as Phrase
            name(of: review)
            if let reason = review.reason { p("理由：\(reason)", .class("hint")) }
        case .reviewConcluded(let review, let conclusion): concluded(review, conclusion)
        case .conditionsMet(let review, let met):
            "条件落实：" as Phrase
            name(of: review)
            " \(met.on.description) \(met.title)"
        case .field(let entry, let before): field(entry, before)
        case .investor(let decision, let company): decided(decision, company)
        case .assigned(let access):
            "交办：" as Phrase
            units[access.unit]
            p("\(access.reason)", .class("hint"))
        case .unassigned(let access):
            "结束交办：" as Phrase
            units[access.unit]
        case .feedback(let feedback):
            "会办反馈" as Phrase
            p(feedback.text, .class("hint as-written"))
        case .planned(let line, let before): planned(line, before)
        case .order(let order, let entry): ordered(order, entry)
        case .lead(let lead, let act): led(lead, act)
        }
    }

    @HTMLBuilder private func planned(_ line: StagePlanLine, _ before: Month?) -> HTML {
        link("节点计划", to: .project(project.id))
        "："
        if let stage = stages?.stage(line.stage) { stage.name } else { line.stage }
        " "
        if let before {
            before.description
            " → "
        }
        if let month = line.month { month.description } else { "取消计划" as Phrase }
        if let reason = line.reason { p("理由：\(reason)", .class("hint")) }
    }

    @HTMLBuilder private func ordered(_ order: Order, _ entry: OrderEntry) -> HTML {
        link(text: order.mark.text, to: .order(order.number))
        " "
        order.title
        "："
        OrderPage.words(entry, units)
        if let due = entry.due {
            "，期限："
            due.description
        }
        if let text = entry.text { p(text, .class("hint")) }
        OrderPage.evidence(entry, of: order.number)
    }

    @HTMLBuilder private func led(_ lead: Lead, _ act: LeadAct?) -> HTML {
        link("线索", to: .lead(lead.number))
        " "
        lead.words.what
        "："
        if let act {
            act.kind.label
            if let result = act.result {
                " "
                leadNames.result(act.kind, result)
            }
            if let unit = act.toUnit {
                " "
                units[unit]
            }
            if let note = act.note { p(note, .class("hint")) }
        } else {
            "提交线索" as Phrase
        }
    }

    private var leadNames: LeadNames {
        LeadNames(units: units, chains: [], rule: leads, zoneOffset: zoneOffset)
    }

    @HTMLBuilder private func concluded(
        _ review: ProjectReview, _ conclusion: ReviewConclusion
    ) -> HTML {
        conclusion.outcome.label
        "："
        name(of: review)
        " \(conclusion.on.description)"
        if let note = conclusion.note { p("理由：\(note)", .class("hint")) }
        if let conditions = conclusion.conditions {
            p("条件：\(conditions)", .class("hint"))
        }
    }

    @HTMLBuilder private func decided(
        _ decision: InvestorDecision, _ company: Company?
    ) -> HTML {
        decision.verdict.label
        "：\(decision.name)"
        if let company {
            " → "
            link(text: company.name, to: .company(company.id))
        }
    }

    private func name(of review: ProjectReview) -> HTML {
        let kind = folder.reviewKind(review.kind, on: review.openedOn)
        return link(to: .review(review.number)) {
            if let kind { kind.name } else { review.kind }
            "，第\(review.round)轮" as Phrase
        }
    }

    @HTMLBuilder private func field(_ entry: ProjectFieldEntry, _ before: String?) -> HTML {
        let definition = fields?.field(entry.field)
        if let definition { definition.name } else { entry.field }
        "："
        if before != nil {
            fieldText(before, definition?.kind, in: folder, units)
            " → "
        }
        fieldText(entry.value, definition?.kind, in: folder, units)
        if let reason = entry.reason { p("理由：\(reason)", .class("hint")) }
    }
}
