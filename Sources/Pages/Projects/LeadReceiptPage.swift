import Basics
import Markup
package import Projects

/// 回执: the number, the server's time and the hash of a lead, to print. It names nothing of the
/// content; that unfolds on the screen, for who may show it to others.
package struct LeadReceiptPage: Sendable {
    package let lead: Lead
    package let names: LeadNames

    package init(lead: Lead, names: LeadNames) {
        self.lead = lead
        self.names = names
    }

    package var page: Page {
        Page("线索回执", area: .projects) {
            pageTitle("线索回执", lead: "\(lead.number)") {
                link("回到线索", to: .lead(lead.number), .class("button"))
                printButton()
            }
            card(lead.isSealed ? "存证报备回执" : "登记回执") {
                definitionList([
                    Definition("编号", text: lead.number),
                    Definition(
                        "登记时间",
                        text: lead.submittedAt.minuteText(offset: names.zoneOffset)),
                    Definition("登记时间（UTC）", text: lead.submittedAt.description),
                    Definition("提交单位") { names.units[lead.unit] },
                    Definition("摘要值", text: lead.hash.hex),
                    Definition("摘要算法", text: lead.hash.algorithm),
                ])
            }
            card("证明什么") {
                ul {
                    li("服务器在上面的时间收到了摘要值所对应的内容，之后内容一个字也没有改过。")
                    li("提交的是上面的单位。")
                }
            }
            card("不证明什么") {
                ul {
                    li("不证明内容属实，也不证明这是全市第一个。")
                    li("不是可信时间戳；时间以本服务器的时钟为准。")
                }
            }
            verification
        }
    }

    @HTMLBuilder private var verification: HTML {
        if let canonical = lead.hash.canonical {
            disclosure("怎样核对") {
                p("把下面这一行交给核对的人，对它的UTF-8字节（末尾不换行）求\(lead.hash.algorithm)，应得到上面的摘要值。")
                pre { code(canonical) }
                p("命令行也给出这一行和摘要值：")
                pre { code("headwater leads receipt \(lead.number) --as …") }
            }
        }
    }
}
