package import Basics
package import Companies
import Markup
import Texts

/// The register of companies: whatever may be meant by what was typed, best first.
package struct CompaniesPage: Sendable {
    package let companies: [FoundCompany]
    package let query: AddressQuery
    package let list: ListPage
    /// More companies answer than the list has.
    package let isCut: Bool
    /// What an import just refused, line by line.
    package let problems: [Problem]
    /// What an import read differently from what stands in the file.
    package let notes: [Problem]
    /// What an import would do, where one was only tried.
    package let trial: [ImportTrial]
    /// The form of the import as it was sent.
    package let values: FormValues
    /// Whose sheets can be imported.
    package let layouts: [Choice]
    package let mayImport: Bool
    package let mayEdit: Bool

    package init(
        companies: [FoundCompany], query: AddressQuery, list: ListPage, isCut: Bool,
        problems: [Problem] = [], notes: [Problem] = [], trial: [ImportTrial] = [],
        values: FormValues = FormValues(),
        layouts: [Choice] = [], mayImport: Bool, mayEdit: Bool
    ) {
        self.companies = companies
        self.query = query
        self.list = list
        self.isCut = isCut
        self.problems = problems
        self.notes = notes
        self.trial = trial
        self.values = values
        self.layouts = layouts
        self.mayImport = mayImport
        self.mayEdit = mayEdit
    }

    package var page: Page {
        Page("企业名录", area: .companies) {
            pageTitle("企业名录", lead: "在册的、拟设的和境外的企业，与报表里写的投资方分开存。") {
                if mayEdit {
                    link("重复企业", to: .duplicates(), .class("button"))
                    link("新增企业", to: .newCompany, .class("button"))
                }
            }
            companyTabs(.companies())
            if trial.isEmpty {
                problemNotice(problems, heading: "有\(problems.count)处没有收：")
                problemNotice(notes, heading: "已导入；有\(notes.count)处请看一下：", light: .info)
            } else {
                problemNotice(problems, heading: "有\(problems.count)处收不了：")
                problemNotice(notes, heading: "有\(notes.count)处请看一下：", light: .info)
                for file in trial { file.html }
            }
            filterForm(to: .companies()) {
                textField(
                    "q", "查找", in: FormValues(query.items), type: .search,
                    hint: "名称或品牌的任何一部分，全拼或首字母，号码连续四位以上；繁体、英文也行，三个字以上写错一个也找得到")
                submitButton("查找")
            }
            if !companies.isEmpty {
                if isCut {
                    notice(.plain, "符合的企业太多，只列最相近的\(list.total)家。多写几个字再找。")
                }
                table.html(companies)
                pagination(list) { .companies(query.setting("page", to: String($0))) }
            } else if query.items.isEmpty {
                emptyState("还没有企业", next: "由指挥部办公室导入企业名录。")
            } else {
                emptyState(
                    "没有符合条件的企业",
                    next: "名称、品牌、号码、拼音和首字母都找过，错一个字、漏一个字的也找过。少写几个字再找。"
                ) {
                    link("清除条件", to: .companies(), .class("button"))
                }
            }
            if mayImport { importCard }
        }
    }

    private var table: DataTable<FoundCompany> {
        DataTable(
            "企业",
            columns: [
                DataColumn("企业名称", isHead: true) { found in
                    let company = found.company
                    link(text: company.name, to: .company(company.id))
                    if company.standing != .registered {
                        " "
                        standingBadge(company.standing)
                    }
                    if !company.formerNames.isEmpty {
                        p(.class("hint")) {
                            "曾用名：\(company.formerNames.joined(separator: "、"))"
                        }
                    }
                    if let note = found.by?.note { div(.class("note")) { note } }
                },
                DataColumn("品牌") { $0.company.brand.html },
                DataColumn("信用代码") { found in
                    if let code = found.company.creditCode { small(code, .class("code")) }
                },
                DataColumn("成立日期") { ($0.company.foundedOn?.description).html },
                DataColumn("注册资本") { $0.company.registeredCapital.html },
            ])
    }

    private var importCard: HTML {
        card("导入企业名录", id: "import") {
            dropZone(
                to: .companyImport, accept: ".csv,.xlsx,.jsonl,.gz",
                heading: "把名录拖到这里，或点此选择",
                hint: "一行一家的 .xlsx、.csv 或 .jsonl，可以是 .gz；空着的格不改原有内容", submit: "导入"
            ) {
                if !layouts.isEmpty {
                    selectField(
                        "columns", "这份表从哪里导出", layouts, in: values,
                        none: "本系统的列名",
                        hint: "各家的表头不同；表头凭公开资料写成，对不上的会逐个说明")
                }
                checkField(
                    "good", "有问题的行不收，其余照收", in: values,
                    hint: "不勾选：只要有一行有问题，就一行也不收，并逐行说明。")
                checkField(
                    "dry", "只试不存", in: values, hint: "逐行看会新增什么、改动什么；什么也不存。")
            }
        }
    }
}

extension FoundBy {
    /// Said where what was typed is not to be seen in the row.
    fileprivate var note: Phrase? {
        switch self {
        case .whole, .beginning, .otherName, .part: nil
        case .pinyin: "拼音相符"
        case .initials: "首字母相符"
        case .oneWrong: "相差一字"
        }
    }
}
