import Basics
import Foundation
import Markup
import Pages
import People
import Projects
import Rules
import Storage
import TestSupport
import Testing
import Web

/// 我的今日: what the first page asks of each of the city's people. The clock stands at 2026-10-25,
/// a Sunday; October's reports were due on Friday the 23rd.
@Suite("My work today")
struct TodayWalkTests {
    private let sheet = """
        序号,项目名称,投资方,总投资（万元）,阶段,协议类型,签约时间
        1,示例钠电池项目,示例星澜新能源有限公司,52000,签约,正式协议,2026-03-18
        """

    @Test(
        "each reads what waits, with its number, its day and its page", arguments: Stores.available)
    func roles(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let office = try await officeAtWork(city)
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let leader = try await enter(city, "leader", .leader, unit: "headquarters")
        let department = try await enter(city, "statistics", .department, unit: "statistics")
        #expect(try await leader.get(city.root + "/").words.contains("还没有数据"))
        try await office.drop(city, "2026-09", [("东屿区.csv", Array(sheet.utf8))])
        let staged = try await office.get(city.root + "/").words
        #expect(staged.contains("表待确认"), "\(staged)")
        try await office.confirmAll(city, "2026-09")
        try await office.get(city.root + "/orders/new")
        try await office.submit(
            city.root + "/orders",
            [
                ("kind", "supervision"), ("title", "示例：供地手续"), ("asked", "示例：十日内办结。"),
                ("owner", "dongyu"), ("due", "2026-10-30"),
            ])
        try await district.get(city.root + "/leads/new")
        try await district.submit(
            city.root + "/leads",
            [
                ("what", "示例封测线"), ("investor", "示例栩芯（筹）"), ("introducer", "示例某"),
                ("phone", "021-99990003"),
            ])

        let own = try await district.get(city.root + "/")
        let words = own.words
        let report = try #require(words.range(of: "2026年10月的月报待报"), "\(words)")
        let order = try #require(words.range(of: "督办待反馈"), "\(words)")
        #expect(report.lowerBound < order.lowerBound, "what is late comes first: \(words)")
        #expect(words.contains("已过期限") && words.contains("2026-10-23"), "\(words)")
        #expect(words.contains("还有5个工作日") && words.contains("2026-10-30"), "\(words)")
        #expect(own.links.contains(city.root + "/collections/2026-10"))
        #expect(!words.contains("月份待关账") && !words.contains("到期提醒"), "\(words)")

        let desk = try await office.get(city.root + "/")
        for line in ["2026年10月还没有收表", "月份待关账", "单位还没报", "线索待办"] {
            #expect(desk.words.contains(line), "\(line): \(desk.words)")
        }
        #expect(desk.words.contains("2026-10-28"), "the lead's clock: \(desk.words)")
        #expect(!desk.words.contains("的月报待报") && !desk.words.contains("督办待反馈"))

        let above = try await leader.get(city.root + "/")
        #expect(above.words.contains("我的今日"), "\(above.words)")
        #expect(!above.words.contains("月份待关账") && !above.words.contains("线索待办"))
        let beside = try await department.get(city.root + "/")
        #expect(beside.words.contains("没有归您单位看的项目"), "\(beside.words)")
    }

    @Test("what is doubtful in a month is asked for after the next has begun")
    func earlierSuspicions() async throws {
        let city = try await TestCity(on: .sqlite)
        let office = try await officeAtWork(city)
        let bytes = Array(sheet.utf8)
        try await office.drop(city, "2026-09", [("东屿区.csv", bytes), ("西岭区.csv", bytes)])
        try await office.confirmAll(city, "2026-09")
        try await office.drop(city, "2026-10", [("东屿区.csv", bytes)])
        try await office.confirmAll(city, "2026-10")
        let page = try await office.get(city.root + "/")
        #expect(page.words.contains("2026年9月的疑点待定"), "\(page.words)")
        #expect(page.links.contains(city.root + "/suspects/2026-09"))
    }

    @Test("what is late comes first, then what is due first, then what waits longest")
    func order() throws {
        func day(_ day: Int) throws -> Day { try #require(Day(2026, 10, day)) }
        let calendar = try TestCity().folder.calendar
        let list = TodayList(
            [
                TodayLine("疑点待定", to: .account, count: 3, since: try day(20)),
                TodayLine("待评审", to: .account, count: 0, due: try day(1), overdue: 0),
                TodayLine("线索待办", to: .account, count: 2, due: try day(26)),
                TodayLine("表待确认", to: .account, count: 1, since: try day(9)),
                TodayLine("对接到期", to: .account, count: 4, due: try day(20), overdue: 2),
            ], on: try day(23), by: calendar)
        #expect(list.lines.map(\.count) == [4, 2, 1, 3])
        let text = list.html.render(in: .chinese)
        for words in ["逾期3个工作日", "其中2件逾期", "还有1个工作日", "已等3个工作日"] {
            #expect(text.contains(words), "\(words): \(text)")
        }
        let empty = TodayList([], on: try day(23), by: calendar)
        #expect(empty.html.render(in: .chinese).contains("今天没有要办的事"))
    }
}
