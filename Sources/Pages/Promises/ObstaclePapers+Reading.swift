import Basics
package import People
import Projects
import Promises
package import Storage

extension Transaction {
    /// The 专报 of an obstacle; nil where the reader sees none or nothing is prepared yet.
    package func obstaclePaper(
        _ number: Int64, scene: OrderScene, visibleTo sight: Sight
    ) throws -> ObstaclePaper? {
        guard let obstacle = try obstacle(number, visibleTo: sight),
            let state = try obstacleState(number)
        else { return nil }
        let project = obstacle.subject.flatMap { subject in
            subject.noun == "project" ? Identifier(subject.id) : nil
        }
        return ObstaclePaper(
            obstacle: obstacle, scene: scene,
            about: try project.flatMap { try self.project($0, visibleTo: sight)?.name },
            leader: try obstacle.leader.flatMap {
                try member($0, units: scene.rules.units)?.name
            },
            order: try obstacle.decision.flatMap {
                try order($0.order, visibleTo: sight)?.mark
            }, head: state.head, at: state.at)
    }
}
