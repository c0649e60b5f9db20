import Basics
import Names
import Texts

/// What comparing one row with another needs, computed once a row.
struct ProjectTraits {
    var project: ReportedProject
    var codes: Set<String>
    var doubtfulCodes: Set<String>
    /// The investors' names, then names they bore before as far as the remark tells.
    var names: [OrganizationName]
    var title: ProjectTitle
    /// Pairs of neighbouring letters of the whole title and of the product.
    var titlePairs: Set<UInt64>
    var product: Set<UInt64>
    /// The letter pairs of each investor's core, where it is distinctive.
    var corePairs: [Set<UInt64>]
    var chain: String
    /// What each pair of letters tells: much when few titles have it.
    var weights: LetterPairWeights

    var place: ReportedPlace { project.place }
}

/// Reads the traits of rows with words learned from all of them.
struct TraitReader {
    private let vocabulary: NameVocabulary
    private let places: WordList
    private let weights: LetterPairWeights

    init(places: [String], learningFrom projects: [ReportedProject]) {
        vocabulary = NameVocabulary(
            places: places, learningFrom: projects.flatMap { $0.investors.map(\.name) })
        self.places = WordList(shortened(places))
        var seen: [UInt64: Int] = [:]
        for name in Set(projects.map { $0.name.folded }) {
            for pair in letterPairs(name) { seen[pair, default: 0] += 1 }
        }
        weights = LetterPairWeights(seen: seen, count: max(1, projects.count))
    }

    func traits(_ project: ReportedProject) -> ProjectTraits {
        var names = project.investors.map { OrganizationName($0.name, vocabulary) }
        if let former = formerName(in: project.remark ?? "") {
            names.append(OrganizationName(former, vocabulary))
        }
        let title = ProjectTitle(project.name, cores: names.map(\.core), places: places)
        let codes = project.investors.filter { $0.code != nil }
        return ProjectTraits(
            project: project,
            codes: Set(codes.filter { $0.codeIsValid != false }.compactMap(\.code)),
            doubtfulCodes: Set(codes.filter { $0.codeIsValid == false }.compactMap(\.code)),
            names: names, title: title, titlePairs: letterPairs(title.text),
            product: letterPairs(title.product),
            corePairs: names.filter { $0.core.count >= 2 && !$0.isCoreGeneric }
                .map { letterPairs($0.core) },
            chain: (project.chain ?? "").folded, weights: weights)
    }
}

/// The rarer a pair of letters among the titles, the more it tells.
struct LetterPairWeights {
    private let weights: [UInt64: Double]
    private let rarest: Double

    init(seen: [UInt64: Int], count: Int) {
        weights = seen.mapValues { naturalLogarithm(1 + Double(count) / Double($0)) }
        rarest = naturalLogarithm(1 + Double(count))
    }

    /// The weight of what two sets share over the weight of both (Dice), from 0 to 1.
    func likeness(_ left: Set<UInt64>, _ right: Set<UInt64>) -> Double {
        let all = sum(left) + sum(right)
        return all == 0 ? 0 : 2 * sum(left.intersection(right)) / all
    }

    private func sum(_ pairs: Set<UInt64>) -> Double {
        // In a fixed order: sums of fractions depend on it in the last digit.
        pairs.sorted().reduce(0) { $0 + (weights[$1] ?? rarest) }
    }
}

/// Pairs of neighbouring letters; a single letter counts as a pair with nothing.
func letterPairs(_ text: String) -> Set<UInt64> {
    var pairs: Set<UInt64> = []
    var previous: UInt64 = 0
    for scalar in text.unicodeScalars {
        if previous != 0 { pairs.insert(previous << 32 | UInt64(scalar.value)) }
        previous = UInt64(scalar.value)
    }
    if pairs.isEmpty, previous != 0 { pairs.insert(previous) }
    return pairs
}

/// Places without the endings that a title leaves out, the longest first.
private func shortened(_ places: [String]) -> [String] {
    var result: Set<String> = []
    for place in places.map(\.folded) where place.count >= 2 {
        result.insert(place)
        for ending in ["经济技术开发区", "高新技术产业开发区", "高新区", "经开区", "新区", "开发区", "市", "区", "县"]
        where place.hasSuffix(ending) && place.count - ending.count >= 2 {
            result.insert(String(place.dropLast(ending.count)))
        }
    }
    return result.sorted { ($0.count, $1) > ($1.count, $0) }
}

/// «企业原名…», «曾用名：…», «由…更名»: the name a remark tells.
private func formerName(in remark: String) -> String? {
    // Each of the words below has one of these letters; most remarks have none.
    guard ["名", "前", "称"].contains(where: remark.holds) else { return nil }
    let text = remark.tidied
    for mark in ["原名称", "原名", "曾用名", "前身为", "前身是", "原称", "原企业名称"] {
        guard let range = text.firstRange(of: mark) else { continue }
        let after = text[range.upperBound...].drop { ":：为是 ".contains($0) }
        let name = after.prefix { !",，;；。、".contains($0) }
        return name.count >= 4 ? String(name) : nil
    }
    if let end = text.firstRange(of: "更名"), let start = text.firstRange(of: "由"),
        start.upperBound < end.lowerBound
    {
        let name = text[start.upperBound..<end.lowerBound]
        return name.count >= 4 ? String(name) : nil
    }
    return nil
}

/// The natural logarithm of a number of 1 or more: by its binary exponent and the series of artanh.
/// Domain modules do without the C library's mathematics.
func naturalLogarithm(_ value: Double) -> Double {
    let fraction = value.significand
    let ratio = (fraction - 1) / (fraction + 1)
    var term = ratio
    var sum = 0.0
    for odd in stride(from: 1.0, through: 25, by: 2) {
        sum += term / odd
        term *= ratio * ratio
    }
    return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
}
