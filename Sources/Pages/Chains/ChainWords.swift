package import Basics
package import Chains
import Markup
package import People
import Tables

extension LinkGradeLevel {
    var light: Light {
        switch self {
        case .strong, .present: .good
        case .weak: .watch
        case .missing: .bad
        case .unknown: .plain
        }
    }
}

extension GapKind {
    var light: Light {
        switch self {
        case .missing, .breakRisk: .bad
        case .weak: .watch
        case .extending: .info
        }
    }
}

@HTMLBuilder func gradeBadge(_ grade: LinkGrade?) -> HTML {
    let level = grade?.level ?? .unknown
    badge(level.light, level.label)
    if grade?.isAtRisk == true {
        " "
        badge(.bad, GapKind.breakRisk.label)
    }
}

@HTMLBuilder func gradeReasons(_ grade: LinkGrade?) -> HTML {
    if let grade {
        if let override = grade.override {
            "改判为\(override.level.label)（\(override.reason)），按名单算是\(grade.computed.label)："
        }
        for (place, reason) in grade.inputs.reasons.enumerated() {
            if place > 0 { "；" }
            reason
        }
    }
}

extension GradeInputs {
    /// Why the grade is what it is, in one line.
    var reasons: [Phrase] {
        var reasons: [Phrase] = []
        reasons.append(operating == 0 ? "本地没有查到在营企业" : "本地在营\(operating)家")
        if national > 0 { reasons.append("国内前列\(national)家") }
        if qualified > 0 { reasons.append("规上或有资质\(qualified)家") }
        if plain > 0 { reasons.append("规下且无资质\(plain)家") }
        if coming > 0 { reasons.append("在建、拟建\(coming)家") }
        if perhaps > 0 { reasons.append("只知更大的范围、可能在本地\(perhaps)家") }
        if let quotient { reasons.append("区位商\(decimal(quotient))") }
        for band in bands { reasons.append("链主在本地采购\(band.label)") }
        if isContradicted { reasons.append("链主的回答互相矛盾") }
        if isConcentrated { reasons.append("链主七成以上来自一家或一国") }
        if let declaredBy, let declaredOn {
            reasons.append("名单由\(declaredBy)于\(declaredOn)声明完整")
        } else if operating == 0 {
            reasons.append("没有人声明名单完整，所以不能说缺")
        }
        return reasons
    }

    private func decimal(_ thousandths: Int64) -> String {
        let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1_000)
        let digits = String(rest)
        return "\(whole)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}

extension ChainFile {
    /// As it leaves the program: what is invented says so in its first line.
    package func text(isSample: Bool) -> String {
        let label: Phrase = "示例（全部内容均为虚构）"
        return (isSample ? "# " + Lexicon.chinese.text(label) + "\n" : "") + yaml
    }

    package func bytes(
        as form: ChainFileForm, isSample: Bool, createdAt: Instant
    ) throws -> [UInt8] {
        switch form {
        case .yaml: Array(text(isSample: isSample).utf8)
        case .xlsx: try book(isSample: isSample, createdAt: createdAt).xlsx()
        }
    }
}

extension TakenChain {
    /// What became of a file, as far as it changed anything.
    package var said: Phrase {
        let counted = ChainFactWords.all.compactMap { key, word -> Phrase? in
            changes[key].map { "\(word)\($0)" }
        }
        guard let first = counted.first else {
            return newCompanies == 0 ? "这个文件以前导入过，没有变化" : "新增企业\(newCompanies)家"
        }
        let facts = counted.dropFirst().reduce(first) { "\($0)、\($1)" }
        let (opened, closed) = (grading.opened.count, grading.closed.count)
        let said: Phrase =
            "新增或改动：\(facts)；新增企业\(newCompanies)家，打开缺口\(opened)个，关闭\(closed)个"
        return circle.said.map { "\(said)。\($0)" } ?? said
    }
}

extension [ChainLink] {
    /// Of links that supply each other in a circle; nil where there are none.
    package var said: Phrase? {
        guard let first else { return nil }
        let way = (self + [first]).map(\.name.zh).joined(separator: " → ")
        return "供给成环：\(way)，请核对方向"
    }
}

/// What a file may change, by the words under which it is counted.
private enum ChainFactWords {
    static let all: [(key: String, word: Phrase)] = [
        ("chain", "链名与依据"), ("links", "环节"), ("supplies", "供给"), ("placements", "落位"),
        ("trades", "供应"), ("declarations", "已查全"), ("surveys", "配套调查"), ("outputs", "产值"),
    ]
}

/// Who did something, as a reader knows them.
package struct PeopleNames: Sendable {
    private let names: [String: String]

    package init(_ members: [Member]) {
        names = Dictionary(
            members.map { ($0.id.text, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    subscript(_ by: String) -> Phrase {
        names[by].map { "\($0)" } ?? (by == "operator" ? "命令行" : "\(by)")
    }
}
