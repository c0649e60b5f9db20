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
            if facts.days[place] == undatedDay, isMet != Truth.no { isMet = Truth.unknown }
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
        var days: [Int32]
    }

    /// The days that a question asks for, and what was known by then, in the reader's sight.
    private struct Asked {
        let known: Int64
        let first: Int32
        let last: Int32
        /// By the word's number, whether a unit is in sight.
        let seen: [Bool]

        /// Also where it happened without a known day.
        func has(_ day: Int32) -> Bool { day >= first && day <= last || day == undatedDay }
    }

    /// Those whose day lies in the period, or that happened without a known day; nil where the
    /// time isn't one of the columns.
    private func facts(_ query: FactQuery, _ scope: FactScope) -> DatedFacts? {
        let (measure, period) = (query.measure, query.question.period)
        let asked = Asked(
            known: scope.known.microseconds,
            first: measure.isUntil ? undatedDay + 1 : Int32(period.first.number),
            last: Int32(period.last.number),
            seen: words.names.map { $0.map(query.sight.includes) ?? (query.sight == .all) })
        switch (measure.source, measure.time) {
        case (.project, "signed_on"): return projects(asked)
        case (.stage, "happened_on"): return stages(asked, bySigning: false)
        case (.stage, "signed_on"): return stages(asked, bySigning: true)
        case (.receipt, "counted_on"):
            return query.asksForProject
                ? money(asked, by: receipts.counted, in: receipts.rows(asked.first, asked.last))
                : ownMoney(asked, by: receipts.counted, in: receipts.rows(asked.first, asked.last))
        case (.receipt, "arrived_on"):
            return query.asksForProject
                ? money(asked, by: receipts.arrived, in: receipts.allRows)
                : ownMoney(asked, by: receipts.arrived, in: receipts.allRows)
        case (.receipt, "signed_on"): return money(asked, by: nil, in: receipts.allRows)
        default: return nil
        }
    }

    private func projects(_ asked: Asked) -> DatedFacts {
        let (known, until) = (states.known, states.until)
        let (signed, unit, seen) = (states.signed, states.unit, asked.seen)
        var rows: [Int32] = []
        for row in signed.indices where asked.has(signed[row]) {
            guard known[row] < asked.known, until[row] >= asked.known, seen[Int(unit[row])] else {
                continue
            }
            rows.append(Int32(row))
        }
        return DatedFacts(
            facts: ColumnFacts(source: .project, own: rows, states: rows),
            days: rows.map { signed[Int($0)] })
    }

    private func stages(_ asked: Asked, bySigning: Bool) -> DatedFacts {
        var found = DatedFacts(facts: ColumnFacts(source: .stage), days: [])
        let present = states.rows(before: asked.known)
        let (known, step, happened, project) = (
            events.known, events.step, events.day, events.project
        )
        let (signed, unit) = (states.signed, states.unit)
        for row in known.indices
        where known[row] < asked.known && step[row] == .reached
            && (bySigning || asked.has(happened[row]))
        {
            let state = present[Int(project[row])]
            guard state >= 0 else { continue }
            let day = bySigning ? signed[Int(state)] : happened[row]
            guard asked.has(day), asked.seen[Int(unit[Int(state)])] else { continue }
            found.facts.own.append(Int32(row))
            found.facts.states.append(state)
            found.days.append(day)
        }
        return found
    }

    /// Money beside what was known of its project; by its own time, or by the project's signing.
    private func money(
        _ asked: Asked, by time: [Int32]?, in parts: [Range<Int>]
    ) -> DatedFacts {
        var found = DatedFacts(facts: ColumnFacts(source: .receipt), days: [])
        let (known, unit, project) = (receipts.known, receipts.unit, receipts.project)
        let (present, signed) = (states.rows(before: asked.known), states.signed)
        for part in parts {
            for row in part {
                let state = present[Int(project[row])]
                guard state >= 0 else { continue }
                let day = time?[row] ?? signed[Int(state)]
                guard asked.has(day), known[row] < asked.known, asked.seen[Int(unit[row])] else {
                    continue
                }
                found.facts.own.append(Int32(row))
                found.facts.states.append(state)
                found.days.append(day)
            }
        }
        return found
    }

    /// Money of which nothing of its project is asked.
    private func ownMoney(
        _ asked: Asked, by time: [Int32], in parts: [Range<Int>]
    ) -> DatedFacts {
        let (known, unit, seen) = (receipts.known, receipts.unit, asked.seen)
        var rows: [Int32] = []
        for part in parts {
            rows.reserveCapacity(rows.count + part.count)
            for row in part
            where known[row] < asked.known && asked.has(time[row]) && seen[Int(unit[row])] {
                rows.append(Int32(row))
            }
        }
        return DatedFacts(
            facts: ColumnFacts(source: .receipt, own: rows), days: rows.map { time[Int($0)] })
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
        var last: (day: Int32, place: Int32)?
        let found = dated.days.map { day in
            if let last, last.day == day { return last.place }
            let place = place(ofDay: day)
            last = (day, place)
            return place
        }
        return (found, names)
        func place(ofDay day: Int32) -> Int32 {
            if let place = places[day] { return place }
            let name =
                day == undatedDay ? nil : Month(of: Day(number: Int(day))).description
            let added = place(name)
            places[day] = added
            return added
        }
    }
}
