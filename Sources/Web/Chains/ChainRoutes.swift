import Basics
import Chains
import Companies
import Indicators
import Pages
import People
import Projects
import Rules
import Storage

/// Industry chains: every member who sees projects sees them.
func chainRoutes() -> [Route] {
    [
        .get("/chains", .may(.seeProjects)) { ask in .page(try await chainsPage(ask).page) },
        .post("/chains", .may(.editChains), takesFiles: true) { ask in
            do {
                let taken = try await ask.takeChain()
                return .redirect(to: .chains(.one(taken.chain.id)), said: said(taken))
            } catch let refusal as any Refusal
                where refusal is ChainRefusal || refusal is CityProblems
                || refusal is CompanyRefusal || refusal is StaleVersion
            {
                let values = ask.form.refused(refusal.problems)
                return .page(try await chainsPage(ask, values).page, .unprocessable)
            }
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
        .get("/chains/{chain}/file", .may(.editChains)) { ask in
            .file(try await chainFile(ask))
        },
    ]
}

/// The chain as a file that can be brought in again.
private func chainFile(_ ask: Ask) async throws -> FileAnswer {
    let (id, by) = (try ask.text("chain"), try ask.occasion)
    let file: ChainFile
    do {
        file = try await ask.store.write { tx in try tx.exportChain(id, by) }
    } catch is UnknownChain {
        throw NoSuchPage()
    }
    let sample = ask.city.folder.isSample
    return FileAnswer(
        name: file.name.zh + (sample ? "（示例）" : "") + ".yaml", type: .plain,
        bytes: Array(file.text(isSample: sample).utf8))
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

private func said(_ taken: TakenChain) -> Phrase {
    let facts = taken.changes.values.reduce(0, +)
    let (opened, closed) = (taken.grading.opened.count, taken.grading.closed.count)
    return facts == 0
        ? "这个文件以前导入过，没有变化" : "导入\(facts)条，新增企业\(taken.newCompanies)家，打开缺口\(opened)个，关闭\(closed)个"
}

func chainsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> ChainsPage {
    let unit = try ask.member.unit
    let (chains, counts, owned) = try await ask.store.read { tx in
        (try tx.chains(), try tx.chainCounts(), try tx.openGaps(ownedBy: unit))
    }
    return ChainsPage(
        chains: chains, counts: counts, owned: owned, mayEdit: try ask.may(.editChains),
        values: values)
}

private func taxonomyPage(_ ask: Ask) async throws -> TaxonomyPage {
    let (folder, today, sight) = (ask.city.folder, ask.today, try ask.sight)
    let (words, chains) = try await ask.store.read { tx in
        (try tx.projectsByChain(visibleTo: sight), try tx.chains())
    }
    return TaxonomyPage(
        versions: folder.versions(of: "chains"), today: today,
        counts: TaxonomyCounts(words, in: "chains", of: folder, on: today), chains: chains)
}

func chainPage(_ ask: Ask) async throws -> ChainPage {
    let id = try ask.text("chain")
    let (found, companies) = try await ask.store.read { tx in
        (try tx.chainMap(id), try tx.chainCompanies(of: id))
    }
    let map = try found.orNoSuchPage()
    let listed = ask.city.folder.chains(on: ask.today).first { $0.id == map.chain.code }
    return ChainPage(
        map: map, companies: companies,
        divisions: CityDivisions(ask.city.folder), units: ask.unitNames,
        zoneOffset: ask.city.folder.zoneOffset, listedName: listed?.name.zh,
        mayEdit: try ask.may(.editChains))
}

extension Ask {
    /// The file of the form, read and taken in.
    fileprivate func takeChain() async throws -> TakenChain {
        let files = form.files.filter { !$0.bytes.isEmpty }
        guard let file = files.first, files.count == 1 else {
            throw ChainRefusal([
                Problem(files.isEmpty ? "还没有选文件" : "一条链一个文件", at: .field("files"))
            ])
        }
        let taking = try ChainImport(file.bytes, file: file.name, in: world)
        let (rule, by) = (city.folder.grading(on: today), try occasion)
        return try await store.write { tx in try tx.take(taking, by: rule, by) }
    }
}
