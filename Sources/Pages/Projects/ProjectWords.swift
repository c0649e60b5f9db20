package import Basics
import Markup
package import Projects
package import Rules

/// The field's words for what a project's values are. Stages and fields are named once, here.
extension Agreement {
    package var label: Phrase {
        switch self {
        case .formal: "正式协议"
        case .framework: "框架协议"
        case .none: "未签"
        }
    }
}

extension ReportedField {
    package var label: Phrase {
        switch self {
        case .name: "项目名称"
        case .investors: "投资方"
        case .code: "信用代码"
        case .total: "总投资"
        case .foreignTotal: "总投资（外资）"
        case .stage: "阶段"
        case .agreement: "协议"
        case .signedOn: "签约时间"
        case .chain: "产业链"
        case .mode: "招商方式"
        case .received: "到位资金"
        case .contact: "责任单位"
        case .evidence: "佐证材料"
        case .content: "建设内容"
        case .remark: "备注"
        case .district: "区市"
        case .ordinal: "序号"
        case .fixed: "其中：固定资产投资"
        case .yearPlan: "年度计划投资"
        case .origin: "投资方来源地"
        case .previousTotal: "上期总投资"
        case .startedOn: "开工时间"
        case .leader: "包联领导"
        case .phone: "联系电话"
        case .currency: "币种"
        case .other: "不读这一列"
        }
    }
}

extension HandedState {
    var light: Light {
        switch self {
        case .staged, .checking: .watch
        case .returned: .bad
        case .applied: .good
        case .draft: .info
        case .replaced, .withdrawn: .plain
        }
    }
}

package func moneyText(_ money: Money?) -> Phrase? { money.map { "\($0.words)" } }

/// The names of a city's units, for pages that show many rows.
package struct UnitNames: Sendable {
    private let names: [String: LocalName]
    package let reporting: [String]
    /// Those that stand on the day, in the order of the folder.
    package let present: [String]

    /// `day` decides which units report: those that stand on it.
    package init(_ folder: CityFolder, on day: Day) {
        names = Dictionary(
            folder.units.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        reporting = folder.reportingUnits(on: day).map(\.id)
        present = folder.units.filter { $0.exists(on: day) }.map(\.id)
    }

    /// A unit that the folder no longer has shows its identifier.
    package subscript(_ unit: String) -> LocalName { names[unit] ?? LocalName(zh: unit) }
}

extension ReportedProject {
    /// «A有限公司、B公司», as written.
    package var investorText: String { investors.map(\.name).joined(separator: "、") }
}

/// What happened to a project, in the words of the rule of stages.
@HTMLBuilder func stepText(_ step: ProjectStep, in rule: StageRule?) -> HTML {
    switch step {
    case .reached(let stage): (rule?.stage(stage)?.name).html
    case .paused: "暂缓" as Phrase
    case .resumed: "恢复" as Phrase
    case .left(let kind, let place):
        "出库" as Phrase
        "（"
        kind.label
        if let place { " \(place)" }
        "）"
    case .noted(let fact): (rule?.datedFact(fact)?.name).html
    case .revoked(let fact):
        "取消" as Phrase
        (rule?.datedFact(fact)?.name).html
    }
}
