internal import Basics
internal import CSheetWriter

/// The looks of a workbook's cells, each made once.
struct WrittenLooks {
    enum Kind: Hashable {
        case title, note, heading, text, integer, decimal(Int), percent, day, link
    }

    private struct Key: Hashable {
        let kind: Kind
        let isStrong: Bool
    }

    private let book: UnsafeMutablePointer<lxw_workbook>
    private var made: [Key: UnsafeMutablePointer<lxw_format>] = [:]

    init(_ book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

    mutating func look(_ kind: Kind, isStrong: Bool = false) -> UnsafeMutablePointer<lxw_format>? {
        let key = Key(kind: kind, isStrong: isStrong)
        if let format = made[key] { return format }
        guard let format = workbook_add_format(book) else { return nil }
        made[key] = format
        format_set_font_name(format, "宋体")
        format_set_font_size(format, 11)
        format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        shape(format, as: kind)
        if isStrong {
            format_set_bold(format)
            format_set_bg_color(format, 0xF2F2F2)
        }
        return format
    }

    private func shape(_ format: UnsafeMutablePointer<lxw_format>, as kind: Kind) {
        let center = UInt8(LXW_ALIGN_CENTER.rawValue)
        let right = UInt8(LXW_ALIGN_RIGHT.rawValue)
        switch kind {
        case .title:
            format_set_font_size(format, 18)
            format_set_bold(format)
            format_set_align(format, center)
            return
        case .note:
            format_set_text_wrap(format)
            return
        case .heading:
            format_set_bold(format)
            format_set_align(format, center)
            format_set_text_wrap(format)
            format_set_bg_color(format, 0xDDEBF7)
        case .text: format_set_text_wrap(format)
        case .integer:
            format_set_num_format(format, "#,##0")
            format_set_align(format, right)
        case .decimal(let decimals):
            let zeros = String(repeating: "0", count: max(0, min(decimals, 10)))
            format_set_num_format(format, zeros.isEmpty ? "#,##0" : "#,##0." + zeros)
            format_set_align(format, right)
        case .percent:
            format_set_num_format(format, "0.0%")
            format_set_align(format, right)
        case .day:
            format_set_num_format(format, "yyyy-mm-dd")
            format_set_align(format, center)
        case .link:
            format_set_font_color(format, 0x0563C1)
            format_set_underline(format, UInt8(LXW_UNDERLINE_SINGLE.rawValue))
            format_set_text_wrap(format)
        }
        format_set_border(format, UInt8(LXW_BORDER_THIN.rawValue))
    }
}

/// Points of a line in the usual letters.
private let lineHeight = 15.0

extension String {
    /// Lines that the text takes in a column of so many Latin letters; a Chinese one takes two.
    fileprivate func linesNeeded(in width: Double) -> Int {
        let room = max(4, Int(width) - 1)
        return split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { lines, line in
            let letters = line.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
            return lines + max(1, (letters + room - 1) / room)
        }
    }
}

/// Puts one sheet into the workbook, from the title down.
struct SheetWriting {
    private let sheet: WrittenSheet
    private let page: UnsafeMutablePointer<lxw_worksheet>
    private(set) var problems: [lxw_error] = []
    private var row: UInt32 = 0

    init(_ sheet: WrittenSheet, to page: UnsafeMutablePointer<lxw_worksheet>) {
        self.sheet = sheet
        self.page = page
    }

    private var lastColumn: UInt16 { UInt16(max(0, sheet.columns.count - 1)) }

    mutating func write(_ looks: inout WrittenLooks) {
        for (index, column) in sheet.columns.enumerated() {
            check(worksheet_set_column(page, UInt16(index), UInt16(index), column.width, nil))
        }
        if let title = sheet.title { line(title, looks.look(.title), height: 32) }
        for note in sheet.notes { line(note, looks.look(.note), height: nil) }
        let headingRow = row
        headings(&looks)
        let firstRow = row
        for entry in sheet.rows {
            setHeight(of: entry)
            for (index, cell) in entry.cells.enumerated() {
                write(cell, at: UInt16(index), isStrong: entry.isStrong, &looks)
            }
            row += 1
        }
        if sheet.hasFilter, !sheet.columns.isEmpty, row > firstRow {
            check(worksheet_autofilter(page, firstRow - 1, 0, row - 1, lastColumn))
        }
        for remark in sheet.remarks { line(remark, looks.look(.note), height: nil) }
        worksheet_freeze_panes(page, firstRow, UInt16(sheet.frozenColumns))
        setPage(headings: headingRow..<firstRow)
    }

    private mutating func check(_ result: lxw_error) {
        if result != LXW_NO_ERROR { problems.append(result) }
    }

    /// A row whose text needs several lines says so: not every program finds out by itself.
    private mutating func setHeight(of entry: WrittenRow) {
        var lines = 1
        for (index, cell) in entry.cells.enumerated() where index < sheet.columns.count {
            if case .text(let text) = cell {
                lines = max(lines, text.linesNeeded(in: sheet.columns[index].width))
            }
        }
        // 409 points is the tallest row of the format.
        if lines > 1 {
            check(worksheet_set_row(page, row, min(409, Double(lines) * lineHeight), nil))
        }
    }

    /// A text across all columns.
    private mutating func line(
        _ text: String, _ look: UnsafeMutablePointer<lxw_format>?, height: Double?
    ) {
        // Joined cells never grow by themselves.
        let width = sheet.columns.reduce(0) { $0 + $1.width }
        let lines = text.linesNeeded(in: width)
        if let height = height ?? (lines > 1 ? Double(lines) * lineHeight : nil) {
            check(worksheet_set_row(page, row, height, nil))
        }
        if lastColumn > 0 {
            check(worksheet_merge_range(page, row, 0, row, lastColumn, fitted(text), look))
        } else {
            check(worksheet_write_string(page, row, 0, fitted(text), look))
        }
        row += 1
    }

