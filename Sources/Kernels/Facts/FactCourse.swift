internal import Basics

/// What the text has said so far of place and time, for sentences that say nothing of them.
struct FactCourse {
    // Places. A paragraph's place holds to its end; a document's is the first it names.
    var documentScope: String?
    var paragraphScope: String?
    /// For 全市 and 全省: the city and the province spoken of last, the document's first ones else.
    var city: String?
    var province: String?

    // Times.
    var writtenYear: Int?
    var lastMonth: FactPeriod?
    /// The first closed time of the body: what a new paragraph without a time is about.
    var leadPeriod: FactPeriod?
    /// A text that opens with 今天 is news: nothing holds beyond its paragraph.
    var hasLead = false
    var paragraphPeriod: FactPeriod?
    var paragraphHasPeriod = false
    /// The time that a rate was told for, by the rate's name: it is the rate's time when the name
    /// comes again. The last few only.
    var ratePeriods: [(name: String, period: FactPeriod?)] = []

    // What was counted last with a noun of its own: 其中工业58个 counts the same.
    var countedNoun = ""
    var countedUnit = ""
    var lastCount: String?
    var lastMoney: String?

    /// The figure that a sentence may go on about, by its draft; within a paragraph.
    var lastFact: Int?

    /// The text speaks of the whole country, be it «在我国»: what nobody else's is, is its.
    var namesNation = false

    /// The city and the province of the table that the text named first, by their place in it, and
    /// whether it named others.
    var namedCity: Int16?
    var namedProvince: Int16?
    var namesCities = false
    var namesProvinces = false

    mutating func beginParagraph() {
        lastFact = nil
        paragraphScope = nil
        paragraphPeriod = nil
        paragraphHasPeriod = false
    }
}

/// The same for one sentence.
struct SentenceCourse {
    var scope: String?
    var period: FactPeriod?
    var hasPeriod = false
    /// 五年来: a time that the text does not date.
    var isUndated = false
    /// 到2027年, 力争: the figures are goals.
    var isPlan = false
    /// 计划新增: so are the figures of its clause.
    var isClausePlan = false
    /// One firm or project as an example.
    var isSingle = false
    /// The last figure that may still be said to have grown, by its draft.
    var lastFact: Int?
    var series: Series?
    /// The token of a goal's figure: «589亿元的37.22%» is told of the figure before the goal.
    var goalToken: Int?
    /// What a total in money belongs to: the projects counted before it.
    var group: String?
    var groupHasBound = false
    /// What a bracket leaves as it found it: «56个（其中10亿元以上8个），总投资480亿元».
    var outer: (group: String?, lastFact: Int?)?
    /// «利用外资方面，…»: what the sentence's figures are of where they do not say it themselves.
    var topic: String?
    /// The group before 其中, and how many parts of it were told: a total behind several parts is
    /// the whole's again.
    var whole: String?
    var partCount = 0
}

extension FactReader {
    /// Whether a token that names a place is a scope; remembers it for the place that may follow.
    mutating func takesScope(_ index: Int) -> Bool {
        if tokens[index].kind == .nation { course.namesNation = true }
        guard isScope(index) else { return false }
        lastScope = index
        return true
    }

    /// Whether a token that names a place tells where the figures behind it belong: it opens a
    /// clause, alone or behind a time, or follows 在. 占全市 and 居全省 do not.
    private func isScope(_ index: Int) -> Bool {
        let token = tokens[index]
        guard index > 0 else { return token.start == sentenceStart || token.kind != .place }
        let before = tokens[index - 1]
        if token.kind == .whole || token.kind == .nation && token.index < firstOwnName {
            switch before.kind {
            // 在全省领先 compares with the others.
            case .share, .rankVerb, .than, .compare, .ahead, .before, .at:
                return before.end != token.start
            default: break
            }
            if index + 1 < tokens.count, tokens[index + 1].kind == .ordinal { return false }
            return true
        }
        // A company's seat in its name: «某某（北京）有限公司».
        if before.kind == .openBracket, index + 1 < tokens.count,
            tokens[index + 1].kind == .closeBracket, tokens[index + 1].start == token.end
        {
            return false
        }
        // 市级 and 省级 say a grade.
        if starts("级", at: token.end) { return false }
        guard before.end == token.start || isSpace(before.end, token.start) else { return false }
        switch before.kind {
        case .comma, .semicolon, .colon, .openBracket, .closeBracket, .at, .among, .time:
            return true
        case .place, .whole, .nation: return lastScope == index - 1
        case .listComma: return index > 1 && tokens[index - 2].kind == .quantity
        case .filler: return index == 1 || tokens[index - 2].kind.isMark
        default: return false
        }
    }

