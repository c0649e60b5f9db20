package import Basics
package import Companies
import Evidence
import Projects
import Texts

// The twins of the pages of companies. Days are as exact as they are known: `2026-10-31`,
// `2026-10`, `2026`; shares are in hundredths of a percent.

extension CompaniesPage {
    package var json: JSONValue {
        .object([
            "total": JSONValue(list.total), "limit": JSONValue(list.size),
            "offset": JSONValue(list.offset), "cut": .bool(isCut),
            "companies": .array(companies.map(\.json)),
        ])
    }
}

extension FoundCompany {
    /// The company, and in `found_by` why it answers what was asked; null where nothing was.
    package var json: JSONValue {
        .object(company.members + [JSONMember("found_by", JSONValue(by?.rawValue))])
    }
}

extension CompanyPage {
    package var json: JSONValue {
        var members = profile.members
        members.append(
            JSONMember(
                "projects", .array(projects.map { $0.json(district: units[$0.unit].zh) })))
        members.append(JSONMember("lists", .array(listings.map { $0.json(kinds) })))
        members.append(JSONMember("contacts", .array(contacts.map { $0.json(units) })))
        return .object(members)
    }
}

extension CompanyGroupPage {
    package var json: JSONValue {
        .object(["top": group.top.json(group.sources), "cut": .bool(group.isCut)])
    }
}

extension Company {
    package var json: JSONValue { .object(members) }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("id", .string(id.text)), JSONMember("name", .string(name)),
            JSONMember("standing", .string(standing.rawValue)),
            JSONMember("brand", JSONValue(brand)),
            JSONMember("former_names", .array(formerNames.map { .string($0) })),
            JSONMember("code", JSONValue(creditCode)),
            JSONMember("founded", JSONValue(foundedOn?.description)),
            JSONMember("registered_capital", JSONValue(registeredCapital)),
            JSONMember("address", JSONValue(address)), JSONMember("website", JSONValue(website)),
            JSONMember("intro", JSONValue(intro)), JSONMember("version", .integer(version)),
            JSONMember("merged_into", JSONValue(mergedInto?.text)),
        ]
    }

    /// Enough to name it and to go there.
    var reference: JSONValue {
        .object(["id": .string(id.text), "name": .string(name)])
    }
}

extension CompanyProfile {
    /// Everything known of the company itself: what the command prints and the page's twin holds.
    package var json: JSONValue { .object(members) }

    fileprivate var members: [JSONMember] {
        [
            JSONMember("company", company.json), JSONMember("source", sourceJSON(source)),
            JSONMember(
                "names",
                .array(
                    record.names.map { name in
                        .object(
                            [
                                JSONMember("number", .integer(name.number)),
                                JSONMember("kind", .string(name.kind.rawValue)),
                                JSONMember("name", .string(name.name)),
                            ] + grounds(name.time, name.source, name.endSource))
                    })),
            JSONMember(
                "identifiers",
                .array(
                    record.identifiers.map { code in
                        .object(
                            [
                                JSONMember("number", .integer(code.number)),
                                JSONMember("scheme", .string(code.scheme.rawValue)),
                                JSONMember("value", .string(code.value)),
                            ] + grounds(code.time, code.source, code.endSource))
                    })),
            JSONMember(
                "parents",
                .array(
                    record.parents.map { link in
                        .object(
                            [
                                JSONMember("number", .integer(link.number)),
                                JSONMember("parent", holders[link.parent]?.reference ?? .null),
                            ] + link.members + grounds(link.time, link.source, link.endSource))
                    })),
            JSONMember(
                "above",
                .array(
                    above.map { step in
                        .object(
                            [JSONMember("company", step.company.reference)] + step.link.members
                                + grounds(step.link.time, step.link.source, nil))
                    })),
            JSONMember("ultimate_parent", ultimate?.reference ?? .null),
            JSONMember("below", JSONValue(below)),
            JSONMember("recognitions", .array(record.recognitions.map(recognition))),
            JSONMember(
                "merged",
                .array(
                    merges.map { merge in
                        .object([
                            "company": holders[merge.from]?.reference ?? .null,
                            "by": .string(merge.by), "at": minute(merge.at),
                            "source": sourceJSON(sources[merge.source]),
                        ])
                    })),
        ]
    }

    private func recognition(_ row: CompanyRecognition) -> JSONValue {
        .object(
            [
                JSONMember("number", .integer(row.number)), JSONMember("kind", .string(row.kind)),
                JSONMember("authority", .string(row.authority)),
                JSONMember("expires", JSONValue(row.expiresOn?.description)),
                JSONMember("revoked", .bool(row.isRevoked)),
            ] + grounds(row.time, row.source, row.endSource))
    }

    private func grounds(
        _ time: ValidTime, _ source: Identifier, _ end: Identifier?
    ) -> [JSONMember] {
        [
            JSONMember("since", JSONValue(time.since?.description)),
            JSONMember("until", JSONValue(time.until?.description)),
            JSONMember("source", sourceJSON(sources[source])),
            JSONMember("end_source", sourceJSON(end.flatMap { sources[$0] })),
        ]
    }
}

extension CompanyParent {
    fileprivate var members: [JSONMember] {
        [
            JSONMember("basis_points", JSONValue(share?.basisPoints)),
            JSONMember("controlling", .bool(isControlling)),
        ]
    }
}

extension GroupMember {
    fileprivate func json(_ sources: [Identifier: Source]) -> JSONValue {
        var held: [JSONMember] = []
        if let link {
            held =
                link.members + [
                    JSONMember("since", JSONValue(link.time.since?.description)),
                    JSONMember("source", sourceJSON(sources[link.source])),
                ]
        }
        return .object(
            [
                JSONMember("company", company.reference),
                JSONMember("standing", .string(company.standing.rawValue)),
            ] + held + [JSONMember("members", .array(members.map { $0.json(sources) }))])
    }
}

func sourceJSON(_ source: Source?) -> JSONValue {
    source.map {
        .object([
            "id": .string($0.id.text), "kind": .string($0.kind.rawValue),
            "title": .string($0.title), "dated": JSONValue($0.dated?.description),
            "learnt_at": minute($0.learntAt),
        ])
    } ?? .null
}
