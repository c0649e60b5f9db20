import Basics
import Foundation
import Rules
import Storage
import TestSupport
import Testing

@Suite("Versions of the city folder in the database")
struct KeptFolderTests {
    @Test(
        "a version is kept once, and says the same when it is read again",
        arguments: Stores.available)
    func kept(stores: StoreKind) async throws {
        let city = try loadCity(directory: projectRoot.path + "/Cities/sample")
        let changed = try readCity(
            city.files.map { file in
                file.name == "sample/city.yaml"
                    ? CityFile(name: file.name, bytes: file.bytes + Array("# later\n".utf8)) : file
            }, folder: city.folder)
        let store = try await stores.fresh(city: city.id)
        let first = Instant(microseconds: 1_000_000), second = first.adding(seconds: 60)
        let isNew = try await store.write { tx in
            [
                try tx.keep(city, at: first), try tx.keep(city, at: second),
                try tx.keep(changed, at: second),
            ]
        }
        #expect(isNew == [true, false, true])
        let versions = try await store.read { tx in try tx.keptFolders() }
        #expect(versions.map(\.hash) == [city.hash, changed.hash])
        #expect(versions.map(\.firstLoadedAt) == [first, second])
        let again = try await store.read { tx in try tx.keptCity(hash: city.hash) }
        #expect(again?.files == city.files)
        #expect(again?.hash == city.hash)
        #expect(again?.units == city.units)
        #expect(again?.rules == city.rules)
        let none = try await store.read { tx in try tx.keptCity(hash: "none") }
        #expect(none == nil)
    }
}
