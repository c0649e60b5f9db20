package import People
import Texts

// The only place where a person is hidden: records are masked as they are loaded, so a page, its
// twin, a file and a print say the same.

/// What of a person a reader is shown.
package struct MaskedPerson {
    package let name: String?
    package let phone: String?
    /// The longest first: one may begin another.
    private let plainNames: [String]
    private let hidesPhone: Bool

    /// `persons` are all whom the record ever named.
    package init(
        name: String?, phone: String?, among persons: [String], showing details: Set<PersonDetail>
    ) {
        self.name = details.contains(.name) ? name : name.map(masked(name:))
        self.phone = details.contains(.phone) ? phone : phone.map(masked(phone:))
        plainNames =
            details.contains(.name)
            ? [] : persons.filter { $0.count > 1 }.sorted { ($1.count, $0) < ($0.count, $1) }
        hidesPhone = !details.contains(.phone)
    }

    /// A text of the same record: it may name the person, or hold a number from before such were
    /// refused.
    package func masking(_ text: String) -> String {
        var text = text
        for plain in plainNames {
            text = text.split(separator: plain, omittingEmptySubsequences: false)
                .joined(separator: masked(name: plain))
        }
        if hidesPhone {
            for number in text.phoneNumbers {
                text = text.split(separator: number, omittingEmptySubsequences: false)
                    .joined(separator: masked(phone: number))
            }
        }
        return text
    }
}

/// 王小明 is 王**, Anna Schmidt is A**: how long the name is is not told.
func masked(name: String) -> String { name.prefix(1) + "**" }

/// The first three and the last two digits of eight or more, and none of fewer.
func masked(phone: String) -> String {
    let digits = phone.compactMap(\.wholeNumberValue).map(String.init)
    guard digits.count >= 8 else { return "****" }
    return digits.prefix(3).joined() + "******" + digits.suffix(2).joined()
}

extension String {
    /// Telephone numbers that stand among other text, as they are written there: mobile ones of the
    /// mainland, those with an area code, 400 and 800; in digits of either width, with or without
    /// +86, and however blanks, hyphens and brackets part them.
    package var phoneNumbers: [String] {
        var found: [String] = []
        var groups: [Range<Index>] = []
        func close() {
            var start = 0
            while start < groups.count {
                let ends = (start..<min(start + 5, groups.count)).reversed()
                let whole = ends.map { self[groups[start].lowerBound..<groups[$0].upperBound] }
                    .firstIndex(where: isPhone)
                if let whole {
                    let end = ends[ends.index(ends.startIndex, offsetBy: whole)]
                    found.append(String(self[groups[start].lowerBound..<groups[end].upperBound]))
                    start = end
                }
                start += 1
            }
            groups = []
        }
        var place = startIndex
        while place < endIndex {
            let character = self[place]
            let next = index(after: place)
            if character.isFigure {
                if let last = groups.last, last.upperBound == place {
                    groups[groups.count - 1] = last.lowerBound..<next
                } else {
                    groups.append(place..<next)
                }
            } else if !character.partsNumbers {
                close()
            }
            place = next
        }
        close()
        return found
    }
}

extension Character {
    /// 0 to 9 in either width; 一 is a word.
    fileprivate var isFigure: Bool {
        guard let scalar = unicodeScalars.first, unicodeScalars.count == 1 else { return false }
        return ("0"..."9").contains(halfWidth(scalar))
    }

    /// What stands between the groups of a number: blanks, dashes, points, brackets, a plus.
    fileprivate var partsNumbers: Bool {
        unicodeScalars.allSatisfy { scalar in
            scalar.isBlank || scalar.properties.generalCategory == .dashPunctuation
                || "()（）+＋.．·・/".unicodeScalars.contains(scalar)
        }
    }
}

private func isPhone(_ text: Substring) -> Bool {
    var digits = text.filter(\.isFigure).compactMap(\.wholeNumberValue)
    if digits.count > 11, digits.starts(with: [8, 6]) { digits.removeFirst(2) }
    if digits.count == 11, digits[0] == 1, digits[1] >= 3 { return true }
    if digits.count == 10, digits.starts(with: [4, 0, 0]) || digits.starts(with: [8, 0, 0]) {
        return true
    }
    return (10...12).contains(digits.count) && digits[0] == 0 && digits[1] > 0
}
