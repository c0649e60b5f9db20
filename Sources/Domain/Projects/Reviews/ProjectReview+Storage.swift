package import Basics
package import People
package import Rules
package import Storage
import Texts

extension Limit {
    /// Rounds of all reviews of one project; lines written of the items of reviews read together.
    static let reviewsOfProject: Limit = 200
    static let scoresOfReviews: Limit = 20_000
}

/// What the reviews of a city go by on a day.
package struct ReviewOffice: Sendable {
    let rule: StageRule
    let folder: CityFolder
    let units: Units
    let today: Day

    /// Refused where the city has no rule of stages.
    package init(_ folder: CityFolder, on today: Day) throws(ProjectRefusal) {
        guard let rule = folder.stages(on: today) else {
            throw ProjectRefusal([Problem("城市没有项目阶段的规则")])
        }
        self.rule = rule
        self.folder = folder
        units = Units(folder.units)
        self.today = today
    }
}

/// Whose reviews wait: of the kinds that a unit of this kind may conclude, and not of its own
/// projects.
package struct ReviewReader: Sendable {
    let kinds: [String]
    let unit: String
    let sight: Sight

    package init(unit: Unit?, kinds: [ReviewKind], sight: Sight) {
        self.unit = unit?.id ?? ""
        self.kinds = kinds.filter { kind in
            unit.map { kind.concludedBy.contains($0.kind) } ?? false
        }.map(\.id)
        self.sight = sight
    }

    fileprivate var condition: Query {
        """
        project_review.outcome IS NULL AND project_review.kind IN \(kinds)
            AND project.unit_id <> \(unit) AND project.standing <> 'left'
        """
    }
}

