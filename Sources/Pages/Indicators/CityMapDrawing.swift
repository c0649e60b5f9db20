import Basics
import Markup
import Rules

/// What one unit's place on the map says.
struct MapLabel {
    let name: LocalName
    let number: String
    let light: Light
    let address: Address
}

extension CityMap {
    /// Drawn as wide as its place; each unit leads to its rows. Units without a label are drawn and
    /// say nothing.
    func drawing(_ caption: Phrase, _ label: (String) -> MapLabel?) -> HTML {
        let frame = MapFrame(self)
        return figure(.class("city-map")) {
            svg(.viewBox(width: MapFrame.width, height: frame.height), .role("img")) {
                for shape in shapes {
                    let rings = shape.rings.map { $0.map(frame.place) }
                    let outline = rings.outline
                    if let label = label(shape.unit) {
                        link(to: label.address) {
                            path(.d(outline), .class("area", label.light.rawValue))
                            let middle = frame.centre(of: rings.first ?? [])
                            svgText(.x(middle.x), .y(middle.y - 4)) {
                                if label.light != .plain { label.light.sign + " " }
                                label.name
                            }
                            svgText(.x(middle.x), .y(middle.y + 28)) { label.number }
                        }
                    } else {
                        path(.d(outline), .class("area"))
                    }
                }
            }
            figcaption(caption, .class("visually-hidden"))
        }
    }
}

extension [[MapPlace]] {
    /// As an SVG path draws them, holes among them.
    fileprivate var outline: String {
        map { ring in
            "M" + ring.map { "\($0.x) \($0.y)" }.joined(separator: "L") + "Z"
        }.joined()
    }
}
