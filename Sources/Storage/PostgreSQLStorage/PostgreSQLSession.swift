import Basics
import CPostgreSQL
import Foundation
import Storage

/// One open connection and its prepared statements: the blocking calls of libpq and nothing else.
/// Used by one actor only.
final class PostgreSQLSession {
    private let connection: OpaquePointer
    /// Names of prepared statements by their text and the types of their parameters.
    private var prepared: [String: String] = [:]
    /// Texts run once. Only the second use is worth a preparation: lists of parameters rarely come
    /// again.
    private var seen: Set<String> = []

    private static let preparedStatements: Limit = 300
    private static let rememberedStatements: Limit = 2_000

    /// `address` is a URL or a connection string of libpq.
    init(address: String) throws {
        let settings = [
            ("dbname", address), ("client_encoding", "UTF8"), ("connect_timeout", "10"),
            ("fallback_application_name", "headwater"), ("keepalives_idle", "60"),
        ]
        let names = CStrings(settings.map(\.0))
        let values = CStrings(settings.map(\.1))
        guard let opened = PQconnectdbParams(names.pointers, values.pointers, 1) else {
            throw PostgreSQLFailure(code: "08001", message: "out of memory")
        }
        connection = opened
        guard PQstatus(connection) == CONNECTION_OK else {
            throw PostgreSQLFailure(code: "08001", message: words)
        }
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        for setting in PostgreSQLSession.settings { try command(setting) }
    }

    deinit { PQfinish(connection) }

    /// `synchronous_commit` may be stricter at the server, never laxer.
    private static let settings = [
        "SET client_min_messages = warning", "SET standard_conforming_strings = on",
        "SET bytea_output = hex", "SET extra_float_digits = 1", "SET lock_timeout = '30s'",
        """
        DO $$ BEGIN IF current_setting('synchronous_commit') = 'off' THEN
        PERFORM set_config('synchronous_commit', 'on', false); END IF; END $$
        """,
    ]

    /// Whether the server has not said good-bye since the last answer. Asks nothing of it.
    var isAlive: Bool {
        PQconsumeInput(connection) == 1 && PQstatus(connection) == CONNECTION_OK
    }

    private var words: String {
        PQerrorMessage(connection).map { String(cString: $0) }?
            .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""
    }

    /// A statement without values and without an answer.
    func command(_ sql: String) throws {
        let result = PQexec(connection, sql)
        defer { PQclear(result) }
        try check(result)
    }

    func rows(_ query: Query) throws -> [ResultRow] {
        let result = try execute(query)
        defer { PQclear(result) }
        try check(result)
        let columnCount = PQnfields(result)
        guard columnCount > 0 else { return [] }
        let columns = ResultColumns(
            (0..<columnCount).map { PQfname(result, $0).map { String(cString: $0) } ?? "" })
        let types = (0..<columnCount).map { PQftype(result, $0) }
        return try (0..<PQntuples(result)).map { row in
            let values = try (0..<columnCount).map { column -> StoredValue in
                guard PQgetisnull(result, row, column) == 0,
                    let start = PQgetvalue(result, row, column)
                else { return .null }
                let length = Int(PQgetlength(result, row, column))
                return try StoredValue(
                    UnsafeRawBufferPointer(start: start, count: length),
                    type: types[Int(column)])
            }
            return ResultRow(columns: columns, values: values)
        }
    }

    private func execute(_ query: Query) throws -> OpaquePointer? {
        let call = try ParameterizedCall(query)
        let key = call.sql + "\u{0}" + call.types.map(String.init).joined(separator: ",")
        if prepared[key] == nil, seen.contains(key), prepared.count < Self.preparedStatements.count
        {
            let name = "s\(prepared.count)"
            let result = PQprepare(connection, name, call.sql, call.count, call.types)
            defer { PQclear(result) }
            try check(result)
            prepared[key] = name
        } else if prepared[key] == nil {
            if seen.count >= Self.rememberedStatements.count { seen.removeAll() }
            seen.insert(key)
        }
        let name = prepared[key]
        return call.withPointers { values, lengths, formats in
            if let name {
                PQexecPrepared(connection, name, call.count, values, lengths, formats, 0)
            } else {
                PQexecParams(
                    connection, call.sql, call.count, call.types, values, lengths, formats, 0)
            }
        }
    }

