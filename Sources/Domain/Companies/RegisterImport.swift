package import Basics
import Evidence
package import Storage
import Tables

extension Limit {
    /// A register is saved in transactions of so many lines, so that others get their turn.
    static let companiesPerTransaction: Limit = 1_000
}

/// The lines of a register's file, packed with gzip or not, read and checked. `file` is the name as
/// it was given.
package func readRegister(_ bytes: [UInt8], file: String) throws -> ReadRegister {
    var lines: [(number: Int, value: JSONValue)] = []
    try eachJSONLine(bytes, file: file) { number, value in lines.append((number, value)) }
    return readRegister(lines, file: file)
}

/// How a register that was read goes into the database: its file first, then part after part, each
/// in a transaction of its own. Cut half way, the same register again does the rest; whole, it
/// changes nothing.
package struct RegisterImport: Sendable {
    package struct Part: Sendable {
        let companies: [RegisteredCompany]
        let fresh: [Identifier]
    }

    package let parts: [Part]
    let source: Identifier
    let title: String
    let bytes: [UInt8]
    let by: String
    let at: Instant

    package init(
        _ register: ReadRegister, of bytes: [UInt8], named file: String, by member: String,
        in world: World
    ) {
        let step = Limit.companiesPerTransaction.count
        let companies = register.companies
        parts = stride(from: 0, to: companies.count, by: step).map { start in
            let part = Array(companies[start..<min(start + step, companies.count)])
            return Part(companies: part, fresh: part.map { _ in world.identifier(.company) })
        }
        source = world.identifier(.evidence)
        title = file.split(separator: "/").last.map(String.init) ?? file
        self.bytes = bytes
        by = member
        at = world.now()
    }
}

extension Transaction {
    /// Keeps the file and names it as the source of what follows.
    package func begin(_ register: RegisterImport) throws {
        let hash = try saveFile(register.bytes)
        try save(
            Source(
                id: register.source, kind: .register, title: register.title, fileHash: hash.text,
                learntAt: register.at, by: register.by))
    }

    package func take(
        _ part: RegisterImport.Part, of register: RegisterImport
    ) throws -> ImportedCompanies {
        let done = try importCompanies(
            part.companies, source: register.source, fresh: part.fresh)
        try record(
            "companies.imported",
            on: [Subject("source", register.source.text)]
                + done.renamed.map { Subject("company", $0.text) }, by: register.by,
            at: register.at,
            body: .object([
                "new": JSONValue(done.new), "known": JSONValue(done.known),
                "renamed": JSONValue(done.renamed.count),
            ]))
        return done
    }
}
