import Basics

extension LedgerOffice {
    /// What a step refuses: the place and the words of each problem.
    func refusals(_ work: () async throws -> Void) async -> [String] {
        do {
            try await work()
            return []
        } catch let refusal as any Refusal {
            return refusal.problems.map {
                "\($0.place?.description ?? "") \(Lexicon.chinese.text($0.message))"
            }
        } catch {
            return ["\(error)"]
        }
    }
}
