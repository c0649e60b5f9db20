import Basics
import Companies
import Pages
import People
import Rules
import Storage

/// What is changed of companies by hand: new ones, names, codes, parents, registration.
func companyFormRoutes() -> [Route] {
    let opening: [Route] = [
        .get("/companies/new", .may(.editCompanies)) { _ in .page(NewCompanyPage().page) },
        .post("/companies", .may(.editCompanies)) { ask in
            do {
                let id = try await ask.addCompany()
                return .redirect(to: .company(id), said: "企业已新增。")
            } catch let refusal as CompanyRefusal {
                return .page(
                    NewCompanyPage(values: ask.form.refused(refusal.problems)).page,
                    .unprocessable)
            }
        },
    ]
    return opening + nameRoutes() + [
        .get("/companies/{id}/identifiers", .may(.editCompanies)) { ask in
            try await show(ask, .identifiers)
        },
        .post("/companies/{id}/identifiers", .may(.editCompanies)) { ask in
            try await change(ask, .identifiers)
        },
        .post("/companies/{id}/identifiers/ending", .may(.editCompanies)) { ask in
            try await end(ask, .identifiers)
        },
        .get("/companies/{id}/parents", .may(.editCompanies)) { ask in
            try await show(ask, .parents)
        },
        .post("/companies/{id}/parents", .may(.editCompanies)) { ask in
            try await change(ask, .parents)
        },
        .post("/companies/{id}/parents/ending", .may(.editCompanies)) { ask in
            try await end(ask, .parents)
        },
        .get("/companies/{id}/registration", .may(.editCompanies)) { ask in
            try await show(ask, .registration)
        },
        .post("/companies/{id}/registration", .may(.editCompanies)) { ask in
            try await change(ask, .registration)
        },
        .get("/companies/{id}/recognitions", .may(.editCompanies)) { ask in
            try await show(ask, .recognitions)
        },
        .post("/companies/{id}/recognitions", .may(.editCompanies)) { ask in
            try await change(ask, .recognitions)
        },
        .post("/companies/{id}/recognitions/ending", .may(.editCompanies)) { ask in
            try await end(ask, .recognitions)
        },
    ]
}

private func nameRoutes() -> [Route] {
    [
        .get("/companies/{id}/name", .may(.editCompanies)) { ask in try await show(ask, .name) },
        .post("/companies/{id}/name", .may(.editCompanies)) { ask in
            try await change(ask, .name)
        },
        .get("/companies/{id}/names", .may(.editCompanies)) { ask in
            try await show(ask, .names)
        },
        .post("/companies/{id}/names", .may(.editCompanies)) { ask in
            try await change(ask, .names)
        },
        .post("/companies/{id}/names/ending", .may(.editCompanies)) { ask in
            try await end(ask, .names)
        },
    ]
}

private func show(_ ask: Ask, _ form: CompanyForm) async throws -> Answer {
    .page(try await formPage(ask, form, FormValues()).page)
}

private func change(_ ask: Ask, _ form: CompanyForm) async throws -> Answer {
    try await answer(ask, form, said: "“\(form.label)”已保存。") {
        try await ask.changeCompany(form)
    }
}

private func end(_ ask: Ask, _ form: CompanyForm) async throws -> Answer {
    try await answer(ask, form, said: "已终止。") {
        try await ask.endOfCompany(form, prefix: "end_")
    }
}

/// A refusal shows the form again, with what was typed and what is stored now.
private func answer(
    _ ask: Ask, _ form: CompanyForm, said: Phrase, _ work: () async throws -> Void
) async throws -> Answer {
    func refused(_ refusal: any Refusal) async throws -> Answer {
        let values = ask.form.refused(refusal.problems)
        return .page(try await formPage(ask, form, values).page, .unprocessable)
    }
    do {
        try await work()
    } catch let refusal as CompanyRefusal {
        return try await refused(refusal)
    } catch let refusal as StaleVersion {
        return try await refused(refusal)
    } catch is UnknownCompany {
        throw NoSuchPage()
    }
    return .redirect(to: .company(try ask.identifier(.company)), said: said)
}

