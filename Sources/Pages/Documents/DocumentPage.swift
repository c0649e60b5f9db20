import Basics
package import Documents
import Markup
package import Promises
package import Texts

/// One page of a document as it is reviewed: its text with marks on one side, on the other what was
/// read from it, line by line, to accept, to mend or to reject.
package struct DocumentPage: Sendable {
    package let document: Document
    package let pieces: [KeptPiece]
    package let parts: [KeptPart]
    /// The whole text by code points.
    package let text: [Unicode.Scalar]
    package let noise: [TextSpan]
    package let doubts: [TextSuspicion]
    package let leaves: DocumentLeaves
    /// Which of them is shown, from 1.
    package let leaf: Int
    /// Which kind of lines.
    package let show: ProposalKind
    package let facts: [DocumentFact]
    /// By the number of the figure.
    package let compared: [Int64: FactComparison]
    package let instructions: [DocumentInstruction]
    /// Items of the plan, by the number of the instruction that they come from.
    package let planned: [Int64: [PlanItem]]
    package let counts: [ProposalKind: ReviewCounts]
    package let scene: DocumentScene
    package let values: FormValues

    package init(
        document: Document, pieces: [KeptPiece], parts: [KeptPart], text: [Unicode.Scalar],
        noise: [TextSpan], doubts: [TextSuspicion], leaves: DocumentLeaves, leaf: Int,
        show: ProposalKind, facts: [DocumentFact], compared: [Int64: FactComparison],
        instructions: [DocumentInstruction], planned: [Int64: [PlanItem]] = [:],
        counts: [ProposalKind: ReviewCounts], scene: DocumentScene,
        values: FormValues = FormValues()
    ) {
        self.document = document
        self.pieces = pieces
        self.parts = parts
        self.text = text
        self.noise = noise
        self.doubts = doubts
        self.leaves = leaves
        self.leaf = leaf
        self.show = show
        self.facts = facts
        self.compared = compared
        self.instructions = instructions
        self.planned = planned
        self.counts = counts
        self.scene = scene
        self.values = values
    }

    package var page: Page {
        Page(
            "\(document.title)", area: .documents, confidentiality: document.mark.label
        ) {
            pageTitle(text: document.title) {
                link("原文件", to: .documents(.file(document.number)), .class("button"))
                link("与另一份比", to: .documents(.comparison(document.number)), .class("button"))
                link("全部文稿", to: .documents(.list()), .class("button"))
                printButton()
            }
            head
            problemNotice(values.problems)
            tabs(
                ProposalKind.allCases.map { kind in
                    Tab(
                        kind.label, to: .documents(.one(document.number, ["show": kind.rawValue])),
                        isCurrent: kind == show, count: counts[kind]?.proposed ?? 0)
                }, label: "读出来的")
            if scene.mayReview, !lines.isEmpty {
                keyHints([
                    KeyHint("j k", "上下移动"), KeyHint("1", "采用"), KeyHint("2", "不用"),
                    KeyHint("Enter", "改"), KeyHint("u", "撤回"),
                ])
            }
            div(.class("review")) {
                section(.class("source"), .tabindex(0), .ariaLabel("原文")) { source }
                section(.class("lines"), .ariaLabel("读出来的")) {
                    if lines.isEmpty { noLines }
                    for line in lines { line.html }
                }
            }
            if leaves.spans.count > 1 {
                pagination(ListPage(number: leaf, size: 1, total: leaves.spans.count)) { number in
                    .documents(
                        .one(
                            document.number, ["show": show.rawValue, "leaf": String(number)]))
                }
            }
            if scene.mayReview { withdrawal }
        }
    }

    /// What the document is: by whom, of which day, who may read it.
    private var head: HTML {
        div(.class("card")) {
            definitionList([
                Definition("编号", text: String(document.number)),
                Definition("标识") { badge(.info, document.mark.label) },
                Definition("文稿日期", text: document.dated?.description),
                Definition("收文") {
                    scene.units[document.unit]
                    "，\(scene.people[document.by])，\(scene.day(document.at))" as Phrase
                },
                Definition("文件", text: document.fileName),
                Definition("网址", text: document.address),
                Definition("字数") {
                    "\(document.letters)，杂符\(noise.map(\.count).reduce(0, +))" as Phrase
                },
            ])
            if let withdrawn = document.withdrawn {
                notice(
                    .watch,
                    "\(scene.people[withdrawn.by])已撤回：\(withdrawn.reason)")
            }
            if pieces.count > 1 {
                notice(.info, "这份文稿里有\(pieces.count)篇文字，分别认定体裁。")
            }
            for doubt in doubts.prefix(20) {
                notice(.watch, doubt.said)
            }
            if doubts.count > 20 { p("另有\(doubts.count - 20)处没有列出。", .class("hint")) }
        }
    }

    private var shown: [DocumentLine] {
        switch show {
        case .fact: facts.map { .fact($0) }
        case .instruction: instructions.map { .instruction($0) }
        }
    }

    private var lines: [ReviewLine] {
        let shown = shown
        return shown.enumerated().map { place, line in
            ReviewLine(
                line: line, compared: compared[line.number] ?? FactComparison(), page: self,
                next: place + 1 < shown.count ? shown[place + 1].number : nil)
        }
    }

    private var noLines: HTML {
        switch show {
        case .fact: emptyState("这一页没有数据", next: "文中没有带单位的数，或者都在别的页上。")
        case .instruction: emptyState("这一页没有要求", next: "文中没有“要、加快、力争”一类的话，或者都在别的页上。")
        }
    }

    /// The text of this page, passage by passage.
    @HTMLBuilder private var source: HTML {
        let span = leaves.spans[leaf - 1]
        let marked = marked
        var last: Int?
        for part in parts where part.span.overlaps(span) {
            if part.piece != last {
                if let piece = pieces.first(where: { $0.place == part.piece }) {
                    PieceHead(piece: piece, page: self).html
                }
                let _ = last = part.piece
            }
            p(.class("passage", part.role.style)) {
                marked.html(part.span.clamped(to: span))
            }
        }
    }

    private var marked: MarkedText {
        MarkedText(
            text: text, marks: shown.map(\.mark), noise: noise, doubts: doubts.map(\.characters))
    }

    private var withdrawal: HTML {
        disclosure("收错了") {
            postForm(to: .documents(.withdrawal(document.number))) {
                hiddenField("version", String(document.version))
                textField(
                    "reason", "为什么撤回", in: values, hint: "撤回的文稿不再列出，记录留着。",
                    isRequired: true)
                submitButton("撤回这份文稿")
            }
        }
    }
}

