package import Basics
package import Tables

/// A stored text and what was found of its form: its pieces, each with its parts. Every line that
/// holds something lies in a part of a piece, furniture too: nothing is dropped in silence.
///
/// Costs a few passes over the text; look-backs are bounded.
package struct DocumentText: Sendable {
    /// As stored. Offsets count its code points.
    package let stored: String
    package let pieces: [Piece]
    package let instructions: [Instruction]
    package let names: [NameInText]
    /// `stored` by code points.
    private let scalars: [Unicode.Scalar]

    /// `day` is the day that whoever took the text in gave it.
    package init(_ stored: String, day: Day? = nil, hints: PaperHints = PaperHints()) {
        let text = ReadText(stored)
        let lines = TextLine.lines(of: text)
        let frame = PageFrame(lines, in: text)
        let starts = PieceCuts(lines, frame: frame, in: text).starts
        var pieces: [Piece] = []
        var instructions: [Instruction] = []
        var names: [NameInText] = []
        for (index, start) in starts.enumerated() where !lines.isEmpty {
            let end = index + 1 < starts.count ? starts[index + 1].line : lines.count
            let own = (start.line..<end).map { (lines[$0], frame.furniture[$0]) }
            let layout = PieceLayout(own, hint: index == 0 ? hints.title : nil, in: text)
            let piece = Piece(
                layout, in: text, day: day, hints: index == 0 ? hints : PaperHints(),
                cut: start.cut)
            let room = Limit.instructionsOfDocument.count - instructions.count
            var reading = InstructionReading(
                layout, kind: piece.kind.value, piece: index,
                day: piece.authority.day?.value ?? day, in: text)
            instructions += reading.instructions(limit: Limit(room))
            names += NameReading.names(
                of: layout, in: text, limit: Limit(Limit.namesOfDocument.count - names.count))
            pieces.append(piece)
        }
        self.stored = stored
        scalars = text.stored
        self.pieces = pieces
        self.instructions = instructions
        self.names = names
    }

    package init(_ paper: Paper, day: Day? = nil) {
        self.init(paper.text, day: day, hints: paper.hints)
    }

    /// What stands in a passage, noise and all.
    package func words(_ span: TextSpan) -> String { scalars.words(span) }

    /// All passages of the page around the text.
    package var furniture: [DocumentPart] {
        pieces.flatMap(\.parts).filter { $0.role == .furniture }
    }
}

extension Piece {
    fileprivate init(
        _ layout: PieceLayout, in text: ReadText, day: Day?, hints: PaperHints, cut: PieceCut?
    ) {
        let kind = PieceKindReading.kind(of: layout, in: text)
        let hintedText = hints.date.map { ReadText($0) }
        let hintedDay =
            hintedText
            .flatMap { WrittenDay.full(in: $0, 0..<$0.count) }?.day(near: nil)
        let parts = layout.parts.map { part in
            DocumentPart(
                part.role, text.span(of: part.range), furniture: part.furniture,
                level: part.heading?.level)
        }
        let written = layout.title.map {
            let words = String(text.words($0).unicodeScalars.filter { $0.value >= 32 })
            return Finding(words, from: text.span(of: $0), Confidence.likely)
        }
        let hinted = hints.title.map { Finding($0, from: nil, Confidence.doubtful) }
        self.init(
            span: (parts.first?.span.lowerBound ?? 0)..<(parts.last?.span.upperBound ?? 0),
            kind: kind,
            title: written.map { title in
                // What the head of the page says too is sure.
                let isHinted = hints.title?.contains(title.value) == true
                return Finding(title.value, from: title.span, isHinted ? .sure : .likely)
            } ?? hinted,
            authority: AuthorityReading(layout: layout, kind: kind.value, text: text)
                .authority(day: day, hintedSource: hints.source, hintedDay: hintedDay),
            parts: parts, cut: cut)
    }
}
