package import Basics
package import Documents
import Facts
import Storage
import Tables
import Texts

extension Instruction {
    /// As `headwater documents instructions` writes it; places are code points of the stored text.
    package func json(in text: DocumentText, file: String) -> JSONValue {
        let kind = text.pieces[piece].kind.value
        return .object([
            "file": .string(file), "kind": .string(self.kind.rawValue),
            "text": .string(self.text), "action": .string(action), "object": .string(object),
            "owners": .array(
                owners.map { owner in
                    .object([
                        "name": .string(owner.name), "part": .string(owner.part.rawValue),
                    ])
                }),
            "due": JSONValue(due?.text), "due_on": JSONValue(due?.last?.description),
            "targets": .array(targets.map { .string($0.text) }),
            "headings": .array(headings.map { .string($0.text) }),
            "speaker": JSONValue(saying?.speaker), "verb": JSONValue(saying?.verb),
            "piece": JSONValue(piece + 1), "piece_kind": .string(kind.rawValue),
            "may_become_task": .bool(mayBecomeTask), "start": JSONValue(clause.lowerBound),
            "end": JSONValue(clause.upperBound), "sentence": .string(text.words(sentence)),
        ])
    }
}

extension ListedDocument {
    package var json: JSONValue {
        .object([
            "number": .integer(document.number), "title": .string(document.title),
            "format": .string(document.kind.rawValue), "mark": .string(document.mark.rawValue),
            "dated": JSONValue(document.dated?.description), "address": JSONValue(document.address),
            "unit": .string(document.unit), "letters": JSONValue(document.letters),
            "file": .string(document.file.text), "version": .integer(document.version),
            "pieces": .array(pieces.map(\.json)), "facts": facts.json,
            "instructions": instructions.json,
        ])
    }
}

extension ReviewCounts {
    fileprivate var json: JSONValue {
        .object([
            "proposed": JSONValue(proposed), "accepted": JSONValue(accepted),
            "rejected": JSONValue(rejected),
        ])
    }
}

extension KeptPiece {
    fileprivate var json: JSONValue {
        .object([
            "piece": JSONValue(place + 1), "kind": .string(kind.rawValue),
            "read": .string(read.value.rawValue), "certainty": .string(read.confidence.rawValue),
            "title": JSONValue(title), "issuer": JSONValue(issuer),
            "dated": JSONValue(dated?.description), "reference": JSONValue(reference),
            "start": JSONValue(span.lowerBound), "end": JSONValue(span.upperBound),
        ])
    }
}

extension DocumentFact {
    /// Places are code points of the document's text; numbers are written out, exact.
    package var json: JSONValue {
        .object([
            "line": .integer(number), "piece": JSONValue(piece + 1),
            "metric": .string(told.metric), "value": .string(told.value.description),
            "unit": .string(told.unit.rawValue), "qualifier": .string(told.qualifier.rawValue),
            "raw": .string(told.raw), "start": JSONValue(told.start),
            "period": JSONValue(told.period?.description),
            "yoy_percent": JSONValue(told.yoyPercent?.description),
            "yoy_points": JSONValue(told.yoyPoints?.description),
            "share_percent": JSONValue(told.sharePercent?.description),
            "share_of": JSONValue(told.shareOf), "rank": JSONValue(told.rank),
            "target_percent": JSONValue(told.targetPercent?.description),
            "scope": JSONValue(told.scope), "review": review.json,
        ])
    }
}

extension DocumentInstruction {
    package var json: JSONValue {
        .object([
            "line": .integer(number), "piece": JSONValue(told.piece + 1),
            "kind": .string(told.kind.rawValue), "text": .string(told.text),
            "owners": .array(told.owners.map { .string($0.name) }),
            "due": JSONValue(told.due?.text), "due_on": JSONValue(told.due?.last?.description),
            "may_become_task": .bool(told.mayBecomeTask),
            "start": JSONValue(told.clause.lowerBound), "end": JSONValue(told.clause.upperBound),
            "review": review.json,
        ])
    }
}

extension Review {
    fileprivate var json: JSONValue {
        .object([
            "state": .string(state.rawValue), "by": JSONValue(by), "reason": JSONValue(reason),
            "mends": JSONValue(mends), "version": .integer(version),
        ])
    }
}

extension FoundPassage {
    package var json: JSONValue {
        .object([
            "document": .integer(document), "title": .string(title),
            "dated": JSONValue(dated?.description), "text": .string(text),
            "start": JSONValue(span.lowerBound), "end": JSONValue(span.upperBound),
            "facts": .array(facts.map(\.json)),
        ])
    }
}
