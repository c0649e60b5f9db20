import Basics
import Chains
import Rules
import Testing

@Suite("Grades of links")
struct GradeTests {
    private func inputs(_ change: (inout GradeInputs) -> Void) -> GradeInputs {
        var inputs = GradeInputs()
        change(&inputs)
        return inputs
    }

    private func level(_ change: (inout GradeInputs) -> Void) -> LinkGradeLevel {
        inputs(change).graded(by: nil).level
    }

    @Test("nobody known is unknown until the list is declared complete, then missing")
    func missing() {
        #expect(level { _ in } == .unknown)
        #expect(level { $0.perhaps = 2 } == .unknown)
        #expect(
            level {
                $0.coming = 3; $0.declaredBy = "专班"
            } == .missing, "a plan makes nothing")
        #expect(
            level {
                $0.operating = 1; $0.declaredBy = "专班"
            } == .present)
    }

    @Test(
        "weak where one condition is true, strong where all are; what isn't known counts for none")
    func weakAndStrong() {
        #expect(level { $0.operating = 2 } == .present)
        #expect(
            level {
                $0.operating = 2; $0.plain = 1
            } == .present, "of one nothing is known")
        #expect(
            level {
                $0.operating = 2; $0.plain = 2
            } == .weak)
        #expect(
            level {
                $0.operating = 2; $0.quotient = 799
            } == .weak)
        #expect(
            level {
                $0.operating = 2; $0.quotient = 800
            } == .present)
        #expect(
            level {
                $0.operating = 2; $0.bands = [.low, .none]
            } == .weak)
        #expect(
            level {
                $0.operating = 2; $0.bands = [.low, .refused]
            } == .weak)
        #expect(
            level {
                $0.operating = 2; $0.bands = [.refused]
            } == .present)
        #expect(
            level {
                $0.operating = 2; $0.quotient = 1_200
            } == .present)
        #expect(
            level {
                $0.operating = 2; $0.national = 1
            } == .present, "no quotient is known")
        #expect(
            level {
                $0.operating = 2; $0.national = 1; $0.quotient = 1_199
            } == .present)
        #expect(
            level {
                $0.operating = 2; $0.national = 1; $0.quotient = 1_200
            } == .strong)
        #expect(
            level {
                $0.operating = 2; $0.bands = [.high]; $0.quotient = 1_500
            } == .strong)
        #expect(
            level {
                $0.operating = 1; $0.national = 1; $0.quotient = 2_000; $0.bands = [.none]
            }
                == .weak, "weak goes before strong")
    }

    @Test("anchor companies that contradict each other decide nothing, and it is said")
    func contradiction() {
        let both = inputs {
            $0.operating = 1; $0.bands = [.none, .high]; $0.quotient = 1_300
        }
        #expect(both.graded(by: nil).level == .present && both.isContradicted)
        #expect(!inputs { $0.bands = [.low, .middle] }.isContradicted, "they touch at 20 %")
        #expect(!inputs { $0.bands = [.refused, .high] }.isContradicted)
    }

    @Test("a risk stands beside any grade, and each opens its own gap")
    func risk() {
        let strong = inputs {
            $0.operating = 1
            $0.national = 1
            $0.quotient = 1_500
            $0.isConcentrated = true
        }.graded(by: nil)
        #expect(strong.level == .strong && strong.isAtRisk && strong.gaps == [.breakRisk])
        let missing = inputs {
            $0.declaredBy = "专班"; $0.isConcentrated = true
        }.graded(by: nil)
        #expect(missing.gaps == [.missing, .breakRisk])
        #expect(inputs { _ in }.graded(by: nil).gaps.isEmpty)
    }

    @Test("more firms, a better quotient and a better answer never make a grade worse")
    func monotone() {
        let order: [LinkGradeLevel: Int] = [
            .missing: 0, .unknown: 0, .weak: 1, .present: 2, .strong: 3,
        ]
        let bands: [LocalShareBand] = [.none, .low, .middle, .high]
        func rank(_ operating: Int, _ national: Int, _ band: Int, _ quotient: Int64) -> Int {
            order[
                level {
                    $0.operating = operating
                    $0.national = national
                    $0.bands = [bands[band]]
                    $0.quotient = quotient
                }] ?? 0
        }
        for operating in 0...2 {
            for national in 0...min(1, operating) {
                for band in bands.indices {
                    for quotient in stride(from: Int64(0), through: 2_000, by: 100) {
                        let here = rank(operating, national, band, quotient)
                        #expect(rank(operating, national, band, quotient + 100) >= here)
                        #expect(rank(operating + 1, national, band, quotient) >= here)
                        #expect(
                            rank(operating, national, min(band + 1, 3), quotient) >= here)
                        if national < operating {
                            #expect(rank(operating, national + 1, band, quotient) >= here)
                        }
                    }
                }
            }
        }
    }

    @Test("places lie in places by their code")
    func places() {
        #expect(lies("370212", in: "370200") && lies("370200", in: "370000"))
        #expect(lies("370200", in: "370200") && !lies("370000", in: "370200"))
        #expect(!lies("370302", in: "370200") && !lies("110101", in: "370000"))
    }
}
