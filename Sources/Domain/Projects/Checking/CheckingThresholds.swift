/// The named values by which rows are held to be suspicious. All scores lie between 0 and 1.
/// A city may set its own in `rules/checking.yaml`.
package struct CheckingThresholds: Hashable, Sendable {
    /// From which score on two rows are shown as one project reported twice.
    package var duplicate = 0.62
    /// From which score on a row is shown as an earlier year's project signed again.
    package var resigning = 0.65
    /// What each kind of evidence weighs; the sum is over the parts that both rows state.
    package var investorWeight = 0.40
    package var productWeight = 0.25
    package var amountWeight = 0.20
    package var dateWeight = 0.10
    package var chainWeight = 0.05
    /// Below this likeness two products are different ones.
    package var productDiffers = 0.30
    /// From this evidence on two investors are one; below it their products must agree.
    package var investorIsSure = 0.85
    /// How far the smaller of two totals may lie below the larger and still be called rounded.
    package var roundedTotal = 0.97
    package var similarTotal = 0.90
    /// A total that is this many times the middle of its sheet may be a unit written wrongly.
    package var unitSlipRatio = 400.0
    /// And this many times what the other rows of the sheet reach.
    package var unitSlipGap = 15.0
    /// How far a stated sum may lie from its parts, as a share of the sum.
    package var sumTolerance = 0.002
    /// Two rows of two months are one project from this score on.
    package var sameRow = 0.50
    /// No more than this many rows are compared with each other because they share one key.
    package var blockSize = 80

    package init() {}

    package static let standard = CheckingThresholds()
}
