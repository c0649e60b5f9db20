package import Basics
import Companies
import Evidence
import Markup
package import Rules

/// What the city folder calls the lists and recognitions of companies.
package struct CompanyKinds: Sendable {
    /// Those of today, for choosing.
    package let lists: [CompanyListKind]
    package let recognitions: [RecognitionKind]
    private let folder: CityFolder

    package init(_ folder: CityFolder, on day: Day) {
        lists = folder.listKinds(on: day)
        recognitions = folder.recognitionKinds(on: day)
        self.folder = folder
    }

    /// A kind that the folder no longer has shows its identifier.
    package func list(_ id: String) -> LocalName {
        folder.listKind(id)?.name ?? LocalName(zh: id)
    }

    /// A list or a recognition.
    func named(_ id: String) -> LocalName {
        folder.listKind(id)?.name ?? recognition(id)
    }

    package func recognition(_ id: String) -> LocalName {
        folder.recognitionKind(id)?.name ?? LocalName(zh: id)
    }
}

/// The register, the lists and the meetings: three views of companies.
func companyTabs(_ current: Address) -> HTML {
    tabs([
        Tab("企业名录", to: .companies(), isCurrent: current == .companies()),
        Tab("榜单", to: .lists, isCurrent: current == .lists),
        Tab("对接记录", to: .contacts(), isCurrent: current == .contacts()),
    ])
}

func standingBadge(_ standing: CompanyStanding) -> HTML {
    badge(standing == .registered ? .good : .info, standing.label)
}

/// From when to when; what nobody knows is not said.
@HTMLBuilder func timeText(_ time: ValidTime) -> HTML {
    switch (time.since, time.until) {
    case (let since?, let until?): "\(since.description) 至 \(until.description)"
    case (let since?, nil): "\(since.description) 起"
    case (nil, let until?): "至 \(until.description)"
    case (nil, nil): HTML.nothing
    }
}

/// What a source is called, with the day it bears.
@HTMLBuilder func sourceText(_ source: Source?) -> HTML {
    if let source {
        source.title
        if let dated = source.dated {
            " "
            small(dated.description, .class("hint"))
        }
    }
}

/// What a fact of a company rests on: its beginning, and where it ended, its end.
@HTMLBuilder func groundsText(
    _ start: Identifier, _ end: Identifier?, _ sources: [Identifier: Source]
) -> HTML {
    sourceText(sources[start])
    if let end, end != start {
        br()
        sourceText(sources[end])
    }
}
