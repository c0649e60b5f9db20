import Basics
import Indicators
import Pages
import People
import Rules
import Storage

/// 目标下达分解: read, set and adjusted, and its twin.
func targetRoutes() -> [Route] {
    [
        .get("/targets", .may(.seeProjects)) { ask in .page(try await targetsPage(ask).page) },
        .post("/targets", .may(.setTargets)) { ask in
            do {
                try await ask.setTargets()
            } catch let refusal as FigureRefusal {
                let values = FormValues(ask.form.values.items, problems: refusal.problems)
                return .page(
                    try await targetsPage(ask, values: values).page, .unprocessable)
            }
            return .redirect(to: .targets(ask.targetQuery), said: "目标已保存。")
        },
        .get("/api/v1/targets", .may(.seeProjects)) { ask in
            .json(try await targetsPage(ask).json)
        }.says(
            "一个指标一年的目标和每次调整", query: [.text("indicator"), .text("year")],
            gives: "Targets"),
        .post("/api/v1/targets", .may(.setTargets)) { ask in
            try await ask.setTargets()
            return .json(try await targetsPage(ask).json)
        }.says(
            "下达或调整目标；各单位写作value-单位标识，全市是value-city；latest是看到的最后一条的编号",
            body: [
                .text("indicator"), .text("year"), .text("title"), .text("number"),
                .text("dated"), .text("value-city"), .text("reason"), .number("latest"),
            ], gives: "Targets"),
    ]
}

extension Ask {
    /// Of a form what it sent, else of the address.
    private func said(_ name: String) -> String? { form[name] ?? query[name] }

    /// Every word that isn't the target's own is a parameter of the indicator.
    fileprivate var targetSettings: [String: String] {
        let own: Set = [
            "indicator", "year", "latest", "title", "number", "dated", "reason", "token", "once",
        ]
        return (form.values.items + query.items).filter {
            !own.contains($0.name) && !$0.name.hasPrefix("value-")
        }.byName.filter { !$0.value.isEmpty }
    }

    fileprivate var targetQuery: AddressQuery {
        AddressQuery(
            [
                AddressItem("indicator", said("indicator") ?? ""),
                AddressItem("year", said("year") ?? ""),
            ] + targetSettings.sorted { $0.key < $1.key }.map { AddressItem($0.key, $0.value) })
    }

    fileprivate func targetDraft(_ indicator: String?) -> TargetDraft {
        let prefix = "value-"
        return TargetDraft(
            indicator: said("indicator") ?? indicator ?? "",
            year: said("year") ?? String(today.year), settings: targetSettings,
            values: form.values.items.filter { $0.name.hasPrefix(prefix) }.map {
                TypedTarget(unit: String($0.name.dropFirst(prefix.count)), text: $0.value)
            },
            title: form["title"], number: form["number"], dated: form["dated"],
            reason: form["reason"])
    }

    fileprivate func setTargets() async throws {
        let (draft, folder, today, by) = (targetDraft(nil), city.folder, today, try occasion)
        let latest = form["latest"].flatMap { Int64($0) } ?? 0
        try await store.write { tx in
            try tx.setTargets(draft, latest: latest, in: folder, today: today, by)
        }
    }
}

private func targetsPage(
    _ ask: Ask, values: FormValues = FormValues()
) async throws -> TargetsPage {
    let (folder, sight, now) = (ask.city.folder, try ask.sight, Instant(microseconds: .max))
    let choices = folder.indicators(on: ask.today)
    let (question, year) = try ask.targetDraft(choices.first?.id).question(
        in: folder, today: ask.today)
    let settings = try TargetSettings(question, in: folder)
    let id = question.indicator.id
    let history = try await ask.store.read { tx in
        try tx.targetHistory(
            of: year, indicator: id, settings: settings, before: now, visibleTo: sight)
    }
    return TargetsPage(
        indicator: question.indicator, year: year, choices: choices,
        parameters: try question.parametersBelow(in: folder), history: history,
        units: UnitNames(folder, on: min(question.period.last, ask.today)),
        query: ask.targetQuery, maySet: try ask.may(.setTargets), values: values)
}
