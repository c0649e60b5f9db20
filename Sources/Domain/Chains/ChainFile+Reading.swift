import Basics
import Evidence
import Rules
import Tables
import Texts

/// Reads one chain from YAML or from a workbook, whichever the content is. Refuses with every
/// problem at once, each with its line or cell.
package func readChain(_ bytes: [UInt8], file: String) throws -> ChainFile {
    var problems: [Problem] = []
    let tree =
        isPlainText(bytes)
        ? try parseRules(bytes, file: file, limits: .ofChain)
        : chainTree(of: try readWorkbook(bytes, file: file), &problems)
    guard let tree else { throw ChainRefusal(problems) }
    // A cell that is refused already is not missed once more.
    let refused = Set(problems.map(\.place))
    var others: [Problem] = []
    let chain = ChainFile.read(tree, &others)
    problems += others.filter { !refused.contains($0.place) }
    guard problems.isEmpty, let chain else { throw ChainRefusal(problems) }
    return chain
}

extension ChainFile {
    fileprivate static func read(_ node: RuleNode, _ problems: inout [Problem]) -> ChainFile? {
        node.onlyKeys(
            [
                "id", "name", "en", "code", "since", "basis", "version", "city",
                "sources", "companies",
                "links", "supply", "placements", "trade", "complete", "surveys", "outputs",
            ], &problems)
        let id = node.identifierWord("id", &problems)
        let name = node.localName(&problems)
        let code = node.optionalText("code", &problems)
        let since = node.day("since", &problems)
        let basis = node.map("basis", &problems).flatMap { WrittenSource.basis($0, &problems) }
        let version = node.optionalInteger("version", in: 1...Int.max, &problems)
        var reader = ChainReader()
        let sources = named("sources", of: node, &reader.sources, &problems, WrittenSource.read)
        let companies = named(
            "companies", of: node, &reader.companies, &problems, WrittenCompany.read)
        reader.checkCompanies(companies, &problems)
        let links = named("links", of: node, &reader.links, &problems, ChainLink.read)
        let unsaid = node.elements("links").compactMap { element in
            element.word("id").map { ($0, element.unsaid(among: ChainLink.optionalKeys)) }
        }
        reader.checkParents(node, &problems)
        let city = node.optionalText("city", &problems)
        let supplies = reader.supplies(node, &problems)
        let placements = reader.placements(node, &problems)
        let trades = reader.trades(node, &problems)
        let declarations = reader.declarations(node, &problems)
        let surveys = reader.surveys(node, &problems)
        let outputs = reader.outputs(node, &problems)
        node.tellUnused(&problems)
        guard let id, let name, let since, let basis else { return nil }
        return ChainFile(
            file: node.file, id: id, name: name, code: code, since: since, basis: basis,
            version: version.map(Int64.init), city: city, sources: sources,
            companies: companies, links: links,
            unsaid: Dictionary(unsaid, uniquingKeysWith: { first, _ in first }),
            supplies: supplies, placements: placements,
            trades: trades, declarations: declarations, surveys: surveys, outputs: outputs)
    }
}

/// Elements with an identifier each, none twice. `identifiers` gets those of broken ones too, so
/// that what names them isn't told as well.
private func named<Value>(
    _ key: String, of node: RuleNode, _ identifiers: inout Set<String>,
    _ problems: inout [Problem], _ read: (RuleNode, String, inout [Problem]) -> Value?
) -> [Value] {
    node.optionalList(key, &problems).compactMap { element in
        guard let id = element.identifierWord("id", &problems) else { return nil }
        if !identifiers.insert(id).inserted {
            problems.append(Problem("标识“\(id)”重复", at: element.place(of: "id")))
        }
        return read(element, id, &problems)
    }
}

extension RuleNode {
    /// The text of a key, as far as there is one.
    fileprivate func word(_ key: String) -> String? {
        if case .text(let word, _)? = self[key]?.content { word } else { nil }
    }

    fileprivate func elements(_ key: String) -> [RuleNode] {
        if case .list(let elements)? = self[key]?.content { elements } else { [] }
    }

