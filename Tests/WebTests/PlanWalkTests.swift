import Basics
import Foundation
import Pages
import People
import Promises
import Storage
import TestSupport
import Testing
import Web

/// The year's plan on its pages: from minutes to a task, from a task to what is done.
@Suite("The action plan on pages")
struct PlanWalkTests {
    @Test("set, broken down, reported, a new day granted, confirmed", arguments: Stores.available)
    func walk(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let plan = city.root + "/plan"
        let office = try await officeAtWork(city)
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        let stranger = try await enter(city, "beiyuan", .district, unit: "beiyuan")
        #expect(try await office.get(plan).words.contains("没有这样的计划项"))
        try await office.get(plan + "/new")
        let wrong = try await office.submit(plan, [("text", ""), ("due", "2026-12-31")])
        #expect(wrong.status == 422 && wrong.words.contains("必须填写"))
        #expect(wrong.words.contains("请选责任单位"), "\(wrong.words)")
        let objective = try await office.submit(plan, [("text", "示例：<b>早开工</b>"), ("due", "")])
        #expect(objective.path == plan + "/1" && objective.text.contains("&lt;b&gt;早开工"))
        try await office.get(plan + "/new?parent=1")
        let tasks = try await office.submit(
            plan,
            [
                ("text", "示例：整改清单"), ("owner", "dongyu"), ("also", "xiling"),
                ("measure", "示例：清单报办公室"), ("due", "2026-11-30"),
            ])
        #expect(tasks.path == plan + "/2" && tasks.words.contains("已编入2项"))
        let whole = try await office.get(plan)
        #expect(whole.words.contains("任务2项，完成0项") && whole.words.contains("本月未报"))

        let home = try await district.get(city.root + "/")
        #expect(home.words.contains("行动计划待报进展"), "\(home.words)")
        #expect(try await district.get(plan + "?view=report").words.contains("示例：整改清单"))
        #expect(!(try await district.get(plan).text.contains("/plan/3\"")), "another's task")
        #expect(try await district.get(plan + "/3").status == 404)
        #expect(try await stranger.get(plan + "/2").status == 404)
        try await district.get(plan + "/2")
        let silent = try await district.submit(
            plan + "/2/acts", [("report_light", "yellow"), ("report_text", "示例：还在核对")])
        #expect(silent.status == 422 && silent.words.contains("必须填写"), "\(silent.words)")
        #expect(silent.text.contains("示例：还在核对"), "what was typed stays")
        let reported = try await district.submit(
            plan + "/2/acts",
            [
                ("report_light", "yellow"), ("report_text", "示例：还在核对"),
                ("report_reason", "示例：名单未定"), ("report_due", "2026-12-15"),
                ("report_moved", "示例：要等统计"),
            ])
        for word in ["已办理", "申请改到2026-12-15", "2026年10月", "黄灯", "示例：名单未定", "示例：要等统计"] {
            #expect(reported.words.contains(word), "\(word) in \(reported.words)")
        }
        try await district.get(plan + "/new?parent=2")
        let part = try await district.submit(
            plan, [("text", "示例：摸排"), ("owner", "park-harbour"), ("due", "2026-11-10")])
        #expect(part.path == plan + "/4" && part.words.contains("分解任务"))

        #expect(try await office.get(city.root + "/").words.contains("行动计划待确认"))
        try await office.get(plan + "/2")
        let granted = try await office.submit(plan + "/2/acts", [("act", "grant")])
        #expect(granted.words.contains("2026-12-15") && granted.words.contains("同意改期"))
        try await district.get(plan + "/4")
        try await district.submit(
            plan + "/4/acts", [("act", "drop"), ("drop_reason", "示例：并入上级")])
        try await district.get(plan + "/2")
        let finished = try await district.submit(
            plan + "/2/acts",
            [("act", "finish"), ("finish_text", "示例：清单已报"), ("finish_shows", "示例：纪要")])
        #expect(finished.words.contains("已报完成，待确认"), "\(finished.words)")
        #expect(!finished.text.contains("value=\"confirm\""), "who did it doesn't confirm it")
        try await office.get(plan + "/2")
        let done = try await office.submit(plan + "/2/acts", [("act", "confirm")])
        #expect(done.words.contains("状态✓已完成") || done.words.contains("已完成"))
        #expect(try await office.get(plan).words.contains("任务3项，完成1项"))
        let english = try await office.get(plan + "/2?lang=en")
        #expect(english.words.contains("Action plan") && english.words.contains("Done"))
    }

    @Test("from accepted minutes into the plan, for each unit that they name")
    func fromPaper() async throws {
        let city = try TestCity()
        let (plan, papers) = (city.root + "/plan", city.root + "/documents")
        let office = try await officeAtWork(city)
        try await office.get(papers + "/new")
        let text = "本报讯（记者 赵某）会议强调，市商务局要加快建立台账，12月底前完成。"
        try await office.submit(papers, [("table", text), ("paste_dated", "2026-10-09")])
        try await office.get(papers + "/1?show=instruction")
        try await office.submit(papers + "/1/pieces/0", [("kind", "minutes")])
        let from = plan + "/new?document=1&line=1"
        #expect(try await office.get(from).status == 404, "first it is accepted")
        try await office.get(papers + "/1?show=instruction")
        let accepted = try await office.submit(papers + "/1/instructions/1/verdict")
        #expect(accepted.text.contains("/plan/new?document=1&amp;line=1"))
        let form = try await office.get(from)
        #expect(form.text.contains("value=\"2026-12-31\"") && form.words.contains("由来"))
        #expect(form.text.contains("<option value=\"commerce\" selected"))
        let homeless = try await office.submit(plan, [("objective", "")])
        #expect(homeless.status == 422 && homeless.words.contains("请选放在哪项下面"))
        let set = try await office.submit(plan, [("objective", "示例：早开工")])
        #expect(set.path == plan + "/2" && set.text.contains("/documents/1?show=instruction"))
        let line = try await office.get(papers + "/1?show=instruction")
        #expect(line.words.contains("已列入行动计划："))
        try await office.submit(papers + "/1/instructions/1/verdict")
        #expect(try await office.get(plan + "/2").words.contains("文稿里这一条后来没有采用"))
        let district = try await enter(city, "dongyu", .district, unit: "dongyu")
        #expect(try await district.get(plan + "/2").status == 404)
        #expect(try await district.get(plan + "/new").status == 404, "headquarters sets objectives")
    }
}
