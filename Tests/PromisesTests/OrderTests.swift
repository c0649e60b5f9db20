import Basics
import People
import Promises
import Rules
import Storage
import TestSupport
import Testing

@Suite("An order is followed until it is taken off the list")
struct OrderTests {
    @Test("sent, answered, given back, answered again, closed", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (headquarters, owner) = (office.headquarters, office.owner)
        let number = try await office.send(coOwners: ["natural-resources"])
        var order = try await office.order(number)
        #expect(order.mark.text == "督办单〔2026〕1号" && order.state == .issued)
        #expect(order.sender == "headquarters" && order.coOwners == ["natural-resources"])
        #expect(order.deadline.due == Day(2026, 10, 20) && order.deadline.number == 1)
        #expect(
            try await refusals { try await office.act(.close, number, headquarters) }
                == ["这一件待反馈，不能销号"])
        let helper = office.member(.department, unit: "natural-resources")
        try await office.act(.answer, number, text: "示例：已受理", helper)
        try await office.act(
            .giveBack, number, on: "2026-10-21", text: "没有附批复", due: "2026-10-30", headquarters)
        order = try await office.order(number)
        #expect(order.state == .returned && order.deadline.due == Day(2026, 10, 30))
        try await office.act(
            .answer, number, on: "2026-10-28", text: "示例：已批复", shows: "示例：批复1号", owner)
        #expect(
            try await refusals {
                try await office.act(.close, number, text: nil, shows: " ", headquarters)
            } == ["shows: 必须填写"])
        try await office.act(
            .close, number, on: "2026-10-29", text: nil, shows: "示例：批复1号已核", headquarters)
        let course = try await office.course(number)
        #expect(course.order.state == .closed)
        #expect(course.deadlines.map(\.due) == [Day(2026, 10, 20), Day(2026, 10, 30)])
        #expect(course.deadlines.map(\.reason) == [.first, .reworked])
        #expect(
            course.entries.map(\.kind) == [
                .sent, .done(.answer), .done(.giveBack), .done(.answer), .done(.close),
            ])
        #expect(course.entries.last?.shows == "示例：批复1号已核")
        let kinds = try await office.store.read { tx in
            try tx.rows("SELECT kind FROM journal ORDER BY number").map { try $0.text("kind") }
        }
        #expect(
            kinds == [
                "order.sent", "order.answer", "order.return", "order.answer", "order.close",
            ])
    }

    @Test("what is wrong with a new order is told at once", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        #expect(
            try await refusals {
                _ = try await office.send(
                    draft: OrderDraft(
                        kind: "x", title: "", asked: String(repeating: "长", count: 2_001),
                        owner: "headquarters", coOwners: ["xiling", "xiling", "nowhere"],
                        leader: "M1", due: "2026-02-29", originOn: "2027-01-01"))
            } == [
                "kind: 请选种类", "title: 必须填写", "asked: 最多2000个字",
                "owner: 主办单位不能是发件单位自己：自己不能销自己的号", "co_owners: 协办单位里有不认识或已撤销的单位",
                "co_owners: 主办、协办单位有重复", "leader: 请从在任的市领导中选", "due: 日期应写作 2026-10-31",
                "origin_on: 2027-01-01还没有到",
            ])
        for (due, clock, said) in [
            (nil, nil, "due: 请写期限，或选一条时限规则"), ("2026-10-08", nil, "due: 2026-10-08已经过了"),
            ("2026-10-20", "supervision-reply", "due: 期限和时限规则只写一样"),
            (nil, "nothing", "clock: 没有这条时限规则"), ("2099-01-01", nil, "due: 期限最远十年"),
        ] as [(String?, String?, String)] {
            #expect(
                try await refusals { _ = try await office.send(due: due, clock: clock) } == [said])
        }
        // A unit that ended gets nothing new; the operator sends in nobody's name.
        #expect(
            try await refusals { _ = try await office.send(owner: "nanting-county") }
                == ["owner: 请选主办单位"])
        #expect(
            try await refusals { _ = try await office.send(by: .operator) }
                == ["须以一个单位的名义发件，命令行用 --as 写明是谁"])
        await #expect(throws: MemberRefusal.forbidden(.issueOrders)) {
            _ = try await office.send(by: office.owner)
        }
        #expect(try await office.store.read { tx in try tx.journalHead().number } == 0)
    }

    @Test("numbers count by kind and year without gap or double", arguments: Stores.available)
    func numbers(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores, isRehearsed: false)
        let sender = office.headquarters
        try await withThrowingTaskGroup(of: Void.self) { group in
            for place in 0..<24 {
                let kind: OrderKind = place % 3 == 0 ? .reminder : .supervision
                // Every fourth is refused and must not cost a number.
                group.addTask {
                    _ = try await refusals {
                        _ = try await office.send(
                            kind, due: place % 4 == 3 ? "2020-01-01" : "2026-11-01", by: sender)
                    }
                }
            }
            try await group.waitForAll()
        }
        _ = try await office.send(.supervision, on: "2027-01-04", due: "2027-02-01")
        let reader = try office.reader(.operator, on: "2027-01-04")
        let orders = try await office.store.read { tx in
            try tx.orders(OrderFilter(), for: reader, on: Day(2027, 1, 4)!)
        }
        for kind in OrderKind.allCases {
            let serials = orders.filter { $0.mark.kind == kind && $0.mark.year == 2026 }
                .map(\.mark.serial).sorted()
            #expect(serials == Array(1...max(1, serials.count)) || serials.isEmpty)
        }
        #expect(orders.count == 19)
        #expect(orders.first?.mark.text == "督办单〔2027〕1号")
    }

    @Test("of two who decide at once one is told", arguments: Stores.available)
    func twoAtOnce(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let number = try await office.send()
        try await office.act(.answer, number, office.owner)
        try await office.act(.close, number, version: 2, office.headquarters)
        #expect(
            try await refusals {
                try await office.act(.giveBack, number, version: 2, office.headquarters)
            } == ["这一件已销号，不能退回"])
        let other = try await office.send()
        try await office.act(.answer, other, office.owner)
        await #expect(throws: StaleVersion.self) {
            try await office.act(.close, other, version: 1, office.headquarters)
        }
    }

    @Test("another day is asked for, and the first stays as it was", arguments: Stores.available)
    func extending(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (headquarters, owner) = (office.headquarters, office.owner)
        let number = try await office.send(coOwners: ["xiling"])
        let helper = office.member(.district, unit: "xiling")
        #expect(
            try await refusals { try await office.act(.extend, number, due: "2026-11-01", helper) }
                == ["由主办单位办"])
        #expect(
            try await refusals {
                try await office.act(.extend, number, text: "", due: "2026-10-20", owner)
            } == ["text: 必须填写", "due: 申请的日期须晚于现在的期限2026-10-20"])
        try await office.act(.extend, number, text: "等省里批复", due: "2026-11-01", owner)
        #expect(try await office.order(number).askedUntil == Day(2026, 11, 1))
        #expect(
            try await refusals { try await office.act(.extend, number, due: "2026-11-02", owner) }
                == ["上一次申请的延期还没有答复"])
        try await office.act(.refuse, number, text: "按原定时间", headquarters)
        #expect(try await office.order(number).deadline.due == Day(2026, 10, 20))
        try await office.act(.extend, number, due: "2026-11-01", owner)
        try await office.act(.grant, number, text: nil, headquarters)
        let course = try await office.course(number)
        #expect(course.deadlines.map(\.due) == [Day(2026, 10, 20), Day(2026, 11, 1)])
        #expect(course.order.deadline.reason == .extended && course.order.askedUntil == nil)
        #expect(
            try await refusals { try await office.act(.grant, number, headquarters) }
                == ["没有要答复的延期申请"])
    }

    @Test("every act of every role in every state", arguments: OrderState.allCases)
    func matrix(state: OrderState) async throws {
        let office = try await OrderOffice(.sqlite)
        let units = [
            "sender": "headquarters", "owner": "dongyu", "co-owner": "xiling", "other": "beiyuan",
        ]
        for role in Role.allCases {
            for (side, unit) in units.sorted(by: { $0.key < $1.key }) {
                let actor = office.member(role, unit: unit)
                for act in OrderAct.allCases {
                    let number = try await bring(to: state, for: act, office)
                    let found = try await refusals {
                        try await office.act(
                            act, number, due: act == .extend ? "2026-12-01" : nil, actor)
                    }
                    let bySender = ![.answer, .extend].contains(act)
                    let sees =
                        role.permissions.contains(.seeProjects)
                        && !role.isAdministrator
                    let isTheirs =
                        bySender
                        ? side == "sender"
                        : side == "owner" || side == "co-owner" && act == .answer
                    let permission: Permission = bySender ? .issueOrders : .answerOrders
                    let may =
                        role.permissions.contains(permission) && sees && isTheirs
                        && act.states.contains(state)
                    #expect(found.isEmpty == may, "\(state) \(role) \(side) \(act) \(found)")
                    let offered = try await office.order(number).state
                    #expect(may || offered == state, "what was refused changes nothing")
                }
            }
        }
    }

    /// An order in a state in which nothing but state, role and side can speak against the act.
    private func bring(
        to state: OrderState, for act: OrderAct, _ office: OrderOffice
    ) async throws -> Int64 {
        let number = try await office.send(coOwners: ["xiling"])
        let (sender, owner) = (office.headquarters, office.owner)
        if act == .grant || act == .refuse {
            try await office.act(.extend, number, due: "2026-12-01", owner)
        }
        if act == .resume { try await office.act(.pause, number, sender) }
        if state == .issued { return number }
        if state == .withdrawn {
            try await office.act(.withdraw, number, sender)
            return number
        }
        try await office.act(.answer, number, owner)
        switch state {
        case .closed: try await office.act(.close, number, sender)
        case .returned:
            try await office.act(.giveBack, number, sender)
            if act == .grant || act == .refuse {
                try await office.act(.extend, number, due: "2026-12-01", owner)
            }
        default: break
        }
        return number
    }
}
