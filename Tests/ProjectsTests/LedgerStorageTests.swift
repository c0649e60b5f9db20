import Basics
import People
import Projects
import Storage
import TestSupport
import Testing

@Suite("The ledger, month by month")
struct LedgerStorageTests {
    @Test(
        "a staged sheet is looked at and touches nothing until it is confirmed",
        arguments: Stores.available)
    func staging(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let handed = try await office.hand([battery, hydrogen], inSeptember, unit: "dongyu")
        #expect(handed.sheet.state == .staged && handed.sheet.rowCount == 2)
        #expect(try await office.projects().isEmpty)
        #expect(try await office.rows(inSeptember).isEmpty)
        let waiting = try await office.store.read { tx in
            try tx.ledgerRows(ofSheet: handed.sheet.id, visibleTo: .all)
        }
        #expect(waiting.map(\.reported.name) == [battery.name, hydrogen.name])
        #expect(waiting.allSatisfy { $0.project == nil })
        let confirmed = try await office.confirm(handed.sheet)
        #expect(confirmed.newProjects == 2 && confirmed.knownProjects == 0)
        let project = try await office.project(battery.name)
        #expect(project.total == Money(minor: 520_000_000 * 100))
        #expect(project.unit == "dongyu" && project.firstRound == inSeptember)
        let row = try #require(try await office.rows(inSeptember).first)
        #expect(row.project == project.id || row.reported.name != battery.name)
        #expect(row.reported.cells[.total]?.raw == battery.total)
        let kept = try await office.store.read { tx in try tx.keptFile(of: handed.sheet) }
        #expect(kept == SheetLine.csv([battery, hydrogen]))
    }

    @Test("the same file twice changes nothing, waiting or confirmed", arguments: Stores.available)
    func sameFile(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let first = try await office.hand([battery], inSeptember, unit: "dongyu")
        let again = try await office.hand([battery], inSeptember, unit: "dongyu", file: "副本.csv")
        #expect(again == .known(first.sheet))
        try await office.confirm(first.sheet)
        let head = try await office.store.read { tx in try tx.journalHead() }
        guard case .known(let known) = try await office.hand([battery], inSeptember, unit: "dongyu")
        else {
            Issue.record("staged again")
            return
        }
        #expect(known.id == first.sheet.id && known.state == .applied)
        #expect(try await office.store.read { tx in try tx.journalHead() } == head)
        #expect(try await office.projects().count == 1)
    }

    @Test("a sheet is confirmed once", arguments: Stores.available)
    func confirmedOnce(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let handed = try await office.hand([battery], inSeptember, unit: "dongyu")
        try await office.confirm(handed.sheet)
        await #expect(throws: SheetRefusal.self) { try await office.confirm(handed.sheet) }
        #expect(try await office.projects().count == 1)
    }

    @Test(
        "another sheet of the same unit and month takes the first one's place; projects stay themselves",
        arguments: Stores.available)
    func replacing(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let first = try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        let before = try await office.project(battery.name)
        var better = battery
        better.total = "52600"
        let second = try await office.take(
            [hydrogen, better], inSeptember, unit: "dongyu", file: "改.csv")
        #expect(second.replaced == first.sheet && second.newProjects == 0)
        let after = try await office.project(battery.name)
        #expect(after.id == before.id && after.version == before.version + 1)
        #expect(after.total == Money(minor: 52_600_000_000))
        let rows = try await office.rows(inSeptember)
        #expect(rows.count == 2 && Set(rows.map(\.sheet)) == [second.sheet])
        #expect(try await office.history(after.id).count == 1)
    }

