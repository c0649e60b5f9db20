package import Basics

/// Who is told, and when, that an order was not answered by its day: a ladder that is climbed rung
/// by rung. Which rung an order stands on is computed; that it was told is recorded by Promises.
package struct EscalationRule: Hashable, Sendable {
    package let unit: ClockUnit
    /// From the first on; each later than the one before.
    package let rungs: [EscalationRung]
}

package struct EscalationRung: Hashable, Sendable {
    package let name: LocalName
    /// Days past the due day in the unit of the rule; negative: before it.
    package let after: Int
    package let tells: [EscalationEar]
}

/// Whom a rung tells.
package enum EscalationEar: String, Sendable, CaseIterable {
    case owner, sender, headquarters
    /// The leader whom the order names; nobody where it names none.
    case leader
}

extension EscalationRule {
    /// How many rungs are reached on a day: 0 below the first, all of them for ever after the last.
    package func reached(due: Day, on today: Day, by calendar: WorkingCalendar) -> Int {
        let passed: Int
        switch unit {
        case .day: passed = today.number - due.number
        case .workingDay: passed = calendar.workingDays(after: due, through: today).count
        }
        return rungs.count { $0.after <= passed }
    }

    package static let id = "order-escalation"

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> EscalationRule? {
        if case .text(let id, _)? = node["id"]?.content, id != EscalationRule.id {
            problems.append(
                Problem("升级规则的标识须是“\(EscalationRule.id)”", at: node.place(of: "id")))
        }
        let unit = node.word("unit", as: ClockUnit.self, &problems)
        let elements = node.list("rungs", &problems)
        if node["rungs"] != nil, elements.isEmpty {
            problems.append(Problem("升级至少要有一级", at: node.place(of: "rungs")))
        }
        var rungs: [EscalationRung] = []
        var last: Int?
        for element in elements {
            element.onlyKeys(["name", "en", "after", "tell"], &problems)
            let name = element.localName(&problems)
            let after = element.integer("after", in: EscalationRule.range, &problems)
            let tells = element.list("tell", &problems).compactMap {
                $0.asWord(EscalationEar.self, &problems)
            }
            if element["tell"] != nil, tells.isEmpty {
                problems.append(Problem("写明告知谁", at: element.place(of: "tell")))
            }
            if Set(tells).count < tells.count {
                problems.append(Problem("同一级告知对象重复", at: element.place(of: "tell")))
            }
            if let after {
                if let last, after <= last {
                    problems.append(
                        Problem("后一级须晚于前一级：\(after)不晚于\(last)", at: element.place(of: "after")))
                }
                last = max(after, last ?? after)
            }
            guard let name, let after else { continue }
            rungs.append(EscalationRung(name: name, after: after, tells: tells))
        }
        guard let unit else { return nil }
        return EscalationRule(unit: unit, rungs: rungs)
    }

    /// A reminder at most sixty days before, the last rung at most ten years after.
    private static let range = -60...Limit.workingDays.count
}
