internal import Basics

/// The lines of one piece, each in its role. What the head and the foot of a piece are is found
/// from the lines themselves, in one pass.
struct PieceLayout {
    struct Part {
        let role: DocumentPart.Role
        let range: Range<Int>
        var furniture: Furniture?
        var heading: HeadingLine?
    }

    private(set) var parts: [Part] = []
    /// Places in `ReadText` of what the authority is read from.
    private(set) var title: Range<Int>?
    private(set) var source: Range<Int>?
    private(set) var secrecy: (mark: Secrecy, line: Range<Int>)?
    private(set) var days: [(day: WrittenDay, isSigned: Bool)] = []

    private let text: ReadText
    private var isHead = true
    private var linesOfHead = 0
    private var lastTitleLine: Int?
    private var signedLine: Int?
    /// Counted over the lines that are no furniture, from 1.
    private let hinted: Int?

    private static let titleEndings = Vocabulary(
        "通知 意见 办法 方案 规定 决定 通告 公告 批复 函 条例 细则 规划 计划 要点 措施 纪要 讲话 报告 通报 请示 命令 决议")
    static let roles = Vocabulary("书记 市长 区长 县长 省长 主席 主任 局长 部长 秘书长 会长 董事长")

    /// `lines` of the piece with what of them is furniture. `hint` is the title that the head of
    /// its page gives; lines before the one that has it are the page's.
    init(
        _ lines: [(line: TextLine, furniture: Furniture?)], hint: String?, in text: ReadText
    ) {
        self.text = text
        let content = lines.indices.filter { lines[$0].furniture == nil }
        hinted = content.prefix(Limit.linesOfHead.count * 2).firstIndex {
            PieceLayout.isTold(lines[$0].line, by: hint, in: text)
        }.map { $0 + 1 }
        var place = 0
        for index in lines.indices {
            if let furniture = lines[index].furniture {
                parts.append(
                    Part(role: .furniture, range: lines[index].line.range, furniture: furniture))
                continue
            }
            place += 1
            let next = place < content.count ? lines[content[place]].line : nil
            take(lines[index].line, number: place, next: next)
        }
        // Minutes carry their name as their letterhead.
        if title == nil { title = parts.first { $0.role == .letterhead }?.range }
    }

    private mutating func take(_ line: TextLine, number: Int, next: TextLine?) {
        linesOfHead += 1
        if linesOfHead > Limit.linesOfHead.count { isHead = false }
        if isHead, let role = headRole(line, number: number, next: next) {
            let furniture: Furniture? = role == .furniture ? .navigation : nil
            parts.append(Part(role: role, range: line.range, furniture: furniture))
            return
        }
        if let role = footRole(line, number: number, next: next) {
            put(role, line.range)
            return
        }
        takeBody(line, next: next)
    }

    private static func isTold(_ line: TextLine, by hint: String?, in text: ReadText) -> Bool {
        guard let hint, line.range.count >= 6, line.isShort(in: text) else { return false }
        return hint.contains(text.words(line.range))
    }

    private mutating func put(_ role: DocumentPart.Role, _ range: Range<Int>) {
        parts.append(Part(role: role, range: range))
    }

    private mutating func headRole(
        _ line: TextLine, number: Int, next: TextLine?
    ) -> DocumentPart.Role? {
        let range = line.range
        if let role = markRole(range) { return role }
        if HeadLines.number(range, in: text) != nil { return .number }
        if HeadLines.isIssue(range, in: text), number > 1 { return .number }
        if title == nil, HeadLines.isLetterhead(range, in: text), let next,
            next.isShort(in: text), !HeadLines.isAddressee(next.range, in: text)
        {
            return .letterhead
        }
        if let role = dayOrCredit(range) { return role }
        if title == nil {
            guard HeadLines.isTitle(line, in: text), next != nil else { return nil }
            if let hinted, number < hinted { return .furniture }
            title = range
            lastTitleLine = number
            return .title
        }
        if continuesTitle(line, number: number) {
            title = title.map { $0.lowerBound..<range.upperBound }
            lastTitleLine = number
            return .title
        }
        if HeadLines.isAddressee(range, in: text) {
            isHead = false
            return .addressee
        }
        // «市委书记  王某某» below the title of a speech.
        let isSpeaker =
            range.count <= 20 && PieceLayout.roles.stands(in: text, range)
            && lastTitleLine.map { number - $0 <= 2 } == true
            && !range.contains { "。，：；".unicodeScalars.contains(text.scalars[$0]) }
        return isSpeaker ? .credit : nil
    }

