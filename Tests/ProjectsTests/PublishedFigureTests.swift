import Basics
import Foundation
import Indicators
import People
import Rules
import Storage
import TestSupport
import Testing

@Suite("Published figures in the ledger")
struct PublishedFigureTests {
    private func release(
        _ period: String, _ value: String, _ more: [String: String] = [:], replaces: String? = nil
    ) -> PublishedDraft {
        PublishedDraft(
            [
                "period": period, "value": value, "released": "2025-11-20", "source": "示例通报",
            ].merging(more) { $1 }, replaces: replaces)
    }

    @Test(
        "a release is entered, restated with a reason, corrected, and had again as it was known",
        arguments: Stores.available)
    func releases(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.publish([
            release(
                "2025-01..2025-10", "7亿美元", ["change": "-3.5%", "share": "20%", "share_of": "全省"])
        ])
        #expect(try await office.held() == ["2025-01..2025-10 7亿美元"])
        let before = office.now()
        let restated = release(
            "2025-01..2025-10", "7.2亿美元", ["released": "2025-12-20"])
        #expect(
            await office.refusals { try await office.publish([restated]) } == [
                "note 2025-11-20发布的是7亿美元，写明为什么改"
            ])
        #expect(
            await office.refusals {
                try await office.publish([release("2025-01..2025-10", "7.1亿美元")])
            } == ["value 同一次发布里有两个数：7亿美元、7.1亿美元"])
        #expect(
            await office.refusals {
                try await office.publish([release("2025-01..2025-10", "7亿美元")])
            } == ["value 这一条已经有了"])
        try await office.publish([
            release(
                "2025-01..2025-10", "7.2亿美元", ["released": "2025-12-20", "note": "补报"])
        ])
        #expect(try await office.held() == ["2025-01..2025-10 7.2亿美元"])
        // The second was typed wrongly; its correction is corrected once more.
        try await office.publish([
            release(
                "2025-01..2025-10", "7.3亿美元", ["released": "2025-12-20", "note": "录错"],
                replaces: "2")
        ])
        #expect(
            await office.refusals {
                try await office.publish([
                    release(
                        "2025-01..2025-10", "7.4亿美元", ["released": "2025-12-20", "note": "录错"],
                        replaces: "2")
                ])
            }.first == "replaces 没有这一条，或者已经更正过")
        #expect(
            await office.refusals {
                try await office.publish([
                    release(
                        "2025-01..2025-10", "7.4亿美元", ["released": "2025-12-20"], replaces: "3")
                ])
            }.first == "note 更正请写原因")
        try await office.publish([
            release(
                "2025-01..2025-10", "7.4亿美元", ["released": "2025-12-20", "note": "又录错"],
                replaces: "3")
        ])
        #expect(try await office.held() == ["2025-01..2025-10 7.4亿美元"])
        #expect(try await office.held(before: before) == ["2025-01..2025-10 7亿美元"])
        let entries = try await office.entries()
        #expect(entries.map(\.replacedBy) == [nil, 3, 4, nil])
        #expect(entries[0].figure.change == .percent(-350))
        #expect(entries[0].figure.share?.percent == 2_000)
        #expect(entries[0].figure.scope == "with-finance")
    }

    @Test("what the city folder says isn't said again, nor otherwise")
    func folder() async throws {
        let office = try await LedgerOffice(.sqlite)
        let series = try #require(office.folder.series("official-fdi"))
        let given = try #require(series.entries.first)
        func again(_ value: String) -> PublishedDraft {
            release(
                given.period.description, value, ["released": given.released.description])
        }
        for (value, problem) in [
            (given.written, "value 这一条已经有了"),
            ("9亿美元", "value 同一次发布里有两个数：\(given.written)、9亿美元"),
        ] {
            #expect(
                await office.refusals { try await office.publish([again(value)], in: series) } == [
                    problem
                ])
        }
    }

    @Test("nothing of a file is kept where something in it is wrong", arguments: Stores.available)
    func files(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let file = """
            某市实际使用外资,,,,
            期间,数值（亿美元）,同比(%),口径,备注
            2025-01,0.9,8,,
            2025-01..2025-02,1.7,8.2,,
            2025-01..2025-04,3.1,7.9,,
            2025-01..2025-05,2.8,-1.5,,下调
            """
        let given = ["released": "2025-06-20", "source": "示例通报"]
        func drafts(_ text: String) throws -> [PublishedDraft] {
            try readPublished(
                Array(text.utf8), file: "外资.csv", given: given, units: office.folder.units)
        }
        let wrong = file + "\n2025-13,x,,,\n2025-01..2025-03,2.4,a,no,"
        let problems = await office.refusals { try await office.publish(try drafts(wrong)) }
        #expect(problems.count == 4, "\(problems)")
        #expect(problems.allSatisfy { $0.hasPrefix("外资.csv") })
        #expect(try await office.held().isEmpty)
        try await office.publish(try drafts(file), file: Array(file.utf8))
        let held = try await office.entries().holding
        #expect(held.map(\.written) == ["0.9亿美元", "1.7亿美元", "3.1亿美元", "2.8亿美元"])
        let series = try office.series()
        let months = series.months(of: 2025, unit: nil, from: held)
        #expect(
            months.map(\.value) == [
                9_000_000_000, 8_000_000_000, nil, nil, -3_000_000_000,
            ])
        #expect(months.filter(\.isMissing).map(\.month.month) == [3])
        #expect(await office.refusals { _ = try drafts("项目,金额\na,1") }.count == 1)
        #expect(await office.refusals { _ = try drafts("") }.count == 1)
        let district = office.member(.district, unit: "dongyu")
        await #expect(throws: MemberRefusal.self) {
            try await office.publish([release("2024", "8亿美元")], district)
        }
    }

    @Test("a single month of two scopes isn't told apart")
    func scopes() async throws {
        let office = try await LedgerOffice(.sqlite)
        try await office.publish([
            release("2022-01..2022-04", "3亿美元", ["released": "2022-05-20"]),
            release("2022-01..2022-05", "5亿美元", ["released": "2022-06-20"]),
            release("2022-01..2022-06", "6亿美元", ["released": "2022-07-20"]),
        ])
        let held = try await office.entries().holding
        #expect(held.map(\.scope) == ["without-finance", "with-finance", "with-finance"])
        let months = try office.series().months(of: 2022, unit: nil, from: held)
        #expect(months.map(\.value) == [nil, nil, nil, nil, nil, 10_000_000_000])
    }
}

extension LedgerOffice {
    /// As it stands in the common folder: the sample city's own would bring figures along.
    fileprivate func series() throws -> Series {
        let folder = try loadCity(
            directory: projectFolder.appendingPathComponent("Cities/template").path)
        return try #require(folder.series("official-fdi"))
    }

    fileprivate func publish(
        _ drafts: [PublishedDraft], _ actor: Actor? = nil, in known: Series? = nil,
        file: [UInt8]? = nil
    ) async throws {
        let occasion = occasion(actor ?? member(.headquarters, unit: "headquarters"))
        let series = try known ?? series()
        try await store.write { [folder, today] tx in
            _ = try tx.publish(drafts, of: series, in: folder, today: today, file: file, occasion)
        }
    }

    fileprivate func entries(
        before known: Instant = Instant(microseconds: .max)
    ) async throws -> [PublishedEntry] {
        let series = try series()
        return try await store.read { tx in
            try tx.publishedEntries(of: series, before: known)
        }
    }

    fileprivate func held(
        before known: Instant = Instant(microseconds: .max)
    ) async throws -> [String] {
        try await entries(before: known).holding.map { "\($0.period) \($0.written)" }
    }
}
