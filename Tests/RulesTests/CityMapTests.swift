import Basics
import Testing

@testable import Rules

@Suite("The map of a city")
struct CityMapTests {
    private func feature(_ properties: String, _ rings: String, type: String = "Polygon") -> String
    {
        #"{"type": "Feature", "properties": {\#(properties)}, "geometry": {"type": "\#(type)", "#
            + #""coordinates": [\#(rings)]}}"#
    }

    private let square = "[[120, 36], [121, 36], [121, 37], [120, 37], [120, 36]]"

    private func examine(_ features: [String]) -> (city: CityFolder?, problems: [String]) {
        let text =
            #"{"type": "FeatureCollection", "name": "x", "features": ["# + "\n"
            + features.joined(separator: ",\n") + "\n]}\n"
        let found = examineCity(
            [
                sampleFile("c/city.yaml", minimalCity), sampleFile("c/units.yaml", minimalUnits),
                sampleFile("c/calendar.yaml", minimalCalendar), sampleFile("c/map.geojson", text),
            ], folder: "c")
        return (
            found.city,
            found.problems.map { problem in
                let line = if case .line(_, let line)? = problem.place { "\(line) " } else { "" }
                return line + Lexicon.chinese.text(problem.message)
            }
        )
    }

    @Test("its outlines are placed as they lie, north above, a degree as long as it is there")
    func placed() throws {
        let unit = try #require(examine([]).city?.units.first)
        let found = examine([feature(#""unit": "\#(unit.id)""#, square)])
        #expect(found.problems == [])
        let map = try #require(found.city?.map)
        #expect(map.shapes.map(\.unit) == [unit.id])
        let frame = MapFrame(map)
        let places = map.shapes[0].rings[0].map(frame.place)
        #expect(places.map(\.x) == [0, 1_000, 1_000, 0, 0])
        // At 36.5° a degree of longitude is 0.804 of one of latitude.
        #expect(frame.height == 1_244 || frame.height == 1_245)
        #expect(places[3] == MapPlace(x: 0, y: 0) && places[0].y >= frame.height - 1)
        let named = examine([feature(#""name": "\#(unit.name.zh)""#, square)])
        #expect(named.city?.map?.shapes.map(\.unit) == [unit.id])
        let many = examine([
            feature(#""unit": "\#(unit.id)""#, "[\(square)], [\(square)]", type: "MultiPolygon")
        ])
        #expect(many.city?.map?.shapes[0].rings.count == 2)
    }

    @Test("what can't be drawn is named with its line")
    func refused() throws {
        let unit = try #require(examine([]).city?.units.first)
        let own = #""unit": "\#(unit.id)""#
        #expect(
            examine([feature(#""unit": "moon""#, square)]).problems == [
                "2 这一块不知道是哪个单位：properties里写unit、adcode或name"
            ])
        #expect(
            examine([feature(own, square), feature(own, square)]).problems == [
                "3 “\(unit.id)”在图上有两次"
            ])
        #expect(
            examine([feature(own, "1, 2", type: "Point")]).problems.first?.hasPrefix("2 ") == true)
        #expect(examine([feature(own, "[[120, 36], [121, 36]]")]).problems == ["2 一圈至少四个点"])
        #expect(
            examine([feature(own, "[[200, 36], [121, 36], [121, 37], [120, 37], [120, 36]]")])
                .problems.count == 1)
    }
}
