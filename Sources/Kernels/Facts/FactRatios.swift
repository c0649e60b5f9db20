internal import Texts

/// What is measured by space or make and not by money or number: its growth is no fact either.
private let physical = ["面积", "产能", "产量", "里程", "容量", "长度", "重量"]

/// What a percentage, a number of points or a multiple says, by the words before it.
enum RatioRole {
    case growth(at: Int, isDown: Bool)
    case share(at: Int)
    case completion(at: Int)
    case rate
    /// «92.4%的受访企业».
    case shareBehind
    case none
}

extension RatioRole {
    /// What a line of its own is called after its subject.
    var ending: String {
        switch self {
        case .growth: "增速"
        case .share, .shareBehind: "占比"
        case .completion: "完成率"
        case .rate, .none: ""
        }
    }

    func signed(_ value: ExactNumber) -> ExactNumber {
        if case .growth(_, true) = self { return ExactNumber(-value.digits, places: value.places) }
        return value
    }
}

extension FactReader {
    mutating func readRatio(_ index: Int, in sentence: inout SentenceCourse) {
        let quantity = quantities[Int(tokens[index].reference)]
        let value = ratio(quantity)
        let role = role(ofRatio: index, in: sentence)
        if readRespective(index, role, value, in: &sentence) { return }
        switch role {
        case .growth(let word, _):
            readGrowth(index, word, role.signed(value), in: &sentence)
        case .share(let word): readShare(index, word, value, in: &sentence)
        case .completion(let word): readCompletion(index, word, value, in: &sentence)
        case .rate:
            guard quantity.unit != .points, quantity.unit != .times else { return }
            readRate(index, value, in: &sentence)
        case .shareBehind:
            guard quantity.unit != .points, quantity.unit != .times else { return }
            readShareBehind(index, value, in: &sentence)
        case .none: break
        }
    }

    /// In percent or points: 三成 is 30, as growth 1.4倍 is 140.
    private func ratio(_ quantity: Quantity) -> ExactNumber {
        let number = ExactNumber(quantity.digits, places: quantity.places)
        switch quantity.unit {
        case .times: return number.scaled(by: 100) ?? number
        case .tenths:
            // 三成五 is read as 三成: the half is rare.
            return number.scaled(by: 10) ?? number
        default: return number
        }
    }

    private mutating func role(ofRatio index: Int, in sentence: SentenceCourse) -> RatioRole {
        if let goal = sentence.goalToken, (goal...goal + 3).contains(index), !hasMark(goal, index) {
            return .completion(at: index)
        }
        // The second figure behind 分别 means what the first one does, unless it says otherwise.
        if let series = sentence.series, let place = series.figures.firstIndex(of: index),
            place > 0,
            tokens[index - 1].kind != .up, tokens[index - 1].kind != .down
        {
            return role(ofRatio: series.figures[place - 1], in: sentence)
        }
        let first = phraseStart(before: index)
        var place = index - 1
        var isDirect = true
        var sawRateWord = false
        var end = tokens[index].start
        while place >= first {
            let token = tokens[place]
            if token.end < end, isDirect { isDirect = isBlankText(token.end, end) }
            switch token.kind {
            case .before, .ahead, .together: return .none
            case .up where isDirect: return growthRole(place, first, isDown: false, in: sentence)
            case .down where isDirect: return growthRole(place, first, isDown: true, in: sentence)
            case .growth where isDirect:
                return .growth(at: place, isDown: sign(before: index) == UInt8(ascii: "-"))
            case .compare where isDirect && sign(before: index) != nil:
                return .growth(at: place, isDown: sign(before: index) == UInt8(ascii: "-"))
            case .completion where isDirect: return .completion(at: place)
            case .shareNoun where isDirect: return shareNounRole(place, first)
            case .rate where isDirect: return .rate
            case .share: return shareRole(place, index)
            case .goal: return .completion(at: completionStart(place, first))
            case .level, .filler, .than, .respectively, .both, .compare, .of, .average, .over,
                .nearly, .approximate, .at, .complete:
                sawRateWord = sawRateWord || token.kind == .level
            default: isDirect = false
            }
            end = token.start
            place -= 1
        }
        if starts("的", at: tokens[index].end) { return .shareBehind }
        return sawRateWord ? .rate : .none
    }

