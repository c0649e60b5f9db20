package import Basics
package import Rules

/// Reads the files of an open set row by row. Each row is held against every fault that the rules
/// name; what is broken, rather than faulty, is a problem, told with all others at the end.
package struct KnowledgeReading: Sendable {
    let title: String
    let rule: KnowledgeRule
    private let dishes: FaultWords
    private let pieces: FaultWords
    let listed: [String: ListedCompany]
    var problems: [Problem] = []
    var problemCount = 0
    var companies: [String: [CompanyRow]] = [:]
    var order: [String] = []
    var numbers: [String: Int64] = [:]
    var lastNumber: Int64 = 0
    var industryNames: [String: String] = [:]
    var industries: [String: Int64] = [:]
    var products: [String: Int64] = [:]
    /// As they stand in the set's own list.
    var listedProducts: Set<String> = []
    /// Products that it lacks.
    var unlisted: [String: Int64] = [:]
    var nodes: [KnowledgeNode] = []
    var edges: [EdgeRow] = []
    var found: [KnowledgeFault: FoundFault] = [:]
    var rows: [KnowledgeRelation: Int] = [:]
    var seen: Set<EdgeWords> = []

    package init(title: String, listed: [ListedCompany], by rule: KnowledgeRule) {
        self.title = title
        self.rule = rule
        dishes = FaultWords(rule.faults[.dish])
        pieces = FaultWords(rule.faults[.sentencePiece])
        self.listed = Dictionary(
            listed.map { ($0.stock, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What keeps the set from coming in, for a file that couldn't be read at all.
    package mutating func refuse(_ more: [Problem]) {
        problems += more
        problemCount += more.count
    }

    /// One row of a file. Files come in the order of `KnowledgeFile`.
    package mutating func take(_ value: JSONValue, line: Int, of file: KnowledgeFile) {
        var row = RowReading(
            value: value, place: .line(file: place(of: file), line: line), problems: [])
        switch file {
        case .company: company(&row, line)
        case .industry: industry(&row)
        case .parentIndustries: parentIndustry(&row, line)
        case .companyIndustry: companyIndustry(&row, line)
        case .supplyingIndustries: supplyingIndustries(&row, line)
        case .product: product(&row)
        case .companyProduct: companyProduct(&row, line)
        case .productProduct: productProduct(&row, line)
        }
        problemCount += row.problems.count
        if problems.count < Limit.problemsOfKnowledge.count { problems += row.problems }
    }

    func place(of file: KnowledgeFile) -> String { title + "/" + file.name }

    mutating func count(
        _ fault: KnowledgeFault, _ file: KnowledgeFile, _ line: Int,
        _ example: @autoclosure () -> String
    ) {
        guard let treatment = rule.faults[fault]?.treatment else { return }
        if found[fault] == nil {
            found[fault] = FoundFault(
                fault: fault, treatment: treatment, count: 0,
                place: .line(file: place(of: file), line: line), example: example())
        }
        found[fault]?.count += 1
    }

    /// A row as an edge, with its faults counted; `marked` ones hold of the company and are counted
    /// there.
    private mutating func add(
        _ edge: EdgeWords, _ line: Int, _ faults: [KnowledgeFault],
        marked: [KnowledgeFault] = [], _ example: @autoclosure () -> String
    ) {
        rows[edge.relation, default: 0] += 1
        var faults = faults
        if edge.from > 0, edge.to > 0, !seen.insert(edge).inserted {
            faults.append(.exactDuplicate)
        }
        for fault in faults { count(fault, edge.relation.file, line, example()) }
        edges.append(EdgeRow(words: edge, line: line, faults: faults + marked))
    }

    private mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }

    private mutating func node(_ name: String) -> Int64 {
        let number = nextNumber()
        nodes.append(KnowledgeNode(number: number, name: name))
        return number
    }
}

extension KnowledgeReading {
    private mutating func company(_ row: inout RowReading, _ line: Int) {
        let (short, full) = (row.text("name"), row.text("fullname"))
        let (code, location) = (row.code("code"), row.optionalText("location"))
        guard let short, let full, let code else { return }
        if code.isBare { count(.codeWithoutExchange, .company, line, "\(short) \(code.written)") }
        if let location, Day(text: location) != nil {
            count(.dateAsExchange, .company, line, "\(short) \(location)")
        }
        if short.withoutMark != short { count(.specialTreatment, .company, line, short) }
        if companies[code.full] == nil {
            order.append(code.full)
            numbers[code.full] = nextNumber()
        }
        companies[code.full, default: []].append(
            CompanyRow(
                short: short, full: full, listedOn: row.optionalText("time") ?? "", line: line))
    }

    private mutating func industry(_ row: inout RowReading) {
        let (code, name) = (row.text("code"), row.text("name"))
        guard let code, let name else { return }
        industryNames[code] = name
        if industries[name] == nil { industries[name] = node(name) }
    }

    private mutating func parentIndustry(_ row: inout RowReading, _ line: Int) {
        let (from, to) = (row.text("from_industry"), row.text("to_industry"))
        guard let from, let to else { return }
        var faults: [KnowledgeFault] = []
        if industries[from] == nil || industries[to] == nil { faults.append(.unknownIndustryName) }
        let edge = EdgeWords(.parentIndustry, industries[from] ?? 0, industries[to] ?? 0)
        add(edge, line, faults, "\(from) → \(to)")
    }

    private mutating func companyIndustry(_ row: inout RowReading, _ line: Int) {
        let (industry, name) = (row.text("industry_code"), row.text("industry_name"))
        guard let code = row.code("company_code"), let industry, let name else { return }
        var faults: [KnowledgeFault] = []
        if numbers[code.full] == nil { faults.append(.unknownCompany) }
        if industryNames[industry] == nil { faults.append(.unknownIndustryCode) }
        if industries[name] == nil { industries[name] = node(name) }
        let edge = EdgeWords(.industry, numbers[code.full] ?? 0, industries[name] ?? 0)
        add(edge, line, faults, "\(code.full) \(industry) \(name)")
    }

    private mutating func supplyingIndustries(_ row: inout RowReading, _ line: Int) {
        guard let industry = row.text("industry") else { return }
        guard case .object(let members)? = row.value["ups"] else {
            return row.refuse("没有写“ups”")
        }
        for member in members {
            guard let weight = member.value.amount, (0...1_000_000).contains(weight) else {
                row.refuse("“\(member.name)”的次数应为不小于零的数")
                continue
            }
            var faults: [KnowledgeFault] = []
            if industries[industry] == nil || industries[member.name] == nil {
                faults.append(.unknownIndustryName)
            }
            if weight < Double(rule.faults[.rareTogether]?.limit ?? 0) {
                faults.append(.rareTogether)
            }
            let edge = EdgeWords(
                .supplyingIndustry, industries[member.name] ?? 0, industries[industry] ?? 0, weight)
            add(edge, line, faults, "\(industry) ← \(member.name) \(weight.shown)")
        }
    }

    private mutating func product(_ row: inout RowReading) {
        guard let name = row.text("name"), let written = row.optionalText("name") else { return }
        listedProducts.insert(written)
        if products[name] == nil { products[name] = node(name) }
    }

    private mutating func companyProduct(_ row: inout RowReading, _ line: Int) {
        let (product, weight) = (row.product("product_name"), row.number("rel_weight"))
        guard let code = row.code("company_code"), let product, let weight else { return }
        var faults: [KnowledgeFault] = []
        if numbers[code.full] == nil { faults.append(.unknownCompany) }
        if weight < 0 { faults.append(.negativeShare) }
        if weight > 1 { faults.append(.shareAboveOne) }
        let isMarked = companies[code.full]?.contains { $0.short.withoutMark != $0.short } == true
        let number = take(product, &faults)
        let edge = EdgeWords(.sold, numbers[code.full] ?? 0, number, weight)
        add(
            edge, line, faults, marked: isMarked ? [.specialTreatment] : [],
            "\(code.full) \(product.plain) \(weight.shown)")
    }

    private mutating func productProduct(_ row: inout RowReading, _ line: Int) {
        let (from, to) = (row.product("from_entity"), row.product("to_entity"))
        let written = row.text("rel")
        guard let from, let to, let written else { return }
        guard let relation = relationsOfProducts[written] else {
            return row.refuse("没有“\(written)”这样的关系")
        }
        var faults: [KnowledgeFault] = []
        let ends = (take(from, &faults), take(to, &faults))
        if from.plain == to.plain { faults.append(.selfLoop) }
        let names = [from.plain, to.plain]
        if names.contains(where: dishes.match) { faults.append(.dish) }
        if names.contains(where: { pieces.match($0) || !$0.isPaired }) {
            faults.append(.sentencePiece)
        }
        if relation == .kind, rule.isAccident(to.plain, of: from.plain) {
            faults.append(.substringAccident)
        }
        let edge = EdgeWords(relation, ends.0, ends.1)
        add(edge, line, faults, "\(from.plain) → \(to.plain)")
    }

    /// The number of a product; what is wrong with its name.
    private mutating func take(_ product: WrittenProduct, _ faults: inout [KnowledgeFault]) -> Int64
    {
        if !listedProducts.contains(product.written), !faults.contains(.unlistedProduct) {
            faults.append(.unlistedProduct)
        }
        if product.plain.unicodeScalars.count == 1, !faults.contains(.oneCharacter) {
            faults.append(.oneCharacter)
        }
        if let number = products[product.plain] ?? unlisted[product.plain] { return number }
        let number = node(product.plain)
        unlisted[product.plain] = number
        return number
    }
}
