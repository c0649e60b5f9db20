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
            if folder.isSample { p(DispatchPapers.sampleHeader, .class("hint")) }
            article(.class("brief")) {
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
    }
}
