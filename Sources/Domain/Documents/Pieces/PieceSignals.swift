internal import Basics

/// What speaks for one kind of writing, and how much.
private struct PieceSignal {
    enum Place {
        /// The last words of the title, or any of its words.
        case titleEnding, title
        /// The first three paragraphs.
        case beginning
        case anywhere
        /// At least so many of the words.
        case repeated(Int)
    }

    let kind: PieceKind
    let weight: Int
    let place: Place
    let words: Vocabulary

    init(_ kind: PieceKind, _ weight: Int, _ place: Place, _ words: String) {
        self.kind = kind
        self.weight = weight
        self.place = place
        self.words = Vocabulary(words)
    }

    static let table: [PieceSignal] = [
        PieceSignal(
            .issued, 5, .titleEnding,
            "通知 意见 办法 规定 决定 通告 公告 批复 条例 细则 规划 要点 若干措施 方案 行动计划 的函 请示 决议"),
        PieceSignal(
            .issued, 3, .anywhere,
            """
            现印发给你们 请认真贯彻执行 请遵照执行 请结合实际 特此通知 特此通告 通知如下 意见如下 公告如下 制定本办法 制定本方案
            制定如下方案 制定本意见 特制定本 自印发之日起 自发布之日起
            """),
        // A report on work asks for nothing, and is none of the others.
        PieceSignal(
            .other, 7, .titleEnding, "汇报 总结 工作总结 工作报告 情况报告 情况汇报 述职报告 工作情况"),
        PieceSignal(.minutes, 8, .title, "纪要"),
        PieceSignal(
            .minutes, 3, .anywhere, "会议议定 会议研究决定 会议听取了 会议原则同意 会议决定 现纪要如下 纪要如下 议定事项"),
        PieceSignal(.minutes, 2, .anywhere, "出席： 列席： 参加： 参会人员： 出席人员： 列席人员： 主持人："),
        PieceSignal(.note, 8, .title, "批示"),
        PieceSignal(.note, 6, .beginning, "批示： 批示如下 作出批示： 批示内容： 批示指出： 批示要求："),
        PieceSignal(.speech, 7, .titleEnding, "讲话 致辞 致词 发言 讲话提纲 讲话稿"),
        PieceSignal(.speech, 5, .beginning, "同志们： 各位领导 各位来宾 女士们 同志们，今天 各位代表："),
        PieceSignal(.news, 2, .anywhere, "记者 据悉 获悉 据介绍 据了解 数据显示 统计表明 日前 通报，"),
        PieceSignal(.news, 2, .beginning, "召开 举行 开幕 印发了 发布会 奠基 揭牌 签约 开工 推出"),
        PieceSignal(.news, 2, .anywhere, "会议指出 会议强调 会议要求 会议明确 强调指出"),
        PieceSignal(.news, 1, .anywhere, "同比 截至目前 近日 近期"),
        PieceSignal(.news, 1, .anywhere, "统计 通报 调查 环比 相关负责人"),
        PieceSignal(.commentary, 7, .title, "评论员 社论 时评 短评 锐评 快评 观点 编者按 编后"),
        PieceSignal(.commentary, 7, .beginning, "本报评论员 本台评论员 本网评论员"),
        PieceSignal(.commentary, 3, .anywhere, "让我们 唯有 岂能 何以 怎能不 怎么能不 试想 不难看出"),
        PieceSignal(.commentary, 2, .repeated(3), "必须 才能 就是 正是 不能 不是 更要 绝不"),
    ]
}

/// The kind of a piece by what speaks for each, with the line that speaks loudest.
struct PieceKindReading {
    private var scores: [PieceKind: Int] = [:]
    private var witnesses: [PieceKind: (weight: Int, range: Range<Int>)] = [:]
    private let text: ReadText

    /// Letters of a piece without which silence says nothing.
    private static let longText = 300
    /// A score from which a kind is sure where no other comes near.
    private static let surely = 6

    static func kind(of layout: PieceLayout, in text: ReadText) -> Finding<PieceKind> {
        var reading = PieceKindReading(text: text)
        reading.weighForm(layout)
        reading.weighWords(layout)
        return reading.result
    }

    private init(text: ReadText) { self.text = text }

