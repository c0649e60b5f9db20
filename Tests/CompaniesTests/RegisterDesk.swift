import Basics
import Companies
import Foundation
import People
import Rules
import Storage
import Tables

/// Layouts that ship, by the names under which `--columns` knows them.
func shippedLayouts() throws -> [String: ColumnLayout] {
    let city = try loadCity(directory: projectRoot.appendingPathComponent("Cities/sample").path)
    return Dictionary(
        city.columnLayouts(on: CompanyOffice.today).map { ($0.id, $0.layout) },
        uniquingKeysWith: { first, _ in first })
}

/// Cut after so many parts: what a fault or a kill leaves.
struct Cut: Error {}

extension CompanyOffice {
    func read(
        _ bytes: [UInt8], _ file: String = "名录.csv", _ layout: RegisterLayout = .own
    ) async throws -> (register: ReadRegister, plan: RegisterImport) {
        var register = try readRegister(bytes, file: file, as: layout)
        let plan = RegisterImport(register, of: bytes, by: .operator, in: world)
        let cut = try await store.read { tx in try tx.unfinished(plan) }
        register.leaveOut(cut?.leftOut ?? [])
        var place = cut?.done ?? 0
        while let part = register.part(from: place, in: world) {
            register.examine(
                try await store.read { tx in try tx.plan(part, from: plan.source) })
            place = part.end
        }
        return (register, plan)
    }

    /// As the commands and the page do it; refused whole unless `good`.
    @discardableResult
    func take(
        _ text: String, file: String = "名录.csv", good: Bool = false, cutAfter parts: Int = .max,
        _ layout: RegisterLayout = .own
    ) async throws -> ImportProgress {
        let (register, plan) = try await read(Array(text.utf8), file, layout)
        if register.refusedCount > 0, !good { throw CompanyRefusal(register.problems) }
        let refused = register.refusedRows
        var progress = try await store.write { tx in try tx.begin(plan, leavingOut: refused) }
        var done = 0
        while let part = register.part(from: progress.done, in: world) {
            if done == parts { throw Cut() }
            let before = progress
            progress = try await store.write { tx in try tx.take(part, after: before, plan) }
            done += 1
        }
        return progress
    }

    /// What a dry run shows: the outcome of every row, and what of it would become other.
    func compared(_ text: String) async throws -> [String] {
        let (register, plan) = try await read(Array(text.utf8))
        var lines: [String] = []
        var place = 0
        while let part = register.part(from: place, in: world) {
            let planned = try await store.read { tx in try tx.plan(part, from: plan.source) }
            lines += register.lines(of: part, planned).map(shown)
            place = part.end
        }
        return lines
    }

    private func shown(_ line: (row: Int, line: RegisterLine)) -> String {
        switch line.line {
        case .refused: return "\(line.row) refused"
        case .joined(let row): return "\(line.row) joined \(row)"
        case .planned(let plan):
            let changes = plan.outcome.changes.map {
                "\($0.field): \($0.before ?? "") → \($0.after ?? "")"
            }.joined(separator: "; ")
            switch plan.outcome {
            case .new: return "\(line.row) new \(plan.name)"
            case .changed: return "\(line.row) update \(changes)"
            case .unchanged: return "\(line.row) unchanged"
            case .refused: return "\(line.row) refused"
            }
        }
    }

    /// Every company as its lists show it, by name.
    func listed() async throws -> [Company] {
        try await store.read { tx in
            try tx.companies(of: tx.searchCompanies(nil), limit: 5_000).map(\.company)
        }
    }
}

/// A gzip file of one stored block after another (RFC 1951 §3.2.4): packed, though not smaller.
func gzipped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
    func low(_ number: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32($0 * 8)) }
    }
    var start = 0
    repeat {
        let end = min(start + 60_000, bytes.count)
        let length = UInt32(end - start)
        result.append(end == bytes.count ? 1 : 0)
        result += low(length, 2) + low(~length, 2) + bytes[start..<end]
        start = end
    } while start < bytes.count
    var check: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
        check ^= UInt32(byte)
        for _ in 0..<8 { check = check & 1 == 1 ? (check >> 1) ^ 0xEDB8_8320 : check >> 1 }
    }
    return result + low(~check, 4) + low(UInt32(bytes.count), 4)
}

/// Refusals as they are printed, each with its place.
func printed(_ problems: [Problem]) -> [String] {
    problems.map { problem in
        let message = Lexicon.chinese.text(problem.message)
        return problem.place.map { "\($0): \(message)" } ?? message
    }
}
