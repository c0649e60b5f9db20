package import Basics
import Markup
package import Projects
package import Rules

/// What the rule of the monthly round says of a month's collection: by when, who was late, what is
/// filled in on pages.
package struct MonthlyRound: Sendable {
    /// Nil where the city has no rule of it.
    package let due: DueDay?
    package let today: Day
    package let calendar: WorkingCalendar
    package let zoneOffset: Int
    package let reports: [MonthlyReport]
    /// When each unit handed in first.
    package let handedIn: [String: Instant]
    /// The last month that is read-only.
    package let closedThrough: Month?
    package let month: Month
    /// The reporting unit of the reader; nil where it reports nothing.
    package let own: String?
    package let corrections: Int

    package init(
        month: Month, due: DueDay?, today: Day, folder: CityFolder, reports: [MonthlyReport],
        handedIn: [String: Instant], closedThrough: Month?, own: String?, corrections: Int
    ) {
        self.month = month
        self.due = due
        self.today = today
        calendar = folder.calendar
        zoneOffset = folder.zoneOffset
        self.reports = reports
        self.handedIn = handedIn
        self.closedThrough = closedThrough
        self.own = own
        self.corrections = corrections
    }

    var isClosed: Bool { closedThrough.map { month <= $0 } ?? false }

    /// Where a sheet is looked at: on its own page, or on that of the report.
    func address(of sheet: HandedSheet) -> Address {
        reports.contains { $0.id == sheet.id } ? .monthlyReport(sheet.id) : .sheet(sheet.id)
    }

    @HTMLBuilder func notices(missing: [String]) -> HTML {
        if isClosed {
            notice(.info) {
                p("\(month)已经关账，只读；要改的，在项目的沿革里报更正。")
                if corrections > 0 {
                    link(
                        "关账后的更正（\(corrections)）",
                        to: .corrections(["month": month.description]))
                }
            }
        } else if let due {
            p(.class("definition")) {
                "截止\(due.day.description)" as Phrase
                if !due.isPublished { "（这一年的放假安排还未公布）" as Phrase }
                "，" as Phrase
                left(due.day)
                if !missing.isEmpty, today > due.day { "，还有\(missing.count)个单位没报" as Phrase }
                "。" as Phrase
            }
        }
    }

    private func left(_ day: Day) -> Phrase {
        let days = calendar.workingDays(after: today, through: day).count
        if today > day { return "已过\(max(0, -days))个工作日" }
        return today == day ? "今天截止" : "还有\(days)个工作日"
    }

    /// The way in by pages, for the people of a reporting unit.
    @HTMLBuilder func fillCard(_ month: Month) -> HTML {
        if let own {
            let mine = reports.filter { $0.unit == own }
            card("网上填报") {
                if let open = mine.first(where: {
                    [.draft, .checking].contains($0.sheet.state)
                }) {
                    p {
                        badge(open.sheet.state.light, open.sheet.state.label)
                        " "
                        link("打开月报", to: .monthlyReport(open.id), .class("button primary"))
                    }
                } else {
                    p(
                        handedIn[own] == nil
                            ? "没有表也可以报：上月所报和台账里已确认的都先填好，只改有变化的。"
                            : "这个月已经报过；要改的，可以在已报的内容上改了再报。")
                    postForm(to: .monthlyReports) {
                        hiddenField("month", month.description)
                        submitButton(handedIn[own] == nil ? "开始填报" : "修改后再报")
                    }
                }
            }
        }
    }

    /// Whether a unit handed in by the deadline.
    @HTMLBuilder func punctuality(of unit: String) -> HTML {
        if let due {
            if let day = handedIn[unit]?.day(offset: zoneOffset) {
                if day <= due.day {
                    badge(.good, "按时")
                } else {
                    let late = calendar.workingDays(after: due.day, through: day).count
                    badge(.watch, "迟\(late)个工作日")
                }
            } else if today > due.day {
                badge(.bad, "逾期未报")
            }
        }
    }
}
