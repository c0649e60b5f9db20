import Basics
import Documents
import Tables
import Testing

@Suite("pieces of a text, what they are and by whose word they speak")
struct PieceTests {
    @Test("a notice of an office: letterhead, number, mark, addressee, signature, imprint")
    func issued() throws {
        let document = DocumentText(Papers.notice)
        let piece = try #require(document.pieces.first)
        #expect(document.pieces.count == 1)
        #expect(piece.kind.value == .issued)
        #expect(piece.kind.confidence == .sure)
        #expect(piece.title?.value == "示例市人民政府办公室关于印发示例市招商引资攻坚行动方案的通知")
        #expect(piece.authority.issuer?.value == "示例市人民政府办公室")
        #expect(piece.authority.number?.value == "示政办发〔2026〕12号")
        #expect(piece.authority.secrecy?.value == .secret)
        #expect(piece.authority.day?.value == Day(2026, 3, 2))
        let roles = piece.parts.filter { $0.role != .body && $0.role != .heading }.map(\.role)
        let wanted: [DocumentPart.Role] = [
            .mark, .mark, .mark, .letterhead, .number, .title, .title, .addressee, .signature,
            .signature, .imprint, .imprint,
        ]
        #expect(roles == wanted)
        // Each finding leads back to its words.
        let number = try #require(piece.authority.number?.span)
        #expect(document.words(number) == "示政办发〔2026〕12号")
        let secrecy = try #require(piece.authority.secrecy?.span)
        #expect(document.words(secrecy) == "机密★1年")
    }

    @Test("minutes: the series, its issue, and the day of the meeting")
    func minutes() throws {
        let piece = try #require(DocumentText(Papers.minutes).pieces.first)
        #expect(piece.kind.value == .minutes)
        #expect(piece.authority.issuer?.value == "示例市人民政府")
        #expect(piece.authority.number?.value == "〔2026〕第3期")
        #expect(piece.authority.secrecy?.value == .internalUse)
        #expect(piece.authority.day?.value == Day(2026, 4, 8))
    }

    @Test("a speech and a leader's note")
    func speechAndNote() throws {
        let speech = try #require(DocumentText(Papers.speech).pieces.first)
        #expect(speech.kind.value == .speech)
        #expect(speech.authority.day?.value == Day(2026, 2, 5))
        #expect(!speech.kind.value.binds)
        let note = try #require(DocumentText(Papers.note).pieces.first)
        #expect(note.kind.value == .note)
        #expect(note.kind.value.binds)
        #expect(note.authority.issuer?.value == "王某同志")
    }

    @Test("a news item and a commentary that run together are two")
    func newsAndCommentary() throws {
        let document = DocumentText(Papers.newsAndCommentary)
        try #require(document.pieces.count == 2)
        let (news, commentary) = (document.pieces[0], document.pieces[1])
        #expect(news.kind.value == .news)
        #expect(news.title?.value == "示例市推进重点项目建设")
        #expect(news.authority.issuer?.value == "示例日报")
        #expect(news.authority.day?.value == Day(2026, 3, 2))
        #expect(commentary.kind.value == .commentary)
        #expect(commentary.cut == .creditBefore)
        #expect(commentary.title?.value == "让项目跑出加速度")
    }

    @Test(
        "a piece begins with a source, a new head or a new number",
        arguments: [
            ("本报讯（记者 钱某）3月3日，示例市举行签约仪式。", PieceCut.opening),
            ("示例市举行签约仪式\n发布时间：2026-03-03\n3月3日，示例市举行签约仪式，总投资达到一百亿元，涉及多个产业领域和众多企业。", .newHead),
            (
                "示政发〔2026〕9号\n示例市人民政府关于园区的通知\n各区市人民政府：\n现将园区管理有关事项通知如下，请各区市结合实际认真抓好贯彻落实，确保取得实效。",
                .number
            ),
            ("本报评论员\n项目是发展的硬支撑。", .genre),
        ])
    func cuts(second: String, cut: PieceCut) {
        let first = "示例市召开会议\n3月2日，示例市召开招商引资推进会，总结一季度工作，部署下一步重点任务，有关单位参加会议。\n"
        let document = DocumentText(first + second + "\n")
        #expect(document.pieces.map(\.cut) == [nil, cut])
        #expect(document.pieces.last.map { document.words($0.span) } == second)
    }

    @Test("one article with headings, quotations and a picture's name is one piece")
    func onePiece() {
        let text = """
            甲区：抓项目
            3月2日，甲区开工一批项目，总投资五十亿元，涵盖新能源、新材料等多个领域。（赵某 摄）
            乙区：优服务
            据示例社报道，乙区推行并联审批，项目从签约到开工平均只需两个月时间，企业纷纷点赞。
            """
        let document = DocumentText(text)
        #expect(document.pieces.count == 1)
        #expect(document.pieces[0].parts.filter { $0.role == .heading }.count == 1)
    }

    @Test("what the taking in says of a text fills what the text leaves open")
    func hints() throws {
        var hints = PaperHints()
        hints.title = "示例市召开招商引资推进会_示例市人民政府"
        hints.source = "示例日报"
        hints.date = "2026-03-02 10:00"
        let text = "要闻频道\n示例市召开招商引资推进会\n3月1日，示例市召开招商引资推进会。会议强调，要压实责任。\n"
        let document = DocumentText(text, hints: hints)
        let piece = try #require(document.pieces.first)
        #expect(piece.title == Finding("示例市召开招商引资推进会", from: 5..<17, .sure))
        #expect(piece.authority.issuer == Finding("示例日报", from: nil, .likely))
        #expect(piece.authority.day?.value == Day(2026, 3, 2))
        #expect(document.furniture.map(\.furniture) == [.navigation])
    }

    @Test("silence says nothing: a list of figures has no kind and no secrecy")
    func unknown() throws {
        let piece = try #require(DocumentText("甲\n乙丙\n丁\n").pieces.first)
        #expect(piece.kind == Finding(.other, from: nil, .doubtful))
        #expect(piece.authority == Authority())
        #expect(DocumentText("").pieces.isEmpty)
    }

    @Test(
        "marks of secrecy stand alone at the head, and nowhere else",
        arguments: [
            ("绝密★", Secrecy.topSecret), ("秘密★6个月  特急", .confidential), ("【内部】", .internalUse),
            ("密级：公开", .open), ("（此件公开发布）", .open), ("机密文件管理办法", nil), ("公开征求意见稿", nil),
        ])
    func secrecy(line: String, mark: Secrecy?) {
        let document = DocumentText("\(line)\n示例市关于招商的通知\n各区市要加快对接，六月底前完成首轮走访工作。\n")
        #expect(document.pieces.first?.authority.secrecy?.value == mark)
    }
}
