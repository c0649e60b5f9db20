package import Basics
package import Storage

/// What conditions and measures can be asked of; each row of it is one fact.
package enum FactSource: String, Sendable, CaseIterable {
    /// A project of the ledger.
    case project
    /// A stage that counts of a project: confirmed, with its day.
    case stage
    /// Money that arrived for a project and counts; a correction counts back.
    case receipt

    package var label: Phrase {
        switch self {
        case .project: "项目"
        case .stage: "项目到达的阶段"
        case .receipt: "到位资金"
        }
    }

    /// Its own, and those of the project that it belongs to.
    package var fields: [FactField] {
        let own: [FactField] =
            switch self {
            case .project: []
            case .stage: FactField.ofStage
            case .receipt: FactField.ofReceipt
            }
        return own + FactField.ofProject.filter { field in !own.contains { $0.name == field.name } }
    }

    package func field(_ name: String) -> FactField? { fields.first { $0.name == name } }
}

/// One thing that is known, or not, of a fact.
package struct FactField: Sendable {
    package let name: String
    package let type: FactType
    package let label: Phrase
    private let made: @Sendable (FactScope) -> Query
    package let isAlwaysKnown: Bool
    /// Of the project and not of the fact itself.
    package let isOfProject: Bool
    /// For a day: the fact happened all the same where it is missing. Elsewhere it just didn't.
    package let happenedUndated: Condition?
    /// For such a day the column as it is stored, empty where the fact happened without it.
    package let stored: Query?

    fileprivate init(
        _ name: String, _ type: FactType, _ label: Phrase,
        _ column: Query, isAlwaysKnown: Bool = false, isOfProject: Bool = false,
        happenedUndated: Condition? = nil, stored: Query? = nil
    ) {
        self.init(
            name, type, label, isAlwaysKnown: isAlwaysKnown, isOfProject: isOfProject,
            happenedUndated: happenedUndated, stored: stored
        ) { _ in column }
    }

    fileprivate init(
        _ name: String, _ type: FactType, _ label: Phrase, isAlwaysKnown: Bool = false,
        isOfProject: Bool = false, happenedUndated: Condition? = nil, stored: Query? = nil,
        column: @escaping @Sendable (FactScope) -> Query
    ) {
        self.name = name
        self.type = type
        self.label = label
        made = column
        self.isAlwaysKnown = isAlwaysKnown
        self.isOfProject = isOfProject
        self.happenedUndated = happenedUndated
        self.stored = stored
    }

    /// In a query over `state`, and over `event` or `entry` where these are the facts.
    package func column(in scope: FactScope) -> Query { made(scope) }
}

package enum FactType: Sendable, Hashable {
    /// One of these.
    case word([String])
    case text
    /// In this currency; what is in another is unknown.
    case amount(Currency)
    case day
    case flag
}

/// What conditions can ask of a project beside its fields. The arguments are identifiers of the
/// city's rules; any one of them is enough.
package enum FactFunction: String, Sendable, CaseIterable {
    /// A stage that counts was reached.
    case reached
    /// A stage that counts was reached by the end of the period.
    case reachedByEnd = "reached_by_end"
    /// A dated fact holds: 注册, 纳统.
    case noted
    /// An investor, or its group, stands on the newest edition of a list of companies.
    case listed
}

/// As sheets report them; the field's own words.
private let reportedStages = ["在谈", "签约", "开工", "竣工", "投产"]

extension FactField {
    fileprivate static let ofProject: [FactField] = [
        FactField(
            "unit", .text, "报送单位", "state.unit_id", isAlwaysKnown: true, isOfProject: true),
        FactField("class", .text, "项目类别", "state.class", isOfProject: true),
        FactField(
            "standing", .word(["active", "paused", "left"]), "推进状态", "state.standing",
            isAlwaysKnown: true, isOfProject: true),
        FactField(
            "in_pipeline", .flag, "在库",
            "CASE WHEN state.dropped = 0 AND state.standing <> 'left' THEN 1 ELSE 0 END",
            isAlwaysKnown: true, isOfProject: true),
        FactField(
            "reported_stage", .word(reportedStages), "报送的阶段", "state.stage",
            isOfProject: true),
        FactField(
            "agreement", .word(["formal", "framework", "none"]), "协议类型", "state.agreement",
            isOfProject: true),
        FactField(
            "total", .amount(.CNY), "总投资",
            "CASE WHEN state.total_currency = 'CNY' THEN state.total_minor END",
            isOfProject: true),
        FactField("chain", .text, "产业链", "state.chain", isOfProject: true),
        FactField("mode", .text, "招商方式", "state.mode", isOfProject: true),
        FactField("origin", .text, "来源地", "state.origin", isOfProject: true),
        FactField(
            "signed_on", .day, "签约时间", "nullif(state.signed_on, '')", isOfProject: true,
            happenedUndated: .isIn(
                field: "reported_stage",
                reportedStages.dropFirst().map { .literal(.word($0)) }),
            stored: "state.signed_on"),
    ]

    fileprivate static let ofStage: [FactField] = [
        FactField("stage", .text, "阶段", "event.stage", isAlwaysKnown: true),
        FactField("happened_on", .day, "到达日期", "event.happened_on", isAlwaysKnown: true),
    ]

    fileprivate static let ofReceipt: [FactField] = [
        FactField("unit", .text, "报送单位", "entry.unit_id", isAlwaysKnown: true),
        FactField("counted_on", .day, "计入月份", "entry.counted_on", isAlwaysKnown: true),
        FactField("arrived_on", .day, "到账日期", "entry.arrived_on", isAlwaysKnown: true),
        FactField(
            "layer", .word(MoneyLayer.allCases.map(\.rawValue)), "资金层次", "entry.layer",
            isAlwaysKnown: true),
        FactField("capital", .text, "资金用途", "entry.capital", isAlwaysKnown: true),
        FactField(
            "money_source", .text, "来源类别", "entry.source_class", isAlwaysKnown: true),
        FactField("yuan", .amount(.CNY), "折人民币", "entry.yuan"),
        FactField(
            "usd", .amount(.USD), "美元金额",
            "CASE WHEN entry.currency = 'USD' THEN entry.minor END"),
        // As far as it was known: an exclusion counts from its decision on, and so does its end.
        FactField("excluded", .flag, "不计入", isAlwaysKnown: true) { scope in
            """
            CASE WHEN EXISTS (SELECT 1 FROM project_exclusion AS exclusion
                WHERE exclusion.city_id = entry.city_id
                    AND exclusion.project_id = entry.project_id
                    AND exclusion.decided_at < \(scope.known)
                    AND exclusion.since || '-01' <= entry.counted_on
                    AND (exclusion.until IS NULL OR exclusion.undone_at >= \(scope.known)
                        OR exclusion.until || '-01' > entry.counted_on))
                THEN 1 ELSE 0 END
            """
        },
    ]
}
