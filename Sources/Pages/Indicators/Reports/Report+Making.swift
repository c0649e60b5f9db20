package import Basics
package import Indicators
package import People
package import Rules
package import Storage

/// Makes a file of a whole HTML document.
package typealias PaperPrinting = @Sendable (String, PrintedForm) async throws -> [UInt8]

package enum PrintedForm: Sendable, Hashable {
    case pdf
    /// A PNG of what a window of this size shows, in pixels.
    case image(width: Int, height: Int)
}

/// No program that prints is installed, or it failed.
package struct NoPrinter: Refusal {
    package let problems: [Problem]

    package static let missing = NoPrinter(
        problems: [Problem("这台机器没有装Chromium，不能生成PDF：请下载Word，或在浏览器里打印")])
    package static let failed = NoPrinter(
        problems: [Problem("Chromium没有印成PDF：请下载Word，或在浏览器里打印")])
}

extension Transaction {
    /// Makes a paper of the ledger as it is and keeps it. Its number.
    package func makeReport(
        _ question: ReportQuestion, in folder: CityFolder, _ occasion: Occasion
    ) throws -> Int64 {
        let material = try paperMaterial(question, in: folder)
        let paper = try material.paper()
        return try keepReport(
            ReportDraft(
                letter: question.letter, period: question.span, asOf: material.question.asOf,
                title: paper.title, content: paper.json, definitions: material.definitions),
            occasion)
    }
}

extension Report {
    package var json: JSONValue {
        let state: (String, String?) =
            switch self.state {
            case .released: ("released", nil)
            case .waiting(let step): ("waiting", step.id)
            case .refused(let approval): ("refused", approval.step)
            }
        return .object([
            "number": .integer(number), "letter": .string(letter),
            "period": .string(period.description), "as_of": .string(asOf.description),
            "state": .string(state.0), "step": JSONValue(state.1), "paper": content,
            "definitions": definitions, "head": .string(head), "made_by": .string(madeBy),
            "made_at": .integer(madeAt.microseconds),
            "approvals": .array(
                approvals.map { one in
                    .object([
                        "step": .string(one.step), "granted": .bool(one.isGranted),
                        "note": JSONValue(one.note), "decided_by": .string(one.decidedBy),
                    ])
                }),
        ])
    }
}
