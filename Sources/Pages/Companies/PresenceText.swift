import Basics
import Companies
import Markup
import Projects

extension PresenceStanding {
    var light: Light {
        switch self {
        case .landed: .good
        case .underway: .info
        case .absent: .watch
        case .unknown: .plain
        }
    }
}

/// One line for each thing that is known of a company here.
struct PresenceText {
    let units: UnitNames
    let divisions: CityDivisions

    @HTMLBuilder func line(_ found: PresenceEvidence) -> HTML {
        switch found {
        case .registered(let company, let division, let isOwn):
            if !isOwn {
                "同集团的"
                link(text: company.name, to: .company(company.id))
                " "
            }
            place(division, company.creditCode ?? "")
        case .printedCode(let code, let division): place(division, code)
        case .project(let project, let company):
            if let company {
                "同集团的"
                link(text: company.name, to: .company(company.id))
                "："
            }
            link(text: project.name, to: .project(project.id))
            " "
            small(.class("hint")) {
                units[project.unit]
                if let stage = project.stage { " \(stage.label)" }
                if let total = moneyText(project.total) { " \(total)" }
                " \(project.lastRound.description)"
            }
        }
    }

    private func place(_ division: String, _ code: String) -> HTML {
        if let name = divisions.name(of: division) {
            HTML { "登记在\(name)（信用代码\(code)的第3至8位）" }
        } else {
            HTML { "登记在本市（信用代码\(code)的第3至8位）" }
        }
    }

    /// What is known of one entry, the standing first.
    func known(_ row: PresentEntry) -> HTML {
        let presence = row.presence
        return div {
            badge(presence.standing.light, presence.standing.label)
            ul(.class("facts")) {
                for found in presence.evidence.prefix(Limit.evidenceShown.count) {
                    li { line(found) }
                }
                if presence.evidence.count > Limit.evidenceShown.count {
                    li("另有\(presence.evidence.count - Limit.evidenceShown.count)项")
                }
                if presence.standing == .landed, !hasOpenProject(presence) {
                    li("看得到的台账里没有在谈或签约未开工的项目")
                }
                if let company = row.company, row.entry.matching.match == .linked,
                    let capital = company.registeredCapital
                {
                    li("注册资本\(capital)")
                }
                if let met = row.lastContact { li("最近对接\(met)") }
            }
        }
    }

    func missing(_ presence: CompanyPresence) -> HTML {
        ul(.class("facts")) {
            for gap in presence.missing.prefix(Limit.evidenceShown.count) { li(gap.phrase) }
        }
    }

    private func hasOpenProject(_ presence: CompanyPresence) -> Bool {
        presence.projects.contains { $0.stage.map { $0 < .started } ?? false }
    }
}

extension Limit {
    /// Findings of one entry that are shown.
    static let evidenceShown: Limit = 6
}
