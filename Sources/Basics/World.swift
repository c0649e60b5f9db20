/// Time and randomness, handed in wherever they are needed and never ambient.
package struct World: Sendable {
    package let now: @Sendable () -> Instant
    package let random: @Sendable () -> UInt64

    package init(
        now: @escaping @Sendable () -> Instant, random: @escaping @Sendable () -> UInt64
    ) {
        self.now = now
        self.random = random
    }

    package func identifier(_ kind: IdentifierKind) -> Identifier {
        Identifier(kind, at: now(), random: random())
    }

    /// `count` bytes for keys, salts and tokens.
    package func bytes(_ count: Int) -> [UInt8] {
        var result: [UInt8] = []
        while result.count < count {
            withUnsafeBytes(of: random()) { result.append(contentsOf: $0) }
        }
        return Array(result.prefix(count))
    }
}