    private func hasMark(_ first: Int, _ last: Int) -> Bool {
        tokens[first..<last].contains { $0.kind.isMark }
    }

    /// «同比-3.5%», «增速+12%».
    private func sign(before index: Int) -> UInt8? {
        let start = tokens[index].start
        guard start > sentenceStart else { return nil }
        let byte = bytes[start - 1]
        return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? byte : nil
    }

    private func isBlankText(_ start: Int, _ end: Int) -> Bool {
        (start..<end).allSatisfy {
            [UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "+")].contains(bytes[$0])
        }
    }

    /// Growth compared with another time or place than the year before is no growth of this kind.
    private func growthRole(
        _ place: Int, _ first: Int, isDown: Bool, in sentence: SentenceCourse
    ) -> RatioRole {
        for token in tokens[first..<place] {
            switch token.kind {
            case .before, .ahead: return .none
            case .time:
                let mention = times[Int(token.reference)]
                if mention.isComparison, mention.isYearWritten, let year = mention.year,
                    let own = period(in: sentence)?.year, year != own - 1
                {
                    return .none
                }
            default: break
            }
        }
        return .growth(at: place, isDown: isDown)
    }

    /// «占规上工业增加值的比重达45%»: the share begins with 占.
    private func shareNounRole(_ place: Int, _ first: Int) -> RatioRole {
        var index = place - 1
        while index >= first {
            if tokens[index].kind == .share { return .share(at: index) }
            index -= 1
        }
        return .share(at: place)
    }

    /// «占年度任务的30.6%» is completion.
    private func shareRole(_ place: Int, _ end: Int) -> RatioRole {
        for index in place..<end where tokens[index].kind == .goal { return .completion(at: place) }
        // «三区合计占85.4%» is no one figure's share.
        if place > 0, tokens[place - 1].kind == .together { return .none }
        return .share(at: place)
    }

    /// The words that lead to 目标: «完成年度», «为全年», «相当于年度».
    private func completionStart(_ goal: Int, _ first: Int) -> Int {
        var index = goal - 1
        while index >= first {
            switch tokens[index].kind {
            case .complete, .than, .level, .filler: return index
            default: index -= 1
            }
        }
        return goal
    }
}

// MARK: - What each role does

extension FactReader {
    private mutating func readGrowth(
        _ index: Int, _ word: Int, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) {
        let subject = subject(before: word)
        let quantity = quantities[Int(tokens[index].reference)]
        if quantity.unit == .points {
            guard let last = sentence.lastFact, subject.isEmpty || isShareWord(subject) else {
                return
            }
            if facts[last].yoyPoints == nil { facts[last].yoyPoints = value }
            return
        }
        if subject.isEmpty {
            guard let last = sentence.lastFact else { return }
            if facts[last].yoyPercent == nil { facts[last].yoyPercent = value }
            return
        }
        if physical.contains(where: subject.ends) { return }
        // The figure is what stands there, «下降2.3%» tells 2.3; the sign is the growth's.
        let plain = ExactNumber(Int64(value.digits.magnitude), places: value.places)
        addRatio(subject + "增速", index, plain, in: &sentence) { $0.yoyPercent = value }
    }

    private func isShareWord(_ subject: String) -> Bool {
        subject.ends(with: "占比") || subject.ends(with: "比重") || subject.ends(with: "份额")
    }