    /// Sources and companies that nothing names.
    fileprivate func tellUnused(_ problems: inout [Problem]) {
        let users = ["placements", "trade", "complete", "surveys", "outputs"].flatMap(elements)
        func tell(_ key: String, namedBy keys: [String]) {
            let used = Set(users.flatMap { one in keys.compactMap(one.word) })
            for element in elements(key) {
                guard let id = element.word("id"), !used.contains(id) else { continue }
                problems.append(Problem("“\(id)”没有用到", at: element.place(of: "id")))
            }
        }
        tell("sources", namedBy: ["source"])
        tell("companies", namedBy: ["company", "from", "to"])
    }
}

/// What the parts of a file may name.
private struct ChainReader {
    var sources: Set<String> = []
    var companies: Set<String> = []
    var links: Set<String> = []

    /// One company has one word: two of a name or a code would become two of the register.
    func checkCompanies(_ companies: [WrittenCompany], _ problems: inout [Problem]) {
        var seen: Set<String> = []
        for company in companies {
            let spellings = [company.name, company.creditCode, company.stock].compactMap(\.self)
            if spellings.contains(where: { seen.contains($0.folded) }) {
                problems.append(Problem("企业“\(company.name)”写了两次", at: company.place))
            }
            seen.formUnion(spellings.map(\.folded))
        }
    }

    /// A link is folded into one that stands before it.
    func checkParents(_ node: RuleNode, _ problems: inout [Problem]) {
        var before: Set<String> = []
        for element in node.elements("links") {
            if let under = element.word("under"), !before.contains(under) {
                problems.append(Problem("上级“\(under)”须列在前面", at: element.place(of: "under")))
            }
            if let id = element.word("id") { before.insert(id) }
        }
    }

    private func word(
        _ key: String, of node: RuleNode, among known: Set<String>, _ problems: inout [Problem],
        absent: (String) -> Phrase
    ) -> String? {
        guard let word = node.text(key, &problems) else { return nil }
        if !known.contains(word) {
            problems.append(Problem(absent(word), at: node.place(of: key)))
        }
        return word
    }

    private func link(
        _ node: RuleNode, _ problems: inout [Problem], _ key: String = "link"
    ) -> String? {
        word(key, of: node, among: links, &problems) { "没有环节“\($0)”" }
    }

    private func company(
        _ node: RuleNode, _ problems: inout [Problem], _ key: String = "company"
    ) -> String? {
        word(key, of: node, among: companies, &problems) { "没有企业“\($0)”" }
    }

    private func source(_ node: RuleNode, _ problems: inout [Problem]) -> String? {
        word("source", of: node, among: sources, &problems) { "没有来源“\($0)”" }
    }

    private func division(_ node: RuleNode, _ problems: inout [Problem]) -> String? {
        guard let code = node.text("place", &problems) else { return nil }
        if let problem = divisionProblem(code, at: node.place(of: "place")) {
            problems.append(problem)
        }
        return code
    }

    func supplies(_ node: RuleNode, _ problems: inout [Problem]) -> [LinkSupply] {
        var seen: Set<[String]> = []
        return node.optionalList("supply", &problems).compactMap { element in
            element.onlyKeys(["from", "to", "what", "derived"], &problems)
            let supplier = link(element, &problems, "from")
            let buyer = link(element, &problems, "to")
            let what = element.text("what", &problems)
            guard let supplier, let buyer, let what else { return nil }
            if supplier == buyer { problems.append(element.problem("环节“\(buyer)”供给自己")) }
            if !seen.insert([supplier, buyer]).inserted {
                problems.append(element.problem("“\(supplier)”到“\(buyer)”写了两次"))
            }
            let isDerived = element["derived"]?.asFlag(&problems) ?? false
            return LinkSupply(
                supplier: supplier, buyer: buyer, what: what, isDerived: isDerived)
        }
    }

