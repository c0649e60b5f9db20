package import Basics
package import People
package import Rules
package import Storage

/// How a change of a chain moved its grades.
package struct Grading: Sendable, Hashable {
    package var regraded = 0
    package var opened: [Gap] = []
    package var closed: [Gap] = []

    package init(regraded: Int = 0, opened: [Gap] = [], closed: [Gap] = []) {
        self.regraded = regraded
        self.opened = opened
        self.closed = closed
    }
}

extension Transaction {
    private var forever: Int64 { .max }

    /// The grades of a chain's links in an area as the facts are now, by link: the city's own code,
    /// or that of a district or a province. With a link, that one's alone.
    package func grades(
        of chain: String, at link: String? = nil, in area: String, by rule: GradingRule?
    ) throws -> [String: LinkGrade] {
        var grades = try gradeInputs(of: chain, at: link, in: area)
            .mapValues { $0.graded(by: rule) }
        if area == city {
            for (link, override) in try overrides(of: chain, at: link) {
                grades[link]?.override = override
            }
        }
        return grades
    }

    /// The city's grades as they are kept, by link; with an instant, as they were known then.
    package func keptGrades(
        of chain: String, at link: String? = nil, knownAt instant: Instant? = nil
    ) throws -> [String: LinkGrade] {
        let period: Query =
            if let instant {
                "known_at <= \(instant) AND known_until > \(instant)"
            } else {
                "known_until = \(forever)"
            }
        var grades: [String: LinkGrade] = [:]
        for row in try rows(
            """
            SELECT link_id, grade, is_at_risk, inputs FROM link_grade
            WHERE city_id = \(city) AND chain_id = \(chain) AND \(period)
                AND \(asked("link_id", link))
            """)
        {
            grades[try row.text("link_id")] = try LinkGrade(row)
        }
        return grades
    }

    /// Grades a chain's links anew for the city and opens and closes its gaps. To be asked for, in
    /// the same transaction, wherever facts of the chain changed; `entry` is the journal's that
    /// says what did it. With a link, where no fact of another changed, that one's alone.
    package func keepGrades(
        of chain: String, at link: String? = nil, by rule: GradingRule?, entry: Int64,
        at now: Instant
    ) throws -> Grading {
        try keep(
            try changedGrades(of: chain, at: link, by: rule), of: chain, at: link, entry: entry,
            at: now)
    }

    /// The grades by link that differ from those that are kept.
    private func changedGrades(
        of chain: String, at link: String?, by rule: GradingRule?
    ) throws -> [(link: String, grade: LinkGrade)] {
        let before = try keptGrades(of: chain, at: link)
        return try grades(of: chain, at: link, in: city, by: rule)
            .filter { before[$0.key] != $0.value }.sorted { $0.key < $1.key }
            .map { (link: $0.key, grade: $0.value) }
    }

    private func keep(
        _ changed: [(link: String, grade: LinkGrade)], of chain: String, at link: String?,
        entry: Int64, at now: Instant
    ) throws -> Grading {
        for (link, grade) in changed {
            try run(
                """
                UPDATE link_grade
                SET known_until = CASE WHEN known_at > \(now) THEN known_at ELSE \(now) END
                WHERE city_id = \(city) AND chain_id = \(chain) AND link_id = \(link)
                    AND known_until = \(forever)
                """)
            try run(
                """
                INSERT INTO link_grade (city_id, chain_id, link_id, known_at, known_until, grade,
                    is_at_risk, inputs, journal_number)
                VALUES (\(city), \(chain), \(link), \(now), \(forever), \(grade.level.rawValue),
                    \(grade.isAtRisk), \(grade.json.text), \(entry))
                ON CONFLICT (city_id, chain_id, link_id, known_at)
                DO UPDATE SET known_until = excluded.known_until, grade = excluded.grade,
                    is_at_risk = excluded.is_at_risk, inputs = excluded.inputs,
                    journal_number = excluded.journal_number
                """)
        }
        var grading = Grading(regraded: changed.count)
        let open = Dictionary(grouping: try gaps(of: chain, at: link).filter(\.isOpen), by: \.link)
        for (link, grade) in changed {
            let standing = open[link] ?? []
            for gap in standing
            where gap.kind != .extending && !grade.gaps.contains(gap.kind) {
                try run(
                    """
                    UPDATE gap SET closed_at = \(now), closed_by = \(entry)
                    WHERE city_id = \(city) AND number = \(gap.number)
                    """)
                grading.closed.append(gap)
            }
            for kind in GapKind.allCases
            where grade.gaps.contains(kind) && !standing.contains(where: { $0.kind == kind }) {
                let gap = Gap(
                    number: try nextNumber(of: "gap"), chain: chain, link: link, kind: kind,
                    openedAt: now, openedBy: entry, closedAt: nil, closedBy: nil)
                try run(
                    """
                    INSERT INTO gap (city_id, number, chain_id, link_id, kind, opened_at, opened_by)
                    VALUES (\(city), \(gap.number), \(chain), \(link), \(kind.rawValue), \(now),
                        \(entry))
                    """)
                grading.opened.append(gap)
            }
        }
        return grading
    }

