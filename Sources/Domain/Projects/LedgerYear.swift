import Basics
package import Storage

/// The only year, from 1990 to 2099, that a file's name holds: «2025年台账.xlsx», «ledger-2025.xlsx»,
/// «20251231.xlsx». Nil where it holds none or two.
package func yearNamed(in file: String) -> Int? {
    let name = file.split { $0 == "/" || $0 == "\\" }.last ?? ""
    let years = Set(
        name.split { !$0.isASCII || !$0.isNumber }.compactMap { digits in
            [4, 6, 8].contains(digits.count) ? Int(digits.prefix(4)) : nil
        }.filter { (1990...2099).contains($0) })
    return years.count == 1 ? years.first : nil
}

extension Transaction {
    /// The earlier years that a sheet was handed in for, confirmed or waiting, the newest first.
    package func handedLedgers() throws -> [Round] {
        let states = [HandedState.staged.rawValue, HandedState.applied.rawValue]
        return try rows(
            """
            SELECT DISTINCT round FROM sheet
            WHERE city_id = \(city) AND state IN \(states) AND length(round) = 4
            ORDER BY round DESC LIMIT \(Limit.historyOfProject)
            """
        ).compactMap { Round(text: try $0.text("round")) }
    }
}
