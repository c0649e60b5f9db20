import Basics
import People
import Promises
import Rules
import Sealing
import Storage
import TestSupport
import Testing

extension OrderOffice {
    /// Members with accounts, so that the office finds them among the leaders.
    func addLeader(_ login: String, unit: String = "investment") async throws -> Actor {
        let id = identifier(.member)
        let (units, occasion) = (rules.units, occasion(.operator))
        let account = NewAccount(
            MemberDraft(login: login, name: "示例·\(login)", unit: unit, endsOn: nil), id: id,
            password: try PasswordHash(
                of: "示例口令-\(login)-2026", salt: [UInt8](repeating: 3, count: 16),
                cost: PasswordCost(kibibytes: 64, passes: 1)), isSample: true)
        return .member(
            try await store.write { tx in
                try tx.addMember(
                    account, roles: [.leader], on: occasion, units: units, rules: SigningRules())
            })
    }

    func raise(
        title: String = "示例：高压线迁改", since: String = "2026-09-28", subject: Subject? = nil,
        by actor: Actor? = nil
    ) async throws -> Int64 {
        let draft = ObstacleDraft(
            subject: subject, title: title, stuck: "示例：迁改费用没有定", since: since)
        let (rules, today, occasion) = (
            rules, try day("2026-10-12"), occasion(actor ?? owner)
        )
        return try await store.write { tx in
            try tx.raise(draft, rules: rules, today: today, occasion)
        }
    }

    func act(
        _ act: ObstacleAct, obstacle number: Int64, options: [String] = ["示例：迁改", "示例：改线"],
        advice: String = "示例：第一种", owner: String = "natural-resources",
        due: String = "2026-11-10", leader: Actor? = nil, text: String? = "示例",
        choice: String? = nil,
        version: Int64? = nil, _ actor: Actor
    ) async throws {
        var leaderText: String?
        if case .member(let member)? = leader { leaderText = member.id.text }
        let draft = ObstacleActDraft(
            act: act.rawValue, options: options, advice: advice, owner: owner, due: due,
            leader: leaderText, text: text, choice: choice)
        let (rules, today, occasion) = (rules, try day("2026-10-14"), occasion(actor))
        let stored = try await obstacle(number).version
        try await store.write { tx in
            try tx.act(
                draft, onObstacle: number, version: version ?? stored, rules: rules, today: today,
                occasion)
        }
    }

    func obstacle(_ number: Int64) async throws -> Obstacle {
        try await store.read { tx in
            try #require(try tx.obstacle(number, visibleTo: .all))
        }
    }

    /// Raised, prepared and before the leader.
    func presented(to leader: Actor) async throws -> Int64 {
        let number = try await raise()
        try await act(.prepare, obstacle: number, headquarters)
        try await act(.present, obstacle: number, leader: leader, headquarters)
        return number
    }

    func orderCount() async throws -> Int {
        let reader = try reader(.operator, on: "2026-10-14")
        return try await store.read { tx in
            try tx.orderCount(OrderFilter(), for: reader, on: Day(2026, 10, 14)!)
        }
    }
}

