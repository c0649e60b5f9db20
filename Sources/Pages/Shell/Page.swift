package import Basics
package import Markup

/// One page before it is framed: what the reader came for. Made by a function of values; the frame
/// (who reads, which city) is put around it by the server.
package struct Page: Sendable {
    package var title: Phrase
    /// The entry of the navigation this page belongs to; nil for sign-in and the like.
    package var area: Area?
    package var body: HTML
    /// The month the page is about; the navigation keeps it.
    package var month: Month?
    /// What may be read by whom, printed with the page: «内部».
    package var confidentiality: Phrase?
    /// Set when the page needs the drawing library.
    package var hasCharts: Bool
    /// For a large screen in a room: large letters, no navigation, fetched again by itself.
    package var isWall: Bool

    package init(
        _ title: Phrase, area: Area? = nil, month: Month? = nil, confidentiality: Phrase? = nil,
        hasCharts: Bool = false, isWall: Bool = false, @HTMLBuilder body: () -> HTML
    ) {
        self.title = title
        self.area = area
        self.month = month
        self.confidentiality = confidentiality
        self.hasCharts = hasCharts
        self.isWall = isWall
        self.body = body()
    }
}

/// The entries of the navigation. The first four are the month's walk, in its order.
package enum Area: String, Sendable, CaseIterable {
    case collect, suspects, changes, dispatch, projects, indicators, orders, plan, companies
    case chains, documents, members, journal, account

    package static let walk: [Area] = [.collect, .suspects, .changes, .dispatch]

    var label: Phrase {
        switch self {
        case .collect: "收表"
        case .suspects: "查重"
        case .changes: "与上月比"
        case .dispatch: "调度材料"
        case .projects: "项目台账"
        case .indicators: "指标"
        case .orders: "督办"
        case .plan: "行动计划"
        case .companies: "企业"
        case .chains: "产业链"
        case .documents: "文稿"
        case .members: "人员"
        case .journal: "日志"
        case .account: "我的账户"
        }
    }

    func address(in month: Month?) -> Address {
        switch self {
        case .collect: month.map(Address.collection) ?? .collect
        case .suspects: .suspects(month)
        case .changes: .changes(month)
        case .dispatch: .dispatch(month)
        case .projects: .projects()
        case .indicators: .indicators()
        case .orders: .orders()
        case .plan: .plan()
        case .companies: .companies()
        case .chains: .chains()
        case .documents: .documents()
        case .members: .members
        case .journal: .journal()
        case .account: .account
        }
    }
}

/// What stands around every page.
package struct PageFrame: Sendable {
    package var city: LocalName
    /// True for an invented city: 示例 is shown on every page and every print.
    package var isSample: Bool
    package var reader: PageReader?
    package var language: Language
    /// `2026-10-25 09:05` in the city's zone, printed with the page.
    package var printedAt: String
    package var assets: PageAssets
    /// The address of this page in the other language.
    package var otherLanguage: String
    /// What was just done, shown once above the page.
    package var message: Phrase?
    /// Set where one server holds several cities: the way back to choose.
    package var hasOtherCities: Bool

    package init(
        city: LocalName, isSample: Bool, reader: PageReader?,
        language: Language, printedAt: String, assets: PageAssets, otherLanguage: String,
        message: Phrase? = nil, hasOtherCities: Bool = false
    ) {
        self.city = city
        self.isSample = isSample
        self.reader = reader
        self.language = language
        self.printedAt = printedAt
        self.assets = assets
        self.otherLanguage = otherLanguage
        self.message = message
        self.hasOtherCities = hasOtherCities
    }
}

package struct PageReader: Sendable {
    package var name: String
    package var unit: LocalName
    /// The entries this member may open, in order.
    package var areas: [Area]

    package init(name: String, unit: LocalName, areas: [Area]) {
        self.name = name
        self.unit = unit
        self.areas = areas
    }
}

/// Addresses of the files a page loads, each with the hash of its bytes in the name. A library that
/// is not installed is nil: every page works without it.
package struct PageAssets: Sendable {
    package var style: String
    package var script: String
    package var icon: String
    package var htmx: String?
    package var charts: String?

    package init(
        style: String, script: String, icon: String, htmx: String? = nil, charts: String? = nil
    ) {
        self.style = style
        self.script = script
        self.icon = icon
        self.htmx = htmx
        self.charts = charts
    }
}

