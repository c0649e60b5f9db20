import Basics
package import Documents
import Facts
import Markup
import Texts

extension Limit {
    /// Sentences of one document that the other doesn't have.
    static let sentencesShown: Limit = 100
}

/// A document held against another: figures side by side with the difference, and the sentences
/// that only one of them has.
package struct DocumentComparisonPage: Sendable {
    package let document: Document
    package let choices: [Document]
    package let compared: (other: Document, found: DocumentComparison)?

    package init(
        document: Document, choices: [Document], compared: (Document, DocumentComparison)?
    ) {
        self.document = document
        self.choices = choices
        self.compared = compared
    }

    private var mark: Phrase {
        let marks = [document.mark, compared?.other.mark].compactMap(\.self)
        return (DocumentMark.allCases.last(where: marks.contains) ?? document.mark).label
    }

    package var page: Page {
        Page("与另一份比", area: .documents, confidentiality: mark) {
            pageTitle("与另一份比", lead: "同一个数在两份文稿里各是多少，哪些话只有一份里有。") {
                link("回到文稿", to: .documents(.one(document.number)), .class("button"))
                printButton()
            }
            filterForm(to: .documents(.comparison(document.number))) {
                selectField(
                    "with", "另一份",
                    choices.map { Choice(String($0.number), text: "\($0.number) \($0.title)") },
                    in: FormValues([
                        AddressItem("with", compared.map { String($0.other.number) } ?? "")
                    ]), none: "选一份")
                submitButton("比较")
            }
            if let compared {
                differences(compared.found, compared.other)
            } else if choices.isEmpty {
                emptyState("还没有另一份", next: "收进第二份文稿后再比。")
            }
        }
    }

    @HTMLBuilder private func differences(
        _ found: DocumentComparison, _ other: Document
    ) -> HTML {
        card("数据") {
            if found.pairs.isEmpty {
                p("两份都没有数据。", .class("hint"))
            } else {
                table(other).html(found.pairs)
            }
        }
        sentences(of: document, found.onlyLeft)
        sentences(of: other, found.onlyRight)
    }

    private func table(_ other: Document) -> DataTable<DocumentComparison.Pair> {
        DataTable(
            "数据",
            columns: [
                DataColumn("什么数", isHead: true) { pair in
                    if let fact = pair.left ?? pair.right {
                        fact.told.metric
                        div(.class("hint")) {
                            [fact.told.scope, fact.told.period?.description]
                                .compactMap(\.self).joined(separator: " ")
                        }
                    }
                },
                DataColumn("第\(Int(document.number))号", isNumber: true) { told($0.left) },
                DataColumn("第\(Int(other.number))号", isNumber: true) { told($0.right) },
                DataColumn("差", isNumber: true) { pair in
                    if pair.isSame {
                        badge(.good, "一样")
                    } else if let left = pair.left?.told, let right = pair.right?.told,
                        let gap = left.value - right.value
                    {
                        badge(.watch, gap.digits > 0 ? "前者多" : "前者少")
                        " "
                        valueText(gap.magnitude, left.unit)
                    } else {
                        badge(.plain, "只有一份有")
                    }
                },
            ])
    }

    private func told(_ fact: DocumentFact?) -> HTML {
        guard let fact else { return .nothing }
        return link(to: fact.address) { valueText(fact.told) }
    }

    @HTMLBuilder private func sentences(of document: Document, _ sentences: [String]) -> HTML {
        if !sentences.isEmpty {
            card("只有第\(Int(document.number))号有的话（\(sentences.count)句）") {
                p(.class("hint")) { document.title }
                ul {
                    for sentence in sentences.prefix(Limit.sentencesShown.count) {
                        li { sentence }
                    }
                }
                if sentences.count > Limit.sentencesShown.count {
                    p(
                        "另有\(sentences.count - Limit.sentencesShown.count)处没有列出。",
                        .class("hint"))
                }
            }
        }
    }
}
