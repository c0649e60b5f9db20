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

    @Test("name every section and division of GB/T 4754 once, and a longer code by its division")
    func industries() throws {
        let folder = try loadCity(directory: projectRoot.path + "/Cities/template")
        let entries = folder.industries
        #expect(entries.count { $0.parent == nil } == 20)
        // Three divisions have the name of their section and are left out.
        #expect(entries.count { $0.parent != nil } == 94)
        let numbers = entries.compactMap { Int($0.id.dropFirst()) }
        #expect(numbers == (1...97).filter { ![70, 83, 97].contains($0) })
        #expect(entries.allSatisfy { $0.parent == nil || $0.parent == String($0.id.prefix(1)) })
        #expect(folder.industry("C3912")?.name.zh == "计算机、通信和其他电子设备制造业")
        #expect(folder.industry("K7010")?.name.zh == "房地产业")
        #expect(folder.industry("C")?.name.zh == "制造业")
    }
}

func said(_ problem: Problem) -> String {
    (problem.place.map { $0.description + " " } ?? "") + Lexicon.chinese.text(problem.message)
}