    func placements(_ node: RuleNode, _ problems: inout [Problem]) -> [WrittenPlacement] {
        var seen: Set<[String]> = []
        return node.optionalList("placements", &problems).compactMap { element in
            element.onlyKeys(
                ["link", "company", "place", "standing", "as", "note", "source"], &problems)
            let link = link(element, &problems)
            let company = company(element, &problems)
            let place = division(element, &problems)
            let source = source(element, &problems)
            let standing = element.optionalWord(
                "standing", as: PlacementStanding.self, &problems)
            let qualities = element.optionalList("as", &problems).compactMap {
                $0.asWord(PlacementQuality.self, &problems)
            }
            if qualities.contains(.plain), qualities.count > 1 {
                problems.append(Problem("plain不能与其他并列", at: element.place(of: "as")))
            }
            let note = element.optionalText("note", &problems)
            guard let link, let company, let place, let source else { return nil }
            if !seen.insert([link, company, place]).inserted {
                problems.append(element.problem("企业“\(company)”在环节“\(link)”写了两次"))
            }
            return WrittenPlacement(
                link: link, company: company, source: source, place: place,
                standing: standing ?? .operating, qualities: Set(qualities), note: note,
                unsaid: element.unsaid(among: WrittenPlacement.optionalKeys))
        }
    }

    func trades(_ node: RuleNode, _ problems: inout [Problem]) -> [WrittenTrade] {
        node.optionalList("trade", &problems).compactMap { element in
            element.onlyKeys(
                ["from", "to", "what", "kind", "confidence", "note", "source"], &problems)
            let supplier = company(element, &problems, "from")
            let buyer = element["to"] == nil ? nil : company(element, &problems, "to")
            let what = element.text("what", &problems)
            let kind = element.word("kind", as: CompanySupplyKind.self, &problems)
            let confidence = element.optionalInteger("confidence", in: 1...5, &problems)
            let note = element.optionalText("note", &problems)
            let source = source(element, &problems)
            guard let supplier, let what, let kind, let source else { return nil }
            if buyer == nil, note == nil {
                problems.append(element.problem("没有买方（to）时，请在note里写明卖给谁"))
            }
            return WrittenTrade(
                supplier: supplier, buyer: buyer, what: what, kind: kind,
                confidence: confidence, note: note, source: source)
        }
    }

    func declarations(_ node: RuleNode, _ problems: inout [Problem]) -> [WrittenDeclaration] {
        node.optionalList("complete", &problems).compactMap { element in
            element.onlyKeys(["link", "place", "by", "on", "source"], &problems)
            let link = link(element, &problems)
            let place = division(element, &problems)
            let by = element.text("by", &problems)
            let on = element.day("on", &problems)
            let source = source(element, &problems)
            guard let link, let place, let by, let on, let source else { return nil }
            return WrittenDeclaration(link: link, place: place, by: by, on: on, source: source)
        }
    }

    func surveys(_ node: RuleNode, _ problems: inout [Problem]) -> [WrittenSurvey] {
        var seen: Set<[String]> = []
        return node.optionalList("surveys", &problems).compactMap { element in
            element.onlyKeys(
                ["link", "company", "band", "concentrated", "on", "source"], &problems)
            let link = link(element, &problems)
            let company = company(element, &problems)
            let band = element.word("band", as: LocalShareBand.self, &problems)
            let concentrated = element["concentrated"]?.asFlag(&problems)
            let on = element.day("on", &problems)
            let source = source(element, &problems)
            guard let link, let company, let band, let on, let source else { return nil }
            if !seen.insert([link, company, on.description]).inserted {
                problems.append(element.problem("企业“\(company)”同一天对“\(link)”答了两次"))
            }
            return WrittenSurvey(
                link: link, company: company, band: band, isConcentrated: concentrated, on: on,
                source: source)
        }
    }

    func outputs(_ node: RuleNode, _ problems: inout [Problem]) -> [WrittenOutput] {
        node.optionalList("outputs", &problems).compactMap { element in
            element.onlyKeys(
                [
                    "link", "place", "year", "local", "local_total", "national",
                    "national_total", "source",
                ], &problems)
            let link = link(element, &problems)
            let place = division(element, &problems)
            let year = element.integer("year", in: 1990...2100, &problems)
            let figures = ["local", "local_total", "national", "national_total"].compactMap {
                yuan($0, of: element, &problems)
            }
            let source = source(element, &problems)
            guard let link, let place, let year, let source, figures.count == 4 else { return nil }
            if figures[0] > figures[1] || figures[2] > figures[3] || figures[3] == 0
                || figures[1] == 0 || figures[2] == 0
            {
                problems.append(element.problem("部分大于全部，或分母为零"))
            }
            return WrittenOutput(
                link: link, place: place, year: year, local: figures[0], localTotal: figures[1],
                national: figures[2], nationalTotal: figures[3], source: source)
        }
    }