/// What the pages of a document show beside it.
package struct DocumentScene: Sendable {
    package let units: UnitNames
    package let people: PeopleNames
    package let zoneOffset: Int
    /// Whether the reader decides on this document.
    package let mayReview: Bool
    /// Whether they enter figures into series.
    package let mayRecord: Bool
    /// Whether they put tasks into the plan.
    package let mayPlan: Bool

    package init(
        units: UnitNames, people: PeopleNames, zoneOffset: Int, mayReview: Bool, mayRecord: Bool,
        mayPlan: Bool
    ) {
        self.units = units
        self.people = people
        self.zoneOffset = zoneOffset
        self.mayReview = mayReview
        self.mayRecord = mayRecord
        self.mayPlan = mayPlan
    }

    func day(_ instant: Instant) -> String { instant.day(offset: zoneOffset).description }
}

/// The head of one writing within a document: its kind, whose word it is, and where a person says
/// otherwise.
private struct PieceHead {
    let piece: KeptPiece
    let page: DocumentPage

    var html: HTML {
        div(.class("piece-head")) {
            strong { "第\(piece.place + 1)篇" as Phrase }
            " "
            badge(piece.kind.binds ? .good : .plain, piece.kind.label)
            " "
            small(.class("hint")) {
                if let by = piece.saidBy, piece.said != nil {
                    "\(page.scene.people[by])认定" as Phrase
                } else {
                    piece.read.confidence.label
                }
                if let cut = piece.cut {
                    "；分篇依据："
                    cut.label
                }
                for word in [piece.issuer, piece.reference, piece.dated?.description] {
                    if let word { "；\(word)" as Phrase }
                }
                if let secrecy = piece.secrecy {
                    "；"
                    secrecy.label
                }
            }
            if page.scene.mayReview {
                disclosure("体裁不对") {
                    postForm(to: .documents(.piece(page.document.number, piece.place))) {
                        hiddenField("show", page.show.rawValue)
                        selectField(
                            "kind", "体裁",
                            PieceKind.allCases.map { Choice($0.rawValue, $0.label) },
                            in: FormValues([AddressItem("kind", piece.kind.rawValue)]),
                            hint: "只有发文、纪要和批示里的要求可以成为任务。")
                        submitButton("保存")
                    }
                }
            }
        }
    }
}

extension TextSuspicion {
    fileprivate var said: Phrase {
        let words = passage.count > 30 ? passage.prefix(30) + "…" : passage[...]
        return switch kind {
        case .inserted: "疑似插入：“\(String(words))”，原文照存，是不是多出来的请看过。"
        case .repeated: "重复的一段：“\(String(words))”"
        }
    }
}

extension DocumentPart.Role {
    /// What looks otherwise than the body.
    fileprivate var style: String? {
        switch self {
        case .title: "titled"
        case .heading: "headed"
        case .furniture: "furniture"
        default: nil
        }
    }
}
