import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// 月报 by forms: filled from what is known, checked by others, in the ledger like a sheet.
@Suite("The monthly report")
struct MonthlyReportTests {
    @Test("prefilled from last month, moved on to what was confirmed", arguments: Stores.available)
    func prefilled(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        var started = battery
        started.received = "1200"
        try await room.office.take([started, hydrogen], inSeptember, unit: "dongyu")
        let id = try await room.office.project(hydrogen.name).id
        try await room.office.classify(id, "build", room.clerk)
        try await room.office.show("施工许可证", id, room.clerk)
        try await room.office.show("现场照片", id, room.clerk)
        let lacking = try await room.office.course(id).lacks(of: "started")
        for need in lacking {
            if case .evidence(let need) = need {
                try await room.office.show(need.kinds[0], id, room.clerk)
            }
        }
        let number = try await room.office.report(
            "reached", "started", of: id, on: "2026-10-12", because: "补报", room.clerk)
        try await room.office.decide(event: number, true, room.headquarters)

        let opened = try await room.open()
        #expect(opened.isNew)
        let rows = try await room.rows(opened.id)
        #expect(rows.map(\.name) == [battery.name, hydrogen.name])
        #expect(rows.map(\.stage) == [.signed, .started], "what was confirmed moved it on")
        #expect(rows[0].received == Money(minor: 1200 * Money.fenPerWan))
        #expect(rows[0].total == Money(minor: 52000 * Money.fenPerWan))
        let again = try await room.open()
        #expect(again.id == opened.id && !again.isNew)
        let report = try await room.report(opened.id)
        #expect(report.round == 1 && report.sheet.state == .draft)
        // The 25th is a Sunday: brought forward to the Friday before.
        #expect(report.due == DueDay(day: Day(2026, 10, 23)!, isPublished: true))
        let other = room.office.member(.district, unit: "xiling")
        let seen = try await room.office.store.read { tx in
            [
                try tx.monthlyReport(opened.id, by: room.headquarters),
                try tx.monthlyReport(opened.id, by: other),
            ]
        }
        #expect(seen == [nil, nil], "a draft is its unit's own")
    }

