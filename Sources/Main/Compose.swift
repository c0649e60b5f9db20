import Basics
import Chains
import CommandLine
import Companies
import Documents
import Evidence
import Foundation
import Hummingbird
import Indicators
import Logging
import Pages
import People
import PostgreSQLStorage
import Projects
import Promises
import Rules
import SQLiteStorage
import Storage
import Synchronization
import Tables
import Web

/// The only place where concrete things meet: the clock, randomness, the two databases, the server.
func desk() -> Desk {
    Desk(
        world: liveWorld,
        open: { place in
            let directory = try place.cityDirectories()[0]
            let folder = try loadCity(directory: directory)
            let database = try await Database(place)
            let store = database.store(city: folder.id)
            let now = liveWorld.now()
            try await store.write { tx in try tx.keep(folder, at: now) }
            return CityDesk(folder: folder, store: store)
        },
        serve: serve,
        backup: { place, file in
            let database = try await Database(place)
            let summary = try await backUp(
                database.store(city: ""), to: file, at: liveWorld.now())
            return summary.heads.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        },
        restore: { place, file in
            let database = try await Database(place)
            let summary = try await restore(file, into: database.store(city: ""))
            return summary.heads.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        },
        move: { place, target in
            let database = try await Database(place)
            let goal = try await Database(at: target)
            let backup = place.dataFolder.appendingPathComponent(
                "moving-\(liveWorld.identifier(.evidence)).sqlite")
            try FileManager.default.createDirectory(
                at: place.dataFolder, withIntermediateDirectories: true)
            let summary = try await move(
                database.store(city: ""), to: goal.store(city: ""), over: backup.path,
                at: liveWorld.now())
            return summary.heads.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        },
        printing: printer(), readPDF: pdfReader(),
        watchInterrupts: {
            signal(SIGINT) { _ in
                interrupted.store(true, ordering: .relaxed)
                signal(SIGINT, SIG_DFL)
            }
            return { interrupted.load(ordering: .relaxed) }
        },
        // Unbuffered: a line that was printed is not lost by a kill.
        write: { FileHandle.standardOutput.write(Data($0)) },
        err: { FileHandle.standardError.write(Data(($0 + "\n").utf8)) })
}

/// The machine's clock and its source of randomness, which is cryptographically secure on Linux.
private let liveWorld = World(
    now: {
        Instant(microseconds: Int64((Date().timeIntervalSince1970 * 1_000_000).rounded(.down)))
    },
    random: {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    })

/// Whether Ctrl-C was pressed: a signal's handler may touch nothing but such a value.
private let interrupted = Atomic(false)

/// Either database, opened and migrated.
private enum Database {
    case file(SQLiteDatabase)
    case server(PostgreSQLDatabase)

    init(_ place: PlaceOptions) async throws {
        if let address = place.database ?? environment("HEADWATER_DATABASE") {
            self = .server(try await PostgreSQLDatabase(address: address))
            return
        }
        self = .file(try Database.file(in: place.dataFolder))
    }

    /// `postgres://…`, else a data folder.
    init(at target: String) async throws {
        if target.hasPrefix("postgres") {
            self = .server(try await PostgreSQLDatabase(address: target))
            return
        }
        self = .file(try Database.file(in: URL(fileURLWithPath: target)))
    }

    private static func file(in folder: URL) throws -> SQLiteDatabase {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return try SQLiteDatabase(path: folder.appendingPathComponent("headwater.sqlite").path)
    }

    func store(city: String) -> any Store {
        switch self {
        case .file(let database): database.store(city: city)
        case .server(let database): database.store(city: city)
        }
    }
}

private func serve(_ options: ServeOptions) async throws {
    let database = try await Database(options.place)
    var cities: [City] = []
    for directory in try options.place.cityDirectories() {
        let folder = try loadCity(directory: directory)
        let store = database.store(city: folder.id)
        let now = liveWorld.now()
        try await store.write { tx in try tx.keep(folder, at: now) }
        cities.append(City(folder: folder, store: store))
    }
    var logger = Logger(label: "headwater")
    logger.logLevel = .info
    let house = House(
        cities: cities, routes: allRoutes(), world: liveWorld,
        english: try englishLexicon(files: [
            BasicsEnglish.file, TablesEnglish.file, StorageEnglish.file, RulesEnglish.file,
            PeopleEnglish.file, EvidenceEnglish.file, PromisesEnglish.file,
            CompaniesEnglish.file, ChainsEnglish.file, ProjectsEnglish.file,
            IndicatorsEnglish.file, DocumentsEnglish.file, PagesEnglish.file, WebEnglish.file,
            CommandLineEnglish.file,
        ]),
        assets: Assets(folder: options.place.dataFolder.appendingPathComponent("assets").path),
        proxies: Set(options.proxies), printing: printer(), readPDF: pdfReader(),
        logger: logger)
    let application = server(house, host: options.host, port: options.port) { port in
        FileHandle.standardOutput.write(Data("http://\(options.host):\(port)/\n".utf8))
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await application.runService() }
        group.addTask { try await tidyDaily(house) }
        group.addTask { try await followCompanies(house) }
        group.addTask { try await keepColumns(house) }
        try await group.next()
        group.cancelAll()
    }
}

/// Until it is cancelled. What a day's tidying fails at, the next day's will do.
private func tidyDaily(_ house: House) async throws {
    while true {
        for city in house.cities {
            do {
                try await city.tidy(at: house.world.now())
            } catch {
                house.logger.error("tidying of \(city.code): \(error)")
            }
        }
        try await Task.sleep(for: .seconds(86_400))
    }
}

/// Until it is cancelled: what was asked for is there a moment later.
private func keepColumns(_ house: House) async throws {
    while true {
        for city in house.cities {
            do {
                try await city.keepColumns(in: house.world)
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                house.logger.error("columns of \(city.code): \(error)")
            }
        }
        try await Task.sleep(for: .seconds(2))
    }
}

/// Until it is cancelled: what changed of companies in a minute is looked at after it.
private func followCompanies(_ house: House) async throws {
    // Names this node for as long as it runs.
    let holder = liveWorld.identifier(.evidence).text
    while true {
        for city in house.cities {
            do {
                try await city.searchDuplicates(
                    on: house.workbench, in: house.world, holder: holder)
                try await city.renewListings(at: house.world.now())
            } catch is CancellationError {
                throw CancellationError()
            } catch {
                house.logger.error("what follows from the companies of \(city.code): \(error)")
            }
        }
        try await Task.sleep(for: .seconds(60))
    }
}

private func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}

extension PlaceOptions {
    var dataFolder: URL {
        URL(fileURLWithPath: data ?? environment("HEADWATER_DATA") ?? "data")
    }

    /// The folders named, else the sample city that came with the program: beside it in an
    /// installed archive, at the project's root in a checkout.
    func cityDirectories() throws -> [String] {
        if !city.isEmpty { return city }
        if let named = environment("HEADWATER_CITY") { return [named] }
        var folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        while folder.path != "/" {
            folder.deleteLastPathComponent()
            let sample = folder.appendingPathComponent("Cities/sample")
            if FileManager.default.fileExists(atPath: sample.path) { return [sample.path] }
        }
        throw CityProblems([Problem("没有城市目录，请用 --city 指明", at: .field("--city"))])
    }
}
