import Foundation
import Tables

/// Debian's pdftotext gives the text of a .pdf; nil where it isn't installed. It is given the file
/// alone, half a minute and a gigabyte.
func pdfReader() -> PDFText? {
    guard FileManager.default.isExecutableFile(atPath: pdfToText) else { return nil }
    return { bytes in
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("headwater-read-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { removeFolder(folder) }
        let (source, target) = (
            folder.appendingPathComponent("paper.pdf"), folder.appendingPathComponent("paper.txt")
        )
        try Data(bytes).write(to: source)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
        // In the order of the file: by place a number in another face would leave its line.
        process.arguments = [
            "--as=1073741824", "--cpu=30", pdfToText, "-q", "-raw", "-enc", "UTF-8", "-nopgbrk",
            source.path, target.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0,
            let text = FileManager.default.contents(atPath: target.path)
        else { throw UnreadablePDF() }
        return String(decoding: text, as: UTF8.self)
    }
}

private let pdfToText = "/usr/bin/pdftotext"
