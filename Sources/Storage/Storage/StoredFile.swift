package import Basics
import Sealing

/// The name of a stored file: the SHA-256 of its bytes, in 64 hexadecimal digits.
package struct FileHash: Hashable, Sendable, CustomStringConvertible, Storable {
    package let text: String

    /// Nil unless it is 64 hexadecimal digits.
    package init?(_ text: String) {
        guard let digest = Digest(hex: text) else { return nil }
        self.text = digest.hex
    }

    package init(of bytes: [UInt8]) { text = Digest(of: bytes).hex }

    package var description: String { text }
    package var stored: StoredValue { .text(text) }
}

/// Larger than a file may be.
package struct FileTooLarge: Refusal {
    package let size: Int
    package let largest: Int

    package var problems: [Problem] {
        [Problem("文件有\(size / 1_048_576) MB，超过\(largest / 1_048_576) MB的上限")]
    }
}

extension Transaction {
    /// Keeps a file in chunks of 1 MB, at most 256 of them. The same bytes are kept once.
    @discardableResult
    package func saveFile(_ bytes: [UInt8]) throws -> FileHash {
        guard bytes.count <= storedFileBytes.count else {
            throw FileTooLarge(size: bytes.count, largest: storedFileBytes.count)
        }
        let hash = FileHash(of: bytes)
        let isNew = try !rows(
            """
            INSERT INTO file (city_id, hash, size) VALUES (\(city), \(hash), \(bytes.count))
            ON CONFLICT (city_id, hash) DO NOTHING RETURNING size
            """
        ).isEmpty
        guard isNew else { return hash }
        for (number, start) in stride(from: 0, to: bytes.count, by: chunkBytes.count).enumerated() {
            let chunk = Array(bytes[start..<min(start + chunkBytes.count, bytes.count)])
            try run(
                """
                INSERT INTO file_chunk (city_id, hash, number, bytes)
                VALUES (\(city), \(hash), \(number), \(chunk))
                """)
        }
        return hash
    }

    /// The bytes of a file, nil when there is none of that name. Bytes that are not those once
    /// saved are a fault and are not given out.
    package func fileBytes(_ hash: FileHash) throws -> [UInt8]? {
        let known = try rows(
            "SELECT size FROM file WHERE city_id = \(city) AND hash = \(hash)")
        guard let size = try known.first?.int("size") else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(size, storedFileBytes.count))
        for number
            in 0..<((min(size, storedFileBytes.count) + chunkBytes.count - 1) / chunkBytes.count)
        {
            let rows = try rows(
                """
                SELECT bytes FROM file_chunk
                WHERE city_id = \(city) AND hash = \(hash) AND number = \(number)
                """)
            guard let row = rows.first else { break }
            bytes += try row.blob("bytes")
        }
        guard FileHash(of: bytes) == hash else { throw StorageFault.corrupt("file \(hash)") }
        return bytes
    }
}

private let chunkBytes: Limit = 1_048_576
private let storedFileBytes: Limit = 268_435_456
