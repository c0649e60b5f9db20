import Basics
import Drawing
import People
import Projects
import Rules
import Storage

/// The monthly round: seven units with sheets, three on pages, late, cut off and given back.
extension SimulatedCity {
    private static let things = [
        "电池", "风机", "镜头", "泵阀", "涂料", "药剂", "轴承", "线缆", "模具", "薄膜",
    ]
    private static let digits = Array("零壹贰叁肆伍陆柒捌玖").map(String.init)

    private static func word(_ number: Int) -> String {
        String(number).compactMap(\.wholeNumberValue).map { digits[$0] }.joined()
    }

    static func name(of project: Int) -> String {
        "示例\(word(project * 7_919 % 10_007))\(things[project % 10])项目\(word(project))"
    }

    /// Unlike its neighbours': what stands in one month's place of another isn't its new name.
    private static func investor(of project: Int) -> String {
        "示例\(word(project * 6_007 % 9_973 + 10_000))号投资有限公司"
    }

    /// Two thirds of a unit's projects are there from the start, the others come month by month.
    func projects(of unit: String, in month: Month) -> [Int] {
        guard let place = SimulatedCity.units.firstIndex(of: unit) else { return [] }
        let first = model.firstMonth ?? month
        let age = (month.year - first.year) * 12 + month.month - first.month
        let known = min(perUnit, perUnit * 2 / 3 + age * max(1, perUnit / 30))
        return (0..<known).map { place * perUnit + $0 }.filter { !gone.contains($0) }
    }

    /// Those that left are reported no longer.
    private var gone: Set<Int> { model.left }

    mutating func report(_ month: Month) async throws {
        let isLast = today.day == 12
        for unit in SimulatedCity.units
        where model.reported["\(month)\(unit)"] == nil && (isLast || lots.happens(oneIn: 3)) {
            let onPages = SimulatedCity.units.suffix(3).contains(unit)
            // On the last day everything that a report needs is done at once.
            for _ in 0..<(isLast ? 8 : 1) where model.reported["\(month)\(unit)"] == nil {
                if onPages {
                    try await fillIn(month, unit)
                } else {
                    try await handIn(month, unit)
                }
            }
        }
    }

    private func row(_ project: Int, _ month: Month) -> [String] {
        let received = (month.year - 2020) * 12 + month.month
        return [
            SimulatedCity.name(of: project), SimulatedCity.investor(of: project),
            String(10_000 + 37 * project), "在谈", String(received),
        ]
    }

    private mutating func handIn(_ month: Month, _ unit: String) async throws {
        let projects = projects(of: unit, in: month)
        var text = "项目名称,投资方,总投资（万元）,阶段,到位资金（万元）\n"
        for project in projects {
            text += row(project, month).joined(separator: ",") + "\n"
        }
        let file = HandedFile(name: "\(unit)\(month).csv", bytes: Array(text.utf8))
        let read = try reader.read(file, round: .month(month), unit: unit)
        let (id, source) = (identifier(.sheet), identifier(.evidence))
        let (by, rules) = (occasion(headquarters), CheckingRules(folder, on: month.last))
        let fresh = identifiers(.project, projects.count)
        let handed = try await write { tx in
            try tx.handIn(read, id: id, source: source, by: by.actor.name, at: by.at)
        }
        _ = try await write { tx in
            try tx.confirm(
                sheet: handed.sheet.id, fresh: fresh, rules: rules, by: by.actor.name, at: by.at,
                visibleTo: .all)
        }
        try await took(month, unit, projects, rows: projects.count)
    }

