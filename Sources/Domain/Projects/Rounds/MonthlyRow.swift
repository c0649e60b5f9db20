import Basics
import Texts

/// A row of a monthly report as it was typed; fields that aren't named stay as they are.
package struct MonthlyRowDraft: Sendable, Hashable {
    /// Nil for a project that the unit didn't report before.
    let position: Int?
    let typed: [MonthlyField: String]
    /// Each problem stands at `total-12` instead of `total`: many rows of one form.
    let isOneOfMany: Bool

    package init(position: Int?, isOneOfMany: Bool = false, _ field: (String) -> String?) {
        self.position = position
        self.isOneOfMany = isOneOfMany
        let suffix = isOneOfMany ? position.map { "-\($0)" } ?? "" : ""
        var typed: [MonthlyField: String] = [:]
        for name in MonthlyField.allCases {
            if let text = field(name.rawValue + suffix) { typed[name] = trimmed(text) }
        }
        self.typed = typed
    }

    package var isEmpty: Bool { typed.isEmpty }

    fileprivate func place(_ field: MonthlyField) -> Place {
        .field(field.rawValue + (isOneOfMany ? position.map { "-\($0)" } ?? "" : ""))
    }
}

extension MonthlyRowDraft {
    /// The row with what was typed; every text that can't be read is a problem of its field.
    func applied(
        to row: ReportedProject, month: Month, chains: [String], _ problems: inout [Problem]
    ) -> ReportedProject {
        var row = row
        for field in MonthlyField.allCases {
            guard let text = typed[field] else { continue }
            set(field, text, of: &row, month: month, chains: chains, &problems)
        }
        return row
    }

    private func set(
        _ field: MonthlyField, _ text: String, of row: inout ReportedProject, month: Month,
        chains: [String], _ problems: inout [Problem]
    ) {
        func problem(_ message: Phrase) { problems.append(Problem(message, at: place(field))) }
        let isEmpty = text.isEmpty
        switch field {
        case .name:
            if isEmpty { problem("请写项目名称") }
            row.name = limited(text, .lettersOfReportName, field, &problems)
        case .investors: row.investors = investors(text, &problems)
        case .total: row.total = amount(text, field, &problems)
        case .received: row.received = amount(text, field, &problems)
        case .stage:
            row.stage = Stage(rawValue: text)
            if !isEmpty, row.stage == nil { problem("请从各阶段里选") }
        case .agreement:
            row.agreement = Agreement(rawValue: text)
            if !isEmpty, row.agreement == nil { problem("请选正式协议、框架协议或未签") }
        case .signedOn:
            row.signedOn = RoughDay(text: text)
            if !isEmpty, row.signedOn == nil { problem("日期应写作 2026-10-31 或 2026-10") }
            if let day = row.signedOn, day.first > month.last {
                problem("\(day.description)在报送的月份之后")
            }
        case .chain:
            // What an earlier sheet called it stays, though the city has no chain of this name.
            if !isEmpty, text != row.chain, !chains.contains(text) { problem("请从产业链里选") }
            row.chain = isEmpty ? nil : text
        case .mode: row.mode = optional(text, .lettersOfReportName, field, &problems)
        case .contact: row.contact = optional(text, .lettersOfReportName, field, &problems)
        case .content: row.content = optional(text, .lettersOfReportText, field, &problems)
        case .remark: row.remark = optional(text, .lettersOfReportText, field, &problems)
        case .evidence:
            if !["", "yes", "no"].contains(text) { problem("请选有或没有") }
            row.hasEvidence = isEmpty ? nil : text == "yes"
        case .dropped:
            if !["", "yes", "no"].contains(text) { problem("请选是或不是") }
            row.isDropped = text == "yes"
        }
    }

    private func limited(
        _ text: String, _ limit: Limit, _ field: MonthlyField, _ problems: inout [Problem]
    ) -> String {
        if text.count > limit.count {
            problems.append(Problem("最多\(limit.count)个字", at: place(field)))
        }
        return text
    }

    private func optional(
        _ text: String, _ limit: Limit, _ field: MonthlyField, _ problems: inout [Problem]
    ) -> String? {
        text.isEmpty ? nil : limited(text, limit, field, &problems)
    }

    private func amount(
        _ text: String, _ field: MonthlyField, _ problems: inout [Problem]
    ) -> Money? {
        if text.isEmpty { return nil }
        let message: Phrase
        switch readAmount(text, unit: .wan) {
        case .amount(let money, _) where money.minor < 0: message = "金额不能是负数"
        case .amount(let money, _) where money.minor > mostMoney: message = "金额太大，请核对单位"
        case .amount(let money, let marks)
        where marks.isDisjoint(with: [.approximate, .oneOfSeveral, .rounded]):
            return money
        case .amount, .several, .range: message = "请写一个准确的金额"
        case .nothing: message = "读不出金额：写数字，单位是万元；外币写明，如 300万美元"
        }
        problems.append(Problem(message, at: place(field)))
        return nil
    }

    /// One a line: a name and, after a blank, its credit code.
    private func investors(_ text: String, _ problems: inout [Problem]) -> [ReportedInvestor] {
        var found: [ReportedInvestor] = []
        for line in text.split(whereSeparator: \.isNewline) {
            let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let last = words.last else { continue }
            let looksLikeCode =
                words.count > 1 && last.utf8.count == 18
                && last.utf8.allSatisfy { $0 < 0x80 }
            let code = looksLikeCode ? last.uppercased() : nil
            let name = words.dropLast(looksLikeCode ? 1 : 0).joined(separator: " ")
            if let code, !creditCodeIsValid(code) {
                problems.append(Problem("信用代码\(code)校验不通过", at: place(.investors)))
            }
            if found.contains(where: { $0.name.folded == name.folded }) {
                problems.append(Problem("“\(name)”写了两次", at: place(.investors)))
            }
            found.append(
                ReportedInvestor(name: name, code: code, codeIsValid: code.map(creditCodeIsValid)))
        }
        if found.count > Limit.investorsOfReport.count {
            problems.append(
                Problem("投资方最多\(Limit.investorsOfReport.count)个", at: place(.investors)))
        }
        return found
    }
}

extension Limit {
    static let investorsOfReport: Limit = 40
}

extension ReportedProject {
    /// What stands in a field of the form; empty where nothing does.
    package func typed(_ field: MonthlyField) -> String {
        switch field {
        case .name: name
        case .investors:
            investors.map { [$0.name, $0.code].compactMap(\.self).joined(separator: " ") }
                .joined(separator: "\n")
        case .total: total?.typed ?? ""
        case .received: received?.typed ?? ""
        case .stage: stage?.rawValue ?? ""
        case .agreement: agreement?.rawValue ?? ""
        case .signedOn: signedOn?.description ?? ""
        case .chain: chain ?? ""
        case .mode: mode ?? ""
        case .contact: contact ?? ""
        case .content: content ?? ""
        case .remark: remark ?? ""
        case .evidence: hasEvidence.map { $0 ? "yes" : "no" } ?? ""
        case .dropped: isDropped ? "yes" : "no"
        }
    }

    /// The fields that say something else than `other`.
    package func differences(from other: ReportedProject) -> [MonthlyField] {
        MonthlyField.allCases.filter { typed($0) != other.typed($0) }
    }
}

extension Money {
    /// As a form shows it and reads it again: 万 of yuan as a plain number, else with its unit.
    var typed: String {
        let number = wan(decimals: 6)
        return currency == .CNY ? number : "\(number)万\(currency.chinese)"
    }
}
