internal import CZip

/// The disk or the memory failed while a file was made: not what was asked for.
package struct WritingFault: Error, Sendable {
    package let step: String
}

/// Packs files into one zip, in the given order. Equal input gives equal bytes: every file carries
/// the first moment that a zip can name, 1980-01-01.
package func zipArchive(_ entries: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    var failure = zip_error_t()
    zip_error_init(&failure)
    defer { zip_error_fini(&failure) }
    guard let source = zip_source_buffer_create(nil, 0, 0, &failure) else {
        throw WritingFault(step: "zip_source_buffer_create")
    }
    defer { zip_source_free(source) }
    guard let archive = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &failure) else {
        throw WritingFault(step: "zip_open_from_source")
    }
    // The archive frees its source when it closes; we read it afterwards.
    zip_source_keep(source)
    do {
        for entry in entries { try add(entry.name, entry.bytes, to: archive) }
    } catch {
        zip_discard(archive)
        throw error
    }
    guard zip_close(archive) == 0 else {
        zip_discard(archive)
        throw WritingFault(step: "zip_close")
    }
    return try contents(of: source)
}

private func add(_ name: String, _ bytes: [UInt8], to archive: OpaquePointer) throws {
    // libzip reads the memory when it closes, long after this call, and frees it then; it never
    // frees that of an empty file.
    let copy =
        bytes.isEmpty
        ? nil : UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
    copy?.copyBytes(from: bytes)
    guard let source = zip_source_buffer(archive, copy?.baseAddress, UInt64(bytes.count), 1) else {
        copy?.deallocate()
        throw WritingFault(step: "zip_source_buffer")
    }
    let index = zip_file_add(archive, name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
    guard index >= 0 else {
        zip_source_free(source)
        throw WritingFault(step: "zip_file_add")
    }
    // Year 0 of 1980, month 1, day 1, in the bits of a DOS date.
    let firstDay: UInt16 = 1 << 5 | 1
    guard zip_file_set_dostime(archive, UInt64(index), 0, firstDay, 0) == 0,
        zip_set_file_compression(archive, UInt64(index), ZIP_CM_DEFLATE, 6) == 0
    else { throw WritingFault(step: "zip_file_set_dostime") }
}

private func contents(of source: OpaquePointer) throws -> [UInt8] {
    guard zip_source_open(source) == 0 else { throw WritingFault(step: "zip_source_open") }
    defer { zip_source_close(source) }
    var result: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
    defer { room.deallocate() }
    while true {
        let count = zip_source_read(source, room.baseAddress, UInt64(room.count))
        guard count >= 0 else { throw WritingFault(step: "zip_source_read") }
        guard count > 0 else { return result }
        result.append(contentsOf: room[..<Int(count)])
    }
}
