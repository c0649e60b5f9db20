import Basics
import Pages
import People
import Promises
import Storage

/// The twins of orders.
func promiseTwins() -> [Route] {
    [
        .get("/api/v1/orders", .may(.seeProjects)) { ask in
            try OrderFilter.check(ask.query)
            return .json(try await ordersPage(ask, try ListPart(ask.query)).json)
        }.says(
            "督办件，条件与页面相同", query: OrderFilter.fields + ListPart.fields, gives: "Orders"),
        .post("/api/v1/orders", .may(.issueOrders)) { ask in
            let number = try await ask.sendOrder()
            let sight = try ask.sight
            let order = try await ask.store.read { tx in
                try tx.order(number, visibleTo: sight)
            }.orNoSuchPage()
            return .json(order.json, .created)
        }.says(
            "发一件：写期限 due，或写时限规则 clock",
            body: [
                .word("kind", OrderKind.allCases.map(\.rawValue)), .text("project"),
                .text("title"), .text("asked"), .text("owner"), .text("co_owner_1"),
                .text("co_owner_2"), .text("co_owner_3"), .text("leader"), .text("due"),
                .text("clock"), .text("origin"), .text("origin_on"),
            ], gives: "Order"),
        .get("/api/v1/orders/{number}", .may(.seeProjects)) { ask in
            .json(try await orderPage(ask).json)
        }.says("一件：要求、各次期限、经过、现在能办什么", gives: "OrderCourse"),
        .post("/api/v1/orders/{number}/acts", .mayAny([.issueOrders, .answerOrders])) { ask in
            try await ask.actOnOrder()
            return .json(try await orderPage(ask).json)
        }.says(
            "反馈、销号、退回、撤回、延期、暂停计时，version 须是看到的那一版",
            body: [
                .number("version"), .word("act", OrderAct.allCases.map(\.rawValue)),
                .text("text"), .text("shows"), .text("due"),
            ], gives: "OrderCourse"),
        .post(
            "/api/v1/orders/{number}/files", .mayAny([.issueOrders, .answerOrders]),
            takesFiles: true
        ) { ask in
            try await ask.actOnOrder()
            return .json(try await orderPage(ask).json, .created)
        }.says(
            "带一份文件反馈或销号：文件作为请求体，文件名和其余各项写在地址里",
            query: [
                .text("file"), .number("version"),
                .word("act", OrderAct.allCases.filter(\.takesFile).map(\.rawValue)),
                .text("text"), .text("shows"),
            ], gives: "OrderCourse"),
        .post(
            "/api/v1/orders/{number}/files/{position}", .mayAny([.issueOrders, .answerOrders])
        ) { ask in
            try await ask.withdrawOrderFile(
                Int64(ask.number("position")), because: ask.form["reason"])
            return .json(try await orderPage(ask).json)
        }.says("撤回一份文件，position 是交它的那一步", body: [.text("reason")], gives: "OrderCourse"),
    ]
}

extension OrderFilter {
    fileprivate static let fields: [RouteField] = [
        .word("view", OrderView.allCases.map(\.rawValue)),
        .word("state", OrderState.allCases.map(\.rawValue)),
        .word("kind", OrderKind.allCases.map(\.rawValue)), .text("owner"), .text("project"),
        .word("overdue", ["1"]),
    ]

    /// Refuses with every word that the filter does not know.
    fileprivate static func check(_ query: AddressQuery) throws(QueryRefusal) {
        let isKnown: [(String, (String) -> Bool)] = [
            ("view", { OrderView(rawValue: $0) != nil }),
            ("state", { OrderState(rawValue: $0) != nil }),
            ("kind", { OrderKind(rawValue: $0) != nil }), ("overdue", { $0 == "1" }),
        ]
        let problems = isKnown.compactMap { name, check in
            query[name].flatMap { text in
                check(text) ? nil : Problem("不认得“\(text)”", at: .field(name))
            }
        }
        guard problems.isEmpty else { throw QueryRefusal(problems) }
    }
}
