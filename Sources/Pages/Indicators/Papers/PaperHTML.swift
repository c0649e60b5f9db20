import Basics
import Markup
import Rules
import Tables

extension PaperText {
    /// The paper on a page, or printed.
    var html: HTML { html(with: [:]) }

    /// - Parameter figures: drawings at the head of attachments, by their place from 0.
    @HTMLBuilder private func html(with figures: [Int: HTML]) -> HTML {
        article(.class("paper"), .lang("zh-CN")) {
            if let header { p(header, .class("hint")) }
            if let mark { p(mark, .class("hint")) }
            h2(.class("paper-title as-written")) { title }
            if let addressee { p(addressee + "：") }
            blocks(body)
            p(.class("paper-signature as-written")) { signature + "\n" + chinese(day) }
            for (place, one) in attachments.enumerated() {
                section(
                    .class(
                        paperBlocks(one.body).isWide
                            ? "paper-attachment wide" : "paper-attachment")
                ) {
                    p(.class("hint")) { attachments.count == 1 ? "附件" : "附件\(place + 1)" }
                    h2(.class("paper-title")) { one.title }
                    if let figure = figures[place] { div(.class("paper-figure")) { figure } }
                    blocks(one.body)
                }
            }
            p(.class("hint as-written")) { stamp }
        }
    }

    @HTMLBuilder private func blocks(_ text: String) -> HTML {
        for block in paperBlocks(text) {
            switch block {
            case .paragraph(let words): p(.class("paper-text")) { words }
            case .heading(let level, let words):
                if level == 1 { h3 { words } } else { h4 { words } }
            case .table(let table): table.html
            case .footnote(let words): p(.class("hint")) { words }
            case .pageBreak: hr(.class("paper-break"))
            }
        }
    }

    /// One HTML file that stands by itself, to be printed where the program is not.
    package var printed: String { printed(with: [:]) }

    func printed(with figures: [Int: HTML]) -> String {
        HTML.document(
            Markup.html(.lang("zh-CN")) {
                Markup.head {
                    meta(.charset("utf-8"))
                    Markup.title { flatTitle }
                    style(PaperText.printStyle + (header == nil ? "" : PaperText.sampleStyle))
                }
                Markup.body { html(with: figures) }
            }
        ).render(in: .chinese)
    }

    /// A sample says so on each sheet, also where one is taken out.
    private static let sampleStyle = """

        @page { @top-center { content: "\(DispatchPapers.sampleHeader)"; font-size: 9pt; } }
        """

    private static let printStyle = """
        @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
        @page wide { size: A4 landscape; margin: 20mm 18mm; } .wide { page: wide; }
        .paper-figure svg { display: block; margin: auto; max-width: 100%; max-height: 125mm; }
        body { font: 16pt/28pt "Noto Serif CJK SC", serif; margin: 0; }
        h2 { font-size: 22pt; line-height: 35pt; text-align: center; }
        h3, h4 { font-size: 16pt; margin: 0; } .paper { counter-reset: part; }
        h3::before { counter-increment: part; }
        h3::before { content: counter(part, simp-chinese-informal) "、"; }
        p { margin: 0; } .paper-text { text-indent: 2em; } .as-written { white-space: pre-line; }
        .paper-signature { text-align: right; margin: 28pt 2em; }
        .paper-attachment { break-before: page; }
        table { width: 100%; border-collapse: collapse; margin: 6pt 0; }
        table { font-size: 10.5pt; line-height: 16pt; }
        th, td { border: 1px solid; padding: 1mm 1.5mm; } .number { text-align: right; }
        caption { font-weight: 700; } tr { break-inside: avoid; } .strong { font-weight: 700; }
        .hint { font-size: 9pt; line-height: 14pt; } .paper-break { break-after: page; border: 0; }
        """
}

extension DocumentTable {
    fileprivate var html: HTML {
        div(.class("table-frame")) {
            Markup.table(.class("paper-table")) {
                if let caption { Markup.caption { caption + (unit.map { "（\($0)）" } ?? "") } }
                thead {
                    tr { for column in columns { th(.scope(.col)) { column.heading } } }
                }
                tbody {
                    for (place, cells) in rows.enumerated() {
                        tr(.class(strongRows.contains(place) ? "strong" : "")) {
                            for (column, cell) in zip(columns, cells) {
                                td(.class(column.alignment == .right ? "number" : "")) { cell }
                            }
                        }
                    }
                }
            }
        }
    }
}
