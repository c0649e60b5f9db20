package import Basics

/// A table of projects as a superior wants it: which columns in which order under which headings,
/// in which unit, and of which projects. Not how a sheet that comes in is read.
package struct ExportLayout: Hashable, Sendable {
    /// Stands above the table.
    package let title: LocalName
    /// Of every amount whose column says nothing else.
    package let amounts: AmountUnit
    package let dates: DateStyle
    package let projects: ExportedProjects
    package let columns: [ExportColumn]
}

package enum AmountUnit: String, Sendable, CaseIterable {
    case wan = "万元"
    case yi = "亿元"
}

/// 2026-10-31, 2026年10月31日, 2026.10.31
package enum DateStyle: String, Sendable, CaseIterable {
    case iso, chinese, dotted
}

/// What the list of projects is narrowed to; nil and empty narrow nothing.
package struct ExportedProjects: Hashable, Sendable {
    package let unit: String?
    /// What the unit reported, in the words of the sheets: 在谈, 签约, 开工, 竣工, 投产.
    package let stage: String?
    package let chain: String?
    package let agreement: String?
    package let standing: String?
    /// A total of at least so many 亿元.
    package let least: Int?
    package let projectClass: String?
    /// The last stage that counts, by the rule of stages.
    package let reached: String?
    /// Fields of the record with the choice that they have.
    package let fields: [String: String]
    let place: Place
}

package struct ExportColumn: Hashable, Sendable {
    package let heading: LocalName
    /// Columns side by side with one group stand under a common heading.
    package let group: LocalName?
    package let content: ExportContent
    /// Nil: that of the layout.
    package let amounts: AmountUnit?
    /// In characters; a Chinese one takes two.
    package let width: Int?
    let place: Place
}

package enum ExportContent: Hashable, Sendable {
    case value(ExportValue)
    /// A field of the record.
    case field(String)
    /// The month in which a stage is planned to be reached.
    case planned(String)
    /// The day on which a stage was reached, where it is confirmed.
    case reached(String)
    /// Money that arrived, is confirmed and counts.
    case receipts(ExportPeriod, layers: Set<MoneyLayer>)
}

/// What stands in the list of projects, was reported last, or belongs to the table.
package enum ExportValue: String, Sendable, CaseIterable {
    case number, unit, name, investors, codes, total, stage, agreement, chain, mode, received
    case contact, content, remark, standing, id, blank
    case signedOn = "signed_on", projectClass = "class", stageReached = "reached"
    case firstRound = "first_round", lastRound = "last_round"
    case cityNumber = "city_number", unitNumber = "unit_number"
}

/// `year` is the year of the day on which the table is made, up to that day.
package enum ExportPeriod: String, Sendable, CaseIterable {
    case year, total
}

extension Limit {
    /// Columns of one layout.
    static let columnsOfLayout: Limit = 60
}

extension ExportLayout {
    /// The layouts that the program brings along have these names.
    static let taken: Set<String> = ["full", "summary"]
    /// The words of the sheets and of the list, as the pages give them.
    package static let stages = ["在谈", "签约", "开工", "竣工", "投产"]
    package static let agreements = ["formal", "framework", "none"]
    package static let standings = ["active", "paused", "left"]

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ExportLayout? {
        if case .text(let id, _)? = node["id"]?.content, taken.contains(id) {
            problems.append(Problem("“\(id)”是程序自带的版式", at: node.place(of: "id")))
        }
        let title = node.text("title", &problems)
        let english = node.optionalText("title_en", &problems)
        let amounts = node.word("amounts", as: AmountUnit.self, &problems)
        let dates = node.optionalWord("dates", as: DateStyle.self, &problems)
        let projects = ExportedProjects.read(
            node.optionalMap("projects", &problems), at: node.place, &problems)
        let elements = node.list("columns", &problems)
        var (columns, seen) = ([ExportColumn](), Set<[String?]>())
        for element in elements {
            guard let column = ExportColumn.read(element, &problems) else { continue }
            if !seen.insert([column.group?.zh, column.heading.zh]).inserted {
                problems.append(element.problem("表头“\(column.heading.zh)”写了两次"))
            }
            columns.append(column)
        }
        if node["columns"] != nil, elements.isEmpty {
            problems.append(Problem("至少写一列", at: node.place(of: "columns")))
        }
        if elements.count > Limit.columnsOfLayout.count {
            problems.append(
                Problem("最多\(Limit.columnsOfLayout.count)列", at: node.place(of: "columns")))
        }
        guard let title, let amounts else { return nil }
        return ExportLayout(
            title: LocalName(zh: title, en: english), amounts: amounts, dates: dates ?? .iso,
            projects: projects, columns: columns)
    }
}

