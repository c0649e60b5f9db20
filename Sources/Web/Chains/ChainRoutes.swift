import Basics
import Chains
import Companies
import Indicators
import Pages
import People
import Projects
import Rules
import Storage
import Tables

/// Industry chains: every member who sees projects sees them.
func chainRoutes() -> [Route] {
    [
        .get("/chains", .may(.seeProjects)) { ask in .page(try await chainsPage(ask).page) },
        .post("/chains", .may(.editChains), takesFiles: true) { ask in
            try await takeChain(ask) { .page(try await chainsPage(ask, $0).page, .unprocessable) }
        },
        .get("/taxonomies/chains", .may(.seeProjects)) { ask in
            .page(try await taxonomyPage(ask).page)
        },
        .get("/chains/{chain}", .may(.seeProjects)) { ask in
            .page(try await chainPage(ask).page)
        },
        .get("/chains/{chain}/map", .may(.seeProjects)) { ask in
            .page(try await chainMapPage(ask).page)
        },
        .get("/chains/{chain}/map/{form}", .may(.seeProjects)) { ask in
            .file(try await chainMapFile(ask))
        },
        .get("/chains/{chain}/companies", .may(.seeProjects)) { ask in
            .page(try await chainCompaniesPage(ask).page)
        },
        .get("/chains/{chain}/book/{form}", .may(.export)) { ask in
            .file(try await chainBook(ask))
        },
        .get("/chains/{chain}/file", .may(.editChains)) { ask in
            .file(try await chainFile(ask))
        },
        .post("/chains/{chain}/file", .may(.editChains), takesFiles: true) { ask in
            try await takeChain(ask, only: try ask.text("chain")) {
                .page(try await chainPage(ask, $0).page, .unprocessable)
            }
        },
    ]
}

/// The file of the form, read and taken in; else the page again with everything wrong with it.
private func takeChain(
    _ ask: Ask, only chain: String? = nil, orShow page: (FormValues) async throws -> Answer
) async throws -> Answer {
    do {
        let taken = try await ask.takeChain(only: chain)
        return .redirect(to: .chains(.one(taken.chain.id)), said: taken.said)
    } catch let refusal as any Refusal
        where refusal is ChainRefusal || refusal is CityProblems || refusal is CompanyRefusal
        || refusal is StaleVersion || refusal is UnreadableFile
    {
        return try await page(ask.form.refused(refusal.problems))
    }
}

private func chainCompaniesPage(_ ask: Ask) async throws -> ChainCompaniesPage {
    let (id, text) = (try ask.text("chain"), ask.query["q"])
    let (number, size) = (ask.pageNumber, Limit.placedCompaniesOnPage)
    let (chain, links, list, companies) = try await ask.store.read { tx in
        let list = ListPage(
            number: number, size: size.count,
            total: try tx.placedCompanyCount(of: id, text: text))
        return (
            try tx.chain(id), try tx.links(of: id), list,
            try tx.placedCompanies(of: id, text: text, limit: size, offset: list.offset)
        )
    }
    return ChainCompaniesPage(
        chain: try chain.orNoSuchPage(), links: links, companies: companies, list: list,
        query: ask.query, divisions: CityDivisions(ask.city.folder))
}

/// The whole book, as far as its reader may see it; that it leaves is an entry of the journal.
private func chainBook(_ ask: Ask) async throws -> FileAnswer {
    let form = try ChainBookForm(rawValue: try ask.text("form")).orNoSuchPage()
    let (id, by, folder, today) = (
        try ask.text("chain"), try ask.occasion, ask.city.folder, ask.today
    )
    let papers = try await ask.store.read { tx in
        try tx.chainPapers(of: id, in: folder, on: today, for: by.actor)
    }.orNoSuchPage()
    let head = try await ask.store.write { tx in
        try tx.record(
            "chain.book_exported", on: Subject("chain", id), by: by.actor.name, at: by.at,
            body: .object([JSONMember("format", .string(form.rawValue))]))
    }
    let book = ChainBook(papers, stamp: try ask.stamp(by.at, head))
    let name = book.fileName + "." + form.rawValue
    switch form {
    case .docx: return FileAnswer(name: name, type: .docx, bytes: try book.paper.docx())
    case .xlsx:
        return FileAnswer(name: name, type: .xlsx, bytes: try book.paper.xlsx().orNoSuchPage())
    case .pdf:
        return FileAnswer(
            name: name, type: .pdf, bytes: try await ask.printing(book.printed, .pdf))
    }
}

/// The chain as a file that can be brought in again.
private func chainFile(_ ask: Ask) async throws -> FileAnswer {
    let (id, by, isSample) = (try ask.text("chain"), try ask.occasion, ask.city.folder.isSample)
    let form = try (ask.query["form"].map(ChainFileForm.init) ?? .yaml).orNoSuchPage()
    do {
        let (name, bytes) = try await ask.store.write { tx in
            let file = try tx.exportChain(id, by)
            return (
                file.name.zh, try file.bytes(as: form, isSample: isSample, createdAt: by.at)
            )
        }
        return FileAnswer(
            name: name + (isSample ? "（示例）" : "") + "." + form.rawValue,
            type: form == .xlsx ? .xlsx : .plain, bytes: bytes)
    } catch is UnknownChain {
        throw NoSuchPage()
    }
}

