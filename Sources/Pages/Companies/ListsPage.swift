package import Basics
package import Companies
import Markup
import Rules

/// The lists of companies that the city follows: kinds by years, and where a new edition is handed
/// in.
package struct ListsPage: Sendable {
    package let kinds: CompanyKinds
    package let editions: [ListEdition]
    package let today: Day
    /// Whether the reader may hand in an edition, and decide who an entry is.
    package let mayImport: Bool
    package let mayEdit: Bool
    package let values: FormValues

    package init(
        kinds: CompanyKinds, editions: [ListEdition], today: Day, mayImport: Bool, mayEdit: Bool,
        values: FormValues = FormValues()
    ) {
        self.kinds = kinds
        self.editions = editions
        self.today = today
        self.mayImport = mayImport
        self.mayEdit = mayEdit
        self.values = values
    }

    package var page: Page {
        Page("榜单", area: .companies) {
            pageTitle("榜单", lead: "公开的企业榜单，按年。点开一份，看谁在榜还没来、谁来了还能增资。") {
                printButton()
            }
            companyTabs(.lists)
            problemNotice(values.problems)
            if mayEdit { questions }
            if editions.isEmpty {
                emptyState("还没有榜单", next: "由指挥部办公室导入发布者公布的名单。")
            } else {
                table.html(rows)
            }
            if mayImport { importCard }
        }
    }

    /// Editions with entries that wait for a person, the newest first.
    @HTMLBuilder private var questions: HTML {
        let asked = editions.filter { $0.asked > 0 }
        if !asked.isEmpty {
            notice(.watch) {
                p {
                    "有\(asked.reduce(0) { $0 + $1.asked })条拿不准是不是名录里的企业，请判定："
                    for edition in asked.prefix(10) {
                        " "
                        link(to: .list(edition.kind, edition.year, ["view": "asked"])) {
                            kinds.list(edition.kind)
                            " \(edition.year)"
                        }
                    }
                }
            }
        }
    }

    private struct KindRow: Sendable {
        let id: String
        let name: LocalName
        let publisher: LocalName?
        let editions: [Int: ListEdition]
    }

    /// Kinds of today, and those of editions whose kind the folder no longer has.
    private var rows: [KindRow] {
        let byKind = Dictionary(grouping: editions, by: \.kind)
        let known = kinds.lists.map(\.id)
        let rest = byKind.keys.filter { !known.contains($0) }.sorted()
        return (known + rest).map { id in
            KindRow(
                id: id, name: kinds.list(id),
                publisher: kinds.lists.first { $0.id == id }?.publisher,
                editions: Dictionary(
                    (byKind[id] ?? []).map { ($0.year, $0) },
                    uniquingKeysWith: { first, _ in first }))
        }
    }

    private var table: DataTable<KindRow> {
        let years = Array(Set(editions.map(\.year)).sorted(by: >).prefix(Limit.yearsShown.count))
        return DataTable(
            "榜单",
            columns: [
                DataColumn("榜单", isHead: true) { $0.name },
                DataColumn("通常的发布者") { $0.publisher.html },
            ]
                + years.map { year in
                    DataColumn("\(String(year))年") { row in
                        if let edition = row.editions[year] {
                            div {
                                link(to: .list(edition.kind, year)) { "\(edition.count)家" }
                                " "
                                small(.class("hint")) {
                                    "对上\(edition.linked)家"
                                    if edition.asked > 0 { "，待判定\(edition.asked)" }
                                }
                            }
                        }
                    }
                })
    }

    private var importCard: HTML {
        card("导入一份榜单", id: "import") {
            dropZone(
                to: .lists, accept: ".xlsx,.csv,.gz", heading: "把名单拖到这里，或点此选择",
                hint: "一份一个文件；第一行是表头，须有“企业名称”，有排名的须有“排名”，另可有信用代码、国家、所在地。",
                submit: "导入"
            ) {
                selectField(
                    "kind", "榜单", kinds.lists.map { Choice($0.id, name: $0.name) }, in: values,
                    none: "请选择", isRequired: true)
                textField(
                    "year", "年份", in: values, hint: "榜单自己的年份，如 \(String(today.year))。",
                    isRequired: true)
                sourceFields(in: values)
                checkField(
                    "replace", "替换这一年已有的", in: values,
                    hint: "人工判定过的，名称和代码没变就保留。")
            }
        }
    }
}

extension Limit {
    /// Years of the lists side by side.
    fileprivate static let yearsShown: Limit = 6
}
