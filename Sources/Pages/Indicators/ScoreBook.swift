package import Basics
import Indicators
import Projects
import Rules
package import Tables

/// The scores of one card as a workbook, in the reader's language: the units of each class by rank
/// with their terms, then how each term came.
package func scoreBook(
    _ page: ScorecardPage, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    let card = page.sheet.question.card
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    func cell(_ points: Points) -> WrittenCell {
        .decimal(Double(points.millionths) / 1_000_000, decimals: 4)
    }
    func missing(_ found: TermScore) -> String {
        found.missing.map { lexicon.text(card.name(of: $0)) }.joined(separator: "、")
    }
    func sheet(_ name: String, _ columns: [WrittenColumn], _ rows: [WrittenRow]) -> WrittenSheet {
        var sheet = WrittenSheet(
            name: name,
            title: "\(lexicon.text(card.name)) \(say(page.sheet.question.period.name)) \(name)",
            columns: columns, rows: rows)
        if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
        sheet.notes.append(say(card.basis.line))
        sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
        return sheet
    }
    let ranks = card.classes.compactMap { one -> WrittenSheet? in
        let scores = page.scores.filter { $0.className == one.id }
        guard !scores.isEmpty else { return nil }
        return sheet(
            lexicon.text(one.name),
            [
                WrittenColumn(say("名次"), width: 6), WrittenColumn(say("单位"), width: 18),
                WrittenColumn(say("得分"), width: 10),
            ] + card.terms.map { WrittenColumn(lexicon.text($0.name), width: 14) },
            scores.map { score in
                WrittenRow(
                    [
                        score.rank.map { .integer($0) } ?? .empty,
                        .text(lexicon.text(page.units[score.unit])), cell(score.known),
                    ] + score.terms.map { $0.points.map(cell) ?? .text(say("缺数")) })
            })
    }
    let terms = page.scores.flatMap { score in
        zip(card.terms, score.terms).map { term, found in
            let why: Phrase =
                found.missing.isEmpty
                ? term.explained(page.sheet.values[score.unit] ?? ScoreValues(), on: card)
                : "缺数：\(missing(found))"
            return WrittenRow([
                .text(lexicon.text(page.units[score.unit])), .text(lexicon.text(term.name)),
                cell(term.points), found.points.map(cell) ?? .empty, .text(say(why)),
            ])
        }
    }
    let reasons = sheet(
        say("逐项"),
        [
            WrittenColumn(say("单位"), width: 18), WrittenColumn(say("项"), width: 24),
            WrittenColumn(say("满分"), width: 8), WrittenColumn(say("得分"), width: 10),
            WrittenColumn(say("怎样算"), width: 80),
        ], terms)
    return WrittenBook(
        title: lexicon.text(card.name), author: stamp.by, createdAt: stamp.instant,
        sheets: ranks + [reasons])
}
