import Basics
package import Companies
import Evidence
import Markup
package import Projects

extension ListReading {
    var label: Phrase {
        switch self {
        case .all: "全部"
        case .absent: "在榜未落地"
        case .unknown: "在不在说不准"
        case .here: "已落地可增资"
        case .asked: "待判定"
        }
    }
}

/// One edition of a list: each entry with the company it is, what is known of it here and what is
/// not.
package struct ListEditionPage: Sendable {
    package let edition: ListEdition
    package let kinds: CompanyKinds
    package let units: UnitNames
    package let divisions: CityDivisions
    package let reading: ListReading
    /// All entries, in the order of the list.
    package let all: [PresentEntry]
    /// Those of the reading that are on this page.
    package let rows: [PresentEntry]
    package let list: ListPage
    package let mayEdit: Bool
    package let mayExport: Bool
    private let sharing: [Int: [Int]]

    /// `list` is asked for the number of entries of the reading.
    package init(
        edition: ListEdition, kinds: CompanyKinds, units: UnitNames, divisions: CityDivisions,
        reading: ListReading, all: [PresentEntry], list: (Int) -> ListPage, mayEdit: Bool,
        mayExport: Bool
    ) {
        self.edition = edition
        self.kinds = kinds
        self.units = units
        self.divisions = divisions
        self.reading = reading
        self.all = all
        sharing = ListEditionPage.sharing(all)
        let read = all.filter(reading.includes)
        let list = list(read.count)
        self.list = list
        rows = Array(read.dropFirst(list.offset).prefix(list.size))
        self.mayEdit = mayEdit
        self.mayExport = mayExport
    }

    package var page: Page {
        let name = kinds.list(edition.kind)
        let year = String(edition.year)
        return Page("\(name) \(year)", area: .companies) {
            pageTitle("\(name) \(year)", lead: lead) {
                link("回到榜单", to: .lists, .class("button"))
                printButton()
            }
            p(.class("hint")) {
                "来源："
                sourceText(edition.source)
            }
            counts
            tabs(
                ListReading.allCases.map { reading in
                    Tab(
                        reading.label, to: address(["view": reading.rawValue]),
                        isCurrent: reading == self.reading,
                        count: all.count(where: reading.includes))
                })
            if rows.isEmpty {
                emptyState("这里一家也没有", next: "换一种看法。")
            } else {
                table.html(rows)
                pagination(list) { page in
                    address(["view": reading.rawValue, "page": String(page)])
                }
            }
            if mayExport { exportForm }
        }
    }

    /// Rows of the file whose entries are held to be one company, by the position of each.
    private static func sharing(_ all: [PresentEntry]) -> [Int: [Int]] {
        let linked = all.filter { $0.entry.matching.match == .linked }
        let groups = Dictionary(grouping: linked, by: \.entry.matching.company).values
        var shared: [Int: [Int]] = [:]
        for group in groups where group.count > 1 {
            for row in group {
                shared[row.entry.position] = group.map(\.entry.printed.row)
                    .filter { $0 != row.entry.printed.row }
            }
        }
        return shared
    }

    private var lead: Phrase {
        switch reading {
        case .all: "逐家看：是名录里的哪一家，在不在本市。"
        case .absent: "在榜而本市还没有的，逐家写明知道什么、还缺什么。"
        case .unknown: "还不知道是名录里哪一家的：判定或新增之后才知道在不在本市。"
        case .here: "已经在本市的，逐家写明现有项目和谈增资还缺的情况。"
        case .asked: "名称相近、拿不准是不是同一家的，请人判定。"
        }
    }

    private func address(_ query: AddressQuery) -> Address {
        .list(edition.kind, edition.year, query)
    }

    private var counts: HTML {
        let standings = Dictionary(grouping: all, by: \.presence.standing).mapValues(\.count)
        return figures {
            figureLine("在榜", String(edition.count), unit: "家")
            for standing in PresenceStanding.allCases {
                figureLine(standing.label, String(standings[standing] ?? 0), unit: "家")
            }
        }
    }

    private var table: DataTable<PresentEntry> {
        let text = PresenceText(units: units, divisions: divisions)
        let isRanked = all.contains { $0.entry.printed.rank != nil }
        return DataTable(
            "在榜企业",
            columns: (isRanked
                ? [DataColumn("排名", isNumber: true) { $0.entry.printed.rank.html }] : [])
                + [
                    DataColumn("印出的名称", isHead: true) { row in
                        row.entry.printed.name
                        let home = [row.entry.printed.country, row.entry.printed.place]
                            .compactMap(\.self)
                        if !home.isEmpty {
                            p(.class("hint")) { home.joined(separator: " ") }
                        }
                    },
                    DataColumn("名录里的企业") { row in div { company(row) } },
                    DataColumn("知道的") { text.known($0) },
                    DataColumn("不知道的") { text.missing($0.presence) },
                ])
    }

    @HTMLBuilder private func company(_ row: PresentEntry) -> HTML {
        let entry = row.entry
        if let company = row.company { link(text: company.name, to: .company(company.id)) }
        if let others = sharing[entry.position] {
            p(.class("hint")) {
                badge(.watch, "同一家对上多行")
                " 另见第\(others.map { String($0) }.joined(separator: "、"))行"
            }
        }
        p(.class("hint")) {
            switch entry.matching.match {
            case .linked where entry.decidedBy != nil: "人工判定"
            case .linked: "按\(percent(entry.matching.certainty))的把握对上"
            case .asked: badge(.watch, "拿不准")
            case .unmatched: badge(.plain, entry.matching.match.label)
            }
            if mayEdit {
                " "
                link(
                    entry.matching.match == .asked ? "去判定" : "更正",
                    to: .listEntry(edition.kind, edition.year, entry.position))
            }
        }
    }

    private var exportForm: HTML {
        disclosure("导出这\(list.total)家") {
            filterForm(to: .listExport(edition.kind, edition.year)) {
                hiddenField("view", reading.rawValue)
                selectField(
                    "format", "格式",
                    BookFormat.allCases.map { Choice($0.rawValue, text: "." + $0.rawValue) },
                    in: FormValues())
                submitButton("导出")
            }
        }
    }
}

