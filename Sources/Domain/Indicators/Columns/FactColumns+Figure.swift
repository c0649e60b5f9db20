import Basics
import People
import Rules

extension FactColumns {
    /// By group, as the SQL of the question gives it; nil where it asks for what the columns don't
    /// hold.
    func sums(_ query: FactQuery) -> [FigureGroup]? {
        let (measure, scope) = (query.measure, query.question.scope(in: query.city))
        guard let facts = facts(query, scope),
            let met = truth(measure.condition, of: facts.facts, scope),
            let shared = truth(measure.share ?? .always, of: facts.facts, scope),
            let groups = groups(query.question.dimension, facts, scope),
            let weights = weights(of: measure, facts.facts, scope)
        else { return nil }
        var sums = [FactSum](
            repeating: FactSum(base: measure.share == nil ? nil : 0), count: groups.names.count)
        var isThere = [Bool](repeating: false, count: groups.names.count)
        for place in met.indices {
            var isMet = met[place]
            if !facts.isDated[place], isMet != Truth.no { isMet = Truth.unknown }
            if isMet == Truth.no { continue }
            let (group, weight) = (Int(groups.places[place]), weights[place])
            isThere[group] = true
            let isKnown = weight != unknownAmount && shared[place] != Truth.unknown
            if isMet == Truth.unknown || !isKnown { sums[group].unknown += 1 }
            guard isMet == Truth.yes, weight != unknownAmount else { continue }
            if shared[place] == Truth.yes, !add(weight, to: &sums[group].value) { return nil }
            if var base = sums[group].base {
                if !add(weight, to: &base) { return nil }
                sums[group].base = base
            }
        }
        return groups.names.indices.filter { isThere[$0] }.map {
            FigureGroup(value: groups.names[$0], sum: sums[$0])
        }
    }

    /// False where it is more than a number holds: the database says so in its own way.
    private func add(_ weight: Int64, to sum: inout Int64) -> Bool {
        let (total, isOver) = sum.addingReportingOverflow(weight)
        sum = total
        return !isOver
    }

    private struct DatedFacts {
        var facts: ColumnFacts
        var isDated: [Bool]
        var days: [Int32]
    }

    /// Those whose day lies in the period, or that happened without a known day, known before the
    /// moment and in the reader's sight.
    private func facts(_ query: FactQuery, _ scope: FactScope) -> DatedFacts? {
        let (measure, period) = (query.measure, query.question.period)
        let known = scope.known.microseconds
        let last = Int32(period.last.number)
        let first = measure.isUntil ? undatedDay + 1 : Int32(period.first.number)
        func isIn(_ day: Int32) -> Bool { day >= first && day <= last || day == undatedDay }
        var (own, rows, projects): ([Int32], [Int32], [Int32]) = ([], [], [])
        var days: [Int32] = []
        let seen = seen(query.sight)
        switch (measure.source, measure.time) {
        case (.project, "signed_on"):
            for row in states.known.indices
            where states.known[row] < known && states.until[row] >= known
                && isIn(states.signed[row]) && seen[Int(states.unit[row])]
            {
                rows.append(Int32(row))
                projects.append(states.project[row])
                days.append(states.signed[row])
            }
            own = rows
        case (.stage, "happened_on"):
            for row in events.known.indices
            where events.known[row] < known && events.step[row] == .reached && isIn(events.day[row])
            {
                guard let state = states.row(of: events.project[row], before: known),
                    seen[Int(states.unit[Int(state)])]
                else { continue }
                own.append(Int32(row))
                rows.append(state)
                projects.append(events.project[row])
                days.append(events.day[row])
            }
        case (.receipt, "counted_on"), (.receipt, "arrived_on"):
            let time = measure.time == "counted_on" ? receipts.counted : receipts.arrived
            let asksForProject = query.asksForProject
            for row in receipts.known.indices
            where receipts.known[row] < known && isIn(time[row]) && seen[Int(receipts.unit[row])] {
                if asksForProject {
                    guard let state = states.row(of: receipts.project[row], before: known) else {
                        continue
                    }
                    rows.append(state)
                }
                own.append(Int32(row))
                projects.append(receipts.project[row])
                days.append(time[row])
            }
        default: return nil
        }
        return DatedFacts(
            facts: ColumnFacts(source: measure.source, own: own, states: rows, projects: projects),
            isDated: days.map { $0 != undatedDay }, days: days)
    }

    /// By the word's number, whether a unit is in sight.
    private func seen(_ sight: Sight) -> [Bool] {
        words.names.map { name in name.map(sight.includes) ?? (sight == .all) }
    }

    private func weights(
        of measure: FactMeasure, _ facts: ColumnFacts, _ scope: FactScope
    ) -> [Int64]? {
        if let summed = measure.summed {
            guard case .amounts(let amounts) = values(summed, of: facts, scope) else { return nil }
            return amounts
        }
        return measure.source == .receipt
            ? facts.own.map { receipts.times[Int($0)] } : [Int64](repeating: 1, count: facts.count)
    }

    /// The group of each fact, as a place among the names.
    private func groups(
        _ dimension: FactDimension, _ dated: DatedFacts, _ scope: FactScope
    ) -> (places: [Int32], names: [String?])? {
        guard dimension == .month else {
            guard let field = dimension.field,
                case .words(let codes) = values(field, of: dated.facts, scope)
            else { return nil }
            return (codes, words.names)
        }
        var (places, names): ([Int32: Int32], [String?]) = ([:], [])
        var months: [String: Int32] = [:]
        func place(_ name: String?) -> Int32 {
            if let name, let place = months[name] { return place }
            names.append(name)
            if let name { months[name] = Int32(names.count - 1) }
            return Int32(names.count - 1)
        }
        let found = dated.days.map { day in
            if let place = places[day] { return place }
            let name =
                day == undatedDay ? nil : Month(of: Day(number: Int(day))).description
            let added = place(name)
            places[day] = added
            return added
        }
        return (found, names)
    }
}
