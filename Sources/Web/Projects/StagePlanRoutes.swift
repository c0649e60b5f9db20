import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 倒排工期: the months in which the stages of a project are to be reached.
func stagePlanRoutes() -> [Route] {
    [
        .post("/projects/{id}/stage-plan", .may(.reportStages)) { ask in
            try await staging(ask, anchor: "stage-plan", said: "计划已保存。") {
                try await ask.planStages()
            }
        }
    ]
}

extension Ask {
    /// Of a form every `plan-STAGE`, of a program one `stage` and `month`.
    func planStages() async throws {
        let (id, today, by) = (try identifier(.project), today, try occasion)
        guard let rule = stageRule else {
            throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
        }
        let prefix = "plan-"
        var months = form.values.items.filter {
            $0.name.hasPrefix(prefix) && $0.name != "plan-reason"
        }.map { (stage: String($0.name.dropFirst(prefix.count)), month: $0.value) }
        if let stage = form["stage"] { months.append((stage, form["month"] ?? "")) }
        let draft = StagePlanDraft(months, reason: form["plan-reason"] ?? form["reason"])
        let latest = form["latest"].flatMap { Int64($0) } ?? 0
        try await store.write { tx in
            try tx.planStages(draft, of: id, latest: latest, rule: rule, today: today, by)
        }
    }
}
