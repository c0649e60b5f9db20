package import Basics
package import Storage

/// What a condition is compiled with.
package struct FactScope: Sendable {
    package let city: String
    /// What was known before this moment.
    package let known: Instant
    package let context: ConditionContext

    package init(city: String, known: Instant, context: ConditionContext) {
        self.city = city
        self.known = known
        self.context = context
    }
}

extension Condition {
    /// For `WHERE` and `CASE` of a query over the facts of `source`: true, false, or NULL where it
    /// is unknown. Its fields must have been read against that source.
    package func query(of source: FactSource, in scope: FactScope) -> Query {
        func column(_ name: String) -> Query {
            guard let field = source.field(name) else {
                preconditionFailure("\(source) has no field \(name)")
            }
            return field.column(in: scope)
        }
        switch self {
        case .all(let parts):
            return joined(parts, by: "AND", of: source, in: scope, empty: "1 = 1")
        case .any(let parts):
            return joined(parts, by: "OR", of: source, in: scope, empty: "1 = 0")
        case .not(.isKnown(let field)): return "\(column(field)) IS NULL"
        case .not(let part): return "NOT (\(part.query(of: source, in: scope)))"
        case .flag(let field): return "\(column(field)) = 1"
        case .isKnown(let field): return "\(column(field)) IS NOT NULL"
        case .compares(let field, let comparison, let operand):
            guard let literal = scope.context.literal(operand) else { return "NULL = 1" }
            return "\(column(field)) \(comparison.query) \(literal.query)"
        case .isIn(let field, let operands):
            let literals = operands.compactMap(scope.context.literal).map(\.query)
            guard !literals.isEmpty else { return "1 = 0" }
            return "\(column(field)) IN (\(Query.joined(literals, by: ",")))"
        case .holds(let function, let words):
            return function.query(scope.context.words(words), in: scope)
        }
    }

    private func joined(
        _ parts: [Condition], by word: Query, of source: FactSource, in scope: FactScope,
        empty: Query
    ) -> Query {
        guard !parts.isEmpty else { return empty }
        return Query.joined(
            parts.map { part -> Query in
                let query = part.query(of: source, in: scope)
                return part.isJoined ? "(\(query))" : query
            }, by: word)
    }
}

extension Condition {
    private var isJoined: Bool {
        switch self {
        case .all, .any: true
        case .not, .compares, .isIn, .isKnown, .flag, .holds: false
        }
    }
}

extension Comparison {
    fileprivate var query: Query {
        switch self {
        case .equal: "="
        case .different: "<>"
        case .atLeast: ">="
        case .atMost: "<="
        case .more: ">"
        case .less: "<"
        }
    }
}

extension Literal {
    fileprivate var query: Query {
        switch self {
        case .amount(let money): "\(money.minor)"
        case .day(let day): "\(day)"
        case .word(let word): "\(word)"
        }
    }
}

extension FactFunction {
    /// What was undone again is passed over: a later entry that was known takes a fact back.
    fileprivate func query(_ words: [String], in scope: FactScope) -> Query {
        let known: Query = "coalesce(course.decided_at, course.reported_at) < \(scope.known)"
        let counted: Query = """
            SELECT 1 FROM project_event AS course
            WHERE course.city_id = \(scope.city) AND course.project_id = state.project_id
                AND course.state = 'confirmed' AND course.stage IN \(words) AND \(known)
            """
        switch self {
        case .listed:
            return """
                EXISTS (SELECT 1 FROM project_listing AS listing
                    WHERE listing.city_id = \(scope.city)
                        AND listing.project_id = state.project_id AND listing.kind IN \(words)
                        AND listing.known_at < \(scope.known)
                        AND listing.known_until >= \(scope.known))
                """
        case .reached: return "EXISTS (\(counted) AND course.step = 'reached')"
        case .reachedByEnd:
            return """
                EXISTS (\(counted) AND course.step = 'reached'
                    AND course.happened_on <= \(scope.context.lastDay))
                """
        case .noted:
            return """
                EXISTS (\(counted) AND course.step = 'noted' AND NOT EXISTS (
                    SELECT 1 FROM project_event AS undone
                    WHERE undone.city_id = \(scope.city)
                        AND undone.project_id = course.project_id
                        AND undone.state = 'confirmed' AND undone.step = 'revoked'
                        AND undone.stage = course.stage AND undone.number > course.number
                        AND coalesce(undone.decided_at, undone.reported_at) < \(scope.known)))
                """
        }
    }
}
