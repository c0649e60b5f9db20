internal import Basics
internal import CZlib

/// Unpacks gzip (RFC 1952), several members one behind the other included, piece by piece.
/// What comes out is counted; a checksum that fails is a damage.
func eachGzipPiece(
    _ bytes: [UInt8], file: String, limits: TableLimits,
    _ body: (UnsafeRawBufferPointer) throws -> Void
) throws {
    try bytes.withUnsafeBytes { memory in
        var stream = z_stream()
        // 16 asks for the gzip header; 15 is the largest window.
        let started = inflateInit2_(
            &stream, 16 + 15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
        guard started == Z_OK else { throw UnreadableFile(file: file, .damaged) }
        defer { inflateEnd(&stream) }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
        defer { room.deallocate() }
        var consumed = 0
        var total = 0
        while true {
            let given = min(memory.count - consumed, 1 << 24)
            guard given > 0 else { throw UnreadableFile(file: file, .damaged) }
            // zlib takes its input through a pointer that is not const, and does not write to it.
            stream.next_in = UnsafeMutablePointer(
                mutating: memory.baseAddress?.advanced(by: consumed)
                    .assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(given)
            stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.avail_out = UInt32(room.count)
            let state = inflate(&stream, Z_NO_FLUSH)
            guard state == Z_OK || state == Z_STREAM_END || state == Z_BUF_ERROR else {
                throw UnreadableFile(file: file, .damaged)
            }
            consumed += given - Int(stream.avail_in)
            let made = room.count - Int(stream.avail_out)
            total += made
            guard total <= limits.partBytes.count else {
                throw UnreadableFile(file: file, .tooLarge(.partBytes, limits.partBytes.count))
            }
            guard total <= 16_777_216 || total / limits.ratio.count <= memory.count else {
                throw UnreadableFile(file: file, .packedTooTightly(file))
            }
            try body(UnsafeRawBufferPointer(rebasing: room[..<made]))
            if state == Z_STREAM_END {
                // Zeros may fill up a block behind the last member.
                if memory[consumed...].allSatisfy({ $0 == 0 }) { return }
                inflateReset(&stream)
            } else if state == Z_BUF_ERROR, made == 0 {
                throw UnreadableFile(file: file, .damaged)
            }
        }
    }
}

/// The unpacked bytes as a whole, bounded by what may be held at once.
func gunzipped(_ bytes: [UInt8], file: String, limits: TableLimits) throws -> [UInt8] {
    var result: [UInt8] = []
    try eachGzipPiece(bytes, file: file, limits: limits) { piece in
        guard result.count + piece.count <= limits.fileBytes.count else {
            throw UnreadableFile(file: file, .tooLarge(.fileBytes, limits.fileBytes.count))
        }
        result.append(contentsOf: piece)
    }
    return result
}
