import Basics
import Documents
import Markup

/// A passage that a line of the right side is about.
struct TextMark {
    let span: TextSpan
    /// The line's own place on the page: `fact-12`.
    let line: String
    let state: ReviewState
}

/// A stretch of a document's text with marks in it: what the lines are about, what copying left in
/// it, what seems put in from elsewhere. Nothing of the text is left out.
struct MarkedText {
    let text: [Unicode.Scalar]
    let marks: [TextMark]
    let noise: [TextSpan]
    let doubts: [TextSpan]

    /// One passage; `anchors` names the marks so that a line leads to its place.
    func html(_ span: TextSpan, anchors: Bool = true) -> HTML {
        let span = span.clamped(to: 0..<text.count)
        var cuts: Set<Int> = [span.lowerBound, span.upperBound]
        for part in marks.map(\.span) + noise + doubts where part.overlaps(span) {
            cuts.formUnion([part.lowerBound, part.upperBound].filter(span.contains))
        }
        let places = cuts.sorted()
        return HTML {
            for (start, end) in zip(places, places.dropFirst()) {
                segment(start..<end, anchors: anchors)
            }
        }
    }

    private func segment(_ span: TextSpan, anchors: Bool) -> HTML {
        let words = text.words(span)
        let isNoise = noise.contains { $0.overlaps(span) }
        let isDoubtful = doubts.contains { $0.overlaps(span) }
        let plain = HTML {
            if isNoise {
                del(.class("noise"), .title("复制时带进来的杂符")) { words }
            } else if isDoubtful {
                ins(.class("doubt"), .title("疑似插入或重复")) { words }
            } else {
                words
            }
        }
        guard let mark = marks.first(where: { $0.span.overlaps(span) }) else { return plain }
        guard anchors else { return HTML { strong { plain } } }
        let isFirst = mark.span.lowerBound == span.lowerBound
        return HTML {
            Markup.mark([.class(mark.state.rawValue)] + (isFirst ? [.id("at-" + mark.line)] : [])) {
                a(.href("#" + mark.line)) { plain }
            }
        }
    }
}
