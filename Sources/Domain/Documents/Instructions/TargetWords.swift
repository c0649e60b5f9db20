internal import Basics

/// Figures to reach within an instruction. What a figure means is for the reading of facts.
enum TargetWords {
    private static let units = Vocabulary(
        """
        亿元 万元 亿美元 万美元 亿欧元 元 个百分点 百分点 % 个 家 项 人 名 人次 户 件 场 次 亩 平方米 万平方米 平方公里 公里 倍 条 套 支 期 吨 万吨
        万人 万户 天 个工作日 批 宗 只 处 所 万亿元
        """)
    /// «满6个月» is a time.
    private static let months = Vocabulary("个月")
    private static let scales: Set<Unicode.Scalar> = ["万", "亿", "千", "百", "余", "多"]
    private static let before = Vocabulary(
        """
        达到 达 增长 不低于 不少于 不高于 突破 超过 超 提高到 提高 提升到 提升至 压缩到 压缩至 压减 新增 引进 培育 完成 控制在 至少 力争 净增 新签约
        实现 储备 落地 开工 同比增长 年均增长 降至 降低 下降 近 约 以上达到
        """)
    private static let behind = Vocabulary("以上 以内 左右 以下")

    static func targets(
        in clause: Range<Int>, without due: Range<Int>?, text: ReadText
    ) -> [InstructionTarget] {
        var targets: [InstructionTarget] = []
        var quotes = 0
        var index = clause.lowerBound
        while index < clause.upperBound, targets.count < Limit.targetsOfInstruction.count {
            let scalar = text.scalars[index]
            if "“《".unicodeScalars.contains(scalar) { quotes += 1 }
            if "”》".unicodeScalars.contains(scalar) { quotes = max(0, quotes - 1) }
            let isStart =
                ReadText.isDigit(scalar) && quotes == 0
                && due?.contains(index) != true
            guard isStart else {
                index += 1
                continue
            }
            let number = endOfNumber(from: index, end: clause.upperBound, text: text)
            let isOrdinal =
                index > clause.lowerBound
                && "第+-—~".unicodeScalars.contains(text.scalars[index - 1])
            if !isOrdinal, months.length(in: text, at: number, end: clause.upperBound) == nil,
                let unit = units.length(in: text, at: number, end: clause.upperBound)
            {
                let range = widened(index..<(number + unit), within: clause, text: text)
                if isThreshold(range, within: clause, text: text) {
                    index = range.upperBound
                    continue
                }
                targets.append(
                    InstructionTarget(text: text.words(range), span: text.span(of: range)))
                index = range.upperBound
            } else {
                index = number
            }
        }
        return targets
    }

    private static func endOfNumber(from start: Int, end: Int, text: ReadText) -> Int {
        var index = start
        while index < end {
            let scalar = text.scalars[index]
            let isPoint =
                (scalar == "." || scalar == "，") && index + 1 < end
                && ReadText.isDigit(text.scalars[index + 1])
            guard ReadText.isDigit(scalar) || isPoint else { break }
            index += 1
        }
        while index < end, scales.contains(text.scalars[index]),
            units.length(in: text, at: index, end: end) == nil
        {
            index += 1
        }
        return index
    }

    private static let things = Vocabulary("项目 企业 大项目 的项目 重点项目 产业项目")

    /// «10亿元以上项目» names a kind of projects.
    private static func isThreshold(
        _ figure: Range<Int>, within clause: Range<Int>, text: ReadText
    ) -> Bool {
        behind.ending(of: figure, in: text) != nil
            && things.length(in: text, at: figure.upperBound, end: clause.upperBound) != nil
    }

    /// With the words that touch it: «增长», «不少于», «以上».
    private static func widened(
        _ figure: Range<Int>, within clause: Range<Int>, text: ReadText
    ) -> Range<Int> {
        var lower = figure.lowerBound
        let head = max(clause.lowerBound, lower - 8)
        if let word = before.ending(of: head..<lower, in: text) { lower = word.lowerBound }
        let tail = behind.length(in: text, at: figure.upperBound, end: clause.upperBound) ?? 0
        return lower..<(figure.upperBound + tail)
    }
}
