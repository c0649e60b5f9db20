package import Basics
package import People
package import Rules
package import Storage
import Texts

/// A figure that a member keeps on the cockpit (自选), under a name: what is asked, not what it came
/// to. Whoever it is shared with sees what is in the own sight.
package struct SavedFigure: Sendable, Hashable {
    package let number: Int64
    package let name: String
    package let draft: FigureDraft
    package let shape: SavedFigureShape
    /// As the journal names the member.
    package let member: String
    /// With the member's unit.
    package let isShared: Bool
}

package enum SavedFigureShape: String, Sendable, CaseIterable {
    case chart, number

    package var label: Phrase {
        switch self {
        case .chart: "画图"
        case .number: "只看一个数"
        }
    }
}

extension Limit {
    /// Figures that a member keeps; letters of a name.
    static let savedFigures: Limit = 12
    static let lettersOfFigureName: Limit = 20
    /// What one reader is shown, with those of the unit.
    static let savedFiguresShown: Limit = 24
}

extension Transaction {
    /// The actor's own and those that the unit shares, the first kept first.
    package func savedFigures(of actor: Actor) throws -> [SavedFigure] {
        try rows(
            """
            SELECT * FROM saved_figure
            WHERE city_id = \(city) AND (member = \(actor.name)
                OR (unit_id = \(actor.unit ?? "") AND shared = 1))
            ORDER BY number LIMIT \(Limit.savedFiguresShown)
            """
        ).map(SavedFigure.init)
    }

    /// Keeps a figure. Refused with every problem: no name, too many, what no figure is. It is the
    /// member's own matter and no entry of the journal.
    package func save(
        figure draft: FigureDraft, as name: String?, shape: SavedFigureShape, isShared: Bool,
        in folder: CityFolder,
        today: Day, _ occasion: Occasion
    ) throws {
        try occasion.actor.require(.seeProjects)
        let name = trimmed(name ?? "")
        let question = try draft.question(in: folder, today: today).question
        var problems: [Problem] = []
        if name.isEmpty || name.count > Limit.lettersOfFigureName.count {
            problems.append(
                Problem("请写名称，最多\(Limit.lettersOfFigureName.count)个字", at: .field("name")))
        }
        let own = try savedFigures(of: occasion.actor).filter { $0.member == occasion.actor.name }
        if own.count >= Limit.savedFigures.count {
            problems.append(Problem("最多存\(Limit.savedFigures.count)个，先删一个"))
        }
        guard problems.isEmpty else { throw FigureRefusal(problems) }
        let settings = JSONValue.object(
            draft.settings.sorted { $0.key < $1.key }.map { JSONMember($0.key, .string($0.value)) })
        try run(
            """
            INSERT INTO saved_figure (city_id, number, member, unit_id, name, indicator, period,
                dimension, settings, shape, shared, saved_at)
            VALUES (\(city), \(try nextNumber(of: "saved_figure")), \(occasion.actor.name),
                \(occasion.actor.unit ?? ""), \(name), \(question.indicator.id),
                \(draft.period.flatMap { $0.isEmpty ? nil : $0 }),
                \(question.dimension.rawValue), \(settings.text), \(shape.rawValue),
                \(isShared ? 1 : 0),
                \(occasion.at))
            """)
    }

    /// Only the actor's own.
    package func forget(figure number: Int64, _ occasion: Occasion) throws {
        try run(
            """
            DELETE FROM saved_figure
            WHERE city_id = \(city) AND member = \(occasion.actor.name) AND number = \(number)
            """)
    }
}

extension SavedFigure {
    fileprivate init(_ row: ResultRow) throws {
        var settings: [String: String] = [:]
        if case .object(let members) = try JSONValue(parsing: row.text("settings")) {
            for member in members { settings[member.name] = member.value.string }
        }
        self.init(
            number: try row.integer("number"), name: try row.text("name"),
            draft: FigureDraft(
                indicator: try row.text("indicator"), period: try row.optionalText("period"),
                dimension: try row.text("dimension"), settings: settings),
            shape: SavedFigureShape(rawValue: try row.text("shape")) ?? .chart,
            member: try row.text("member"), isShared: try row.integer("shared") == 1)
    }
}
