package import Basics
import Sealing

/// One SQL statement with its values. An interpolated value becomes a parameter, never text:
/// `"SELECT name FROM project WHERE city_id = \(tx.city) AND id = \(id)"`.
package struct Query: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// Pieces of SQL; one value stands between each two.
    package let pieces: [String]
    package let values: [StoredValue]

    package init(stringLiteral value: String) {
        pieces = [value]
        values = []
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        values = stringInterpolation.values
    }

    package init(pieces: [String], values: [StoredValue]) {
        self.pieces = pieces
        self.values = values
    }

    package static func + (left: Query, right: Query) -> Query {
        let joint = (left.pieces.last ?? "") + (right.pieces.first ?? "")
        return Query(
            pieces: left.pieces.dropLast() + [joint] + right.pieces.dropFirst(),
            values: left.values + right.values)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces = [""]
        var values: [StoredValue] = []

        package init(literalCapacity: Int, interpolationCount: Int) {}

        package mutating func appendLiteral(_ literal: String) {
            pieces[pieces.count - 1] += literal
        }

        package mutating func appendInterpolation(_ value: some Storable) {
            append(value.stored)
        }

        /// Nil is `NULL`.
        package mutating func appendInterpolation(_ value: (some Storable)?) {
            append(value?.stored ?? .null)
        }

        /// A part of a statement: conditions that were built apart.
        package mutating func appendInterpolation(_ part: Query) {
            pieces[pieces.count - 1] += part.pieces.first ?? ""
            for (piece, value) in zip(part.pieces.dropFirst(), part.values) {
                append(value)
                pieces[pieces.count - 1] = piece
            }
        }

        /// `IN \(list)`: a bracketed list of parameters. An empty list matches nothing; a long one
        /// is asked for in parts, `Limit.listInStatement` each.
        package mutating func appendInterpolation(_ list: [some Storable]) {
            pieces[pieces.count - 1] += list.isEmpty ? "(NULL" : "("
            for (index, element) in list.enumerated() {
                if index > 0 { pieces[pieces.count - 1] += "," }
                append(element.stored)
            }
            pieces[pieces.count - 1] += ")"
        }

        private mutating func append(_ value: StoredValue) {
            values.append(value)
            pieces.append("")
        }
    }
}

extension Query {
    /// `(?, ?), (?, ?)`: rows of values for an INSERT, in one pass however many they are.
    package static func values(_ rows: [[StoredValue]]) -> Query {
        var pieces: [String] = []
        var values: [StoredValue] = []
        for row in rows {
            for (column, value) in row.enumerated() {
                pieces.append(column > 0 ? ", " : values.isEmpty ? "(" : "), (")
                values.append(value)
            }
        }
        return Query(pieces: pieces + [values.isEmpty ? "" : ")"], values: values)
    }

    /// Parts of a statement with the same words between them; at least one.
    package static func joined(_ parts: [Query], by word: Query) -> Query {
        parts.dropFirst().reduce(parts[0]) { "\($0) \(word) \($1)" }
    }

    /// The statement with its values in their places, for a person to read or to try by hand; the
    /// program itself never runs a text.
    package var shown: String {
        zip(pieces, values).reduce(into: "") { $0 += $1.0 + $1.1.shown } + (pieces.last ?? "")
    }

    /// A name of a table or column that is part of our program, as text: `project`, `p.id`.
    /// Anything but lower-case letters, digits, underscores and dots is a bug.
    package static func name(_ name: String) -> Query {
        Query(pieces: [checkedName(name)], values: [])
    }

    package static func checkedName(_ name: String) -> String {
        precondition(
            !name.isEmpty
                && name.utf8.allSatisfy {
                    (97...122).contains($0) || (48...57).contains($0) || $0 == 95 || $0 == 46
                },
            "not a name of ours: \(name)")
        return name
    }
}

/// What a cell of a table holds on both databases.
package enum StoredValue: Hashable, Sendable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])
}

extension StoredValue {
    /// As SQL writes it.
    fileprivate var shown: String {
        switch self {
        case .null: "NULL"
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text):
            "'"
                + text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "''") + "'"
        case .blob(let bytes): "X'" + hexText(bytes) + "'"
        }
    }

    /// The value itself, if both databases keep it as it is. A zero byte in a text and a number
    /// that is not finite are refused by one of them and changed by the other.
    package func storable() throws -> StoredValue {
        switch self {
        case .text(let text) where text.utf8.contains(0):
            throw StorageFault.unstorable("zero byte in a text")
        case .real(let number) where !number.isFinite:
            throw StorageFault.unstorable("\(number)")
        default: return self
        }
    }
}

/// A value that a query may carry.
package protocol Storable: Sendable {
    var stored: StoredValue { get }
}

extension Int: Storable { package var stored: StoredValue { .integer(Int64(self)) } }
extension Int64: Storable { package var stored: StoredValue { .integer(self) } }
extension Double: Storable { package var stored: StoredValue { .real(self) } }
extension String: Storable { package var stored: StoredValue { .text(self) } }
/// Flags are 0 and 1, compared `= 1`.
extension Bool: Storable { package var stored: StoredValue { .integer(self ? 1 : 0) } }
extension Array: Storable where Element == UInt8 {
    package var stored: StoredValue { .blob(self) }
}
extension Identifier: Storable { package var stored: StoredValue { .text(text) } }
extension Instant: Storable { package var stored: StoredValue { .integer(microseconds) } }
extension Day: Storable { package var stored: StoredValue { .text(description) } }
extension Month: Storable { package var stored: StoredValue { .text(description) } }
/// A bound of a query: `LIMIT \(Limit.candidates)`.
extension Limit: Storable { package var stored: StoredValue { .integer(Int64(count)) } }

extension Limit {
    /// SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
    package static let listInStatement: Limit = 10_000
}
