package import Basics
import Texts

/// A register that was read: what can be taken, what can't, and what was read differently from what
/// stands there.
package struct ReadRegister: Sendable {
    package let companies: [RegisteredCompany]
    package let refused: [Problem]
    package let notes: [Problem]
}

/// Reads the lines of a register. `lines` are objects with the fields name (or company_name),
/// brand, uscc, founded, registered_capital, address, website, intro. A code with blanks around it
/// is trimmed and noted; a code that fails GB 32100-2015 refuses its line, and so does a line
/// without a name, or with the code of a line of another name. A company that stands there twice,
/// under another brand, is one company with both brands, and that is noted.
package func readRegister(
    _ lines: [(number: Int, value: JSONValue)], file: String
) -> ReadRegister {
    var companies: [RegisteredCompany] = []
    var refused: [Problem] = []
    var notes: [Problem] = []
    var placeOfCode: [String: Int] = [:]
    /// Of companies without a code.
    var placeOfName: [String: Int] = [:]
    for (number, value) in lines {
        let place = Place.line(file: file, line: number)
        func field(_ names: String...) -> String? {
            names.lazy.compactMap { value[$0]?.string }.map(trimmed).first { !$0.isEmpty }
        }
        guard let name = field("company_name", "name", "企业名称") else {
            refused.append(Problem("没有企业名称", at: place))
            continue
        }
        var code: String?
        if let written = value["uscc"]?.string ?? value["统一社会信用代码"]?.string,
            !trimmed(written).isEmpty
        {
            let bare = trimmed(written).uppercased()
            if bare != written {
                notes.append(Problem("信用代码前后有空白，已去掉：\(bare)", at: place))
            }
            guard creditCodeIsValid(bare) else {
                refused.append(Problem("信用代码不合 GB 32100-2015：\(bare)（\(name)）", at: place))
                continue
            }
            if let other = placeOfCode[bare] {
                guard companies[other].name == name else {
                    refused.append(
                        Problem(
                            "信用代码 \(bare) 与第 \(companies[other].line) 行相同（\(name)）", at: place))
                    continue
                }
                companies[other].add(brand: field("brand"))
                notes.append(
                    Problem("与第 \(companies[other].line) 行是同一家企业，合为一条（\(name)）", at: place))
                continue
            }
            placeOfCode[bare] = companies.count
            code = bare
        } else if let other = placeOfName[name] {
            companies[other].add(brand: field("brand"))
            notes.append(
                Problem("与第 \(companies[other].line) 行是同一家企业，合为一条（\(name)）", at: place))
            continue
        } else {
            placeOfName[name] = companies.count
        }
        companies.append(
            RegisteredCompany(
                line: number, name: name, brand: field("brand"), creditCode: code,
                foundedOn: field("founded").flatMap { Day(text: $0.prefix(10)) },
                registeredCapital: field("registered_capital"), address: field("address"),
                website: field("website"), intro: field("intro")))
    }
    return ReadRegister(companies: companies, refused: refused, notes: notes)
}

func trimmed(_ text: String) -> String {
    let blank: (Character) -> Bool = { $0.isWhitespace || $0 == "\u{FEFF}" }
    let start = text.drop(while: blank)
    return String(start.prefix(start.count - start.reversed().prefix(while: blank).count))
}
