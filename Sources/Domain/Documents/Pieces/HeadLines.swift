internal import Basics

/// What lines around a text are by their own words: each rule sees one line.
enum HeadLines {
    private static let marks: [(Vocabulary, Secrecy)] = [
        (Vocabulary("绝密"), .topSecret), (Vocabulary("机密"), .secret),
        (Vocabulary("秘密"), .confidential),
        (Vocabulary("内部 内部资料 内部文件 内部参考"), .internalUse), (Vocabulary("公开"), .open),
    ]
    private static let markLabels = Vocabulary("密级： 密级 公开方式： 公开属性： 〔")
    private static let publicNotes = Vocabulary("此件公开发布 此件主动公开 主动公开 依申请公开 此件依申请公开 此件不予公开")
    private static let behindMark = Vocabulary("★ 〕 特急 加急 平急 注意保存 不得外传 请勿外传 严禁外传")
    private static let urgency = Vocabulary("特急 加急 平急 特提")

    /// 密级 alone in its line, with its term and its urgency: «机密★1年 特急».
    static func secrecy(_ line: Range<Int>, in text: ReadText) -> Secrecy? {
        guard line.count <= 20 else { return nil }
        var start = line.lowerBound
        if let label = markLabels.length(in: text, at: start, end: line.upperBound) {
            start += label
        }
        if publicNotes.isAll(of: bare(start..<line.upperBound, in: text), in: text) {
            // Given out on request only: not for everybody.
            return text.words(line).contains("不予") || text.words(line).contains("依申请")
                ? .internalUse : .open
        }
        for (words, mark) in marks {
            guard let length = words.length(in: text, at: start, end: line.upperBound) else {
                continue
            }
            let rest = text.tight((start + length)..<line.upperBound)
            let next = behindMark.length(in: text, at: rest.lowerBound, end: rest.upperBound)
            return rest.isEmpty || next != nil ? mark : nil
        }
        return nil
    }

    /// 份号 and 紧急程度.
    static func isMark(_ line: Range<Int>, in text: ReadText) -> Bool {
        line.count == 6 && line.allSatisfy { ReadText.isDigit(text.scalars[$0]) }
            || urgency.isAll(of: line, in: text)
    }

