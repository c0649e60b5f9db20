import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// A superior's table: columns by the city's layout, in the reader's sight.
@Suite("Projects in a layout of the city")
struct ProjectExportTests {
    private func layout(_ columns: String, projects: String = "{}") throws -> ExportLayout {
        let text = """
            id: export-a
            name: 表
            kind: export_layout
            since: 2020-01-01
            basis: sample of x
            title: 表
            amounts: 万元
            projects: \(projects)
            columns: \(columns)
            """
        let own = CityFile(name: "sample/rules/export-a.yaml", bytes: Array(text.utf8))
        let folder = try readCity(try sampleFolder.get().files + [own], folder: "sample")
        let today = try #require(Day(2026, 10, 25))
        return try #require(folder.exportLayouts(on: today).first { $0.id == "export-a" }).layout
    }

    private func exported(
        _ layout: ExportLayout, _ filter: ProjectFilter = ProjectFilter(order: .name),
        sight: Sight = .all, on day: Day? = nil, at office: LedgerOffice
    ) async throws -> [ExportedProject] {
        let day = day ?? office.today
        return try await office.store.read { tx in
            try tx.exported(filter, as: layout, visibleTo: sight, on: day)
        }
    }

    @Test("each column brings what stands in the house", arguments: Stores.available)
    func columns(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var first = battery
        (first.remark, first.signed) = ("示例备注", "2025-03-18")
        try await office.take([first, hydrogen], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let district = office.member(.district, unit: "dongyu")
        let headquarters = office.member(.headquarters, unit: "headquarters")
        try await office.classify(id, "build", district)
        _ = try await office.describe(id, ["land": ["leased"], "fixed-assets": ["2亿元"]], district)
        let draft = StagePlanDraft([(stage: "started", month: "2026-12")], reason: nil)
        let (rule, by, today) = (
            try office.stageRule, office.occasion(district), office.today
        )
        try await office.store.write { tx in
            try tx.planStages(draft, of: id, latest: 0, rule: rule, today: today, by)
        }
        try await office.report("reached", "lead", of: id, on: "2026-03-02", district)
        for (slip, arrived, more) in [
            ("1", "2025-11-12", [:]), ("2", "2026-10-12", [:]),
            (
                "3", "2026-10-13",
                ["amount": "30万美元", "currency": "USD", "source": "foreign"]
            ),
        ] as [(String, String, [String: String])] {
            let changed = ["slip": slip, "arrived": arrived].merging(more) { $1 }
            let number = try await office.receive(changed, of: id, district)
            let rate =
                more.isEmpty
                ? [:] : ["rate": "7.1", "rate_on": "2026-10-12", "rate_source": "示例：中间价"]
            try await office.decide(receipt: number, rate: rate, headquarters)
        }
        let all = try layout(
            """
            [{name: 备注, value: remark}, {name: 编码, value: city_number},
              {name: 用地, field: land}, {name: 计划, planned: started},
              {name: 线索, reached: lead},
              {name: 到位, receipts: year, layers: [outside_province]}]
            """)
        let rows = try await exported(all, at: office)
        #expect(rows.count == 2)
        let row = try #require(rows.first { $0.project.id == id })
        #expect(row.remark == "示例备注" && row.numbers?.city.hasPrefix("SJ") == true)
        #expect(row.fields == ["land": "leased"], "only what the layout asks for")
        #expect(row.planned == ["started": try #require(Month(text: "2026-12"))])
        #expect(row.reached == ["lead": try #require(Day(2026, 3, 2))])
        #expect(row.year[.outside]?.yuan == 1_200_000_000)
        #expect(row.total[.outside]?.yuan == 2_400_000_000)
        #expect(row.year[.foreign]?.yuan == 213_000_000)
        // A project that doesn't count brings no money; nor does what arrived after the day.
        try await office.exclude("real-estate", since: "2026-10", of: id, headquarters)
        let left = try await exported(all, at: office).first { $0.project.id == id }
        #expect(left?.year.isEmpty == true && left?.total[.outside]?.yuan == 1_200_000_000)
        let early = try await exported(all, on: Day(2025, 10, 1), at: office)
        #expect(early.allSatisfy { $0.total.isEmpty })
    }

    @Test("the list's conditions and the layout's hold together", arguments: Stores.available)
    func narrowed(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        let lens = SheetLine(name: "示例光学镜头项目", investor: "示例明瞳光学有限公司")
        try await office.take([lens], inSeptember, unit: "xiling")
        let own = try layout("[{name: 项目, value: name}]", projects: "{unit: dongyu, stage: 签约}")
        #expect(try await exported(own, at: office).count == 2)
        #expect(try await exported(own, ProjectFilter(stage: .talks), at: office).isEmpty)
        let one = ProjectFilter(text: hydrogen.name)
        #expect(try await exported(own, one, at: office).map(\.project.name) == [hydrogen.name])
        // Whoever sees another unit's projects only finds none of these.
        #expect(try await exported(own, sight: .units(["xiling"]), at: office).isEmpty)
        let open = try layout("[{name: 项目, value: content}]")
        #expect(
            try await exported(open, sight: .units(["xiling"]), at: office).map(\.project.unit)
                == ["xiling"])
        let large = try layout("[{name: 项目, value: name}]", projects: "{least: 5}")
        let found = try await exported(large, ProjectFilter(minimumFen: 1), at: office)
        #expect(found.allSatisfy { ($0.project.total?.minor ?? 0) >= 5 * Money.fenPerYi })
    }

    @Test("a layout's words are those of the list")
    func words() {
        #expect(ExportLayout.stages == Stage.allCases.map(\.rawValue))
        #expect(ExportLayout.agreements == Agreement.allCases.map(\.rawValue))
        #expect(ExportLayout.standings == ProjectStanding.allCases.map(\.rawValue))
    }
}
