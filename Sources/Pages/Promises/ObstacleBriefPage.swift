import Basics
import Markup
import Promises
import Rules

extension ObstaclePaper {
    /// The same on a page, for printing.
    package func page(mayTake: Bool) -> Page {
        Page("专报第\(Int(obstacle.number))号", area: .orders, confidentiality: "内部") {
            pageTitle("专报第\(Int(obstacle.number))号") {
                link("回到这一件", to: .obstacle(obstacle.number), .class("button"))
                if mayTake {
                    link(
                        "下载 Word", to: .obstacleBriefFile(obstacle.number), .class("button"))
                }
                printButton()
            }
            article
        }
    }

    /// The paper itself, as the page and the file show it.
    @HTMLBuilder private var article: HTML {
        if folder.isSample { p(DispatchPapers.sampleHeader, .class("hint")) }
        Markup.article(.class("brief")) {
            table(.class("beside")) {
                tbody {
                    for line in lines {
                        tr {
                            th(.scope(.row)) { line.heading }
                            td(line.text, .class("as-written"))
                        }
                    }
                }
            }
            section(.class("card endorsement")) {
                h2("批示栏")
                p(decided ?? "", .class("as-written"))
            }
            p(stamp, .class("hint as-written"))
        }
    }

    /// Papers as the text of one HTML file that stands by itself, each on a page of its own, to be
    /// printed where the program is not.
    package static func document(_ papers: [ObstaclePaper]) -> String {
        HTML.document(
            html(.lang("zh-CN")) {
                Markup.head {
                    meta(.charset("utf-8"))
                    Markup.title("专报")
                    style(ObstaclePaper.printStyle)
                }
                Markup.body {
                    for paper in papers {
                        main {
                            p("内部", .class("hint"))
                            h1("专报第\(Int(paper.obstacle.number))号")
                            paper.article
                        }
                    }
                }
            }
        ).render(in: .chinese)
    }

    private static let printStyle = """
        body { font: 12pt/1.6 serif; max-width: 190mm; margin: 0 auto; }
        main { break-after: page; } main:last-child { break-after: auto; }
        h1 { text-align: center; } h2 { font-size: 12pt; margin: 0; }
        table { width: 100%; border-collapse: collapse; }
        th, td { border: 1px solid; padding: 1.5mm 3mm; text-align: left; vertical-align: top; }
        th { width: 7em; font-weight: 400; } .as-written { white-space: pre-line; }
        .endorsement { border: 1px solid; margin-top: 4mm; min-height: 55mm; padding: 3mm; }
        .hint { font-size: 9pt; }
        """
}