/// Which company an entry is: a person says.
package struct ListEntryPage: Sendable {
    package let edition: ListEdition
    package let entry: ListEntry
    /// The company it is, or perhaps is.
    package let profile: CompanyProfile?
    package let kinds: CompanyKinds
    package let values: FormValues

    package init(
        edition: ListEdition, entry: ListEntry, profile: CompanyProfile?, kinds: CompanyKinds,
        values: FormValues = FormValues()
    ) {
        self.edition = edition
        self.entry = entry
        self.profile = profile
        self.kinds = kinds
        self.values = values
    }

    package var page: Page {
        Page("是哪一家", area: .companies) {
            pageTitle("“\(entry.printed.name)”是哪一家？", lead: lead) {
                link(
                    "回到榜单", to: .list(edition.kind, edition.year, ["view": "asked"]),
                    .class("button"))
            }
            problemNotice(values.problems)
            div(.class("pair")) {
                div {
                    h2("榜单上印的")
                    printed
                }
                div {
                    h2("名录里的企业")
                    if let profile { stored(profile) } else { p("没有找到相近的企业。") }
                }
            }
            if !entry.matching.reasons.isEmpty {
                card("为什么") {
                    ul { for reason in entry.matching.reasons { li(reason) } }
                }
            }
            card("判定") {
                postForm(to: .listEntry(edition.kind, edition.year, entry.position)) {
                    hiddenField("edition", String(edition.number))
                    hiddenField("version", String(entry.version))
                    radioField("decision", "是同一家吗", choices, in: values)
                    textField(
                        "company", "另一家是", in: values, hint: "写全称、曾用名、信用代码或企业编号；名录里没有的先新增。")
                    submitButton("保存")
                }
            }
        }
    }

    private var lead: Phrase {
        "\(kinds.list(edition.kind)) \(String(edition.year))，第\(entry.printed.row)行"
    }

    private var choices: [Choice] {
        EntryDraft.Word.allCases.filter { $0 != .same || profile != nil }.map { word in
            switch word {
            case .same: Choice(word.rawValue, "是名录里的这一家")
            case .different: Choice(word.rawValue, "不是，名录里也没有")
            case .other: Choice(word.rawValue, "是另一家，写在下面")
            }
        }
    }

    private var printed: HTML {
        let printed = entry.printed
        return definitionList([
            Definition("名称", text: printed.name),
            Definition("排名", text: printed.rank.map { String($0) }),
            Definition("信用代码", text: printed.code), Definition("国家", text: printed.country),
            Definition("所在地", text: printed.place),
        ])
    }

    private func stored(_ profile: CompanyProfile) -> HTML {
        let company = profile.company
        return definitionList([
            Definition("名称") { link(text: company.name, to: .company(company.id)) },
            Definition("曾用名", text: nonEmpty(company.formerNames)),
            Definition("信用代码", text: company.creditCode),
            Definition("最终控股方", text: profile.ultimate?.name),
            Definition("地址", text: company.address),
            Definition("把握", text: entry.matching.certainty.map { percent($0) }),
        ])
    }

    private func nonEmpty(_ names: [String]) -> String? {
        names.isEmpty ? nil : names.joined(separator: "、")
    }
}
