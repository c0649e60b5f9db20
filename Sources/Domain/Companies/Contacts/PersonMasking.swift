import People
import Texts

// The only place where a person is hidden: records are masked as they are loaded, so a page, its
// twin, a file and a print say the same.

/// What of a person a reader is shown.
struct MaskedPerson {
    let name: String?
    let phone: String?
    private let plainName: String?
    private let hidesPhone: Bool

    init(name: String?, phone: String?, showing details: Set<PersonDetail>) {
        self.name = details.contains(.name) ? name : name.map(masked(name:))
        self.phone = details.contains(.phone) ? phone : phone.map(masked(phone:))
        plainName = details.contains(.name) ? nil : name
        hidesPhone = !details.contains(.phone)
    }

    /// A text of the same record: it may name the person, or hold a number from before such were
    /// refused.
    func masking(_ text: String) -> String {
        var text = text
        if let plainName, let name, plainName.count > 1 {
            text = text.split(separator: plainName, omittingEmptySubsequences: false)
                .joined(separator: name)
        }
        if hidesPhone {
            for number in text.mobileNumbers {
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
    let digits = phone.filter { $0.isASCII && $0.isNumber }
    guard digits.count >= 8 else { return "****" }
    return digits.prefix(3) + "******" + digits.suffix(2)
}

extension String {
    /// Mobile numbers of the mainland, 1[3-9] and nine digits, that stand alone among other text.
    var mobileNumbers: [String] {
        var found: [String] = []
        var digits = ""
        for character in self + " " {
            if character.isASCII, character.isNumber {
                digits.append(character)
                continue
            }
            let second = digits.dropFirst().first
            if digits.count == 11, digits.first == "1", let second, ("3"..."9").contains(second) {
                found.append(digits)
            }
            digits = ""
        }
        return found
    }
}
