/// What a heading says of the sentences below it, whatever their words.
enum HeadingMood {
    case problems
    /// What the writers are going to do.
    case plans

    private static let problemWords = Vocabulary("问题 不足 短板 困难 差距 挑战 薄弱环节")
    private static let havings = Vocabulary("存在 主要 面临 突出 当前 短板 不足 困难 差距")
    private static let cures = Vocabulary("整改 解决 破解 补齐 导向 应对 措施 举措 建议 对策 关于")
    private static let planWords = Vocabulary(
        """
        下一步打算 下步打算 下一步工作 下步工作 下一步举措 下步举措 下一步安排 下一步计划 工作打算 工作计划 下阶段工作 下半年工作 工作措施 整改措施
        """)

    init?(_ heading: InstructionHeading, in words: ReadText) {
        let range = 0..<words.count
        if HeadingMood.planWords.stands(in: words, range) {
            self = .plans
        } else if HeadingMood.problemWords.stands(in: words, range),
            HeadingMood.havings.stands(in: words, range),
            !HeadingMood.cures.stands(in: words, range)
        {
            self = .problems
        } else {
            return nil
        }
    }
}
