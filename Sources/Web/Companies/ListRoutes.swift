import Basics
import Companies
import Pages
import People
import Projects
import Rules
import Storage

/// Lists of companies, by kind and year. All members who see projects see them; of the projects
/// beside them each sees their own.
func listRoutes() -> [Route] {
    [
        .get("/lists", .may(.seeProjects)) { ask in .page(try await listsPage(ask).page) },
        .post("/lists", .may(.importRecords), takesFiles: true) { ask in
            do {
                let done = try await ask.importList()
                return .redirect(to: .list(done.edition.kind, done.edition.year), said: said(done))
            } catch let refusal as CompanyRefusal {
                let values = ask.form.refused(refusal.problems)
                return .page(try await listsPage(ask, values).page, .unprocessable)
            }
        },
        .get("/lists/{kind}/{year}", .may(.seeProjects)) { ask in
            .page(try await listEditionPage(ask).page)
        },
        .get("/lists/{kind}/{year}/export", .may(.export), answer: exportList),
        .get("/lists/{kind}/{year}/entries/{position}", .may(.editCompanies)) { ask in
            .page(try await listEntryPage(ask).page)
        },
        .post("/lists/{kind}/{year}/entries/{position}", .may(.editCompanies)) { ask in
            do {
                try await ask.decideEntry()
            } catch let refusal as any Refusal
                where refusal is CompanyRefusal
                || refusal is StaleVersion
            {
                let values = ask.form.refused(refusal.problems)
                return .page(try await listEntryPage(ask, values).page, .unprocessable)
            }
            return .redirect(
                to: .list(try ask.text("kind"), try ask.number("year"), ["view": "asked"]),
                said: "已判定。")
        },
    ]
}

private func said(_ done: ImportedList) -> Phrase {
    let edition = done.edition
    return done.isNew
        ? "导入\(edition.count)家，对上\(edition.linked)家，待判定\(edition.asked)家" : "这个文件以前导入过，没有变化"
}

func listsPage(_ ask: Ask, _ values: FormValues = FormValues()) async throws -> ListsPage {
    ListsPage(
        kinds: ask.companyKinds,
        editions: try await ask.store.read { tx in try tx.listEditions() }, today: ask.today,
        mayImport: try ask.may(.importRecords), mayEdit: try ask.may(.editCompanies),
        values: values)
}

/// `part` is what a program asks for; `isWhole` gives every entry of the reading.
func listEditionPage(
    _ ask: Ask, _ part: ListPart? = nil, isWhole: Bool = false
) async throws -> ListEditionPage {
    let (kind, year) = (try ask.text("kind"), try ask.number("year"))
    let reader = try ask.contactReader
    let divisions = CityDivisions(ask.city.folder)
    let (edition, rows) = try await ask.store.read { tx in
        let edition = try tx.listEdition(kind, year: year).orNoSuchPage()
        let rows = try tx.presentEntries(of: edition, divisions: divisions, for: reader)
        return (edition, rows)
    }
    return ListEditionPage(
        edition: edition, kinds: ask.companyKinds, units: ask.unitNames, divisions: divisions,
        reading: ask.query["view"].flatMap(ListReading.init) ?? .all, all: rows,
        list: { total in
            isWhole
                ? ListPage(offset: 0, size: total, total: total)
                : ListPage(part, number: ask.pageNumber, size: .entriesOnPage, total: total)
        }, mayEdit: try ask.may(.editCompanies), mayExport: try ask.may(.export))
}

func listEntryPage(
    _ ask: Ask, _ values: FormValues = FormValues()
) async throws -> ListEntryPage {
    let (kind, year) = (try ask.text("kind"), try ask.number("year"))
    let position = try ask.number("position")
    let (edition, entry, profile) = try await ask.store.read { tx in
        let edition = try tx.listEdition(kind, year: year).orNoSuchPage()
        let entry = try tx.listEntry(position, of: edition).orNoSuchPage()
        return (edition, entry, try entry.matching.company.flatMap(tx.companyProfile))
    }
    return ListEntryPage(
        edition: edition, entry: entry, profile: profile, kinds: ask.companyKinds, values: values)
}

/// The reading that is shown, as a file; the export is an entry of the journal.
private func exportList(_ ask: Ask) async throws -> Answer {
    let page = try await listEditionPage(ask, isWhole: true)
    let name = ask.lexicon.text(page.kinds.list(page.edition.kind)) + " \(page.edition.year)"
    return try await ask.export(
        "list.exported", on: [page.edition.subject],
        [
            JSONMember("count", JSONValue(page.rows.count)),
            JSONMember("view", .string(page.reading.rawValue)),
        ], name: name
    ) { stamp in listBook(page, rows: page.rows, lexicon: ask.lexicon, stamp: stamp) }
}

extension Ask {
    var companyKinds: CompanyKinds { CompanyKinds(city.folder, on: today) }

    /// A number of the path; what is none leads to no page.
    func number(_ name: String) throws(NoSuchPage) -> Int {
        guard let number = Int(try text(name)) else { throw NoSuchPage() }
        return number
    }

    /// What a form, or the address of a program that sends the bare file, says.
    private func asked(_ name: String) -> String? { form[name] ?? query[name] }

    /// The file of the form, read, matched and saved.
    func importList() async throws -> ImportedList {
        let files = form.files.filter { !$0.bytes.isEmpty }
        guard let file = files.first, files.count == 1 else {
            throw CompanyRefusal([
                Problem(files.isEmpty ? "还没有选文件" : "一份榜单一个文件", at: .field("files"))
            ])
        }
        let hand = try await store.read { tx in try tx.namesAtHand() }
        let thresholds = IdentityThresholds(city.folder.identity(on: today))
        let draft = EditionDraft(
            kind: asked("kind"), year: asked("year"), isReplacing: asked("replace") == "1")
        let grounds = Grounds(
            id: world.identifier(.evidence), kind: asked("source_kind"),
            title: asked("source_title"), dated: asked("source_dated"), today: today)
        let (kinds, places) = (city.folder.listKinds(on: today), city.folder.places)
        let plan = try await workbench.run {
            var matcher = ListMatcher(hand, thresholds: thresholds, places: places)
            return try ListImport(
                draft, file: file.name, bytes: file.bytes, kinds: kinds, matcher: &matcher,
                on: grounds)
        }
        let by = try occasion
        return try await store.write { tx in
            let done = try tx.saveList(plan, by)
            try tx.keepListings(at: by.at)
            return done
        }
    }

    /// A person's word about which company an entry is.
    func decideEntry() async throws {
        let (kind, year) = (try text("kind"), try number("year"))
        let position = try number("position")
        let version = form["version"].flatMap { Int64($0) } ?? 0
        let edition = form["edition"].flatMap { Int64($0) } ?? 0
        let draft = EntryDraft(decision: form["decision"], company: form["company"])
        let by = try occasion
        do {
            try await store.write { tx in
                try tx.decideEntry(
                    position, of: kind, year: year, edition: edition, version: version, draft, by)
                try tx.keepListings(at: by.at)
            }
        } catch let refusal as any Refusal where refusal is UnknownList || refusal is UnknownEntry {
            throw NoSuchPage()
        }
    }
}
