package import Basics

/// What one writing of a text is: an order on paper, minutes, a news item, each with its own say.
package enum PieceKind: String, Sendable, CaseIterable {
    /// 发文
    case issued
    /// 纪要
    case minutes
    /// 批示
    case note
    /// 讲话
    case speech
    /// 新闻
    case news
    /// 评论
    case commentary
    case other

    package var label: Phrase {
        switch self {
        case .issued: "发文"
        case .minutes: "纪要"
        case .note: "领导批示"
        case .speech: "讲话"
        case .news: "新闻"
        case .commentary: "评论"
        case .other: "未定"
        }
    }

    /// Whether what it asks for may become a task; else it is context. A speech binds by the
    /// minutes and papers that follow it.
    package var binds: Bool { self == .issued || self == .minutes || self == .note }
}

/// How sure a rule is; a person may correct it whatever it says.
package enum Confidence: String, Sendable, CaseIterable, Comparable {
    case doubtful, likely, sure

    package var label: Phrase {
        switch self {
        case .doubtful: "存疑"
        case .likely: "较可靠"
        case .sure: "可靠"
        }
    }

    package static func < (left: Confidence, right: Confidence) -> Bool {
        (allCases.firstIndex(of: left) ?? 0) < (allCases.firstIndex(of: right) ?? 0)
    }
}

/// Something read from a text, with the words it was read from; `span` is nil where it comes from
/// beside the text (the head of a page, the person who took it in).
package struct Finding<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value
    package let span: TextSpan?
    package let confidence: Confidence

    package init(_ value: Value, from span: TextSpan?, _ confidence: Confidence) {
        self.value = value
        self.span = span
        self.confidence = confidence
    }
}

/// 密级, and the marks beside it that say who may read.
package enum Secrecy: String, Sendable, CaseIterable {
    case topSecret = "top_secret"
    case secret, confidential, internalUse = "internal", open

    package var label: Phrase {
        switch self {
        case .topSecret: "绝密"
        case .secret: "机密"
        case .confidential: "秘密"
        case .internalUse: "内部"
        case .open: "公开"
        }
    }
}

/// By whose word a piece speaks.
package struct Authority: Sendable, Hashable {
    package var issuer: Finding<String>?
    package var day: Finding<Day>?
    /// 文号
    package var number: Finding<String>?
    /// Nil where no mark stands at the head; that doesn't make a piece public.
    package var secrecy: Finding<Secrecy>?

    package init() {}
}

/// One writing within a text.
package struct Piece: Sendable, Hashable {
    /// From its first line to its last.
    package let span: TextSpan
    package let kind: Finding<PieceKind>
    package let title: Finding<String>?
    package let authority: Authority
    /// In order, none over another; what lies between them is white space.
    package let parts: [DocumentPart]
    /// What made this the beginning of another piece; nil for the first.
    package let cut: PieceCut?
}

/// Why a piece begins where it does.
package enum PieceCut: String, Sendable, CaseIterable {
    /// The piece before ended with its writer's name.
    case creditBefore = "credit_before"
    /// «本报讯», «新华社3月5日电».
    case opening
    /// A title with its own date or source.
    case newHead = "new_head"
    /// Another number of a paper.
    case number
    /// «评论员文章», «编后».
    case genre

    package var label: Phrase {
        switch self {
        case .creditBefore: "前一篇以署名结束"
        case .opening: "另起电头"
        case .newHead: "另有标题和日期"
        case .number: "另有文号"
        case .genre: "另标体裁"
        }
    }
}

/// What a passage is for its piece.
package struct DocumentPart: Sendable, Hashable {
    package enum Role: String, Sendable, CaseIterable {
        case letterhead, number, mark, title, addressee, date, credit, opening, heading, body
        case signature, imprint, furniture

        package var label: Phrase {
            switch self {
            case .letterhead: "版头"
            case .number: "文号"
            case .mark: "密级等标记"
            case .title: "标题"
            case .addressee: "主送"
            case .date: "日期"
            case .credit: "署名"
            case .opening: "电头"
            case .heading: "小标题"
            case .body: "正文"
            case .signature: "落款"
            case .imprint: "版记"
            case .furniture: "页面杂项"
            }
        }
    }

    package let role: Role
    package let span: TextSpan
    /// Only for `furniture`.
    package let furniture: Furniture?
    /// Only for `heading`: 1 is «一、», 9 a line without a number.
    package let level: Int?

    init(_ role: Role, _ span: TextSpan, furniture: Furniture? = nil, level: Int? = nil) {
        self.role = role
        self.span = span
        self.furniture = furniture
        self.level = level
    }
}
