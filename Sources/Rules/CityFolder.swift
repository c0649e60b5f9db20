package import Basics
package import Sealing

/// A city as its folder says: who works there, by which calendar, lists and rules. A value; what
/// happens in the city is in the database. Made by `loadCity` and by `readCity`, which refuse with
/// every problem at once.
package struct CityFolder: Sendable {
    /// GB/T 2260 code: «370200».
    package let id: String
    package let name: LocalName
    package let province: LocalName?
    /// As written: `Asia/Shanghai`, `+08:00`.
    package let zone: String
    /// Seconds east of Greenwich. The zones of China keep no summer time.
    package let zoneOffset: Int
    package let provider: Provider
    /// Everything in it is invented, and is labelled 示例 wherever it is shown.
    package let isSample: Bool
    package let units: [Unit]
    package let calendar: WorkingCalendar
    package let taxonomies: [Taxonomy]
    package let rules: [Rule]
    /// The definitions of figures, those of all days.
    package let indicators: [Indicator]
    /// What others publish.
    package let series: [Series]
    /// How units are scored, those of all days.
    package let scorecards: [Scorecard]
    /// The papers in the city's own words.
    package let letters: [Letter]
    /// The outlines of its units, where the city brings them.
    package let map: CityMap?
    /// The files of `sheets/`, by file name: the words and layouts of monthly sheets. A file of the
    /// city stands in the place of an included one of the same name.
    package let sheets: [RuleNode]
    /// The last part of the folder's path, with which the names of its files begin: `sample`.
    package let folder: String
    /// What was read, in the order of names.
    package let files: [CityFile]
    /// 64 hexadecimal digits over names and bytes of `files`, by the city's provider. Results keep
    /// it.
    package let hash: String
}

extension CityFolder {
    package func unit(_ id: String) -> Unit? { units.first { $0.id == id } }

    /// In whose name papers are made: the headquarters' office, as they print it.
    package var officeName: String {
        units.first { $0.kind == .headquarters }?.name.zh ?? name.zh
    }

    /// Whether a district has function zones inside it.
    package var hasZonesInside: Bool {
        units.contains { zone in
            zone.kind == .zone && units.contains { $0.id == zone.parent && $0.kind == .district }
        }
    }

    /// Names of the city and of its units, which stand in names of projects and companies without
    /// telling them apart.
    package var places: [String] {
        [name.zh] + units.filter(\.reports).flatMap { [$0.name.zh, $0.short] + $0.aliases }
    }

    /// The units that hand in a sheet on a day, in the order of the folder.
    package func reportingUnits(on day: Day) -> [Unit] {
        units.filter { $0.reports && $0.exists(on: day) }
    }

    /// The unit that a text names by its name, short name or alias on a day. Exact; likeness is for
    /// the reader.
    package func unit(spelled text: String, on day: Day) -> Unit? {
        units.first { $0.exists(on: day) && $0.spellings.contains(text) }
    }

    package func rule(_ id: String, on day: Day) -> Rule? {
        rules.first { $0.id == id && $0.validity.contains(day) }
    }

    package func clock(_ id: String, on day: Day) -> ClockRule? {
        guard case .clock(let clock) = rule(id, on: day)?.content else { return nil }
        return clock
    }

    /// The clocks by which something may be asked for on a day.
    package func clocks(on day: Day) -> [(id: String, name: LocalName, clock: ClockRule)] {
        rules.compactMap { rule in
            guard rule.validity.contains(day), case .clock(let clock) = rule.content else {
                return nil
            }
            return (rule.id, rule.name, clock)
        }
    }

    /// Who is told of orders that are late; nil where the city has no such rule.
    package func escalation(on day: Day) -> EscalationRule? {
        guard case .escalation(let found) = rule(EscalationRule.id, on: day)?.content else {
            return nil
        }
        return found
    }

    package func stages(on day: Day) -> StageRule? {
        guard case .stages(var stages) = rule("stages", on: day)?.content else { return nil }
        stages.reviewKinds = reviewKinds(on: day)
        return stages
    }

    /// The city's own values of the duplicate check; nil where it sets none.
    package func checking(on day: Day) -> CheckingRule? {
        guard case .checking(let checking) = rule("checking", on: day)?.content else { return nil }
        return checking
    }

    /// The city's own values of identity; nil where it sets none.
    package func identity(on day: Day) -> IdentityRule? {
        guard case .identity(let identity) = rule("identity", on: day)?.content else { return nil }
        return identity
    }

    /// The city's own values of grading; nil where it sets none.
    package func grading(on day: Day) -> GradingRule? {
        guard case .grading(let grading) = rule("link-grades", on: day)?.content else { return nil }
        return grading
    }

    /// The city's own weights of target companies; nil where it sets none.
    package func targets(on day: Day) -> TargetRule? {
        guard case .target(let target) = rule("target-score", on: day)?.content else { return nil }
        return target
    }

    /// The column layouts of sheets of companies, by identifier.
    package func columnLayouts(on day: Day) -> [(id: String, name: LocalName, layout: ColumnLayout)]
    {
        rules.compactMap { rule in
            guard rule.validity.contains(day), case .columns(let layout) = rule.content else {
                return nil
            }
            return (rule.id, rule.name, layout)
        }
    }

    package func taxonomy(_ id: String, on day: Day) -> Taxonomy? {
        taxonomies.first { $0.id == id && $0.validity.contains(day) }
    }

    /// The industry chains that the city works by on a day: the taxonomy `chains`.
    package func chains(on day: Day) -> [TaxonomyEntry] {
        taxonomy("chains", on: day)?.entries ?? []
    }

    /// The sections (门类) and divisions (大类) of GB/T 4754, where the folder names them: the
    /// taxonomy `industries`, whose identifiers are the codes in small letters.
    package var industries: [TaxonomyEntry] {
        taxonomies.filter { $0.id == "industries" }.flatMap(\.entries)
    }

    /// The division of an industry's code, `C3912`, or the section where the division has its name.
    package func industry(_ code: String) -> TaxonomyEntry? {
        let (code, entries) = (code.lowercased(), industries)
        return entries.first { $0.id == code.prefix(3) }
            ?? entries.first { $0.id == code.prefix(1) }
    }

    /// The first file of `sheets/` with this name without its ending: `fields` for
    /// `sheets/fields.yaml`.
    package func sheetWords(_ name: String) -> RuleNode? {
        sheets.first { $0.file.hasSuffix("/sheets/\(name).yaml") }
    }
}

/// One file of a city folder. `name` starts with the folder: `sample/units.yaml`.
package struct CityFile: Hashable, Sendable {
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

extension CityFile {
    /// The part before the first slash: the folder it came from.
    var folder: Substring { name.prefix { $0 != "/" } }
    /// The part behind it: `rules/stages.yaml`.
    var path: Substring { name.dropFirst(folder.count + 1) }
}

/// Names and bytes, each with its length before it, so that no two lists of files give the same
/// input.
func hash(of files: [CityFile], by provider: Provider) -> String {
    var digest = ChunkedDigest(by: provider)
    for file in files {
        let name = Array(file.name.utf8)
        digest.add(Array("\(name.count) \(file.bytes.count)\n".utf8))
        digest.add(name)
        digest.add(file.bytes)
    }
    return digest.finish().hex
}