private func formPage(
    _ ask: Ask, _ form: CompanyForm, _ values: FormValues
) async throws -> CompanyFormPage {
    let id = try ask.identifier(.company)
    let found = try await ask.store.read { tx in try tx.companyProfile(id) }
    return CompanyFormPage(
        profile: try found.orNoSuchPage(), form: form, kinds: ask.companyKinds, today: ask.today,
        values: values)
}

extension Ask {
    func grounds(prefix: String = "") -> Grounds {
        Grounds(
            id: world.identifier(.evidence), kind: form[prefix + "source_kind"],
            title: form[prefix + "source_title"], dated: form[prefix + "source_dated"],
            today: today, prefix: prefix)
    }

    /// The version that the form showed; 0 is none's.
    func shownVersion(_ field: String = "version") -> Int64 {
        form[field].flatMap { Int64($0) } ?? 0
    }

    /// The company that the form describes, with its new identifier.
    func addCompany() async throws -> Identifier {
        let id = world.identifier(.company)
        let (grounds, by) = (grounds(), try occasion)
        let draft = CompanyDraft(
            name: form["name"], standing: form["standing"], scheme: form["scheme"],
            value: form["value"])
        try await store.write { tx in try tx.addCompany(draft, id: id, on: grounds, by) }
        return id
    }

    /// The change of a company that a form, or the body of a program, asks for.
    func changeCompany(_ kind: CompanyForm) async throws {
        let id = try identifier(.company)
        let (version, grounds, by) = (shownVersion(), grounds(), try occasion)
        let time = TypedTime(since: form["since"], until: form["until"])
        switch kind {
        case .name, .names:
            let word = kind == .name ? CompanyNameKind.legal.rawValue : form["kind"]
            let draft = NameDraft(kind: word, name: form["name"], time: time)
            try await store.write { tx in
                kind == .name
                    ? try tx.renameCompany(id, version: version, to: draft, on: grounds, by)
                    : try tx.addCompanyName(id, version: version, draft, on: grounds, by)
            }
        case .identifiers:
            let draft = IdentifierDraft(
                scheme: form["scheme"], value: form["value"], time: time)
            try await store.write { tx in
                try tx.identifyCompany(id, version: version, draft, on: grounds, by)
            }
        case .parents:
            let draft = ParentDraft(
                parent: form["parent"], share: form["share"],
                isControlling: form["controlling"] == "1", time: time)
            try await store.write { tx in
                try tx.holdCompany(id, version: version, by: draft, on: grounds, by)
            }
        case .registration:
            let draft = RegistrationDraft(
                name: form["name"], code: form["code"], since: form["since"])
            try await store.write { tx in
                try tx.registerCompany(id, version: version, as: draft, on: grounds, by)
            }
        case .recognitions:
            let draft = RecognitionDraft(
                kind: form["kind"], authority: form["authority"], since: form["since"],
                expires: form["expires"])
            let kinds = city.folder.recognitionKinds(on: today)
            try await store.write { tx in
                try tx.recognizeCompany(
                    id, version: version, draft, kinds: kinds, on: grounds, by)
            }
        }
    }

    /// That a name, a code or a parent ended.
    func endOfCompany(_ kind: CompanyForm, prefix: String = "") async throws {
        let id = try identifier(.company)
        let (version, grounds, by) = (shownVersion(), grounds(prefix: prefix), try occasion)
        let draft = EndDraft(number: form[prefix + "number"], until: form[prefix + "until"])
        let isRevoked = form[prefix + "revoked"] == "1"
        try await store.write { tx in
            switch kind {
            case .names:
                try tx.endCompanyName(id, version: version, draft, on: grounds, by)
            case .identifiers:
                try tx.endCompanyIdentifier(id, version: version, draft, on: grounds, by)
            case .parents:
                try tx.endCompanyParent(id, version: version, draft, on: grounds, by)
            case .recognitions:
                try tx.endCompanyRecognition(
                    id, version: version, draft, isRevoked: isRevoked, on: grounds, by)
            case .name, .registration: throw UnknownCompany()
            }
        }
    }
}
