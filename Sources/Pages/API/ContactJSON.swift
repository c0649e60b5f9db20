package import Basics
package import Companies
import Evidence
import People
import Projects

// The twins of meetings and of the page before one. What is hidden from the reader is hidden here
// too, and `hidden` says what.

extension ContactReader {
    fileprivate var hidden: JSONValue {
        .array(
            PersonDetail.allCases.filter { !details.contains($0) }.map { .string($0.rawValue) })
    }
}

extension CompanyContact {
    package func json(_ units: UnitNames) -> JSONValue {
        .object([
            "number": .integer(number), "version": .integer(version),
            "company": .string(company.text),
            "unit": .object(["id": .string(unit), "name": .string(units[unit].zh)]),
            "met_on": .string(metOn.description), "post": .string(post),
            "person": JSONValue(person), "phone": JSONValue(phone), "said": .string(said),
            "next_step": JSONValue(nextStep), "due": JSONValue(dueOn?.description),
            "done_on": JSONValue(doneOn?.description), "withdrawn": JSONValue(withdrawn),
            "saved_at": minute(savedAt), "by": .string(by),
        ])
    }
}

extension ContactsPage {
    package var json: JSONValue {
        .object([
            "view": .string(filter.rawValue), "total": JSONValue(list.total),
            "limit": JSONValue(list.size), "offset": JSONValue(list.offset),
            "hidden": reader.hidden, "contacts": .array(contacts.map { $0.json(units) }),
        ])
    }
}

extension ContactFormPage {
    package var json: JSONValue {
        .object([
            "company": company.reference, "hidden": reader.hidden,
            "contact": contact?.json(units) ?? .null,
            "earlier": .array(earlier.map { $0.json(units) }),
        ])
    }
}

extension CompanyBriefPage {
    package var json: JSONValue {
        .object([
            "company": profile.json, "presence": presence.json(divisions),
            "reports": .array(
                reports.sorted { $0.key < $1.key }.map { id, report in
                    .object([
                        "project": .string(id.text),
                        "round": .string(report.round.description),
                        "place": .string(report.row.reported.place.cellText),
                    ])
                }),
            "hidden": reader.hidden, "contacts": .array(contacts.map { $0.json(units) }),
            "lists": .array(listings.map { $0.json(kinds) }),
            "unknown": .array(unknown.map { .string(Lexicon.chinese.text($0)) }),
        ])
    }
}
