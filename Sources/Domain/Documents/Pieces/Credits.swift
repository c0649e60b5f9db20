/// Names of papers and writers inside lines: what opens a news item and what ends one.
enum Credits {
    private static let openings = Vocabulary(
        """
        消息 讯 电 日电 综合消息 报道 专电
        """)
    private static let sources = Vocabulary(
        """
        网 社 报 台 日报 晚报 早报 时报 晨报 快报 通讯社 电视台 客户端 新闻 发布 在线 融媒 融媒体中心 本报 本台 本网
        """)
    /// Longer than any of them: «XX日报X地3月5日电（记者 …）».
    private static let longest = 48

    /// «XX网消息（XX节目）：», «本报讯», «XX社X地3月5日电» at the beginning of a line: all of it, and
    /// the name of the source in it.
    static func opening(
        of line: Range<Int>, in text: ReadText
    ) -> (all: Range<Int>, source: Range<Int>)? {
        let end = min(line.upperBound, line.lowerBound + longest)
        var source: Range<Int>?
        for index in line.lowerBound..<end {
            let scalar = text.scalars[index]
            if "，。；！？“《：".unicodeScalars.contains(scalar) { return nil }
            if source == nil, index > line.lowerBound,
                sources.ending(of: line.lowerBound..<index, in: text) != nil,
                isHeadOfOpening(index, end: end, in: text)
            {
                source = line.lowerBound..<index
            }
            if let source, let length = openings.length(in: text, at: index, end: end),
                let close = endOfOpening(index + length, end: line.upperBound, in: text)
            {
                return (line.lowerBound..<close, source)
            }
        }
        return nil
    }

    /// Behind the source stands the word itself, a day, a bracket or a short place.
    private static func isHeadOfOpening(_ index: Int, end: Int, in text: ReadText) -> Bool {
        let window = index..<min(end, index + 16)
        return window.contains { place in
            guard let length = openings.length(in: text, at: place, end: end) else { return false }
            return endOfOpening(place + length, end: end, in: text) != nil
        }
    }

    /// Behind a bracket and a colon or a space; nil where the line simply goes on.
    private static func endOfOpening(_ start: Int, end: Int, in text: ReadText) -> Int? {
        var index = start
        var isMarked = false
        if index < end, text.scalars[index] == "（" {
            guard
                let close = (index..<min(end, index + 40)).first(where: { text.scalars[$0] == "）" })
            else { return nil }
            index = close + 1
            isMarked = true
        }
        while index < end, text.scalars[index] == "：" || ReadText.isSpace(text.scalars[index]) {
            index += 1
            isMarked = true
        }
        return isMarked || index == end ? index : nil
    }

    private static let writers = Vocabulary("记者 通讯员 评论员 特约 报道 电 撰稿 编辑")
    private static let pictures = Vocabulary("摄 图 供图")

    /// The bracket that ends a line and names its writer: «（XX日报记者 …）».
    static func ending(of line: Range<Int>, in text: ReadText) -> Range<Int>? {
        guard let last = line.last, text.scalars[last] == "）" else { return nil }
        let from = max(line.lowerBound, line.upperBound - 60)
        guard let open = (from..<last).last(where: { text.scalars[$0] == "（" }) else { return nil }
        let inner = (open + 1)..<last
        guard writers.stands(in: text, inner), !pictures.stands(in: text, inner) else {
            return nil
        }
        return open..<line.upperBound
    }

    private static let behindSource = Vocabulary("记者 通讯员 特约 评论员 本报 报道")

    /// The paper in such a bracket, before the word that names its writer.
    static func source(in credit: Range<Int>, of text: ReadText) -> Range<Int>? {
        let inner = (credit.lowerBound + 1)..<(credit.upperBound - 1)
        guard let word = behindSource.first(in: text, inner) else { return nil }
        let source = text.tight(inner.lowerBound..<word.lowerBound)
        return source.isEmpty ? nil : source
    }

    private static let labels = Vocabulary("来源 信息来源 稿件来源 稿源 发布单位 发布机构 发布人 发布者")

    /// The source that a line of credits names: «来源：XX报».
    static func labelled(in line: Range<Int>, of text: ReadText) -> Range<Int>? {
        guard let label = labels.first(in: text, line) else { return nil }
        var start = label.upperBound
        while start < line.upperBound,
            ReadText.isSpace(text.scalars[start])
                || "：|-/".unicodeScalars.contains(text.scalars[start])
        {
            start += 1
        }
        let end = (start..<line.upperBound).first { ReadText.isSpace(text.scalars[$0]) }
        let source = start..<(end ?? line.upperBound)
        return source.count < 2 ? nil : source
    }
}
