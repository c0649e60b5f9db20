package import Basics

/// How knowledge of companies and products from outside (候选知识) is let in: how far each kind of
/// relation is believed, and what becomes of rows with a fault.
package struct KnowledgeRule: Hashable, Sendable {
    /// Of a relation without a fault, between 0 and 1.
    package let confidence: [KnowledgeRelation: Double]
    package let faults: [KnowledgeFault: FaultRule]

    /// All that it says, for telling whether it changed.
    package var said: String {
        let believed = KnowledgeRelation.allCases.map {
            "\($0.rawValue) \(confidence[$0] ?? 0)"
        }
        return
            (believed + KnowledgeFault.allCases.map { "\($0.rawValue) \(faults[$0]?.said ?? "")" })
            .joined(separator: "\n")
    }

    package init(
        confidence: [KnowledgeRelation: Double], faults: [KnowledgeFault: FaultRule]
    ) {
        self.confidence = confidence
        self.faults = faults
    }

    static let id = "knowledge"
}

/// What stands between two of a set's companies, products and industries.
package enum KnowledgeRelation: String, Sendable, CaseIterable {
    /// A company sells a product (主营产品), with the share of its revenue.
    case sold
    /// A company is of an industry (所属行业).
    case industry
    /// An industry lies in a wider one (上级行业).
    case parentIndustry = "parent-industry"
    /// An industry is named together with one that supplies it.
    case supplyingIndustry = "supplying-industry"
    /// A product is a kind of another (产品小类).
    case kind
    /// A product is made of another (上游材料).
    case material
    /// A product goes into another (下游产品).
    case downstream
}

/// What can be wrong with a row of such a set. The program finds it; the city says what follows.
package enum KnowledgeFault: String, Sendable, CaseIterable {
    case codeWithoutExchange = "code-without-exchange"
    case renamedCompany = "renamed-company"
    case wrongCompanyName = "wrong-company-name"
    case dateAsExchange = "date-as-exchange"
    case specialTreatment = "special-treatment"
    case unknownCompany = "unknown-company"
    case unknownIndustryCode = "unknown-industry-code"
    case unknownIndustryName = "unknown-industry-name"
    case rareTogether = "rare-together"
    case negativeShare = "negative-share"
    case shareAboveOne = "share-above-one"
    case exactDuplicate = "exact-duplicate"
    case unlistedProduct = "unlisted-product"
    case oneCharacter = "one-character"
    case selfLoop = "self-loop"
    case mutualMaterials = "mutual-materials"
    case dish
    case sentencePiece = "sentence-piece"
    case backwardsDownstream = "backwards-downstream"
    case substringAccident = "substring-accident"

    /// The only thing that can be done about it, where there is one.
    fileprivate var onlyTreatment: TreatmentWord? {
        switch self {
        case .codeWithoutExchange, .renamedCompany, .dateAsExchange: .mend
        case .wrongCompanyName, .unknownCompany, .unknownIndustryName: .drop
        default: nil
        }
    }
}

package struct FaultRule: Hashable, Sendable {
    package let name: LocalName
    package let treatment: FaultTreatment
    /// By which the program knows the fault, where words do: whole names, ends of names, and what
    /// stands anywhere in them.
    package let names: Set<String>
    package let endings: [String]
    package let words: [String]
    /// A number by which the program knows it, where one does.
    package let limit: Int?

    package init(
        name: LocalName, treatment: FaultTreatment, names: Set<String> = [],
        endings: [String] = [], words: [String] = [], limit: Int? = nil
    ) {
        self.name = name
        self.treatment = treatment
        self.names = names
        self.endings = endings
        self.words = words
        self.limit = limit
    }
}

extension FaultRule {
    fileprivate var said: String {
        "\(treatment) \(names.sorted()) \(endings) \(words) \(limit ?? 0)"
    }
}

package enum FaultTreatment: Hashable, Sendable {
    /// The row doesn't come in.
    case drop
    /// It is believed less, by this factor.
    case doubt(Double)
    /// It is put right.
    case mend

    package var word: String {
        switch self {
        case .drop: "drop"
        case .doubt: "doubt"
        case .mend: "mend"
        }
    }
}

private enum TreatmentWord: String, CaseIterable {
    case drop, doubt, mend
}

extension KnowledgeRule {
    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> KnowledgeRule? {
        var confidence: [KnowledgeRelation: Double] = [:]
        if let map = node.map("confidence", &problems) {
            map.onlyKeys(Set(KnowledgeRelation.allCases.map(\.rawValue)), &problems)
            for relation in KnowledgeRelation.allCases {
                confidence[relation] = map.decimal(relation.rawValue, in: 0...1, &problems)
            }
        }
        var faults: [KnowledgeFault: FaultRule] = [:]
        var written: Set<KnowledgeFault> = []
        for element in node.list("faults", &problems) {
            guard let fault = element.word("id", as: KnowledgeFault.self, &problems) else {
                continue
            }
            if !written.insert(fault).inserted {
                problems.append(element.problem("“\(fault.rawValue)”写了两次"))
            }
            faults[fault] = FaultRule.read(element, &problems)
            if let only = fault.onlyTreatment,
                let treatment = faults[fault]?.treatment, treatment.word != only.rawValue
            {
                problems.append(
                    Problem("这里只能写\(only.rawValue)", at: element.place(of: "does")))
            }
        }
        for fault in KnowledgeFault.allCases where !written.contains(fault) {
            problems.append(
                Problem("没有写“\(fault.rawValue)”怎么办", at: node.place(of: "faults")))
        }
        return KnowledgeRule(confidence: confidence, faults: faults)
    }
}

extension FaultRule {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> FaultRule? {
        node.onlyKeys(
            ["id", "name", "en", "does", "factor", "names", "endings", "words", "limit"], &problems)
        let name = node.localName(&problems)
        let word = node.word("does", as: TreatmentWord.self, &problems)
        let factor =
            word == .doubt
            ? node.decimal("factor", in: 0...1, &problems)
            : node.optionalDecimal("factor", in: 0...1, &problems)
        if factor != nil, let word, word != .doubt {
            problems.append(Problem("只有doubt才写factor", at: node.place(of: "factor")))
        }
        let rule = (
            names: node.texts("names", &problems), endings: node.texts("endings", &problems),
            words: node.texts("words", &problems),
            limit: node.optionalInteger("limit", in: 1...1_000, &problems)
        )
        guard let name, let word else { return nil }
        let treatment: FaultTreatment =
            switch word {
            case .drop: .drop
            case .doubt: .doubt(factor ?? 1)
            case .mend: .mend
            }
        return FaultRule(
            name: name, treatment: treatment, names: Set(rule.names), endings: rule.endings,
            words: rule.words, limit: rule.limit)
    }
}

extension CityFolder {
    /// How knowledge from outside is let in; nil where the city has no such rule.
    package func knowledge(on day: Day) -> KnowledgeRule? {
        guard case .knowledge(let found) = rule(KnowledgeRule.id, on: day)?.content else {
            return nil
        }
        return found
    }
}
