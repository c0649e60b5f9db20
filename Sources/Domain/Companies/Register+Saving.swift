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

/// Keeps the file and takes its companies over. Cut half way, the same register again does the
/// rest; whole, it changes nothing.
package func save(
    _ register: ReadRegister, of bytes: [UInt8], named file: String, to store: any Store,
    by member: String, in world: World
) async throws -> ImportedCompanies {
    let source = world.identifier(.evidence)
    let now = world.now()
    let title = file.split(separator: "/").last.map(String.init) ?? file
    try await store.write { tx in
        let hash = try tx.saveFile(bytes)
        try tx.save(
            Source(
                id: source, kind: .register, title: title, fileHash: hash.text, learntAt: now,
                by: member))
    }
    var (new, known) = (0, 0)
    let step = Limit.companiesPerTransaction.count
    for start in stride(from: 0, to: register.companies.count, by: step) {
        let part = Array(register.companies[start..<min(start + step, register.companies.count)])
        let fresh = part.map { _ in world.identifier(.company) }
        let done = try await store.write { tx in
            let done = try tx.importCompanies(part, source: source, fresh: fresh)
            try tx.record(
                "companies.imported", on: Subject("source", source.text), by: member, at: now,
                body: .object(["new": JSONValue(done.new), "known": JSONValue(done.known)]))
            return done
        }
        new += done.new
        known += done.known
    }
    return ImportedCompanies(new: new, known: known)
}
