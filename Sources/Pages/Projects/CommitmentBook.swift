package import Basics
import Projects
import Rules
package import Tables

/// 承诺—兑现台账 as a workbook, one row for each commitment, in the reader's language. Amounts are in
/// 万 of their own currency.
package func commitmentBook(
    _ page: CommitmentsPage, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    func words(_ step: CommitmentStep?) -> WrittenCell {
        guard let step else { return .empty }
        let result = step.isPassed.map { say($0 ? "通过" : "没有通过") + " " } ?? ""
        return .text("\(result)\(step.on.description) \(step.title)")
    }
    let columns = [
        WrittenColumn(say("项目"), width: 36), WrittenColumn(say("单位"), width: 14),
        WrittenColumn(say("条款"), width: 16), WrittenColumn(say("承诺"), width: 36),
        WrittenColumn(say("约定条件"), width: 36),
        WrittenColumn(say("金额（万，原币）"), width: 16), WrittenColumn(say("币种")),
        WrittenColumn(say(CommitmentStepKind.basis.label), width: 28),
        WrittenColumn(say(CommitmentStepKind.legality.label), width: 28),
        WrittenColumn(say(CommitmentStepKind.competition.label), width: 28),
        WrittenColumn(say(CommitmentStepKind.verified.label), width: 28),
        WrittenColumn(say("应兑现日期")), WrittenColumn(say("已兑现（万，原币）"), width: 16),
        WrittenColumn(say("还没有兑现（万，原币）"), width: 16),
        WrittenColumn(say("兑现凭证"), width: 28), WrittenColumn(say("责任单位"), width: 14),
        WrittenColumn(say("结果"), width: 16),
    ]
    let rows = page.listed.map { listed in
        let one = listed.commitment
        let paid = one.amount.map { Money(minor: one.paid, $0.currency) }
        return WrittenRow([
            .text(listed.project.name), .text(lexicon.text(page.units[listed.project.unit])),
            .text(one.clause), .text(one.content), .text(one.condition),
            one.amount.map(wanCell) ?? .empty, .text(one.amount?.currency.rawValue),
            words(one.last(.basis)), words(one.review(.legality)), words(one.review(.competition)),
            words(one.last(.verified)), one.verification?.dueOn.map { .day($0) } ?? .empty,
            paid.map(wanCell) ?? .empty, one.left.map(wanCell) ?? .empty,
            words(one.last(.paid)), .text(lexicon.text(page.units[one.unit])),
            .text(say(one.state(on: page.today).label)),
        ])
    }
    var sheet = WrittenSheet(
        name: say("承诺兑现"), title: "\(lexicon.text(stamp.city)) \(say("承诺兑现"))",
        columns: columns, rows: rows)
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
    sheet.frozenColumns = 1
    return WrittenBook(
        title: say("承诺兑现"), author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}
