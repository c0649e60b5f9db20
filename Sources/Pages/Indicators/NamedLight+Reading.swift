package import Indicators
package import People
import Projects
package import Rules
package import Storage

extension Transaction {
    /// `rules` are those of its month.
    package func named(
        _ light: MonthLight, _ rules: [Rule], visibleTo sight: Sight
    ) throws -> NamedLight {
        NamedLight(
            light, rule: rules.first { $0.id == light.rule },
            project: try light.project.flatMap { try project($0, visibleTo: sight)?.name })
    }
}
