import Basics
import Testing

@Suite("Points and quotients")
struct PointsTests {
    @Test("points are read exactly, or not at all")
    func reading() {
        #expect(Points(text: "0.5")?.millionths == 500_000)
        #expect(Points(text: "0.3333")?.description == "0.3333")
        for text in ["", ".5", "5.", "-1", "1e3", "0.33333", "10000000", "1.2.3", "五"] {
            #expect(Points(text: text) == nil, "\(text)")
        }
    }

    @Test("points are rounded half away from zero")
    func rounding() {
        for (millionths, text) in [
            (2_675_000, "2.68"), (2_674_999, "2.67"), (-2_675_000, "-2.68"), (0, "0"),
            (999_995_000, "1000"),
        ] as [(Int64, String)] {
            #expect(Points(millionths: millionths).rounded(to: 2).description == text)
        }
    }

    @Test("what is beyond all bounds stays at the bound")
    func bounds() {
        let points = Points(millionths: 50_000_000)
        let most = points.times(.max, of: 1)
        #expect(most == Points(millionths: 1_000_000_000_000_000))
        #expect(points.times(-.max, of: 1).millionths == -1_000_000_000_000_000)
        #expect((0..<60).reduce(Points.zero) { sum, _ in sum + most } > most)
        #expect(divided(Int128(Int64.max), 1, times: 10_000) == .max)
        #expect(divided(-7, 2, times: 1) == -4 && divided(7, 2, times: 1) == 4)
        #expect(divided(1, 3, times: 100) == 33)
    }
}
