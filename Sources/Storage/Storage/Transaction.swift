package import Basics

/// The seam of storage: what the body of a read or a write may do. Bound to one city, whose code
/// leads every key. A body is synchronous and may be run again, so it touches only the transaction
/// and what it captured.
package protocol Transaction {
    /// GB/T 2260 code of the city.
    var city: String { get }
    /// For the storage modules: SearchIndex, BulkLoad and the catalogue differ by it, nothing else
    /// does.
    var dialect: Dialect { get }
    func run(_ query: Query) throws
    func rows(_ query: Query) throws -> [ResultRow]
    /// Many rows at the speed of the database: a kept statement on SQLite, COPY on PostgreSQL.
    /// Values stand in the order of `columns`. A row that breaks a constraint ends the transaction.
    func load(
        into table: String, columns: [String], rows: some Sequence<[StoredValue]>) throws
}

/// One database, seen by one city. Concrete ones are made in Main.
package protocol Store: Sendable {
    var city: String { get }
    func read<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T
    @discardableResult
    func write<T: Sendable>(
        _ body: @escaping @Sendable (any Transaction) throws -> T
    ) async throws -> T
}

/// One row of an answer, by column name. A column that is not there or has another type is a bug of
/// the query: it throws `WrongColumn`, a fault.
package struct ResultRow: Sendable {
    package let columns: ResultColumns
    package let values: [StoredValue]

    package init(columns: ResultColumns, values: [StoredValue]) {
        self.columns = columns
        self.values = values
    }
}

/// The names of the columns of one answer, shared by its rows.
package struct ResultColumns: Sendable {
    package let names: [String]
    private let positions: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        positions = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package func position(_ name: String) -> Int? { positions[name] }
}

package struct WrongColumn: Error {
    package let column: String
    package let found: StoredValue?

    package init(column: String, found: StoredValue? = nil) {
        self.column = column
        self.found = found
    }
}

extension ResultRow {
    private func value(_ column: String) throws -> StoredValue {
        guard let position = columns.position(column) else {
            throw WrongColumn(column: column, found: nil)
        }
        return values[position]
    }

    package func optionalText(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: nil
        case .text(let text): text
        case let other: throw WrongColumn(column: column, found: other)
        }
    }

    package func optionalInteger(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: nil
        case .integer(let number): number
        case let other: throw WrongColumn(column: column, found: other)
        }
    }

    package func optionalReal(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: nil
        case .real(let number): number
        case .integer(let number): Double(number)
        case let other: throw WrongColumn(column: column, found: other)
        }
    }

    package func optionalBlob(_ column: String) throws -> [UInt8]? {
        switch try value(column) {
        case .null: nil
        case .blob(let bytes): bytes
        case let other: throw WrongColumn(column: column, found: other)
        }
    }

    package func text(_ column: String) throws -> String {
        try required(optionalText(column), column)
    }
    package func integer(_ column: String) throws -> Int64 {
        try required(optionalInteger(column), column)
    }
    package func real(_ column: String) throws -> Double {
        try required(optionalReal(column), column)
    }
    package func blob(_ column: String) throws -> [UInt8] {
        try required(optionalBlob(column), column)
    }
    package func int(_ column: String) throws -> Int { Int(try integer(column)) }
    package func flag(_ column: String) throws -> Bool { try integer(column) == 1 }
    package func instant(_ column: String) throws -> Instant {
        Instant(microseconds: try integer(column))
    }
    package func optionalInstant(_ column: String) throws -> Instant? {
        try optionalInteger(column).map(Instant.init(microseconds:))
    }
    package func identifier(_ column: String) throws -> Identifier {
        try required(Identifier(text(column)), column)
    }
    package func optionalIdentifier(_ column: String) throws -> Identifier? {
        try optionalText(column).map { try required(Identifier($0), column) }
    }
    package func optionalDay(_ column: String) throws -> Day? {
        try optionalText(column).map { try required(Day(text: $0), column) }
    }
    package func day(_ column: String) throws -> Day { try required(optionalDay(column), column) }
    package func month(_ column: String) throws -> Month {
        try required(Month(text: text(column)), column)
    }

    private func required<T>(_ value: T?, _ column: String) throws -> T {
        guard let value else { throw WrongColumn(column: column, found: nil) }
        return value
    }
}
