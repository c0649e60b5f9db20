import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// 承诺—兑现台账: clauses, their basis and reviews, verification and payment.
func commitmentRoutes() -> [Route] {
    [
        .get("/commitments", .may(.seeProjects)) { ask in
            .page(try await commitmentsPage(ask).page)
        },
        .get("/commitments/export", .may(.export)) { ask in
            let page = try await commitmentsPage(ask)
            return try await ask.export(
                "commitments.exported", on: [],
                [JSONMember("count", JSONValue(page.listed.count))], name: "承诺兑现台账"
            ) { commitmentBook(page, lexicon: ask.lexicon, stamp: $0) }
        },
        .get("/projects/{id}/commitments", .may(.seeProjects)) { ask in
            .page(try await projectCommitmentsPage(ask, ask.identifier(.project)).page)
        },
        .post("/projects/{id}/commitments", .may(.reportReceipts)) { ask in
            let id = try ask.identifier(.project)
            return try await keeping(
                ask, .redirect(to: .projectCommitments(id), said: "已登记。"), ask.promise
            ) { values in
                try await projectCommitmentsPage(ask, id, values).page
            }
        },
        .get("/commitments/{number}", .may(.seeProjects)) { ask in
            .page(try await commitmentPage(ask).page)
        },
        .post("/commitments/{number}", .mayAny([.reportReceipts, .confirmReceipts])) { ask in
            let place = Address.commitment(Int64(try ask.number("number")))
            return try await keeping(ask, .redirect(to: place, said: "已登记。"), ask.stepCommitment) {
                values in
                try await commitmentPage(ask, values).page
            }
        },
    ]
}

func commitmentTwins() -> [Route] {
    [
        .get("/api/v1/commitments", .may(.seeProjects)) { ask in
            .json(try await commitmentsPage(ask).json)
        }.says(
            "承诺和兑现",
            query: [.word("state", CommitmentState.allCases.map(\.rawValue))],
            gives: "Commitments"),
        .get("/api/v1/projects/{id}/commitments", .may(.seeProjects)) { ask in
            .json(try await projectCommitmentsPage(ask, ask.identifier(.project)).json)
        }.says("一个项目的承诺", gives: "ProjectCommitments"),
        .post("/api/v1/projects/{id}/commitments", .may(.reportReceipts)) { ask in
            try await ask.promise()
            return .json(
                try await projectCommitmentsPage(ask, ask.identifier(.project)).json, .created)
        }.says(
            "登记一条承诺",
            body: [
                .text("clause"), .text("content"), .text("promised"), .text("promised_currency"),
                .text("condition"),
            ], gives: "ProjectCommitments"),
        .post(
            "/api/v1/commitments/{number}", .mayAny([.reportReceipts, .confirmReceipts])
        ) { ask in
            try await ask.stepCommitment()
            return .json(try await commitmentPage(ask).commitment.json(on: ask.today))
        }.says(
            "登记依据、审查、核验、兑现或终止；latest 是看到的最后一步的编号",
            body: [
                .number("latest"),
                .word("step", CommitmentStepKind.allCases.map(\.rawValue)), .text("on"),
                .text("title"), .word("result", ["passed", "refused"]), .text("due"),
                .text("paid"), .text("note"),
            ], gives: "Commitment"),
    ]
}

private func commitmentsPage(_ ask: Ask) async throws -> CommitmentsPage {
    let sight = try ask.sight
    let all = try await ask.store.read { tx in try tx.commitments(visibleTo: sight) }
    return CommitmentsPage(
        all, state: ask.query["state"].flatMap(CommitmentState.init), units: ask.unitNames,
        today: ask.today, mayExport: try ask.may(.export))
}

private func projectCommitmentsPage(
    _ ask: Ask, _ id: Identifier, _ values: FormValues = FormValues()
) async throws -> ProjectCommitmentsPage {
    let sight = try ask.sight
    let found = try await ask.store.read { tx in
        try tx.commitments(of: id, visibleTo: sight)
    }.orNoSuchPage()
    return ProjectCommitmentsPage(
        project: found.project, commitments: found.commitments, units: ask.unitNames,
        today: ask.today, mayRecord: try ask.may(.reportReceipts),
        values: values)
}

private func commitmentPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> CommitmentPage {
    let (number, sight) = (Int64(try ask.number("number")), try ask.sight)
    let (project, commitment) = try await ask.store.read { tx in
        let commitment = try tx.commitment(number, visibleTo: sight).orNoSuchPage()
        return (
            try tx.project(commitment.project, visibleTo: sight).orNoSuchPage(), commitment
        )
    }
    let reader = try ask.waitingReader
    return CommitmentPage(
        project: project, commitment: commitment, units: ask.unitNames, today: ask.today,
        mayRecord: try ask.may(.reportReceipts) && ask.member.unit == commitment.unit,
        mayVerify: reader != .nobody && reader != .confirmer(unit: commitment.unit),
        values: values)
}

extension Ask {
    fileprivate func promise() async throws {
        let (id, by) = (try identifier(.project), try occasion)
        let draft = CommitmentDraft { form[$0] }
        try await store.write { tx in _ = try tx.promise(draft, of: id, by) }
    }

    fileprivate func stepCommitment() async throws {
        let (number, today, units) = (Int64(try number("number")), today, city.units)
        guard let rule = receiptRule else {
            throw ProjectRefusal([Problem("城市没有到位资金的规则")])
        }
        let (draft, by) = (CommitmentStepDraft { form[$0] }, try occasion)
        let latest = form["latest"].flatMap { Int64($0) } ?? 0
        try await store.write { tx in
            try tx.step(
                draft, of: number, latest: latest, rule: rule, units: units, today: today, by)
        }
    }
}
