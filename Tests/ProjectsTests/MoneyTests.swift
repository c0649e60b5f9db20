import Basics
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// Who may do what to money, who sees it, and that every figure is its slow definition.
@Suite("Money of projects")
struct MoneyTests {
    // MARK: Acts × roles × states

    private enum Act: String, CaseIterable {
        case receive, confirm, giveBack, withdraw, correct, plan, exclude, undo, close
    }

    /// One of each, and what refuses an act of theirs that isn't allowed at all.
    private static let roles: [(role: Role, unit: String)] = [
        (.headquarters, "headquarters"), (.district, "dongyu"), (.department, "statistics"),
        (.leader, "headquarters"), (.auditor, "statistics"), (.taskForce, "statistics"),
        (.systemAdministrator, "headquarters"), (.securityAdministrator, "headquarters"),
        (.auditAdministrator, "headquarters"),
    ]

    private func permission(_ act: Act) -> Permission {
        switch act {
        case .receive, .withdraw, .correct, .plan: .reportReceipts
        case .confirm, .giveBack: .confirmReceipts
        case .exclude, .undo: .decideExclusions
        case .close: .closeMonth
        }
    }

    /// In which states of a receipt an act on it can be done at all.
    private func fits(_ act: Act, _ state: ProjectEventState) -> Bool {
        switch act {
        case .confirm, .giveBack, .withdraw: state == .reported
        case .correct: state == .confirmed
        default: true
        }
    }