extension Page {
    /// The whole document.
    package func document(in frame: PageFrame) -> HTML {
        .document(
            html(.lang(frame.language == .english ? "en" : "zh-CN")) {
                pageHead(frame)
                Markup.body(.class(frame.reader == nil ? "visitor" : isWall ? "wall" : nil)) {
                    a("跳到正文", .href("#main"), .class("skip"))
                    printHead(frame)
                    band(frame)
                    if !isWall { navigation(frame) }
                    main(.id("main"), .tabindex(-1)) {
                        if let message = frame.message { notice(.good, message) }
                        self.body
                    }
                    div(.id("announce"), .class("visually-hidden"), .role("status"))
                }
            })
    }

    private func pageHead(_ frame: PageFrame) -> HTML {
        let title = self.title
        let city = frame.city
        return head {
            meta(.charset("utf-8"))
            meta(.name("viewport"), .content("width=device-width, initial-scale=1"))
            meta(.name("referrer"), .content("same-origin"))
            if isWall { meta(.httpEquiv("refresh"), .content("300")) }
            Markup.title("\(title) · \(city) · 活水")
            resource(.rel("icon"), .href(frame.assets.icon))
            resource(.rel("stylesheet"), .href(frame.assets.style))
            if let htmx = frame.assets.htmx {
                // htmx must neither evaluate text nor write style elements: the policy forbids
                // both.
                meta(
                    .name("htmx-config"),
                    .content(
                        #"{"allowEval":false,"includeIndicatorStyles":false,"#
                            + #""selfRequestsOnly":true,"historyCacheSize":0}"#))
                script(.src(htmx), .defer())
            }
            if hasCharts, let charts = frame.assets.charts { script(.src(charts), .defer()) }
            script(.src(frame.assets.script), .defer())
        }
    }

    private func printHead(_ frame: PageFrame) -> HTML {
        div(.class("print-head"), .aria("hidden", "true")) {
            span {
                frame.city
                if frame.isSample { "（示例）" }
            }
            span { confidentiality ?? "内部" }
            span {
                if let reader = frame.reader { "\(reader.name) · \(reader.unit)" }
                " "
                frame.printedAt
            }
        }
    }

    private func band(_ frame: PageFrame) -> HTML {
        header(.class("band")) {
            link(to: .home, .class("home")) {
                span(frame.city, .class("city"))
                if frame.isSample { span("示例", .class("sample")) }
                span("双招双引", .class("product"))
            }
            div(.class("band-end")) {
                if frame.hasOtherCities { a("换城市", .href("/"), .class("quiet")) }
                a(
                    frame.language == .english ? "中文" : "English", .href(frame.otherLanguage),
                    .class("quiet"), .lang(frame.language == .english ? "zh-CN" : "en"))
                if let reader = frame.reader {
                    link(to: .account, .class("quiet person")) {
                        reader.name
                        small { reader.unit }
                    }
                    postForm(to: .session, method: .delete, .class("inline")) {
                        button("退出", .button(.submit), .class("quiet"))
                    }
                }
            }
        }
    }

    @HTMLBuilder private func navigation(_ frame: PageFrame) -> HTML {
        if let reader = frame.reader {
            nav(.class("areas"), .ariaLabel("主导航")) {
                let walk = Area.walk.filter(reader.areas.contains)
                if !walk.isEmpty {
                    ol(.class("walk")) { for area in walk { li { entry(area, frame) } } }
                }
                ul {
                    for area in reader.areas where !Area.walk.contains(area) && area != .account {
                        li { entry(area, frame) }
                    }
                }
            }
        }
    }

    private func entry(_ area: Area, _ frame: PageFrame) -> HTML {
        link(
            area.label, to: area.address(in: month),
            .aria("current", area == self.area ? "page" : nil))
    }
}

/// The head of a page's body: its heading, what it is about in a line, and what can be done.
package func pageTitle(
    _ heading: Phrase, lead: Phrase? = nil, @HTMLBuilder actions: () -> HTML = { .nothing }
) -> HTML {
    let buttons = actions()
    return header(.class("page-title")) {
        div {
            h1(heading)
            if let lead { p(lead, .class("lead")) }
        }
        if !buttons.isNothing { div(.class("actions")) { buttons } }
    }
}

package func pageTitle(
    text heading: String, lead: Phrase? = nil, @HTMLBuilder actions: () -> HTML = { .nothing }
) -> HTML {
    let buttons = actions()
    return header(.class("page-title")) {
        div {
            h1(heading)
            if let lead { p(lead, .class("lead")) }
        }
        if !buttons.isNothing { div(.class("actions")) { buttons } }
    }
}
