internal import Basics
internal import CSheetWriter
internal import Foundation

extension WrittenBook {
    /// The bytes of the .xlsx. Throws `WritingFault` when the temporary folder cannot be written.
    package func xlsx() throws -> [UInt8] {
        // libxlsxwriter writes to a path only.
        let folder = FileManager.default.temporaryDirectory.path + "/sheet-XXXXXX"
        var template = Array(folder.utf8CString)
        guard mkdtemp(&template) != nil else { throw WritingFault(step: "mkdtemp") }
        let path = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let file = path + "/book.xlsx"
        defer {
            unlink(file)
            rmdir(path)
        }
        try write(to: file, temporary: path)
        guard let contents = FileManager.default.contents(atPath: file) else {
            throw WritingFault(step: "read back")
        }
        return [UInt8](contents)
    }

    private func write(to file: String, temporary: String) throws {
        // The text of the folder must live as long as the workbook.
        try temporary.withCString { folder in
            var options = lxw_workbook_options()
            options.tmpdir = UnsafeMutablePointer(mutating: folder)
            guard let book = workbook_new_opt(file, &options) else {
                throw WritingFault(step: "workbook_new")
            }
            try fill(book)
        }
    }

    /// Closes the workbook in any case, for closing frees it.
    private func fill(_ book: UnsafeMutablePointer<lxw_workbook>) throws {
        var problems: [lxw_error] = []
        setProperties(of: book)
        var names: Set<String> = []
        var looks = WrittenLooks(book)
        for sheet in sheets {
            let name = allowedName(sheet.name, taken: &names)
            guard let page = workbook_add_worksheet(book, name) else {
                problems.append(LXW_ERROR_MEMORY_MALLOC_FAILED)
                continue
            }
            var writing = SheetWriting(sheet, to: page)
            writing.write(&looks)
            problems += writing.problems
        }
        let closed = workbook_close(book)
        if closed != LXW_NO_ERROR { problems.append(closed) }
        if let problem = problems.first {
            throw WritingFault(step: String(cString: lxw_strerror(problem)))
        }
    }

    private func setProperties(of book: UnsafeMutablePointer<lxw_workbook>) {
        title.withoutZeros.withCString { title in
            author.withoutZeros.withCString { author in
                var properties = lxw_doc_properties()
                properties.title = UnsafeMutablePointer(mutating: title)
                properties.author = UnsafeMutablePointer(mutating: author)
                // Zero would ask the clock.
                properties.created = time_t(max(1, createdAt.microseconds / 1_000_000))
                workbook_set_properties(book, &properties)
            }
        }
    }

    /// Excel takes 31 UTF-16 units, none of `[]:*?/\`, no quote at either end, no name twice.
    private func allowedName(_ name: String, taken: inout Set<String>) -> String {
        var plain = String(name.map { "[]:*?/\\\0".contains($0) ? "_" : $0 })
        while plain.hasPrefix("'") { plain.removeFirst() }
        plain = plain.isEmpty ? "Sheet" : plain
        var candidate = plain
        var number = 1
        repeat {
            let suffix = number == 1 ? "" : "(\(number))"
            candidate = plain
            while candidate.utf16.count + suffix.utf16.count > 31 { candidate.removeLast() }
            while candidate.hasSuffix("'") { candidate.removeLast() }
            candidate += suffix
            number += 1
        } while !taken.insert(candidate.lowercased()).inserted
        return candidate
    }
}

extension String {
    /// C takes a zero for the end of a text.
    var withoutZeros: String { utf8.contains(0) ? replacing("\0", with: "") : self }
}