    private mutating func headings(_ looks: inout WrittenLooks) {
        let look = looks.look(.heading)
        guard sheet.columns.contains(where: { $0.group != nil }) else {
            for (index, column) in sheet.columns.enumerated() {
                check(
                    worksheet_write_string(page, row, UInt16(index), fitted(column.heading), look))
            }
            row += 1
            return
        }
        var index = 0
        while index < sheet.columns.count {
            let column = sheet.columns[index]
            guard let group = column.group else {
                check(
                    worksheet_merge_range(
                        page, row, UInt16(index), row + 1, UInt16(index), fitted(column.heading),
                        look))
                index += 1
                continue
            }
            let end =
                sheet.columns[index...].firstIndex { $0.group != group }
                ?? sheet.columns.count
            if end - index > 1 {
                check(
                    worksheet_merge_range(
                        page, row, UInt16(index), row, UInt16(end - 1), fitted(group), look))
            } else {
                check(worksheet_write_string(page, row, UInt16(index), fitted(group), look))
            }
            for member in index..<end {
                check(
                    worksheet_write_string(
                        page, row + 1, UInt16(member), fitted(sheet.columns[member].heading), look))
            }
            index = end
        }
        row += 2
    }

    private mutating func write(
        _ cell: WrittenCell, at column: UInt16, isStrong: Bool, _ looks: inout WrittenLooks
    ) {
        func look(_ kind: WrittenLooks.Kind) -> UnsafeMutablePointer<lxw_format>? {
            looks.look(kind, isStrong: isStrong)
        }
        switch cell {
        case .empty: check(worksheet_write_blank(page, row, column, look(.text)))
        case .text(let text):
            check(worksheet_write_string(page, row, column, fitted(text), look(.text)))
        case .integer(let number):
            check(worksheet_write_number(page, row, column, Double(number), look(.integer)))
        case .decimal(let number, let decimals):
            // A spreadsheet has no word for what is not finite.
            if number.isFinite {
                let format = look(.decimal(decimals))
                check(worksheet_write_number(page, row, column, number, format))
            } else {
                check(worksheet_write_blank(page, row, column, look(.text)))
            }
        case .percent(let share):
            if share.isFinite {
                check(worksheet_write_number(page, row, column, share, look(.percent)))
            } else {
                check(worksheet_write_blank(page, row, column, look(.text)))
            }
        case .day(let day):
            var moment = lxw_datetime()
            moment.year = Int32(day.year)
            moment.month = Int32(day.month)
            moment.day = Int32(day.day)
            if day.year >= 1900 {
                check(worksheet_write_datetime(page, row, column, &moment, look(.day)))
            } else {
                check(worksheet_write_string(page, row, column, day.description, look(.text)))
            }
        case .link(let text, let address):
            let isWeb = address.hasPrefix("http://") || address.hasPrefix("https://")
            guard isWeb, address.utf8.count < 2_000 else {
                check(worksheet_write_string(page, row, column, fitted(text), look(.text)))
                return
            }
            check(worksheet_write_url(page, row, column, address.withoutZeros, look(.link)))
            check(worksheet_write_string(page, row, column, fitted(text), look(.link)))
        }
    }

    /// A cell holds 32,767 UTF-16 units; a longer text ends with «…».
    private func fitted(_ text: String) -> String {
        let plain = text.withoutZeros
        guard plain.utf16.count > 32_767 else { return plain.withSheetEscapes }
        let end = plain.utf16.index(plain.startIndex, offsetBy: 32_760)
        return String(plain[..<end]).withSheetEscapes + "…"
    }

    private mutating func setPage(headings: Range<UInt32>) {
        worksheet_set_paper(page, sheet.page.paper == .a4 ? 9 : 8)
        if sheet.page.isLandscape { worksheet_set_landscape(page) }
        worksheet_fit_to_pages(page, 1, 0)
        worksheet_set_margins(page, 0.5, 0.5, 0.7, 0.7)
        worksheet_center_horizontally(page)
        if !sheet.columns.isEmpty, !headings.isEmpty {
            check(worksheet_repeat_rows(page, headings.lowerBound, headings.upperBound - 1))
        }
        if let header = sheet.page.header {
            check(worksheet_set_header(page, "&C" + marginText(header)))
        }
        let footer = sheet.page.footer.map { "&L" + marginText($0) } ?? ""
        check(worksheet_set_footer(page, footer + "&R— &P —"))
    }

    /// `&` begins a code in a header or footer, which may have 255 characters in all.
    private func marginText(_ text: String) -> String {
        String(text.withoutZeros.prefix(100)).replacing("&", with: "&&")
    }
}

extension String {
    /// What looks like a character written as `_x000D_` (ST_Xstring) is told from one that is: its
    /// first sign is written so itself. The library escapes real control characters only.
    fileprivate var withSheetEscapes: String {
        guard utf8.contains(UInt8(ascii: "_")) else { return self }
        let bytes = Array(utf8)
        var result: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "_"), place + 6 < bytes.count,
                bytes[place + 1] == UInt8(ascii: "x"), bytes[place + 6] == byte,
                bytes[(place + 2)...(place + 5)].allSatisfy(\.isHexDigit)
            {
                result += "_x005F_".utf8
            } else {
                result.append(byte)
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension UInt8 {
    fileprivate var isHexDigit: Bool {
        (48...57).contains(self) || (65...70).contains(self) || (97...102).contains(self)
    }
}
