import Basics
import Rules
import Texts

extension Limit {
    /// Rows of a register that share one name and have codes of their own.
    static let namesakesInRegister: Limit = 100
}

extension ReadRegister {
    /// Finds the rows that mean one company and those that contradict each other. Rows of one name
    /// without a code that contradicts are one company, the first of them with what the others add;
    /// rows of one code and different names are all refused, since nobody can tell which is right.
    /// Rows with a credit code are looked at first and those without any code last: what a row
    /// means does not hang on where it stands.
    mutating func compareRows() {
        var known = KnownRows()
        var (certain, coded, bare): ([Int], [Int], [Int]) = ([], [], [])
        for place in 0..<count where !refused.contains(place) {
            let row = rows[place]
            if row.code(.uscc) != nil {
                certain.append(place)
            } else if row.codes.isEmpty {
                bare.append(place)
            } else {
                coded.append(place)
            }
        }
        for place in [certain, coded, bare].joined() where !refused.contains(place) {
            let row = rows[place]
            let holders = Set(row.codes.compactMap { known.holder(of: $0, in: self) })
            if holders.isEmpty {
                settle(place, row, known.namesakes(of: row, in: self), &known)
            } else if holders.count == 1, let holder = holders.first {
                settle(place, row, sharingCodeWith: holder, &known)
            } else {
                let first = holders.sorted().map { String(rows[$0].row) }.joined(separator: "、")
                refuse(
                    place,
                    [
                        Problem(
                            "这一行的号码分属第 \(first) 行（\(row.name)）",
                            at: places.place(row.row, row.codes.first?.scheme ?? .uscc))
                    ])
            }
        }
        for (place, holder) in absorbed where refused.contains(holder) {
            refuse(place, holderRefused(place))
            absorbed[place] = nil
        }
    }

    private mutating func settle(
        _ place: Int, _ row: RegisteredCompany, _ namesakes: [Int], _ known: inout KnownRows
    ) {
        switch namesakes.count {
        case 0:
            guard !known.add(row, at: place) else { return }
            refuse(
                place,
                [
                    Problem(
                        "同名的企业超过\(Limit.namesakesInRegister.count)行（\(row.name)）",
                        at: places.place(row.row, .name))
                ])
        case 1: absorb(place, row, into: namesakes[0], &known)
        default:
            let lines = namesakes.map { String(rows[$0].row) }.joined(separator: "、")
            refuse(
                place,
                [
                    Problem(
                        "与第 \(lines) 行同名而号码不同，没有号码就认不出是哪一家（\(row.name)）",
                        at: places.place(row.row, .name))
                ])
        }
    }

    private mutating func settle(
        _ place: Int, _ row: RegisteredCompany, sharingCodeWith holder: Int,
        _ known: inout KnownRows
    ) {
        let other = company(holder)
        guard let shared = row.codes.first(where: other.codes.contains) else { return }
        if row.name.folded == other.name.folded, !row.contradicts(other) {
            return absorb(place, row, into: holder, &known)
        }
        let apart = row.contradiction(to: other)
        for (place, own, with) in [(place, row, other), (holder, other, row)] {
            let at = places.place(own.row, shared.scheme)
            let label = shared.scheme.label
            let names = "\(own.name)／\(with.name)"
            refuse(
                place,
                [
                    apart.map { other in
                        Problem(
                            "与第 \(with.row) 行的\(label)相同而\(other.label)不同（\(own.name)）", at: at)
                    }
                        ?? Problem(
                            "\(label) \(shared.value) 与第 \(with.row) 行相同（\(names)）", at: at)
                ])
        }
    }

    private mutating func absorb(
        _ place: Int, _ row: RegisteredCompany, into holder: Int, _ known: inout KnownRows
    ) {
        joined[holder] = company(holder).joined(with: row)
        absorbed[place] = holder
        known.add(codes: row.codes, of: holder)
        note(
            Problem(
                "与第 \(rows[holder].row) 行是同一家企业，合为一条（\(row.name)）",
                at: places.place(row.row)))
    }
}

/// The rows read so far, by code and by name. Keys are hashes; who asks looks at the row itself.
private struct KnownRows {
    private var byCode: [UInt64: Int32] = [:]
    private var byName: [UInt64: Int32] = [:]
    /// Further rows of a name, by the first.
    private var namesakes: [Int32: [Int32]] = [:]

    /// False where too many have the name.
    mutating func add(_ row: RegisteredCompany, at place: Int) -> Bool {
        let key = hash(row.name.folded)
        if let first = byName[key] {
            let others = namesakes[first, default: []]
            guard others.count < Limit.namesakesInRegister.count else { return false }
            namesakes[first] = others + [Int32(place)]
        } else {
            byName[key] = Int32(place)
        }
        add(codes: row.codes, of: place)
        return true
    }

    mutating func add(codes: [CompanyCode], of place: Int) {
        for code in codes where byCode[hash(code)] == nil { byCode[hash(code)] = Int32(place) }
    }

    func holder(of code: CompanyCode, in register: ReadRegister) -> Int? {
        byCode[hash(code)].map(Int.init).flatMap {
            register.company($0).codes.contains(code) ? $0 : nil
        }
    }

    /// Rows of the same name whose codes don't contradict.
    func namesakes(of row: RegisteredCompany, in register: ReadRegister) -> [Int] {
        let name = row.name.folded
        guard let first = byName[hash(name)] else { return [] }
        return ([first] + (namesakes[first] ?? [])).map(Int.init).filter {
            let other = register.company($0)
            return other.name.folded == name && !other.contradicts(row)
        }
    }

    private func hash(_ code: CompanyCode) -> UInt64 {
        hash(code.scheme.rawValue + ":" + code.value)
    }

    /// FNV-1a, 64 bits.
    private func hash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
