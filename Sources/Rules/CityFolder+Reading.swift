import Basics
import Sealing

/// Makes the city of what its files say, without touching the disk: also for a version kept in the
/// database. `folder` is the city's own; the files of included folders stand beside it in `files`.
/// Refuses with every problem of every file.
package func readCity(
    _ files: [CityFile], folder: String
) throws(CityProblems) -> CityFolder {
    let (city, problems) = examineCity(files, folder: folder)
    guard let city, problems.isEmpty else { throw CityProblems(problems) }
    return city
}

/// The city, where it can be made, and all problems, sorted by file and line.
/// `found` are problems met before, on the way to the files.
func examineCity(
    _ files: [CityFile], folder: String, found: [Problem] = []
) -> (city: CityFolder?, problems: [Problem]) {
    var problems = found
    let ordered = files.sorted { $0.name < $1.name }
    var parsed: [(file: CityFile, root: RuleNode)] = []
    for file in ordered {
        do throws(CityProblems) {
            parsed.append((file, try parseRules(file.bytes, file: file.name)))
        } catch {
            problems += error.problems
        }
    }
    // What is included comes first, so that the city's own can stand in its place.
    parsed = parsed.filter { $0.file.folder != folder } + parsed.filter { $0.file.folder == folder }
    for (file, root) in parsed where !isKnown(file, isOwn: file.folder == folder) {
        problems.append(root.problem("不认识的文件：城市文件夹里没有这一种"))
    }
    func roots(_ path: String) -> [RuleNode] {
        parsed.filter { $0.file.path == path }.map(\.root)
    }
    func contents(of subfolder: String) -> [RuleNode] {
        parsed.filter { $0.file.path.hasPrefix(subfolder + "/") }.map(\.root)
    }
    func require(_ path: String) {
        if !files.contains(where: { $0.name == "\(folder)/\(path)" }) {
            problems.append(Problem("缺少文件", at: .line(file: "\(folder)/\(path)", line: 1)))
        }
    }
    require("city.yaml")
    require("units.yaml")
    let heading = roots("city.yaml").last.flatMap { CityHeading.read($0, &problems) }
    let units = roots("units.yaml").last.map { Unit.readAll($0, &problems) } ?? []
    let calendars = roots("calendar.yaml")
    if calendars.isEmpty {
        problems.append(
            Problem(
                "没有工作日历：用includes引用，或自备calendar.yaml",
                at: .line(file: "\(folder)/city.yaml", line: 1)))
    }
    let calendar = WorkingCalendar.read(calendars, &problems)
    let taxonomies = readTaxonomies(contents(of: "taxonomies"), &problems)
    let rules = readRules(contents(of: "rules"), &problems)
    let indicators = readIndicators(contents(of: "indicators"), rules, &problems)
    let series = replacing(contents(of: "series")).compactMap { Series.read($0, units, &problems) }
    problems += Rules.problems(ofSeries: series, indicators)
    let cards = readScorecards(contents(of: "scorecards"), indicators, &problems)
    let map = roots("map.geojson").last.flatMap { CityMap.read($0, units, &problems) }
    let letters = replacing(contents(of: "letters")).compactMap {
        Letter.read($0, indicators, cards, units, &problems)
    }
    problems += Rules.problems(ofCockpitsIn: rules, indicators, units)
    problems += Rules.problems(ofLightsIn: rules, indicators)
    problems += Rules.problems(ofFieldsIn: rules, taxonomies)
    problems += Rules.problems(ofReviewsIn: rules)
    problems += Rules.problems(ofLayoutsIn: rules, units)
    problems += Rules.problems(ofTargetsIn: rules)
    let city = heading.map {
        CityFolder(
            id: $0.id, name: $0.name, province: $0.province, zone: $0.zone.name,
            zoneOffset: $0.zone.offset, provider: $0.provider, isSample: $0.isSample,
            units: units, calendar: calendar, taxonomies: taxonomies, rules: rules,
            indicators: indicators, series: series, scorecards: cards, letters: letters,
            map: map, sheets: replacing(contents(of: "sheets")), folder: folder, files: ordered,
            hash: hash(of: ordered, by: $0.provider))
    }
    return (city, inOrder(problems))
}

private func readIndicators(
    _ roots: [RuleNode], _ rules: [Rule], _ problems: inout [Problem]
) -> [Indicator] {
    let indicators = roots.compactMap { Indicator.read($0, &problems) }
    checkDays(indicators.map { ($0.id, $0.validity, $0.place) }, &problems) {
        "指标“\($0)”与\($1)同日有效"
    }
    problems += Rules.problems(ofFormulasIn: indicators)
    problems += Rules.problems(ofConditionsIn: indicators, rules)
    return indicators
}

private func readScorecards(
    _ roots: [RuleNode], _ indicators: [Indicator], _ problems: inout [Problem]
) -> [Scorecard] {
    let cards = roots.compactMap { Scorecard.read($0, indicators, &problems) }
    checkDays(cards.map { ($0.id, $0.validity, $0.place) }, &problems) {
        "考核“\($0)”与\($1)同日有效"
    }
    return cards
}