    /// Grades every chain anew by the rule of the day, where that gives other grades than before:
    /// the city changed its rule, or the next one holds from today. How many chains.
    package func renewGrades(by rule: GradingRule?, _ occasion: Occasion) throws -> Int {
        var renewed = 0
        for chain in try chains() {
            let changed = try changedGrades(of: chain.id, at: nil, by: rule)
            if changed.isEmpty { continue }
            let head = try record(
                "chain.regraded", on: chain.subject, by: occasion.actor.name, at: occasion.at)
            _ = try keep(
                changed, of: chain.id, at: nil, entry: head.number, at: occasion.at)
            renewed += 1
        }
        return renewed
    }

    /// Grades anew the chains in which one of the companies stands, after they were made one or
    /// taken apart: in the same transaction, as of the journal's last entry.
    package func renewGrades(
        of companies: [Identifier], by rule: GradingRule?, at now: Instant
    ) throws {
        let chains = try rows(
            """
            SELECT chain_id FROM placement
            WHERE city_id = \(city) AND ended_at IS NULL AND company_id IN \(companies)
            UNION SELECT chain_id FROM link_survey
            WHERE city_id = \(city) AND company_id IN \(companies)
            """
        ).map { try $0.text("chain_id") }
        let entry = try journalHead().number
        for chain in chains.sorted() {
            _ = try keepGrades(of: chain, at: nil, by: rule, entry: entry, at: now)
        }
    }

    /// Open ones first, then the latest closed.
    package func gaps(of chain: String, at link: String? = nil) throws -> [Gap] {
        try rows(
            """
            SELECT * FROM gap WHERE city_id = \(city) AND chain_id = \(chain)
                AND \(asked("link_id", link))
            ORDER BY closed_at DESC NULLS FIRST, number LIMIT \(Limit.gapsOfChain)
            """
        ).map(Gap.init)
    }

    /// Of each anchor company for each link, among those that say something of a column: what
    /// wasn't said leaves what was said before.
    private func newestAnswers(
        of chain: String, at link: String?, saying column: String = "band"
    ) throws -> [ResultRow] {
        var seen: Set<[String]> = []
        return try rows(
            """
            SELECT link_id, \(firm("link_survey.company_id")) AS firm, band, is_concentrated
            FROM link_survey WHERE city_id = \(city) AND chain_id = \(chain)
                AND \(Query.name(column)) IS NOT NULL AND \(asked("link_id", link))
            ORDER BY surveyed_on DESC, link_id, company_id LIMIT \(Limit.answersOfChain)
            """
        ).filter { seen.insert([try $0.text("link_id"), try $0.text("firm")]).inserted }
    }

    private func gradeInputs(
        of chain: String, at link: String?, in area: String
    ) throws -> [String: GradeInputs] {
        var inputs: [String: GradeInputs] = [:]
        for row in try rows(
            """
            SELECT id FROM chain_link
            WHERE city_id = \(city) AND chain_id = \(chain) AND \(asked("id", link))
            LIMIT \(Limit.linksOfChain)
            """)
        { inputs[try row.text("id")] = GradeInputs() }
        for row in try countedCompanies(
            of: chain, where: asked("placement.link_id", link), in: area)
        {
            try inputs[row.text("link_id")]?.take(row)
        }
        for row in try rows(
            """
            SELECT link_id, place, declared_by, declared_on FROM link_completeness
            WHERE city_id = \(city) AND chain_id = \(chain) AND withdrawn_at IS NULL
                AND \(asked("link_id", link))
            ORDER BY place
            """)
        where lies(area, in: try row.text("place")) {
            let link = try row.text("link_id")
            inputs[link]?.declaredBy = try row.text("declared_by")
            inputs[link]?.declaredOn = try row.day("declared_on")
        }
        for row in area == city ? try newestAnswers(of: chain, at: link) : [] {
            try inputs[row.text("link_id")]?.bands.append(row.word("band"))
        }
        for row in area == city
            ? try newestAnswers(of: chain, at: link, saying: "is_concentrated") : []
        where try row.integer("is_concentrated") == 1 {
            try inputs[row.text("link_id")]?.isConcentrated = true
        }
        for row in try rows(
            """
            SELECT * FROM link_output WHERE city_id = \(city) AND chain_id = \(chain)
                AND place = \(area) AND \(asked("link_id", link)) ORDER BY year
            """)
        {
            let place = Double(try row.integer("local")) / Double(try row.integer("local_total"))
            let country =
                Double(try row.integer("national")) / Double(try row.integer("national_total"))
            inputs[try row.text("link_id")]?.quotient =
                Int64(min(1_000 * place / country, 1_000_000_000).rounded())
        }
        return inputs
    }

