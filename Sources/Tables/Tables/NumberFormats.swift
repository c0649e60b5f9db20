/// Which number formats show a date. Times of day and durations alone do not.
enum NumberFormats {
    /// ECMA-376 18.8.30, with the formats that Chinese, Japanese, Korean and Thai editions build
    /// in.
    static func isBuiltInDate(_ id: Int) -> Bool {
        switch id {
        case 14...17, 22, 27...31, 36, 50...54, 57, 58, 71...74, 77, 81: true
        default: false
        }
    }

    /// A custom format is a date when its first section shows a year, a day, or a month that is not
    /// minutes: `yyyy"年"m"月"`, `[$-804]aaaa`, `m/d`; not `h:mm`, `mm:ss`, `[Red]0.00"md"`.
    static func isDate(_ code: String) -> Bool {
        var letters: [Character] = []
        var isQuoted = false
        var isBracketed = false
        var skipsNext = false
        scan: for character in code.lowercased() {
            if skipsNext {
                skipsNext = false
                continue
            }
            switch character {
            case "\"": isQuoted.toggle()
            case _ where isQuoted: break
            case "[": isBracketed = true
            case "]": isBracketed = false
            case _ where isBracketed: break
            case "\\", "_", "*": skipsNext = true
            case ";": break scan
            default: letters.append(character)
            }
        }
        let text = String(letters).replacing("am/pm", with: "h").replacing("a/p", with: "h")
        if text.contains("y") || text.contains("d") || text.contains("aaa") { return true }
        // «0.00» may stand beside an m that is no month.
        guard !text.contains("0"), !text.contains("#"), !text.contains("?") else { return false }
        return text.contains("m") && !text.contains("h") && !text.contains("s")
    }
}

/// Turns the serial number of a day into a day.
struct SerialDays {
    /// Workbooks that began on a Macintosh count from 1904-01-01.
    let from1904: Bool

    /// Seconds since 1970-01-01 of the sheet's own clock. Nil where no day has the number: before
    /// the first, after 9999-12-31, and 60 of the 1900 system, a 29 February that never was.
    func seconds(_ text: String) -> Int64? {
        guard let serial = Double(text), serial.isFinite, serial >= (from1904 ? 0 : 1),
            serial < 2_958_466
        else { return nil }
        let whole = Int(serial)
        let second = Int(((serial - Double(whole)) * 86_400).rounded())
        let day: Int
        if from1904 {
            day = whole - 24_107
        } else {
            guard whole != 60 else { return nil }
            day = whole - (whole < 60 ? 25_568 : 25_569)
        }
        return Int64(day * 86_400 + second)
    }
}