    private mutating func markRole(_ range: Range<Int>) -> DocumentPart.Role? {
        if let mark = HeadLines.secrecy(range, in: text) {
            if secrecy == nil { secrecy = (mark, range) }
            return .mark
        }
        return HeadLines.isMark(range, in: text) ? .mark : nil
    }

    private mutating func dayOrCredit(_ range: Range<Int>) -> DocumentPart.Role? {
        let inner = inBrackets(range)
        if let day = HeadLines.day(inner, in: text) {
            days.append((day, false))
            if source == nil { source = Credits.labelled(in: range, of: text) }
            return .date
        }
        if isHead, let (name, day) = HeadLines.nameAndDay(range, in: text) {
            days.append((day, false))
            if source == nil { source = name }
            return .date
        }
        guard HeadLines.isCredit(range, in: text) || HeadLines.isGenre(range, in: text) else {
            return nil
        }
        if let day = WrittenDay.full(in: text, range) { days.append((day, false)) }
        if source == nil { source = Credits.labelled(in: range, of: text) }
        return .credit
    }

    private func inBrackets(_ range: Range<Int>) -> Range<Int> {
        guard range.count > 2, text.scalars[range.lowerBound] == "（",
            text.scalars[range.upperBound - 1] == "）"
        else { return range }
        return (range.lowerBound + 1)..<(range.upperBound - 1)
    }

    /// A title may take several lines where it ends in the name of a kind of paper.
    private func continuesTitle(_ line: TextLine, number: Int) -> Bool {
        guard let title, lastTitleLine == number - 1, title.count < 120,
            PieceLayout.titleEndings.ending(of: title, in: text) == nil,
            line.range.count <= Limit.lettersOfTitle.count
        else { return false }
        return PieceLayout.titleEndings.ending(of: line.range, in: text) != nil
            && HeadLines.isTitle(line, in: text)
    }

    private mutating func footRole(
        _ line: TextLine, number: Int, next: TextLine?
    ) -> DocumentPart.Role? {
        let range = line.range
        if signedLine == number { return .signature }
        guard range.count <= Limit.lettersOfNotice.count else { return nil }
        if HeadLines.isImprint(range, in: text) { return .imprint }
        if let role = markRole(range) { return role }
        // 署名 and the day below it.
        if let next, isName(range),
            let day = WrittenDay(
                in: text, at: next.range.lowerBound, end: next.range.upperBound),
            day.year != nil, day.range == next.range
        {
            days.append((day, true))
            signedLine = number + 1
            source = source ?? range
            return .signature
        }
        return isHead ? nil : dayOrCredit(range)
    }

    private func isName(_ range: Range<Int>) -> Bool {
        range.count <= 40
            && range.allSatisfy {
                ReadText.isHan(text.scalars[$0]) || ReadText.isSpace(text.scalars[$0])
                    || "（）·".unicodeScalars.contains(text.scalars[$0])
            }
    }

    private mutating func takeBody(_ line: TextLine, next: TextLine?) {
        var rest = line.range
        if let opening = Credits.opening(of: rest, in: text) {
            put(.opening, opening.all)
            if source == nil { source = opening.source }
            rest = text.tight(opening.all.upperBound..<rest.upperBound)
            // A source alone in its line leaves the head open: a title may follow.
            if rest.isEmpty { return }
        }
        isHead = false
        let body = TextLine(range: rest, followsGap: line.followsGap)
        if let heading = HeadingLine(body, next: next, in: text) {
            parts.append(Part(role: .heading, range: heading.range, heading: heading))
            rest = heading.rest
            if rest.isEmpty { return }
        }
        guard let credit = Credits.ending(of: rest, in: text) else { return put(.body, rest) }
        let words = text.tight(rest.lowerBound..<credit.lowerBound)
        if !words.isEmpty { put(.body, words) }
        put(.credit, credit)
        if source == nil { source = Credits.source(in: credit, of: text) }
    }
}
