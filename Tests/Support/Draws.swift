package import Basics
import Drawing
import Synchronization

/// A world that stands still at a moment and draws the same numbers each time.
package enum Draws {
    package static let noon = Instant(microseconds: 1_792_900_800_000_000)

    package static func world(seed: UInt64 = 1, at instant: Instant = noon) -> World {
        let box = Box(seed)
        return World(now: { instant }, random: { box.next() })
    }

    private final class Box: Sendable {
        private let lots: Mutex<Lots>

        init(_ seed: UInt64) { lots = Mutex(Lots(seed: seed)) }

        func next() -> UInt64 { lots.withLock { $0.next() } }
    }
}
