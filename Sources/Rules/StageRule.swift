package import Basics

/// The stages of a project in their fixed order, and the path that each class of project takes
/// through them.
package struct StageRule: Hashable, Sendable {
    package let stages: [StageDefinition]
    package let classes: [ProjectClass]
    /// What happens beside the stages, in whatever order: 注册, 到位, 平台入库, 入库纳统, 升规纳统.
    package let datedFacts: [StageDefinition]
    /// What the rule of reviews says on the same day; the gates name them.
    package var reviewKinds: [ReviewKind] = []

    package func reviewKind(_ id: String) -> ReviewKind? { reviewKinds.first { $0.id == id } }

    package func datedFact(_ id: String) -> StageDefinition? { datedFacts.first { $0.id == id } }

    package func stage(_ id: String) -> StageDefinition? { stages.first { $0.id == id } }

    package func projectClass(_ id: String) -> ProjectClass? { classes.first { $0.id == id } }
}

package struct StageDefinition: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// When a project is at this stage, in the words of the basis.
    package let definition: String?
    package let gate: StageGate
}

/// What must be shown and known before a project counts as having reached a stage, and who says
/// that it has.
package struct StageGate: Hashable, Sendable {
    package let evidence: [EvidenceNeed]
    package let facts: [NeededFact]
    /// Identifiers of the reviews that must be passed before.
    package let reviews: [String]
    /// The kinds of unit that may confirm it; never the reporting unit itself. Empty: nobody has
    /// to, and it counts once it is reported.
    package let confirmedBy: Set<UnitKind>
}

/// One thing that must be shown: any one of these kinds is enough.
package struct EvidenceNeed: Hashable, Sendable {
    package let kinds: [String]
}

/// What must be known of a project, as its unit reported it.
package enum NeededFact: String, Sendable, CaseIterable {
    case investors, total, chain, mode
    /// A valid credit code of an investor.
    case investorCode = "investor_code"
    /// 正式投资协议; a framework agreement or a letter of intent isn't one.
    case formalAgreement = "formal_agreement"
    case signedOn = "signed_on"
    case content
}

package struct ProjectClass: Hashable, Sendable {
    package let id: String
    package let name: LocalName
    /// Identifiers of stages, in order.
    package let path: [String]
    /// Gates that are this class's own, by stage.
    package let gates: [String: StageGate]

    /// The stage after one on the path; the first where a project has reached none.
    package func stage(after id: String?) -> String? {
        guard let id else { return path.first }
        guard let place = path.firstIndex(of: id) else { return nil }
        return path.dropFirst(place + 1).first
    }
}

extension StageRule {
    /// Nil where the class doesn't pass the stage.
    package func gate(of stage: String, in projectClass: ProjectClass) -> StageGate? {
        guard projectClass.path.contains(stage) else { return nil }
        return projectClass.gates[stage] ?? self.stage(stage)?.gate
    }

    private var allGates: [StageGate] {
        stages.map(\.gate) + classes.flatMap { $0.gates.values } + datedFacts.map(\.gate)
    }

    /// The reviews that some stage or dated fact asks for, in their order.
    var neededReviews: [String] {
        var seen: Set<String> = []
        return allGates.flatMap(\.reviews).filter { seen.insert($0).inserted }
    }

    /// Every kind of evidence that some stage or dated fact asks for, in their order.
    package var evidenceKinds: [String] {
        var seen: Set<String> = []
        return allGates.flatMap(\.evidence).flatMap(\.kinds).filter { seen.insert($0).inserted }
    }

    static func read(_ node: RuleNode, _ problems: inout [Problem]) -> StageRule? {
        var known: Set<String> = []
        let stages = node.list("stages", &problems).compactMap {
            StageDefinition.read($0, &known, &problems)
        }
        let datedFacts = node.optionalList("dated_facts", &problems).compactMap {
            StageDefinition.read($0, &known, &problems)
        }
        var classes: [ProjectClass] = []
        for element in node.list("classes", &problems) {
            guard let found = ProjectClass.read(element, stages.map(\.id), &problems) else {
                continue
            }
            if classes.contains(where: { $0.id == found.id }) {
                problems.append(element.problem("标识“\(found.id)”重复"))
            }
            classes.append(found)
        }
        return StageRule(stages: stages, classes: classes, datedFacts: datedFacts)
    }
}

extension StageDefinition {
    /// `known` are the identifiers read before: stages and dated facts share them.
    fileprivate static func read(
        _ element: RuleNode, _ known: inout Set<String>, _ problems: inout [Problem]
    ) -> StageDefinition? {
        element.onlyKeys(StageGate.keys.union(["id", "name", "en", "definition"]), &problems)
        let id = element.identifierWord("id", &problems)
        let name = element.localName(&problems)
        let definition = element.optionalText("definition", &problems)
        let gate = StageGate.read(element, &problems)
        guard let id, let name else { return nil }
        if !known.insert(id).inserted { problems.append(element.problem("标识“\(id)”重复")) }
        return StageDefinition(id: id, name: name, definition: definition, gate: gate)
    }
}

extension ProjectClass {
    fileprivate static func read(
        _ element: RuleNode, _ stages: [String], _ problems: inout [Problem]
    ) -> ProjectClass? {
        element.onlyKeys(["id", "name", "en", "path", "gates"], &problems)
        let id = element.identifierWord("id", &problems)
        let name = element.localName(&problems)
        let path = element.texts("path", &problems)
        let positions = path.map { step in stages.firstIndex(of: step) }
        for (step, position) in zip(path, positions) where position == nil {
            problems.append(Problem("没有“\(step)”这个阶段", at: element.place(of: "path")))
        }
        let known = positions.compactMap(\.self)
        if zip(known, known.dropFirst()).contains(where: { $0 >= $1 }) {
            problems.append(Problem("路径须按阶段的先后排列", at: element.place(of: "path")))
        }
        var gates: [String: StageGate] = [:]
        if let map = element.optionalMap("gates", &problems), case .map(let entries) = map.content {
            for entry in entries {
                if !path.contains(entry.key) {
                    problems.append(
                        entry.value.problem("“\(entry.key)”不在这一类项目的路径上"))
                }
                entry.value.onlyKeys(StageGate.keys, &problems)
                gates[entry.key] = StageGate.read(entry.value, &problems)
            }
        }
        guard let id, let name else { return nil }
        return ProjectClass(id: id, name: name, path: path, gates: gates)
    }
}

extension StageGate {
    fileprivate static let keys: Set = ["evidence", "facts", "reviews", "confirmed_by"]

    /// `evidence` lists needs: a kind, or a list of kinds of which one is enough.
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> StageGate {
        let needs = node.optionalList("evidence", &problems).map { need in
            guard case .list = need.content else {
                return EvidenceNeed(kinds: [need.asText(&problems)].compactMap(\.self))
            }
            return EvidenceNeed(
                kinds: (need.asList(&problems) ?? []).compactMap { $0.asText(&problems) })
        }
        return StageGate(
            evidence: needs,
            facts: node.optionalList("facts", &problems).compactMap {
                $0.asWord(NeededFact.self, &problems)
            },
            reviews: node.optionalList("reviews", &problems).compactMap { $0.asText(&problems) },
            confirmedBy: Set(
                node.optionalList("confirmed_by", &problems).compactMap {
                    $0.asWord(UnitKind.self, &problems)
                }))
    }
}