extension Transaction {
    /// Asks for a review in the name of the actor's unit; gives its number.
    package func openReview(
        _ draft: ReviewDraft, of id: Identifier, office: ReviewOffice, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportStages)
        let sight = occasion.actor.sight
        guard let course = try course(of: id, rule: office.rule, visibleTo: sight) else {
            throw UnknownProject()
        }
        try course.project.requireOwn(by: sight)
        let (kind, round) = try draft.checked(against: course)
        let number = try nextNumber(of: "project_review")
        try run(
            """
            INSERT INTO project_review (city_id, number, project_id, kind, round, reason, opened_on,
                unit_id, opened_by, opened_at, version)
            VALUES (\(city), \(number), \(id), \(kind.id), \(round), \(draft.reason),
                \(office.today), \(occasion.actor.unit ?? course.project.unit),
                \(occasion.actor.name), \(occasion.at), \(1))
            """)
        try tell("project.review_opened", course.project, "review", number, occasion)
        return number
    }

    /// Writes points, findings and vetoes of items, those that change. Only members of another
    /// unit than the project's may, of the kinds that the rule names.
    package func score(
        _ draft: ReviewScoresDraft, ofReview number: Int64, version: Int64,
        office: ReviewOffice, _ occasion: Occasion
    ) throws {
        var work = try reviewWork(number, office, occasion)
        work.refuseConcluded()
        let changes = draft.checked(against: work.review, work.kind, &work.problems)
        guard work.problems.isEmpty else { throw ProjectRefusal(work.problems) }
        try touch(work.review, from: version, setting: "kind = kind")
        for change in changes {
            try run(
                """
                INSERT INTO project_review_score (city_id, number, review, item, points, finding,
                    remark, unit_id, scored_by, scored_at)
                VALUES (\(city), \(try nextNumber(of: "project_review_score")), \(number),
                    \(change.item), \(change.points), \(change.finding), \(change.remark),
                    \(occasion.actor.unit), \(occasion.actor.name), \(occasion.at))
                """)
        }
        try tell("project.review_scored", work.course.project, "review", number, occasion)
    }

    /// Concludes a review, once. `version` is the one whose scores the actor saw.
    package func conclude(
        _ draft: ReviewConclusionDraft, review number: Int64, version: Int64,
        office: ReviewOffice, _ occasion: Occasion
    ) throws {
        var work = try reviewWork(number, office, occasion)
        work.refuseConcluded()
        let checked = draft.checked(
            of: work.review, work.kind, in: work.course, today: office.today, &work.problems)
        guard work.problems.isEmpty, let checked else { throw ProjectRefusal(work.problems) }
        try touch(
            work.review, from: version,
            setting: """
                outcome = \(checked.outcome.rawValue), concluded_on = \(checked.on),
                title = \(draft.title), evidence = \(checked.evidence), note = \(draft.note),
                conditions = \(draft.conditions), concluded_unit = \(occasion.actor.unit),
                concluded_by = \(occasion.actor.name), concluded_at = \(occasion.at)
                """)
        try tell("project.review_concluded", work.course.project, "review", number, occasion)
    }

    /// Says that the conditions of a review are met, since when and by what.
    package func meetConditions(
        ofReview number: Int64, on typed: String?, title: String?, version: Int64,
        office: ReviewOffice, _ occasion: Occasion
    ) throws {
        var work = try reviewWork(number, office, occasion)
        let conclusion = work.review.conclusion
        if conclusion?.conditions == nil || conclusion?.met != nil {
            work.problems.append(Problem("没有等落实的条件"))
        }
        let title = trimmed(title ?? "")
        let day = checkedDay(
            trimmed(typed ?? ""), "on", missing: "请写落实的日期", today: office.today,
            &work.problems)
        if let day, let concluded = conclusion?.on, day < concluded {
            work.problems.append(
                Problem("早于作结论的\(concluded.description)", at: .field("on")))
        }
        if title.isEmpty {
            work.problems.append(Problem("请写凭什么认定落实了", at: .field("title")))
        }
        checkLength(title, "title", .lettersOfReason, &work.problems)
        guard work.problems.isEmpty, let day else { throw ProjectRefusal(work.problems) }
        try touch(
            work.review, from: version,
            setting: """
                met_on = \(day), met_title = \(title), met_unit = \(occasion.actor.unit),
                met_by = \(occasion.actor.name), met_at = \(occasion.at)
                """)
        try tell(
            "project.review_conditions_met", work.course.project, "review", number, occasion)
    }

    /// Whose a review is; nil where the reader doesn't see the project.
    package func project(
        ofReview number: Int64, visibleTo sight: Sight
    ) throws -> Identifier? {
        try reviews(where: "project_review.number = \(number)", sight, 1).first?.review.project
    }

    /// Reviews that the reader's unit may conclude, the oldest first.
    package func waitingReviews(
        for reader: ReviewReader, limit: Limit = .eventsOnPage
    ) throws -> [WaitingReview] {
        if reader.kinds.isEmpty { return [] }
        return try reviews(where: reader.condition, reader.sight, limit)
    }

    package func waitingReviewWork(for reader: ReviewReader) throws -> WaitingWork {
        if reader.kinds.isEmpty { return .nothing }
        return try rows(
            """
            SELECT count(*) AS n, min(project_review.opened_at) AS since FROM project_review
            JOIN project ON project.city_id = project_review.city_id
                AND project.id = project_review.project_id
            WHERE project_review.city_id = \(city) AND \(reader.condition)
                AND \(isVisible(to: reader.sight))
            """)[0].waitingWork
    }

    /// All rounds of all reviews of a project; none where the reader sees no such project.
    package func reviews(of id: Identifier, visibleTo sight: Sight) throws -> [ProjectReview] {
        try project(id, visibleTo: sight) == nil ? [] : reviews(ofProject: id)
    }

    /// All rounds of all reviews of a project, in the order in which they were opened.
    func reviews(ofProject id: Identifier) throws -> [ProjectReview] {
        try withScores(
            rows(
                """
                SELECT * FROM project_review WHERE city_id = \(city) AND project_id = \(id)
                ORDER BY number LIMIT \(Limit.reviewsOfProject)
                """))
    }

    // MARK: Steps

    /// A review that the actor works on; what speaks against the actor is the first problem.
    private func reviewWork(
        _ number: Int64, _ office: ReviewOffice, _ occasion: Occasion
    ) throws -> ReviewWork {
        try occasion.actor.require(.confirmStages)
        let sight = occasion.actor.sight
        guard let id = try project(ofReview: number, visibleTo: sight),
            let course = try course(of: id, rule: office.rule, visibleTo: sight),
            let review = course.reviews.first(where: { $0.number == number })
        else { throw UnknownProject() }
        guard let kind = office.folder.reviewKind(review.kind, on: review.openedOn) else {
            throw ProjectRefusal([Problem("城市没有这种评审的规则")])
        }
        return ReviewWork(
            review: review, kind: kind, course: course,
            problems: decidingProblems(
                kind.concludedBy, occasion.actor.unit.flatMap { office.units[$0] },
                reporter: course.project.unit))
    }

    private func touch(
        _ review: ProjectReview, from version: Int64, setting change: Query
    ) throws {
        let row: Query = "city_id = \(city) AND number = \(review.number)"
        _ = try update(
            Subject("review", String(review.number)), from: version,
            """
            UPDATE project_review SET \(change), version = version + 1
            WHERE \(row) AND version = \(version) RETURNING version
            """, current: "SELECT * FROM project_review WHERE \(row)")
    }

    private func reviews(
        where condition: Query, _ sight: Sight, _ limit: Limit
    ) throws -> [WaitingReview] {
        let found = try withScores(
            rows(
                """
                SELECT project_review.* FROM project_review
                JOIN project ON project.city_id = project_review.city_id
                    AND project.id = project_review.project_id
                WHERE project_review.city_id = \(city) AND \(condition)
                    AND \(isVisible(to: sight))
                ORDER BY project_review.number LIMIT \(limit)
                """))
        let projects = try Dictionary(
            projects(Set(found.map(\.project)), visibleTo: sight).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        return found.compactMap { review in
            projects[review.project].map { WaitingReview(review: review, project: $0) }
        }
    }

    private func withScores(_ found: [ResultRow]) throws -> [ProjectReview] {
        var scores: [Int64: [ReviewScore]] = [:]
        for part in try found.map({ try $0.integer("number") }).parts(of: .projectsPerStatement) {
            for row in try rows(
                """
                SELECT * FROM project_review_score
                WHERE city_id = \(city) AND review IN \(part)
                ORDER BY number LIMIT \(Limit.scoresOfReviews)
                """)
            {
                scores[try row.integer("review"), default: []].append(try ReviewScore(row))
            }
        }
        return try found.map { row in
            try ProjectReview(row, scores: scores[try row.integer("number")] ?? [])
        }
    }
}

