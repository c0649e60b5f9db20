import Foundation
import LinkBacktest
import Retrieval
import Testing

@Suite("The links of the public atlas")
struct LinkTrialTests {
    @Test("find the companies that were placed there")
    func atlas() throws {
        let data = projectRoot.appending(path: "../shared/data").standardized
        guard FileManager.default.fileExists(atPath: data.appending(path: "chain-atlas").path)
        else {
            print("skipped: ../shared/data is not here")
            return
        }
        let trial = try LinkTrial(data: data)
        #expect(trial.companies.profiles.count == 3_832 && trial.links.count == 58)
        #expect(trial.links.reduce(0) { $0 + $1.hidden.count } == 162)
        let ranking = LinkRanking(
            CompanyIndex(trial.companies.profiles), links: trial.links.map(\.text))
        let quality = trial.quality(of: trial.ranks(by: ranking, limit: 200), among: 20)
        print("recall among the first 20: \(quality.recall); mean reciprocal rank \(quality.mrr)")
        #expect(quality.recall >= 0.70)
        #expect(quality.mrr >= 0.66)
    }
}

private let projectRoot = URL(filePath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
