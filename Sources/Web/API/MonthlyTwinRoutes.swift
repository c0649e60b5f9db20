import Basics
import Pages
import People
import Projects

/// The twins of the monthly round.
func monthlyTwins() -> [Route] {
    let fields: [RouteField] = MonthlyField.allCases.map { .text($0.rawValue) }
    return [
        .post("/api/v1/monthly-reports", .may(.collect)) { ask in
            let opened = try await ask.openReport(try ask.handedMonth)
            return .json(try await monthlyPage(ask, of: opened.id).json, .created)
        }.says(
            "开始填报本单位一个月的月报；已经开始的接着填", body: [.text("month")],
            gives: "MonthlyReport"),
        .get("/api/v1/monthly-reports/{id}", .may(.seeProjects)) { ask in
            .json(try await monthlyPage(ask).json)
        }.says("一轮月报：各个项目、要看一眼的、经过", gives: "MonthlyReport"),
        .post("/api/v1/monthly-reports/{id}/new-row", .may(.collect)) { ask in
            try await ask.fillRow()
            return .json(try await monthlyPage(ask).json, .created)
        }.says("月报里加一个项目", body: [.number("version")] + fields, gives: "MonthlyReport"),
        .post("/api/v1/monthly-reports/{id}/rows/{position}", .may(.collect)) { ask in
            try await ask.fillRow()
            return .json(try await monthlyPage(ask).json)
        }.says(
            "改月报里的一个项目；没有写的各栏不变", body: [.number("version")] + fields,
            gives: "MonthlyReport"),
        .delete("/api/v1/monthly-reports/{id}/rows/{position}", .may(.collect)) { ask in
            try await ask.removeRow()
            return .json(try await monthlyPage(ask).json)
        }.says("删去月报里新加的一个项目", body: [.number("version")], gives: "MonthlyReport"),
        .post("/api/v1/monthly-reports/{id}/submission", .may(.collect)) { ask in
            try await ask.submitReport()
            return .json(try await monthlyPage(ask).json)
        }.says("报送月报", body: [.number("version")], gives: "MonthlyReport"),
        .delete("/api/v1/monthly-reports/{id}/submission", .may(.collect)) { ask in
            try await ask.recallReport()
            return .json(try await monthlyPage(ask).json)
        }.says("撤回还没有审核的月报", body: [.number("version")], gives: "MonthlyReport"),
        .post("/api/v1/monthly-reports/{id}/checks", .may(.collect)) { ask in
            try await ask.checkReport()
            return .json(try await monthlyPage(ask).json)
        }.says(
            "审核月报：通过或退回；最后一级通过即入库",
            body: [.number("version"), .word("decision", ["pass", "return"]), .text("note")],
            gives: "MonthlyReport"),
        .get("/api/v1/corrections", .may(.seeProjects)) { ask in
            .json(try await correctionsPage(ask).json)
        }.says("关账后的更正：一个月的，或等确认的", query: [.text("month")], gives: "Corrections"),
        .post("/api/v1/projects/{id}/corrections", .may(.collect)) { ask in
            _ = try await ask.correctMonth()
            return .json(try await historyPage(ask).json, .created)
        }.says(
            "报一项关账月份的更正",
            body: [
                .text("corrected_month"),
                .word("corrected_field", MonthCorrection.fields.map(\.rawValue)),
                .text("became"), .text("because"),
            ], gives: "ProjectHistory"),
        .post("/api/v1/corrections/{number}", .may(.closeMonth)) { ask in
            try await ask.decideCorrection()
            return .json(try await correctionsPage(ask).json)
        }.says(
            "确认或退回一项更正",
            body: [.number("version"), .word("decision", ["confirm", "return"]), .text("note")],
            gives: "Corrections"),
        .delete("/api/v1/corrections/{number}", .may(.collect)) { ask in
            try await ask.withdrawCorrection()
            return .json(try await correctionsPage(ask).json)
        }.says("撤回还没有确认的更正", body: [.number("version")], gives: "Corrections"),
    ]
}
