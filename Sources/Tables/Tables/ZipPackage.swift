internal import Basics
internal import CZip

/// The parts of a zip package that lies in memory: their names as a spreadsheet writes them, their
/// bytes unpacked piece by piece. What a part claims to hold is never believed: bytes are counted
/// as they come.
struct ZipPackage: ~Copyable {
    let file: String
    let limits: TableLimits
    private let archive: OpaquePointer
    private let indexes: [String: UInt64]

    /// The package is valid inside `body` only, for it reads from `bytes` in place.
    static func reading<T>(
        _ bytes: [UInt8], file: String, limits: TableLimits,
        _ body: (borrowing ZipPackage) throws -> T
    ) throws -> T {
        try bytes.withUnsafeBytes { memory in
            var failure = zip_error_t()
            zip_error_init(&failure)
            defer { zip_error_fini(&failure) }
            let source = zip_source_buffer_create(
                memory.baseAddress, UInt64(memory.count), 0, &failure)
            guard let source else { throw UnreadableFile(file: file, .damaged) }
            guard let archive = zip_open_from_source(source, ZIP_RDONLY, &failure) else {
                zip_source_free(source)
                throw UnreadableFile(file: file, .damaged)
            }
            let package = try ZipPackage(archive, file: file, limits: limits)
            return try body(package)
        }
    }

    private init(_ archive: OpaquePointer, file: String, limits: TableLimits) throws {
        self.archive = archive
        self.file = file
        self.limits = limits
        var indexes: [String: UInt64] = [:]
        let count = zip_get_num_entries(archive, 0)
        if count <= limits.parts.count {
            for index in 0..<UInt64(max(0, count)) {
                guard let name = zip_get_name(archive, index, 0) else { continue }
                indexes[ZipPackage.key(String(cString: name))] = index
            }
        }
        self.indexes = indexes
        // Thrown last, since a value that is not complete would not close the archive.
        if count > limits.parts.count {
            throw UnreadableFile(file: file, .tooLarge(.parts, limits.parts.count))
        }
    }

    deinit { zip_discard(archive) }

    /// Some writers begin names with a slash, use backslashes, or spell them in other case.
    private static func key(_ name: String) -> String {
        let plain = name.replacing("\\", with: "/").lowercased()
        return plain.hasPrefix("/") ? String(plain.dropFirst()) : plain
    }

    func holds(_ part: String) -> Bool { indexes[ZipPackage.key(part)] != nil }

    /// A small part as a whole; nil when there is none of the name.
    func bytes(of part: String) throws -> [UInt8]? {
        guard holds(part) else { return nil }
        var result: [UInt8] = []
        let bound = limits.heldBytes.count
        try eachPiece(of: part) { memory in
            guard result.count + memory.count <= bound else {
                throw UnreadableFile(file: file, .tooLarge(.heldBytes, bound))
            }
            result.append(contentsOf: memory)
        }
        return result
    }

    /// Gives a long part in pieces, each cut before an opening tag `element`, so that no such
    /// element is torn. The last piece is what follows the last of them.
    func eachPiece(
        of part: String, cutBefore element: StaticString,
        _ body: (Span<UInt8>) throws -> Void
    ) throws {
        var held: [UInt8] = []
        let bound = limits.heldBytes.count
        var wanted = 0
        try eachPiece(of: part) { memory in
            held.append(contentsOf: memory)
            // Waiting for twice what is held keeps the search for the cut linear.
            guard held.count >= wanted else { return }
            let cut = lastOpening(of: element, in: held.span)
            guard cut > 0 else {
                guard held.count <= bound else {
                    throw UnreadableFile(file: file, .tooLarge(.heldBytes, bound))
                }
                wanted = held.count * 2
                return
            }
            try body(held.span.extracting(0..<cut))
            held.removeSubrange(0..<cut)
            wanted = held.count * 2
        }
        try body(held.span)
    }

    private func eachPiece(
        of part: String, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        guard let index = indexes[ZipPackage.key(part)] else {
            throw UnreadableFile(file: file, .missingPart(part))
        }
        var facts = zip_stat_t()
        guard zip_stat_index(archive, index, 0, &facts) == 0 else {
            throw UnreadableFile(file: file, .damaged)
        }
        guard facts.encryption_method == UInt16(ZIP_EM_NONE) else {
            throw UnreadableFile(file: file, .encrypted)
        }
        guard let stream = zip_fopen_index(archive, index, 0) else {
            throw UnreadableFile(file: file, .damaged)
        }
        defer { zip_fclose(stream) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
        defer { room.deallocate() }
        var total = 0
        while true {
            let count = zip_fread(stream, room.baseAddress, UInt64(room.count))
            guard count >= 0 else { throw UnreadableFile(file: file, .damaged) }
            guard count > 0 else { break }
            total += Int(count)
            try check(total, packed: facts.comp_size, of: part)
            try body(UnsafeRawBufferPointer(rebasing: room[..<Int(count)]))
        }
        guard total == facts.size else { throw UnreadableFile(file: file, .damaged) }
    }

    private func check(_ total: Int, packed: UInt64, of part: String) throws {
        guard total <= limits.partBytes.count else {
            throw UnreadableFile(file: file, .tooLarge(.partBytes, limits.partBytes.count))
        }
        let (allowed, overflow) = max(packed, 1).multipliedReportingOverflow(
            by: UInt64(limits.ratio.count))
        guard overflow || total <= 16_777_216 || UInt64(total) <= allowed else {
            throw UnreadableFile(file: file, .packedTooTightly(part))
        }
    }
}

/// Where the last `<element` or `<prefix:element` begins; 0 when there is none after the first
/// byte.
private func lastOpening(of element: StaticString, in bytes: Span<UInt8>) -> Int {
    let length = element.utf8CodeUnitCount
    var position = bytes.count - length - 2
    search: while position > 0 {
        guard bytes[position] == UInt8(ascii: "<") else {
            position -= 1
            continue
        }
        var start = position + 1
        while start < bytes.count, start < position + 32, isNameByte(bytes[start]) { start += 1 }
        start = start < bytes.count && bytes[start] == UInt8(ascii: ":") ? start + 1 : position + 1
        guard start + length < bytes.count, !isNameByte(bytes[start + length]) else {
            position -= 1
            continue
        }
        for offset in 0..<length where bytes[start + offset] != element.utf8Start[offset] {
            position -= 1
            continue search
        }
        return position
    }
    return 0
}

/// Whether a byte may stand inside the local name of a tag.
@inline(__always)
func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 9, 10, 13, 32, UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: ":"),
        UInt8(ascii: "<"), UInt8(ascii: "="):
        false
    default: true
    }
}
