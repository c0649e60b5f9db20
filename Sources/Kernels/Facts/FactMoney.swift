internal import Texts

/// Words whose money is that of the projects counted before: «…58个，总投资215亿元».
private let totals: Set<String> = [
    "总投资", "总投资额", "投资总额", "计划总投资", "总额", "总金额", "协议总金额", "协议投资", "协议投资额", "协议资金",
    "协议引资", "合同资金", "签约资金", "合同引资额", "计划投资", "投资", "投资额", "协议总投资", "签约总额", "协议金额",
    "合同金额", "年内计划投资", "年度计划投资", "协议引资额", "引资额", "签约额",
]

extension FactReader {
    mutating func readMoney(
        _ index: Int, _ unit: FactUnit, in sentence: inout SentenceCourse
    ) {
        gather(from: phraseStart(before: index), to: tokens[index].start)
        let isAboutPart = pieces.contains {
            $0.kind == .among || $0.kind == .place || $0.kind == .time
        }
        trim()
        var metric = phrase()
        if pieces.last?.kind == .stage, let topic = sentence.topic, !metric.ends(with: topic) {
            metric += topic
        }
        let behind = noun(behind: index)
        let isMoney = pieces.last.map { $0.kind == .money || $0.kind == .rate } ?? false
        if let object = objectOfSpending(index) {
            metric = object
        } else if starts("的", at: tokens[index].end), behind.hasNoun, !behind.stretch.isEmpty,
            metric.isEmpty || isMoney
        {
            // «总投资10亿元的某项目», «建设投资2亿欧元的新工厂».
            let amount = pieces.last.map { text($0.start, $0.end) } ?? "投资"
            metric = text(behind.stretch) + (totals.contains(metric) ? metric : amount)
        } else if !behind.stretch.isEmpty, behind.hasNoun, !isMoney,
            metric.isEmpty || pieces.allSatisfy({ $0.kind == .stage || $0.kind == .spend })
        {
            metric += text(behind.stretch)
        } else if metric.isEmpty || metric == "累计" {
            metric = unnamedMoney(index, isAboutPart: isAboutPart, sentence)
        } else if let group = sentence.partCount > 1 ? sentence.whole : sentence.group,
            totals.contains(metric)
        {
            metric = group + metric
        } else if let group = sentence.group, sentence.groupHasBound {
            metric = group + metric
        }
        if unit == .yuan || unit == .dollar || unit == .euro { course.lastMoney = metric }
        addMeasure(metric, index, unit, in: &sentence)
    }

    /// What a figure in money without a subject is of: the figure before of which this is a part
    /// («其中当月20亿元»), the projects before it, or what was done with it («投入12亿元»).
    private mutating func unnamedMoney(
        _ index: Int, isAboutPart: Bool, _ sentence: SentenceCourse
    ) -> String {
        if isAboutPart, let last = course.lastMoney { return last }
        let subject = subjectOfClauseBefore(index)
        if !subject.isEmpty { return subject }
        if let group = sentence.group { return group + "金额" }
        if index > 0, [.lead, .verb, .complete].contains(tokens[index - 1].kind),
            tokens[index - 1].end == tokens[index].start
        {
            return text(tokens[index - 1].start, tokens[index - 1].end) + "资金"
        }
        return course.lastMoney ?? "金额"
    }

    /// «斥资1.5亿美元，打造示范工厂», «增资20亿元建设生产基地»: what is built, with what was done.
    private func objectOfSpending(_ index: Int) -> String? {
        guard let last = pieces.last else { return nil }
        let isIncrease = starts("增资", at: last.end - 6)
        guard
            last.kind == .spend || isIncrease || last.kind == .money && starts("投资", at: last.start)
        else { return nil }
        var place = index + 1
        var end = tokens[index].end
        while place < tokens.count, place - index <= 2, tokens[place].start == end {
            let token = tokens[place]
            if token.kind == .lead || token.kind == .stage {
                let object = noun(behind: place)
                guard object.hasNoun, let name = text(object.stretch).split(separator: "的").last
                else {
                    return nil
                }
                return name + (isIncrease ? "增资" : "投资")
            }
            guard token.kind == .comma || token.kind == .filler else { return nil }
            end = token.end
            place += 1
        }
        return nil
    }
}
