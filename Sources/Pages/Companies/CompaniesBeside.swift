import Basics
import Companies
import Evidence
import Markup

/// Companies beside each other, one line a field; what differs is marked.
struct CompaniesBeside {
    let profiles: [CompanyProfile]
    /// What each is here: «并入», «保留».
    var headings: [Phrase] = []

    var html: HTML {
        div(.class("table-frame")) {
            table(.class("beside")) {
                thead {
                    tr {
                        th(.scope(.col)) { "企业" }
                        for (place, profile) in profiles.enumerated() {
                            th(.scope(.col)) {
                                if place < headings.count {
                                    headings[place]
                                    "："
                                }
                                link(text: profile.company.name, to: .company(profile.company.id))
                                small(profile.company.id.text, .class("place"))
                            }
                        }
                    }
                }
                tbody {
                    line("状态") { $0.company.standing.label.html }
                    line("其他名称") { profile in
                        lines(profile.record.names.filter { $0.kind != .legal }.map(\.name))
                    }
                    line("号码") { profile in
                        lines(profile.record.identifiers.filter(\.time.isOpen).map(\.value))
                    }
                    line("成立日期") { ($0.company.foundedOn?.description).html }
                    line("注册资本") { $0.company.registeredCapital.html }
                    line("地址") { $0.company.address.html }
                    line("上级") { ($0.above.first?.company.name).html }
                    line("下属企业") { $0.below == 0 ? .nothing : "\($0.below)家".html }
                    line("出处") { ($0.source?.title).html }
                }
            }
        }
    }

    @HTMLBuilder private func line(
        _ title: Phrase, _ value: (CompanyProfile) -> HTML
    ) -> HTML {
        let values = profiles.map(value)
        if values.contains(where: { !$0.isNothing }) {
            let known = values.filter { !$0.isNothing }.map { $0.render(in: .chinese) }
            tr(.class(Set(known).count > 1 ? "differs" : nil)) {
                th(title, .scope(.row))
                for value in values { td { if value.isNothing { "—" } else { value } } }
            }
        }
    }

    private func lines(_ texts: [String]) -> HTML {
        guard !texts.isEmpty else { return .nothing }
        return HTML {
            for (place, text) in texts.enumerated() {
                if place > 0 { br() }
                text
            }
        }
    }
}
