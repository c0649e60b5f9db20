package import Basics
import Texts

/// A code that was asked for and the companies that have or had it.
package struct CodeHolder: Sendable, Hashable {
    package let company: Company
    package let time: ValidTime

    var id: String { company.id.text }
}

extension CompanyRecord {
    /// A company that no register has brought. One that is planned has no code yet; one abroad has
    /// none of this country; one that is registered has its credit code. `others` are called so by
    /// law today.
    package static func added(
        _ draft: CompanyDraft, id: Identifier, holders: [CodeHolder], others: [Company],
        on grounds: Grounds
    ) throws(CompanyRefusal) -> CompanyRecord {
        let standing = draft.standing ?? .planned
        var record = CompanyRecord(
            company: Company(
                id: id, name: "", standing: standing, brands: [], formerNames: [],
                creditCode: nil, foundedOn: nil, registeredCapital: nil, address: nil,
                website: nil, intro: nil, version: 1), names: [], identifiers: [], parents: [])
        var problems = record.nameProblems(draft.name, others: others)
        if draft.standing == nil {
            problems.append(Problem("请选是已登记、拟设还是境外", at: .field("standing")))
        }
        if let code = draft.code {
            problems += record.codeProblems(code, holders: holders, at: "value")
        }
        problems += codeProblems(draft.code?.scheme, hasCode: draft.code != nil, standing)
        problems += grounds.problems
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        record.call(draft.name, since: nil, source: grounds.id)
        if let code = draft.code, let scheme = code.scheme {
            record.identifiers.append(
                CompanyIdentifier(
                    scheme: scheme, value: code.value, time: code.time.time, source: grounds.id))
        }
        return record
    }

    private static func codeProblems(
        _ scheme: IdentifierScheme?, hasCode: Bool, _ standing: CompanyStanding
    ) -> [Problem] {
        switch standing {
        case .registered where scheme != .uscc:
            [Problem("已登记的企业须有统一社会信用代码", at: .field("scheme"))]
        case .planned where hasCode:
            [Problem("拟设公司还没有号码；已有号码的请选“已登记”", at: .field("value"))]
        case .foreign where scheme.map { IdentifierScheme.domestic.contains($0) } ?? false:
            [Problem("境外企业没有境内的登记号码", at: .field("scheme"))]
        default: []
        }
    }

    /// Another name by law from a day on: the one before becomes a former name that ended the day
    /// before. `others` are the companies that are called so by law today.
    package mutating func rename(
        to draft: NameDraft, others: [Company], on grounds: Grounds
    ) throws(CompanyRefusal) {
        let problems =
            nameProblems(draft.name, others: others)
            + draft.time.since.problems(at: "since", today: grounds.today)
            + startProblems(draft.time.since) + grounds.problems
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        call(draft.name, since: draft.time.since.day, source: grounds.id)
    }

    /// A name beside the legal one.
    package mutating func add(_ draft: NameDraft, on grounds: Grounds) throws(CompanyRefusal) {
        var problems = Companies.problems(ofName: draft.name)
        switch draft.kind {
        case nil: problems.append(Problem("请选名称的种类", at: .field("kind")))
        case .legal: problems.append(Problem("法定名称的变化请用“更名”", at: .field("kind")))
        case .merged: problems.append(Problem("并入企业的名称由合并产生", at: .field("kind")))
        case .some(let kind):
            if names.contains(where: {
                $0.kind == kind && $0.name == draft.name
                    && $0.time.overlaps(draft.time.time)
            }) {
                problems.append(Problem("“\(draft.name)”已经登记过", at: .field("name")))
            }
        }
        problems += draft.time.problems(today: grounds.today) + grounds.problems
        guard problems.isEmpty, let kind = draft.kind else { throw CompanyRefusal(problems) }
        names.append(
            CompanyName(
                kind: kind, name: draft.name, time: draft.time.time, source: grounds.id))
    }

