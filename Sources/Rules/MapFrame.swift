import Foundation

/// A point of a drawing, from its upper left corner.
package struct MapPlace: Hashable, Sendable {
    package let x: Int
    package let y: Int
}

/// From degrees to a drawing of fixed width: a degree of longitude is as long as it is at the
/// middle of the map.
package struct MapFrame: Sendable {
    package static let width = 1_000
    package let height: Int
    private let west: Double
    private let north: Double
    private let across: Double
    private let down: Double

    package init(_ map: CityMap) {
        let points = map.shapes.flatMap { $0.rings.joined() }
        let (west, east) = (
            points.map(\.longitude).min() ?? 0, points.map(\.longitude).max() ?? 1
        )
        let (south, north) = (points.map(\.latitude).min() ?? 0, points.map(\.latitude).max() ?? 1)
        let narrowing = cos((south + north) / 2 * .pi / 180)
        down = Double(MapFrame.width) / max((east - west) * narrowing, 1e-9)
        across = down * narrowing
        (self.west, self.north) = (west, north)
        let tall = ((north - south) * down).rounded(.up)
        height = max(1, Int(min(tall, Double(3 * MapFrame.width))))
    }

    package func place(_ point: MapPoint) -> MapPlace {
        MapPlace(
            x: Int(((point.longitude - west) * across).rounded()),
            y: Int(((north - point.latitude) * down).rounded()))
    }

    /// The middle of a ring's box.
    package func centre(of ring: [MapPlace]) -> MapPlace {
        let (xs, ys) = (ring.map(\.x), ring.map(\.y))
        return MapPlace(
            x: ((xs.min() ?? 0) + (xs.max() ?? 0)) / 2, y: ((ys.min() ?? 0) + (ys.max() ?? 0)) / 2)
    }
}
