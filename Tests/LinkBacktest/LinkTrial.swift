import Basics
package import Foundation
package import Retrieval

/// The links of chain-atlas and the companies that its author placed there, to be found again.
/// A ranking is asked with name and description alone; which companies sit there, what they
/// supply, and any name of a company in a description stay hidden from it.
package struct LinkTrial {
    package let companies: ListedCompanies
    /// In the order of the file.
    package let links: [HiddenLink]

    /// - Parameter data: the folder that holds the data sets.
    package init(data: URL) throws {
        companies = try ListedCompanies(data: data)
        let mentions = CompanyMentions(companies.shortNames, keeping: companies.productNames)
        let known = Set(companies.codes)
        var links: [HiddenLink] = []
        try eachLine(data.appending(path: "chain-atlas/segments.jsonl.gz")) { line in
            let placed = (line["key_companies"]?.array ?? []).map {
                String($0.text("code").filter(\.isNumber).prefix(6))
            }
            links.append(
                HiddenLink(
                    chain: line.text("chain"), id: line.text("id"),
                    text: LinkText(
                        name: line.text("name"),
                        description: mentions.removed(from: line.text("description"))),
                    hidden: known.intersection(placed)))
        }
        self.links = links
    }

    /// The codes of the companies of each link, the likeliest first; beside `links`.
    package func ranks(by ranking: LinkRanking, limit: Int) -> [[String]] {
        var ranks = [[String]](repeating: [], count: links.count)
        for chain in Set(links.map(\.chain)).sorted() {
            let places = links.indices.filter { links[$0].chain == chain }
            let found = ranking.candidates(ofChain: places.map { links[$0].text }, limit: limit)
            for (place, candidates) in zip(places, found) {
                ranks[place] = candidates.map { companies.codes[$0.place] }
            }
        }
        return ranks
    }

    /// Means over the links that hide a company: the share of hidden ones among the first, and one
    /// over the rank of the first right one.
    package func quality(of ranks: [[String]], among first: Int) -> (recall: Double, mrr: Double) {
        var (recall, mrr, count) = (0.0, 0.0, 0.0)
        for (link, ranked) in zip(links, ranks) where !link.hidden.isEmpty {
            count += 1
            recall +=
                Double(link.hidden.intersection(ranked.prefix(first)).count)
                / Double(link.hidden.count)
            if let place = ranked.firstIndex(where: link.hidden.contains) {
                mrr += 1 / Double(place + 1)
            }
        }
        return (recall / max(count, 1), mrr / max(count, 1))
    }
}

package struct HiddenLink {
    package let chain: String
    package let id: String
    package let text: LinkText
    /// Codes of the companies placed there that have products.
    package let hidden: Set<String>
}
