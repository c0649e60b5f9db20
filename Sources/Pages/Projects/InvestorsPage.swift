import Basics
package import Companies
import Markup
package import Projects

/// Which companies the investors of a project are, as it stands on the project's page.
package struct InvestorsCard: Sendable {
    package let found: ProjectInvestors
    package let units: UnitNames
    package let mayDecide: Bool

    package init(found: ProjectInvestors, units: UnitNames, mayDecide: Bool) {
        self.found = found
        self.units = units
        self.mayDecide = mayDecide
    }

    @HTMLBuilder var html: HTML {
        if !found.investors.isEmpty {
            card("投资方", id: "investors") {
                table.html(found.investors)
                let isOpen = found.investors.contains { $0.ground == .open }
                if mayDecide || isOpen {
                    div(.class("actions")) {
                        link(
                            isOpen && mayDecide ? "认一认是哪家企业" : "看依据",
                            to: .projectInvestors(found.project.id), .class("button"))
                    }
                }
            }
        }
    }

    private var table: DataTable<ProjectInvestor> {
        DataTable(
            "投资方",
            columns: [
                DataColumn("报送的名称", isHead: true) { $0.investor.name },
                DataColumn("企业") { row in
                    if let company = row.company {
                        link(text: company.name, to: .company(company.id))
                    } else {
                        "—"
                    }
                },
                DataColumn("依据") { row in investorGround(row, units) },
            ])
    }
}

/// How it is known which company it is, and by whom it was said.
@HTMLBuilder func investorGround(_ row: ProjectInvestor, _ units: UnitNames) -> HTML {
    badge(
        row.ground == .open ? .watch : .good,
        row.decision?.verdict == .nobody ? "不是名录里的企业" : row.ground.label)
    if let decision = row.decision {
        " "
        small(.class("hint")) {
            if let unit = decision.unit {
                units[unit]
                " "
            }
            decision.by
        }
    }
    if let holder = row.codeHolder {
        div { badge(.watch, "信用代码是“\(holder.name)”的，请核对") }
    }
}

/// The investors of a project one by one: the company, or those that it may be, with reasons.
package struct InvestorsPage: Sendable {
    package struct Row: Sendable {
        package let known: ProjectInvestor
        /// Where nothing is decided.
        package let candidates: [CompanyCandidate]

        package init(known: ProjectInvestor, candidates: [CompanyCandidate]) {
            self.known = known
            self.candidates = candidates
        }
    }

    package let found: ProjectInvestors
    package let rows: [Row]
    package let units: UnitNames
    package let mayDecide: Bool
    package let values: FormValues

    package init(
        found: ProjectInvestors, rows: [Row], units: UnitNames, mayDecide: Bool,
        values: FormValues = FormValues()
    ) {
        self.found = found
        self.rows = rows
        self.units = units
        self.mayDecide = mayDecide
        self.values = values
    }

    package var page: Page {
        Page("\(found.project.name)", area: .projects) {
            pageTitle(text: found.project.name, lead: "投资方是哪家企业。认定跟着项目，下个月的表不会改它；可以撤回。") {
                link("回到项目", to: .project(found.project.id), .class("button"))
            }
            problemNotice(values.problems)
            if rows.isEmpty { p("最近的表没有写投资方。") }
            for (place, row) in rows.enumerated() { item(row, place) }
            if mayDecide, !open.isEmpty { otherForm }
        }
    }

    /// Those of which a person may say something: a code that is a company's decides by itself.
    private var open: [Row] { rows.filter { $0.known.ground != .code } }

    private func item(_ row: Row, _ place: Int) -> HTML {
        card("\(row.known.investor.name)", id: "investor-\(place + 1)") {
            p {
                investorGround(row.known, units)
                if let code = row.known.investor.code {
                    " "
                    small("\(code)")
                }
            }
            if let company = row.known.company {
                p { link(text: company.name, to: .company(company.id)) }
            }
            if row.known.ground == .open { candidates(row) }
            if mayDecide { buttons(row) }
        }
    }

    private func candidates(_ row: Row) -> HTML {
        row.candidates.isEmpty
            ? p("名录里没有相近的企业。", .class("hint")) : table(row).html(row.candidates)
    }

    private func table(_ row: Row) -> DataTable<CompanyCandidate> {
        DataTable(
            "可能的企业",
            columns: [
                DataColumn("可能的企业", isHead: true) { candidate in
                    link(text: candidate.company.name, to: .company(candidate.company.id))
                },
                DataColumn("可能性", isShort: true) {
                    "\(Int(($0.certainty * 100).rounded()))%"
                },
                DataColumn("理由") { candidate in
                    div { for reason in candidate.reasons { div { reason.phrase } } }
                },
            ]
                + (mayDecide
                    ? [
                        DataColumn("是不是", isShort: true) { candidate in
                            actionButton(
                                "就是它", to: address,
                                fields: fields(row, .same)
                                    + [AddressItem("company", candidate.company.id.text)])
                        }
                    ] : []))
    }

    private func buttons(_ row: Row) -> HTML {
        div(.class("actions")) {
            if row.known.decision != nil {
                actionButton(
                    "撤回认定", to: address, method: .delete, fields: fields(row, .open))
            } else if row.known.ground == .name {
                actionButton("不是它", to: address, fields: fields(row, .nobody))
            } else if row.known.ground == .open {
                actionButton("都不是", to: address, fields: fields(row, .nobody))
            }
        }
    }

    private var otherForm: HTML {
        disclosure("是另一家企业", isOpen: values["company"] != nil) {
            postForm(to: address) {
                hiddenField("verdict", InvestorDecision.Verdict.same.rawValue)
                hiddenField("latest", String(found.latest))
                selectField(
                    "investor", "哪个投资方",
                    open.map {
                        Choice($0.known.investor.handle, text: $0.known.investor.name)
                    }, in: values, isRequired: true)
                textField(
                    "company", "企业", in: values, hint: "名录里的名称、信用代码或编号。",
                    isRequired: true)
                submitButton("就是它")
            }
        }
    }

    private var address: Address { .projectInvestors(found.project.id) }

    private func fields(_ row: Row, _ verdict: InvestorDecision.Verdict) -> [AddressItem] {
        [
            AddressItem("investor", row.known.investor.handle),
            AddressItem("verdict", verdict.rawValue), AddressItem("latest", String(found.latest)),
        ]
    }
}

extension InvestorDecision.Verdict {
    /// As one line of the history begins.
    var label: Phrase {
        switch self {
        case .same: "认定投资方"
        case .nobody: "认定投资方不在名录里"
        case .open: "撤回投资方的认定"
        }
    }
}
