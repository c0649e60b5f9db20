package import Basics

/// One rule of the city, valid for a span of days and resting on a basis. What it says depends on
/// its kind.
package struct Rule: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    package let validity: Validity
    package let basis: Basis
    package let content: RuleSubject
    package let place: Place
}

/// The kinds of rules that the product can follow. A file of another kind is refused, so that no
/// city believes in a rule that nothing obeys.
package enum RuleSubject: Hashable, Sendable {
    case stages(StageRule)
    case clock(ClockRule)
    case escalation(EscalationRule)
    case checking(CheckingRule)
    case identity(IdentityRule)
    case companyLists(CompanyListsRule)
    case recognitions(RecognitionsRule)
    case columns(ColumnLayout)
    case fields(FieldsRule)
    case receipts(ReceiptRule)
    case exclusions(ExclusionRule)
    case leads(LeadRule)
    case monthlyRound(MonthlyRoundRule)
    case reviews(ReviewRule)
    case exportLayout(ExportLayout)
    case cockpit(CockpitRule)
    case light(LightRule)
    case grading(GradingRule)
    case target(TargetRule)
    case knowledge(KnowledgeRule)
}

/// How long something may take after an event.
package struct ClockRule: Hashable, Sendable {
    package let unit: ClockUnit
    package let length: Int
    /// What starts it, in words.
    package let event: String

    /// The last day in time. The day of the event isn't counted.
    package func due(after event: Day, by calendar: WorkingCalendar) -> DueDay {
        switch unit {
        case .day: DueDay(day: event.adding(days: length), isPublished: true)
        case .workingDay: calendar.adding(workingDays: length, to: event)
        }
    }
}

package enum ClockUnit: String, Sendable, CaseIterable {
    case day
    case workingDay = "working_day"
}

private enum RuleKind: String, CaseIterable {
    case stages, clock, escalation, checking, identity, recognitions, columns, fields, receipts
    case exclusions, leads, reviews, cockpit, light, grading, target, knowledge
    case companyLists = "company-lists"
    case monthlyRound = "monthly_round"
    case exportLayout = "export_layout"

    var keys: Set<String> {
        switch self {
        case .stages: ["stages", "classes", "dated_facts"]
        case .clock: ["unit", "length", "event"]
        case .escalation: ["unit", "rungs"]
        case .checking, .identity, .grading: ["values"]
        case .target: ["values", "vetoes"]
        case .companyLists: ["lists"]
        case .recognitions: ["recognitions"]
        case .columns: ["columns", "blanks"]
        case .fields: ["groups", "numbers"]
        case .receipts: ["sources", "capitals", "evidence", "confirmed_by"]
        case .exclusions: ["exclusions"]
        case .leads: ["rejections"]
        case .monthlyRound: ["deadline", "checks", "requires"]
        case .reviews: ["reviews"]
        case .cockpit: ["figures", "by_unit", "trend", "breakdowns", "tiles"]
        case .light: LightRule.keys
        case .knowledge: ["confidence", "faults"]
        case .exportLayout: ["title", "title_en", "amounts", "dates", "projects", "columns"]
        }
    }
}

extension Rule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> Rule? {
        let kind = node.word("kind", as: RuleKind.self, &problems)
        let common: Set = ["id", "name", "en", "kind", "since", "until", "basis"]
        let allKeys = RuleKind.allCases.reduce(into: Set<String>()) { $0.formUnion($1.keys) }
        node.onlyKeys(common.union(kind?.keys ?? allKeys), &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let validity = Validity.read(from: node, &problems)
        let basis = Basis.read(from: node, &problems)
        let content: RuleSubject? =
            switch kind {
            case .stages: StageRule.read(node, &problems).map(RuleSubject.stages)
            case .clock: ClockRule.read(node, &problems).map(RuleSubject.clock)
            case .escalation: EscalationRule.read(node, &problems).map(RuleSubject.escalation)
            case .checking: CheckingRule.read(node, &problems).map(RuleSubject.checking)
            case .identity: IdentityRule.read(node, &problems).map(RuleSubject.identity)
            case .companyLists:
                CompanyListsRule.read(node, &problems).map(RuleSubject.companyLists)
            case .recognitions:
                RecognitionsRule.read(node, &problems).map(RuleSubject.recognitions)
            case .columns: ColumnLayout.read(node, &problems).map(RuleSubject.columns)
            case .fields: FieldsRule.read(node, &problems).map(RuleSubject.fields)
            case .receipts: ReceiptRule.read(node, &problems).map(RuleSubject.receipts)
            case .exclusions: ExclusionRule.read(node, &problems).map(RuleSubject.exclusions)
            case .leads: LeadRule.read(node, &problems).map(RuleSubject.leads)
            case .monthlyRound:
                MonthlyRoundRule.read(node, &problems).map(RuleSubject.monthlyRound)
            case .reviews: ReviewRule.read(node, &problems).map(RuleSubject.reviews)
            case .exportLayout:
                ExportLayout.read(node, &problems).map(RuleSubject.exportLayout)
            case .cockpit: CockpitRule.read(node, &problems).map(RuleSubject.cockpit)
            case .light: LightRule.read(node, &problems).map(RuleSubject.light)
            case .grading: GradingRule.read(node, &problems).map(RuleSubject.grading)
            case .target: TargetRule.read(node, &problems).map(RuleSubject.target)
            case .knowledge:
                KnowledgeRule.read(node, &problems).map(RuleSubject.knowledge)
            case nil: nil
            }
        guard let id, let name, let validity, let basis, let content else { return nil }
        return Rule(
            id: id, name: name, validity: validity, basis: basis, content: content,
            place: node.place)
    }
}

extension ClockRule {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ClockRule? {
        let unit = node.word("unit", as: ClockUnit.self, &problems)
        let length = node.integer("length", in: 1...Limit.workingDays.count, &problems)
        let event = node.text("event", &problems)
        guard let unit, let length, let event else { return nil }
        return ClockRule(unit: unit, length: length, event: event)
    }
}

extension RuleNode {
    /// A stable word: small Latin letters, digits and hyphens, a letter first, at most 40.
    package func identifierWord(_ key: String, _ problems: inout [Problem]) -> String? {
        guard let word = text(key, &problems) else { return nil }
        let isWord =
            word.utf8.count <= 40
            && word.utf8.first.map { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) } == true
            && word.utf8.allSatisfy {
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
                    || $0 == UInt8(ascii: "-")
            }
        guard isWord else {
            problems.append(
                Problem("标识“\(word)”只能用小写字母、数字和连字符，以字母开头", at: place(of: key)))
            return nil
        }
        return word
    }

    /// `name` in Chinese, `en` in English.
    package func localName(_ problems: inout [Problem]) -> LocalName? {
        let english = optionalText("en", &problems)
        return text("name", &problems).map { LocalName(zh: $0, en: english) }
    }
}
