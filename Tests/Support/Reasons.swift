import Basics

/// The reasons of a refusal, in Chinese, each with its field; empty where nothing is refused.
package func reasons(_ work: () async throws -> Void) async throws -> [String] {
    do {
        try await work()
        return []
    } catch let refusal as any Refusal {
        return refusal.problems.map { problem in
            let message = Lexicon.chinese.text(problem.message)
            return problem.place.map { "\($0): \(message)" } ?? message
        }
    }
}
