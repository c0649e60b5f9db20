import Basics
import Chains
import Companies
import Markup
import Projects

/// «Of the 14 kinds you buy outside, 9 are made here», with what stands behind it.
@HTMLBuilder func reverseText(_ answer: ReverseAnswer, divisions: CityDivisions) -> HTML {
    p {
        strong {
            "您从外地采购的\(answer.outside.count)种产品里，\(answer.here)种本地有企业在做。" as Phrase
        }
    }
    p(.class("hint")) {
        "还没有查到的\(answer.notFound)种；还没有对上环节、不知道的\(answer.unknown)种。" as Phrase
        "已经在本地采购的\(answer.inside)种、没有写来源的\(answer.untold)种不在其内。" as Phrase
    }
    if !answer.outside.isEmpty {
        DataTable<ReverseLine>(
            "从外地采购的产品",
            columns: [
                DataColumn("产品", isHead: true) { line in
                    line.product
                    div(.class("hint")) { line.specification }
                },
                DataColumn("环节") { $0.link?.name },
                DataColumn("本地") { line in
                    switch line.makers {
                    case nil: badge(.plain, "不知道")
                    case 0?: badge(.info, "还没有查到")
                    case let count?: badge(.good, "\(count)家在做")
                    }
                },
                DataColumn("企业和所在区市") { line in
                    for one in line.named {
                        div {
                            one.company.name
                            " "
                            small(.class("hint")) {
                                if let place = divisions.name(of: one.place) { place }
                            }
                        }
                    }
                },
            ]
        ).html(Array(answer.outside.prefix(Limit.needsOnPage.count)))
        if answer.outside.count > Limit.needsOnPage.count {
            p(.class("hint")) { "另有\(answer.outside.count - Limit.needsOnPage.count)种没有列出。" }
        }
    }
}
