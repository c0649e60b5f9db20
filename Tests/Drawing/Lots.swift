/// Numbers that a seed gives again: SplitMix64 (Steele, Lea, Flood 2014).
package struct Lots: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 to `count` − 1; 0 where there is none.
    package mutating func draw(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

    package mutating func draw(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + draw(range.count)
    }

    package mutating func happens(oneIn count: Int) -> Bool { draw(count) == 0 }
}
