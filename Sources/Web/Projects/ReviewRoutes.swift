import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 准入评价, 尽职调查, 合法性审查, 公平竞争审查: asked for by one unit, scored and concluded by
/// another.
func reviewRoutes() -> [Route] {
    [
        .post("/projects/{id}/reviews", .may(.reportStages)) { ask in
            try await staging(ask, anchor: "reviews", said: "已申请评审。") {
                _ = try await ask.openReview()
            }
        },
        .get("/reviews/{number}", .may(.seeProjects)) { ask in
            .page(try await reviewPage(ask).page)
        },
        .post("/reviews/{number}/scores", .may(.confirmStages)) { ask in
            try await reviewing(ask, anchor: "items", said: "已保存。", ask.scoreReview)
        },
        .post("/reviews/{number}/conclusion", .may(.confirmStages)) { ask in
            try await reviewing(ask, said: "已作结论。", ask.concludeReview)
        },
        .post("/reviews/{number}/conditions", .may(.confirmStages)) { ask in
            try await reviewing(ask, said: "已登记。", ask.meetConditions)
        },
    ]
}

func reviewTwins() -> [Route] {
    [
        .get("/api/v1/projects/{id}/reviews", .may(.seeProjects)) { ask in
            .json(try await ask.reviewsJSON())
        }.says("一个项目的各项评审和各轮结论", gives: "ProjectReviews"),
        .post("/api/v1/projects/{id}/reviews", .may(.reportStages)) { ask in
            _ = try await ask.openReview()
            return .json(try await ask.reviewsJSON(), .created)
        }.says(
            "申请一项评审；再评一轮写 why", body: [.text("kind"), .text("why")],
            gives: "ProjectReviews"),
        .get("/api/v1/reviews/{number}", .may(.seeProjects)) { ask in
            .json(try await reviewPage(ask).json)
        }.says("一轮评审：逐项、结论、条件", gives: "ProjectReview"),
        .post("/api/v1/reviews/{number}/scores", .may(.confirmStages)) { ask in
            try await ask.scoreReview()
            return .json(try await reviewPage(ask).json)
        }.says(
            "评一项：points 打分，finding 认定，veto 写 yes 是否决",
            body: [
                .number("version"), .text("item"), .number("points"), .text("finding"),
                .word("veto", ["yes", "no"]), .text("remark"),
            ], gives: "ProjectReview"),
        .post("/api/v1/reviews/{number}/conclusion", .may(.confirmStages)) { ask in
            try await ask.concludeReview()
            return .json(try await reviewPage(ask).json)
        }.says(
            "作结论，只作一次；evidence 是一份佐证的编号",
            body: [
                .number("version"), .word("outcome", ReviewOutcome.allCases.map(\.rawValue)),
                .text("on"), .text("title"), .number("evidence"), .text("note"),
                .text("conditions"),
            ], gives: "ProjectReview"),
        .post("/api/v1/reviews/{number}/conditions", .may(.confirmStages)) { ask in
            try await ask.meetConditions()
            return .json(try await reviewPage(ask).json)
        }.says(
            "附的条件落实了", body: [.number("version"), .text("on"), .text("title")],
            gives: "ProjectReview"),
    ]
}

private func reviewing(
    _ ask: Ask, anchor: String? = nil, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    let place = Address.review(Int64(try ask.number("number")))
    return try await keeping(ask, .redirect(to: place, anchor: anchor, said: said), work) {
        try await reviewPage(ask, $0).page
    }
}

private func reviewPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ReviewPage {
    let (number, sight) = (Int64(try ask.number("number")), try ask.sight)
    let rule = try ask.stageRule.orNoSuchPage()
    let course = try await ask.store.read { tx in
        let id = try tx.project(ofReview: number, visibleTo: sight).orNoSuchPage()
        return try tx.course(of: id, rule: rule, visibleTo: sight).orNoSuchPage()
    }
    let review = try course.reviews.first { $0.number == number }.orNoSuchPage()
    let kind = try ask.city.folder.reviewKind(review.kind, on: review.openedOn).orNoSuchPage()
    let unit = try ask.member.unit
    let isNamed = ask.city.units[unit].map { kind.concludedBy.contains($0.kind) } ?? false
    return ReviewPage(
        course: course, review: review, kind: kind, units: ask.unitNames, today: ask.today,
        mayReview: try ask.may(.confirmStages) && isNamed && unit != course.project.unit,
        values: values)
}

extension ReviewPage {
    fileprivate var json: JSONValue { review.json(kind) }
}

extension Ask {
    /// Nobody's reviews for who may not confirm.
    var reviewReader: ReviewReader {
        get throws {
            ReviewReader(
                unit: try may(.confirmStages) ? city.units[try member.unit] : nil,
                kinds: stageRule?.reviewKinds ?? [], sight: try sight)
        }
    }

    private var reviewOffice: ReviewOffice {
        get throws { try ReviewOffice(city.folder, on: today) }
    }

    fileprivate func openReview() async throws -> Int64 {
        let (id, office, by) = (try identifier(.project), try reviewOffice, try occasion)
        let draft = ReviewDraft(kind: form["kind"], reason: form["why"])
        return try await store.write { tx in
            try tx.openReview(draft, of: id, office: office, by)
        }
    }

    /// Of a form all items, each by its own fields; of a program one `item`.
    fileprivate func scoreReview() async throws {
        let (number, office, by) = (Int64(try number("number")), try reviewOffice, try occasion)
        var fields = form.values.items.map { (name: $0.name, value: $0.value) }
        if let item = form["item"] {
            fields = ReviewScoresDraft.Part.allCases.compactMap { part in
                form[part.rawValue].map { (name: part.field(item), value: $0) }
            }
        }
        let (draft, version) = (ReviewScoresDraft(fields), reviewVersion)
        try await store.write { tx in
            try tx.score(draft, ofReview: number, version: version, office: office, by)
        }
    }

    fileprivate func concludeReview() async throws {
        let (number, office, by) = (Int64(try number("number")), try reviewOffice, try occasion)
        let (draft, version) = (ReviewConclusionDraft { form[$0] }, reviewVersion)
        try await store.write { tx in
            try tx.conclude(draft, review: number, version: version, office: office, by)
        }
    }

    fileprivate func meetConditions() async throws {
        let (number, office, by) = (Int64(try number("number")), try reviewOffice, try occasion)
        let (on, title, version) = (form["on"], form["title"], reviewVersion)
        try await store.write { tx in
            try tx.meetConditions(
                ofReview: number, on: on, title: title, version: version, office: office, by)
        }
    }

    private var reviewVersion: Int64 { form["version"].flatMap { Int64($0) } ?? 0 }

    fileprivate func reviewsJSON() async throws -> JSONValue {
        let (id, sight, rule) = (try identifier(.project), try sight, try stageRule.orNoSuchPage())
        return try await store.read { tx in
            try tx.course(of: id, rule: rule, visibleTo: sight).orNoSuchPage().reviewsJSON
        }
    }
}