@Suite("An obstacle is brought before a leader and becomes an order")
struct ObstacleTests {
    @Test("raised, prepared, taken back, presented, decided", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let leader = try await office.addLeader("one")
        let number = try await office.raise(subject: Subject("project", "P1"))
        let head = office.headquarters
        try await office.act(.prepare, obstacle: number, head)
        try await office.act(.present, obstacle: number, leader: leader, head)
        #expect(
            try await refusals { try await office.act(.settle, obstacle: number, head) }
                == ["这一件已呈送，待批示，不能已解决，结案"])
        try await office.act(.takeBack, obstacle: number, text: "补材料", head)
        #expect(try await office.obstacle(number).leader == nil)
        try await office.act(.present, obstacle: number, leader: leader, head)
        try await office.act(
            .decide, obstacle: number, due: "2026-10-30", text: "示例：抓紧", choice: "2", leader)
        let decided = try await office.obstacle(number)
        #expect(decided.state == .decided && decided.decision?.choice == 2)
        #expect(decided.waited(until: Day(2026, 10, 14)!, rules: office.rules).isPublished)
        let order = try await office.order(try #require(decided.decision?.order))
        #expect(order.mark.text == "批示交办件〔2026〕1号" && order.owner == "natural-resources")
        #expect(order.sender == "investment" && order.deadline.due == Day(2026, 10, 30))
        #expect(order.subject == Subject("project", "P1") && order.leader == decided.leader)
        #expect(order.asked.contains("同意第2种办法：示例：改线") && order.asked.contains("批示：示例：抓紧"))
        let back = try await office.store.read { tx in
            try tx.obstacle(ofOrder: order.number, visibleTo: .all)
        }
        #expect(back == decided)
        let acts = try await office.store.read { tx in
            try tx.obstacleCourse(number, visibleTo: .all)?.entries.map(\.act)
        }
        #expect(acts == [nil, .prepare, .present, .takeBack, .present, .decide])
        let kinds = try await office.store.read { tx in
            try tx.rows("SELECT kind FROM journal ORDER BY number").map { try $0.text("kind") }
                .filter { $0.hasPrefix("o") }
        }
        #expect(
            kinds == [
                "obstacle.raised", "obstacle.prepare", "obstacle.present", "obstacle.take_back",
                "obstacle.present", "order.sent", "obstacle.decide",
            ])
        // Without a leader.
        let other = try await office.raise()
        try await office.act(.settle, obstacle: other, text: "示例：已通电", head)
        #expect(try await office.obstacle(other).state == .settled)
    }

    @Test("what is wrong is told at once, and changes nothing", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let leader = try await office.addLeader("one")
        #expect(
            try await refusals { _ = try await office.raise(title: " ", since: "2026-10-13") }
                == ["title: 必须填写", "since: 2026-10-13还没有到"])
        #expect(
            try await refusals { _ = try await office.raise(since: "昨天", by: .operator) }
                == ["须以一个单位的名义提出，命令行用 --as 写明是谁", "since: 日期应写作 2026-10-31"])
        let number = try await office.raise()
        let head = office.headquarters
        #expect(
            try await refusals {
                try await office.act(
                    .prepare, obstacle: number, options: [], advice: "", owner: "nanting-county",
                    due: "2026-10-13", head)
            } == [
                "option_1: 至少写一种办法", "advice: 必须填写", "owner: 请选主办单位", "due: 2026-10-13已经过了",
            ])
        #expect(
            try await refusals {
                try await office.act(
                    .prepare, obstacle: number, options: ["一", "二", "三", "四"], head)
            } == ["option_3: 最多写3种办法"])
        #expect(
            try await refusals {
                try await office.act(.present, obstacle: number, leader: leader, head)
            } == ["这一件待拟办，不能呈送领导"])
        try await office.act(.prepare, obstacle: number, owner: "investment", head)
        #expect(
            try await refusals {
                try await office.act(.present, obstacle: number, leader: leader, head)
            } == ["leader: 主办单位就是这位领导的单位，交办不出去，请另定主办单位"])
        #expect(
            try await refusals {
                try await office.act(.present, obstacle: number, leader: office.owner, head)
            } == ["leader: 请从在任的市领导中选"])
        await #expect(throws: StaleVersion.self) {
            try await office.act(.prepare, obstacle: number, version: 1, head)
        }
        try await office.act(.prepare, obstacle: number, head)
        try await office.act(.present, obstacle: number, leader: leader, head)
        #expect(
            try await refusals {
                try await office.act(
                    .decide, obstacle: number, due: "x", text: nil, choice: "3", leader)
            } == ["choice: 没有这一种办法", "due: 日期应写作 2026-10-31"])
        #expect(
            try await refusals {
                try await office.act(.decide, obstacle: number, text: nil, leader)
            } == ["choice: 请选一种办法，或写批示"])
        let another = try await office.addLeader("two")
        #expect(
            try await refusals { try await office.act(.decide, obstacle: number, another) }
                == ["由呈送的那位领导本人批示"])
        #expect(
            try await refusals { try await office.act(.decide, obstacle: number, .operator) }
                == ["由呈送的那位领导本人批示"])
        #expect(try await office.orderCount() == 0)
    }

    @Test("three lie before a leader, also when two present at once", arguments: Stores.available)
    func threeAtATime(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores, isRehearsed: false)
        let leader = try await office.addLeader("one")
        for _ in 0..<2 { _ = try await office.presented(to: leader) }
        var waiting: [Int64] = []
        for _ in 0..<6 {
            let number = try await office.raise()
            try await office.act(.prepare, obstacle: number, office.headquarters)
            waiting.append(number)
        }
        let said = try await withThrowingTaskGroup(of: [String].self) { group in
            for number in waiting {
                group.addTask {
                    try await refusals {
                        try await office.act(
                            .present, obstacle: number, leader: leader, office.headquarters)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(said.count { $0.isEmpty } == 1)
        #expect(
            said.filter { !$0.isEmpty }.allSatisfy {
                $0 == ["leader: 这位领导已有3件待批示，请等批示或撤回一件"]
            })
        guard case .member(let member) = leader else { return }
        let lying = try await office.store.read { tx in
            try tx.obstacles(before: member.id, visibleTo: .all)
        }
        #expect(lying.count == 3)
        // One decided makes room for one, and another leader has room of their own.
        try await office.act(.decide, obstacle: lying[0].number, leader)
        let left = try #require(waiting.first { number in !lying.contains { $0.number == number } })
        try await office.act(.present, obstacle: left, leader: leader, office.headquarters)
        let second = try await office.addLeader("two")
        _ = try await office.presented(to: second)
    }

    @Test("two clicks send one order", arguments: Stores.available)
    func oneOrder(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores, isRehearsed: false)
        let leader = try await office.addLeader("one")
        let number = try await office.presented(to: leader)
        let version = try await office.obstacle(number).version
        let said = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await refusals {
                        try await office.act(
                            .decide, obstacle: number, choice: "1", version: version, leader)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(said.count { $0.isEmpty } == 1)
        #expect(try await office.orderCount() == 1)
        #expect(try await office.obstacle(number).version == version + 1)
    }

    @Test("who sees an obstacle: its unit, the owner named, the city's own people")
    func sight() async throws {
        let office = try await OrderOffice(.sqlite)
        let leader = try await office.addLeader("one")
        let number = try await office.raise()
        func sees(_ actor: Actor) async throws -> Bool {
            try await office.store.read { tx in
                let found = try tx.obstacle(number, visibleTo: actor.sight) != nil
                let counted = try tx.obstacleCount(ObstacleFilter(), visibleTo: actor.sight)
                #expect(found == (counted == 1))
                return found
            }
        }
        let owner = office.member(.department, unit: "natural-resources")
        #expect(try await !sees(owner), "not named yet")
        try await office.act(.prepare, obstacle: number, office.headquarters)
        for role in Role.allCases {
            let stranger = office.member(role, unit: "xiling")
            let isCitys = [Role.leader, .headquarters, .auditor].contains(role)
            #expect(try await sees(stranger) == isCitys, "\(role)")
        }
        for actor in [owner, office.owner, leader] { #expect(try await sees(actor)) }
    }

    @Test("every act of every role in every state", arguments: ObstacleState.allCases)
    func matrix(state: ObstacleState) async throws {
        let office = try await OrderOffice(.sqlite)
        let leader = try await office.addLeader("one")
        for role in Role.allCases {
            for act in ObstacleAct.allCases {
                // Each leader has room for three only.
                let number = try await bring(to: state, before: leader, office)
                let actor =
                    role == .leader && act == .decide
                    ? leader : office.member(role, unit: "dongyu")
                let found = try await refusals {
                    try await office.act(
                        act, obstacle: number, leader: leader, choice: "1", actor)
                }
                let may =
                    act.states.contains(state)
                    && role.permissions.contains(
                        act == .decide ? .decideObstacles : .prepareObstacles)
                #expect(found.isEmpty == may, "\(state) \(role) \(act) \(found)")
                let now = try await office.obstacle(number).state
                #expect(may || now == state, "what was refused changes nothing")
                if now == .presented {
                    try await office.act(.takeBack, obstacle: number, office.headquarters)
                }
            }
            let raised = try await refusals {
                _ = try await office.raise(by: office.member(role, unit: "dongyu"))
            }
            #expect(raised.isEmpty == role.permissions.contains(.answerOrders), "\(role)")
        }
    }

    private func bring(
        to state: ObstacleState, before leader: Actor, _ office: OrderOffice
    ) async throws -> Int64 {
        let number = try await office.raise()
        let head = office.headquarters
        if state == .settled { try await office.act(.settle, obstacle: number, head) }
        guard state != .raised, state != .settled else { return number }
        try await office.act(.prepare, obstacle: number, head)
        guard state != .prepared else { return number }
        try await office.act(.present, obstacle: number, leader: leader, head)
        if state == .decided { try await office.act(.decide, obstacle: number, leader) }
        return number
    }
}
