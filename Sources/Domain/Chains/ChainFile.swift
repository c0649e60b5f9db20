package import Basics
package import Evidence

/// A chain as a file of the city's staff writes it, right by itself: what is not in it is left as
/// it is when the file is taken in.
package struct ChainFile: Sendable {
    /// As problems name it.
    package let file: String
    package let id: String
    package let name: LocalName
    package let code: String?
    package let since: Day
    /// Where the chain itself is written down.
    package let basis: WrittenSource
    /// Of the chain that was written out, in the city that wrote it; nil of a file that somebody
    /// made.
    package let version: Int64?
    package var city: String?
    package var sources: [WrittenSource] = []
    package var companies: [WrittenCompany] = []
    package var links: [ChainLink] = []
    /// By link, the keys that the file doesn't have for it: what stands there stays.
    package var unsaid: [String: Set<String>] = [:]
    package var supplies: [LinkSupply] = []
    package var placements: [WrittenPlacement] = []
    package var trades: [WrittenTrade] = []
    package var declarations: [WrittenDeclaration] = []
    package var surveys: [WrittenSurvey] = []
    package var outputs: [WrittenOutput] = []
}

/// A source under the word by which the file's other parts name it.
package struct WrittenSource: Sendable, Hashable {
    package let id: String
    package let kind: SourceKind
    package let title: String
    package let dated: Day?
    package let address: String?
}

package struct WrittenCompany: Sendable, Hashable {
    package let id: String
    /// By law.
    package let name: String
    package let creditCode: String?
    package let stock: String?
    /// Where the file names it.
    package let place: Place
}

package struct WrittenPlacement: Sendable, Hashable {
    package let link: String
    /// Words of the file.
    package let company: String
    package let source: String
    package let place: String
    package let standing: PlacementStanding
    package let qualities: Set<PlacementQuality>
    package let note: String?
    /// The keys that the file doesn't have for it: what stands there stays.
    package var unsaid: Set<String> = []
}

package struct WrittenTrade: Sendable, Hashable {
    package let supplier: String
    package let buyer: String?
    package let what: String
    package let kind: CompanySupplyKind
    package let confidence: Int?
    package let note: String?
    package let source: String
}

package struct WrittenDeclaration: Sendable, Hashable {
    package let link: String
    package let place: String
    package let by: String
    package let on: Day
    package let source: String
}

package struct WrittenSurvey: Sendable, Hashable {
    package let link: String
    package let company: String
    package let band: LocalShareBand
    package let isConcentrated: Bool?
    package let on: Day
    package let source: String
}

/// In yuan.
package struct WrittenOutput: Sendable, Hashable {
    package let link: String
    package let place: String
    package let year: Int
    package let local: Int64
    package let localTotal: Int64
    package let national: Int64
    package let nationalTotal: Int64
    package let source: String
}