private func readRules(_ roots: [RuleNode], _ problems: inout [Problem]) -> [Rule] {
    let rules = roots.compactMap { Rule.read($0, &problems) }
    checkDays(rules.map { ($0.id, $0.validity, $0.place) }, &problems) {
        "规则“\($0)”与\($1)同日有效"
    }
    checkDays(
        rules.flatMap { rule in rule.listKinds.map { ($0.id, rule.validity, $0.place) } },
        &problems
    ) { "榜单“\($0)”与\($1)同日有效" }
    checkDays(
        rules.flatMap { rule in rule.recognitionKinds.map { ($0.id, rule.validity, $0.place) } },
        &problems
    ) { "认定“\($0)”与\($1)同日有效" }
    return rules
}

/// A file of the city stands in the place of an included one of the same name.
private func replacing(_ sheets: [RuleNode]) -> [RuleNode] {
    var byName: [Substring: RuleNode] = [:]
    for sheet in sheets {
        byName[sheet.file.suffix(from: sheet.file.lastIndex(of: "/") ?? sheet.file.startIndex)] =
            sheet
    }
    return byName.sorted { $0.key < $1.key }.map(\.value)
}

private func isKnown(_ file: CityFile, isOwn: Bool) -> Bool {
    if file.path == "calendar.yaml" { return true }
    if isOwn, ["city.yaml", "units.yaml", "map.geojson"].contains(file.path) { return true }
    let parts = file.path.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 2 && cityFolders.contains(String(parts[0]))
}

/// The folders inside a city folder that hold rules.
let cityFolders: Set<String> = [
    "taxonomies", "rules", "sheets", "indicators", "series", "scorecards", "letters",
]

private func readTaxonomies(_ nodes: [RuleNode], _ problems: inout [Problem]) -> [Taxonomy] {
    let taxonomies = nodes.compactMap { Taxonomy.read($0, &problems) }
    checkDays(taxonomies.map { ($0.id, $0.validity, $0.place) }, &problems) {
        "清单“\($0)”与\($1)同日有效"
    }
    problems += Rules.problems(ofWalksIn: taxonomies)
    return taxonomies
}

/// Two of one identifier never hold on one day: otherwise an old result could not be explained.
private func checkDays(
    _ dated: [(id: String, validity: Validity, place: Place)], _ problems: inout [Problem],
    _ message: (_ id: String, _ other: String) -> Phrase
) {
    for (index, later) in dated.enumerated() {
        for earlier in dated[..<index]
        where earlier.id == later.id && earlier.validity.overlaps(later.validity) {
            problems.append(
                Problem(message(later.id, earlier.place.description), at: later.place))
        }
    }
}

private func inOrder(_ problems: [Problem]) -> [Problem] {
    let placed = problems.enumerated().map { offset, problem in
        switch problem.place {
        case .line(let file, let line): (file: file, line: line, offset: offset, problem: problem)
        default: (file: "", line: 0, offset: offset, problem: problem)
        }
    }
    return placed.sorted {
        ($0.file, $0.line, $0.offset) < ($1.file, $1.line, $1.offset)
    }.map(\.problem)
}

/// What city.yaml says.
private struct CityHeading {
    let id: String
    let name: LocalName
    let province: LocalName?
    let zone: Zone
    let provider: Provider
    let isSample: Bool

    static func read(_ root: RuleNode, _ problems: inout [Problem]) -> CityHeading? {
        root.onlyKeys(
            ["id", "name", "en", "province", "zone", "provider", "sample", "includes"],
            &problems)
        let id = root.divisionCode("id", &problems)
        if root["id"] == nil { _ = root.text("id", &problems) }
        let name = root.localName(&problems)
        let province = root.optionalMap("province", &problems).flatMap {
            $0.onlyKeys(["name", "en"], &problems)
            return $0.localName(&problems)
        }
        let zoneName = root.text("zone", &problems)
        let zone = zoneName.flatMap(Zone.init)
        if zoneName != nil, zone == nil {
            problems.append(
                Problem(
                    "不认识的时区“\(zoneName ?? "")”：写Asia/Shanghai或+08:00",
                    at: root.place(of: "zone")))
        }
        let provider = root.optionalWord("provider", as: Provider.self, &problems)
        if let provider, !provider.isAvailable {
            problems.append(
                Problem("本机的libcrypto没有这套算法", at: root.place(of: "provider")))
        }
        let isSample = root.flag("sample", &problems)
        guard let id, let name, let zone else { return nil }
        return CityHeading(
            id: id, name: name, province: province, zone: zone,
            provider: provider.flatMap { $0.isAvailable ? $0 : nil } ?? .international,
            isSample: isSample)
    }
}

/// A zone without summer time: by name, or as `+08:00`.
struct Zone: Hashable {
    let name: String
    let offset: Int

    init?(_ name: String) {
        self.name = name
        if let hours = Zone.hours[name] {
            offset = hours * 3_600
            return
        }
        let bytes = Array(name.utf8)
        guard bytes.count == 6, bytes[3] == UInt8(ascii: ":"),
            bytes[0] == UInt8(ascii: "+") || bytes[0] == UInt8(ascii: "-"),
            let hours = Int(name.dropFirst().prefix(2)), let minutes = Int(name.suffix(2)),
            (0...14).contains(hours), (0...59).contains(minutes)
        else { return nil }
        offset = (hours * 3_600 + minutes * 60) * (bytes[0] == UInt8(ascii: "-") ? -1 : 1)
    }

    private static let hours = [
        "Asia/Shanghai": 8, "Asia/Chongqing": 8, "Asia/Harbin": 8, "Asia/Urumqi": 6,
        "Asia/Hong_Kong": 8, "Asia/Macau": 8, "Asia/Taipei": 8, "PRC": 8, "UTC": 0,
    ]
}
