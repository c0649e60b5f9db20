package import Basics
import Companies
import Projects
package import Tables

/// Meetings as a workbook, one row each, in the reader's language and with what is hidden from the
/// reader hidden.
package func contactBook(
    _ page: ContactsPage, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    func say(_ phrase: Phrase) -> String { lexicon.text(phrase) }
    let columns = [
        WrittenColumn(say("企业"), width: 36), WrittenColumn(say("对接日期")),
        WrittenColumn(say("我方单位"), width: 20), WrittenColumn(say("对方职务"), width: 16),
        WrittenColumn(say("对方姓名")), WrittenColumn(say("电话"), width: 16),
        WrittenColumn(say("谈了什么"), width: 48), WrittenColumn(say("下一步"), width: 36),
        WrittenColumn(say("期限")), WrittenColumn(say("办结日期")),
    ]
    let rows = page.contacts.map { contact in
        WrittenRow([
            .text(page.companies[contact.company]?.name), .day(contact.metOn),
            .text(lexicon.text(page.units[contact.unit])), .text(contact.post),
            .text(contact.person), .text(contact.phone), .text(contact.said),
            .text(contact.nextStep), .day(contact.dueOn), .day(contact.doneOn),
        ])
    }
    var sheet = WrittenSheet(
        name: say("对接记录"), title: "\(lexicon.text(stamp.city)) \(say("对接记录"))",
        columns: columns, rows: rows)
    sheet.notes = [say(page.filter.label)]
    if page.contacts.count < page.list.total {
        sheet.notes.append(say("共\(page.list.total)条，这里是前\(page.contacts.count)条"))
    }
    if stamp.isSample { sheet.notes.append(say("示例（全部内容均为虚构）")) }
    sheet.remarks = [say("内部 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)")]
    sheet.frozenColumns = 1
    return WrittenBook(
        title: say("对接记录"), author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}
