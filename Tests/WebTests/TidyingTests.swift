import Basics
import People
import Storage
import Testing

@testable import Web

@Test("a day's tidying deletes what has served its time and nothing else")
func tidying() async throws {
    let test = try TestCity()
    try await test.addMember("office", .headquarters)
    let client = WebClient(try test.house())
    _ = try await client.signIn(test.root, "office", TestCity.password)
    let now = test.world.now()
    try await test.store.write { tx in
        _ = try tx.takeForm(key: "today", at: now)
        _ = try tx.takeForm(key: "yesterday", at: now.adding(seconds: -90_000))
    }
    func left() async throws -> [Int] {
        try await test.store.read { tx in
            try [
                tx.rows("SELECT * FROM visit WHERE city_id = \(tx.city)").count,
                tx.rows("SELECT * FROM form_receipt WHERE key_hash = 'today'").count,
                tx.rows("SELECT * FROM form_receipt WHERE key_hash = 'yesterday'").count,
            ]
        }
    }
    #expect(try await left() == [1, 1, 1])
    try await test.city.tidy(at: now)
    #expect(try await left() == [1, 1, 0])
    try await test.city.tidy(at: now.adding(seconds: 200 * 86_400))
    #expect(try await left() == [0, 0, 0])
}
