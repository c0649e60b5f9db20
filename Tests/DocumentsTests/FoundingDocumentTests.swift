import Basics
import Documents
import Foundation
import Tables
import Testing

private let folder = URL(filePath: #filePath)
    .appending(path: "../../../../shared/data/documents").standardized.path

/// The documents that the project starts from lie beside it and not in it.
@Suite(
    "the founding documents",
    .enabled(if: FileManager.default.fileExists(atPath: folder)))
struct FoundingDocumentTests {
    private func document(_ name: String) throws -> DocumentText {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name).txt"))
        let paper = try readPaper(Array(bytes), file: name)
        #expect(Array(paper.text.utf8) == Array(bytes))
        return DocumentText(paper, day: Day(text: name.suffix(10)))
    }

    @Test("the phone page keeps title, date, body and author, and nothing of the page in its body")
    func phonePage() throws {
        let document = try document("seed-2022-01-11")
        try #require(document.pieces.count == 1)
        let parts = document.pieces[0].parts
        func count(_ role: DocumentPart.Role) -> Int { parts.count { $0.role == role } }
        #expect(count(.title) == 1)
        #expect(count(.date) == 1)
        #expect(count(.credit) == 1)
        #expect(count(.heading) == 5)
        #expect(count(.furniture) == 14)
        #expect(document.pieces[0].authority.day?.value == Day(2022, 1, 11))
        #expect(!document.pieces[0].kind.value.binds)
        // Between the date and the author's line, only a picture's name is no text.
        let inner = parts.drop { $0.role != .date }.prefix { $0.role != .credit }
        #expect(inner.filter { $0.role == .furniture }.map(\.furniture) == [.photoCredit])
        let letters = parts.filter { $0.role == .body }.reduce(0) { $0 + $1.span.count }
        #expect(letters == 2_903)
        #expect(document.instructions.map(\.kind).count { $0 == .instruction } == 15)
        #expect(document.instructions.map(\.kind).count { $0 == .problem } == 1)
        #expect(document.instructions.map(\.kind).count { $0 == .measure } == 1)
    }

    @Test("the damaged text is a news item and a commentary")
    func newsAndCommentary() throws {
        let document = try document("seed-2025-02-26")
        #expect(document.pieces.map(\.kind.value) == [.news, .commentary])
        #expect(document.pieces.map(\.kind.confidence) == [.sure, .sure])
        #expect(document.pieces.map(\.cut) == [nil, .creditBefore])
        #expect(document.furniture.isEmpty)
        let said = document.instructions.filter { $0.piece == 0 }
        #expect(said.count == 8)
        #expect(said.allSatisfy { $0.saying?.speaker == "会议" })
        #expect(document.instructions.count == 19)
        #expect(document.instructions.allSatisfy { !$0.mayBecomeTask })
        #expect(document.names.filter { $0.person != nil }.count == 5)
    }

    @Test("each of the documents is understood, and none is taken for a paper that binds")
    func all() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".txt") }.sorted()
        #expect(names.count >= 37)
        for name in names {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(name)"))
            let document = DocumentText(try readPaper(Array(bytes), file: name))
            #expect(document.pieces.count == (name.hasPrefix("seed-2025") ? 2 : 1), "\(name)")
            #expect(document.pieces.allSatisfy { !$0.kind.value.binds }, "\(name)")
            let isPage = name.hasPrefix("seed-2022")
            #expect(isPage || document.furniture.isEmpty, "\(name)")
            for found in document.instructions { #expect(!found.action.isEmpty, "\(name)") }
        }
    }
}
