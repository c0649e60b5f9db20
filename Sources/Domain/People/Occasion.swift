package import Basics

/// Who does something, and when: what every write records. Drawn before the transaction, since
/// its body may run twice; `salt` keeps what the journal says of persons from being guessed after
/// it was erased.
package struct Occasion: Hashable, Sendable {
    package let actor: Actor
    package let at: Instant
    package let salt: [UInt8]

    package init(_ actor: Actor, in world: World) {
        self.actor = actor
        at = world.now()
        salt = world.bytes(16)
    }

    package init(_ actor: Actor, at: Instant, salt: [UInt8]) {
        self.actor = actor
        self.at = at
        self.salt = salt
    }
}
