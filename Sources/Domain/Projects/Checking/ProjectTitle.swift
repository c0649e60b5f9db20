import Texts

/// A project's title taken apart: «航铖芃新型显示产业园（一期）» is about 新型显示, phase 1. The investor, the
/// place, the amount produced a year and the words that any project has are left out of the
/// product.
struct ProjectTitle: Hashable {
    /// Folded, brackets left out: what two writings of one title have in common.
    var text: String
    var product: String
    var phase: Phase

    enum Phase: Hashable {
        case unstated
        case number(Int)
        /// 增资, 扩建: an addition to something that stands.
        case addition
    }

    init(_ name: String, cores: [String], places: WordList) {
        var rest = Array(name.folded.unicodeScalars).filter { !brackets.contains($0) }
        text = String(letters: rest)
        phase = takePhase(from: &rest)
        rest = withoutQuantities(rest)
        for core in cores { takeCore(Array(core.unicodeScalars), from: &rest) }
        rest = generalWords.removed(from: places.removed(from: rest))
        product = String(letters: trimmed(rest))
    }
}

extension ProjectTitle.Phase {
    /// Whether two rows cannot be one project because they are different parts of one.
    func conflicts(with other: ProjectTitle.Phase) -> Bool {
        switch (self, other) {
        case (.number(let one), .number(let two)): one != two
        case (.number(let number), .unstated), (.unstated, .number(let number)): number > 1
        case (.addition, .unstated), (.unstated, .addition): true
        case (.addition, .number(let number)), (.number(let number), .addition): number <= 1
        default: false
        }
    }
}

private let brackets: Set<Unicode.Scalar> = ["(", ")", "\"", "'", "《", "》", "“", "”"]

/// «二期», «第2期», «Ⅱ期», «二线», «增资扩产»: read and taken out.
private func takePhase(from letters: inout Letters) -> ProjectTitle.Phase {
    for index in letters.indices.dropFirst() where letters[index] == "期" || letters[index] == "线" {
        guard let number = phaseNumbers[letters[index - 1]] else { continue }
        var start = index - 1
        // 十二期 and 12期 are no second phases; 3-2期 is.
        if start > 0, letters[start - 1] == "十" || letters[start - 1].isDigit { continue }
        if start > 0, letters[start - 1] == "第" { start -= 1 }
        let isWork = letters[(index + 1)...].starts(with: ["工", "程"])
        letters.removeSubrange(start..<(index + (isWork ? 3 : 1)))
        return .number(number)
    }
    guard additions.isIn(letters) else { return .unstated }
    letters = additions.removed(from: letters)
    return .addition
}

private let phaseNumbers: [Unicode.Scalar: Int] = [
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
    "6": 6, "i": 1, "ⅰ": 1, "ⅱ": 2, "ⅲ": 3, "ⅳ": 4, "首": 1,
]

private let additions = WordList([
    "增资扩产", "增资扩股", "增资扩建", "增资", "扩产", "扩建", "扩能", "追加投资",
])

/// «年产10万支», «日处理500吨», «3GWh»: how much, not what.
private func withoutQuantities(_ letters: Letters) -> Letters {
    let letters = capacityWords.removed(from: letters)
    var rest: Letters = []
    var index = 0
    while index < letters.count {
        guard letters[index].isDigit else {
            rest.append(letters[index])
            index += 1
            continue
        }
        var end = index
        while end < letters.count,
            letters[end].isDigit || ".,~-".unicodeScalars.contains(letters[end])
        { end += 1 }
        while end < letters.count, "万亿千百十余多".unicodeScalars.contains(letters[end]) { end += 1 }
        let unit = end < letters.count ? units.length(at: end, of: letters) : 0
        if unit == 0 { rest += letters[index..<end] }
        index = end + unit
    }
    return rest
}

private let capacityWords = WordList([
    "年产能", "年产", "年加工", "年处理", "日产", "日处理", "总产能", "产能",
])

private let units = WordList([
    "平方米", "立方米", "千瓦时", "兆瓦时", "台套", "台", "mwh", "gwh", "kwh", "mw", "gw", "kw", "千瓦", "兆瓦", "吨",
    "支", "套", "片", "辆", "件", "个", "只", "颗", "条", "升", "瓶", "盒", "架", "艘", "米", "亩", "头", "箱", "块",
    "株", "张", "根", "部", "枚", "架次", "㎡",
])

/// The investor's name in the title, also its first letters where the core is long («西格» of 西格克斯).
private func takeCore(_ core: Letters, from letters: inout Letters) {
    guard core.count >= 2, letters.count >= core.count else { return }
    for start in 0...(letters.count - core.count)
    where letters[start..<(start + core.count)].elementsEqual(core) {
        letters.removeSubrange(start..<(start + core.count))
        return
    }
    for length in stride(from: core.count - 1, through: 2, by: -1)
    where letters.starts(with: core.prefix(length)) {
        letters.removeFirst(length)
        return
    }
}

// Words of any project's title.
private let generalWords = WordList([
    "重新签约", "高质量发展", "科技产业园", "智能产业园", "产业园区", "智能工厂", "智慧工厂", "超级工厂", "产业基地",
    "生产基地", "制造基地", "智造基地", "研发基地", "示范基地", "技术改造", "公共服务", "区域总部", "研发总部",
    "总部基地", "总部大厦", "研发中心", "创新中心", "制造中心", "运营中心", "生产线", "产业园", "工业园", "科技园",
    "示范园", "产业化", "一体化项目", "及配套", "结算", "项目", "园区", "基地", "工厂", "总部", "中心", "建设",
    "新建", "改建", "技改", "产线", "生产", "制造", "智造", "研发", "研制", "加工", "配套", "设施", "工程", "产业",
    "示范", "综合", "重签", "续签", "落户", "投资", "有限公司", "公司", "集团",
])

private func trimmed(_ letters: Letters) -> Letters {
    let loose = Set("及与和暨、,，-—/的".unicodeScalars)
    var rest = letters[...]
    while let first = rest.first, loose.contains(first) { rest.removeFirst() }
    while let last = rest.last, loose.contains(last) { rest.removeLast() }
    return Array(rest)
}