private func chainMapPage(_ ask: Ask) async throws -> ChainMapPage {
    let id = try ask.text("chain")
    var problems: [Problem] = []
    let day = ask.query["since"].flatMap { text in
        let day = Day(text: text)
        if day == nil { problems.append(Problem("日期应写作 2026-10-31", at: .field("since"))) }
        return day
    }
    let (map, before) = try await ask.store.read { tx in
        (
            try tx.chainMap(id),
            try day.map { day in
                (day, try tx.keptGrades(of: id, knownAt: ask.city.folder.end(of: day)))
            }
        )
    }
    return ChainMapPage(
        map: try map.orNoSuchPage(), view: ChainMapView(ask.query), before: before,
        problems: problems)
}

private func chainMapFile(_ ask: Ask) async throws -> FileAnswer {
    let id = try ask.text("chain")
    let form = try ChainMapForm(rawValue: try ask.text("form")).orNoSuchPage()
    let map = try await ask.store.read { tx in try tx.chainMap(id) }.orNoSuchPage()
    let (name, city) = (map.chain.name, ask.city.folder.name)
    let caption: Phrase =
        ask.city.folder.isSample
        ? "\(name)产业链全景图 · \(city)（示例） · \(ask.today)"
        : "\(name)产业链全景图 · \(city) · \(ask.today)"
    let paper = ChainMapPaper(
        map, ChainMapView(ask.query), caption: caption, in: ask.lexicon)
    let file =
        ask.lexicon.text("\(name)产业链全景图" as Phrase) + (ask.city.folder.isSample ? "（示例）" : "")
    switch form {
    case .svg: return FileAnswer(name: file + ".svg", type: .svg, bytes: Array(paper.svg.utf8))
    case .png:
        let (width, height) = paper.size
        let bytes = try await ask.printing(paper.document, .image(width: width, height: height))
        return FileAnswer(name: file + ".png", type: .png, bytes: bytes)
    case .pdf:
        let bytes = try await ask.printing(paper.document, .pdf)
        return FileAnswer(name: file + ".pdf", type: .pdf, bytes: bytes)
    }
}

func chainsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> ChainsPage {
    let unit = try ask.member.unit
    let (chains, counts, owned) = try await ask.store.read { tx in
        (try tx.chains(), try tx.chainCounts(), try tx.openGaps(ownedBy: unit))
    }
    return ChainsPage(
        chains: chains, counts: counts, owned: owned, mayEdit: try ask.may(.editChains),
        mayAnswer: try ask.may(.answerOrders), values: values)
}

func taxonomyPage(_ ask: Ask) async throws -> TaxonomyPage {
    let (folder, today, sight) = (ask.city.folder, ask.today, try ask.sight)
    let (words, chains) = try await ask.store.read { tx in
        (try tx.projectsByChain(visibleTo: sight), try tx.chains())
    }
    return TaxonomyPage(
        versions: folder.versions(of: "chains"), today: today,
        counts: TaxonomyCounts(words, in: "chains", of: folder, on: today), chains: chains)
}

func chainPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ChainPage {
    let (id, mayEdit, sight) = (
        try ask.text("chain"), try ask.may(.editChains), try ask.sight
    )
    let (map, companies, anchors, counts, words, chains) = try await ask.store.read { tx in
        let map = try tx.chainMap(id).orNoSuchPage()
        return (
            map, try tx.chainCompanies(of: map), try tx.anchors(of: id),
            try mayEdit ? tx.needCounts(of: id) : [:],
            try tx.projectsByChain(visibleTo: sight), try tx.chains()
        )
    }
    let reported = TaxonomyCounts(words, in: "chains", of: ask.city.folder, on: ask.today)
    return ChainPage(
        map: map, companies: companies,
        divisions: CityDivisions(ask.city.folder), units: ask.unitNames,
        zoneOffset: ask.city.folder.zoneOffset,
        projects: reported.words(of: map.chain, among: chains),
        anchors: anchors,
        needCounts: counts, mayEdit: mayEdit, mayExport: try ask.may(.export), values: values)
}

extension Ask {
    /// The file of the form, read and taken in.
    fileprivate func takeChain(only chain: String?) async throws -> TakenChain {
        let files = form.files.filter { !$0.bytes.isEmpty }
        guard let file = files.first, files.count == 1 else {
            throw ChainRefusal([
                Problem(files.isEmpty ? "还没有选文件" : "一条链一个文件", at: .field("files"))
            ])
        }
        let taking = try ChainImport(file.bytes, file: file.name, in: world)
        if let chain, taking.chain.id != chain {
            throw ChainRefusal([
                Problem("文件写的是“\(taking.chain.id)”，不是这条链“\(chain)”", at: .field("files"))
            ])
        }
        let (rule, by) = (city.folder.grading(on: today), try occasion)
        return try await store.write { tx in try tx.take(taking, by: rule, by) }
    }
}
