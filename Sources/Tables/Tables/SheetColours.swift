/// The colours a workbook names by number, and whether a colour is what people call red.
struct SheetColours {
    private var theme: [Colour] = SheetColours.officeTheme
    private var indexed: [Colour] = SheetColours.standardPalette

    /// Takes the colour scheme of the theme part.
    mutating func takeTheme(_ bytes: [UInt8]) throws(MarkupFault) {
        var reader = try MarkupReader(bytes)
        var found: [Colour] = []
        var isInside = false
        while let token = try reader.next() {
            switch token {
            case .open("clrScheme", _): isInside = true
            case .close("clrScheme"): isInside = false
            case .open("srgbClr", let attributes) where isInside:
                found.append(Colour(hexadecimal: attributes["val"] ?? "") ?? Colour(0))
            case .open("sysClr", let attributes) where isInside:
                found.append(Colour(hexadecimal: attributes["lastClr"] ?? "") ?? Colour(0))
            default: break
            }
        }
        guard found.count >= 12 else { return }
        // The scheme lists dark before light; the numbers count light before dark.
        found.swapAt(0, 1)
        found.swapAt(2, 3)
        theme = found
    }

    mutating func takePalette(_ colours: [String]) {
        for (index, text) in colours.enumerated() where indexed.indices.contains(index) {
            if let colour = Colour(hexadecimal: text) { indexed[index] = colour }
        }
    }

    /// The colour that the attributes of `color`, `fgColor` name; nil for automatic and unknown
    /// ones.
    func colour(_ attributes: [String: String]) -> Colour? {
        let tint = attributes["tint"].flatMap(Double.init) ?? 0
        if let text = attributes["rgb"] { return Colour(hexadecimal: text)?.tinted(tint) }
        if let number = attributes["theme"].flatMap({ Int($0) }), theme.indices.contains(number) {
            return theme[number].tinted(tint)
        }
        if let number = attributes["indexed"].flatMap({ Int($0) }), indexed.indices.contains(number)
        {
            return indexed[number].tinted(tint)
        }
        return nil
    }

    private static let officeTheme = [
        0xFFFFFF, 0x000000, 0xEEECE1, 0x1F497D, 0x4F81BD, 0xC0504D, 0x9BBB59, 0x8064A2, 0x4BACC6,
        0xF79646, 0x0000FF, 0x800080,
    ].map(Colour.init)

    /// ECMA-376 18.8.27.
    private static let standardPalette = [
        0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
        0x000000, 0xFFFFFF, 0xFF0000, 0x00FF00, 0x0000FF, 0xFFFF00, 0xFF00FF, 0x00FFFF,
        0x800000, 0x008000, 0x000080, 0x808000, 0x800080, 0x008080, 0xC0C0C0, 0x808080,
        0x9999FF, 0x993366, 0xFFFFCC, 0xCCFFFF, 0x660066, 0xFF8080, 0x0066CC, 0xCCCCFF,
        0x000080, 0xFF00FF, 0xFFFF00, 0x00FFFF, 0x800080, 0x800000, 0x008080, 0x0000FF,
        0x00CCFF, 0xCCFFFF, 0xCCFFCC, 0xFFFF99, 0x99CCFF, 0xFF99CC, 0xCC99FF, 0xFFCC99,
        0x3366FF, 0x33CCCC, 0x99CC00, 0xFFCC00, 0xFF9900, 0xFF6600, 0x666699, 0x969696,
        0x003366, 0x339966, 0x003300, 0x333300, 0x993300, 0x993366, 0x333399, 0x333333,
    ].map(Colour.init)
}

struct Colour: Equatable {
    /// Each between 0 and 1.
    private let red: Double
    private let green: Double
    private let blue: Double

    init(_ number: Int) {
        red = Double(number >> 16 & 255) / 255
        green = Double(number >> 8 & 255) / 255
        blue = Double(number & 255) / 255
    }

    /// `RRGGBB` or `AARRGGBB`; the first two of eight digits are no colour.
    init?(hexadecimal: String) {
        let digits = hexadecimal.count == 8 ? hexadecimal.dropFirst(2) : hexadecimal[...]
        guard digits.count == 6, let number = Int(digits, radix: 16) else { return nil }
        self.init(number)
    }

    private init(red: Double, green: Double, blue: Double) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// ECMA-376 18.8.19: a tint lightens towards white, a negative one darkens. Mixing each channel
    /// does to hue and lightness what the standard does in HLS.
    func tinted(_ tint: Double) -> Colour {
        func mixed(_ channel: Double) -> Double {
            tint < 0 ? channel * (1 + max(tint, -1)) : channel + (1 - channel) * min(tint, 1)
        }
        return tint == 0
            ? self : Colour(red: mixed(red), green: mixed(green), blue: mixed(blue))
    }

    /// From orange-red (15°) back to crimson (340°), neither grey nor black nor nearly white.
    var isRedLetter: Bool { isRed && saturation >= 0.4 && (0.15...0.75).contains(lightness) }

    /// A ground may be paler than letters, but pink is how tables mark headings and warnings.
    var isRedGround: Bool {
        isRed && saturation >= 0.4 && lightness >= 0.2
            && lightness <= (saturation >= 0.8 ? 0.82 : 0.65)
    }

    private var high: Double { max(red, green, blue) }
    private var low: Double { min(red, green, blue) }
    private var lightness: Double { (high + low) / 2 }

    private var saturation: Double {
        let range = 1 - abs(high + low - 1)
        return range <= 0 ? 0 : (high - low) / range
    }

    private var isRed: Bool {
        guard red == high, high > low else { return false }
        let degrees = 60 * (green - blue) / (high - low)
        return degrees >= -20 && degrees <= 15
    }
}
