package import Basics
package import Pages
package import Rules
package import Storage
package import Tables

/// What the commands are handed by Main: the world and the ways to open things. Nothing here is
/// global.
package struct Desk: Sendable {
    package let world: World
    /// Opens the database of the options, migrates it and reads the city folder.
    package let open: @Sendable (PlaceOptions) async throws -> CityDesk
    package let serve: @Sendable (ServeOptions) async throws -> Void
    /// Writes every city of the database into one file; the heads of their journals.
    package let backup: @Sendable (PlaceOptions, String) async throws -> [String]
    /// Fills an empty database from a backup.
    package let restore: @Sendable (PlaceOptions, String) async throws -> [String]
    /// Copies everything into an empty database: `postgres://…` or a data folder.
    package let move: @Sendable (PlaceOptions, String) async throws -> [String]
    /// Makes a PDF.
    package let printing: PaperPrinting
    /// Nil where nothing that reads them is installed.
    package let readPDF: PDFText?
    /// From now on Ctrl-C is only noted, once: long work asks whether it was pressed. The second
    /// one ends the program as ever.
    package let watchInterrupts: @Sendable () -> (@Sendable () -> Bool)
    /// Writes to standard output, as it is.
    package let write: @Sendable ([UInt8]) -> Void
    /// Writes one line to standard error.
    package let err: @Sendable (String) -> Void

    package init(
        world: World, open: @escaping @Sendable (PlaceOptions) async throws -> CityDesk,
        serve: @escaping @Sendable (ServeOptions) async throws -> Void,
        backup: @escaping @Sendable (PlaceOptions, String) async throws -> [String],
        restore: @escaping @Sendable (PlaceOptions, String) async throws -> [String],
        move: @escaping @Sendable (PlaceOptions, String) async throws -> [String],
        printing: @escaping PaperPrinting, readPDF: PDFText?,
        watchInterrupts: @escaping @Sendable () -> (@Sendable () -> Bool),
        write: @escaping @Sendable ([UInt8]) -> Void, err: @escaping @Sendable (String) -> Void
    ) {
        self.world = world
        self.open = open
        self.serve = serve
        self.backup = backup
        self.restore = restore
        self.move = move
        self.printing = printing
        self.readPDF = readPDF
        self.watchInterrupts = watchInterrupts
        self.write = write
        self.err = err
    }
}

extension Desk {
    /// Writes one line to standard output.
    package func out(_ line: String) { write(Array((line + "\n").utf8)) }

    /// Every problem of a refusal on its own line, its place first.
    package func tell(_ problems: [Problem]) {
        for problem in problems { err(text(problem)) }
    }

    func text(_ problem: Problem) -> String {
        let message = Lexicon.chinese.text(problem.message)
        return problem.place.map { "\($0): \(message)" } ?? message
    }
}

/// One city with its folder and its store.
package struct CityDesk: Sendable {
    package let folder: CityFolder
    package let store: any Store

    package init(folder: CityFolder, store: any Store) {
        self.folder = folder
        self.store = store
    }
}

/// Part of what was asked was done; the reasons for the rest were printed. Exit code 1.
package struct PartlyRefused: Refusal {
    package let count: Int

    package var problems: [Problem] { [Problem("\(count)处没有收，其余已收")] }
}