extension ExportedProjects {
    fileprivate static func read(
        _ node: RuleNode?, at place: Place, _ problems: inout [Problem]
    ) -> ExportedProjects {
        node?.onlyKeys(
            [
                "unit", "stage", "chain", "agreement", "standing", "least", "class", "reached",
                "fields",
            ], &problems)
        func word(_ key: String, of words: [String]) -> String? {
            guard let word = node?.optionalText(key, &problems) else { return nil }
            if !words.contains(word), let place = node?.place(of: key) {
                let known = words.joined(separator: " ")
                problems.append(Problem("“\(word)”不在可用的词之内：\(known)", at: place))
            }
            return word
        }
        var fields: [String: String] = [:]
        for entry in node?.optionalMap("fields", &problems)?.asMap(&problems) ?? [] {
            fields[entry.key] = entry.value.asText(&problems)
        }
        return ExportedProjects(
            unit: node?.optionalText("unit", &problems),
            stage: word("stage", of: ExportLayout.stages),
            chain: node?.optionalText("chain", &problems),
            agreement: word("agreement", of: ExportLayout.agreements),
            standing: word("standing", of: ExportLayout.standings),
            least: node?.optionalInteger("least", in: 1...1_000_000, &problems),
            projectClass: node?.optionalText("class", &problems),
            reached: node?.optionalText("reached", &problems), fields: fields,
            place: node?.place ?? place)
    }
}

extension ExportColumn {
    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> ExportColumn? {
        node.onlyKeys(
            [
                "name", "en", "group", "group_en", "value", "field", "planned", "reached",
                "receipts", "layers", "amounts", "width",
            ], &problems)
        let heading = node.localName(&problems)
        let group = node.optionalText("group", &problems)
        let groupEnglish = node.optionalText("group_en", &problems)
        let amounts = node.optionalWord("amounts", as: AmountUnit.self, &problems)
        let width = node.optionalInteger("width", in: 4...80, &problems)
        let content = ExportContent.read(node, &problems)
        guard let heading, let content else { return nil }
        return ExportColumn(
            heading: heading, group: group.map { LocalName(zh: $0, en: groupEnglish) },
            content: content, amounts: amounts, width: width, place: node.place)
    }
}

extension ExportContent {
    private static let keys = ["value", "field", "planned", "reached", "receipts"]

    fileprivate static func read(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> ExportContent? {
        let named = keys.filter { node[$0] != nil }
        guard named.count == 1 else {
            problems.append(node.problem("一列写一项：\(keys.joined(separator: " "))"))
            return nil
        }
        if node["layers"] != nil, node["receipts"] == nil {
            problems.append(Problem("layers只和receipts一起写", at: node.place(of: "layers")))
        }
        switch named[0] {
        case "value":
            return node.word("value", as: ExportValue.self, &problems).map(ExportContent.value)
        case "field": return node.text("field", &problems).map(ExportContent.field)
        case "planned": return node.text("planned", &problems).map(ExportContent.planned)
        case "reached": return node.text("reached", &problems).map(ExportContent.reached)
        default:
            let period = node.word("receipts", as: ExportPeriod.self, &problems)
            let layers = Set(
                node.list("layers", &problems).compactMap {
                    $0.asWord(MoneyLayer.self, &problems)
                })
            if layers.contains(.foreign), layers.count > 1 {
                problems.append(Problem("内资和外资不相加", at: node.place(of: "layers")))
            }
            return period.map { .receipts($0, layers: layers) }
        }
    }
}

/// What the city folder must hold for its layouts, on every day on which they hold.
func problems(ofLayoutsIn rules: [Rule], _ units: [Unit]) -> [Problem] {
    rules.flatMap { rule -> [Problem] in
        guard case .exportLayout(let layout) = rule.content else { return [] }
        let beside = rules.filter { $0.validity.overlaps(rule.validity) }
        let fields = beside.compactMap { other -> FieldsRule? in
            if case .fields(let found) = other.content { found } else { nil }
        }
        let stages = beside.compactMap { other -> StageRule? in
            if case .stages(let found) = other.content { found } else { nil }
        }
        func isStage(_ id: String) -> Bool {
            !stages.isEmpty && stages.allSatisfy { $0.stage(id) != nil }
        }
        func isField(_ id: String) -> Bool {
            !fields.isEmpty && fields.allSatisfy { $0.field(id) != nil }
        }
        var found: [Problem] = []
        for column in layout.columns {
            switch column.content {
            case .field(let id) where !isField(id):
                found.append(Problem("没有“\(id)”这个字段", at: column.place))
            case .planned(let id) where !isStage(id), .reached(let id) where !isStage(id):
                found.append(Problem("没有“\(id)”这个阶段", at: column.place))
            default: break
            }
        }
        let sought = layout.projects
        func require(_ isKnown: Bool, _ problem: Phrase) {
            if !isKnown { found.append(Problem(problem, at: sought.place)) }
        }
        if let unit = sought.unit {
            require(units.contains { $0.id == unit }, "没有“\(unit)”这个单位")
        }
        if let id = sought.reached { require(isStage(id), "没有“\(id)”这个阶段") }
        if let id = sought.projectClass {
            let isClass = !stages.isEmpty && stages.allSatisfy { $0.projectClass(id) != nil }
            require(isClass, "没有“\(id)”这个项目类别")
        }
        for (id, value) in sought.fields.sorted(by: { $0.key < $1.key }) {
            let isChoice =
                isField(id) && fields.allSatisfy { $0.field(id)?.kind.allows(value) ?? false }
            require(isChoice, "“\(id)”没有可选的“\(value)”")
        }
        return found
    }
}

extension CityFolder {
    /// The layouts in which projects may be taken out on a day, in the order of the folder.
    package func exportLayouts(
        on day: Day
    ) -> [(id: String, name: LocalName, layout: ExportLayout)] {
        rules.compactMap { rule in
            guard rule.validity.contains(day), case .exportLayout(let layout) = rule.content else {
                return nil
            }
            return (rule.id, rule.name, layout)
        }
    }
}
