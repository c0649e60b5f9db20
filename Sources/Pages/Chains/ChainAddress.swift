package import Basics

/// 产业链: maps, grades, gaps.
package enum ChainAddress: Hashable, Sendable {
    /// POST takes a chain's file in.
    case list
    case one(String)
    /// 全景图
    case map(String, AddressQuery = [:])
    /// The map as a file: `svg`, `png`, `pdf`.
    case mapFile(String, ChainMapForm, AddressQuery = [:])
    /// 产业目录与对照
    case taxonomy
    /// All that is known of it as a file that can be brought in again; POST takes one in.
    case file(String, ChainFileForm = .yaml)
    /// All that is to be said of it, to be handed over.
    case book(String, ChainBookForm)
    /// 重点企业清单: who sits at its links, here.
    case companies(String, AddressQuery = [:])
    /// One link: who sits there, who could, what is meant to be done.
    case link(String, String, AddressQuery = [:])
    /// 目标企业: who could fill the link.
    case targets(String, String, AddressQuery = [:])
    case target(String, String, Identifier)
    /// POST does something about a target.
    case targetActs(String, String, Identifier)
    /// POST writes down a sign of expansion.
    case targetSigns(String, String, Identifier)
    /// 候选企业: who may sit there by knowledge from outside.
    case suggestions(String, String)
    /// POST takes a company of it up.
    case acceptance(String, String, String)
    /// POST says why not; DELETE lets it be suggested again.
    case refusal(String, String, String)
    /// 出差清单
    case trip(AddressQuery = [:])
    /// POST takes a typed fact in.
    case linkFacts(String, String)
    /// POST: a company is not there.
    case leaving(String, String)
    /// POST takes back that all who sit there are known.
    case withdrawal(String, String)
    /// POST sets a grade in place of the computed one; DELETE takes it away.
    case override(String, String)
    /// POST opens a gap by hand.
    case linkGaps(String, String)
    /// POST says what is meant to be done about a gap.
    case gapPlan(Int64)
    /// POST closes one that was opened by hand.
    case gapClosing(Int64)

    var path: String {
        switch self {
        case .list: "/chains"
        case .one(let id): "/chains/" + percentEncoded(id)
        case .map(let id, let query): "/chains/\(percentEncoded(id))/map" + query.text
        case .mapFile(let id, let form, let query):
            "/chains/\(percentEncoded(id))/map/\(form.rawValue)" + query.text
        case .taxonomy: "/taxonomies/chains"
        case .file(let id, let form):
            "/chains/\(percentEncoded(id))/file" + (form == .yaml ? "" : "?form=\(form.rawValue)")
        case .book(let id, let form): "/chains/\(percentEncoded(id))/book/\(form.rawValue)"
        case .companies(let id, let query):
            "/chains/\(percentEncoded(id))/companies" + query.text
        case .link(let id, let link, let query): linkPath(id, link) + query.text
        case .targets(let id, let link, let query): linkPath(id, link) + "/targets" + query.text
        case .target(let id, let link, let company):
            linkPath(id, link) + "/targets/\(company.text)"
        case .targetActs(let id, let link, let company):
            linkPath(id, link) + "/targets/\(company.text)/acts"
        case .targetSigns(let id, let link, let company):
            linkPath(id, link) + "/targets/\(company.text)/signs"
        case .suggestions(let id, let link): linkPath(id, link) + "/suggestions"
        case .acceptance(let id, let link, let code):
            linkPath(id, link) + "/suggestions/\(percentEncoded(code))/acceptance"
        case .refusal(let id, let link, let code):
            linkPath(id, link) + "/suggestions/\(percentEncoded(code))/refusal"
        case .trip(let query): "/trips" + query.text
        case .linkFacts(let id, let link): linkPath(id, link) + "/facts"
        case .leaving(let id, let link): linkPath(id, link) + "/leaving"
        case .withdrawal(let id, let link): linkPath(id, link) + "/withdrawal"
        case .override(let id, let link): linkPath(id, link) + "/override"
        case .linkGaps(let id, let link): linkPath(id, link) + "/gaps"
        case .gapPlan(let gap): "/gaps/\(gap)/plan"
        case .gapClosing(let gap): "/gaps/\(gap)/closing"
        }
    }

    private func linkPath(_ id: String, _ link: String) -> String {
        "/chains/\(percentEncoded(id))/links/" + percentEncoded(link)
    }
}

/// In which form a chain's file is handed over.
package enum ChainFileForm: String, Sendable, CaseIterable {
    case yaml, xlsx
}

/// In which form a chain's book leaves the house.
package enum ChainBookForm: String, Sendable, CaseIterable {
    case docx, xlsx, pdf

    var label: Phrase {
        switch self {
        case .docx: "整本 .docx"
        case .xlsx: "整本 .xlsx"
        case .pdf: "整本 PDF"
        }
    }
}
