import Basics
import Drawing
import Foundation
import Projects
import Rules
import Testing

@Suite("Words of the ledger set against the list in force")
struct TaxonomyCountsTests {
    private static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test("what was reported is what is counted, whatever the words", arguments: 0..<50)
    func reconciled(seed: UInt64) throws {
        var lots = Lots(seed: seed)
        let city = try loadCity(
            directory: Self.root.path + "/Cities/" + ["qingdao", "sample"][lots.draw(2)])
        let today = try #require(Day(2026, 11, 23))
        let all = city.versions(of: "chains").flatMap(\.entries)
        var words: [String: Int] = ["": lots.draw(9), "没有这一条": lots.draw(9)]
        for _ in 0..<lots.draw(20) {
            let entry = all[lots.draw(all.count)]
            let spellings = [entry.name.zh] + entry.aliases
            words[spellings[lots.draw(spellings.count)]] = lots.draw(30)
        }
        let counts = TaxonomyCounts(words, in: "chains", of: city, on: today)
        #expect(counts.all == words.values.reduce(0, +))
        #expect(counts.withoutWord == words[""])
        let named = counts.sums.flatMap(\.words) + counts.unplaced
        #expect(Set(named.map(\.word)).count == named.count, "no word is counted twice")
        #expect(counts.unplaced.allSatisfy { $0.standing?.now == nil })
    }

    @Test("Qingdao's chains of 2019 and 2022 lead to its list of 2025, or say why not")
    func qingdao() throws {
        let city = try loadCity(directory: Self.root.path + "/Cities/qingdao")
        let today = try #require(Day(2026, 11, 23))
        let counts = TaxonomyCounts(
            ["电动汽车": 3, "新能源汽车": 4, "智能网联新能源汽车": 5, "海洋装备": 2, "旅游": 1, "新型显示": 6],
            in: "chains", of: city, on: today)
        let cars = try #require(counts.sums.first { $0.entry.id == "connected-vehicles" })
        #expect(cars.projects == 12 && cars.words.map(\.projects) == [5, 4, 3])
        #expect(counts.unplaced.map(\.word) == ["海洋装备", "旅游"])
        #expect(counts.unplaced.allSatisfy { $0.standing?.why?.isEmpty == false })
        #expect(counts.labels.first { $0.label.id == "digital" }?.projects == 6)
    }
}
