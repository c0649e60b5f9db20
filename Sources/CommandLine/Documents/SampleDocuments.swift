import Basics
import Documents
import Evidence
import Foundation
import People
import Promises
import Storage
import Tables

/// The invented papers of a sample city, taken in by its headquarters, and the plan that has a task
/// from one of them.
struct SampleDocuments: Sendable {
    private let papers: [(file: EvidenceFile, read: ReadDocument)]
    private let units: Units
    private let names: Set<String>
    private let plan: SamplePlan

    /// Reads every paper in the folders `documents` of the cities.
    init(
        inCities directories: [String], units: Units, called names: Set<String>, plan: SamplePlan
    ) throws {
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
        self.plan = plan
    }

    func add(to tx: any Transaction, _ by: Occasion) throws {
        let office = try tx.members(units: units).first { $0.roles.contains(.headquarters) }
        guard let office else { return }
        let occasion = Occasion(.member(office), at: by.at, salt: by.salt)
        var origin: PlanOrigin?
        for paper in papers {
            let number = try tx.take(
                paper.read, file: paper.file,
                DocumentDraft(title: nil, mark: nil, address: nil), called: names,
                visibleTo: .all, occasion)
            let task = paper.read.text.instructions.firstIndex { told in
                told.mayBecomeTask && told.text.contains("签约满6个月")
            }
            if let task {
                origin = PlanOrigin(document: number, line: Int64(task + 1))
                try tx.decide(
                    .instruction, Int64(task + 1), ofDocument: number, .accepted, because: "",
                    version: 1, visibleTo: .all, occasion)
            }
        }
        try plan.add(to: tx, from: origin, by)
    }
}
