import Basics
import Markup
package import Projects
package import Rules

/// What the ledger is narrowed by, on its list and on its board, and what the reader saved of it.
package struct ProjectFilterForm: Sendable {
    package let units: UnitNames
    package let query: AddressQuery
    package let chains: [String]
    package let rounds: [Round]
    package let stages: StageRule?
    package let fields: FieldsRule?
    package let folder: CityFolder
    package let saved: [(name: String, query: AddressQuery)]

    package init(
        units: UnitNames, query: AddressQuery, chains: [String], rounds: [Round],
        stages: StageRule?, fields: FieldsRule?, folder: CityFolder,
        saved: [(name: String, query: AddressQuery)]
    ) {
        self.units = units
        self.query = query
        self.chains = chains
        self.rounds = rounds
        self.stages = stages
        self.fields = fields
        self.folder = folder
        self.saved = saved
    }

    /// What stands before the identifier of a field in the address.
    package static let fieldPrefix = "f-"

    /// Whether anything narrows.
    var narrows: Bool { query.items.contains { !["page", "sort"].contains($0.name) } }

    @HTMLBuilder func html(to address: Address) -> HTML {
        if !saved.isEmpty {
            nav(.class("saved"), .ariaLabel("常用条件")) {
                for filter in saved { link(text: filter.name, to: .projects(filter.query)) }
            }
        }
        filterForm(to: address) {
            basics
            submitButton("查找")
            div(.class("more")) {
                disclosure("更多条件", isOpen: hasMore) { div(.class("field-grid")) { more } }
            }
        }
        if narrows { saving }
    }

    private var values: FormValues { FormValues(query.items) }

    @HTMLBuilder private var basics: HTML {
        textField(
            "q", "查找", in: values, type: .search,
            hint: "名称、投资方、代码、编码，一个字也行；拼音首字母也行")
        selectField(
            "unit", "单位", units.reporting.map { Choice($0, name: units[$0]) }, in: values,
            none: "全部")
        selectField(
            "stage", "报送的阶段", Stage.allCases.map { Choice($0.rawValue, $0.label) }, in: values,
            none: "全部")
        if let stages {
            selectField(
                "reached", "确认的阶段",
                stages.stages.map { Choice($0.id, name: $0.name) } + [Choice("none", "还没有")],
                in: values, none: "全部")
        }
        selectField(
            "chain", "产业链", chains.map { Choice($0, text: $0) }, in: values, none: "全部")
        selectField(
            "round", "报送于", rounds.map { Choice($0.description, text: $0.description) },
            in: values, none: "全部")
        selectField(
            "least", "总投资",
            [
                Choice("1", "1亿元以上"), Choice("5", "5亿元以上"), Choice("10", "10亿元以上"),
                Choice("100", "100亿元以上"),
            ], in: values, none: "不限")
    }

    private var hasMore: Bool {
        query.items.contains {
            ["class", "standing"].contains($0.name)
                || $0.name.hasPrefix(ProjectFilterForm.fieldPrefix)
        }
    }

    @HTMLBuilder private var more: HTML {
        if let stages {
            selectField(
                "class", "项目类别", stages.classes.map { Choice($0.id, name: $0.name) }, in: values,
                none: "全部")
        }
        selectField(
            "standing", "推进情况", ProjectStanding.allCases.map { Choice($0.rawValue, $0.label) },
            in: values, none: "全部")
        for field in fields?.fields ?? [] {
            let found = choices(of: field.kind)
            if !found.isEmpty {
                selectField(
                    ProjectFilterForm.fieldPrefix + field.id, "\(field.name)", found, in: values,
                    none: "全部")
            }
        }
    }

    private func choices(of kind: FieldKind) -> [Choice] {
        switch kind {
        case .choice(let choices): choices.map { Choice($0.id, name: $0.name) }
        case .flag: [Choice("yes", "是"), Choice("no", "否")]
        case .taxonomy(let id):
            folder.taxonomies.filter { $0.id == id }.flatMap(\.entries)
                .map { Choice($0.id, name: $0.name) }
        case .text, .choices, .money, .day, .number, .platformCode, .industry, .unit: []
        }
    }

    private var saving: HTML {
        disclosure("存为常用条件") {
            postForm(to: .savedFilters) {
                for item in query.items where item.name != "page" {
                    hiddenField("query-" + item.name, item.value)
                }
                textField("name", "名称", in: FormValues(), hint: "同名的会被换掉。", isRequired: true)
                submitButton("保存")
            }
            for filter in saved {
                actionButton(
                    "删去“\(filter.name)”", to: .savedFilters, method: .delete,
                    fields: [AddressItem("name", filter.name)])
            }
        }
    }
}
