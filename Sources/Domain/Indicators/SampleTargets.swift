package import Basics
package import People
package import Rules
package import Storage

/// Targets of this year and the numbers of one scorecard, for the labelled sample. All of it is
/// invented.
package struct SampleTargets: Sendable {
    private let folder: CityFolder
    private let today: Day

    package init(_ folder: CityFolder, today: Day) {
        self.folder = folder
        self.today = today
    }

    /// By indicator: the city's target, and what the units' targets are counted from.
    private static let targets: [(indicator: String, city: Int, first: Int, step: Int)] = [
        ("signed-projects", 120, 9, 1), ("signed-total", 600, 40, 5),
        ("received-domestic", 60, 4, 1), ("received-foreign", 8_000, 500, 100),
    ]

    /// In the name of whoever fills the sample.
    package func add(to tx: some Transaction, _ occasion: Occasion) throws {
        let units = folder.reportingUnits(on: today).map(\.id)
        for (indicator, city, first, step) in SampleTargets.targets {
            guard folder.indicator(indicator, on: today) != nil else { continue }
            let values =
                [TypedTarget(unit: TargetDraft.city, text: String(city))]
                + units.enumerated().map { place, unit in
                    TypedTarget(unit: unit, text: String(first + step * (place % 4)))
                }
            let draft = TargetDraft(
                indicator: indicator, year: String(today.year), settings: [:], values: values,
                title: "示例：关于下达年度招商引资目标的通知", number: "示例〔\(today.year)〕1号",
                dated: Day(today.year, 1, 5)?.description, reason: nil)
            try tx.setTargets(draft, latest: 0, in: folder, today: today, occasion)
        }
        guard
            let card = folder.scorecards(on: today).first(where: { $0.id == "city-districts" })
        else { return }
        for (place, unit) in units.enumerated() {
            let numbers = [
                "from-3": 5 + place % 4, "from-10": 3 + place % 3, "from-20": place % 2,
                "awards": place % 2, "key-companies": place % 3, "platform": 1, "late": place % 3,
                "fake": place == 6 ? 1 : 0,
            ]
            let draft = ScoreDraft(
                Dictionary(
                    numbers.map { ("value-\($0.key)", String($0.value)) },
                    uniquingKeysWith: { first, _ in first }), source: "示例：年度考核核验名单")
            try tx.setScores(
                draft, of: unit, on: card, year: today.year, in: folder, occasion)
        }
    }
}