    /// One step of a report on pages: begun and filled in, handed in, checked twice.
    private mutating func fillIn(_ month: Month, _ unit: String) async throws {
        let (key, rules) = ("\(month)\(unit)", try RoundRules(folder, on: today))
        let clerk = actor(.district, unit)
        guard let (id, rows) = open[key] else {
            let (id, source) = (identifier(.sheet), identifier(.evidence))
            let (first, second) = (occasion(clerk), occasion(clerk))
            _ = try await write { tx in
                try tx.openReport(of: month, id: id, source: source, rules: rules, first)
            }
            let drafts = try await typed(month, unit, in: id)
            try await write { tx in
                try tx.fill(id, with: drafts, version: 1, rules: rules, second)
            }
            open[key] = (id, drafts.count)
            return
        }
        let report = try await store.read { tx in try tx.monthlyReport(id, by: clerk) }
        guard let report else { throw PowerFailed() }
        let version = report.sheet.version
        switch report.check(by: rules.rule)?.by {
        case nil:
            let by = occasion(clerk)
            try await write { tx in try tx.submit(id, version: version, rules: rules, by) }
        case .reporting?:
            let by = occasion(actor(.district, unit, "b"))
            try await check(id, version, true, rules, by)
        case .headquarters?:
            let isPassed = !lots.happens(oneIn: 4)
            try await check(id, version, isPassed, rules, occasion(headquarters))
            open[key] = nil
            if isPassed {
                try await took(month, unit, projects(of: unit, in: month), rows: rows)
            }
        }
    }

    private mutating func check(
        _ id: Identifier, _ version: Int, _ isPassed: Bool, _ rules: RoundRules,
        _ by: Occasion
    ) async throws {
        let fresh = identifiers(.project, perUnit)
        try await write { tx in
            try tx.check(
                id, isPassed: isPassed, note: "示例", version: version, fresh: fresh, rules: rules,
                by)
        }
    }

    /// What the unit types into a report that holds last month's rows.
    private func typed(
        _ month: Month, _ unit: String, in id: Identifier
    ) async throws -> [MonthlyRowDraft] {
        let rows = try await store.read { tx in try tx.ledgerRows(ofSheet: id, visibleTo: .all) }
        let positions = Dictionary(
            rows.map { ($0.reported.name, $0.position) }, uniquingKeysWith: { first, _ in first })
        let fields = ["name", "investors", "total", "stage", "received"]
        let known = Set(projects(of: unit, in: month))
        let drafts = known.sorted().map { project in
            let values = Dictionary(uniqueKeysWithValues: zip(fields, row(project, month)))
            let position = positions[SimulatedCity.name(of: project)]
            return MonthlyRowDraft(position: position) { name in
                position == nil || name == "received" ? values[name] : nil
            }
        }
        let names = Set(known.map(SimulatedCity.name))
        let left = rows.filter { !names.contains($0.reported.name) }
        return drafts
            + left.map { row in
                MonthlyRowDraft(position: row.position) {
                    ["dropped": "yes", "remark": "示例：已出库"][$0]
                }
            }
    }

    private mutating func took(
        _ month: Month, _ unit: String, _ projects: [Int], rows count: Int
    ) async throws {
        model.reported["\(month)\(unit)"] = count
        let rows = try await store.read { tx in
            try tx.rows(
                """
                SELECT reported_row.name, reported_row.project_id FROM reported_row
                JOIN sheet ON sheet.city_id = reported_row.city_id
                    AND sheet.id = reported_row.sheet_id
                WHERE sheet.round = \(month.description) AND sheet.unit_id = \(unit)
                    AND sheet.state = 'applied'
                """
            ).map { (try $0.text("name"), try $0.identifier("project_id")) }
        }
        let found = Dictionary(rows, uniquingKeysWith: { first, _ in first })
        for project in projects {
            guard let id = found[SimulatedCity.name(of: project)] else { continue }
            if let before = ids[project], before != id {
                model.moved.insert(project)
            }
            ids[project] = id
        }
    }

    /// A closed month stays as it was: what its rows said is kept to be compared.
    mutating func close(_ month: Month) async throws {
        let (by, day) = (occasion(headquarters), today)
        try await write { tx in try tx.closeMonth(month, today: day, by) }
        model.closed[month] = try await rowsOf(month)
    }

    func rowsOf(_ month: Month) async throws -> [[StoredValue]] {
        try await store.read { tx in
            try tx.rows(
                """
                SELECT reported_row.* FROM reported_row
                JOIN sheet ON sheet.city_id = reported_row.city_id
                    AND sheet.id = reported_row.sheet_id
                WHERE sheet.round = \(month.description) AND sheet.state = 'applied'
                ORDER BY reported_row.sheet_id, reported_row.position
                """
            ).map(\.values)
        }
    }
}