    private static func bare(_ range: Range<Int>, in text: ReadText) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, "（〔".unicodeScalars.contains(text.scalars[lower]) { lower += 1 }
        while lower < upper, "）〕。".unicodeScalars.contains(text.scalars[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    private static let opens: Set<Unicode.Scalar> = ["〔", "（", "﹝"]
    private static let closes: Set<Unicode.Scalar> = ["〕", "）", "﹞"]
    private static let signers = Vocabulary("签发人： 签发： 签发人")

    /// The 文号 that begins a line holding nothing else but who signed: «示政发〔2026〕3号».
    static func number(_ line: Range<Int>, in text: ReadText) -> Range<Int>? {
        guard line.count <= Limit.lettersOfTitle.count,
            let number = numberOfPaper(in: text, line), number.lowerBound == line.lowerBound
        else { return nil }
        let rest = text.tight(number.upperBound..<line.upperBound)
        let isSigned = signers.length(in: text, at: rest.lowerBound, end: rest.upperBound) != nil
        return rest.isEmpty || isSigned ? number : nil
    }

    /// Letters of the office, the year in brackets, a number.
    static func numberOfPaper(in text: ReadText, _ range: Range<Int>) -> Range<Int>? {
        for open in range
        where opens.contains(text.scalars[open]) && open + 6 < range.upperBound {
            let digits = (open + 1)..<(open + 5)
            guard digits.allSatisfy({ ReadText.isDigit(text.scalars[$0]) }),
                closes.contains(text.scalars[open + 5]),
                let count = WrittenDay.number(
                    in: text, at: open + 6 + (text.scalars[open + 6] == "第" ? 1 : 0),
                    end: range.upperBound),
                count.end < range.upperBound, text.scalars[count.end] == "号"
            else { continue }
            var start = open
            while start > range.lowerBound, open - start < 16,
                ReadText.isHan(text.scalars[start - 1])
            {
                start -= 1
            }
            if start < open { return start..<(count.end + 1) }
        }
        return nil
    }

    private static let issues = Vocabulary("第 〔 （ 总第")

    /// The issue of a series of minutes: «第3期», «〔2026〕第3期», «（第12次）».
    static func isIssue(_ line: Range<Int>, in text: ReadText) -> Bool {
        line.count <= 20
            && issues.length(in: text, at: line.lowerBound, end: line.upperBound) != nil
            && line.contains { ReadText.isDigit(text.scalars[$0]) }
            && line.contains { "期号次".unicodeScalars.contains(text.scalars[$0]) }
    }

    private static let heads = Vocabulary("文件 会议纪要 专题会议纪要 工作纪要 办公会议纪要 常务会议纪要 纪要 公报 简报 专报")

    static func isLetterhead(_ line: Range<Int>, in text: ReadText) -> Bool {
        line.count <= 40 && heads.ending(of: line, in: text) != nil
            && !line.contains { "，。：、《".unicodeScalars.contains(text.scalars[$0]) }
    }

    private static let dayLabels = Vocabulary(
        """
        发布时间： 发布日期： 发布时间 时间： 日期： 更新时间： 发文日期： 成文日期： 发稿时间： 发表时间： 印发日期： 公开日期：
        """)

    /// A line of a day, alone or with what pages write behind it.
    static func day(_ line: Range<Int>, in text: ReadText) -> WrittenDay? {
        guard line.count <= Limit.lettersOfCredit.count else { return nil }
        if let length = dayLabels.length(in: text, at: line.lowerBound, end: line.upperBound) {
            let start = text.tight((line.lowerBound + length)..<line.upperBound)
            return WrittenDay.full(in: text, start)
        }
        guard let day = WrittenDay(in: text, at: line.lowerBound, end: line.upperBound),
            day.year != nil
        else { return nil }
        let rest = text.tight(day.range.upperBound..<line.upperBound)
        let isTime = rest.allSatisfy {
            ReadText.isDigit(text.scalars[$0]) || "：:".unicodeScalars.contains(text.scalars[$0])
        }
        return isTime || beginsCredit(behindTime(rest, in: text), in: text) ? day : nil
    }

    /// «示例市人民政府办公室　　2026年3月18日» below the name of a series, or an account and its hour.
    static func nameAndDay(
        _ line: Range<Int>, in text: ReadText
    ) -> (name: Range<Int>, day: WrittenDay)? {
        guard line.count <= Limit.lettersOfTitle.count, let day = WrittenDay.full(in: text, line)
        else { return nil }
        let name = text.tight(line.lowerBound..<day.range.lowerBound)
        let isName =
            name.allSatisfy { ReadText.isHan(text.scalars[$0]) }
            && name.upperBound < day.range.lowerBound
        return isName && (2...24).contains(name.count)
            && behindTime(day.range.upperBound..<line.upperBound, in: text).isEmpty
            ? (name, day) : nil
    }

    private static func behindTime(_ range: Range<Int>, in text: ReadText) -> Range<Int> {
        var start = range.lowerBound
        while start < range.upperBound,
            ReadText.isDigit(text.scalars[start]) || text.scalars[start] == "："
                || ReadText.isSpace(text.scalars[start])
        {
            start += 1
        }
        return start..<range.upperBound
    }

    private static let creditWords = Vocabulary(
        """
        作者 编辑 责任编辑 责编 来源 信息来源 稿件来源 稿源 记者 本报记者 通讯员 文字 撰文 撰稿 供稿 文/ 文| 图文 审核 校对 校审
        初审 复审 终审 监制 主编 统筹 策划 编审 发布人 发布者 发布单位 发布机构 值班编辑 值班主任 值班编委 执行主编 总监制 原创
        """)

    private static func beginsCredit(_ range: Range<Int>, in text: ReadText) -> Bool {
        guard
            let length = creditWords.length(in: text, at: range.lowerBound, end: range.upperBound)
        else { return false }
        let rest = text.tight((range.lowerBound + length)..<range.upperBound)
        let first = rest.first.map { text.scalars[$0] }
        let isSpaced = rest.lowerBound > range.lowerBound + length
        return first.map { "：|/".unicodeScalars.contains($0) } ?? true || isSpaced
            || text.scalars[range.lowerBound + length - 1] == "/"
    }

    /// A line of the writer, the editor or the source. One that holds no name counts too.
    static func isCredit(_ line: Range<Int>, in text: ReadText) -> Bool {
        guard line.count <= Limit.lettersOfCredit.count,
            !line.contains(where: { text.scalars[$0] == "。" })
        else { return false }
        var inner = line
        if let first = line.first, text.scalars[first] == "（" || text.scalars[first] == "〔" {
            inner = (line.lowerBound + 1)..<line.upperBound
        }
        return beginsCredit(inner, in: text)
    }

    private static let imprints = Vocabulary("抄送： 抄报： 分送： 主题词： 印发机关： 抄送：")

    /// 版记: to whom copies went, and who printed it on which day.
    static func isImprint(_ line: Range<Int>, in text: ReadText) -> Bool {
        if imprints.length(in: text, at: line.lowerBound, end: line.upperBound) != nil {
            return true
        }
        return line.count <= 60 && Vocabulary.printed.ending(of: line, in: text) != nil
            && WrittenDay.full(in: text, line) != nil
    }

    private static let addressed = Vocabulary(
        """
        政府 党委 部门 单位 委员会 办公室 机构 企业 公司 局 委 办 院 校 区 市 县 厅 处 科 所 中心 同志 各位 专班 成员
        """)

    /// 主送: units, ending with a colon.
    static func isAddressee(_ line: Range<Int>, in text: ReadText) -> Bool {
        guard line.count <= 300, let last = line.last, text.scalars[last] == "：" else {
            return false
        }
        let units = line.lowerBound..<last
        return addressed.ending(of: text.tight(units), in: text) != nil
            && !units.contains { "。？！".unicodeScalars.contains(text.scalars[$0]) }
    }
}

extension Vocabulary {
    fileprivate static let printed = Vocabulary("印发 印制")
}
