package import Basics

/// A document in the layout of GB/T 9704-2012 (党政机关公文格式), to be written as .docx. What is nil is
/// left out. Equal values give equal bytes.
package struct OfficialDocument: Sendable {
    /// 密级, upper left on the first page: «内部».
    package var mark: String?
    /// A line above every page: «示例数据,非正式公文».
    package var header: String?
    /// A line break cuts the title where sense allows it.
    package var title: String
    /// 主送, without the colon.
    package var addressee: String?
    package var body: [DocumentBlock]
    /// 署名 and 成文日期 below the body.
    package var signature: String?
    package var day: Day?
    /// 附注, in brackets below the day.
    package var note: String?
    /// 附件: named below the body, each on pages of its own after it.
    package var attachments: [DocumentAttachment] = []
    package var author: String
    /// Stands in the file as its creation; a clock is never asked.
    package var createdAt: Instant

    package init(title: String, body: [DocumentBlock], author: String = "", createdAt: Instant) {
        self.title = title
        self.body = body
        self.author = author
        self.createdAt = createdAt
    }
}

package enum DocumentBlock: Sendable {
    /// Begins two characters in.
    case paragraph(String)
    /// Level 1 is «一、» in 黑体, 2 «（一）» in 楷体, 3 «1.» and 4 «（1）» in 仿宋. The number is set here,
    /// counted from the headings before it.
    case heading(level: Int, String)
    case table(DocumentTable)
    /// In small letters from the left margin: where figures come from, under what they explain.
    case footnote(String)
    case pageBreak
}

package struct DocumentTable: Sendable {
    package enum Alignment: Sendable { case left, center, right }

    package struct Column: Sendable {
        package var heading: String
        /// Share of the width; only the relation between the columns counts.
        package var weight: Double
        package var alignment: Alignment

        package init(_ heading: String, weight: Double = 1, alignment: Alignment = .center) {
            self.heading = heading
            self.weight = weight
            self.alignment = alignment
        }
    }

    /// Above the table, centred.
    package var caption: String?
    /// Above the table at the right: «单位:亿元».
    package var unit: String?
    package var columns: [Column]
    package var rows: [[String]]
    /// Rows in bold, from 0: sums.
    package var strongRows: Set<Int> = []

    package init(columns: [Column], rows: [[String]], caption: String? = nil, unit: String? = nil) {
        self.columns = columns
        self.rows = rows
        self.caption = caption
        self.unit = unit
    }
}

package struct DocumentAttachment: Sendable {
    package var title: String
    package var body: [DocumentBlock]
    /// A wide table needs the page on its side.
    package var isLandscape: Bool

    package init(title: String, body: [DocumentBlock], isLandscape: Bool = false) {
        self.title = title
        self.body = body
        self.isLandscape = isLandscape
    }
}
