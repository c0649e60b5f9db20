package import Basics
package import People
package import Projects
package import Rules
package import Storage
package import Tables

/// A table of projects that leaves the house, in a layout of the program or of the city's rules.
package struct ProjectExport: Sendable {
    private enum Form: Sendable {
        case made(BookLayout)
        case own(ExportLayout)
    }

    /// What a list gave, with the end of the journal that says so.
    package struct Content: Sendable {
        let projects: [ExportedProject]
        /// The highest 密级 of them.
        let mark: LocalName?
        package let head: JournalHead
    }

    private let id: String
    private let form: Form
    private let folder: CityFolder
    private let day: Day

    /// Nil where there is no layout of this name on the day.
    package init?(_ id: String, of folder: CityFolder, on day: Day) {
        if let layout = BookLayout(rawValue: id) {
            form = .made(layout)
        } else if let own = folder.exportLayouts(on: day).first(where: { $0.id == id }) {
            form = .own(own.layout)
        } else {
            return nil
        }
        self.id = id
        self.folder = folder
        self.day = day
    }

    /// Of the layouts that there are on a day.
    package static func identifiers(of folder: CityFolder, on day: Day) -> [String] {
        BookLayout.allCases.map(\.rawValue) + folder.exportLayouts(on: day).map(\.id)
    }

    /// What the file is called, without its ending.
    package var name: String {
        switch form {
        case .made: "项目台账"
        case .own(let layout): layout.title.zh
        }
    }

    /// Reads the projects in the actor's sight; that they leave is an entry of the journal, with
    /// `facts` in it.
    package func content(
        _ filter: ProjectFilter, facts: [JSONMember] = [], _ occasion: Occasion,
        from tx: any Transaction
    ) throws -> Content {
        let (actor, rule) = (occasion.actor, folder.projectFields(on: day))
        let projects =
            switch form {
            case .made:
                try tx.projects(filter, visibleTo: actor.sight, limit: .rowsOfSheet)
                    .map(ExportedProject.init)
            case .own(let layout):
                try tx.exported(filter, as: layout, visibleTo: actor.sight, on: day)
            }
        let head = try tx.record(
            "projects.exported", on: [], by: actor.name, at: occasion.at,
            body: .object(
                [
                    JSONMember("count", JSONValue(projects.count)),
                    JSONMember("layout", .string(id)),
                ] + facts))
        return Content(
            projects: projects,
            mark: try tx.highestMark(of: projects.map(\.project.id), rule: rule),
            head: head)
    }

    package func book(_ content: Content, lexicon: Lexicon, stamp: BookStamp) -> WrittenBook {
        let units = UnitNames(folder, on: day)
        switch form {
        case .made(let layout):
            return projectBook(
                content.projects.map(\.project), units: units, lexicon: lexicon, stamp: stamp,
                layout: layout, mark: content.mark)
        case .own(let layout):
            return ProjectLayoutBook(
                layout: layout, projects: content.projects, units: units, folder: folder, on: day,
                mark: content.mark
            ).book(lexicon: lexicon, stamp: stamp)
        }
    }
}
