package import Basics
import Indicators
import Rules
package import Tables

extension SpotCheckPage {
    /// For whoever checks outside, in the reader's language.
    package func book(lexicon: Lexicon, stamp: BookStamp) -> WrittenBook {
        func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
        let (unit, word) = (indicator.unit, indicator.unit.word.map { "（\(say($0))）" } ?? "")
        func cell(_ value: Int64?) -> WrittenCell {
            guard let value else { return .empty }
            return unit == .count
                ? .integer(value)
                : .decimal(
                    Double(value) / (unit == .usd ? 1_000_000 : Double(Money.fenPerYi)), decimals: 4
                )
        }
        var list = WrittenSheet(
            name: say("抽到的"), title: "\(lexicon.text(stamp.city)) \(lexicon.text(indicator.name))",
            columns: [
                WrittenColumn(say("序号"), width: 6), WrittenColumn(say("项目编号"), width: 16),
                WrittenColumn(say("项目"), width: 40), WrittenColumn(say("单位"), width: 16),
                WrittenColumn(say("上报") + word, width: 14),
                WrittenColumn(say("查实") + word, width: 14), WrittenColumn(say("怎样查的"), width: 50),
            ],
            rows: check.drawn.map { one in
                let finding = check.findings[one.place]
                return WrittenRow([
                    .integer(one.place), .text(one.project.text), .text(names[one.project]),
                    .text(lexicon.text(units[one.unit])), cell(one.reported), cell(finding?.found),
                    .text(finding?.note),
                ])
            })
        var shares = WrittenSheet(
            name: say("查实和折算"),
            columns: [
                WrittenColumn(say("范围"), width: 20), WrittenColumn(say("查了"), width: 8),
                WrittenColumn(say("上报") + word, width: 14),
                WrittenColumn(say("查实") + word, width: 14), WrittenColumn(say("查实比例")),
                WrittenColumn(say("全数") + word, width: 14),
                WrittenColumn(say("折算数") + word, width: 14),
            ],
            rows: check.shares(units: units.present).map { share in
                WrittenRow([
                    .text(share.unit.map { lexicon.text(units[$0]) } ?? say("全部")),
                    .integer(share.checked), cell(share.reported), cell(share.found),
                    share.rate.map { .percent(Double($0) / 10_000) } ?? .empty, cell(share.whole),
                    cell(share.scaled),
                ])
            })
        let asked = check.question
        let drawn = "\(asked.period) \(asked.asOf) “\(asked.seed)” \(check.population)"
        list.remarks = [drawn, say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
        shares.remarks = list.remarks
        if stamp.isSample {
            list.notes.append(say("示例（全部内容均为虚构）"))
            shares.notes.append(say("示例（全部内容均为虚构）"))
        }
        return WrittenBook(
            title: say("抽查"), author: stamp.by, createdAt: stamp.instant, sheets: [list, shares])
    }
}
