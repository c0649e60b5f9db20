internal import Basics

/// Where the writings of a text begin, by the index of their first line.
struct PieceCuts {
    private(set) var starts: [(line: Int, cut: PieceCut?)] = []

    /// Shorter lines are heads, notes and credits.
    private static let lettersOfBody = 30

    private let text: ReadText
    private let lines: [TextLine]
    /// Lines that are no furniture.
    private let content: [Int]
    /// Whether a paragraph was seen since the last cut.
    private var holdsBody = false

    init(_ lines: [TextLine], frame: PageFrame, in text: ReadText) {
        self.text = text
        self.lines = lines
        content = lines.indices.filter { frame.furniture[$0] == nil }
        starts = [(0, nil)]
        for place in content.indices {
            if let cut = cut(at: place), starts.count < Limit.piecesOfDocument.count {
                starts.append((content[begin(of: cut, at: place)], cut))
                holdsBody = false
            }
            if isBody(content[place]) { holdsBody = true }
        }
    }

    private func cut(at place: Int) -> PieceCut? {
        guard holdsBody else { return nil }
        let line = lines[content[place]].range
        if HeadLines.number(line, in: text) != nil, isBodyNear(place) { return .number }
        if let opening = Credits.opening(of: line, in: text),
            text.scalars[opening.all.lowerBound] != "据"
        {
            return .opening
        }
        if HeadLines.isGenre(line, in: text) { return .genre }
        if isNewHead(place) { return .newHead }
        guard place > 0 else { return nil }
        let before = lines[content[place - 1]].range
        let isCredited = Credits.ending(of: before, in: text) != nil
        return isCredited && isBodyNear(place) && !HeadLines.isCredit(line, in: text)
            ? .creditBefore : nil
    }

    private func isBody(_ index: Int) -> Bool {
        let line = lines[index]
        return line.range.count >= PieceCuts.lettersOfBody
            && line.range.contains { text.scalars[$0] == "。" }
    }

    /// Whether a paragraph stands here or a few lines on: what follows a cut is more than a note.
    private func isBodyNear(_ place: Int) -> Bool {
        content[place...].prefix(6).contains(where: isBody)
    }

    /// A title, and a day or a source within two lines of it, then a paragraph.
    private func isNewHead(_ place: Int) -> Bool {
        guard HeadLines.isTitle(lines[content[place]], in: text), isBodyNear(place) else {
            return false
        }
        return content[(place + 1)...].prefix(2).prefix { !isBody($0) }.contains { index in
            let line = lines[index].range
            return isDayOfPage(line)
                || line.count <= Limit.lettersOfCredit.count
                    && Credits.labelled(in: line, of: text) != nil
                    && HeadLines.isCredit(line, in: text)
        }
    }

    /// A day as pages print it; «2026年3月2日» alone stands below a signature.
    private func isDayOfPage(_ line: Range<Int>) -> Bool {
        guard let day = HeadLines.day(line, in: text) else { return false }
        return day.range != line || text.scalars[line.upperBound - 1] != "日"
    }

    /// A cut that is seen by the second line of a head belongs before its first.
    private func begin(of cut: PieceCut, at place: Int) -> Int {
        guard cut == .number || cut == .opening else { return place }
        var first = place
        let bound = cut == .number ? 5 : 1
        while first > 1, place - first < bound {
            let line = lines[content[first - 1]]
            let isHead =
                cut == .number
                ? HeadLines.isLetterhead(line.range, in: text)
                    || HeadLines.secrecy(line.range, in: text) != nil
                    || HeadLines.isMark(line.range, in: text)
                : HeadLines.isTitle(line, in: text)
            guard isHead, starts.last?.line != content[first - 1] else { break }
            first -= 1
        }
        return first
    }
}

extension HeadLines {
    private static let genres = Vocabulary(
        """
        本报评论员 本台评论员 本网评论员 本刊评论员 特约评论员 评论员文章 社论 编后 编者按 编后语 短评 时评 快评 锐评 记者手记 新闻评论
        """)

    /// «本报评论员», «社论», with marks around it and perhaps a name behind it.
    static func isGenre(_ line: Range<Int>, in text: ReadText) -> Bool {
        guard line.count <= 16 else { return false }
        var range = line
        while let first = range.first, "〔■◆●▲★（|".unicodeScalars.contains(text.scalars[first]) {
            range = range.dropFirst()
        }
        guard
            let length = genres.length(in: text, at: range.lowerBound, end: range.upperBound)
        else { return false }
        return text.tight((range.lowerBound + length)..<range.upperBound).count <= 5
    }

    /// What may be the title of a piece: short, no sentence, not an item of a list.
    static func isTitle(_ line: TextLine, in text: ReadText) -> Bool {
        guard line.isShort(in: text), line.range.count >= 4, let first = line.range.first,
            let last = line.range.last
        else { return false }
        return line.range.count { ReadText.isHan(text.scalars[$0]) } >= 2
            && !"；，：、—".unicodeScalars.contains(text.scalars[last])
            && !"•·●■-—（★".unicodeScalars.contains(text.scalars[first])
            && HeadingNumber(line.range, in: text) == nil
            && !line.range.contains { text.scalars[$0] == "\t" }
    }
}
