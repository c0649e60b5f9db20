package import Basics
package import People
package import Rules

extension Limit {
    /// Rounds of one month's report of one unit, and acts of one round.
    static let roundsOfReport: Limit = 60
    static let lettersOfReportName: Limit = 200
    static let lettersOfReportText: Limit = 2_000
}

/// 月报: what a unit reports of a month on pages. Its rows are those of the sheet of the same
/// identifier; a return begins another round with a sheet of its own, and the rows of each round
/// that was handed in are kept.
package struct MonthlyReport: Sendable, Hashable {
    package let sheet: HandedSheet
    package let month: Month
    /// From 1.
    package let round: Int
    /// How many checks of the rule it passed.
    package let passed: Int
    package let due: DueDay
    /// What was done, the first first.
    package let acts: [MonthlyAct]

    package var id: Identifier { sheet.id }
    package var unit: String { sheet.unit }

    package var submission: MonthlyAct? { acts.last { $0.kind == .submitted } }

    /// The check that it waits for; nil where it waits for none.
    package func check(by rule: MonthlyRoundRule) -> RoundCheck? {
        guard sheet.state == .checking, rule.checks.indices.contains(passed) else { return nil }
        return rule.checks[passed]
    }

    /// By when the check that it waits for is to be made.
    package func checkDue(by rules: RoundRules) -> DueDay? {
        guard let check = check(by: rules.rule), let last = acts.last else { return nil }
        return rules.folder.calendar.adding(
            workingDays: check.days, to: last.at.day(offset: rules.folder.zoneOffset))
    }
}

/// One thing done with a round of a monthly report.
package struct MonthlyAct: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case opened, submitted, passed, returned
        /// Taken back by its unit before the first check.
        case recalled
    }

    package let kind: Kind
    package let by: String
    package let unit: String
    package let at: Instant
    package let note: String?
}

/// What the city says of the monthly round on a day.
package struct RoundRules: Sendable {
    package let rule: MonthlyRoundRule
    package let folder: CityFolder
    package let today: Day

    /// Refused where the city has no rule of the round.
    package init(_ folder: CityFolder, on today: Day) throws(ProjectRefusal) {
        guard let rule = folder.monthlyRound(on: today) else {
            throw ProjectRefusal([Problem("城市没有月报的规则")])
        }
        self.rule = rule
        self.folder = folder
        self.today = today
    }

    package func requires(_ field: MonthlyField) -> Bool {
        rule.requires.contains { $0.rawValue == field.rawValue }
    }

    package func due(_ month: Month) -> DueDay { rule.due(for: month, by: folder.calendar) }

    /// What speaks against `actor` making a check of a report.
    package func problems(
        of check: RoundCheck, of report: MonthlyReport, by actor: Actor
    ) -> [Problem] {
        if actor.name == report.submission?.by {
            return [Problem("报送的人不能审核自己报的，请换一个人")]
        }
        switch check.by {
        case .reporting:
            return actor.unit == report.unit ? [] : [Problem("这一步由报送单位自己审核")]
        case .headquarters:
            return decidingProblems(
                [.headquarters], actor.unit.flatMap { folder.unit($0) }, reporter: report.unit)
        }
    }
}

/// The values of a report's row that a person types. The raw value is the name of the form's field.
package enum MonthlyField: String, Sendable, CaseIterable {
    case name, investors, total, stage, agreement, chain, mode, received, contact, evidence
    case signedOn = "signed_on", content, remark, dropped

    package var label: Phrase {
        switch self {
        case .name: "项目名称"
        case .investors: "投资方"
        case .total: "总投资"
        case .stage: "阶段"
        case .agreement: "协议"
        case .chain: "产业链"
        case .mode: "招商方式"
        case .received: "到位资金"
        case .contact: "责任单位"
        case .evidence: "佐证材料"
        case .signedOn: "签约时间"
        case .content: "建设内容"
        case .remark: "备注"
        case .dropped: "不再推进"
        }
    }
}