/// A review at hand: with its rule, its project, and what speaks against the work.
private struct ReviewWork {
    let review: ProjectReview
    let kind: ReviewKind
    let course: ProjectCourse
    var problems: [Problem]

    mutating func refuseConcluded() {
        if review.conclusion != nil { problems.append(Problem("这一轮已经作了结论，不再改")) }
    }
}

extension ReviewScore {
    fileprivate init(_ row: ResultRow) throws {
        self.init(
            number: try row.integer("number"), item: try row.text("item"),
            points: try row.optionalInteger("points").map { Int($0) },
            finding: try row.optionalText("finding"), remark: try row.optionalText("remark"),
            unit: try row.optionalText("unit_id"), by: try row.text("scored_by"),
            at: try row.instant("scored_at"))
    }
}

extension ProjectReview {
    fileprivate init(_ row: ResultRow, scores: [ReviewScore]) throws {
        self.init(
            number: try row.integer("number"), project: try row.identifier("project_id"),
            kind: try row.text("kind"), round: try row.int("round"),
            reason: try row.optionalText("reason"), openedOn: try row.day("opened_on"),
            unit: try row.text("unit_id"), openedBy: try row.text("opened_by"),
            openedAt: try row.instant("opened_at"), scores: scores,
            conclusion: try ReviewConclusion(row), version: try row.integer("version"))
    }
}

extension ReviewConclusion {
    fileprivate init?(_ row: ResultRow) throws {
        guard let word = try row.optionalText("outcome") else { return nil }
        guard let outcome = ReviewOutcome(rawValue: word) else {
            throw WrongColumn(column: "outcome")
        }
        let met = try row.optionalDay("met_on").map { day in
            ReviewConditionsMet(
                on: day, title: try row.text("met_title"),
                unit: try row.optionalText("met_unit"), by: try row.text("met_by"),
                at: try row.instant("met_at"))
        }
        self.init(
            outcome: outcome, on: try row.day("concluded_on"),
            title: try row.optionalText("title"), evidence: try row.optionalInteger("evidence"),
            note: try row.optionalText("note"), conditions: try row.optionalText("conditions"),
            unit: try row.optionalText("concluded_unit"), by: try row.text("concluded_by"),
            at: try row.instant("concluded_at"), met: met)
    }
}
