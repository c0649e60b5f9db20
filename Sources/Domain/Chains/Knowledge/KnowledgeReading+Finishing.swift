import Basics
import Rules

extension KnowledgeReading {
    /// What of the set comes in; refuses with every problem of every file.
    /// - Parameter digest: of the files as they came, the list beside them and the rules.
    package mutating func graph(digest: String) throws(ChainRefusal) -> KnowledgeGraph {
        guard problems.isEmpty else {
            let rest = problemCount - problems.count
            throw ChainRefusal(problems + (rest > 0 ? [Problem("另有\(rest)处")] : []))
        }
        var finished: [KnowledgeCompany] = []
        for code in order {
            if let company = finishedCompany(code) { finished.append(company) }
        }
        compareProducts()
        var kept: [KnowledgeEdge] = []
        kept.reserveCapacity(edges.count)
        for edge in edges {
            guard let confidence = confidence(of: edge), edge.words.from > 0, edge.words.to > 0
            else { continue }
            let isShare = edge.words.relation == .sold
            kept.append(
                KnowledgeEdge(
                    relation: edge.words.relation, from: edge.words.from, to: edge.words.to,
                    weight: edge.words.weight.map { isShare ? min($0, 1) : $0 },
                    confidence: confidence, doubts: edge.faults, line: edge.line))
        }
        return KnowledgeGraph(
            title: title, digest: digest, companies: finished, nodes: nodes, edges: kept,
            faults: KnowledgeFault.allCases.compactMap { found[$0] }, rows: rows)
    }

    /// What is believed of the relation times the factors of its doubts; nil where it is dropped.
    private func confidence(of edge: EdgeRow) -> Double? {
        var confidence = rule.confidence[edge.words.relation] ?? 0
        for fault in edge.faults {
            switch rule.faults[fault]?.treatment {
            case .drop: return nil
            case .doubt(let factor): confidence *= factor
            case .mend, nil: break
            }
        }
        return confidence
    }

    /// Rows of one code and one day of listing are one company under its names; where the days
    /// differ, names that share nothing with the short one are another company's.
    private mutating func finishedCompany(_ code: String) -> KnowledgeCompany? {
        guard let all = companies[code], let first = all.first else { return nil }
        var rows = all
        if Set(all.map(\.listedOn)).count > 1 {
            rows = all.filter(\.isOfOneCompany)
            for row in all where !row.isOfOneCompany {
                count(.wrongCompanyName, .company, row.line, "\(row.short) \(row.full)")
            }
        }
        for row in rows.dropFirst() {
            count(.renamedCompany, .company, row.line, "\(row.short) \(row.full)")
        }
        let listed = listed[code]
        let names = all.map(\.short) + (listed.map { [$0.shortName] } ?? [])
        return KnowledgeCompany(
            number: numbers[code] ?? 0, code: code, name: listed?.shortName ?? first.short,
            fullName: rows.first?.full, formerNames: rows.dropFirst().map(\.full),
            shortNames: Set(names + names.map(\.withoutMark)).sorted(), place: listed?.division,
            listedIndustry: listed?.industry, line: rows.first?.line ?? first.line)
    }

    /// Faults that show in two rows: each a material of the other; a product that goes into what it
    /// is made of.
    private mutating func compareProducts() {
        let materials = Set(edges.lazy.filter { $0.words.relation == .material }.map(\.words))
        var late: [(place: Int, fault: KnowledgeFault)] = []
        for (place, edge) in edges.enumerated() where edge.words.from != edge.words.to {
            let words = edge.words
            if words.relation == .material, materials.contains(words.turned) {
                late.append((place, .mutualMaterials))
            } else if words.relation == .downstream,
                materials.contains(EdgeWords(.material, words.from, words.to))
            {
                late.append((place, .backwardsDownstream))
            }
        }
        guard !late.isEmpty else { return }
        let names = Dictionary(
            nodes.map { ($0.number, $0.name) }, uniquingKeysWith: { first, _ in first })
        for (place, fault) in late {
            let edge = edges[place]
            edges[place].faults.append(fault)
            count(
                fault, .productProduct, edge.line,
                "\(names[edge.words.from] ?? "") → \(names[edge.words.to] ?? "")")
        }
    }
}
