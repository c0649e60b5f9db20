import Basics
import Evidence
import People
import Promises
import Storage
import TestSupport
import Testing

@Suite("Files with an order")
struct OrderFileTests {
    private let paper = EvidenceFile(name: "批复.pdf", bytes: Array("%PDF-1.7 示例".utf8))

    @Test("an answer and the closing bring files, withdrawn they stay", arguments: Stores.available)
    func files(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let (headquarters, owner) = (office.headquarters, office.owner)
        let project = Subject("project", "示例")
        let number = try await office.send(subject: project)
        try await office.act(.answer, number, text: "示例：已批复", file: paper, owner)
        try await office.act(.close, number, text: nil, file: paper, headquarters)
        let course = try await office.course(number)
        let files = course.entries.compactMap(\.file)
        #expect(course.order.state == .closed && course.entries.last?.shows == "批复.pdf")
        #expect(files.count == 2 && files[0].hash == files[1].hash, "kept once by its hash")
        let stranger = office.member(.district, unit: "xiling")
        let (read, hidden) = try await office.store.read { tx in
            (
                try tx.orderFile(files[0].number, ofOrder: number, visibleTo: owner.sight),
                try tx.orderFile(files[0].number, ofOrder: number, visibleTo: stranger.sight)
            )
        }
        #expect(read?.bytes == paper.bytes && read?.entry.text == "示例：已批复" && hidden == nil)
        let listed = try await office.store.read { tx in
            try [owner, stranger].map {
                try tx.orderCourses(about: project, visibleTo: $0.sight).map(\.order.number)
            }
        }
        #expect(listed == [[number], []])
        #expect(course.withdrawable(for: owner).map(\.file?.number) == [files[0].number])
        #expect(course.withdrawable(for: headquarters).count == 2, "sees the city")
        #expect(course.withdrawable(for: stranger).isEmpty)
        func withdraw(_ file: OrderFile, because reason: String, _ actor: Actor) async throws {
            let occasion = office.occasion(actor)
            try await office.store.write { tx in
                try tx.withdrawFile(file.number, ofOrder: number, because: reason, occasion)
            }
        }
        #expect(
            try await refusals { try await withdraw(files[1], because: " ", owner) }
                == ["只有提交的单位可以撤回", "because: 必须填写"])
        await #expect(throws: UnknownOrder.self) {
            try await withdraw(files[0], because: "示例", stranger)
        }
        try await withdraw(files[0], because: "传错了", owner)
        #expect(
            try await refusals { try await withdraw(files[0], because: "示例", owner) }
                == ["这份文件已经撤回"])
        let after = try await office.course(number)
        #expect(after.entries.compactMap(\.file?.withdrawn) == ["传错了"])
        #expect(
            try await office.store.read { tx in
                try tx.orderFile(files[0].number, ofOrder: number, visibleTo: .all)
            }?.bytes == paper.bytes)
    }

    @Test("what is no paper is refused, and no other step takes one", arguments: Stores.available)
    func refused(stores: StoreKind) async throws {
        let office = try await OrderOffice(stores)
        let number = try await office.send()
        for (file, said) in [
            (EvidenceFile(name: "批复.pdf", bytes: []), "文件“批复.pdf”是空的"),
            (
                EvidenceFile(name: "批复.pdf", bytes: [0x7F, 0x45, 0x4C, 0x46]),
                "文件“批复.pdf”的内容不是佐证可用的格式：pdf、jpg、jpeg、png、ofd、docx、xlsx"
            ),
            (
                EvidenceFile(name: "批复.docx", bytes: paper.bytes),
                "文件“批复.docx”的内容是pdf，与文件名不符"
            ),
        ] {
            #expect(
                try await refusals {
                    try await office.act(.answer, number, file: file, office.owner)
                } == ["file: \(said)"])
        }
        #expect(
            try await refusals {
                try await office.act(
                    .extend, number, due: "2026-10-30", file: paper, office.owner)
            } == ["file: 这一步不交文件"])
        #expect(try await office.order(number).state == .issued)
    }
}
