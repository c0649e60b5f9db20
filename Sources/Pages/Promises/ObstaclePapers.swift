package import Basics
package import Promises
import Rules
package import Storage
import Tables

/// 专报: an obstacle on one page for a leader, with room for the words of the decision. An official
/// paper, so in Chinese whatever the language of the page. Made again from the same state it is the
/// same, byte for byte: what has been waited counts to the day of that state.
package struct ObstaclePaper: Sendable {
    package let obstacle: Obstacle
    package let preparation: ObstaclePreparation
    package let scene: OrderScene
    /// The name of its project, where the reader may see that.
    package let about: String?
    package let leader: String?
    package let order: OrderMark?
    package let head: JournalHead
    package let at: Instant

    /// Nil before headquarters prepared it.
    package init?(
        obstacle: Obstacle, scene: OrderScene, about: String?, leader: String?,
        order: OrderMark?, head: JournalHead, at: Instant
    ) {
        guard let preparation = obstacle.preparation else { return nil }
        self.obstacle = obstacle
        self.preparation = preparation
        self.scene = scene
        self.about = about
        self.leader = leader
        self.order = order
        self.head = head
        self.at = at
    }

    package var fileName: String {
        "专报第\(obstacle.number)号\(folder.isSample ? "（示例）" : "").docx"
    }

    package func docx() throws -> [UInt8] { try document.docx() }

    var folder: CityFolder { scene.rules.folder }
    /// The day of the data: that of the last act.
    private var day: Day { at.day(offset: folder.zoneOffset) }

    /// What every paper says of itself.
    var stamp: String { "数据日 \(chinese(day))；日志头 \(head)" }

    /// What is said, in order: the heading and its text.
    var lines: [(heading: String, text: String)] {
        let wait = obstacle.waited(until: day, rules: scene.rules)
        let unpublished = wait.isPublished ? "" : "（部分年份的工作日未公布）"
        var found = [
            ("事项", obstacle.title), ("关于项目", about ?? "—"),
            ("提出单位", scene.units[obstacle.unit].zh),
            (
                "已等",
                "自\(chinese(obstacle.since))起，已等\(wait.workingDays)个工作日\(unpublished)"
            ), ("堵点情况", obstacle.stuck),
        ]
        found += preparation.options.enumerated().map { ("办法\($0 + 1)", $1) }
        found += [
            ("办公室建议", preparation.advice), ("主办单位", scene.units[preparation.owner].zh),
            ("建议期限", chinese(preparation.due)), ("呈送", leader ?? "—"),
        ]
        return found
    }

    /// What was decided; nil while the field is to be written in by hand.
    var decided: String? {
        guard let decision = obstacle.decision else { return nil }
        let choice = decision.choice.map { "同意第\($0)种办法。" } ?? ""
        let became = order.map { "已交办：\($0.text)。" } ?? ""
        return
            "\(choice)\(decision.words ?? "")\n\(leader ?? "")　\(chinese(decision.on))\n\(became)"
    }

    private var document: OfficialDocument {
        let rows =
            lines.map { [$0.heading, $0.text] } + [["批示", decided ?? "\n\n\n\n　　年　　月　　日"]]
        var document = OfficialDocument(
            title: "专报\n第\(obstacle.number)号",
            body: [
                .table(
                    DocumentTable(
                        columns: [
                            DocumentTable.Column("项目", weight: 1),
                            DocumentTable.Column("内容", weight: 4, alignment: .left),
                        ], rows: rows)), .footnote(stamp),
            ], author: folder.officeName, createdAt: at)
        document.mark = "内部"
        document.header = folder.isSample ? DispatchPapers.sampleHeader : nil
        document.signature = folder.officeName
        document.day = day
        return document
    }
}
