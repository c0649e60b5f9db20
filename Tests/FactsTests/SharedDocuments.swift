import Basics
import Facts
import Texts
import Foundation

/// A document of ../shared/data/documents with the facts that a reader found in it.
struct SharedDocument {
    let name: String
    let text: String
    let date: Day?
    let facts: [AnnotatedFact]
}

struct AnnotatedFact {
    let metric: String
    let value: Double
    let unit: String
    let qualifier: String
    let raw: String
    let start: Int
    let period: String?
    let numbers: [Double?]
    let scope: String?
}

/// The documents that were annotated; nil, with a line printed, where they are not here. They lie
/// beside the project.
func sharedDocuments() throws -> [SharedDocument]? {
    let folder = sharedData.appendingPathComponent("documents")
    guard FileManager.default.fileExists(atPath: folder.path) else {
        print("skipped: \(folder.path) is not here")
        return nil
    }
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        .filter { $0.hasSuffix(".facts.jsonl") }
        .map { file in
            let name = String(file.dropLast(".facts.jsonl".count))
            let path = { (ending: String) in folder.appendingPathComponent(name + ending) }
            return SharedDocument(
                name: name,
                text: String(decoding: try Data(contentsOf: path(".txt")), as: UTF8.self),
                date: try date(try Data(contentsOf: path(".json"))),
                facts: try annotated(try Data(contentsOf: path(".facts.jsonl"))))
        }
}

private func date(_ sidecar: Data) throws -> Day? {
    guard let fields = try JSONSerialization.jsonObject(with: sidecar) as? [String: Any] else {
        return nil
    }
    if let text = fields["date"] as? String, let day = RoughDay(text: text) { return day.last }
    return (fields["address"] as? String).flatMap(dayInAddress)
}

private func annotated(_ lines: Data) throws -> [AnnotatedFact] {
    try lines.split(separator: UInt8(ascii: "\n")).compactMap { line in
        guard let fields = try JSONSerialization.jsonObject(with: line) as? [String: Any],
            let metric = fields["metric"] as? String, let raw = fields["raw"] as? String,
            let value = (fields["value"] as? NSNumber)?.doubleValue,
            let unit = fields["unit"] as? String, let start = fields["start"] as? Int
        else { return nil }
        return AnnotatedFact(
            metric: metric, value: value, unit: unit,
            qualifier: fields["qualifier"] as? String ?? "exact", raw: raw, start: start,
            period: fields["period"] as? String,
            numbers: ["yoy_percent", "yoy_points", "share_percent", "target_percent"].map {
                (fields[$0] as? NSNumber)?.doubleValue
            },
            scope: fields["scope"] as? String)
    }
}

private let sharedData = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/data")

extension TextFact {
    /// What a test compares: the figure, then what is told of it.
    var told: String {
        var parts = [raw + " = " + written(value) + " " + unit.rawValue]
        if qualifier != .exact { parts.append(qualifier.rawValue) }
        parts.append(metric)
        if let period { parts.append("\(period)") }
        if let scope { parts.append("@" + scope) }
        if let yoyPercent { parts.append("yoy " + written(yoyPercent)) }
        if let yoyPoints { parts.append("points " + written(yoyPoints)) }
        if let sharePercent { parts.append("share " + written(sharePercent)) }
        if let shareOf { parts.append("of " + shareOf) }
        if let rank { parts.append("rank " + rank) }
        if let targetPercent { parts.append("target " + written(targetPercent)) }
        return parts.joined(separator: " · ")
    }
}

func written(_ number: ExactNumber) -> String {
    var bytes: [UInt8] = []
    append(number, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
}