    @Test("through both checks into the ledger", arguments: Stores.available)
    func accepted(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        let known = try await room.office.project(battery.name)
        let id = try await room.open().id
        try await room.fill(id, 0, ["received": "3,000", "name": "钠离子电池项目（改名）"])
        try await room.fill(
            id, nil,
            [
                "name": "海上风电叶片基地", "investors": "示例远风装备有限公司", "total": "600万美元",
                "stage": "在谈",
            ])
        try await room.submit(id)
        #expect(
            try await reasons { try await room.check(id, by: room.clerk) }
                == ["报送的人不能审核自己报的，请换一个人"])
        #expect(
            try await reasons { try await room.check(id, by: room.headquarters) }
                == ["这一步由报送单位自己审核"])
        #expect(try await room.check(id, by: room.chief) == nil)
        #expect(
            try await reasons { try await room.check(id, by: room.chief) } == ["这一步由指挥部办公室确认"])
        #expect(
            try await room.office.projects().count == 2, "nothing counts before the last check")
        let entered = try #require(try await room.check(id, by: room.headquarters))
        #expect(entered.newProjects == 1 && entered.knownProjects == 2)
        let renamed = try await room.office.project("钠离子电池项目（改名）")
        #expect(renamed.id == known.id, "renamed on a form, it stays the same project")
        #expect(renamed.received == Money(minor: 3000 * Money.fenPerWan))
        #expect(renamed.lastRound == inOctober && renamed.firstRound == inSeptember)
        let report = try await room.report(id)
        #expect(report.sheet.state == .applied)
        #expect(report.acts.map(\.kind) == [.opened, .submitted, .passed, .passed])
        #expect(
            try await reasons { try await room.check(id, by: room.headquarters) } == ["这一轮不等您审核"])
    }

    @Test("the kept table is read again as what was typed", arguments: Stores.available)
    func keptTable(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery, hydrogen, optics], inSeptember, unit: "dongyu")
        let id = try await room.open().id
        try await room.fill(
            id, 1,
            [
                "total": "31000.5", "received": "0.01", "mode": "以商招商", "contact": "示例科",
                "content": "一期，二期", "remark": "=1+1", "evidence": "no", "signed_on": "2026-06",
                "investors": "禾川动力装备股份有限公司\n示例二号有限公司", "agreement": "framework",
            ])
        try await room.submit(id)
        let typed = try await room.rows(id)
        let sheet = try await room.report(id).sheet
        let bytes = try await room.office.store.read { tx in
            try #require(try tx.keptFile(of: sheet))
        }
        let read = try await room.office.read(bytes, inOctober, unit: "dongyu", file: sheet.file)
        #expect(read.rows.count == 3)
        for (again, row) in zip(read.rows, typed) {
            var fields = MonthlyField.allCases
            fields.removeAll { [.remark, .dropped].contains($0) }
            for field in fields { #expect(again.typed(field) == row.typed(field), "\(field)") }
            #expect(again.place.row == row.place.row)
            #expect(again.cells[.total]?.column == row.cells[.total]?.column)
        }
        #expect(read.rows[1].remark == "'=1+1", "no formula leaves the house")
    }

    @Test("returned with a reason, begun anew, every round kept", arguments: Stores.available)
    func returned(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery], inSeptember, unit: "dongyu")
        let first = try await room.open().id
        try await room.fill(first, 0, ["received": "100"])
        try await room.submit(first)
        #expect(
            try await reasons { _ = try await room.open() } == ["这个月的月报正在审核，先撤回或等审完"])
        #expect(
            try await reasons { try await room.check(first, false, by: room.chief) }
                == ["note: 退回请写原因"])
        try await room.check(first, false, note: "到位资金请附单据", by: room.chief)
        #expect(
            try await reasons { try await room.fill(first, 0, ["received": "9"]) }
                == ["这一轮已退回，不能再改"])
        let second = try await room.open().id
        #expect(second != first)
        #expect(try await room.report(second).round == 2)
        #expect(try await room.rows(second)[0].typed(.received) == "100", "typed once, not twice")
        try await room.fill(second, 0, ["received": "200"])
        try await room.submit(second)
        try await room.recall(second)
        let third = try await room.open().id
        #expect(try await room.rows(third)[0].typed(.received) == "200")
        try await room.submit(third)
        try await room.check(third, by: room.chief)
        #expect(
            try await reasons { try await room.recall(third) } == ["这一轮已经开始审核或办完，不能撤回"])
        try await room.check(third, by: room.headquarters)
        #expect(try await room.rows(first)[0].typed(.received) == "100", "the first round stands")
        let rounds = try await room.office.store.read { tx in
            try tx.monthlyReports(of: october, visibleTo: .all)
        }
        #expect(
            rounds.sorted { $0.round < $1.round }.map(\.sheet.state)
                == [.returned, .withdrawn, .applied])
        let again = try await room.open().id
        try await room.fill(again, 0, ["received": "250"])
        try await room.submit(again)
        try await room.check(again, by: room.chief)
        try await room.check(again, by: room.headquarters)
        #expect(try await room.report(third).sheet.state == .replaced)
        #expect(
            try await room.office.project(battery.name).received
                == Money(minor: 250 * Money.fenPerWan))
    }

    @Test("all that is wrong is said at once, field by field", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        var remarked = battery
        remarked.remark = "示例：正在办手续"
        try await room.office.take([remarked, hydrogen], inSeptember, unit: "dongyu")
        let id = try await room.open().id
        #expect(
            try await reasons {
                try await room.fill(
                    id, 0,
                    [
                        "total": "约5亿", "received": "-3", "stage": "快了", "signed_on": "2026-11-02",
                        "chain": "没有的链", "evidence": "maybe",
                        "investors": "甲公司 91370200MA3TEST00X\n甲公司",
                    ])
            } == [
                "investors: 信用代码91370200MA3TEST00X校验不通过", "investors: “甲公司”写了两次",
                "total: 请写一个准确的金额", "stage: 请从各阶段里选", "chain: 请从产业链里选",
                "received: 金额不能是负数", "evidence: 请选有或没有",
                "signed_on: 2026-11-02在报送的月份之后",
            ])
        #expect(
            try await reasons { try await room.fill(id, nil, ["total": "1"]) } == ["name: 请写项目名称"])
        #expect(
            try await reasons { try await room.fill(id, 9, ["total": "1"]) } == ["月报里没有第10个项目"])
        await #expect(throws: StaleVersion.self) {
            try await room.fill(id, 0, ["received": "1"], version: 99)
        }
        try await room.fill(id, 0, ["total": "", "stage": "在谈"])
        try await room.fill(id, 1, ["total": "3.1"])
        let said = try await reasons { try await room.submit(id) }
        #expect(said.contains("total-0: 第1个“\(battery.name)”：没有填“总投资”"), "\(said)")
        #expect(said.contains { $0.hasPrefix("remark-0: ") && $0.contains("请在备注里说明") }, "\(said)")
        #expect(said.contains { $0.hasPrefix("remark-1: ") && $0.contains("请在备注里说明") }, "\(said)")
        try await room.fill(id, 0, ["total": "52000", "remark": "示例：合同终止后重谈"])
        try await room.fill(id, 1, ["remark": "示例：改按一期报"])
        try await room.submit(id)
    }

    @Test("only its unit fills it in; two checkers at once", arguments: Stores.available)
    func others(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery], inSeptember, unit: "dongyu")
        #expect(
            try await reasons { _ = try await room.open(october, room.headquarters) }
                == ["月报由报送单位自己填，命令行用 --as 写明是谁"])
        #expect(
            try await reasons { _ = try await room.open(october, .operator) }
                == ["月报由报送单位自己填，命令行用 --as 写明是谁"])
        #expect(
            try await reasons { _ = try await room.open(Month(2026, 11)!) } == [
                "month: 2026-11还没有到"
            ])
        let id = try await room.open().id
        try await room.submit(id)
        let seen = try await room.report(id).sheet.version
        try await room.check(id, version: seen, by: room.chief)
        let third = room.office.member(.district, unit: "dongyu")
        #expect(
            try await reasons {
                try await room.check(id, false, note: "同时", version: seen, by: third)
            } == ["这一步由指挥部办公室确认"])
        await #expect(throws: StaleVersion.self) {
            try await room.check(id, version: seen, by: room.headquarters)
        }
        #expect(try await room.report(id).acts.count { $0.kind == .passed } == 1)
    }

    @Test("one report of a unit and month, by sheet or by form", arguments: Stores.available)
    func bothWays(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery], inSeptember, unit: "dongyu")
        let draft = try await room.open().id
        var later = battery
        later.received = "500"
        try await room.office.take([later, hydrogen], inOctober, unit: "dongyu")
        #expect(
            try await room.office.store.read { tx in
                try tx.sheet(draft, visibleTo: .all)?.state
            } == .withdrawn, "the sheet took the place of a draft")
        let id = try await room.open().id
        #expect(try await room.rows(id).count == 2, "begins with what the sheet reported")
        try await room.submit(id)
        let sheet = try await room.office.hand([battery], inOctober, unit: "dongyu").sheet
        #expect(
            try await reasons { try await room.office.confirm(sheet) }
                == ["dongyu.csv: 这个单位的月报正在网上审核，先审完或退回"])
    }

    @Test("a closed month is read-only, both ways in", arguments: Stores.available)
    func closed(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery], inSeptember, unit: "dongyu")
        let staged = try await room.office.hand([optics], inSeptember, unit: "xiling").sheet
        #expect(
            try await reasons { try await room.close(september) }
                == ["month: 还有1份表待入库或在审核，先办完或退回再关账"])
        let now = room.office.now()
        try await room.office.store.write { tx in
            try tx.withdraw(sheet: staged.id, by: "office", at: now, visibleTo: .all)
        }
        try await room.close(september)
        let words = "month: 2026-09已经关账，只读；更正请在2026-10写明原因另记一笔"
        #expect(try await reasons { _ = try await room.open(september) } == [words])
        #expect(
            try await reasons {
                _ = try await room.office.hand([hydrogen], inSeptember, unit: "dongyu")
            } == [words])
    }

    private func correct(
        _ typed: [String: String], _ room: MonthlyOffice, _ project: Identifier, _ actor: Actor
    ) async throws -> Int64 {
        let (occasion, today) = (room.office.occasion(actor), room.office.today)
        return try await room.office.store.write { tx in
            try tx.correct(CorrectionDraft { typed[$0] }, of: project, today: today, occasion)
        }
    }

    private func decide(
        _ number: Int64, _ isConfirmed: Bool, _ room: MonthlyOffice, _ actor: Actor
    ) async throws {
        let (occasion, units) = (room.office.occasion(actor), Units(room.office.folder.units))
        try await room.office.store.write { tx in
            try tx.decideCorrection(
                number, isConfirmed: isConfirmed, note: nil, version: 1, units: units, occasion)
        }
    }

    @Test("what a closed month should have said stands beside it", arguments: Stores.available)
    func corrected(stores: StoreKind) async throws {
        let room = try await MonthlyOffice(stores)
        try await room.office.take([battery], inSeptember, unit: "dongyu")
        let project = try await room.office.project(battery.name).id
        try await room.close(september)
        #expect(
            try await reasons {
                _ = try await correct(
                    ["corrected_month": "2026-10", "corrected_field": "remark"], room, project,
                    room.clerk)
            } == [
                "corrected_month: 2026-10没有关账，直接改报这个月", "corrected_month: 2026-10没有报过这个项目",
                "corrected_field: 请选更正哪一项", "became: 请写应为什么", "because: 更正请写原因",
            ])
        let typed = [
            "corrected_month": "2026-09", "corrected_field": "total", "became": "48000",
            "because": "示例：合同附件有误",
        ]
        let same = typed.merging(["became": "52,000"]) { $1 }
        #expect(
            try await reasons { _ = try await correct(same, room, project, room.clerk) }
                == ["became: 与当月所报相同"])
        let other = room.office.member(.district, unit: "xiling")
        await #expect(throws: UnknownProject.self) {
            _ = try await correct(typed, room, project, other)
        }
        let number = try await correct(typed, room, project, room.clerk)
        #expect(
            try await reasons { _ = try await correct(typed, room, project, room.clerk) }
                == ["corrected_field: 这一项的更正还没有确认"])
        await #expect(throws: MemberRefusal.self) {
            try await decide(number, true, room, room.clerk)
        }
        #expect(
            try await reasons { try await decide(number, false, room, room.headquarters) }
                == ["note: 退回请写原因"])
        try await decide(number, true, room, room.headquarters)
        let (kept, listed, hidden, happenings) = try await room.office.store.read { tx in
            (
                try #require(try tx.correction(number, visibleTo: .all)),
                try tx.corrections(of: september, visibleTo: .all),
                try tx.corrections(of: september, visibleTo: other.sight),
                try tx.happenings(of: project, visibleTo: .all, leads: .operator)
            )
        }
        #expect(kept.state == .confirmed && kept.was == "52000" && kept.became == "48000")
        #expect(kept.enteredIn == october)
        #expect(listed.map(\.correction) == [kept] && hidden.isEmpty)
        #expect(
            try await room.office.rows(inSeptember)[0].reported.typed(.total) == "52000",
            "the closed month stands as it was reported")
        #expect(happenings.contains { $0.what == .correction(kept) })
    }
}
