import Basics
package import Chains
import Companies
import Markup
package import Projects

/// Whom to call on in a place (出差清单): one sheet to take along.
package struct TripPage: Sendable {
    /// Two days' worth of visits.
    package static let standardCount = 8

    /// GB/T 2260 of the place, nil where none was asked for.
    package let area: String?
    package let stops: [TripStop]
    /// How many fit into the days.
    package let count: Int
    package let divisions: CityDivisions
    package let values: FormValues

    package init(
        area: String?, stops: [TripStop], count: Int, divisions: CityDivisions,
        values: FormValues
    ) {
        self.area = area
        self.stops = stops
        self.count = count
        self.divisions = divisions
        self.values = values
    }

    package var page: Page {
        Page("出差清单", area: .chains) {
            pageTitle("出差清单", lead: "去一个地方，见哪几家：按打开的缺口挑，重点跟进的在前，其余按得分。") {
                link("回到产业链", to: .chains(), .class("button"))
                printButton()
            }
            filterForm(to: .chains(.trip())) {
                textField(
                    "place", "去哪里", in: values, hint: "六位行政区划代码：320500苏州，320000全江苏。",
                    isRequired: true)
                textField("count", "见几家", in: values)
                submitButton("列出")
            }
            if area != nil {
                if stops.isEmpty {
                    emptyState("那里还没有能补缺口的企业", next: "换一个地方，或在环节页写下外地的企业。")
                } else {
                    table.html(Array(stops.prefix(count)))
                    if stops.count > count {
                        p(.class("hint")) { "另有\(stops.count - count)家没有列出。" }
                    }
                }
            }
        }
    }

    private var table: DataTable<TripStop> {
        let divisions = divisions
        return DataTable(
            "出差清单",
            columns: [
                DataColumn("企业", isHead: true) { stop in
                    let reason = stop.reasons[0]
                    link(
                        text: stop.company.name,
                        to: .chains(
                            .target(reason.gap.chain, reason.gap.link, stop.company.id)))
                    if let address = stop.company.address { div(.class("hint")) { address } }
                },
                DataColumn("能补什么") { stop in
                    for reason in stop.reasons {
                        div {
                            badge(reason.gap.kind.light, reason.gap.kind.label)
                            " "
                            reason.chain
                            " · "
                            reason.link
                        }
                    }
                },
                DataColumn("得分", isNumber: true) { scoreText($0.target.score) },
                DataColumn("状态", isShort: true) { stop in
                    badge(stop.target.state.light, stop.target.state.label)
                },
                DataColumn("为什么") { targetReasons($0.target.score) },
                DataColumn("引荐") { stop in stop.reasons.lazy.compactMap(\.target.introducer).first
                },
                DataColumn("最近联系") { stop in
                    if let contact = stop.reasons.lazy.compactMap(\.target.lastContact).first {
                        "\(contact.on) \(contact.note)"
                    }
                },
                DataColumn("地方") { placeList($0.target.places, divisions) },
            ])
    }
}
