import Basics
import CommandLine
import Companies
import Foundation
import Hummingbird
import Logging
import Pages
import People
import PostgreSQLStorage
import Projects
import Rules
import SQLiteStorage
import Storage
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
        out: { print($0) },
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

/// Either database, opened and migrated.
private enum Database {
    case file(SQLiteDatabase)
    case server(PostgreSQLDatabase)

    init(_ place: PlaceOptions) async throws {
        if let address = place.database ?? environment("HEADWATER_DATABASE") {
            self = .server(try await PostgreSQLDatabase(address: address))
            return
        }
        let folder = place.dataFolder
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true)
        self = .file(
            try SQLiteDatabase(path: folder.appendingPathComponent("headwater.sqlite").path))
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
            PeopleEnglish.file, CompaniesEnglish.file, ProjectsEnglish.file, PagesEnglish.file,
            WebEnglish.file, CommandLineEnglish.file,
        ]),
        assets: Assets(folder: options.place.dataFolder.appendingPathComponent("assets").path),
        proxies: Set(options.proxies), logger: logger)
    try await server(house, host: options.host, port: options.port) { port in
        print("http://\(options.host):\(port)/")
    }.runService()
}

private func environment(_ name: String) -> String? {
    ProcessInfo.processInfo.environment[name].flatMap { $0.isEmpty ? nil : $0 }
}

extension PlaceOptions {
    var dataFolder: URL {
        URL(fileURLWithPath: data ?? environment("HEADWATER_DATA") ?? "data")
    }

    /// The folders named, else the sample city that came with the program: beside it in an installed archive, at the
    /// project's root in a checkout.
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
