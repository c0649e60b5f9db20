import Basics
package import Documents
import Markup

/// A document in a list, with how far its lines are decided.
package struct ListedDocument: Sendable {
    package let document: Document
    package let pieces: [KeptPiece]
    package let facts: ReviewCounts
    package let instructions: ReviewCounts

    package init(
        document: Document, pieces: [KeptPiece], facts: ReviewCounts, instructions: ReviewCounts
    ) {
        self.document = document
        self.pieces = pieces
        self.facts = facts
        self.instructions = instructions
    }
}

/// 文稿: the papers that were taken in.
package struct DocumentsPage: Sendable {
    package let documents: [ListedDocument]
    package let filter: DocumentFilter
    package let query: AddressQuery
    package let list: ListPage
    package let units: UnitNames
    package let zoneOffset: Int
    package let mayTake: Bool

    package init(
        documents: [ListedDocument], filter: DocumentFilter, query: AddressQuery, list: ListPage,
        units: UnitNames, zoneOffset: Int, mayTake: Bool
    ) {
        self.documents = documents
        self.filter = filter
        self.query = query
        self.list = list
        self.units = units
        self.zoneOffset = zoneOffset
        self.mayTake = mayTake
    }

    package var page: Page {
        Page("文稿", area: .documents) {
            pageTitle("文稿", lead: "会议、文件和报道收进来，数据和要求一条条列出，由人采用；每一条都回到原句。") {
                if mayTake {
                    link("收文", to: .documents(.new), .class("button primary"))
                }
            }
            documentSearchForm()
            filterForm(to: .documents(.list())) {
                selectField(
                    "kind", "体裁", PieceKind.allCases.map { Choice($0.rawValue, $0.label) },
                    in: FormValues(query.items), none: "全部")
                checkField("waits", "只看有待审的", in: FormValues(query.items))
                submitButton("筛选")
            }
            if documents.isEmpty {
                if query.items.isEmpty {
                    emptyState(
                        "还没有文稿", next: mayTake ? "点“收文”，交文件或粘贴文字。" : "由各单位收文。")
                } else {
                    emptyState("没有符合条件的文稿", next: "换个条件再找。") {
                        link("清除条件", to: .documents(.list()), .class("button"))
                    }
                }
            } else {
                table.html(documents)
                pagination(list) { .documents(.list(query.setting("page", to: String($0)))) }
            }
        }
    }

    private var table: DataTable<ListedDocument> {
        let (units, zoneOffset) = (units, zoneOffset)
        return DataTable(
            "文稿",
            columns: [
                DataColumn("标题", isHead: true) { one in
                    link(text: one.document.title, to: .documents(.one(one.document.number)))
                    div(.class("hint")) {
                        for (place, piece) in one.pieces.prefix(4).enumerated() {
                            if place > 0 { "、" }
                            piece.kind.label
                        }
                        if one.pieces.count > 4 { "…" }
                        " "
                        one.document.mark.label
                    }
                },
                DataColumn("文稿日期", isShort: true) { ($0.document.dated?.description).html },
                DataColumn("收文", isShort: true) { one in
                    one.document.at.day(offset: zoneOffset).description
                },
                DataColumn("收文单位") { units[$0.document.unit] },
                DataColumn("数据") { count($0.facts, .fact, $0.document.number) },
                DataColumn("要求") { count($0.instructions, .instruction, $0.document.number) },
            ])
    }
}

/// «3条待审，共17条».
private func count(_ counts: ReviewCounts, _ kind: ProposalKind, _ document: Int64) -> HTML {
    HTML {
        if counts.all > 0 {
            link(to: .documents(.one(document, ["show": kind.rawValue]))) {
                counts.proposed > 0
                    ? "\(counts.proposed)条待审，共\(counts.all)条" : "\(counts.all)条，都审过" as Phrase
            }
        }
    }
}

/// 收文: a file or pasted text, and what is said of it.
package struct DocumentFormPage: Sendable {
    package let values: FormValues

    package init(values: FormValues = FormValues()) { self.values = values }

    package var page: Page {
        Page("收文", area: .documents) {
            pageTitle("收文", lead: "原文件一字不动存着；读出来的数据和要求先都是“待审”。") {
                link("回到文稿", to: .documents(.list()), .class("button"))
            }
            notice(.watch, "涉密文件（绝密、机密、秘密）不得进入本系统。")
            problemNotice(values.problems)
            card("交文件") {
                dropZone(
                    to: .documents(.list()), accept: ".txt,.html,.htm,.docx,.pdf",
                    heading: "把文稿拖到这里，或点此选择",
                    hint: ".docx、.txt、.html和带文字的 .pdf；一次可以几份", submit: "收文"
                ) { said(of: "file") }
            }
            card("粘贴文字") {
                postForm(to: .documents(.list())) {
                    textArea("table", "文字", in: values, rows: 10, isRequired: true)
                    said(of: "paste")
                    submitButton("收文")
                }
            }
        }
    }

    /// Fields of both forms; each has its own names, so that their labels are apart.
    private func said(of form: String) -> HTML {
        div(.class("field-grid")) {
            textField(
                form + "_dated", "文稿日期", in: values, type: .date,
                hint: "“今年”“去年”按它算；不填就按文中的落款和电头。")
            textField(form + "_title", "标题", in: values, hint: "不填就用文中的标题。")
            selectField(
                form + "_mark", "标识",
                DocumentMark.allCases.map { Choice($0.rawValue, $0.label) }, in: values,
                none: "按内容定", hint: "按内容定：新闻和评论公开，其余内部。工作秘密、商业秘密只有收文单位和看全市的人能看。")
            textField(form + "_address", "网址", in: values, hint: "公开登出的，写在哪里登的。")
        }
    }
}
