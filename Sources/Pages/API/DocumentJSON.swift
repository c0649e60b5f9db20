package import Basics
package import Documents

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
