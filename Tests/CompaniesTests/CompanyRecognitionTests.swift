import Basics
import Companies
import Storage
import TestSupport
import Testing

@testable import Rules

@Suite("Recognitions of companies")
struct CompanyRecognitionTests {
    private let kinds = [
        RecognitionKind(
            id: "hq", name: LocalName(zh: "地区总部"), authority: LocalName(zh: "某厅"),
            place: .field("hq"))
    ]

    private func recognize(
        _ id: Identifier, _ office: CompanyOffice, _ kind: String = "hq",
        _ authority: String = "某厅",
        _ since: String = "2024-03", _ expires: String? = nil
    ) async throws {
        let (grounds, kinds) = (office.grounds("示例：公告", kind: "publication"), kinds)
        let draft = RecognitionDraft(
            kind: kind, authority: authority, since: since, expires: expires)
        try await office.change(id) { tx, version, occasion in
            try tx.recognizeCompany(
                id, version: version, draft, kinds: kinds, on: grounds, occasion)
        }
    }

    @Test(
        "an earlier one is recorded afterwards; of a merging it is said which both have",
        arguments: Stores.available)
    func besideEachOther(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let (from, into) = (try await office.add("示例甲公司"), try await office.add("示例甲有限公司"))
        try await recognize(into, office, "hq", "某厅", "2024-03")
        try await recognize(into, office, "hq", "某厅", "2020", "2023-02-28")
        try await recognize(from, office, "hq", "某厅", "2020", "2023-02-28")
        try await recognize(from, office, "hq", "另一厅", "2024-03")
        let plan = try await office.plan(from, into: into)
        #expect(plan.problems.isEmpty)
        #expect(plan.sameRecognitions.map(\.time.since?.description) == ["2020"])
        try await office.merge(from, into: into)
        #expect(try await office.profile(into).record.recognitions.count == 4)
    }

    @Test("recognised, expired, recognised anew, revoked", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = CompanyOffice(store: try await stores.fresh())
        let id = try await office.add("示例甲有限公司")
        try await recognize(id, office, "hq", "某厅", "2020", "2023-02-28")
        try await recognize(id, office)
        var record = try await office.profile(id).record
        let today = CompanyOffice.today
        #expect(record.recognitions.map { $0.standing(on: today) } == [.expired, .inForce])
        #expect(record.recognitions[1].time.since?.description == "2024-03")
        let (grounds, number) = (office.grounds(), String(record.recognitions[1].number))
        try await office.change(id) { tx, version, occasion in
            try tx.endCompanyRecognition(
                id, version: version, EndDraft(number: number, until: "2026-09-30"),
                isRevoked: true, on: grounds, occasion)
        }
        record = try await office.profile(id).record
        #expect(record.recognitions[1].standing(on: today) == .revoked)
        #expect(record.company.version == 4)
        let profile = try await office.profile(id)
        #expect(profile.sources[record.recognitions[1].endSource ?? id] != nil)
        #expect(try await office.journal().last?.kind == "company.recognition_ended")
        let again = try await reasons {
            try await office.change(id) { tx, version, occasion in
                try tx.endCompanyRecognition(
                    id, version: version, EndDraft(number: number, until: "2026-10-01"),
                    isRevoked: false, on: grounds, occasion)
            }
        }
        #expect(again.contains { $0.contains("已经终止的不用再办") })
    }

    @Test("every reason against a recognition at once")
    func refused() async throws {
        let office = CompanyOffice(store: try await StoreKind.sqlite.fresh())
        let id = try await office.add("示例甲有限公司")
        let found = try await reasons {
            try await recognize(id, office, "none", " ", "昨天", "2019")
        }
        for field in ["kind: ", "authority: ", "since: "] {
            #expect(found.contains { $0.hasPrefix(field) }, "\(field) \(found)")
        }
        let early = try await reasons {
            try await recognize(id, office, "hq", "某厅", "2024", "2023-01-01")
        }
        #expect(early.count == 1 && early[0].hasPrefix("expires: "))
        try await recognize(id, office)
        let twice = try await reasons { try await recognize(id, office) }
        #expect(twice.count == 1 && twice[0].contains("还没有到期"))
        #expect(try await office.profile(id).record.recognitions.count == 1)
    }
}
