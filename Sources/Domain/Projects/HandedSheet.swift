package import Basics

/// One workbook handed in by one unit for one round (报送). Staged first, so that new, changed and
/// vanished projects can be looked at; in the ledger once it is confirmed.
package struct HandedSheet: Sendable, Hashable {
    package let id: Identifier
    package let round: Round
    package let unit: String
    /// The name as it was given: `month-2/NAME.xlsx`.
    package let file: String
    package let source: Identifier
    package let fileHash: String
    package var state: HandedState
    package let rowCount: Int
    package let handedAt: Instant
    package let by: String
    package var version: Int
}

package enum HandedState: String, Sendable, CaseIterable {
    /// Being filled in on pages by its unit.
    case draft
    /// Handed in on pages and waiting for a check.
    case checking
    /// Given back by a check; the next round begins with its rows.
    case returned
    /// Read and waiting to be confirmed.
    case staged
    /// In the ledger.
    case applied
    /// Another sheet of the same unit took its place.
    case replaced
    /// Not confirmed.
    case withdrawn

    /// Its unit has reported the round with it: it counts, or waits to.
    package var isHandedIn: Bool { [.staged, .checking, .applied].contains(self) }

    package var label: Phrase {
        switch self {
        case .draft: "填报中"
        case .checking: "审核中"
        case .returned: "已退回"
        case .staged: "待确认"
        case .applied: "已入库"
        case .replaced: "已被替换"
        case .withdrawn: "已撤回"
        }
    }
}

/// What a sheet reports on: a month, or an earlier year's ledger.
package enum Round: Hashable, Sendable, Comparable {
    case month(Month)
    case ledger(year: Int)

    package init?(text: String) {
        if let month = Month(text: text) {
            self = .month(month)
        } else if text.utf8.count == 4, let year = Int(text) {
            self = .ledger(year: year)
        } else {
            return nil
        }
    }

    package var month: Month? {
        guard case .month(let month) = self else { return nil }
        return month
    }

    /// The rules of this day hold for the round.
    package var lastDay: Day {
        switch self {
        case .month(let month): month.last
        case .ledger(let year): Day(year, 12, 31) ?? Day(number: 0)
        }
    }

    package static func < (left: Round, right: Round) -> Bool {
        left.description < right.description
    }
}

extension Round: CustomStringConvertible {
    /// `2026-09`, or `2025`: the order of the texts is the order of time.
    package var description: String {
        switch self {
        case .month(let month): month.description
        case .ledger(let year): String(year)
        }
    }
}

/// Why a sheet can't be taken into the ledger.
package struct SheetRefusal: Refusal, Equatable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }

    package init(_ message: Phrase, file: String) {
        problems = [Problem(message, at: .cell(CellPlace(file: file)))]
    }
}
