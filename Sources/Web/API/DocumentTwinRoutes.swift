import Basics
import Documents
import Pages
import People
import Rules
import Storage

/// The twins of documents: the list, and every line of one.
func documentTwins() -> [Route] {
    [
        .get("/api/v1/documents", .may(.seeProjects)) { ask in
            let page = try await documentsPage(ask, try ListPart(ask.query))
            return .json(
                .object([
                    "total": JSONValue(page.list.total),
                    "documents": .array(page.documents.map(\.json)),
                ]))
        }.says(
            "文稿，各有多少数据和要求待审",
            query: [
                .word("kind", PieceKind.allCases.map(\.rawValue)), .word("waits", ["1"]),
            ] + ListPart.fields, gives: "Documents"),
        .get("/api/v1/documents/search", .may(.seeProjects)) { ask in
            let page = try await documentSearchPage(ask, try ListPart(ask.query))
            return .json(
                .object([
                    "total": JSONValue(page.list.total),
                    "passages": .array(page.passages.map(\.json)),
                ]))
        }.says("在文稿里逐句找", query: [.text("q")] + ListPart.fields, gives: "Passages"),
        .get("/api/v1/documents/{number}", .may(.seeProjects)) { ask in
            let (number, sight) = (Int64(try ask.number("number")), try ask.sight)
            let (listed, facts, instructions) = try await ask.store.read { tx in
                let document = try tx.document(number, visibleTo: sight).orNoSuchPage()
                let whole = 0..<document.letters
                let counts = try ProposalKind.allCases.map { kind in
                    try tx.reviewCounts(kind, of: [number])[number] ?? ReviewCounts()
                }
                return (
                    ListedDocument(
                        document: document, pieces: try tx.pieces(of: document),
                        facts: counts[0], instructions: counts[1]),
                    try tx.facts(of: document, within: whole),
                    try tx.instructions(of: document, within: whole)
                )
            }
            return .json(
                .object([
                    "document": listed.json, "facts": .array(facts.map(\.json)),
                    "instructions": .array(instructions.map(\.json)),
                ]))
        }.says("一份文稿：各篇、读出来的数据和要求、各是怎样审的", gives: "Document"),
    ]
}