    /// How many companies of which kind sit at each link, counted where they are stored: a chain
    /// may have a million placements. One company counts once at a link, whatever its places, by
    /// the most that is known of it: how far it is there, and how good it is said to be.
    private func countedCompanies(
        of chain: String, where condition: Query, in area: String
    ) throws -> [ResultRow] {
        let (isHere, firm) = (isPlaced(in: area), try placedFirm)
        let isOperating: Query = "placement.standing = 'operating'"
        func count(_ condition: Query, _ name: Query) -> Query {
            "sum(CASE WHEN \(condition) THEN 1 ELSE 0 END) AS \(name)"
        }
        return try rows(
            """
            SELECT link_id, \(count("presence = 2", "operating")),
                \(count("presence = 1", "coming")),
                \(count("presence = 2 AND quality >= 2", "qualified")),
                \(count("presence = 2 AND quality = 3", "national")),
                \(count("presence = 2 AND quality = 1", "plain")),
                \(count("presence = 0", "perhaps"))
            FROM (
                SELECT placement.link_id, \(firm) AS firm,
                    max(CASE WHEN NOT (\(isHere)) THEN 0 WHEN \(isOperating) THEN 2 ELSE 1 END)
                        AS presence,
                    max(CASE WHEN NOT (\(isHere)) OR placement.qualities = '' THEN 0
                        WHEN placement.qualities = 'plain' THEN 1
                        WHEN placement.qualities LIKE '%national%' THEN 3 ELSE 2 END) AS quality
                FROM placement
                WHERE placement.city_id = \(city) AND placement.chain_id = \(chain)
                    AND placement.ended_at IS NULL AND \(condition)
                    AND (\(isHere) OR \(isOperating) AND placement.place IN \(areas(around: area)))
                GROUP BY placement.link_id, firm
            ) AS companies
            GROUP BY link_id
            """)
    }
}

/// The areas that hold this one: «somewhere in the province» may be here.
private func areas(around area: String) -> [String] {
    [area.prefix(4) + "00", area.prefix(2) + "0000", "100000"].map { String($0) }
        .filter { $0 != area && lies(area, in: $0) }
}

extension Limit {
    /// As many as links may have, of four kinds.
    package static let gapsOfChain: Limit = 40_000
    static let answersOfChain: Limit = 100_000
}

extension LinkGrade {
    init(_ row: ResultRow) throws {
        let json = try JSONValue(parsing: try row.text("inputs"))
        let computed = json["computed"]?.string.flatMap(LinkGradeLevel.init)
        self.init(
            computed: try computed ?? row.word("grade"), isAtRisk: try row.flag("is_at_risk"),
            inputs: GradeInputs(json: json), override: GradeOverride(json: json["override"]))
    }

    /// What it was made of, with what was set in its place.
    package var json: JSONValue {
        guard let override else { return inputs.json }
        return .object(
            inputs.members + [
                JSONMember("computed", .string(computed.rawValue)),
                JSONMember("override", override.json),
            ])
    }
}

extension GradeInputs {
    fileprivate mutating func take(_ counts: ResultRow) throws {
        operating = try counts.int("operating")
        coming = try counts.int("coming")
        qualified = try counts.int("qualified")
        national = try counts.int("national")
        plain = try counts.int("plain")
        perhaps = try counts.int("perhaps")
    }

    package var json: JSONValue { .object(members) }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("operating", JSONValue(operating)), JSONMember("coming", JSONValue(coming)),
            JSONMember("qualified", JSONValue(qualified)),
            JSONMember("national", JSONValue(national)),
            JSONMember("plain", JSONValue(plain)), JSONMember("perhaps", JSONValue(perhaps)),
            JSONMember("bands", .array(bands.map { .string($0.rawValue) })),
            JSONMember("quotient", JSONValue(quotient)),
            JSONMember("concentrated", .bool(isConcentrated)),
            JSONMember("declared_by", JSONValue(declaredBy)),
            JSONMember("declared_on", JSONValue(declaredOn?.description)),
        ]
    }

    fileprivate init(json: JSONValue) {
        self.init()
        func number(_ key: String) -> Int { Int(json[key]?.integer ?? 0) }
        operating = number("operating")
        coming = number("coming")
        qualified = number("qualified")
        national = number("national")
        plain = number("plain")
        perhaps = number("perhaps")
        bands = (json["bands"]?.array ?? []).compactMap {
            $0.string.flatMap(LocalShareBand.init)
        }
        quotient = json["quotient"]?.integer
        isConcentrated = json["concentrated"] == .bool(true)
        declaredBy = json["declared_by"]?.string
        declaredOn = json["declared_on"]?.string.flatMap { Day(text: $0) }
    }
}
