import Basics
import People
import Projects
import Rules
import Sealing
import Storage
import TestSupport
import Testing

/// Leads: who may do what and when, who sees which, what a receipt proves, by when.
@Suite("Leads")
struct LeadTests {
    /// The units' people at work on leads.
    private struct Office {
        let ledger: LedgerOffice

        init(_ kind: StoreKind = .sqlite) async throws { ledger = try await LedgerOffice(kind) }

        var units: Units { Units(ledger.folder.units) }
        var district: Actor { ledger.member(.district, unit: "dongyu") }
        var bureau: Actor { ledger.member(.headquarters, unit: "headquarters") }
        var station: Actor { ledger.member(.station, unit: "station-shanghai") }
        var stranger: Actor { ledger.member(.district, unit: "xiling") }
        var leader: Actor { ledger.member(.leader, unit: "headquarters") }
        var auditor: Actor { ledger.member(.auditor, unit: "headquarters") }

        static let typed: [String: String] = [
            "what": " 海上风电运维船建造 ", "investor": "示例澄帆海工有限公司 91990100MA99000287",
            "origin": "示例省外", "amount": "8亿元左右", "chain": "marine-equipment",
            "introducer": "王示例", "phone": "021-99990003", "note": "王示例说要岸线300米",
        ]

        func office(
            on today: Day? = nil, clocks: LeadClocks? = nil
        ) -> LeadOffice {
            let (folder, day) = (ledger.folder, today ?? ledger.today)
            let usual = LeadOffice(folder, on: day)
            return LeadOffice(
                rule: usual.rule, clocks: clocks ?? usual.clocks, units: usual.units,
                chains: usual.chains, provider: usual.provider, today: day,
                zoneOffset: usual.zoneOffset)
        }

        func submit(
            _ changed: [String: String], office: LeadOffice? = nil, _ actor: Actor
        ) async throws -> String {
            let words = Office.typed.merging(changed) { $1 }
            let (draft, occasion) = (LeadDraft { words[$0] }, ledger.occasion(actor))
            let office = office ?? self.office()
            return try await ledger.store.write { tx in
                try tx.submit(
                    draft, personSalt: [UInt8](repeating: 9, count: 16), office: office, occasion)
            }
        }

        func submit(_ actor: Actor) async throws -> String {
            try await submit([:], actor)
        }

        func act(
            _ kind: LeadActKind, _ words: [String: String] = [:], on number: String,
            version: Int64? = nil, office: LeadOffice? = nil, _ actor: Actor
        ) async throws {
            let usual = [
                "act": kind.rawValue, "result": "follow", "on": "2026-10-25", "way": "phone",
                "note": "示例", "to": "station-shanghai", "closing": "dropped",
            ].merging(words) { $1 }
            let (draft, occasion) = (LeadActDraft { usual[$0] }, ledger.occasion(actor))
            let stored = try await self.version(of: number)
            let office = office ?? self.office()
            try await ledger.store.write { tx in
                try tx.act(
                    draft, on: number, version: version ?? stored, office: office, occasion)
            }
        }

        func reader(_ actor: Actor) -> LeadReader { LeadReader(actor, units: units) }

        func lead(_ number: String, _ actor: Actor) async throws -> Lead? {
            let reader = reader(actor)
            return try await ledger.store.read { tx in try tx.lead(number, for: reader) }
        }

        private func version(of number: String) async throws -> Int64 {
            try await ledger.store.read { tx in
                try tx.rows("SELECT version FROM lead WHERE number = \(number)").first?
                    .integer("version") ?? 0
            }
        }

        func listed(_ actor: Actor, _ view: LeadView = .all) async throws -> [String] {
            let (reader, today) = (reader(actor), ledger.today)
            return try await ledger.store.read { tx in
                let found = try tx.leads(LeadFilter(view), on: today, for: reader)
                #expect(
                    try tx.leadCounts(unit: nil, on: today, for: reader)[view] == found.count)
                return found.map(\.number)
            }
        }

