package import Basics
import Evidence
import Projects
import Rules
package import Tables

/// Receipts as a workbook, one row each, in the reader's language. Amounts are in 万 of their own
/// currency, with the yuan beside them where there is a rate.
package func receiptBook(
    _ page: ReceiptsPage, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    let columns = [
        WrittenColumn(say("项目"), width: 36), WrittenColumn(say("单位"), width: 14),
        WrittenColumn(say("到账日期")), WrittenColumn(say("计入月份")),
        WrittenColumn(say("金额（万，原币）"), width: 16), WrittenColumn(say("币种")),
        WrittenColumn(say("汇率")), WrittenColumn(say("折人民币（万元）"), width: 16),
        WrittenColumn(say("来源类别"), width: 16), WrittenColumn(say("层次"), width: 12),
        WrittenColumn(say("资金用途"), width: 16), WrittenColumn(say("收款银行"), width: 24),
        WrittenColumn(say("进账单号"), width: 20), WrittenColumn(say("付款人"), width: 28),
        WrittenColumn(say("佐证"), width: 20), WrittenColumn(say("结果")),
        WrittenColumn(say("计入")),
    ]
    let rows = page.receipts.map { listed in
        let receipt = listed.receipt
        let source = page.rule?.source(receipt.source)?.name ?? LocalName(zh: receipt.source)
        let capital = page.rule?.capital(receipt.capital)?.name ?? LocalName(zh: receipt.capital)
        let counts = receipt.state == .confirmed && !listed.isExcluded && receipt.replacedBy == nil
        return WrittenRow([
            .text(listed.project.name), .text(lexicon.text(page.units[listed.project.unit])),
            .day(receipt.arrivedOn), .text(receipt.month.description), wanCell(receipt.amount),
            .text(receipt.amount.currency.rawValue),
            receipt.rate.map { .decimal(Double($0.millionths) / 1_000_000, decimals: 4) }
                ?? .empty,
            receipt.yuan.map(wanCell) ?? .empty, .text(lexicon.text(source)),
            .text(say(receipt.layer.label)), .text(lexicon.text(capital)), .text(receipt.bank),
            .text(receipt.slip), .text(receipt.payer),
            .text("\(receipt.evidence.kind) \(receipt.evidence.source.title)"),
            .text(say(receipt.state.label)), .text(say(counts ? "是" : "否")),
        ])
    }
    var sheet = WrittenSheet(
        name: say("到位资金"), title: "\(lexicon.text(stamp.city)) \(say("到位资金"))",
        columns: columns, rows: rows)
    sheet.notes = [say("项目口径；内资和外资不相加")]
    if page.list.hasMore {
        sheet.notes.append(say("这里是前\(page.receipts.count)条，还有更多"))
    } else if page.receipts.count < page.list.total {
        sheet.notes.append(say("共\(page.list.total)条，这里是前\(page.receipts.count)条"))
    }
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
    sheet.frozenColumns = 1
    return WrittenBook(
        title: say("到位资金"), author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}

func wanCell(_ money: Money) -> WrittenCell {
    .decimal(Double(money.minor) / Double(money.currency.minorUnits * 10_000), decimals: 2)
}
