import Basics
import Indicators
import Markup
import Rules

extension LateSum {
    /// What was corrected or reported after its month was closed, named beside the figure.
    func card(in unit: IndicatorUnit) -> HTML {
        Pages.card("其中补记和更正以前月份") {
            p {
                "\(count)笔，合计" as Phrase
                strong(unit.number(FactSum(value: weight)))
                if let word = unit.word { word }
                "。到账的月份已经关账，计入之后的月份，以前的数不改。" as Phrase
            }
            DataTable<LateMoney>(
                "补记和更正",
                columns: [
                    DataColumn("项目", isHead: true) { slip in
                        if slip.name.isEmpty {
                            "已不归您看" as Phrase
                        } else {
                            link(to: .projectMoney(slip.project)) { slip.name }
                        }
                    },
                    DataColumn("到账", isAside: true) { slip in slip.arrivedOn.description },
                    DataColumn("计入", isAside: true) { slip in slip.month.description },
                    DataColumn("数值", unit: unit.word, isNumber: true) { slip in
                        unit.number(FactSum(value: slip.weight))
                    },
                    DataColumn("为什么") { slip in slip.reason ?? "" },
                ]
            ).html(slips)
            if count > slips.count { p("只列最大的\(slips.count)笔。", .class("hint")) }
        }
    }
}
