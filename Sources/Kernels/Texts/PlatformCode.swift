/// A 项目代码 of the national online platform for investment projects, in either form. It names the
/// project through all of its approvals.
package struct PlatformCode: Hashable, Sendable {
    package enum Form: String, Sendable {
        /// Since 2020: YYMM-地区6-中央业务指导部门2-项目类型2-随机5+校验1 (发改投资〔2020〕1439号,
        /// GB/T 40058-2021).
        case new
        /// Until 2020: YYYY-地区6-行业2-类型2-顺序6.
        case old
    }

    /// With plain digits and hyphens: `2203-370202-04-01-123456`.
    package let text: String
    package let form: Form

    /// Nil where the parts, the time or the division's province cannot be. Wide digits, blanks and
    /// other dashes are read. The formula of the check digit is in no text that could be had: it
    /// isn't computed.
    package init?(_ written: String) {
        let plain = halfWidth(written).filter { !$0.isWhitespace }
        let parts = plain.split(
            omittingEmptySubsequences: false, whereSeparator: { "-—–－‐".contains($0) })
        guard parts.map(\.count) == [4, 6, 2, 2, 6],
            parts.allSatisfy({ part in part.utf8.allSatisfy { (48...57).contains($0) } }),
            let start = Int(parts[0]), let province = Int(parts[1].prefix(2)),
            provinces.contains(province)
        else { return nil }
        // The years of the old form are no months of the new one.
        switch (start / 100, start % 100) {
        case (20, 13...20): form = .old
        case (20...99, 1...12): form = .new
        default: return nil
        }
        text = parts.joined(separator: "-")
    }
}

/// First two digits of GB/T 2260; 00 are projects of the central government, 66 兵团, 99 invented
/// places.
private let provinces: Set<Int> = [
    0, 11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51,
    52, 53, 54, 61, 62, 63, 64, 65, 66, 71, 81, 82, 99,
]

/// Whether a code can be of GB/T 4754-2017: a letter, and behind it two to four digits of which the
/// first two lie in the letter's divisions; a letter alone is a section. Expects capitals.
package func industryCodeIsValid(_ code: String) -> Bool {
    let bytes = Array(code.utf8)
    guard let letter = bytes.first, let place = sections.firstIndex(where: { $0.letter == letter }),
        bytes.dropFirst().allSatisfy({ (48...57).contains($0) })
    else { return false }
    guard bytes.count > 1 else { return true }
    guard (3...5).contains(bytes.count) else { return false }
    return sections[place].divisions.contains(Int(bytes[1] - 48) * 10 + Int(bytes[2] - 48))
}

private let sections: [(letter: UInt8, divisions: ClosedRange<Int>)] = {
    let ends = [
        5, 12, 43, 46, 50, 52, 60, 62, 65, 69, 70, 72, 75, 79, 82, 83, 85, 90, 96, 97,
    ]
    return ends.enumerated().map { index, end in
        (UInt8(65 + index), (index == 0 ? 1 : ends[index - 1] + 1)...end)
    }
}()
