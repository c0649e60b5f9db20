import Basics
import Documents
import Evidence
import Pages
import People
import Rules
import Storage
import Tables

/// Takes in the files of a form, or the text pasted into one: all of them, or none with every
/// reason.
func takeDocuments(_ ask: Ask) async throws -> Answer {
    let form = ask.form["table"] == nil ? "file" : "paste"
    do {
        let taken = try await ask.takeDocuments(form)
        if let first = taken.first, taken.count == 1 {
            return .redirect(to: .documents(.one(first)), said: "已收文，请逐条审阅。")
        }
        return .redirect(to: .documents(.list()), said: "已收\(taken.count)份文稿。")
    } catch let refusal as any Refusal
        where refusal is DocumentRefusal || refusal is UnreadableFile
    {
        let own = ["title", "mark", "address", "dated"]
        let problems = refusal.problems.map { problem in
            guard case .field(let name) = problem.place, own.contains(name) else {
                return problem
            }
            return Problem(problem.message, at: .field("\(form)_\(name)"))
        }
        return .page(
            DocumentFormPage(values: ask.form.refused(problems)).page, .unprocessable)
    }
}

extension Ask {
    /// Numbers of the documents, in the order of the files.
    func takeDocuments(_ prefix: String) async throws -> [Int64] {
        func said(_ name: String) -> String? { form["\(prefix)_\(name)"] ?? form[name] }
        let pasted = form["table"]
        let files =
            pasted.map { [EvidenceFile(name: "", bytes: Array($0.utf8))] }
            ?? form.files.filter { !$0.bytes.isEmpty }
            .map { EvidenceFile(name: $0.name, bytes: $0.bytes) }
        guard !files.isEmpty else {
            throw DocumentRefusal([Problem("还没有选文件，也没有粘贴文字", at: .field("files"))])
        }
        let day = said("dated").flatMap { Day(text: $0) }
        if day == nil, said("dated") != nil {
            throw DocumentRefusal([Problem("日期应写作 2026-10-31", at: .field("dated"))])
        }
        if files.count > 1, said("title") != nil {
            throw DocumentRefusal([Problem("一次收几份时不填标题", at: .field("title"))])
        }
        let draft = DocumentDraft(
            title: said("title"), mark: said("mark"), address: said("address"))
        let readPDF = readPDF
        var problems: [Problem] = []
        var read: [(EvidenceFile, ReadDocument)] = []
        for file in files {
            do {
                let document = try await workbench.run {
                    let paper =
                        file.name.isEmpty
                        ? try readPasted(String(decoding: file.bytes, as: UTF8.self), file: "粘贴")
                        : try readPaper(file.bytes, file: file.name, pdf: readPDF)
                    return try ReadDocument(paper, day: day)
                }
                read.append((file, document))
            } catch let refusal as any Refusal
                where refusal is DocumentRefusal || refusal is UnreadableFile
            {
                problems += refusal.problems
            }
        }
        guard problems.isEmpty else { throw DocumentRefusal(problems) }
        let (names, sight, by, taken) = (
            city.folder.ownNames, try sight, try occasion, read
        )
        return try await store.write { tx in
            try taken.map { file, document in
                try tx.take(
                    document, file: file, draft, called: names, visibleTo: sight, by)
            }
        }
    }
}
