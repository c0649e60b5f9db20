import Basics
import Drawing
import Foundation
import Logging
import Pages
import People
import Rules
import SQLiteStorage
import Sealing
import Storage
import Synchronization
import TestSupport
import Web

/// A real city on a real database in a folder of its own, with a member of each kind whose password
/// is known. The clock stands until a test moves it.
final class TestCity: Sendable {
    static let password = "Qing-Shui.2047"

    let folder: CityFolder
    let store: any Store
    private let held: FreshDatabase?
    let directory: URL
    let clock: TestClock
    let city: City

    init() throws {
        folder = try loadCity(directory: projectRoot.appendingPathComponent("Cities/sample").path)
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("headwater-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let database = try SQLiteDatabase(
            path: directory.appendingPathComponent("city.sqlite").path)
        store = database.store(city: folder.id)
        held = nil
        // 2026-10-25 09:00 in the zone of the sample.
        clock = TestClock(at: Instant(microseconds: 1_792_890_000_000_000))
        city = City(folder: folder, store: store)
    }

    /// On either database; the folder of SQLite stands empty beside PostgreSQL.
    init(on kind: StoreKind) async throws {
        folder = try loadCity(directory: projectRoot.appendingPathComponent("Cities/sample").path)
        directory = FileManager.default.temporaryDirectory
            .appendingPathComponent("headwater-web-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let fresh = try await kind.freshDatabase()
        held = fresh
        store = fresh.store(city: folder.id)
        clock = TestClock(at: Instant(microseconds: 1_792_890_000_000_000))
        city = City(folder: folder, store: store)
    }

    deinit {
        do { try FileManager.default.removeItem(at: directory) } catch {
            FileHandle.standardError.write(Data("left behind: \(directory.path)\n".utf8))
        }
    }

    var root: String { "/c/" + folder.id }
    var world: World { clock.world }

    /// `routes` beside those of people; English as the modules give it.
    func house(_ routes: [Route] = [], proxies: Set<String> = []) throws -> House {
        try house(of: peopleRoutes() + routes, proxies: proxies)
    }

    /// With these routes and no others: `allRoutes()` for the whole product.
    func house(
        of routes: [Route], proxies: Set<String> = [], heard: HeardLog? = nil
    ) throws -> House {
        try House(
            cities: [city], routes: routes, world: world,
            english: englishLexicon(files: englishFiles()), assets: Assets(folder: nil),
            proxies: proxies, printing: { page, _ in Array("%PDF \(page)".utf8) },
            readPDF: { String(decoding: $0.dropFirst(5), as: UTF8.self) },
            logger: heard?.logger ?? Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A member who may sign in with `TestCity.password`. Administrators still have to enrol.
    @discardableResult
    func addMember(_ login: String, _ role: Role, unit: String? = nil) async throws -> Member {
        let units = city.units
        let home = unit ?? self.unit(for: role) ?? folder.units[0].id
        let draft = MemberDraft(
            login: login, name: "测试·\(login)", unit: home,
            endsOn: role == .auditor ? Day(2027, 12, 31) : nil)
        let world = world
        let hash = try PasswordHash(
            of: TestCity.password, salt: world.bytes(16),
            cost: PasswordCost(kibibytes: 64, passes: 1))
        let account = NewAccount(
            draft, id: world.identifier(.member), password: hash, isSample: true)
        let occasion = Occasion(.operator, in: world)
        let rules = city.signing
        return try await store.write {
            try $0.addMember(account, roles: [role], on: occasion, units: units, rules: rules)
        }
    }

    /// A unit of the sample whose people may have the role; nil where the sample has none.
    func unit(for role: Role) -> String? {
        let kinds = role.unitKinds ?? [.headquarters]
        return folder.units.first { kinds.contains($0.kind) && $0.successor == nil }?.id
    }
}

/// A clock that a test moves, and random numbers that repeat.
final class TestClock: Sendable {
    private struct State {
        var instant: Instant
        var lots = Lots(seed: 20_261_025)
    }

    private let state: Mutex<State>

    init(at instant: Instant) { state = Mutex(State(instant: instant)) }

    func advance(seconds: Int64) {
        state.withLock { $0.instant = $0.instant.adding(seconds: seconds) }
    }

    var world: World {
        World(
            now: { self.state.withLock { $0.instant } },
            random: { self.state.withLock { $0.lots.next() } })
    }
}

/// The folder of the project: two above this file's.
let projectRoot = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

/// Every `en.yaml` under Sources.
func englishFiles() throws -> [(name: String, bytes: [UInt8])] {
    let sources = projectRoot.appendingPathComponent("Sources")
    let names = try FileManager.default.subpathsOfDirectory(atPath: sources.path).sorted()
    return try names.filter { $0.hasSuffix("en.yaml") }.map {
        ($0, Array(try Data(contentsOf: sources.appendingPathComponent($0))))
    }
}
