import Basics
package import Chains
import Markup

/// The anchor companies of a chain and how far their selection has come.
package struct AnchorsPage: Sendable {
    package let chain: Chain
    package let anchors: [Anchor]
    /// How many lines stand in the lists, by anchor company; empty for who doesn't edit chains.
    package let counts: [Int64: Int]
    package let mayEdit: Bool
    package let values: FormValues

    package init(
        chain: Chain, anchors: [Anchor], counts: [Int64: Int], mayEdit: Bool,
        values: FormValues = FormValues()
    ) {
        self.chain = chain
        self.anchors = anchors
        self.counts = counts
        self.mayEdit = mayEdit
        self.values = values
    }

    package var page: Page {
        Page("\(chain.name)产业链的链主", area: .chains) {
            pageTitle(
                "\(chain.name)产业链的链主", lead: "初选、征求意见、认定，依次办；认定之后请企业填供需意向清单。"
            ) {
                link("回到产业链", to: .chains(.one(chain.id)), .class("button"))
                printButton()
            }
            problemNotice(values.problems)
            if anchors.isEmpty {
                emptyState("这条链还没有链主", next: "由产业链专班提出初选企业。")
            } else {
                anchorsTable(anchors, counts: counts, showsCounts: mayEdit)
            }
            if mayEdit { nomination }
        }
    }

    private var nomination: HTML {
        card("提出一家初选企业", id: "nominate") {
            postForm(to: .anchors(.list(chain.id))) {
                textField("company", "企业全称", in: values, isRequired: true)
                textField("credit_code", "统一社会信用代码", in: values, hint: "知道就写。")
                textArea("reason", "理由", in: values, rows: 3, isRequired: true)
                textField("on", "哪一天", in: values, type: .date, isRequired: true)
                sourceFields(in: values)
                submitButton("列入初选")
            }
        }
    }
}

/// Also stands on the page of the chain.
func anchorsTable(_ anchors: [Anchor], counts: [Int64: Int], showsCounts: Bool) -> HTML {
    var columns = [
        DataColumn<Anchor>("链主企业", isHead: true) { one in
            link(text: one.name, to: .anchors(.one(one.chain, one.number)))
        },
        DataColumn("阶段", isShort: true) { badge($0.stage.light, $0.stage.label) },
    ]
    if showsCounts {
        columns.append(
            DataColumn("供需意向清单", isShort: true) { one in
                if let count = counts[one.number] { "\(count)行" }
            })
    }
    return DataTable("链主", columns: columns).html(anchors)
}

extension AnchorStage {
    var light: Light {
        switch self {
        case .nominated, .consulted: .info
        case .recognised: .good
        case .withdrawn: .plain
        }
    }
}

extension NeedReview {
    var light: Light {
        switch self {
        case .waiting: .watch
        case .accepted: .good
        case .returned: .plain
        }
    }
}

extension NeedOutcome {
    var light: Light {
        switch self {
        case .none: .plain
        case .found, .met: .info
        case .signed: .good
        }
    }
}