        func waiting(_ actor: Actor, on day: Day? = nil) async throws -> Int {
            let (reader, today) = (reader(actor), day ?? ledger.today)
            return try await ledger.store.read { tx in
                try tx.waitingLeadWork(on: today, for: reader).count
            }
        }
    }

    @Test(
        "registered, assigned, assessed, answered, closed; the raw words stay as typed",
        arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = try await Office(stores)
        let number = try await office.submit(office.district)
        #expect(number.hasPrefix("XS202610250001") && number.count == 15)
        #expect(checkCharacter(of: String(number.dropLast())) == String(number.suffix(1)))
        #expect(try await office.submit(office.bureau).hasPrefix("XS202610250002"))
        #expect(try await office.waiting(office.district) == 1)
        #expect(try await office.waiting(office.bureau) == 2)
        #expect(try await office.waiting(office.station) == 0)
        try await office.act(.assigned, on: number, office.bureau)
        #expect(try await office.listed(office.station) == [number])
        #expect(try await office.waiting(office.station) == 1, "to be answered")
        try await office.act(.assessed, on: number, office.district)
        try await office.act(.answered, on: number, office.station)
        try await office.act(
            .answered, ["on": "2026-10-25", "way": "letter"], on: number, office.bureau)
        try await office.act(.closed, on: number, office.station)
        let lead = try #require(try await office.lead(number, office.district))
        #expect(lead.words.what == Office.typed["what"])
        #expect(lead.state == .closed && lead.assignedUnit == "station-shanghai")
        #expect(lead.acts.map(\.kind) == [.assigned, .assessed, .answered, .answered, .closed])
        #expect(lead.answer.doneOn == office.ledger.today)
        #expect(try await office.waiting(office.bureau) == 1)
        await #expect(throws: StaleVersion.self) {
            try await office.act(
                .answered, on: number, version: 1, office.district)
        }
        try await office.ledger.store.read { tx in
            let row = try #require(
                try tx.rows("SELECT * FROM lead WHERE number = \(number)").first)
            #expect(try row.text("credit_code") == "91990100MA99000287")
            #expect(try row.text("investor_key") == "示例澄帆海工有限公司")
            let journal = try tx.journal(after: 0, limit: 100)
            #expect(journal.filter { $0.kind.hasPrefix("lead.") }.count == 7)
            #expect(!journal.contains { $0.body.contains("王示例") || $0.body.contains("澄帆") })
        }
    }

    @Test("every act by every hand in every state")
    func matrix() async throws {
        let office = try await Office()
        let states: [(LeadState, [(LeadActKind, [String: String])])] = [
            (.submitted, []), (.experts, [(.assessed, ["result": "experts"])]),
            (.following, [(.assessed, [:])]),
            (.rejected, [(.assessed, ["result": "reject", "rejection": "housing"])]),
            (.closed, [(.assessed, [:]), (.closed, [:])]),
        ]
        let open: [LeadState: Set<LeadActKind>] = [
            .submitted: [.assessed, .answered, .assigned, .reported],
            .experts: [.assessed, .answered, .assigned, .reported],
            .following: [.answered, .assigned, .reported, .tied, .closed], .rejected: [.answered],
            .closed: [.answered],
        ]
        let hands: [(Actor, Set<LeadActKind>)] = [
            (office.district, [.assessed, .answered, .assigned, .tied, .closed, .unsealed]),
            (office.bureau, [.assessed, .answered, .assigned, .tied, .closed]),
            (office.station, [.answered, .reported, .tied, .closed]),
        ]
        for (state, steps) in states {
            let office = try await Office()  // Its clock stays within the day of the answers.
            for (actor, may) in hands {
                for kind in LeadActKind.allCases {
                    let number = try await office.submit(office.district)
                    try await office.act(.assigned, on: number, office.bureau)
                    for (step, words) in steps {
                        try await office.act(step, words, on: number, office.district)
                    }
                    let lead = try #require(try await office.lead(number, actor))
                    #expect(lead.state == state)
                    let isOpen = may.contains(kind) && open[state]?.contains(kind) == true
                    #expect(
                        lead.openActs(for: office.reader(actor)).contains(kind) == isOpen,
                        "\(state) \(kind)")
                    let refused = try await reasons {
                        try await office.act(kind, ["to": "xiling"], on: number, actor)
                    }
                    // Without a project in the ledger nothing can be tied.
                    let isDone = isOpen && kind != .tied
                    #expect(refused.isEmpty == isDone, "\(state) \(kind) \(refused)")
                }
            }
        }
        let number = try await office.submit(office.district)
        for reader in [office.leader, office.auditor] {
            await #expect(throws: MemberRefusal.forbidden(.submitLeads)) {
                try await office.act(.assessed, on: number, reader)
            }
            await #expect(throws: MemberRefusal.forbidden(.submitLeads)) {
                _ = try await office.submit(reader)
            }
        }
        await #expect(throws: UnknownLead.self) {
            try await office.act(.assessed, on: number, office.stranger)
        }
    }

    @Test("a sealed lead is its unit's alone until unsealed", arguments: Stores.available)
    func sealed(stores: StoreKind) async throws {
        let office = try await Office(stores)
        let number = try await office.submit(["sealed": "1"], office.district)
        let others = [
            office.bureau, office.leader, office.auditor, office.station, office.stranger,
            .operator, office.ledger.member(.park, unit: "park-harbour"),
            office.ledger.member(.leader, unit: "dongyu"),
        ]
        for actor in others {
            #expect(try await office.lead(number, actor) == nil, "\(actor)")
            for view in LeadView.allCases {
                #expect(try await office.listed(actor, view) == [], "\(actor) \(view)")
            }
            #expect(try await office.waiting(actor) == 0)
        }
        for kind in LeadActKind.allCases {
            await #expect(throws: UnknownLead.self) {
                try await office.act(kind, on: number, office.bureau)
            }
        }
        // Headquarters knows that there is one, nobody else does.
        for actor in others {
            let reader = office.reader(actor)
            let stubs = try await office.ledger.store.read { tx in
                try tx.sealedLeads(for: reader)
            }
            #expect(stubs.map(\.number) == (reader.isHeadquarters ? [number] : []))
        }
        #expect(try await office.listed(office.district, .sealed) == [number])
        let before = try #require(try await office.lead(number, office.district))
        #expect(before.assessment.dueOn == nil && before.answer.dueOn == nil)
        #expect(before.openActs(for: office.reader(office.district)) == [.unsealed])
        #expect(
            try await reasons { try await office.act(.assessed, on: number, office.district) }
                == ["存证的线索先解封再办理"])
        try await office.act(.unsealed, ["note": ""], on: number, office.district)
        let after = try #require(try await office.lead(number, office.bureau))
        #expect(after.hash.hex == before.hash.hex && after.state == .submitted)
        #expect(after.assessment.dueOn == Day(2026, 10, 28))
    }

    @Test("who may not see a person finds them nowhere in the lead")
    func persons() async throws {
        let office = try await Office()
        let number = try await office.submit(office.district)
        try await office.act(
            .answered, ["note": "已电话告知王示例"], on: number, office.district)
        let full = try #require(try await office.lead(number, office.bureau))
        #expect(full.introducer?.name == "王示例")
        #expect(full.introducer?.phone == "021-99990003")
        for (reader, name) in [(office.leader, "王示例"), (office.auditor, "王**")] {
            let lead = try #require(try await office.lead(number, reader))
            #expect(lead.introducer?.name == name)
            #expect(lead.introducer?.phone == "021******03")
            #expect(lead.words.note == name + "说要岸线300米")
            #expect(lead.acts.last?.note == "已电话告知" + name)
            #expect(lead.hash.canonical == nil)
        }
    }

    @Test("anyone who is shown the content finds the hash of the receipt")
    func hash() async throws {
        let office = try await Office()
        let number = try await office.submit(["sealed": "1"], office.district)
        let lead = try #require(try await office.lead(number, office.district))
        let salt = "07070707070707070707070707070707"
        let person = Digest(
            of: #"{"name":"王示例","phone":"021-99990003","salt":"09090909090909090909090909090909"}"#
        ).hex
        let text =
            #"{"city":"990100","introducer":"\#(person)","number":"\#(number)","salt":"\#(salt)","#
            + #""submitted_at":"\#(lead.submittedAt)","unit":"dongyu","words":{"amount":"8亿元左右","#
            + #""chain":"marine-equipment","#
            + #""investor":"示例澄帆海工有限公司 91990100MA99000287","note":"王示例说要岸线300米","#
            + #""origin":"示例省外","what":" 海上风电运维船建造 "}}"#
        #expect(lead.hash.canonical == text)
        #expect(lead.hash.hex == Digest(of: text).hex)
        #expect(lead.hash.algorithm == "SHA-256")
    }

    @Test("no number is given twice", arguments: Stores.available)
    func numbers(stores: StoreKind) async throws {
        let office = try await Office()
        // A rehearsed store runs each body twice and so one at a time.
        let store = try await stores.freshDatabase().store(city: office.ledger.folder.id)
        let (setting, actors) = (office.office(), [office.district, office.station])
        let numbers = try await withThrowingTaskGroup(of: String.self) { group in
            for place in 0..<24 {
                let draft = LeadDraft { Office.typed[$0] }
                let occasion = office.ledger.occasion(actors[place % 2])
                group.addTask {
                    try await store.write { tx in
                        try tx.submit(
                            draft, personSalt: [UInt8](repeating: 9, count: 16),
                            office: setting, occasion)
                    }
                }
            }
            return try await group.reduce(into: [String]()) { $0.append($1) }
        }
        #expect(Set(numbers).count == 24)
        #expect(numbers.map { $0.dropLast() }.max() == "XS202610250024")
    }

    @Test("clocks count the days of the rule: off days, worked Saturdays, the last published day")
    func clocks() async throws {
        let office = try await Office()
        let working = try #require(
            office.ledger.folder.clock("suspicion-answer", on: office.ledger.today))
        let clocks = LeadClocks(
            assessment: working, experts: nil, answer: nil,
            calendar: office.ledger.folder.calendar)
        func due(_ day: Day?) async throws -> LeadClock {
            let day = try #require(day)
            let number = try await office.submit(
                [:], office: office.office(on: day, clocks: clocks), office.district)
            return try #require(try await office.lead(number, office.district)).assessment
        }
        // Three working days: the off days of the National Day 2025 (1 to 8 October) are left out,
        // Saturday 11 October was worked.
        #expect(try await due(Day(2025, 9, 30)).dueOn == Day(2025, 10, 11))
        #expect(try await due(Day(2025, 9, 30)).isPublished)
        let last = try #require(office.ledger.folder.calendar.publishedYears.last)
        let end = try await due(Day(last, 12, 31))
        #expect(end.dueOn != nil && !end.isPublished)
        // Of the sample of 江门: 3 days, with experts 7, an answer in 7.
        let number = try await office.submit(office.district)
        try await office.act(.assessed, ["result": "experts"], on: number, office.bureau)
        let lead = try #require(try await office.lead(number, office.district))
        #expect(lead.assessment.dueOn == Day(2026, 11, 1))
        #expect(lead.answer.dueOn == Day(2026, 11, 1))
        #expect(!lead.answer.isOverdue(on: Day(2026, 11, 1)!))
        #expect(lead.answer.isOverdue(on: Day(2026, 11, 2)!))
        let quiet = try await office.submit(["introducer": "", "phone": ""], office.district)
        #expect(try await office.lead(quiet, office.district)?.answer.dueOn == nil)
    }

    @Test("what lacks is refused at once")
    func refusedAtOnce() async throws {
        let office = try await Office()
        #expect(
            try await reasons {
                _ = try await office.submit(
                    [
                        "what": " ", "investor": "", "chain": "nothing", "introducer": "",
                        "phone": "12", "note": "打13800001234",
                    ], office.district)
            } == [
                "what: 请写是什么项目", "investor: 请写投资方，不知道全称的写知道的",
                "note: 这里有电话号码，请写到“引荐人电话”一栏：只有那一栏按权限遮盖",
                "chain: 请从产业链里选一条", "phone: 电话号码不完整", "introducer: 有电话就写引荐人姓名",
            ])
        let number = try await office.submit(office.district)
        #expect(
            try await reasons {
                try await office.act(
                    .answered, ["on": "2026-10-24", "way": "", "note": ""], on: number,
                    office.district)
            } == ["on: 答复早于线索登记", "way: 请选怎样答复", "note: 请写答复了什么"])
        #expect(
            try await reasons {
                try await office.act(
                    .assessed, ["result": "reject", "rejection": "x"], on: number, office.district)
            } == ["rejection: 请选为什么不是线索"])
        #expect(
            try await reasons { _ = try await office.submit(Actor.operator) } == [
                "线索以单位的名义提交"
            ])
    }

    @Test(
        "tied to a project of the same unit's ledger, and of no other", arguments: Stores.available)
    func tied(stores: StoreKind) async throws {
        let office = try await Office(stores)
        try await office.ledger.take([battery], inSeptember, unit: "dongyu")
        try await office.ledger.take([hydrogen], inSeptember, unit: "xiling")
        let own = try await office.ledger.project(battery.name).id
        let foreign = try await office.ledger.project(hydrogen.name).id
        let number = try await office.submit(office.district)
        try await office.act(.assessed, on: number, office.district)
        #expect(
            try await reasons {
                try await office.act(.tied, ["project": foreign.text], on: number, office.bureau)
            } == ["project: 请选这个单位台账里的项目"])
        try await office.act(.tied, ["project": own.text], on: number, office.district)
        let readers = [office.reader(office.bureau), office.reader(office.stranger)]
        let found = try await office.ledger.store.read { tx in
            try readers.map { try tx.leads(ofProject: own, for: $0).map(\.number) }
        }
        #expect(found == [[number], []])
    }
}
