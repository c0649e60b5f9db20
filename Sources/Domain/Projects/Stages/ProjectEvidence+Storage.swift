package import Basics
import Evidence
package import People
import Promises
package import Rules
package import Storage
import Texts

extension Transaction {
    /// Everything shown of a project, what was withdrawn too, in the order in which it came.
    func evidence(ofProject id: Identifier) throws -> [ProjectEvidence] {
        let found = try rows(
            """
            SELECT * FROM project_evidence WHERE city_id = \(city) AND project_id = \(id)
            ORDER BY number LIMIT \(Limit.eventsOfProject)
            """)
        let sources = try sources(Set(found.map { try $0.identifier("source_id") }))
        return try found.compactMap { row in
            guard let source = sources[try row.identifier("source_id")] else { return nil }
            return ProjectEvidence(
                number: try row.integer("number"), project: id, kind: try row.text("kind"),
                source: source, unit: try row.text("unit_id"),
                fileType: try row.optionalText("file_type").flatMap(EvidenceFileType.init),
                withdrawn: try row.optionalText("withdrawn"))
        }
    }

    /// One piece with the bytes of its file, for who sees the project.
    package func evidenceFile(
        _ number: Int64, ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> (evidence: ProjectEvidence, bytes: [UInt8])? {
        guard try project(id, visibleTo: sight) != nil,
            let evidence = try evidence(ofProject: id).first(where: { $0.number == number }),
            let hash = evidence.source.fileHash.flatMap({ FileHash($0) }),
            let bytes = try fileBytes(hash)
        else { return nil }
        return (evidence, bytes)
    }

    /// Every piece, withdrawn ones too, with the bytes of its file, then what was brought with the
    /// orders about the project that the reader may see: what an archive of it holds. Refused where
    /// the files are too large together.
    package func archivedFiles(
        ofProject id: Identifier, visibleTo sight: Sight
    ) throws -> [ArchivedFile] {
        guard let project = try project(id, visibleTo: sight) else { throw UnknownProject() }
        let pieces = try evidence(ofProject: id).map { ArchivedPiece.evidence($0) }
        let answers = try orderCourses(about: project.subject, visibleTo: sight).flatMap { course in
            course.entries.filter { $0.file != nil }
                .map { ArchivedPiece.order(course.order, $0) }
        }
        var left = Limit.bytesOfArchive.count
        return try (pieces + answers).map { piece in
            let bytes = try piece.hash.flatMap { FileHash($0) }.flatMap(fileBytes)
            left -= bytes?.count ?? 0
            guard left >= 0 else {
                let most = Limit.bytesOfArchive.count / 1_048_576
                throw ProjectRefusal([Problem("佐证合计超过\(most)MB，请逐份下载")])
            }
            return ArchivedFile(piece: piece, bytes: bytes)
        }
    }

    /// Keeps what shows something of a project; gives its number. `id` is drawn for its source.
    package func show(
        _ draft: EvidenceDraft, of project: Identifier, source id: Identifier, rule: StageRule,
        today: Day, _ occasion: Occasion
    ) throws -> Int64 {
        try occasion.actor.require(.reportStages)
        guard let known = try self.project(project, visibleTo: occasion.actor.sight) else {
            throw UnknownProject()
        }
        try known.requireOwn(by: occasion.actor.sight)
        guard known.standing != .left else { throw ProjectRefusal([Problem("项目已经出库")]) }
        let dated = try draft.checked(kinds: rule.evidenceKinds, today: today)
        let hash = try draft.file.map { try saveFile($0.bytes) }
        try save(
            Source(
                id: id, kind: .evidence, title: draft.shownTitle, fileHash: hash?.text,
                dated: dated, learntAt: occasion.at, by: occasion.actor.name))
        let number = try nextNumber(of: "project_evidence")
        let type = draft.file.flatMap { EvidenceFileType(of: $0.bytes) }
        try run(
            """
            INSERT INTO project_evidence (city_id, number, project_id, kind, source_id, file_type,
                unit_id)
            VALUES (\(city), \(number), \(project), \(draft.kind), \(id), \(type?.rawValue),
                \(occasion.actor.unit ?? known.unit))
            """)
        try record(
            "project.shown", on: known.subject, by: occasion.actor.name, at: occasion.at,
            body: .object([
                "evidence": .integer(number), "kind": .string(draft.kind),
                "source": .string(id.text),
            ]))
        return number
    }

    /// That a piece counts no longer, and why; by the unit that brought it or who sees the city.
    package func withdrawEvidence(
        _ number: Int64, ofProject id: Identifier, because reason: String?, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.reportStages)
        let sight = occasion.actor.sight
        guard let project = try project(id, visibleTo: sight),
            let evidence = try evidence(ofProject: id).first(where: { $0.number == number })
        else { throw UnknownProject() }
        let reason = trimmed(reason ?? "")
        var problems: [Problem] = []
        if evidence.withdrawn != nil { problems.append(Problem("这份佐证已经撤回")) }
        if sight != .all, occasion.actor.unit != evidence.unit {
            problems.append(Problem("只有提交的单位可以撤回"))
        }
        if reason.isEmpty || reason.count > Limit.lettersOfReason.count {
            problems.append(
                Problem(
                    "请写为什么撤回，最多\(Limit.lettersOfReason.count)个字", at: .field("reason")))
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        try run(
            """
            UPDATE project_evidence SET withdrawn = \(reason)
            WHERE city_id = \(city) AND number = \(number) AND withdrawn IS NULL
            """)
        try record(
            "project.evidence_withdrawn", on: project.subject, by: occasion.actor.name,
            at: occasion.at, body: .object(["evidence": .integer(number)]))
    }
}

extension EvidenceDraft {
    /// The reference, else what the file is called.
    var shownTitle: String {
        title.isEmpty ? file?.name ?? kind : title
    }

    /// The day that stands on it. Refused with every reason at once.
    func checked(
        kinds: [String], today: Day
    ) throws(ProjectRefusal) -> Day? {
        var problems: [Problem] = []
        if !kinds.contains(kind) { problems.append(Problem("请选佐证的种类", at: .field("kind"))) }
        if title.isEmpty, file == nil {
            problems.append(Problem("请选文件，没有文件的写文号或编号", at: .field("title")))
        }
        if title.count > Limit.lettersOfReason.count {
            problems.append(
                Problem("最多\(Limit.lettersOfReason.count)个字", at: .field("title")))
        }
        let day = Day(text: dated)
        if !dated.isEmpty, day == nil {
            problems.append(Problem("日期应写作 2026-10-31", at: .field("dated")))
        }
        if let day, day > today {
            problems.append(Problem("\(day.description)还没有到", at: .field("dated")))
        }
        if let file {
            problems += file.problems
        }
        guard problems.isEmpty else { throw ProjectRefusal(problems) }
        return day
    }
}
