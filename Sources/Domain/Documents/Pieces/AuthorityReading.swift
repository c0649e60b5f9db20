internal import Basics

/// By whose word a piece speaks, read from its head and its foot.
struct AuthorityReading {
    let layout: PieceLayout
    let kind: PieceKind
    let text: ReadText

    /// `day` is what whoever took the text in says of it; `hints` what the head of its page does.
    func authority(day: Day?, hintedSource: String?, hintedDay: Day?) -> Authority {
        var authority = Authority()
        authority.secrecy = layout.secrecy.map {
            Finding($0.mark, from: text.span(of: $0.line), .sure)
        }
        authority.number = number
        authority.day =
            self.day(near: hintedDay ?? day) ?? hintedDay.map {
                Finding($0, from: nil, .likely)
            } ?? day.map { Finding($0, from: nil, .likely) }
        authority.issuer = issuer ?? hintedSource.map { Finding($0, from: nil, .likely) }
        return authority
    }

    private var number: Finding<String>? {
        for part in layout.parts where part.role == .number {
            let range = HeadLines.number(part.range, in: text) ?? part.range
            return Finding(text.words(range), from: text.span(of: range), .sure)
        }
        return nil
    }

    /// The day of the signature before that of the page, that before the one of the opening.
    private func day(near: Day?) -> Finding<Day>? {
        let signed = layout.days.first { $0.isSigned }
        if let written = (signed ?? layout.days.first)?.day, let day = written.day(near: near) {
            return Finding(day, from: text.span(of: written.range), .sure)
        }
        for part in layout.parts where part.role == .opening || part.role == .imprint {
            for start in part.range {
                guard
                    let written = WrittenDay(in: text, at: start, end: part.range.upperBound),
                    written.month != nil, let day = written.day(near: near)
                else { continue }
                return Finding(day, from: text.span(of: written.range), .likely)
            }
        }
        return kind == .minutes || kind == .speech ? dayOfMeeting : nil
    }

    /// «2026年4月8日，…主持召开…» opens minutes.
    private var dayOfMeeting: Finding<Day>? {
        guard let first = layout.parts.first(where: { $0.role == .body })?.range,
            let written = WrittenDay.full(in: text, first.prefix(60)),
            let day = written.day(near: nil)
        else { return nil }
        return Finding(day, from: text.span(of: written.range), .likely)
    }

    private static let letterheadEndings = Vocabulary(
        "文件 会议纪要 常务会议纪要 专题会议纪要 办公会议纪要 工作会议纪要 纪要 公报 简报 专报")
    private static let abouts = Vocabulary("关于")
    private static let unitEndings = Vocabulary(
        "政府 委员会 办公室 局 委 厅 部 院 指挥部 领导小组 公司 中心 党组 党委 政府办公室 小组 管委会")

    private var issuer: Finding<String>? {
        func found(_ range: Range<Int>, _ confidence: Confidence) -> Finding<String> {
            Finding(text.words(range), from: text.span(of: range), confidence)
        }
        if let head = layout.parts.first(where: { $0.role == .letterhead })?.range,
            let end = Self.letterheadEndings.ending(of: head, in: text), end.count < head.count
        {
            return found(head.lowerBound..<end.lowerBound, .sure)
        }
        if let signed = layout.parts.first(where: { $0.role == .signature })?.range {
            return found(signed, .sure)
        }
        if kind == .issued || kind == .minutes, let title = layout.title,
            let unit = unit(before: title)
        {
            return found(unit, .likely)
        }
        if kind == .speech, let speaker = layout.parts.first(where: { $0.role == .credit })?.range {
            return found(speaker, .likely)
        }
        if kind == .note, let leader = leader { return found(leader, .likely) }
        return layout.source.map { found($0, kind == .news ? .sure : .likely) }
    }

    /// «王某同志批示：»
    private var leader: Range<Int>? {
        guard let first = layout.parts.first(where: { $0.role == .body })?.range,
            let sentence = Sentence.sentences(of: first, in: text).first,
            let clause = sentence.groups(in: text).first?.first
        else { return nil }
        return Saying(in: clause, sentence: sentence.range, text: text)?.speaker
    }

    /// «示例市人民政府关于…», «示例市人民政府常务会议纪要».
    private func unit(before title: Range<Int>) -> Range<Int>? {
        let about = Self.abouts.first(in: text, title)
        let end =
            about?.lowerBound
            ?? Self.letterheadEndings.ending(of: title, in: text)?.lowerBound
        guard let end else { return nil }
        let unit = text.tight(title.lowerBound..<end)
        return !unit.isEmpty && Self.unitEndings.ending(of: unit, in: text) != nil ? unit : nil
    }
}
