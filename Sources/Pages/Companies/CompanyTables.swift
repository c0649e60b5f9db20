import Basics
import Companies
import Markup

// The names, codes and shareholders of a company with their time: on its page, and above the forms
// that change them.

func namesTable(_ profile: CompanyProfile) -> HTML {
    let sources = profile.sources
    let isPlanned = profile.company.standing == .planned
    let names = profile.record.names.sorted { left, right in
        (left.kind.order, right.number) < (right.kind.order, left.number)
    }
    return DataTable<CompanyName>(
        "名称",
        columns: [
            DataColumn("名称", isHead: true) { $0.name },
            DataColumn("种类") { name in
                if isPlanned, name.kind == .legal { "拟用名称" } else { name.kind.label }
            },
            DataColumn("时间") { timeText($0.time) },
            DataColumn("来源") { groundsText($0.source, $0.endSource, sources) },
        ]
    ).html(names)
}

func identifiersTable(_ profile: CompanyProfile) -> HTML {
    let sources = profile.sources
    let codes = profile.record.identifiers.sorted { left, right in
        (left.scheme.order, right.number) < (right.scheme.order, left.number)
    }
    return DataTable<CompanyIdentifier>(
        "号码",
        columns: [
            DataColumn("号码", isHead: true) { small($0.value, .class("code")) },
            DataColumn("种类") { $0.scheme.label },
            DataColumn("时间") { timeText($0.time) },
            DataColumn("来源") { groundsText($0.source, $0.endSource, sources) },
        ]
    ).html(codes)
}

/// Shareholders of all times, those of today first.
func parentsTable(_ profile: CompanyProfile) -> HTML {
    let (sources, holders) = (profile.sources, profile.holders)
    let parents =
        profile.record.parents.filter(\.time.isOpen)
        + profile.record.parents.filter {
            !$0.time.isOpen
        }
    return DataTable<CompanyParent>(
        "股东",
        columns: [
            DataColumn("股东", isHead: true) { parent in
                if let holder = holders[parent.parent] {
                    link(text: holder.name, to: .company(holder.id))
                }
            },
            DataColumn("持股", isNumber: true) { shareText($0) },
            DataColumn("关系") { holdingText($0) },
            DataColumn("时间") { timeText($0.time) },
            DataColumn("来源") { groundsText($0.source, $0.endSource, sources) },
        ]
    ).html(parents)
}

/// Recognitions, those in force first.
func recognitionsTable(
    _ profile: CompanyProfile, kinds: CompanyKinds, today: Day
) -> HTML {
    let sources = profile.sources
    let rows = profile.record.recognitions.sorted { left, right in
        (left.standing(on: today) == .inForce ? 0 : 1, right.number)
            < (right.standing(on: today) == .inForce ? 0 : 1, left.number)
    }
    return DataTable<CompanyRecognition>(
        "认定",
        columns: [
            DataColumn("认定", isHead: true) { kinds.recognition($0.kind) },
            DataColumn("认定机关") { $0.authority },
            DataColumn("时间") { row in
                div {
                    timeText(row.time)
                    if let expires = row.expiresOn, row.time.isOpen { "，有效至\(expires)" }
                }
            },
            DataColumn("状态", isShort: true) { row in
                let standing = row.standing(on: today)
                badge(standing.light, standing.label)
            },
            DataColumn("来源") { groundsText($0.source, $0.endSource, sources) },
        ]
    ).html(rows)
}

extension RecognitionStanding {
    var light: Light {
        switch self {
        case .inForce: .good
        case .expired: .watch
        case .ended: .plain
        case .revoked: .bad
        }
    }
}

@HTMLBuilder func shareText(_ link: CompanyParent) -> HTML {
    if let share = link.share { share.description } else { "持股不详" }
}

@HTMLBuilder func holdingText(_ link: CompanyParent) -> HTML {
    if !link.time.isOpen {
        badge(.plain, "已终止")
    } else if link.isControlling {
        badge(.good, "控股")
    } else {
        badge(.plain, "参股")
    }
}

extension CompanyNameKind {
    fileprivate var order: Int { CompanyNameKind.allCases.firstIndex(of: self) ?? 0 }
}

extension IdentifierScheme {
    fileprivate var order: Int { IdentifierScheme.allCases.firstIndex(of: self) ?? 0 }
}
