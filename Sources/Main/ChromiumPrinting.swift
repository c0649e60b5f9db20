import Foundation
import Pages

func printer() -> PaperPrinting {
    let printer = Printer()
    return { page, form in try await printer.print(page, form) }
}

/// One paper after another: a browser takes a core and 200 MB.
private actor Printer {
    private var last: Task<[UInt8], any Error>?

    func print(_ page: String, _ form: PrintedForm) async throws -> [UInt8] {
        let before = last
        let own = Task {
            _ = await before?.result
            return try await printWithChromium(page, form)
        }
        last = own
        return try await own.value
    }
}

/// Chromium makes the PDF or the picture; it is asked for nothing else, and reads nothing but the
/// page.
private func printWithChromium(
    _ page: String, _ form: PrintedForm
) async throws -> [UInt8] {
    let programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    guard let program = programs.first(where: FileManager.default.isExecutableFile) else {
        throw NoPrinter.missing
    }
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("headwater-print-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    defer { removeFolder(folder) }
    let (source, target) = (
        folder.appendingPathComponent("page.html"), folder.appendingPathComponent(form.fileName)
    )
    try Data(page.utf8).write(to: source)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = [
        "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer",
        "--user-data-dir=\(folder.appendingPathComponent("profile").path)",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--timeout=60000",
    ]
    process.arguments? += form.arguments(target: target.path) + [source.absoluteString]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try await run(process)
    guard process.terminationStatus == 0,
        let bytes = FileManager.default.contents(atPath: target.path)
    else { throw NoPrinter.failed }
    return Array(bytes)
}

extension PrintedForm {
    /// Chromium knows by the name what to make.
    fileprivate var fileName: String { self == .pdf ? "page.pdf" : "page.png" }

    fileprivate func arguments(target: String) -> [String] {
        switch self {
        case .pdf: ["--print-to-pdf=\(target)"]
        case .image(let width, let height):
            [
                "--screenshot=\(target)", "--window-size=\(width),\(height)",
                "--hide-scrollbars", "--force-device-scale-factor=2",
            ]
        }
    }
}

private func run(_ process: Process) async throws {
    try await withCheckedThrowingContinuation { (ended: CheckedContinuation<Void, any Error>) in
        process.terminationHandler = { _ in ended.resume() }
        do {
            try process.run()
        } catch {
            process.terminationHandler = nil
            ended.resume(throwing: error)
        }
    }
}

/// What stays behind lies in the folder for temporary files.
func removeFolder(_ folder: URL) {
    do {
        try FileManager.default.removeItem(at: folder)
    } catch {
        FileHandle.standardError.write(Data("\(folder.path): \(error)\n".utf8))
    }
}
