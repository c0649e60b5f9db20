package import Basics
package import Evidence
package import Rules

/// Money that arrived for a project, by one bank slip, as a unit reported it. It is never
/// changed: a correction is a receipt that replaces another. By the project's own book (项目口径);
/// not for the official figures of investment.
package struct Receipt: Sendable, Hashable {
    package let number: Int64
    package let project: Identifier
    package let bank: String
    /// 进账单号
    package let slip: String
    package let arrivedOn: Day
    /// What arrived, in its own currency. Zero only in a correction: nothing arrived after all.
    package let amount: Money
    /// Nil for yuan, and where nobody said at which rate a foreign amount is converted.
    package let rate: ExchangeRate?
    /// A source of the city's rule, with the layer that it had when it was reported.
    package let source: String
    package let layer: MoneyLayer
    /// A kind of capital of the city's rule.
    package let capital: String
    package let payer: String
    package let evidence: ReceiptEvidence
    /// Identifier of the reporting unit.
    package let unit: String
    /// As the journal names the member.
    package let reportedBy: String
    package let reportedAt: Instant
    package let reason: String?
    /// What was unusual when it was reported, and for what the reason was given.
    package let marks: [Phrase]
    /// The receipt that it corrects.
    package let replaces: Int64?
    /// The confirmed receipt that corrected this one.
    package let replacedBy: Int64?
    package let state: ProjectEventState
    /// The month in which it counts: that of its arrival, or the first open one after it.
    package let month: Month
    /// The month in which what was replaced counts back.
    package let reversedIn: Month?
    package let decision: EventDecision?
    package let version: Int64

    /// In yuan; nil for foreign money without a rate.
    package var yuan: Money? { rate?.yuan(of: amount) ?? (amount.currency == .CNY ? amount : nil) }

    package var subject: Subject { Subject("receipt", String(number)) }

    /// Whether a correction of it can be reported.
    package var isCorrectable: Bool { state == .confirmed && replacedBy == nil }
}

/// What proves a receipt.
package struct ReceiptEvidence: Sendable, Hashable {
    /// As the city's rule calls it: «银行进账单».
    package let kind: String
    package let source: Source
    /// Nil for a reference without a file.
    package let fileType: EvidenceFileType?
}

/// A receipt with its project, as lists show it.
package struct ListedReceipt: Sendable, Hashable {
    package let receipt: Receipt
    package let project: Project
    /// Its project's money isn't counted in the month in which it counts.
    package let isExcluded: Bool
}

/// Yuan for one of a foreign currency, with the day it held and who published it.
package struct ExchangeRate: Sendable, Hashable {
    /// Millionths of a yuan for one dollar, euro, yen.
    package let millionths: Int64
    package let on: Day
    package let source: String

    package init(millionths: Int64, on: Day, source: String) {
        self.millionths = millionths
        self.on = on
        self.source = source
    }

    /// Rounded to the fen, half away from zero. Nil beyond what an amount can be.
    package func yuan(of amount: Money) -> Money? {
        // fen = minor / minorUnits × millionths / 10⁶ × 100
        let divisor = UInt64(amount.currency.minorUnits) * 10_000
        let product = amount.minor.magnitude.multipliedFullWidth(by: millionths.magnitude)
        guard product.high < divisor / 2 else { return nil }
        let (whole, rest) = divisor.dividingFullWidth(product)
        guard let fen = Int64(exactly: rest >= divisor - rest ? whole + 1 : whole) else {
            return nil
        }
        return Money(minor: amount.minor < 0 ? -fen : fen)
    }
}

/// One amount in one month: a receipt that counts, or one that counts back.
package struct MoneyEntry: Sendable, Hashable {
    package let receipt: Int64
    package let month: Month
    package let layer: MoneyLayer
    package let amount: Money
    package let yuan: Money?
}

extension Receipt {
    /// What it puts into months; nothing before it is confirmed.
    package var entries: [MoneyEntry] {
        guard state == .confirmed else { return [] }
        func entry(_ month: Month, _ sign: Int64) -> MoneyEntry {
            MoneyEntry(
                receipt: number, month: month, layer: layer,
                amount: Money(minor: sign * amount.minor, amount.currency),
                yuan: yuan.map { Money(minor: sign * $0.minor) })
        }
        return [entry(month, 1)] + (reversedIn.map { [entry($0, -1)] } ?? [])
    }
}

extension Limit {
    /// Receipts of one project, lines of its plan of money, its exclusions.
    static let receiptsOfProject: Limit = 2_000
    package static let receiptsOnPage: Limit = 50
    package static let exportedReceipts: Limit = 20_000
    /// Receipts that a list adds up while somebody waits.
    package static let summedReceipts: Limit = 20_000
    /// Letters of a bank, a slip number, a payer, who published a rate.
    static let lettersOfBank: Limit = 80
}
