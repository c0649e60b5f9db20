import Basics

/// The outlines of a city's units, as `map.geojson` of its folder has them: drawn on the cockpit.
package struct CityMap: Hashable, Sendable {
    /// In the order of the file.
    package let shapes: [MapShape]
}

package struct MapShape: Hashable, Sendable {
    package let unit: String
    /// Outlines and holes, one after another.
    package let rings: [[MapPoint]]
}

/// In degrees.
package struct MapPoint: Hashable, Sendable {
    package let longitude: Double
    package let latitude: Double
}

extension CityMap {
    /// A FeatureCollection of polygons (RFC 7946). Each names its unit in its properties: `unit` by
    /// identifier, `adcode`, `code` or `division` by code, or `name`. Every other key is passed
    /// over.
    static func read(
        _ node: RuleNode, _ units: [Unit], _ problems: inout [Problem]
    ) -> CityMap? {
        guard case .text("FeatureCollection", _)? = node["type"]?.content else {
            problems.append(node.problem("地图须是GeoJSON的FeatureCollection"))
            return nil
        }
        var shapes: [MapShape] = []
        for feature in node.list("features", &problems) {
            guard let unit = feature["properties"].flatMap({ unitNamed($0, units) }) else {
                problems.append(
                    feature.problem("这一块不知道是哪个单位：properties里写unit、adcode或name"))
                continue
            }
            if shapes.contains(where: { $0.unit == unit }) {
                problems.append(feature.problem("“\(unit)”在图上有两次"))
            }
            guard let geometry = feature.map("geometry", &problems),
                let rings = rings(geometry, &problems)
            else { continue }
            shapes.append(MapShape(unit: unit, rings: rings))
        }
        return CityMap(shapes: shapes)
    }

    private static func unitNamed(_ properties: RuleNode, _ units: [Unit]) -> String? {
        func text(_ key: String) -> String? {
            if case .text(let text, _)? = properties[key]?.content { text } else { nil }
        }
        if let id = text("unit") { return units.first { $0.id == id }?.id }
        if let code = text("adcode") ?? text("code") ?? text("division") {
            return units.last { $0.division == code }?.id
        }
        return text("name").flatMap { name in units.last { $0.spellings.contains(name) }?.id }
    }

    private static func rings(
        _ geometry: RuleNode, _ problems: inout [Problem]
    ) -> [[MapPoint]]? {
        let given = geometry.list("coordinates", &problems)
        switch geometry["type"]?.content {
        case .text("Polygon", _): return given.compactMap { ring($0, &problems) }
        case .text("MultiPolygon", _):
            return given.flatMap { $0.asList(&problems) ?? [] }.compactMap { ring($0, &problems) }
        default:
            problems.append(geometry.problem("只画Polygon和MultiPolygon"))
            return nil
        }
    }

    private static func ring(_ node: RuleNode, _ problems: inout [Problem]) -> [MapPoint]? {
        let points = (node.asList(&problems) ?? []).compactMap { point -> MapPoint? in
            let numbers = point.asList(&problems) ?? []
            guard numbers.count >= 2,
                let longitude = numbers[0].asDecimal(in: -180...180, &problems),
                let latitude = numbers[1].asDecimal(in: -90...90, &problems)
            else { return nil }
            return MapPoint(longitude: longitude, latitude: latitude)
        }
        if points.count < 4 { problems.append(node.problem("一圈至少四个点")) }
        return points.count < 4 ? nil : points
    }
}
