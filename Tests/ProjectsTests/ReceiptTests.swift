import Basics
import Evidence
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing

/// Money of projects: registered with its slip, confirmed by another unit, corrected by new rows.
@Suite("Money arrives for a project")
struct ReceiptTests {
    private func office(
        _ stores: StoreKind = .sqlite
    ) async throws -> (office: LedgerOffice, id: Identifier, district: Actor, headquarters: Actor) {
        let office = try await LedgerOffice(stores)
        try await office.take([battery, hydrogen], inSeptember, unit: "dongyu")
        return (
            office, try await office.project(battery.name).id,
            office.member(.district, unit: "dongyu"),
            office.member(.headquarters, unit: "headquarters")
        )
    }

    private func yuan(_ total: MoneyTotal?) -> Int64? { total?.amounts[.CNY] }

    @Test("it counts once another unit confirmed it", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        let first = try await office.receive(of: id, district)
        var money = try await office.money(id)
        #expect(money.waiting.map(\.number) == [first] && money.slices.isEmpty)
        #expect(money.receipts[0].marks.isEmpty && money.receipts[0].layer == .outside)
        try await office.decide(receipt: first, headquarters)
        money = try await office.money(id)
        let slice = try #require(money.slices.first)
        #expect(slice.year == 2026 && slice.layer == .outside)
        #expect(yuan(slice.received) == 1_200_000_000 && slice.counted == slice.received)
        let second = try await office.receive(
            [
                "slip": "2026-0002", "amount": "30万美元",
                "currency": "USD", "source": "foreign", "capital": "registered",
            ], of: id, district)
        try await office.decide(
            receipt: second,
            rate: ["rate": "7.1", "rate_on": "2026-10-12", "rate_source": "示例：中间价"], headquarters)
        money = try await office.money(id)
        let foreign = try #require(money.slices.last)
        #expect(foreign.layer == .foreign && foreign.received.amounts == [.USD: 30_000_000])
        #expect(foreign.received.yuan == 213_000_000 && foreign.received.unconverted.isEmpty)
        #expect(yuan(money.slices[0].received) == 1_200_000_000, "layers stand apart")
        // The next month's sheet, and one without the project, leave its money alone.
        try await office.take([hydrogen], inSeptember, unit: "dongyu", file: "again.csv")
        #expect(try await office.money(id).receipts.count == 2)
        let kinds = try await office.store.read { tx in
            try tx.rows("SELECT kind FROM journal WHERE kind LIKE 'project.%' ORDER BY number")
                .map { try $0.text("kind") }
        }
        #expect(
            kinds == [
                "project.received", "project.receipt_confirmed", "project.received",
                "project.receipt_confirmed",
            ])
    }

    private static let wrong: [(changed: [String: String], said: [String])] = [
        (["amount": ""], ["amount: 请写到账金额"]),
        (["amount": "0"], ["amount: 金额不能是零；记错的，更正原来的一笔"]),
        (["amount": "-5"], ["amount: 金额不能是负数；退回或记错的，更正原来的一笔"]),
        (["amount": "约1200"], ["amount: 请写一个准确的金额"]),
        (["amount": "1-2亿元"], ["amount: 请写一个准确的金额"]),
        (["amount": "很多"], ["amount: 读不出金额：写数字，单位是万"]),
        (["amount": "99999999999"], ["amount: 金额太大，请核对单位"]),
        (["amount": "0.0000001"], ["amount: 金额比元的最小单位还细"]),
        (
            ["amount": "30万美元"],
            ["amount: 金额写的是美元，币种选的是元；一笔只有一个币种"]
        ),
        (
            ["amount": "500万元，30万美元"],
            ["amount: 一笔只有一个币种，两个币种请分两笔登记"]
        ),
        (["currency": "XXX"], ["currency: 请选币种"]),
        (["arrived": ""], ["arrived: 请写到账日期"]),
        (["arrived": "2026-10-26"], ["arrived: 2026-10-26还没有到"]),
        (["arrived": "2026-02-30"], ["arrived: 日期应写作 2026-10-31"]),
        (["arrived": "2026-03-17"], ["arrived: 到账早于签约时间2026-03-18"]),
        (["amount": "52001"], ["amount: 到账合计5.2001亿元，超过总投资5.2亿元"]),
        (["bank": "", "slip": "", "payer": ""], ["bank: 请写银行", "slip: 请写进账单号", "payer: 请写付款人"]),
        (["source": "x", "capital": "x"], ["source: 请选来源类别", "capital: 请选资金用途"]),
        (["kind": "合影", "title": ""], ["kind: 请选佐证的种类", "title: 请选文件，没有文件的写文号或编号"]),
        (["rate": "7.1"], ["rate: 人民币不用写汇率"]),
        (
            ["currency": "USD", "rate": "x"],
            [
                "rate: 汇率写1美元折多少元，最多六位小数", "rate_on: 请写汇率的日期",
                "rate_source: 请写汇率的出处",
            ]
        ),
        (
            ["replaces": "9"],
            ["reason: 更正请写原因", "replaces: 要更正的一笔不是本项目已确认、未更正过的到账"]
        ),
    ]

    @Test("what cannot be is refused, all reasons at once", arguments: wrong.indices)
    func refused(place: Int) async throws {
        let (changed, said) = ReceiptTests.wrong[place]
        let (office, id, district, _) = try await office()
        let found = try await reasons { try await office.receive(changed, of: id, district) }
        #expect(found == said)
        #expect(try await office.money(id).receipts.isEmpty)
    }

    @Test("what is unusual needs a reason and is marked")
    func unusual() async throws {
        let (office, id, district, _) = try await office()
        try await office.receive(
            ["arrived": "2026-03-17", "amount": "52001", "reason": "签约前已汇入"], of: id, district)
        let receipt = try #require(try await office.money(id).receipts.first)
        #expect(
            receipt.marks.map { Lexicon.chinese.text($0) } == [
                "到账早于签约时间2026-03-18", "到账合计5.2001亿元，超过总投资5.2亿元",
            ])
        // What waits is in the sum: two of half the contract are not one and a half.
        try await office.withdraw(receipt: receipt.number, district)
        try await office.receive(["amount": "26000"], of: id, district)
        #expect(
            try await reasons {
                try await office.receive(["slip": "3", "amount": "26001"], of: id, district)
            } == ["amount: 到账合计5.2001亿元，超过总投资5.2亿元"])
    }

    @Test("one slip counts once in the city, whoever brings it", arguments: Stores.available)
    func oneSlip(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        try await office.take([optics], inSeptember, unit: "xiling")
        let other = try await office.project(optics.name).id
        let stranger = office.member(.district, unit: "xiling")
        let first = try await office.receive(of: id, district)
        let again = ["slip": "2026 0001", "bank": "示例银行东屿支行 "]
        #expect(
            try await reasons { try await office.receive(again, of: id, district) }
                == ["slip: 这张进账单已经登记在“\(battery.name)”，第1笔"])
        #expect(
            try await reasons { try await office.receive(again, of: other, stranger) }
                == ["slip: 这张进账单已经登记在别的项目"])
        // Given back, the slip is free.
        try await office.decide(receipt: first, isConfirmed: false, note: "不清楚", headquarters)
        try await office.receive(again, of: id, district)
    }

    @Test("a correction is a new row; what it replaces counts back", arguments: Stores.available)
    func corrected(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        let first = try await office.receive(of: id, district)
        #expect(
            try await reasons {
                try await office.receive(["replaces": "1", "reason": "数错"], of: id, district)
            }.contains("replaces: 要更正的一笔不是本项目已确认、未更正过的到账"), "waits itself")
        try await office.decide(receipt: first, headquarters)
        let change = ["replaces": "1", "reason": "少记了", "amount": "1500"]
        let second = try await office.receive(change, of: id, district)
        #expect(
            try await reasons { try await office.receive(change, of: id, district) }.count == 2,
            "the slip is taken and a correction waits")
        #expect(yuan(try await office.money(id).slices[0].received) == 1_200_000_000)
        try await office.decide(receipt: second, headquarters)
        var money = try await office.money(id)
        #expect(yuan(money.slices[0].received) == 1_500_000_000)
        #expect(money.receipt(first)?.replacedBy == second && money.receipts.count == 2)
        // Nothing arrived after all.
        let third = try await office.receive(
            ["replaces": "2", "reason": "款项退回", "amount": "0"], of: id, district)
        try await office.decide(receipt: third, headquarters)
        money = try await office.money(id)
        #expect(money.slices.allSatisfy { $0.received.isEmpty } && money.receipts.count == 3)
    }

    @Test(
        "a closed month stays; what comes late counts in the open one", arguments: Stores.available)
    func closed(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        let first = try await office.receive(["arrived": "2026-08-20"], of: id, district)
        try await office.decide(receipt: first, headquarters)
        let late = try await office.receive(
            ["arrived": "2026-09-20", "slip": "2"], of: id, district)
        #expect(
            try await reasons { try await office.close("2026-10", headquarters) }
                == ["month: 2026-10还没有过完，不能关账"])
        await #expect(throws: MemberRefusal.forbidden(.closeMonth)) {
            try await office.close("2026-09", district)
        }
        try await office.close("2026-09", headquarters)
        #expect(
            try await reasons { try await office.close("2026-08", headquarters) }
                == ["month: 2026-08已经关账，关到了2026-09"])
        let closed = try await office.totals(
            ReceiptFilter(month: Month(text: "2026-08")), sight: .all)
        // It waited while the month was closed.
        try await office.decide(receipt: late, headquarters)
        #expect(try await office.money(id).receipt(late)?.month == Month(text: "2026-10"))
        let words = ["arrived": "2026-09-21", "slip": "3"]
        #expect(
            try await reasons { try await office.receive(words, of: id, district) }
                == ["arrived: 2026-09已关账，写明原因补记到2026-10"])
        let added = try await office.receive(
            words.merging(["reason": "银行回单晚到"]) { $1 }, of: id, district)
        #expect(try await office.money(id).receipt(added)?.month == Month(text: "2026-10"))
        // A correction of the closed month counts back in the open one.
        let correction = try await office.receive(
            ["arrived": "2026-08-20", "replaces": "1", "reason": "多记", "amount": "1000"], of: id,
            district)
        try await office.decide(receipt: correction, headquarters)
        let money = try await office.money(id)
        #expect(money.receipt(first)?.reversedIn == Month(text: "2026-10"))
        #expect(
            try await office.totals(ReceiptFilter(month: Month(text: "2026-08")), sight: .all)
                == closed)
        #expect(
            yuan(
                try await office.totals(
                    ReceiptFilter(month: Month(text: "2026-10")), sight: .all
                ).first?.received) == 1_000_000_000, "1200 late, 1000 right, 1200 back")
        #expect(
            try await reasons {
                try await office.planMoney("2026-09", "foreign", "5", of: id, district)
            } == ["plan_month: 2026-09已关账，计划不再改"])
        #expect(
            try await reasons {
                try await office.exclude("real-estate", since: "2026-09", of: id, headquarters)
            } == ["since: 2026-09已关账，最早从2026-10起"])
    }

    @Test("two who confirm at once: one is told", arguments: Stores.available)
    func twoAtOnce(stores: StoreKind) async throws {
        let (office, id, district, headquarters) = try await office(stores)
        let number = try await office.receive(of: id, district)
        let bureau = office.member(.headquarters, unit: "investment")
        async let one = reasons { try await office.decide(receipt: number, headquarters) }
        async let two = reasons { try await office.decide(receipt: number, bureau) }
        let found = try await [one, two]
        #expect(found.filter(\.isEmpty).count == 1)
        #expect(
            found.contains {
                !$0.isEmpty && $0.allSatisfy { $0.contains("不用再办") || $0.contains("修改") }
            })
        #expect(yuan(try await office.money(id).slices[0].received) == 1_200_000_000)
    }

    @Test("a file that proves money is what its content says")
    func file() async throws {
        let (office, id, district, _) = try await office()
        let pdf = EvidenceFile(name: "进账单.pdf", bytes: Array("%PDF-1.7 示例".utf8))
        let number = try await office.receive(["title": ""], of: id, file: pdf, district)
        let seen = try await office.store.read { tx in
            try tx.receiptFile(number, visibleTo: .units(["dongyu"]))
        }
        #expect(seen?.bytes == Array("%PDF-1.7 示例".utf8) && seen?.evidence.fileType == .pdf)
        let hidden = try await office.store.read { tx in
            try tx.receiptFile(number, visibleTo: .units(["xiling"]))
        }
        #expect(hidden == nil)
        let program = EvidenceFile(name: "进账单.pdf", bytes: [0x7F, 0x45, 0x4C, 0x46])
        #expect(
            try await reasons {
                try await office.receive(["slip": "9"], of: id, file: program, district)
            }.first?.contains("内容不是佐证可用的格式") == true)
    }
}