    private mutating func readShare(
        _ index: Int, _ word: Int, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) {
        let quantity = quantities[Int(tokens[index].reference)]
        guard quantity.unit != .points, quantity.unit != .times else { return }
        let subject = subject(before: word)
        var whole = tokens[word].kind == .share ? whole(of: word, before: index) ?? "" : ""
        if starts("的", at: tokens[index].end) { whole += text(noun(behind: index).stretch) }
        if subject.isEmpty || tokens[word].kind == .share && starts("的", at: tokens[index].end) {
            guard let last = sentence.lastFact else { return }
            guard facts[last].sharePercent == nil else { return }
            facts[last].sharePercent = value
            facts[last].shareOf = whole.isEmpty ? nil : whole
            return
        }
        let isPlan = sentence.isPlan
        addRatio(subject + "占比", index, value, in: &sentence) {
            // A goal's share is a figure to reach, not a share that something has.
            if isPlan { return }
            $0.sharePercent = value
            $0.shareOf = whole.isEmpty ? nil : whole
        }
    }

    /// Of what the share is, between 占 and the figure or 分别.
    mutating func whole(of share: Int, before index: Int) -> String? {
        gather(from: share + 1, to: tokens[index].start)
        while let last = pieces.last, last.kind == .shareNoun || last.kind.isDroppedBehind {
            pieces.removeLast()
        }
        guard let first = pieces.first, let last = pieces.last else { return nil }
        return text(first.start, last.end)
    }

    private mutating func readCompletion(
        _ index: Int, _ word: Int, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) {
        let subject = subject(before: word)
        if let last = sentence.lastFact, subject.isEmpty || facts[last].unit != .percent {
            if facts[last].targetPercent == nil { facts[last].targetPercent = value }
            return
        }
        guard !subject.isEmpty else { return }
        addRatio(subject + "完成率", index, value, in: &sentence) { $0.targetPercent = value }
    }

    private mutating func readRate(
        _ index: Int, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) {
        let subject = subject(before: index)
        guard !subject.isEmpty else { return }
        let isCommon = tokens[..<index].last.map { $0.kind == .both } ?? false
        if isCommon, run.count > 1 {
            for draft in run {
                addRate(facts[draft].metric + subject, subject, index, value, in: &sentence)
            }
            return
        }
        var metric = subject
        if let group = sentence.group,
            !group.begins(with: String(subject.unicodeScalars.prefix(2))),
            subject.unicodeScalars.count <= 5
        {
            metric = group + subject
        }
        addRate(metric, subject, index, value, in: &sentence)
    }

    /// A rate without a time of its own is of the time told when its name stood there before.
    private mutating func addRate(
        _ metric: String, _ name: String, _ index: Int, _ value: ExactNumber,
        in sentence: inout SentenceCourse
    ) {
        let known = course.ratePeriods.first { $0.name == name }
        if sentence.hasPeriod {
            course.ratePeriods.removeAll { $0.name == name }
            if course.ratePeriods.count == 8 { course.ratePeriods.removeFirst() }
            course.ratePeriods.append((name, period(in: sentence)))
        }
        let isKnown = !sentence.hasPeriod && known != nil
        addRatio(metric, index, value, in: &sentence) {
            if isKnown { $0.period = known?.period }
        }
    }

    private mutating func readShareBehind(
        _ index: Int, _ value: ExactNumber, in sentence: inout SentenceCourse
    ) {
        let whole = text(noun(behind: index).stretch)
        guard !whole.isEmpty else { return }
        var own = sentence
        if !own.hasPeriod {
            own.period = nil
            own.hasPeriod = true
        }
        addRatio(whole + "占比", index, value, in: &own) {
            $0.sharePercent = value
            $0.shareOf = whole
        }
        sentence.lastFact = own.lastFact
    }

    /// A percentage that is a line of its own.
    private mutating func addRatio(
        _ metric: String, _ index: Int, _ value: ExactNumber, in sentence: inout SentenceCourse,
        _ change: (inout TextFact) -> Void
    ) {
        let metric = sentence.isPlan && !metric.ends(with: "目标") ? metric + "目标" : metric
        let draft = add(metric, index, value, .percent, in: sentence)
        change(&facts[draft])
        sentence.lastFact = draft
    }
}
