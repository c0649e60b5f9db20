package import Basics

/// The companies that a text may mean.
package enum MeantCompany: Sendable, Hashable {
    case one(Company)
    case none(String)
    case several(String, [Company])

    package init(_ text: String, among found: [Company]) {
        switch found.count {
        case 0: self = .none(text)
        case 1: self = .one(found[0])
        default: self = .several(text, found)
        }
    }

    /// Why it means no company, or more than one.
    package func problems(at field: String) -> [Problem] {
        switch self {
        case .one: return []
        case .none(let text):
            return [
                text.isEmpty
                    ? Problem("请写企业的名称、代码或编号", at: .field(field))
                    : Problem("没有找到“\(text)”，名录里没有的先新增", at: .field(field))
            ]
        case .several(let text, let companies):
            let list = companies.map { "\($0.name)（\($0.id.text)）" }.joined(separator: "、")
            return [Problem("“\(text)”不止一家，请写代码或编号：\(list)", at: .field(field))]
        }
    }

    package var company: Company? { if case .one(let company) = self { company } else { nil } }
}

extension CompanyRecord {
    /// A parent or another shareholder. `links` are the controlling links above it, of all times;
    /// `names` name their companies for the path of a ring, and the parents that are known.
    package mutating func hold(
        by draft: ParentDraft, meaning parent: MeantCompany, links: [CompanyParent],
        names: [Identifier: String], on grounds: Grounds
    ) throws(CompanyRefusal) {
        var problems = parent.problems(at: "parent")
        let share = Share(text: draft.share)
        if share == nil, !draft.share.isEmpty {
            problems.append(
                Problem("持股比例须大于0、不超过100，最多两位小数：\(draft.share)", at: .field("share")))
        }
        if let holder = parent.company {
            let link = CompanyParent(
                company: company.id, parent: holder.id, share: share,
                isControlling: draft.isControlling, time: draft.time.time, source: grounds.id)
            problems += linkProblems(link, links: links, names: names)
        }
        problems += draft.time.problems(today: grounds.today) + grounds.problems
        guard problems.isEmpty, let holder = parent.company else {
            throw CompanyRefusal(problems)
        }
        parents.append(
            CompanyParent(
                company: company.id, parent: holder.id, share: share,
                isControlling: draft.isControlling, time: draft.time.time, source: grounds.id))
    }

    private func linkProblems(
        _ link: CompanyParent, links: [CompanyParent], names: [Identifier: String]
    ) -> [Problem] {
        var problems: [Problem] = []
        let together = parents.filter { $0.time.overlaps(link.time) }
        func name(_ id: Identifier) -> String {
            id == company.id ? company.name : names[id] ?? id.text
        }
        if let ring = ring(closedBy: link, among: links) {
            let path = ring.map(name).joined(separator: " → ")
            problems.append(Problem("控股关系会成环：\(path)", at: .field("parent")))
        }
        if together.contains(where: { $0.parent == link.parent }) {
            problems.append(
                Problem("同一时间“\(name(link.parent))”已是它的股东", at: .field("parent")))
        } else if link.isControlling, let other = together.first(where: \.isControlling) {
            problems.append(
                Problem("同一时间已由“\(name(other.parent))”控股，请先终止", at: .field("parent")))
        }
        let held = together.compactMap(\.share?.basisPoints).reduce(0, +)
        if let share = link.share, let whole = Share(basisPoints: held),
            held + share.basisPoints > 10_000
        {
            problems.append(
                Problem(
                    "已登记的持股有\(whole.description)，再加\(share.description)就超过100%了",
                    at: .field("share")))
        }
        return problems
    }

    /// That a code ended; from then on another company may have it.
    package mutating func endIdentifier(
        _ draft: EndDraft, on grounds: Grounds
    ) throws(CompanyRefusal) {
        let place = identifiers.firstIndex { $0.number == draft.number && $0.time.isOpen }
        let since = place.flatMap { identifiers[$0].time.since }
        let until = try end(draft, found: place != nil, since: since, grounds)
        guard let place else { return }
        identifiers[place].time.until = until
        identifiers[place].endSource = grounds.id
    }

    /// That a name beside the legal one is no longer used.
    package mutating func endName(_ draft: EndDraft, on grounds: Grounds) throws(CompanyRefusal) {
        let place = names.firstIndex {
            $0.number == draft.number && $0.time.isOpen
                && CompanyNameKind.added.contains($0.kind)
        }
        let since = place.flatMap { names[$0].time.since }
        let until = try end(draft, found: place != nil, since: since, grounds)
        guard let place else { return }
        names[place].time.until = until
        names[place].endSource = grounds.id
    }

    /// That a parent or shareholder no longer is one.
    package mutating func endParent(
        _ draft: EndDraft, on grounds: Grounds
    ) throws(CompanyRefusal) {
        let place = parents.firstIndex { $0.number == draft.number && $0.time.isOpen }
        let since = place.flatMap { parents[$0].time.since }
        let until = try end(draft, found: place != nil, since: since, grounds)
        guard let place else { return }
        parents[place].time.until = until
        parents[place].endSource = grounds.id
    }

    func end(
        _ draft: EndDraft, found: Bool, since: RoughDay?, _ grounds: Grounds
    ) throws(CompanyRefusal) -> RoughDay? {
        var problems: [Problem] = []
        let field = grounds.prefix + "until"
        if !found {
            problems.append(
                Problem("请选要终止的一条；已经终止的不用再办", at: .field(grounds.prefix + "number")))
        }
        if draft.until == .nothing {
            problems.append(Problem("请写止于哪一天", at: .field(field)))
        }
        problems += draft.until.problems(at: field, today: grounds.today)
        if let since, let until = draft.until.day, until.last < since.first {
            problems.append(
                Problem("止于\(until.description)，早于起于\(since.description)", at: .field(field)))
        }
        problems += grounds.problems
        guard problems.isEmpty else { throw CompanyRefusal(problems) }
        return draft.until.day
    }
}
