internal import Basics

/// «会议强调，»: who said what follows, by its place. Holds to the end of the paragraph.
struct Saying {
    let speaker: Range<Int>?
    let verb: Range<Int>
    /// Where what was said begins.
    let end: Int

    static let verbs = Vocabulary(
        """
        指出 强调 要求 提出 明确 表示 认为 决定 议定 同意 号召 阐述 说 介绍 叮嘱 嘱咐 宣布 建议 呼吁 批示 写道 强调指出 明确要求 明确提出
        郑重宣布
        """)
    private static let speakers = Vocabulary(
        """
        会议 全会 大会 两会 推进会 座谈会 书记 市长 省长 县长 区长 主席 主任 部长 局长 厅长 总理 总书记 领导 负责人 专家 方案 意见 规划 通知 计划
        》 建议 报告 他 她 同志 公司 发言人 文件 常务会 常务会议 专题会 调度会 省委 市委 县委 区委 党中央 国务院 市政府 省政府 总经理 董事长 院长 会长
        代表 讲话 贺信
        """)
    /// Between the speaker and the verb.
    private static let betweens = Vocabulary(
        "在讲话中 讲话时 还 再次 进一步 多次 当场 随后 并 同时 则 也 郑重 明确 特别 最后 表态 曾 曾经 又 就此 深刻 反复 原则")
    private static let leadIns = Vocabulary("此次 本次 这次 日前 近日 会上 当天 随后 据 并 同时 其中 此行")

    init?(in clause: Range<Int>, sentence: Range<Int>, text: ReadText) {
        let end = min(clause.upperBound, clause.lowerBound + 60)
        var from = clause.lowerBound
        while let verb = Saying.verbs.first(in: text, from..<end) {
            if let saying = Saying(verb, clause: clause, sentence: sentence, text: text) {
                self = saying
                return
            }
            from = verb.upperBound
        }
        return nil
    }

    private init?(
        _ verb: Range<Int>, clause: Range<Int>, sentence: Range<Int>, text: ReadText
    ) {
        let next = verb.upperBound < sentence.upperBound ? text.scalars[verb.upperBound] : "。"
        let isEnd = verb.upperBound >= clause.upperBound && "，：".unicodeScalars.contains(next)
        let isAsking = Saying.isAsking(verb, clause: clause, in: text)
        guard isEnd || isAsking || "要“：".unicodeScalars.contains(next),
            next != "要" || !Saying.isNoun(verb, text)
        else { return nil }
        var start = min(Directive.behindConnectors(clause, in: text), verb.lowerBound)
        if start > clause.lowerBound, text.scalars[start - 1] == "“" { start -= 1 }
        var name = text.tight(start..<verb.lowerBound)
        while let between = Saying.betweens.ending(of: name, in: text) {
            name = text.tight(name.lowerBound..<between.lowerBound)
        }
        while let length = Saying.leadIns.length(
            in: text, at: name.lowerBound, end: name.upperBound)
        {
            name = text.tight((name.lowerBound + length)..<name.upperBound)
        }
        // «XX书记在全国两会上指出»
        let at = name.first { text.scalars[$0] == "在" }.map { text.tight(name.lowerBound..<$0) }
        if let at, !at.isEmpty, Saying.isSpeaker(at, in: text) { name = at }
        guard name.isEmpty || Saying.isSpeaker(name, in: text) else { return nil }
        speaker =
            name.isEmpty
            ? Saying.speaker(before: clause.lowerBound, in: sentence, text: text) : name
        guard !name.isEmpty || speaker != nil || next == "要" else { return nil }
        self.verb = verb
        self.end = verb.upperBound
    }

    private static let asking = Vocabulary("要求 叮嘱 号召 希望 呼吁")
    private static let wills = Vocabulary("要 应 必须")

    /// «总书记要求各级干部要…»
    private static func isAsking(
        _ verb: Range<Int>, clause: Range<Int>, in text: ReadText
    ) -> Bool {
        asking.isAll(of: verb, in: text) && verb.lowerBound > clause.lowerBound
            && wills.stands(
                in: text, verb.upperBound..<min(clause.upperBound, verb.upperBound + 20))
    }

    /// People and meetings; a plan or a paper does not go on speaking through a sentence.
    private static let persons = Vocabulary(
        "会议 全会 大会 座谈会 总书记 书记 市长 省长 县长 区长 主席 总理 主任 同志 他 她")

    /// «会议…，指出要…»: who the sentence began with, looked for so far back and no farther.
    private static func speaker(
        before end: Int, in sentence: Range<Int>, text: ReadText
    ) -> Range<Int>? {
        let window = max(sentence.lowerBound, end - 80)..<end
        guard let word = persons.first(in: text, window),
            word.lowerBound == window.lowerBound || text.scalars[word.lowerBound - 1] != "其"
        else { return nil }
        var start = word.lowerBound
        while start > sentence.lowerBound, word.lowerBound - start < 12,
            ReadText.isHan(text.scalars[start - 1])
        {
            start -= 1
        }
        return start..<word.upperBound
    }

    /// «要求要…» is said; «提出要求» is not, and has no 要 of its own.
    private static func isNoun(_ verb: Range<Int>, _ text: ReadText) -> Bool {
        verb.upperBound + 1 < text.count && text.scalars[verb.upperBound + 1] == "求"
    }

    private static func isSpeaker(_ name: Range<Int>, in text: ReadText) -> Bool {
        guard name.count <= 40 else { return false }
        if speakers.ending(of: name, in: text) != nil { return true }
        let isHan = name.allSatisfy { ReadText.isHan(text.scalars[$0]) }
        if isHan, (2...3).contains(name.count) { return true }
        // «XX公司副总经理任某»
        let tail = max(name.lowerBound, name.upperBound - 8)..<name.upperBound
        return PieceLayout.roles.stands(in: text, tail) || speakers.stands(in: text, tail)
    }

    func found(in text: ReadText) -> InstructionSaying {
        InstructionSaying(
            speaker: speaker.map(text.words), verb: text.words(verb),
            span: text.span(of: (speaker?.lowerBound ?? verb.lowerBound)..<verb.upperBound))
    }
}