    @Test("every act of every role in every state", arguments: ProjectEventState.allCases)
    func matrix(state: ProjectEventState) async throws {
        for (role, unit) in MoneyTests.roles {
            for act in Act.allCases {
                let office = try await LedgerOffice(.sqlite)
                try await office.take([battery], inSeptember, unit: "dongyu")
                let id = try await office.project(battery.name).id
                let number = try await receipt(in: state, of: id, at: office)
                let actor = office.member(role, unit: unit)
                let isPermitted = role.permissions.contains(permission(act))
                let found = try await reasons {
                    try await perform(act, number, id, actor, at: office)
                }
                // Who confirms is of another unit, of a kind that the rule names, and sees it.
                let sees = actor.sight.includes(unit: "dongyu")
                let isOwn = act == .withdraw && unit != "dongyu"
                #expect(
                    found.isEmpty == (isPermitted && sees && fits(act, state) && !isOwn),
                    "\(role) \(act.rawValue) \(state): \(found)")
            }
        }
    }

    private func receipt(
        in state: ProjectEventState, of id: Identifier, at office: LedgerOffice
    ) async throws -> Int64 {
        let district = office.member(.district, unit: "dongyu")
        let bureau = office.member(.headquarters, unit: "investment")
        try await office.exclude("catering", since: "2026-10", of: id, bureau)
        let number = try await office.receive(of: id, district)
        switch state {
        case .reported: break
        case .confirmed: try await office.decide(receipt: number, bureau)
        case .returned:
            try await office.decide(receipt: number, isConfirmed: false, note: "示例", bureau)
        case .withdrawn: try await office.withdraw(receipt: number, district)
        }
        return number
    }

    private func perform(
        _ act: Act, _ number: Int64, _ id: Identifier, _ actor: Actor, at office: LedgerOffice
    ) async throws {
        switch act {
        case .receive: try await office.receive(["slip": "77"], of: id, actor)
        case .confirm: try await office.decide(receipt: number, actor)
        case .giveBack:
            try await office.decide(receipt: number, isConfirmed: false, note: "示例", actor)
        case .withdraw: try await office.withdraw(receipt: number, actor)
        case .correct:
            try await office.receive(
                ["replaces": String(number), "reason": "示例", "slip": "78"], of: id, actor)
        case .plan: try await office.planMoney("2026-11", "foreign", "10", of: id, actor)
        case .exclude:
            try await office.exclude("real-estate", since: "2026-10", of: id, actor)
        case .undo: try await office.undo(exclusion: 1, actor)
        case .close: try await office.close("2026-09", actor)
        }
    }

    @Test("the reporting unit never confirms, whoever of it asks")
    func ownReceipt() async throws {
        let office = try await LedgerOffice(.sqlite)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let headquarters = office.member(.headquarters, unit: "headquarters")
        let number = try await office.receive(of: id, headquarters)
        #expect(
            try await reasons { try await office.decide(receipt: number, headquarters) }
                == ["报送单位不能确认自己报的"])
        #expect(
            try await reasons { try await office.decide(receipt: number, .operator) }
                == ["这一步由指挥部办公室、部门确认"])
        #expect(
            try await reasons {
                try await office.decide(
                    receipt: number, isConfirmed: false,
                    office.member(.headquarters, unit: "investment"))
            } == ["note: 退回请写原因"])
        #expect(
            try await reasons {
                try await office.decide(
                    receipt: number, version: 9, office.member(.headquarters, unit: "investment"))
            } == ["内容在您打开之后已被他人修改，请核对后再保存"])
    }

    // MARK: Scope

    @Test("another district sees neither row nor count nor sum", arguments: Stores.available)
    func scope(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let number = try await office.receive(of: id, office.member(.district, unit: "dongyu"))
        try await office.decide(
            receipt: number, office.member(.headquarters, unit: "headquarters"))
        let (own, other) = (Sight.units(["dongyu"]), Sight.units(["xiling"]))
        #expect(try await office.receipts(sight: own).count == 1)
        #expect(try await office.receiptCount(sight: own) == 1)
        #expect(try await office.totals(sight: own).count == 1)
        for sight in [other, .nothing] {
            #expect(try await office.receipts(sight: sight).isEmpty)
            #expect(try await office.receiptCount(sight: sight) == 0)
            #expect(try await office.totals(sight: sight).isEmpty)
            let (money, receipt) = try await office.store.read { tx in
                (
                    try tx.money(of: id, visibleTo: sight),
                    try tx.receipt(number, visibleTo: sight)?.receipt
                )
            }
            #expect(money == nil && receipt == nil)
        }
        let stranger = office.member(.district, unit: "xiling")
        await #expect(throws: UnknownProject.self) { try await office.receive(of: id, stranger) }
        await #expect(throws: UnknownProject.self) {
            try await office.withdraw(receipt: number, stranger)
        }
    }

    @Test("the inbox holds what other units registered, for kinds that confirm")
    func inbox() async throws {
        let office = try await LedgerOffice(.sqlite)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        try await office.receive(of: id, office.member(.headquarters, unit: "headquarters"))
        func waiting(_ unit: String) async throws -> Int {
            let reader = WaitingReader(
                unit: office.folder.unit(unit), rule: try office.receiptRule)
            return try await office.receipts(ReceiptFilter(waitingFor: reader), sight: .all).count
        }
        #expect(try await waiting("headquarters") == 0)
        #expect(try await waiting("investment") == 1)
        #expect(try await waiting("dongyu") == 0)
    }

    // MARK: The plan and what doesn't count

    @Test("a plan is revised with a reason, and the first is kept", arguments: Stores.available)
    func planned(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let district = office.member(.district, unit: "dongyu")
        try await office.planMoney("2026-11", "outside_province", "3000", of: id, district)
        #expect(
            try await reasons {
                try await office.planMoney("2026-11", "outside_province", "2000", of: id, district)
            } == ["plan_reason: 已有计划3000万元，修改请写原因"])
        #expect(
            try await reasons {
                try await office.planMoney("2026", "x", "x", currency: "x", of: id, district)
            } == ["plan_month: 月份应写作 2026-10", "plan_layer: 请选哪一层", "plan_currency: 请选币种"])
        await #expect(throws: StaleVersion.self) {
            try await office.planMoney(
                "2026-12", "foreign", "50", currency: "USD", of: id, latest: 0, district)
        }
        try await office.planMoney(
            "2026-11", "outside_province", "2000", because: "设备晚到", of: id, district)
        try await office.planMoney(
            "2026-12", "foreign", "50", currency: "USD", of: id, district)
        let money = try await office.money(id)
        #expect(money.plans.count == 3 && money.plan.count == 2)
        #expect(money.plans[0].amount.minor == 3_000_000_000)
        #expect(money.slices.map(\.planned.amounts) == [[.CNY: 2_000_000_000], [.USD: 50_000_000]])
    }

    @Test("what doesn't count stands apart with its reason", arguments: Stores.available)
    func excluded(stores: StoreKind) async throws {
        let office = try await LedgerOffice(stores)
        try await office.take([battery], inSeptember, unit: "dongyu")
        let id = try await office.project(battery.name).id
        let (district, headquarters) = (
            office.member(.district, unit: "dongyu"),
            office.member(.headquarters, unit: "headquarters")
        )
        for (month, slip) in [("08", "1"), ("09", "2"), ("10", "3")] {
            let number = try await office.receive(
                ["arrived": "2026-\(month)-10", "slip": slip], of: id, district)
            try await office.decide(receipt: number, headquarters)
        }
        #expect(
            try await reasons {
                try await office.exclude(
                    "no-local-tax", since: "", because: "", of: id,
                    headquarters)
            } == [
                "exclusion: 请选不计入的情形", "since: 月份应写作 2026-10",
                "ground: 请写理由，最多200个字",
            ], "a switch that is off cannot be chosen")
        let mark = try await office.exclude("real-estate", since: "2026-09", of: id, headquarters)
        #expect(
            try await reasons {
                try await office.exclude("real-estate", since: "2026-10", of: id, headquarters)
            } == ["exclusion: 这个项目已经这样认定"])
        var slice = try #require(try await office.money(id).slices.first)
        #expect(slice.counted.yuan == 1_200_000_000 && slice.excluded.yuan == 2_400_000_000)
        let total = try #require(try await office.totals(sight: .all).first)
        #expect(total.counted == slice.counted && total.excluded == slice.excluded)
        // What a closed month didn't count stays uncounted.
        try await office.close("2026-09", headquarters)
        try await office.undo(exclusion: mark, headquarters)
        slice = try #require(try await office.money(id).slices.first)
        #expect(slice.counted.yuan == 2_400_000_000 && slice.excluded.yuan == 1_200_000_000)
        let kept = try #require(try await office.money(id).exclusions.first)
        #expect(kept.until == Month(text: "2026-10") && kept.undoneReason == "示例")
        #expect(
            try await reasons { try await office.undo(exclusion: mark, headquarters) }
                == ["这个认定已经撤销"])
    }

    @Test("a rate converts to the fen, half away from zero")
    func rates() {
        let day = Day(number: 20_700)
        func yuan(_ minor: Int64, _ currency: Currency, _ millionths: Int64) -> Int64? {
            ExchangeRate(millionths: millionths, on: day, source: "示例")
                .yuan(of: Money(minor: minor, currency))?.minor
        }
        #expect(yuan(100, .USD, 7_123_450) == 712)
        #expect(yuan(100, .USD, 7_125_000) == 713 && yuan(-100, .USD, 7_125_000) == -713)
        #expect(yuan(1_000, .JPY, 48_500) == 4_850)
        #expect(yuan(100_000_000_000_000, .USD, 7_000_000) == 700_000_000_000_000)
        #expect(yuan(.max, .JPY, 100_000_000) == nil)
    }
}
