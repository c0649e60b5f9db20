import Basics
import Chains
import Companies
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
        .get("/chains/{chain}", .may(.seeProjects)) { ask in
            .page(try await chainPage(ask).page)
        },
    ]
}

private func said(_ taken: TakenChain) -> Phrase {
    let facts = taken.changes.values.reduce(0, +)
    let (opened, closed) = (taken.grading.opened.count, taken.grading.closed.count)
    return facts == 0
        ? "这个文件以前导入过，没有变化" : "导入\(facts)条，新增企业\(taken.newCompanies)家，打开缺口\(opened)个，补上\(closed)个"
}

func chainsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> ChainsPage {
    let (chains, counts) = try await ask.store.read { tx in
        (try tx.chains(), try tx.chainCounts())
    }
    return ChainsPage(
        chains: chains, counts: counts, mayEdit: try ask.may(.editChains), values: values)
}

func chainPage(_ ask: Ask) async throws -> ChainPage {
    let id = try ask.text("chain")
    let map = try await ask.store.read { tx in try tx.chainMap(id) }
    return ChainPage(
        map: try map.orNoSuchPage(), area: ask.city.folder.id,
        divisions: CityDivisions(ask.city.folder), zoneOffset: ask.city.folder.zoneOffset)
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