    /// A code of the company. `holders` are all rows of this code, of any company and time.
    package mutating func identify(
        _ draft: IdentifierDraft, holders: [CodeHolder], on grounds: Grounds
    ) throws(CompanyRefusal) {
        let problems =
            codeProblems(draft, holders: holders, at: "value")
            + draft.time.problems(today: grounds.today) + grounds.problems
        guard problems.isEmpty, let scheme = draft.scheme else { throw CompanyRefusal(problems) }
        identifiers.append(
            CompanyIdentifier(
                scheme: scheme, value: draft.value, time: draft.time.time, source: grounds.id))
    }

    /// A planned company was registered, or one from abroad here: it gets its code and its name by
    /// law; what it was called so far becomes a former name. All else stays.
    package mutating func register(
        _ draft: RegistrationDraft, holders: [CodeHolder], others: [Company],
        on grounds: Grounds
    ) throws(CompanyRefusal) {
        var problems: [Problem] = []
        if company.standing == .registered {
            problems.append(Problem("“\(company.name)”已经登记，只能更名"))
        }
        let isRenamed = draft.name != company.name
        problems += isRenamed ? nameProblems(draft.name, others: others) : []
        problems += codeProblems(draft.code, holders: holders, at: "code")
        problems += draft.since.problems(at: "since", today: grounds.today)
        problems += isRenamed ? startProblems(draft.since) : []
        problems += grounds.problems
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        company.standing = .registered
        if isRenamed { call(draft.name, since: draft.since.day, source: grounds.id) }
        identifiers.append(
            CompanyIdentifier(
                scheme: .uscc, value: draft.code.value, time: draft.code.time.time,
                source: grounds.id))
    }

    /// Another name by law; the one before becomes a former name.
    mutating func call(_ name: String, since: RoughDay?, source: Identifier) {
        let until = since.map { $0.precision == .day ? RoughDay($0.first.adding(days: -1)) : $0 }
        for place in names.indices where names[place].kind == .legal {
            names[place].kind = .former
            names[place].time.until = until
            names[place].endSource = source
        }
        names.append(
            CompanyName(kind: .legal, name: name, time: ValidTime(since: since), source: source))
        company.name = name
    }

    private func nameProblems(_ name: String, others: [Company]) -> [Problem] {
        var problems = Companies.problems(ofName: name)
        if !name.isEmpty, name == company.name {
            problems.append(Problem("与现在的名称相同", at: .field("name")))
        }
        problems += others.filter { $0.id != company.id }.map {
            Problem("已有一家企业叫“\($0.name)”（\($0.id.text)）", at: .field("name"))
        }
        return problems
    }

    /// A new name begins after the present one did.
    private func startProblems(_ start: TypedDay) -> [Problem] {
        guard let start = start.day,
            let present = names.first(where: { $0.kind == .legal })?.time.since,
            start.last <= present.first
        else { return [] }
        return [
            Problem("现在的名称自\(present.description)起，新名称须在其后", at: .field("since"))
        ]
    }

    private func codeProblems(
        _ draft: IdentifierDraft, holders: [CodeHolder], at field: String
    ) -> [Problem] {
        guard let scheme = draft.scheme else {
            return [Problem("请选号码的种类", at: .field("scheme"))]
        }
        if draft.value.isEmpty { return [Problem("请写\(scheme.label)", at: .field(field))] }
        if let objection = scheme.objection(to: draft.value) {
            return [Problem("\(scheme.label)：\(objection)", at: .field(field))]
        }
        let time = draft.time.time
        var problems = holders.filter { $0.time.overlaps(time) }.map { holder in
            holder.company.id == company.id
                ? Problem("\(scheme.label) \(draft.value) 已经登记过", at: .field(field))
                : Problem(
                    "\(scheme.label) \(draft.value) 是“\(holder.company.name)”（\(holder.id)）的",
                    at: .field(field))
        }
        problems += identifiers.filter {
            scheme.isSingle && $0.scheme == scheme && $0.value != draft.value
                && $0.time.overlaps(time)
        }.map {
            Problem("同一时间已有\(scheme.label) \($0.value)，请先终止它", at: .field(field))
        }
        return problems
    }
}