    private mutating func add(_ kind: PieceKind, _ weight: Int, _ range: Range<Int>) {
        scores[kind, default: 0] += weight
        if weight > witnesses[kind]?.weight ?? 0 { witnesses[kind] = (weight, range) }
    }

    /// What a number, a letterhead, an addressee, a source or a reporter's name say.
    private mutating func weighForm(_ layout: PieceLayout) {
        for part in layout.parts {
            switch part.role {
            case .number:
                add(.issued, HeadLines.number(part.range, in: text) == nil ? 0 : 5, part.range)
            case .letterhead:
                let isMinutes = text.words(part.range).contains("纪要")
                add(isMinutes ? .minutes : .issued, isMinutes ? 8 : 4, part.range)
            case .addressee: add(.issued, 3, part.range)
            case .signature: add(.issued, 2, part.range)
            case .imprint: add(.issued, 2, part.range)
            case .opening: add(.news, 5, part.range)
            case .credit: weighCredit(part.range)
            case .date: add(.news, 1, part.range)
            default: break
            }
        }
    }

    private mutating func weighCredit(_ range: Range<Int>) {
        let words = text.words(range)
        if words.contains("评论员") {
            add(.commentary, 8, range)
        } else if words.contains("记者") || words.contains("通讯员") {
            add(.news, 5, range)
        } else {
            add(.news, 1, range)
        }
    }

    private mutating func weighWords(_ layout: PieceLayout) {
        let body = layout.parts.filter { $0.role == .body }.map(\.range)
        for signal in PieceSignal.table {
            guard let found = place(of: signal, title: layout.title, body: body) else { continue }
            add(signal.kind, signal.weight, found)
        }
        guard let last = body.last, let end = last.last else { return }
        if text.scalars[end] == "！" { add(.commentary, 2, last) }
        let asks = body.reduce(0) { $0 + $1.count { text.scalars[$0] == "？" } }
        if asks >= 2 { add(.commentary, 2, last) }
        // A long text that urges and names nobody who said so.
        let length = body.reduce(0) { $0 + $1.count }
        let urges = scores[.commentary, default: 0] >= 3
        let isQuoted = body.contains { Saying.verbs.stands(in: text, $0) && isSaid($0) }
        if length >= PieceKindReading.longText, urges, !isQuoted {
            add(.commentary, 3, last)
        }
    }

    private func isSaid(_ line: Range<Int>) -> Bool {
        Sentence.sentences(of: line, in: text).contains { sentence in
            sentence.groups(in: text).contains { group in
                group.contains { Saying(in: $0, sentence: sentence.range, text: text) != nil }
            }
        }
    }

    private func place(
        of signal: PieceSignal, title: Range<Int>?, body: [Range<Int>]
    ) -> Range<Int>? {
        switch signal.place {
        case .titleEnding:
            guard let title, signal.words.ending(of: title, in: text) != nil else { return nil }
            return title
        case .title:
            guard let title, signal.words.stands(in: text, title) else { return nil }
            return title
        case .beginning:
            return body.prefix(3).first { signal.words.stands(in: text, $0) }
        case .anywhere:
            return body.first { signal.words.stands(in: text, $0) }
        case .repeated(let least):
            let count = body.reduce(0) { $0 + signal.words.count(in: text, $1) }
            return count >= least ? body.first { signal.words.stands(in: text, $0) } : nil
        }
    }

    /// In the order of the kinds, so that equal scores don't depend on a dictionary.
    private var result: Finding<PieceKind> {
        let ranked = PieceKind.allCases.map { ($0, scores[$0, default: 0]) }
            .enumerated().sorted { ($1.element.1, $0.offset) < ($0.element.1, $1.offset) }
            .map(\.element)
        let (kind, score) = ranked[0]
        let lead = score - ranked[1].1
        guard score >= 2, let witness = witnesses[kind]?.range else {
            return Finding(.other, from: nil, .doubtful)
        }
        let confidence: Confidence =
            score >= PieceKindReading.surely && lead >= 3
            ? .sure : score >= 3 && lead >= 1 ? .likely : .doubtful
        return Finding(kind, from: text.span(of: witness), confidence)
    }
}
