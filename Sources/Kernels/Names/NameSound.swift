import Texts

/// The consonants of a foreign name, so that two transliterations of it, or the transliteration and
/// the name itself, come out alike: «托尔文», «托尔温» and `Torven` all give `TLVN`. Consonants that
/// Chinese does not tell apart fall together. Not for names that are Chinese from the start.
enum NameSound {
    /// Nil when more than one letter in four is not used in transliterations.
    static func ofChinese(_ core: String) -> [UInt8]? {
        var sound: [UInt8] = []
        var unknown = 0
        for letter in core.unicodeScalars {
            guard let consonants = syllables[letter] else {
                unknown += 1
                continue
            }
            sound += consonants
        }
        guard unknown * 4 <= core.unicodeScalars.count, sound.count >= 2 else { return nil }
        return sound
    }

    static func ofLatin(_ core: String) -> [UInt8]? {
        let letters = Array(core.utf8)
        guard letters.allSatisfy({ (97...122).contains($0) }) else { return nil }
        var sound: [UInt8] = []
        var index = 0
        while index < letters.count {
            let next = index + 1 < letters.count ? letters[index + 1] : 0
            let (consonants, used) = consonants(of: letters[index], before: next)
            for consonant in consonants
            where used > 1 || sound.last != consonant
                || index == 0 || letters[index - 1] != letters[index]
            {
                sound.append(consonant)
            }
            index += used
        }
        return sound.count >= 2 ? sound : nil
    }

    /// From 0 to 1: one less the edits between the two, by the longer one.
    static func likeness(_ left: [UInt8], _ right: [UInt8]) -> Double {
        1 - Double(editDistance(left, right)) / Double(max(left.count, right.count, 1))
    }

    private static func consonants(of letter: UInt8, before next: UInt8) -> ([UInt8], Int) {
        switch (letter, next) {
        case (UInt8(ascii: "p"), UInt8(ascii: "h")): (Array("V".utf8), 2)
        case (UInt8(ascii: "s"), UInt8(ascii: "h")), (UInt8(ascii: "c"), UInt8(ascii: "h")),
            (UInt8(ascii: "t"), UInt8(ascii: "h")):
            (Array("S".utf8), 2)
        case (UInt8(ascii: "c"), UInt8(ascii: "k")): (Array("K".utf8), 2)
        case (UInt8(ascii: "c"), UInt8(ascii: "e")), (UInt8(ascii: "c"), UInt8(ascii: "i")):
            (Array("S".utf8), 1)
        case (UInt8(ascii: "x"), _): (Array("KS".utf8), 1)
        default: (letterClasses[letter].map { [$0] } ?? [], 1)
        }
    }

    private static let letterClasses: [UInt8: UInt8] = {
        var classes: [UInt8: UInt8] = [:]
        for group in ["Pbp", "Tdt", "Kgkqc", "Sszj", "Vvwf", "Llr", "Mm", "Nn"] {
            let bytes = Array(group.utf8)
            for letter in bytes.dropFirst() { classes[letter] = bytes[0] }
        }
        return classes
    }()

    // The letters of Xinhua's table of transliterations that occur often, by the consonants they
    // stand for. A final n or ng counts; h is left out, because transliterations drop or add it.
    private static let syllables: [Unicode.Scalar: [UInt8]] = {
        var table: [Unicode.Scalar: [UInt8]] = [:]
        for line in [
            "P巴芭贝比毕彼博布伯勃波帕佩皮普珀珍蓓碧鲍保", "PN班邦本宾潘庞彭平朋", "T达戴德代迪蒂杜多道塔泰特提图托陶梯",
            "TN丹登丁顿东敦坦唐腾廷汀通滕", "K加嘉盖戈格古葛高卡凯克科柯库考基吉可寇奎圭",
            "KN甘冈根贡坎康肯孔金京昆", "S萨塞赛斯西希锡席苏索扎泽兹齐祖佐查切奇恰乔丘沙莎舍谢什施舒肖修夏雪吉贾杰朱茹若士思丝",
            "SN桑森申辛欣松孙赞曾钱琴仁尚香尚善圣津珍真增詹", "V瓦韦维沃乌武伍威弗法菲费福夫佛芙薇娃",
            "VN万文温旺凡芬丰方翁汶范", "L拉莱勒雷里利丽理列留卢鲁路洛罗劳尔儿瑞赖莉黎",
            "LN兰朗伦林隆龙仑连莲琳霖", "M马玛麦梅米密穆莫默姆墨迈茂美慕", "MN曼芒门明蒙敏孟满",
            "N纳奈内尼努诺娜妮涅恩因安昂翁英印", "NN南农宁", "阿艾埃爱伊依亚雅耶叶尤尔奥欧厄哈海赫黑胡霍豪休惠亨",
            "N翰汉亨洪罕欣", "LK洛克",
        ] {
            let consonants = line.utf8.prefix { (65...90).contains($0) }
            for letter in line.unicodeScalars.drop(while: { $0.isASCII })
            where table[letter] == nil {
                table[letter] = Array(consonants)
            }
        }
        return table
    }()
}

/// Levenshtein's distance: the least number of letters put in, left out or exchanged.
func editDistance<Letter: Equatable>(_ left: [Letter], _ right: [Letter]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var row = Array(0...right.count)
    for (i, letter) in left.enumerated() {
        var diagonal = row[0]
        row[0] = i + 1
        for (j, other) in right.enumerated() {
            let above = row[j + 1]
            row[j + 1] = min(above + 1, row[j] + 1, diagonal + (letter == other ? 0 : 1))
            diagonal = above
        }
    }
    return row[right.count]
}
