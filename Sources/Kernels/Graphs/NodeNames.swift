/// Numbers for names, in the order in which they were first met: a hash table over the bytes of
/// UTF-8. Names are the same when their bytes are; nothing is folded. Twelve to thirty bytes a
/// name, and the name.
package struct NodeNames: Sendable {
    private var bytes: [UInt8] = []
    /// Where each name begins in `bytes`; one more at the end.
    private var starts: [Int] = [0]
    /// The high half of a hash beside a number plus one; open addressing, zero is empty.
    private var slots: [UInt64]
    private var mask: Int

    package var count: Int { starts.count - 1 }

    /// - Parameter expecting: about how many names; more is no error.
    package init(expecting: Int = 0) {
        var size = 64
        while size < expecting * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        mask = size - 1
        starts.reserveCapacity(expecting + 1)
    }

    /// A new name gets the next number.
    package mutating func number(_ name: String) -> Int32 {
        var name = name
        return name.withUTF8 { number(UnsafeRawBufferPointer($0)) }
    }

    /// Nil for a name never met.
    package func number(of name: String) -> Int32? {
        var name = name
        return name.withUTF8 {
            let bytes = UnsafeRawBufferPointer($0)
            let slot = slot(of: bytes, hashed: hashOfBytes(bytes))
            return slots[slot] == 0 ? nil : slots[slot].numberInSlot
        }
    }

    /// The name with a number below `count`; bytes that are no UTF-8 are shown as such.
    package func name(of number: Int32) -> String {
        String(decoding: bytes[starts[Int(number)]..<starts[Int(number) + 1]], as: UTF8.self)
    }

    /// A new name gets the next number.
    @inline(__always)
    mutating func number(_ name: UnsafeRawBufferPointer) -> Int32 {
        let hash = hashOfBytes(name)
        let slot = slot(of: name, hashed: hash)
        if slots[slot] != 0 { return slots[slot].numberInSlot }
        let number = Int32(count)
        slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
        bytes.append(contentsOf: name)
        starts.append(bytes.count)
        if count * 2 > mask { grow() }
        return number
    }

    @inline(__always)
    private func slot(of name: UnsafeRawBufferPointer, hashed hash: UInt64) -> Int {
        var slot = Int(truncatingIfNeeded: hash >> 32) & mask
        while slots[slot] != 0 {
            if (slots[slot] ^ hash) >> 32 == 0, isName(slots[slot].numberInSlot, name) { break }
            slot = (slot + 1) & mask
        }
        return slot
    }

    @inline(__always)
    private func isName(_ number: Int32, _ name: UnsafeRawBufferPointer) -> Bool {
        let start = starts[Int(number)]
        let length = starts[Int(number) + 1] - start
        return length == name.count
            && bytes.withUnsafeBytes {
                bytesAreEqual(UnsafeRawBufferPointer(rebasing: $0[start..<start + length]), name)
            }
    }

    private mutating func grow() {
        var wider = [UInt64](repeating: 0, count: slots.count * 2)
        mask = wider.count - 1
        for entry in slots where entry != 0 {
            var slot = Int(truncatingIfNeeded: entry >> 32) & mask
            while wider[slot] != 0 { slot = (slot + 1) & mask }
            wider[slot] = entry
        }
        slots = wider
    }
}

extension UInt64 {
    @inline(__always)
    fileprivate var numberInSlot: Int32 { Int32(truncatingIfNeeded: self) - 1 }
}

@inline(__always)
private func bytesAreEqual(_ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer) -> Bool {
    var place = 0
    while place + 8 <= one.count {
        let same =
            one.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            == other.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        guard same else { return false }
        place += 8
    }
    while place < one.count {
        guard one[place] == other[place] else { return false }
        place += 1
    }
    return true
}

/// Eight bytes at a time: folded products, as in wyhash. No defence against names chosen to
/// collide.
@inline(__always)
private func hashOfBytes(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: bytes.count) &* 0x9E37_79B9_7F4A_7C15
    var place = 0
    while place + 8 <= bytes.count {
        hash = mixed(hash ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
        place += 8
    }
    var rest: UInt64 = 0
    while place < bytes.count {
        rest = rest << 8 | UInt64(bytes[place])
        place += 1
    }
    return mixed(hash ^ rest)
}

@inline(__always)
private func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
}
