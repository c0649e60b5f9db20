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
