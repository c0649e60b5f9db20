import Texts

/// Splits a cell that names several investors. What stands in brackets is never split; a blank, 和
/// or a comma splits only between whole company names, so that «Co., Ltd.» stays one.
struct InvestorNames {
    let vocabulary: SheetVocabulary

    /// `lines` parted names that could as well be one name broken over two lines.
    func split(_ text: String, codes: Int = 0) -> (names: [String], isDoubtful: Bool) {
        if !mayHoldSeveral(text) {
            let name = tidy(withoutNumber(text))
            return (vocabulary.isEmpty(name) ? [] : [name], false)
        }
        var names: [String] = []
        var doubtful = false
        for part in lines(of: text, codes: codes, &doubtful) { names += pieces(of: part) }
        names = names.map { tidy(withoutNumber($0)) }.filter { !vocabulary.isEmpty($0) }
        return (names, doubtful)
    }

    /// Most cells name one investor and hold none of the marks between names.
    private func mayHoldSeveral(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar {
            case "\n", "\r", ";", "；", "、", "|", "｜", "/", "／", "+", "＋", "&", "＆", ",", "，", " ",
                "\u{3000}", "\u{A0}", "和", "与", "及":
                true
            default: false
            }
        }
    }

    private func lines(of text: String, codes: Int, _ doubtful: inout Bool) -> [String] {
        var lines: [String] = []
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == "\r" || $0 == "\r\n" }) {
            let line = String(line)
            if tidy(line).isEmpty { continue }
            if let last = lines.last, !isSeparated(last, line, codes: codes, &doubtful) {
                lines[lines.count - 1] = last + line
            } else {
                lines.append(line)
            }
        }
        return lines
    }

    private func isSeparated(
        _ first: String, _ second: String, codes: Int, _ doubtful: inout Bool
    ) -> Bool {
        if opens(first) || tidy(second).hasPrefix("（") || tidy(second).hasPrefix("(") {
            return false
        }
        if endsCompany(first) { return true }
        if codes > 1 { return true }
        let begin = comparable(second)
        doubtful = true
        return vocabulary.list("places").contains(where: begin.hasPrefix)
    }

    private func opens(_ text: String) -> Bool {
        var depth = 0
        for scalar in text.unicodeScalars {
            if scalar == "（" || scalar == "(" { depth += 1 }
            if scalar == "）" || scalar == ")" { depth -= 1 }
        }
        return depth > 0
    }

    private func endsCompany(_ text: String) -> Bool {
        var word = comparable(text)
        while let last = word.last, ",;、/".contains(last) { word.removeLast() }
        if word.hasSuffix(")") { return true }
        return vocabulary.list("companies").contains(where: word.hasSuffix)
    }

    private func pieces(of text: String) -> [String] {
        let scalars = Array(text.unicodeScalars)
        var result: [String] = []
        var current = String.UnicodeScalarView()
        var depth = 0
        for (index, scalar) in scalars.enumerated() {
            let half = halfWidth(scalar)
            if half == "(" { depth += 1 }
            if half == ")" { depth = max(0, depth - 1) }
            let mayPart = depth == 0 && ";、|；/+＋&, 和与及".unicodeScalars.contains(half)
            let behind =
                mayPart ? String(String.UnicodeScalarView(scalars[(index + 1)...])) : ""
            if mayPart, splits(half, before: String(current), behind: behind) {
                result.append(String(current))
                current = String.UnicodeScalarView()
            } else {
                current.append(scalar)
            }
        }
        result.append(String(current))
        return result
    }

    private func splits(_ mark: Unicode.Scalar, before: String, behind: String) -> Bool {
        switch mark {
        case ";", "、", "|", "；": return true
        case "/", "+", "＋", "&":
            return isName(before) && isName(behind) && (isHan(before) || endsCompany(before))
                && isHan(behind)
        case ",", " ", "和", "与", "及":
            return endsCompany(before) && beginsHan(behind) && holdsCompany(behind)
        default: return false
        }
    }

    private func isName(_ text: String) -> Bool { tidy(text).unicodeScalars.count >= 3 }

    private func isHan(_ text: String) -> Bool {
        text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }

    private func beginsHan(_ text: String) -> Bool {
        let first = text.unicodeScalars.first { halfWidth($0).value > 32 }
        return first.map { (0x4E00...0x9FFF).contains($0.value) } ?? false
    }

    private func holdsCompany(_ text: String) -> Bool {
        let word = comparable(text)
        return vocabulary.list("companies").contains(where: word.holds)
    }

    /// «1.», «①», «（1）», «甲方：» in front of a name.
    private func withoutNumber(_ text: String) -> String {
        var scalars = Array(tidy(text).unicodeScalars)
        if let first = scalars.first, (0x2460...0x2473).contains(first.value) {
            scalars.removeFirst()
            return String(String.UnicodeScalarView(scalars))
        }
        var index = 0
        while index < scalars.count, (48...57).contains(halfWidth(scalars[index]).value) {
            index += 1
        }
        if index > 0, index <= 2, index < scalars.count,
            ".、．)）".unicodeScalars.contains(scalars[index])
        {
            return String(String.UnicodeScalarView(scalars[(index + 1)...]))
        }
        let plain = String(String.UnicodeScalarView(scalars))
        for label in ["联合体：", "联合体:", "中方：", "外方：", "中方:", "外方:"] where plain.hasPrefix(label) {
            return String(plain.dropFirst(label.count))
        }
        return plain
    }

    /// The codes of a cell in order, cleaned; what is no code stays out.
    func codes(in text: String) -> [String] {
        let isPlain = text.utf8.allSatisfy { (48...57).contains($0) || (65...90).contains($0) }
        if isPlain, text.utf8.count == 18 { return [text] }
        return halfWidth(text)
            .split { " \n\r\t,;、/|，；".contains($0) || $0 == "\r\n" }
            .map { part in
                String(
                    String.UnicodeScalarView(
                        part.uppercased().unicodeScalars.filter {
                            (48...57).contains($0.value) || (65...90).contains($0.value)
                        }))
            }
            .filter { $0.utf8.count >= 8 && $0.utf8.contains { (48...57).contains($0) } }
    }
}