    /// COPY … FROM STDIN. What a value refuses ends the copy and the transaction.
    func copy(into table: String, columns: [String], rows: some Sequence<[StoredValue]>) throws {
        let started = PQexec(
            connection, "COPY \(table) (\(columns.joined(separator: ","))) FROM STDIN")
        defer { PQclear(started) }
        guard PQresultStatus(started) == PGRES_COPY_IN else { return try check(started) }
        var refused: (any Error)?
        do {
            var buffer = CopyBuffer()
            for row in rows {
                try buffer.append(row)
                if buffer.bytes.count > 1 << 16 { try send(&buffer) }
            }
            try send(&buffer)
        } catch {
            refused = error
        }
        if PQputCopyEnd(connection, refused == nil ? nil : "refused") != 1 { throw failure(nil) }
        var failed: PostgreSQLFailure?
        while let result = PQgetResult(connection) {
            if PQresultStatus(result) == PGRES_FATAL_ERROR { failed = failed ?? failure(result) }
            PQclear(result)
        }
        if let refused { throw refused }
        if let failed { throw failed }
    }

    private func send(_ buffer: inout CopyBuffer) throws {
        let sent = buffer.bytes.withUnsafeBytes {
            $0.withMemoryRebound(to: CChar.self) {
                PQputCopyData(connection, $0.baseAddress, Int32($0.count))
            }
        }
        guard buffer.bytes.isEmpty || sent == 1 else { throw failure(nil) }
        buffer.bytes.removeAll(keepingCapacity: true)
    }

    private func check(_ result: OpaquePointer?) throws {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE: return
        default: throw failure(result)
        }
    }

    private func failure(_ result: OpaquePointer?) -> PostgreSQLFailure {
        func field(_ letter: Unicode.Scalar) -> String? {
            result.flatMap { PQresultErrorField($0, Int32(letter.value)) }
                .map { String(cString: $0) }
        }
        let isLost = PQstatus(connection) != CONNECTION_OK
        // The letters are PG_DIAG_SQLSTATE, _MESSAGE_PRIMARY and _CONSTRAINT_NAME, _COLUMN_NAME.
        return PostgreSQLFailure(
            code: field("C") ?? (isLost ? "08006" : "XX000"), message: field("M") ?? words,
            constraint: field("n") ?? field("c"), isConnectionLost: isLost)
    }
}

/// What the server or libpq said, by SQLSTATE.
struct PostgreSQLFailure: Error {
    var code: String
    var message: String
    var constraint: String?
    var isConnectionLost = false

    /// The connection cannot be used again; also said when the server ends it.
    var endsConnection: Bool {
        isConnectionLost || code.hasPrefix("08") || ["57P01", "57P02", "57P03"].contains(code)
    }

    /// Serialisation failure, deadlock, and statements prepared for a schema or a server that is no
    /// more: the same body may succeed at once.
    var isWorthRepeating: Bool {
        ["40001", "40P01", "26000"].contains(code)
            || code == "0A000" && message.contains("cached plan")
    }

    var fault: StorageFault {
        let name = constraint ?? message
        return switch code {
        case "23505", "23P01": .constraint(BrokenConstraint(.unique, name: name))
        case "23503": .constraint(BrokenConstraint(.foreignKey, name: name))
        case "23514": .constraint(BrokenConstraint(.check, name: name))
        case "23502": .constraint(BrokenConstraint(.notNull, name: name))
        case "40001", "40P01", "55P03", "53300": .busy
        case "53100", "53200", "53400": .full
        case "25006": .readOnly
        case "XX001", "XX002": .corrupt(message)
        case _ where endsConnection: .unavailable(message)
        default: .statement(code: code, message: message)
        }
    }
}

/// C strings that live as long as this value is held.
private final class CStrings {
    let pointers: [UnsafePointer<CChar>?]

    init(_ texts: [String]) { pointers = texts.map { UnsafePointer(strdup($0)) } + [nil] }

    deinit { for pointer in pointers { free(UnsafeMutablePointer(mutating: pointer)) } }
}
