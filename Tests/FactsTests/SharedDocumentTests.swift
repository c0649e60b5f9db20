import Basics
import Facts
import Testing
import Texts

/// How far the annotated documents are read as their annotator read them. Strict is told as
/// ../shared/bench/score_facts.py tells it; that script is the measure, this its floor.
@Suite("The annotated documents are read")
struct SharedDocumentTests {
    @Test("nine in ten facts are found with all that hangs on them")
    func strict() throws {
        guard let documents = try sharedDocuments() else { return }
        var tally = Tally()
        for document in documents {
            tally.add(facts(in: document.text, datedOn: document.date), document)
        }
        print("facts: \(tally)")
        #expect(tally.strict * 100 >= tally.gold * 95)
        #expect(tally.found * 100 >= tally.gold * 98)
        #expect(tally.foreign * 100 <= tally.gold * 2)
        #expect(tally.metrics * 100 >= tally.found * 90)
        #expect(tally.scopes * 100 >= tally.found * 90)
    }

    @Test("what is cut out of the stored text at a fact's place is the fact's raw text")
    func rawStands() throws {
        for document in try sharedDocuments() ?? [] {
            let scalars = Array(document.text.unicodeScalars)
            for fact in facts(in: document.text, datedOn: document.date) {
                let raw = Array(fact.raw.unicodeScalars)
                #expect(Array(scalars[fact.start..<fact.start + raw.count]) == raw)
                #expect(fact.sentence.contains(fact.start))
                #expect(fact.sentence.upperBound <= scalars.count)
            }
        }
    }

    @Test("the founding documents give their seventeen and their two facts")
    func founding() throws {
        for document in try sharedDocuments() ?? [] where document.name.hasPrefix("seed-") {
            let found = facts(in: document.text, datedOn: document.date)
            #expect(found.map(\.raw) == document.facts.map(\.raw), "\(document.name)")
            #expect(found.map(\.start) == document.facts.map(\.start), "\(document.name)")
            #expect(
                found.map { "\($0.period.map { "\($0)" } ?? "")" }
                    == document.facts.map { $0.period ?? "" })
        }
    }
}

private struct Tally: CustomStringConvertible {
    var gold = 0
    var found = 0
    var strict = 0
    var metrics = 0
    var scopes = 0
    var foreign = 0

    var description: String {
        "\(found) of \(gold) found, \(strict) with all fields, \(metrics) metrics, "
            + "\(scopes) scopes, \(foreign) that the annotator does not have"
    }

    mutating func add(_ found: [TextFact], _ document: SharedDocument) {
        var free = Set(found.indices)
        for fact in document.facts {
            gold += 1
            let like = free.filter { isCore(found[$0], fact) }
            let best = like.max { rank(found[$0], fact) < rank(found[$1], fact) }
            guard let best else { continue }
            free.remove(best)
            self.found += 1
            if hasSameFields(found[best], fact) { strict += 1 }
            if hasSameMetric(found[best].metric, fact.metric) { metrics += 1 }
            if hasSameScope(found[best].scope, fact.scope) { scopes += 1 }
        }
        foreign += free.count
    }

    private func rank(_ found: TextFact, _ fact: AnnotatedFact) -> Int {
        (found.start == fact.start ? 4 : 0) + (hasSameMetric(found.metric, fact.metric) ? 2 : 0)
            + (hasSameScope(found.scope, fact.scope) ? 1 : 0)
    }

    private func isCore(_ found: TextFact, _ fact: AnnotatedFact) -> Bool {
        let end = found.start + found.raw.unicodeScalars.count
        return found.unit.rawValue == fact.unit && found.start < fact.start + fact.raw.count
            && fact.start < end
            && abs(found.value.approximate - fact.value) <= 0.001 * max(abs(fact.value), 1e-12)
    }

    private func hasSameFields(_ found: TextFact, _ fact: AnnotatedFact) -> Bool {
        let period = found.period.map { "\($0)" }
        let isSameTime = period == fact.period || fact.period == nil && period?.count == 4
        let numbers = [
            found.yoyPercent, found.yoyPoints, found.sharePercent, found.targetPercent,
        ].map { $0?.approximate }
        let isSame = zip(numbers, fact.numbers).allSatisfy { own, told in
            switch (own, told) {
            case (nil, nil): true
            case (let own?, let told?): abs(own - told) <= 0.005
            default: false
            }
        }
        return isSameTime && isSame && found.qualifier.rawValue == fact.qualifier
    }

    private func hasSameMetric(_ own: String, _ told: String) -> Bool {
        if own.contains(told) || told.contains(own) { return true }
        let (left, right) = (pairs(own), pairs(told))
        let common = left.filter { right.contains($0) }.count
        return 2 * common >= max(1, left.count + right.count) / 2 && common > 0
            && Double(2 * common) / Double(left.count + right.count) >= 0.5
    }

    private func pairs(_ text: String) -> [String] {
        let letters = Array(text).filter { !"，、“”（） ".contains($0) }
        return zip(letters, letters.dropFirst()).map { "\($0)\($1)" }
    }

    private func hasSameScope(_ own: String?, _ told: String?) -> Bool {
        guard let own, let told else { return own == nil && told == nil }
        let bare = { (name: String) in
            ["省", "市", "区", "县"].contains { name.hasSuffix($0) } ? String(name.dropLast()) : name
        }
        return bare(own).contains(bare(told)) || bare(told).contains(bare(own))
    }
}
