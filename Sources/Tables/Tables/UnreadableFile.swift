package import Basics

/// A file that cannot be taken as a table or as a paper, with the reason and every place it was
/// seen at.
package struct UnreadableFile: Refusal, Hashable {
    package enum Reason: Hashable, Sendable {
        /// .xls, .et, .wps, .xlsb, .ods or a web page named .xls.
        case otherSpreadsheet
        case encrypted
        case notATable
        case empty
        /// The package or a part of it is cut off or does not unpack.
        case damaged
        case missingPart(String)
        case malformedPart(String)
        /// A DOCTYPE could define entities that grow without end, or reach for other files.
        case documentType(String)
        case packedTooTightly(String)
        case tooLarge(Bound, Int)
        case mixedEncodings
        case unknownEncoding
        case openQuote
        case malformedJSON(Phrase)
        /// Neither text nor a web page nor a .docx.
        case notAPaper
        /// .doc, .wps, .rtf.
        case oldPaper
        case paperIsEncrypted
        case malformedPaper(String)
        /// Nobody is there to read a .pdf.
        case pdfIsNotRead
        case pdfDoesNotOpen
        /// A .pdf of pictures, a .docx of scans, a page of scripts.
        case noText
    }

    /// What a file has too much of.
    package enum Bound: Hashable, Sendable {
        case fileBytes, partBytes, heldBytes, parts, sheets, rows, cells, columns, sharedTexts
        case merges, lineBytes, lines
    }

    package let file: String
    package let reason: Reason
    /// Empty where the file as a whole is meant.
    package let places: [Place]

    package init(file: String, _ reason: Reason, at places: [Place] = []) {
        self.file = file
        self.reason = reason
        self.places = places
    }

    package var problems: [Problem] {
        guard !places.isEmpty else {
            return [Problem(message, at: .cell(CellPlace(file: file)))]
        }
        return places.map { Problem(message, at: $0) }
    }

    private var message: Phrase {
        switch reason {
        case .otherSpreadsheet: "不是 .xlsx 格式的表格，请另存为 .xlsx 后再交"
        case .encrypted: "文件加了密码，请去掉密码，另存为 .xlsx 后再交"
        case .notATable: "不是表格文件，只收 .xlsx、.csv 和粘贴的表格"
        case .empty: "文件是空的"
        case .damaged: "文件不完整或已损坏，请重新保存后再交"
        case .missingPart(let part): "文件里缺少“\(part)”，请用表格软件打开并重新保存后再交"
        case .malformedPart(let part): "文件里的“\(part)”读不通，请用表格软件打开并重新保存后再交"
        case .documentType(let part): "文件里的“\(part)”带有文档类型声明（DOCTYPE），不予读取"
        case .packedTooTightly(let part): "文件里的“\(part)”压缩比异常，不予解压"
        case .tooLarge(let bound, let count): bound.message(count)
        case .mixedEncodings: "这一行的文字编码与文件其他部分不同，请统一存为 UTF-8 后再交"
        case .unknownEncoding: "认不出文字编码，请存为 UTF-8 或 GB18030 后再交"
        case .openQuote: "这里的引号没有配对，后面的内容无法分列"
        case .malformedJSON(let problem): "这一行不是 JSON：\(problem)"
        case .notAPaper: "不是文稿，只收 .txt、.html、.docx、.pdf 和粘贴的文字"
        case .oldPaper: "是旧格式的文稿，请另存为 .docx 后再交"
        case .paperIsEncrypted: "文件加了密码，请去掉密码，另存为 .docx 后再交"
        case .malformedPaper(let part): "文件里的“\(part)”读不通，请用文字软件打开并重新保存后再交"
        case .pdfIsNotRead: "这里不能读 PDF，请交 .docx，或把文字粘贴进来"
        case .pdfDoesNotOpen: "PDF 打不开：可能损坏了或加了密码，请重新保存后再交"
        case .noText: "文件里没有文字（可能只有图片），请交带文字的文件，或把文字粘贴进来"
        }
    }
}

extension UnreadableFile.Bound {
    fileprivate func message(_ count: Int) -> Phrase {
        switch self {
        case .fileBytes: "文件超过\(count)字节"
        case .partBytes: "文件里的一个部分解压后超过\(count)字节"
        case .heldBytes: "文件里的一个部分过长，超过\(count)字节"
        case .parts: "文件里的部分超过\(count)个"
        case .sheets: "工作表超过\(count)张"
        case .rows: "有内容的行超过\(count)行"
        case .cells: "有内容的单元格超过\(count)个"
        case .columns: "列数超过\(count)列"
        case .sharedTexts: "不同的文字超过\(count)条"
        case .merges: "合并区域超过\(count)处"
        case .lineBytes: "这一行超过\(count)字节"
        case .lines: "文件超过\(count)行"
        }
    }
}
