package import Basics

/// What merging one company into another would do, decided from what is known of the two and
/// nothing else: what is shown before is what happens after.
package struct MergePlan: Sendable, Hashable {
    /// The company that ends; its address goes on to answer.
    package let from: CompanyRecord
    /// The company that remains.
    package let into: CompanyRecord
    /// What the remaining one lacks and gets.
    package let filled: [CompanyField]
    /// Of two links that would stand between the same companies, the one that says less: it ends on
    /// the day of the merging.
    package let doubled: [CompanyParent]
    /// Recognitions that the remaining one has too. Both stay: that an authority ended one of them
    /// is not ours to say.
    package let sameRecognitions: [CompanyRecognition]
    /// Everything that keeps the two from being merged.
    package let problems: [Problem]

    /// `held` are the links of all times in which either is the parent; `above` the controlling
    /// links above both, of all times; `names` name the companies of all these links.
    init(
        of from: CompanyRecord, into: CompanyRecord, held: [CompanyParent],
        above: [CompanyParent], names: [Identifier: String]
    ) {
        self.from = from
        self.into = into
        filled = CompanyField.allCases.filter {
            $0.value(of: into.company) == nil && $0.value(of: from.company) != nil
        }
        guard from.company.id != into.company.id else {
            doubled = []
            sameRecognitions = []
            problems = [Problem("一家企业不能与自己合并", at: .field("into"))]
            return
        }
        let merging = Merging(from: from, into: into, held: held, above: above, names: names)
        doubled = merging.doubled
        sameRecognitions = merging.sameRecognitions
        problems =
            merging.standingProblems + merging.codeProblems + merging.parentProblems
            + merging.shareProblems + merging.ringProblems
    }
}

/// A field of the company's own row that is filled where the remaining company lacks it.
package enum CompanyField: String, Sendable, CaseIterable {
    case foundedOn = "founded_on"
    case registeredCapital = "registered_capital"
    case address
    case website
    case intro

    package func value(of company: Company) -> String? {
        switch self {
        case .foundedOn: company.foundedOn?.description
        case .registeredCapital: company.registeredCapital
        case .address: company.address
        case .website: company.website
        case .intro: company.intro
        }
    }

    package var label: Phrase {
        switch self {
        case .foundedOn: "成立日期"
        case .registeredCapital: "注册资本"
        case .address: "地址"
        case .website: "网址"
        case .intro: "简介"
        }
    }
}

private struct Merging {
    let from: CompanyRecord
    let into: CompanyRecord
    let held: [CompanyParent]
    let above: [CompanyParent]
    let names: [Identifier: String]

    private func name(_ id: Identifier) -> String { names[id] ?? id.text }

    var standingProblems: [Problem] {
        var problems: [Problem] = []
        for (company, field) in [(from.company, "from"), (into.company, "into")] {
            guard let other = company.mergedInto else { continue }
            problems.append(
                Problem(
                    "“\(company.name)”（\(company.id.text)）已经并入“\(name(other))”（\(other.text)）",
                    at: .field(field)))
        }
        if from.company.standing == .registered, into.company.standing != .registered {
            problems.append(
                Problem(
                    "“\(from.company.name)”已登记，“\(into.company.name)”没有：请反过来合并",
                    at: .field("into")))
        }
        return problems
    }

    /// Two codes of a register that gives a company one at a time, held on one day.
    var codeProblems: [Problem] {
        from.identifiers.flatMap { code in
            into.identifiers.filter {
                code.scheme.isSingle && $0.scheme == code.scheme && $0.value != code.value
                    && $0.time.overlaps(code.time)
            }.map {
                Problem(
                    "\(code.scheme.label)不同，不是一家企业：\(code.value)、\($0.value)",
                    at: .field("into"))
            }
        }
    }

    /// Two that control at one time. The same one twice is one.
    var parentProblems: [Problem] {
        from.parents.filter(\.isControlling).flatMap { link in
            into.parents.filter {
                $0.isControlling && $0.parent != link.parent && $0.time.overlaps(link.time)
            }.map {
                Problem(
                    "控股方不同：“\(name(link.parent))”、“\(name($0.parent))”，请先终止不对的一条",
                    at: .field("into"))
            }
        }
    }

    /// Shareholders of today that would hold more than the whole.
    var shareProblems: [Problem] {
        let ended = Set(doubled.map(\.number))
        let links = (from.parents + into.parents).filter {
            $0.time.isOpen && !ended.contains($0.number)
        }
        let held = links.compactMap(\.share?.basisPoints).reduce(0, +)
        guard held > 10_000 else { return [] }
        let list = links.compactMap { link in
            link.share.map { "“\(name(link.parent))”\($0.description)" }
        }.joined(separator: "、")
        return [Problem("合并后股东的持股合计超过100%，请先终止不对的一条：\(list)", at: .field("into"))]
    }

    var sameRecognitions: [CompanyRecognition] {
        from.recognitions.filter { into.recognitions.contains(where: $0.repeats) }
    }

    /// Who would control itself, or be its own shareholder today.
    var ringProblems: [Problem] {
        var seen: Set<Int64> = []
        let links = (above + from.parents + into.parents + held)
            .filter { seen.insert($0.number).inserted }.map(merged)
        let own = links.filter { $0.company == $0.parent && $0.time.isOpen }
        guard own.isEmpty else {
            return [
                Problem(
                    "“\(from.company.name)”和“\(into.company.name)”之间有持股关系，请先终止",
                    at: .field("into"))
            ]
        }
        let upwards = links.filter { $0.company != $0.parent }
        for link in upwards where link.company == into.company.id {
            guard let ring = ring(closedBy: link, among: upwards) else { continue }
            let path = ring.map(name).joined(separator: " → ")
            return [Problem("控股关系会成环：\(path)", at: .field("into"))]
        }
        return []
    }

    /// A link as it stands after the merging.
    private func merged(_ link: CompanyParent) -> CompanyParent {
        func now(_ id: Identifier) -> Identifier { id == from.company.id ? into.company.id : id }
        return CompanyParent(
            company: now(link.company), parent: now(link.parent), share: link.share,
            isControlling: link.isControlling, time: link.time, source: link.source)
    }

    var doubled: [CompanyParent] {
        func lesser(_ own: CompanyParent, _ others: [CompanyParent]) -> CompanyParent? {
            guard own.time.isOpen, let other = others.first(where: \.time.isOpen) else {
                return nil
            }
            return own.says(lessThan: other) ? own : other.says(lessThan: own) ? other : own
        }
        let upwards = from.parents.compactMap { link in
            lesser(link, into.parents.filter { $0.parent == link.parent })
        }
        let downwards = held.filter { $0.parent == from.company.id }.compactMap { link in
            lesser(
                link, held.filter { $0.parent == into.company.id && $0.company == link.company })
        }
        return upwards + downwards
    }
}

extension CompanyParent {
    /// That it controls says most, then a share that is known.
    fileprivate func says(lessThan other: CompanyParent) -> Bool {
        guard isControlling == other.isControlling else { return other.isControlling }
        return share == nil && other.share != nil
    }
}
