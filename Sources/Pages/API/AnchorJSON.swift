package import Basics
import Chains
package import People
package import Storage

extension Transaction {
    /// The anchor companies of a chain, each with what the reader may read of its list.
    package func anchorsJSON(
        of chain: String, home: LocalName, for reader: Actor
    ) throws -> [JSONValue] {
        let mayEdit = reader.may(.editChains)
        let counts = try mayEdit ? needCounts(of: chain) : [:]
        return try anchors(of: chain).map { anchor in
            anchor.json(
                lines: mayEdit ? counts[anchor.number] ?? 0 : nil,
                needs: try reads(reader, anchor: anchor.number)
                    ? needs(of: anchor.number, for: reader) : nil,
                answer: try reverseAnswer(to: anchor, home: home, for: reader))
        }
    }
}

extension Anchor {
    /// - Parameters:
    ///   - lines: how many its list has, for who edits chains.
    ///   - needs: the list, for who reads it.
    fileprivate func json(lines: Int?, needs: [Need]?, answer: ReverseAnswer?) -> JSONValue {
        var members = [
            JSONMember("number", .integer(number)), JSONMember("chain", .string(chain)),
            JSONMember("company", .string(company.text)), JSONMember("name", .string(name)),
            JSONMember("stage", .string(stage.rawValue)),
        ]
        if let lines { members.append(JSONMember("lines", JSONValue(lines))) }
        if let needs {
            members.append(JSONMember("needs", .array(needs.map(\.json))))
        }
        if let answer {
            members.append(
                JSONMember(
                    "answer",
                    .object([
                        "bought_outside": JSONValue(answer.outside.count),
                        "made_here": JSONValue(answer.here),
                        "not_found": JSONValue(answer.notFound),
                        "unknown": JSONValue(answer.unknown),
                    ])))
        }
        return .object(members)
    }
}

extension Need {
    fileprivate var json: JSONValue {
        .object([
            "number": .integer(number), "direction": .string(line.direction.rawValue),
            "product": .string(line.product), "specification": .string(line.specification),
            "quantity": .string(line.quantity), "origin": .string(line.origin),
            "local": line.isLocalWanted.map(JSONValue.bool) ?? .null,
            "needed": .string(line.needed), "remark": .string(line.remark),
            "review": .string(review.rawValue), "link": JSONValue(link),
            "unit": JSONValue(unit), "due": JSONValue(due?.description),
            "answers": .array(
                answers.map { answer in
                    .object([
                        "quarter": .string(answer.quarter.text), "unit": .string(answer.unit),
                        "outcome": .string(answer.outcome.rawValue), "said": .string(answer.said),
                    ])
                }),
        ])
    }
}
