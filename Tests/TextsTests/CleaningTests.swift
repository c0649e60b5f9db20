import Drawing
import Foundation
import Testing
import Texts

@Suite("A damaged text is cleaned and every character found again")
struct CleaningTests {
    @Test(
        "ornaments inside a line and padding before 、 go, all else stays",
        arguments: [
            ("省委✅经济工作㊣会议", "省委经济工作会议"),
            ("“4+㊣4+2”体系", "“4+4+2”体系"),
            ("928个□□□□、总投资4934.3亿元", "928个、总投资4934.3亿元"),
            ("✅ 第一条\n  ㊣第二条㊣㊣完", "✅ 第一条\n  ㊣第二条完"),
            ("□是 □否", "□是 □否"),
            ("联系人张□□。", "联系人张□□。"),
            ("甲□✅□、乙", "甲、乙"),
            ("甲□✅□乙", "甲□□乙"),
            ("✅□□、乙", "✅、乙"),
            ("二○二五年★★★景区✓", "二○二五年★★★景区✓"),
            ("", ""), ("□", "□"), ("㊣", "㊣"), ("、□", "、□"),
        ])
    func cleaning(damaged: String, clean: String) {
        #expect(cleaned(damaged).text == clean)
        #expect(cleaned(clean).text == clean)
    }

    @Test("a clean text is given back without removals")
    func cleanText() {
        let text = "1—5月，全国新设外商投资企业18532家，同比增长38.3%。\n“源头活水”"
        let result = cleaned(text)
        #expect(result.isClean && result.text == text)
    }

    @Test("cleaning twice is cleaning once, and the map leads back", arguments: 1...300)
    func idempotence(seed: UInt64) {
        var lots = Lots(seed: seed)
        let letters = ["□", "□□", "㊣", "✅", "、", "项", "a", "\n", " ", "，", "5", "é", "🙂", "　"]
        let text = (0..<lots.draw(0...60)).map { _ in letters[lots.draw(letters.count)] }.joined()
        let once = cleaned(text)
        #expect(cleaned(once.text).isClean, "seed \(seed): \(text)")
        let stored = Array(text.unicodeScalars)
        var bytes = 0
        for (place, scalar) in once.text.unicodeScalars.enumerated() {
            let offset = once.stored(TextOffset(bytes: bytes, characters: place))
            #expect(stored[offset.characters] == scalar, "seed \(seed) at \(place): \(text)")
            #expect(text.utf8.dropFirst(offset.bytes).first == scalar.utf8.first, "seed \(seed)")
            bytes += UTF8.width(scalar)
        }
        let left = once.text.unicodeScalars.count + once.removed.characters
        #expect(left == stored.count, "seed \(seed)")
        #expect(once.text.utf8.count + once.removed.bytes == text.utf8.count, "seed \(seed)")
    }

    @Test("ten megabytes of padding take the time of a walk")
    func longRun() {
        let text = String(repeating: "□", count: 3_000_000)
        // Nothing is timed: what is not linear would not end in a day.
        #expect(cleaned(text).isClean)
        #expect(cleaned(text + "、").text == "、")
    }

    @Test("a trade phrase that belongs to no sentence is flagged and stays")
    func insertion() {
        let text = "推动发展的“源头活水”科技信息咨询，对于扩大需求具有重要意义。"
        let found = suspicions(in: text)
        #expect(found.map(\.passage) == ["科技信息咨询"])
        #expect(found.first?.kind == .inserted)
        #expect(found.first?.characters == 11..<17)
        #expect(cleaned(text).text == text)
    }

    @Test(
        "words that say something are no insertion",
        arguments: [
            "发展“两业”信息技术、科技服务等产业。", "建设“一网通办”服务平台，方便群众。", "科技创新，是第一动力。",
            "出台“二十条”培训补贴，惠及企业。", "“政务服务”，指的是办事。",
        ])
    func noInsertion(text: String) { #expect(suspicions(in: text).isEmpty) }

    @Test("a passage told twice is found with its first place")
    func repetition() {
        let passage = "招商引资是推动经济高质量发展的源头活水"
        let found = suspicions(in: passage + "。全市上下\n" + passage + "，是生命线。")
        #expect(found.map(\.kind) == [.repeated])
        #expect(found.first?.first == 0 && found.first?.characters.lowerBound == 25)
    }

    @Test("the first founding document loses its 197 characters of noise and nothing else")
    func foundingDocument() throws {
        guard let text = try foundingText() else { return }
        let result = cleaned(text)
        #expect(text.unicodeScalars.count == 2_184)
        #expect(result.text.unicodeScalars.count == 1_987)
        #expect(result.removed.characters == 197)
        let noise: Set<Unicode.Scalar> = ["□", "㊣", "✅"]
        var kept = String.UnicodeScalarView()
        kept.append(contentsOf: text.unicodeScalars.filter { !noise.contains($0) })
        #expect(result.text == String(kept))
        let flagged = suspicions(in: result.text)
        #expect(flagged.filter { $0.kind == .inserted }.map(\.passage) == ["科技信息咨询"])
    }

    private func foundingText() throws -> String? {
        let path = sharedData.appendingPathComponent("documents/seed-2025-02-26.txt")
        guard FileManager.default.fileExists(atPath: path.path) else {
            print("skipped: \(path.path) is not here")
            return nil
        }
        return String(decoding: try Data(contentsOf: path), as: UTF8.self)
    }
}

/// ../shared/data beside the project.
private let sharedData = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data")
