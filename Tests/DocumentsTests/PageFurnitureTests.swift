import Basics
import Documents
import Testing

@Suite("what belongs to a page is told from what belongs to its text")
struct PageFurnitureTests {
    private static let page = """
        下载APP
        小贴士
        3步打开 示例新闻客户端
          • 点击右上角“…”按钮

        示例市以产业链招商开新局！

        2026-01-05 08:30

        1月5日，示例市召开招商工作会议，总结上年工作，部署新年任务。会议强调，要加快项目落地。
        一、打开新局面
        全市上下以“打开局面”的劲头推进招商引资，各项工作取得积极进展，为高质量发展注入新的动力。
        赵某/摄影
        实际使用外资12亿美元，同比增长8%，客户端用户突破100万，关注度持续提升，这为招商打下了基础。
        图为签约现场。 钱某 摄

        作者 | 孙某   编辑 | 李某

        更多精彩，欢迎关注！投稿邮箱news@example.com，欢迎投稿

        12
        热门评论
        说得好！支持！
        来说两句吧...
        相关阅读
        示例市今年首个项目开工
        {{ item.title }}
        template 'mobile/foot'
        """

    private func words(_ document: DocumentText, _ role: DocumentPart.Role) -> [String] {
        document.pieces.flatMap(\.parts).filter { $0.role == role }.map { document.words($0.span) }
    }

    @Test("title, date, body and author stay; prompts, comments, links and templates go")
    func page() {
        let document = DocumentText(Self.page)
        #expect(words(document, .title) == ["示例市以产业链招商开新局！"])
        #expect(words(document, .date) == ["2026-01-05 08:30"])
        #expect(words(document, .credit) == ["作者 | 孙某   编辑 | 李某"])
        #expect(words(document, .heading) == ["一、打开新局面"])
        let body = words(document, .body)
        #expect(body.count == 3)
        #expect(body[2].hasPrefix("实际使用外资12亿美元"))
        let kinds = document.furniture.map(\.furniture)
        let wanted: [Furniture] = [
            .button, .button, .appPrompt, .appPrompt, .photoCredit, .photoCredit, .invitation,
            .counter, .comments, .comments, .comments, .related, .related, .template, .template,
        ]
        #expect(kinds == wanted)
    }

    @Test("every line that holds something lies in one part, in order")
    func nothingIsDropped() {
        let document = DocumentText(Self.page)
        let parts = document.pieces.flatMap(\.parts)
        for (before, after) in zip(parts, parts.dropFirst()) {
            #expect(before.span.upperBound <= after.span.lowerBound)
        }
        let covered = Set(parts.flatMap { Array($0.span) })
        for (index, scalar) in Self.page.unicodeScalars.enumerated()
        where !scalar.properties.isWhitespace {
            #expect(covered.contains(index), "\(scalar) at \(index)")
        }
    }

    @Test(
        "sentences that speak of buttons and comments are text",
        arguments: [
            "评论认为，扩大开放是必由之路。", "打开发展新局面", "推广“分享到”功能后，用户增长了三成。", "相关阅读材料由招商局印发，请各单位认真学习。",
            "来源于省外的资金占八成。", "作者队伍不断壮大，作品质量稳步提升。",
        ])
    func textStays(line: String) {
        let document = DocumentText("标题在这里\n前面是一段足够长的正文，说明情况。\n\(line)\n后面也是一段足够长的正文，说明情况。")
        #expect(document.furniture.isEmpty)
        #expect(document.pieces.flatMap(\.parts).allSatisfy { $0.role != .credit })
    }

    @Test("a paragraph behind a list of links keeps the list from reaching the end")
    func tailStops() {
        let prose = String(repeating: "这是一段真正的正文，讲清了来龙去脉。", count: 6)
        let document = DocumentText("标题在这里\n\(prose)\n相关阅读\n另一条新闻\n\(prose)\n")
        #expect(words(document, .furniture) == ["相关阅读"])
        #expect(words(document, .body).count == 2)
    }
}
