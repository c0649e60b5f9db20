import Basics
import Companies
import Rules
import Sealing
import Texts

/// A lead as it was typed.
package struct LeadDraft: Sendable, Hashable {
    let words: LeadWords
    let introducer: String
    let phone: String
    let isSealed: Bool

    /// By the names of the form's fields: `what`, `investor`, `origin`, `amount`, `chain`,
    /// `introducer`, `phone`, `note`, and `sealed` as 1.
    package init(_ field: (String) -> String?) {
        func typed(_ name: String) -> String { field(name) ?? "" }
        words = LeadWords(
            what: typed("what"), investor: typed("investor"), origin: typed("origin"),
            amount: typed("amount"), chain: typed("chain"), note: typed("note"))
        introducer = typed("introducer")
        phone = typed("phone")
        isSealed = field("sealed") == "1"
    }
}

extension LeadDraft {
    /// Everything that keeps it from being taken. `chains` are the entries of the city's taxonomy.
    func problems(chains: Set<String>) -> [Problem] {
        var problems: [Problem] = []
        if trimmed(words.what).isEmpty {
            problems.append(Problem("请写是什么项目", at: .field("what")))
        }
        if trimmed(words.investor).isEmpty {
            problems.append(Problem("请写投资方，不知道全称的写知道的", at: .field("investor")))
        }
        for (text, name) in [
            (words.what, "what"), (words.investor, "investor"), (words.origin, "origin"),
            (words.amount, "amount"),
        ] {
            checkLength(text, name, .lettersOfLead, &problems)
            checkNoPhone(text, name, &problems)
        }
        checkLength(words.note, "note", .lettersOfLeadNote, &problems)
        checkNoPhone(words.note, "note", &problems)
        checkLength(introducer, "introducer", .lettersOfIntroducer, &problems)
        checkLength(phone, "phone", .lettersOfIntroducer, &problems)
        if !words.chain.isEmpty, !chains.contains(words.chain) {
            problems.append(Problem("请从产业链里选一条", at: .field("chain")))
        }
        let number = trimmed(phone)
        if !number.isEmpty {
            if number.filter(\.isNumber).count < 5 {
                problems.append(Problem("电话号码不完整", at: .field("phone")))
            }
            if trimmed(introducer).isEmpty {
                problems.append(Problem("有电话就写引荐人姓名", at: .field("introducer")))
            }
        }
        return problems
    }

    var hasIntroducer: Bool { !trimmed(introducer).isEmpty }

    /// A unified social credit code that was typed with the investor or in the note.
    var creditCode: String? {
        for text in [words.investor, words.note] {
            let letters = text.tidied.uppercased().split {
                !($0.isASCII && ($0.isLetter || $0.isNumber))
            }
            if let code = letters.first(where: { creditCodeIsValid(String($0)) }) {
                return String(code)
            }
        }
        return nil
    }

    /// By which a blind check compares investors.
    var investorKey: String {
        var name = words.investor.tidied.uppercased()
        if let creditCode {
            name = name.split(separator: creditCode, omittingEmptySubsequences: true)
                .joined(separator: " ")
        }
        let plain = trimmed(name.folded)
        return String(
            plain.drop { ",，;；:：/(".contains($0) }.reversed()
                .drop { ",，;；:：/(".contains($0) }.reversed())
    }
}

/// A number that is written elsewhere isn't masked.
func checkNoPhone(_ text: String, _ field: String, _ problems: inout [Problem]) {
    if !text.phoneNumbers.isEmpty {
        problems.append(
            Problem("这里有电话号码，请写到“引荐人电话”一栏：只有那一栏按权限遮盖", at: .field(field)))
    }
}

// MARK: What is hashed

/// `XS` + the day + the running number of the day, at least four digits, + a check character.
func leadNumber(on day: Day, running: Int64) -> String {
    let date = day.description.filter { $0 != "-" }
    let digits = String(running)
    let text = "XS" + date + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return text + checkCharacter(of: text)
}

/// The text whose hash a receipt prints: one object, members by name, no blanks, UTF-8.
func canonicalLead(
    city: String, number: String, unit: String, submittedAt: Instant, words: JSONValue,
    introducerHash: String, salt: String
) -> String {
    JSONValue.object([
        "city": .string(city), "introducer": .string(introducerHash), "number": .string(number),
        "salt": .string(salt), "submitted_at": .string(submittedAt.description),
        "unit": .string(unit), "words": words,
    ]).canonical
}

/// Stands for who brought the lead, under a salt of its own: the rest can be shown without telling
/// them. Empty where nobody was named.
func introducerHash(name: String, phone: String, salt: String, by provider: Provider) -> String {
    guard !name.isEmpty || !phone.isEmpty else { return "" }
    let text = JSONValue.object([
        "name": .string(name), "phone": .string(phone), "salt": .string(salt),
    ]).canonical
    return Digest(of: text, by: provider).hex
}

extension Provider {
    var digestName: String {
        switch self {
        case .international: "SHA-256"
        case .national: "SM3"
        }
    }
}
