import Basics
import Documents
import Evidence
import Foundation
import People
import Storage
import Tables

/// The invented papers of a sample city, taken in by its headquarters.
struct SampleDocuments: Sendable {
    private let papers: [(file: EvidenceFile, read: ReadDocument)]
    private let units: Units
    private let names: Set<String>

    /// Reads every paper in the folders `documents` of the cities.
    init(inCities directories: [String], units: Units, called names: Set<String>) throws {
        papers = try directories.map { $0 + "/documents" }
            .filter(FileManager.default.fileExists)
            .flatMap { folder in
                try FileManager.default.contentsOfDirectory(atPath: folder).sorted().map { name in
                    let file = EvidenceFile(
                        name: name, bytes: try bytes(ofFile: folder + "/" + name))
                    return (file, try ReadDocument(try readPaper(file.bytes, file: name)))
                }
            }
        self.units = units
        self.names = names
    }

    func add(to tx: any Transaction, _ by: Occasion) throws {
        let office = try tx.members(units: units).first { $0.roles.contains(.headquarters) }
        guard let office else { return }
        let occasion = Occasion(.member(office), at: by.at, salt: by.salt)
        for paper in papers {
            _ = try tx.take(
                paper.read, file: paper.file,
                DocumentDraft(title: nil, mark: nil, address: nil), called: names,
                visibleTo: .all, occasion)
        }
    }
}