    private func isSpace(_ start: Int, _ end: Int) -> Bool {
        end == start + 1 && bytes[start] == 0x20
    }

    /// The scope that a place token names.
    mutating func scope(named token: Lexeme) -> String {
        switch token.kind {
        case .nation: return "全国"
        case .whole:
            if starts("市", at: token.end - 3) { return course.city ?? "全市" }
            if starts("省", at: token.end - 3) { return course.province ?? "全省" }
            return text(token.start, token.end)
        default:
            guard token.index >= 0 else { return shapedScope(token) }
            let place = places[Int(token.index)]
            switch place.level {
            case .city:
                course.city = place.full
                if course.namedCity == nil { course.namedCity = token.index }
                if course.namedCity != token.index { course.namesCities = true }
            case .province:
                course.province = place.full
                if course.namedProvince == nil { course.namedProvince = token.index }
                if course.namedProvince != token.index { course.namesProvinces = true }
            case .country: break
            }
            return place.full
        }
    }

    /// A city known by its ending may be the one that 全市 means.
    private mutating func shapedScope(_ token: Lexeme) -> String {
        let name = text(token.start, token.end)
        if name.ends(with: "市"), course.city == nil { course.city = name }
        return name
    }

    /// Takes up the place that a token names. A zone or district within a city holds for its
    /// sentence, a city or province for the rest of the paragraph.
    mutating func note(place index: Int, in sentence: inout SentenceCourse) {
        let token = tokens[index]
        let outer = sentence.scope
        let scope = scope(named: token)
        if token.kind == .place, token.index >= 0, places[Int(token.index)].level == .country {
            return
        }
        if token.kind == .nation, token.index >= firstOwnName, course.documentScope != nil {
            return
        }
        sentence.scope = scope
        if token.kind != .place || token.index >= 0 { course.paragraphScope = scope }
        let isZone = token.kind == .place && token.index < 0 && !isTown(scope)
        let isWithin =
            index > 0 && tokens[index - 1].kind == .place && course.documentScope == outer
        if course.documentScope == nil || isWithin
            || course.documentScope?.isWord("全市") == true && !isZone
        {
            course.documentScope = scope
        }
    }

    private func isTown(_ scope: String) -> Bool { scope.ends(with: "市") || scope.ends(with: "县") }

    mutating func scope(in sentence: SentenceCourse) -> String? {
        sentence.scope ?? course.paragraphScope ?? course.documentScope
    }

    /// Takes up the time that a token names.
    mutating func note(time token: Lexeme, in sentence: inout SentenceCourse) {
        var mention = times[Int(token.reference)]
        if mention.isComparison { return }
        if mention.isYearWritten { course.writtenYear = mention.year }
        if mention.isToward { sentence.isPlan = true }
        if mention.year == nil, case .year(let year)? = sentence.period, sentence.hasPeriod,
            mention.part != .none
        {
            mention.year = year
        }
        let period = mention.isNow && mention.part == .none ? nil : period(of: mention)
        if case .month? = period { course.lastMonth = period }
        if case .months(let year, _, let last)? = period { course.lastMonth = .month(year, last) }
        sentence.period = period
        sentence.hasPeriod = true
        sentence.isUndated = period == nil && isUndated(mention)
        if mention.isToward { return }
        course.paragraphPeriod = period
        course.paragraphHasPeriod = true
        if case .day = mention.part { return }
        if !course.hasLead {
            course.hasLead = true
            course.leadPeriod = mention.isNow ? nil : period
        }
    }

    private func isUndated(_ mention: TimeMention) -> Bool {
        switch mention.part {
        case .unknown: true
        case .day: mention.isUntil
        default: false
        }
    }

    /// The time of a figure in a sentence: its own, the paragraph's, the document's lead; the
    /// document's year where the text says nothing closer.
    func period(in sentence: SentenceCourse) -> FactPeriod? {
        if sentence.isUndated { return nil }
        let documentYear = date.map { FactPeriod.year($0.year) }
        if sentence.hasPeriod { return sentence.period ?? documentYear }
        if sentence.isSingle { return documentYear }
        if course.paragraphHasPeriod { return course.paragraphPeriod ?? documentYear }
        return course.leadPeriod ?? documentYear
    }
}

/// In the row `nation`, 国内 and 中国 stand behind the words that always mean the whole country.
private let firstOwnName: Int16 = 3

extension WordKind {
    var isMark: Bool { self == .comma || self == .semicolon || self == .colon }
}