    private func yuan(
        _ key: String, of node: RuleNode, _ problems: inout [Problem]
    ) -> Int64? {
        guard let text = node.text(key, &problems) else { return nil }
        guard let money = amountWritten(text), money.currency == .CNY, money.minor >= 0 else {
            problems.append(Problem("应为人民币金额，如12亿元", at: node.place(of: key)))
            return nil
        }
        return money.minor / 100
    }
}

extension WrittenSource {
    fileprivate static func basis(
        _ node: RuleNode, _ problems: inout [Problem]
    ) -> WrittenSource? {
        node.onlyKeys(["document", "dated", "address"], &problems)
        let dated = node.optionalDay("dated", &problems)
        let address = node.optionalText("address", &problems)
        return node.text("document", &problems).map {
            WrittenSource(
                id: "", kind: .publication, title: $0, dated: dated, address: address)
        }
    }

    fileprivate static func read(
        _ node: RuleNode, _ id: String, _ problems: inout [Problem]
    ) -> WrittenSource? {
        node.onlyKeys(["id", "kind", "title", "dated", "address"], &problems)
        let kind = node.word("kind", as: SourceKind.self, &problems)
        let title = node.text("title", &problems)
        let dated = node.optionalDay("dated", &problems)
        let address = node.optionalText("address", &problems)
        guard let kind, let title else { return nil }
        return WrittenSource(id: id, kind: kind, title: title, dated: dated, address: address)
    }
}

extension WrittenCompany {
    fileprivate static func read(
        _ node: RuleNode, _ id: String, _ problems: inout [Problem]
    ) -> WrittenCompany? {
        node.onlyKeys(["id", "name", "uscc", "stock", "place"], &problems)
        let code = node.optionalText("uscc", &problems)
        let stock = node.optionalText("stock", &problems)
        return node.text("name", &problems).map {
            WrittenCompany(id: id, name: $0, creditCode: code, stock: stock, place: node.place)
        }
    }
}

extension ChainLink {
    fileprivate static func read(
        _ node: RuleNode, _ id: String, _ problems: inout [Problem]
    ) -> ChainLink? {
        node.onlyKeys(
            [
                "id", "name", "en", "tier", "role", "under", "aliases", "industries", "products",
                "keywords", "about",
            ], &problems)
        let name = node.localName(&problems)
        let tier = node.word("tier", as: LinkTier.self, &problems)
        let role = node.word("role", as: LinkRole.self, &problems)
        let under = node.optionalText("under", &problems)
        let industries = node.texts("industries", &problems)
        for code in industries
        where !(3...4).contains(code.utf8.count)
            || !code.utf8.allSatisfy({ (48...57).contains($0) })
        {
            problems.append(
                Problem("行业代码“\(code)”应为三位或四位数字", at: node.place(of: "industries")))
        }
        let lists = ["aliases", "products", "keywords"].map { key in
            let items = node.texts(key, &problems)
            if items.contains(where: { $0.contains(where: \.isNewline) }) {
                problems.append(Problem("一项里不能换行", at: node.place(of: key)))
            }
            return items
        }
        let about = node.optionalText("about", &problems)
        guard let name, let tier, let role else { return nil }
        return ChainLink(
            id: id, name: name, tier: tier, role: role, under: under, aliases: lists[0],
            industries: industries, products: lists[1], keywords: lists[2], about: about)
    }
}

extension ChainLink {
    fileprivate static let optionalKeys: Set<String> = [
        "en", "under", "aliases", "industries", "products", "keywords", "about",
    ]
}

extension WrittenPlacement {
    fileprivate static let optionalKeys: Set<String> = ["standing", "as", "note"]
}

extension RuleLimits {
    /// A chain of ten thousand placements in YAML.
    fileprivate static let ofChain = RuleLimits(bytes: 16_777_216, values: 2_000_000)
}
