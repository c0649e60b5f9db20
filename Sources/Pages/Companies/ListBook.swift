package import Basics
import Companies
import Evidence
package import Projects
package import Tables

/// A reading of an edition as a workbook, one row an entry, in the reader's language.
package func listBook(
    _ page: ListEditionPage, rows: [PresentEntry], lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    let name = "\(lexicon.text(page.kinds.list(page.edition.kind))) \(page.edition.year)"
    let columns = [
        WrittenColumn(say("排名"), width: 8), WrittenColumn(say("印出的名称"), width: 36),
        WrittenColumn(say("国家")), WrittenColumn(say("所在地")),
        WrittenColumn(say("名录里的企业"), width: 36), WrittenColumn(say("信用代码"), width: 22),
        WrittenColumn(say("对上")), WrittenColumn(say("在本市"), width: 16),
        WrittenColumn(say("知道的"), width: 48), WrittenColumn(say("不知道的"), width: 48),
    ]
    var sheet = WrittenSheet(
        name: say(page.reading.label), title: "\(lexicon.text(stamp.city)) \(name)",
        columns: columns,
        rows: rows.map { row in
            let printed = row.entry.printed
            let known = row.presence.evidence.map {
                say($0.sentence(page.units, page.divisions))
            }
            return WrittenRow([
                printed.rank.map { WrittenCell.integer($0) } ?? .empty, .text(printed.name),
                .text(printed.country), .text(printed.place), .text(row.company?.name),
                .text(row.company?.creditCode ?? printed.code),
                .text(say(row.entry.matching.match.label)),
                .text(say(row.presence.standing.label)), .text(known.joined(separator: "\n")),
                .text(row.presence.missing.map { say($0.phrase) }.joined(separator: "\n")),
            ])
        })
    sheet.notes = [say("\(page.reading.label)，来源：\(page.edition.source?.title ?? "—")")]
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
    sheet.frozenColumns = 2
    return WrittenBook(title: name, author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}

extension PresenceEvidence {
    /// In one line, for a cell.
    func sentence(_ units: UnitNames, _ divisions: CityDivisions) -> Phrase {
        func place(_ division: String) -> LocalName {
            divisions.name(of: division) ?? LocalName(zh: division)
        }
        switch self {
        case .registered(let company, let division, _):
            return "\(company.name) 登记在\(place(division))"
        case .printedCode(let code, let division): return "\(code) 登记在\(place(division))"
        case .project(let project, let company):
            let stage: Phrase = project.stage?.label ?? "阶段未报"
            let total: Phrase = moneyText(project.total) ?? "总投资未报"
            let unit = units[project.unit]
            guard let company else {
                return "项目“\(project.name)”：\(unit)，\(stage)，\(total)"
            }
            return "\(company.name) 的项目“\(project.name)”：\(unit)，\(stage)，\(total)"
        }
    }
}