    @Test("what only a replaced sheet said is no longer in the ledger", arguments: Stores.available)
    func replacedForGood(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        var wrong = battery
        wrong.total = "99000"
        try await office.take([wrong, hydrogen], inOctober, unit: "dongyu", file: "错.csv")
        try await office.take([optics], inOctober, unit: "dongyu", file: "对.csv")
        // Never rightly reported: gone, also from the search.
        #expect(
            try await office.projects().map(\.name).sorted()
                == [optics.name, battery.name].sorted())
        #expect(try await office.projects(ProjectFilter(text: "氢燃料")).isEmpty)
        #expect(try await office.projects(ofInvestor: hydrogen.investor).isEmpty)
        #expect(try await office.projects(ofInvestor: optics.investor) == [optics.name])
        // Reported in September and not in October: as September said.
        let kept = try await office.project(battery.name)
        #expect(kept.total == Money(minor: 52_000_000_000) && kept.lastRound == inSeptember)
    }

    @Test(
        "a project is found by who invests: by code, and by name however it is written",
        arguments: Stores.available)
    func investors(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let code = "91990100MA990001X7"
        var (first, second) = (battery, hydrogen)
        (first.investor, first.code) = ("示例市蓝屿能源（集团）有限公司", code)
        (second.investor, second.code) = ("Blue Isle Energy", "91990100MA9900011X")
        try await office.take([first, second], inSeptember, unit: "dongyu")
        for name in [first.investor, "示例市藍嶼能源(集團)有限公司"] {
            #expect(try await office.projects(ofInvestor: name) == [first.name], "\(name)")
        }
        #expect(try await office.projects(ofInvestor: "BLUE ISLE ENERGY") == [second.name])
        #expect(try await office.projects(ofInvestor: "蓝屿").isEmpty)
        // Each once, and a code that is not valid is nobody's.
        #expect(
            try await office.projects(ofInvestor: first.investor, code: code) == [first.name])
        #expect(try await office.projects(ofInvestor: "无名", code: second.code).isEmpty)
        let other = try await office.projects(ofInvestor: first.investor, sight: .units(["xiling"]))
        #expect(other.isEmpty)
    }

    @Test(
        "the next month's rows follow on, renamed, moved and changed ones too",
        arguments: Stores.available)
    func nextMonth(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var funded = optics
        funded.received = "600"
        try await office.take([battery, hydrogen, funded], inSeptember, unit: "dongyu")
        let known = try await [
            office.project(battery.name), office.project(hydrogen.name),
            office.project(optics.name),
        ]
        var renamed = battery
        renamed.name = "年产5万吨钠离子电池正极材料基地"
        var started = hydrogen
        (started.stage, started.received) = ("开工", "3000")
        let new = SheetLine(
            name: "海藻多糖提取项目", investor: "蓝屿生物制品有限公司", total: "9000", signed: "2026-10-09")
        let done = try await office.take([new, started, renamed], inOctober, unit: "dongyu")
        #expect(done.newProjects == 1 && done.knownProjects == 2)
        #expect(try await office.project(renamed.name).id == known[0].id)
        let moved = try await office.project(hydrogen.name)
        #expect(moved.id == known[1].id && moved.stage == .started)
        #expect(moved.firstRound == inSeptember && moved.lastRound == inOctober)
        let left = try await office.project(optics.name)
        #expect(left.lastRound == inSeptember)
        #expect(try await office.history(known[1].id).map(\.round) == [inOctober, inSeptember])
        let changes = try await office.changes(october)
        let vanished = changes.filter { $0.kind == .vanished }
        #expect(vanished.map { $0.before?.reported.name } == [optics.name])
        #expect(changes.filter { $0.kind == .new }.map { $0.after?.reported.name } == [new.name])
        let changed = Dictionary(
            uniqueKeysWithValues: changes.filter { $0.kind == .changed }.map {
                ($0.after?.reported.name ?? "", Set($0.change.fields.map(\.field)))
            })
        #expect(changed[hydrogen.name] == [.stage, .received])
        #expect(changed[renamed.name] == [.name])
    }

    @Test("a unit that skipped a month follows on from its last one", arguments: Stores.available)
    func skipped(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let august = Round.month(september.previous)
        try await office.take([battery], august, unit: "dongyu")
        try await office.take([optics], inSeptember, unit: "xiling")
        let done = try await office.take([battery], inOctober, unit: "dongyu", file: "十月.csv")
        #expect(done.knownProjects == 1)
        #expect(try await office.history(office.project(battery.name).id).count == 2)
    }

    @Test(
        "a sheet that comes late for an earlier month joins the projects and leaves the latest values",
        arguments: Stores.available)
    func late(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var started = battery
        (started.stage, started.total) = ("开工", "53000")
        try await office.take([started, hydrogen], inOctober, unit: "dongyu", file: "10.csv")
        let before = try await office.project(battery.name)
        let late = try await office.take(
            [battery, optics], inSeptember, unit: "dongyu", file: "9.csv")
        #expect(late.knownProjects == 1 && late.newProjects == 1)
        let after = try await office.project(battery.name)
        #expect(after.id == before.id && after.stage == .started)
        #expect(after.total == Money(minor: 53_000_000_000))
        #expect(after.firstRound == inSeptember && after.lastRound == inOctober)
        #expect(try await office.history(after.id).map(\.round) == [inOctober, inSeptember])
        #expect(try await office.project(optics.name).lastRound == inSeptember)
        let changed = try await office.changes(october)
        #expect(
            changed.filter { $0.kind == .new }.map { $0.after?.reported.name } == [hydrogen.name])
    }

    @Test(
        "an earlier year's project goes on; one signed again this year is another",
        arguments: Stores.available)
    func earlierYears(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var old = battery
        old.signed = "2025-11-06"
        var again = hydrogen
        again.signed = "2025-04-15"
        let ledger = Round.ledger(year: 2025)
        try await office.take([old, again], ledger, unit: "dongyu", file: "ledger-2025.csv")
        let carried = try await office.project(battery.name)
        let done = try await office.take([old, hydrogen], inSeptember, unit: "dongyu")
        #expect(done.knownProjects == 1 && done.newProjects == 1)
        #expect(try await office.project(battery.name).id == carried.id)
        #expect(try await office.projects().filter { $0.name == hydrogen.name }.count == 2)
        try await office.recheck(september)
        let found = try await office.suspicions(september, .resigning)
        #expect(found.count == 1)
        #expect(found.first?.rows.map { $0?.reported.name } == [hydrogen.name, hydrogen.name])
        // The ledger again, mended, changes nothing that this year says.
        old.total = "50000"
        try await office.take([old, again], ledger, unit: "dongyu", file: "ledger-2025-2.csv")
        #expect(try await office.project(battery.name).total == Money(minor: 52_000_000_000))
        #expect(try await office.projects().count == 3)
    }

    @Test(
        "a withdrawn sheet is out, and the same file may be handed in again",
        arguments: Stores.available)
    func withdrawn(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let handed = try await office.hand([battery], inSeptember, unit: "dongyu")
        let now = office.now()
        try await office.store.write { tx in
            try tx.withdraw(sheet: handed.sheet.id, by: "office", at: now, visibleTo: .all)
        }
        await #expect(throws: SheetRefusal.self) { try await office.confirm(handed.sheet) }
        await #expect(throws: SheetRefusal.self) {
            try await office.store.write { tx in
                try tx.withdraw(sheet: handed.sheet.id, by: "office", at: now, visibleTo: .all)
            }
        }
        guard case .staged = try await office.hand([battery], inSeptember, unit: "dongyu") else {
            Issue.record("taken for known")
            return
        }
    }

    @Test(
        "a unit confirms, withdraws and sees its own sheets and rows alone",
        arguments: Stores.available)
    func sight(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        let own = Sight.units(["dongyu"])
        try await office.take([battery], inSeptember, unit: "dongyu")
        let other = try await office.hand([hydrogen], inSeptember, unit: "xiling")
        await #expect(throws: SheetRefusal.self) {
            try await office.confirm(other.sheet, visibleTo: own)
        }
        let now = office.now()
        await #expect(throws: SheetRefusal.self) {
            try await office.store.write { tx in
                try tx.withdraw(sheet: other.sheet.id, by: "x", at: now, visibleTo: own)
            }
        }
        try await office.confirm(other.sheet)
        #expect(try await office.projects(sight: own).map(\.name) == [battery.name])
        #expect(try await office.rows(inSeptember, sight: own).map(\.reported.unit) == ["dongyu"])
        let foreign = try await office.project(hydrogen.name)
        let seen = try await office.store.read { tx in
            (
                try tx.project(foreign.id, visibleTo: own),
                try tx.sheet(other.sheet.id, visibleTo: own),
                try tx.history(ofProject: foreign.id, visibleTo: own),
                try tx.found(tx.sought(ProjectFilter()), visibleTo: own).count.number,
                try tx.projects(ProjectFilter(text: "氢燃料"), visibleTo: own),
                try tx.sheets(of: inSeptember, visibleTo: own).map(\.unit)
            )
        }
        #expect(seen.0 == nil && seen.1 == nil && seen.2.isEmpty && seen.3 == 1 && seen.4.isEmpty)
        #expect(seen.5 == ["dongyu"])
        #expect(try await office.projects(sight: .nothing).isEmpty)
    }

    @Test("one unit's projects come from one sheet a month", arguments: Stores.available)
    func oneSheet(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        var text = String(decoding: SheetLine.csv([battery, hydrogen]), as: UTF8.self)
            .split(separator: "\n").map(String.init)
        text[0] += ",区市"
        text[1] += ",东屿区"
        text[2] += ",西岭区"
        let read = try await office.read(
            Array(text.joined(separator: "\n").utf8), inSeptember, unit: nil, file: "汇总.csv")
        let (id, source, now) = (
            office.identifier(.sheet), office.identifier(.evidence), office.now()
        )
        let all = try await office.store.write { tx in
            try tx.handIn(read, id: id, source: source, by: "office", at: now)
        }
        #expect(all.sheet.unit == "headquarters")
        try await office.confirm(all.sheet)
        let own = try await office.hand([battery], inSeptember, unit: "dongyu")
        await #expect(throws: SheetRefusal.self) { try await office.confirm(own.sheet) }
        #expect(try await office.rows(inSeptember).count == 2)
    }
}
