import Basics
import Foundation
import Testing

@testable import Rules

/// The project's folder, from this file's own place.
let projectRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

@Suite("The cities that ship")
struct ShippedCityTests {
    @Test("pass their own check", arguments: ["sample", "qingdao", "template"])
    func pass(name: String) {
        let problems = checkCity(directory: projectRoot.path + "/Cities/" + name)
        #expect(problems.map(said) == [])
    }
}

func said(_ problem: Problem) -> String {
    (problem.place.map { $0.description + " " } ?? "") + Lexicon.chinese.text(problem.message)
}
