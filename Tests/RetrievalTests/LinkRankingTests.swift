import Drawing
import Foundation
import Retrieval
import Testing

@Suite("Who sits at a link")
struct LinkRankingTests {
    @Test("every score and its parts equal the slow definition", arguments: 0..<120)
    func slow(seed: Int) {
        let town = SeededTown(seed: seed)
        let slow = SlowRanking(town.companies, links: town.links, parameters: town.parameters)
        let index = CompanyIndex(town.companies, parameters: town.parameters)
        let ranking = LinkRanking(index, links: town.links)
        let found = ranking.candidates(ofChain: town.links, limit: town.companies.count)
        for (candidates, expected) in zip(found, slow.scores(ofChain: town.links)) {
            let total = expected.total
            let order = slow.order(total).filter { total[$0] >= 1e-9 }
            #expect(candidates.map(\.place) == order, "seed \(seed)")
            for one in candidates {
                #expect(abs(one.score - total[one.place]) < 1e-8)
                #expect(abs(one.parts.products - expected.products[one.place]) < 1e-8)
                #expect(abs(one.parts.surroundings - expected.surroundings[one.place]) < 1e-8)
                #expect(abs(one.parts.names - expected.names[one.place]) < 1e-8)
                #expect(abs(one.parts.feedback - expected.feedback[one.place]) < 1e-8)
                #expect(abs(one.parts.companions - expected.companions[one.place]) < 1e-8)
                #expect(abs(one.parts.chain - expected.chain[one.place]) < 1e-8)
            }
        }
    }

    @Test("the order in which things are given makes no difference", arguments: 0..<40)
    func shuffled(seed: Int) {
        let town = SeededTown(seed: seed)
        var lots = Lots(seed: UInt64(seed + 1_000))
        let order = town.companies.indices.shuffled(using: &lots)
        let companies = order.map { place in
            let company = town.companies[place]
            return CompanyProfile(
                key: company.key, products: company.products.shuffled(using: &lots),
                surroundings: company.surroundings.shuffled(using: &lots),
                names: company.names.shuffled(using: &lots), industries: company.industries)
        }
        let links = town.links.indices.shuffled(using: &lots)
        let straight = LinkRanking(CompanyIndex(town.companies), links: town.links)
            .candidates(ofChain: town.links, limit: 10)
        let turned = LinkRanking(CompanyIndex(companies), links: links.map { town.links[$0] })
            .candidates(ofChain: links.map { town.links[$0] }, limit: 10)
        for (place, link) in links.enumerated() {
            #expect(
                turned[place].map { order[$0.place] } == straight[link].map(\.place),
                "seed \(seed)")
            #expect(turned[place].map(\.score) == straight[link].map(\.score))
            #expect(turned[place].map(\.parts) == straight[link].map(\.parts))
        }
    }

    @Test("one link asked with what its chain says equals the chain asked at once")
    func single() {
        let town = SeededTown(seed: 7)
        let ranking = LinkRanking(CompanyIndex(town.companies), links: town.links)
        let chain = ranking.industries(ofChain: town.links)
        #expect(town.links.count > 1)
        #expect(
            town.links.map { ranking.candidates(for: $0, in: chain, limit: 5) }
                == ranking.candidates(ofChain: town.links, limit: 5))
        let alone = ranking.candidates(ofChain: [town.links[0]], limit: 5)[0]
        #expect(alone == ranking.candidates(for: town.links[0], limit: 5))
        #expect(alone.allSatisfy { $0.parts.chain == 0 })
    }

    @Test("three companies by hand")
    func byHand() {
        let ranking = LinkRanking(
            CompanyIndex([
                sells("1", ("铜", 1)), sells("2", ("铜", 0), ("锡", 0.5)), sells("3", ("锌", 1)),
            ]), links: [])
        let found = ranking.candidates(for: LinkText(name: "铜"), limit: 9)
        // Lengths 1.3, 0.3 + 0.8 and 1.3; the rarity is the same for both and falls out.
        let mean = 3.7 / 3
        let first = 1.3 * 2.2 / (1.3 + 1.2 * (0.25 + 0.75 * 1.3 / mean))
        let second = 0.3 * 2.2 / (0.3 + 1.2 * (0.25 + 0.75 * 1.1 / mean))
        #expect(found.map(\.place) == [0, 1])
        #expect(found[0].parts.products == 1)
        #expect(abs(found[1].parts.products - second / first) < 1e-12)
        // One character is not asked again.
        #expect(found.allSatisfy { $0.parts.feedback == 0 && $0.score == $0.parts.products.nine })
    }

    @Test("nothing is found by nothing, by words that nobody has, or among no companies")
    func nothing() {
        let ranking = LinkRanking(
            CompanyIndex([sells("1", ("电解铜箔", 1))]), links: [LinkText(name: "铜箔")])
        for name in ["", "  ", "。，—", "2025", "氦", "helium", "123 456"] {
            #expect(ranking.candidates(for: LinkText(name: name), limit: 9).isEmpty, "\(name)")
        }
        #expect(ranking.candidates(for: LinkText(name: "铜箔"), limit: 0).isEmpty)
        #expect(ranking.candidates(ofChain: [], limit: 9).isEmpty)
        let nobody = LinkRanking(CompanyIndex([]), links: [])
        #expect(nobody.candidates(for: LinkText(name: "铜箔"), limit: 9).isEmpty)
        let mute = CompanyIndex([CompanyProfile(key: "1", products: [])])
        #expect(
            LinkRanking(mute, links: []).candidates(for: LinkText(name: "铜箔"), limit: 9).isEmpty)
    }

    @Test("a second company that is the same scores the same and stands behind the lower key")
    func twins() {
        let town = SeededTown(seed: 3)
        let one = town.companies[0]
        let twin = CompanyProfile(
            key: "key 100a", products: one.products, surroundings: one.surroundings,
            names: one.names, industries: one.industries)
        let companies = [twin] + town.companies
        let ranking = LinkRanking(CompanyIndex(companies), links: town.links)
        let found = ranking.candidates(ofChain: town.links, limit: companies.count)
        #expect(!found[0].isEmpty)
        for candidates in found {
            let places = candidates.filter { $0.place <= 1 }
            #expect(places.isEmpty || places.map(\.place) == [1, 0])
            #expect(Set(places.map(\.parts)).count <= 1)
        }
    }
}

func sells(_ key: String, _ lines: (String, Double)...) -> CompanyProfile {
    CompanyProfile(key: key, products: lines.map { ProductLine($0.0, share: $0.1) })
}

extension Double {
    fileprivate var nine: Double { (self * 1e9).rounded() / 1e9 }
}
