package import Basics
package import Chains
package import Tables

/// The sheet that an anchor company fills: eight columns, with what stands in its list now.
package func needTemplate(
    _ lines: [NeedLine], of anchor: Anchor, city: LocalName, isSample: Bool, at instant: Instant,
    lexicon: Lexicon
) -> WrittenBook {
    var sheet = needSheet(lines, lexicon)
    sheet.title = "\(anchor.name) \(lexicon.text("供需意向清单" as Phrase))"
    sheet.notes = [
        lexicon.text(anchor.scope.whoReads),
        lexicon.text("一行一个产品；“求购或可供”“产品”必须填写；不要合并单元格，不要用公式。" as Phrase),
    ]
    if isSample { sheet.notes.append(lexicon.text("示例（全部内容均为虚构）" as Phrase)) }
    return WrittenBook(title: anchor.name, author: city.zh, createdAt: instant, sheets: [sheet])
}

/// The list of an anchor company, for who reads it.
package func needBook(
    _ lines: [NeedLine], anchor: String, lexicon: Lexicon, stamp: BookStamp
) -> WrittenBook {
    var sheet = needSheet(lines, lexicon)
    sheet.title = "\(anchor) \(lexicon.text("供需意向清单" as Phrase))"
    if stamp.isSample { sheet.notes = [lexicon.text("示例（全部内容均为虚构）" as Phrase)] }
    sheet.remarks = [
        lexicon.text("商业秘密 · \(stamp.by) · \(stamp.at) · 日志头 \(stamp.head)" as Phrase)
    ]
    return WrittenBook(
        title: anchor, author: stamp.by, createdAt: stamp.instant, sheets: [sheet])
}

private func needSheet(_ lines: [NeedLine], _ lexicon: Lexicon) -> WrittenSheet {
    let widths: [NeedField: Double] = [.direction: 14, .quantity: 18, .needed: 16]
    let yes = lexicon.text("是" as Phrase)
    let no = lexicon.text("否" as Phrase)
    return WrittenSheet(
        name: lexicon.text("供需意向清单" as Phrase),
        columns: NeedField.allCases.map { field in
            WrittenColumn(lexicon.text(field.label), width: widths[field] ?? 28)
        },
        rows: lines.map { line in
            WrittenRow(
                [
                    lexicon.text(line.direction.label), line.product, line.specification,
                    line.quantity, line.origin, line.isLocalWanted.map { $0 ? yes : no } ?? "",
                    line.needed, line.remark,
                ].map { $0.isEmpty ? .empty : .text($0) })
        })
}
