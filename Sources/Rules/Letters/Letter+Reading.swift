import Basics

extension Limit {
    /// Letters of one text, and attachments of one paper.
    static let lettersOfLetter: Limit = 20_000
    static let attachmentsOfLetter: Limit = 9
}

extension Letter {
    static func read(
        _ node: RuleNode, _ indicators: [Indicator], _ cards: [Scorecard], _ units: [Unit],
        _ problems: inout [Problem]
    ) -> Letter? {
        node.onlyKeys(
            [
                "id", "name", "en", "covers", "mark", "addressee", "title", "body", "attachments",
                "approvals", "basis",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let covers = node.word("covers", as: LetterSpan.self, &problems)
        let title = node.text("title", &problems)
        let body = node.text("body", &problems)
        let attachments = node.optionalList("attachments", &problems).compactMap { node in
            node.onlyKeys(["title", "body"], &problems)
            return node.text("title", &problems).flatMap { title in
                node.text("body", &problems).map { LetterAttachment(title: title, body: $0) }
            }
        }
        if attachments.count > Limit.attachmentsOfLetter.count {
            problems.append(node.problem("附件最多\(Limit.attachmentsOfLetter.count)个"))
        }
        let approvals = node.optionalList("approvals", &problems).compactMap {
            LetterApproval.read($0, units, &problems)
        }
        let basis = Basis.read(from: node, &problems)
        let mark = node.optionalText("mark", &problems)
        let addressee = node.optionalText("addressee", &problems)
        guard let id, let name, let covers, let title, let body, let basis else { return nil }
        let letter = Letter(
            id: id, name: name, covers: covers, mark: mark, addressee: addressee, title: title,
            body: body, attachments: attachments, approvals: approvals, basis: basis,
            place: node.place)
        let fields = LetterField.all(of: covers, indicators)
        let tables = TableNames(
            indicators: Set(indicators.map(\.id)), cards: Set(cards.map(\.id)), covers: covers)
        for written in node.letterTexts { problems += written.problems(fields, tables) }
        return letter
    }
}

/// What tables can be asked for.
private struct TableNames {
    let indicators: Set<String>
    let cards: Set<String>
    let covers: LetterSpan

    func problem(_ line: some StringProtocol) -> Phrase? {
        guard let table = LetterTable(line: line) else {
            return "没有“\(String(line))”这张表，有的是：\(LetterTable.words(of: covers))"
        }
        if table.isOfMonths, covers != .month { return "“\(String(line))”只有月度文稿才有" }
        if let id = table.indicator, !indicators.contains(id) { return "没有“\(id)”这个指标" }
        if case .scores(let id) = table, !cards.contains(id) { return "没有“\(id)”这个办法" }
        return nil
    }
}

extension RuleNode {
    /// The texts of a letter that can name fields.
    fileprivate var letterTexts: [RuleNode] {
        let attachments: [RuleNode] =
            if case .list(let nodes)? = self["attachments"]?.content { nodes } else { [] }
        return ["title", "addressee", "body"].compactMap { self[$0] }
            + attachments.flatMap { node in ["title", "body"].compactMap { node[$0] } }
    }

    fileprivate func problems(
        _ fields: [String: LetterField], _ tables: TableNames
    ) -> [Problem] {
        guard case .text(let text, _) = content else { return [] }
        // A block begins on the line below its key.
        let first = line + (text.contains("\n") ? 1 : 0)
        func problem(_ offset: Int, _ message: Phrase) -> Problem {
            Problem(message, at: .line(file: file, line: first + offset))
        }
        if text.count > Limit.lettersOfLetter.count {
            return [problem(0, "一篇文稿最多\(Limit.lettersOfLetter.count)个字")]
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        return Rules.problems(ofLetter: text, with: fields).map(problem)
            + lines.compactMap { offset, line in
                line.hasPrefix("@") ? tables.problem(line).map { problem(offset, $0) } : nil
            }
    }
}

extension LetterApproval {
    fileprivate static func read(
        _ node: RuleNode, _ units: [Unit], _ problems: inout [Problem]
    ) -> LetterApproval? {
        node.onlyKeys(["id", "name", "en", "units"], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let named = node.texts("units", &problems)
        if named.isEmpty { problems.append(node.problem("写明由哪些单位核定（units）")) }
        for unit in named where !units.contains(where: { $0.id == unit }) {
            problems.append(Problem("没有“\(unit)”这个单位", at: node.place(of: "units")))
        }
        guard let id, let name else { return nil }
        return LetterApproval(id: id, name: name, units: named)
    }
}
