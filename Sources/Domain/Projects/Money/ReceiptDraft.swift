import Basics
package import Evidence
import Rules
import Texts

/// A receipt as it was typed.
package struct ReceiptDraft: Sendable, Hashable {
    let bank: String
    let slip: String
    let arrived: String
    let amount: String
    let currency: String
    let source: String
    let capital: String
    let payer: String
    let rate: RateDraft
    let reason: String?
    let replaces: String?
    let evidence: EvidenceDraft

    /// By the names of the form's fields. `amount` is in 万 of the currency where it names no
    /// unit.
    package init(_ field: (String) -> String?, file: EvidenceFile?) {
        func given(_ name: String) -> String { trimmed(field(name) ?? "") }
        func optional(_ name: String) -> String? { given(name).isEmpty ? nil : given(name) }
        bank = given("bank")
        slip = given("slip")
        arrived = given("arrived")
        amount = given("amount")
        currency = given("currency")
        source = given("source")
        capital = given("capital")
        payer = given("payer")
        rate = RateDraft(field)
        reason = optional("reason")
        replaces = optional("replaces")
        evidence = EvidenceDraft(
            kind: field("kind"), title: field("title"), dated: field("dated"), file: file)
    }
}

/// An exchange rate as it was typed.
package struct RateDraft: Sendable, Hashable {
    let rate: String
    let on: String
    let source: String

    package init(_ field: (String) -> String?) {
        rate = trimmed(field("rate") ?? "")
        on = trimmed(field("rate_on") ?? "")
        source = trimmed(field("rate_source") ?? "")
    }

    var isEmpty: Bool { rate.isEmpty && on.isEmpty && source.isEmpty }

    /// Nil where nothing was typed. A rate without its day or its source is none.
    func checked(for currency: Currency, today: Day, _ problems: inout [Problem]) -> ExchangeRate? {
        if isEmpty { return nil }
        if currency == .CNY {
            problems.append(Problem("人民币不用写汇率", at: .field("rate")))
            return nil
        }
        let millionths = rateMillionths
        if millionths == nil {
            problems.append(
                Problem("汇率写1\(currency.name)折多少元，最多六位小数", at: .field("rate")))
        }
        let day = checkedDay(on, "rate_on", missing: "请写汇率的日期", today: today, &problems)
        if source.isEmpty {
            problems.append(Problem("请写汇率的出处", at: .field("rate_source")))
        }
        checkLength(source, "rate_source", .lettersOfBank, &problems)
        guard let millionths, let day else { return nil }
        return ExchangeRate(millionths: millionths, on: day, source: source)
    }

    /// A bare number of «100 yuan» is read in fen of ten thousand: its millionths.
    private var rateMillionths: Int64? {
        guard case .amount(let found, let marks) = readAmount(rate, unit: .wan),
            marks.isEmpty, (1...100_000_000).contains(found.minor)
        else { return nil }
        return found.minor
    }
}

/// A receipt that can be kept.
struct CheckedReceipt {
    let day: Day
    let amount: Money
    let rate: ExchangeRate?
    let source: MoneySource
    let capital: CapitalKind
    let replaces: Receipt?
    let month: Month
    let marks: [Phrase]
    let evidenceDay: Day?
}

extension ReceiptDraft {
    /// What is to be kept of it on `today`; refused with every reason at once. `taken` says
    /// that the slip is registered already. What is unusual needs a reason, and is then marked.
    func checked(
        against money: ProjectMoney, rule: ReceiptRule, today: Day, taken: Problem?
    ) throws(ProjectRefusal) -> CheckedReceipt {
        var problems = wordProblems
        let corrected = correctedReceipt(of: money, &problems)
        if money.project.standing == .left, replaces == nil {
            problems.append(Problem("项目已经出库"))
        }
        let day = checkedDay(arrived, "arrived", missing: "请写到账日期", today: today, &problems)
        let amount = checkedAmount(&problems)
        let rate = amount.flatMap {
            self.rate.checked(for: $0.currency, today: today, &problems)
        }
        let source = rule.source(self.source)
        if source == nil { problems.append(Problem("请选来源类别", at: .field("source"))) }
        let capital = rule.capital(self.capital)
        if capital == nil { problems.append(Problem("请选资金用途", at: .field("capital"))) }
        if let taken { problems.append(taken) }
        var evidenceDay: Day?
        do throws(ProjectRefusal) {
            evidenceDay = try evidence.checked(kinds: rule.evidence, today: today)
        } catch {
            problems += error.problems
        }
        let month = day.map { money.open(from: Month(of: $0)) }
        let marks = unusual(day, amount, rate, money, corrected)
        if reason == nil { problems += marks }
        guard problems.isEmpty, let day, let amount, let source, let capital, let month else {
            throw ProjectRefusal(problems)
        }
        return CheckedReceipt(
            day: day, amount: amount, rate: rate, source: source, capital: capital,
            replaces: corrected, month: month, marks: marks.map(\.message),
            evidenceDay: evidenceDay)
    }

    private var wordProblems: [Problem] {
        var problems: [Problem] = []
        if bank.isEmpty { problems.append(Problem("请写银行", at: .field("bank"))) }
        if slip.isEmpty { problems.append(Problem("请写进账单号", at: .field("slip"))) }
        if payer.isEmpty { problems.append(Problem("请写付款人", at: .field("payer"))) }
        for (text, field) in [(bank, "bank"), (slip, "slip"), (payer, "payer")] {
            checkLength(text, field, .lettersOfBank, &problems)
        }
        checkLength(reason ?? "", "reason", .lettersOfReason, &problems)
        return problems
    }

    /// The receipt that it corrects, where it says so.
    private func correctedReceipt(
        of money: ProjectMoney, _ problems: inout [Problem]
    ) -> Receipt? {
        guard let replaces else { return nil }
        if reason == nil { problems.append(Problem("更正请写原因", at: .field("reason"))) }
        guard let number = Int64(replaces), let found = money.receipt(number),
            found.isCorrectable
        else {
            problems.append(
                Problem("要更正的一笔不是本项目已确认、未更正过的到账", at: .field("replaces")))
            return nil
        }
        if money.waiting.contains(where: { $0.replaces == number }) {
            problems.append(Problem("这一笔的更正还没有确认", at: .field("replaces")))
        }
        return found
    }

    private func checkedAmount(_ problems: inout [Problem]) -> Money? {
        guard let currency = Currency(rawValue: currency) else {
            problems.append(Problem("请选币种", at: .field("currency")))
            return nil
        }
        if amount.isEmpty {
            problems.append(Problem("请写到账金额", at: .field("amount")))
            return nil
        }
        let problem: Phrase
        switch readAmount(amount, unit: AmountUnit(10_000, currency)) {
        case .amount(let money, _) where money.currency != currency:
            problem = "金额写的是\(money.currency.name)，币种选的是\(currency.name)；一笔只有一个币种"
        case .amount(_, let marks) where !marks.isDisjoint(with: [.approximate, .oneOfSeveral]):
            problem = "请写一个准确的金额"
        case .amount(_, let marks) where marks.contains(.rounded):
            problem = "金额比\(currency.name)的最小单位还细"
        case .amount(let money, _) where money.minor < 0:
            problem = "金额不能是负数；退回或记错的，更正原来的一笔"
        case .amount(let money, _) where money.minor == 0 && replaces == nil:
            problem = "金额不能是零；记错的，更正原来的一笔"
        case .amount(let money, _) where money.minor > mostMoney: problem = "金额太大，请核对单位"
        case .amount(let money, _): return money
        case .several where Set(amountUnits(in: amount).map(\.currency)).count > 1:
            problem = "一笔只有一个币种，两个币种请分两笔登记"
        case .several, .range: problem = "请写一个准确的金额"
        case .nothing: problem = "读不出金额：写数字，单位是万"
        }
        problems.append(Problem(problem, at: .field("amount")))
        return nil
    }

    /// What needs a reason: a day before signing, a month that is closed, more than the
    /// contract.
    private func unusual(
        _ day: Day?, _ amount: Money?, _ rate: ExchangeRate?, _ money: ProjectMoney,
        _ corrected: Receipt?
    ) -> [Problem] {
        var found: [Problem] = []
        if let day, let signed = money.project.signedOn, day < signed.first {
            found.append(
                Problem("到账早于签约时间\(signed.description)", at: .field("arrived")))
        }
        if let day, money.isClosed(Month(of: day)) {
            let month = Month(of: day)
            found.append(
                Problem(
                    "\(month.description)已关账，写明原因补记到\(money.open(from: month).description)",
                    at: .field("arrived")))
        }
        if let amount, let total = money.project.total,
            let sum = money.sum(with: amount, rate, without: corrected, in: total.currency),
            sum > total.minor
        {
            found.append(
                Problem(
                    "到账合计\(Money(minor: sum, total.currency).words)，超过总投资\(total.words)",
                    at: .field("amount")))
        }
        return found
    }
}

/// The largest amount of one receipt, in the smallest unit: a thousand billion yuan.
let mostMoney: Int64 = 100_000_000_000_000

extension ProjectMoney {
    /// What arrived together with one more amount, waiting receipts included, in the currency
    /// of the contract. What cannot be put into it is left out: the sum is at least this. Nil
    /// where the new amount itself cannot.
    fileprivate func sum(
        with amount: Money, _ rate: ExchangeRate?, without corrected: Receipt?,
        in currency: Currency
    ) -> Int64? {
        func worth(_ amount: Money, _ yuan: Money?) -> Int64? {
            amount.currency == currency ? amount.minor : currency == .CNY ? yuan?.minor : nil
        }
        guard let new = worth(amount, rate?.yuan(of: amount)) else { return nil }
        let corrections = Set(waiting.compactMap(\.replaces))
        return receipts.filter { receipt in
            (receipt.state == .confirmed || receipt.state == .reported)
                && receipt.replacedBy == nil && receipt.number != corrected?.number
                && !corrections.contains(receipt.number)
        }.compactMap { worth($0.amount, $0.yuan) }.reduce(new, +)
    }
}

/// One exact amount, not negative, in 万 of the currency where it names no unit.
func exactMoney(
    _ text: String, _ currency: String, _ field: String, _ problems: inout [Problem]
) -> Money? {
    guard let currency = Currency(rawValue: currency),
        case .amount(let found, let marks) = readAmount(text, unit: AmountUnit(10_000, currency)),
        marks.isDisjoint(with: [.approximate, .oneOfSeveral, .rounded]),
        found.currency == currency, (0...mostMoney).contains(found.minor)
    else {
        problems.append(Problem("请写一个准确的金额", at: .field(field)))
        return nil
    }
    return found
}

/// A day that has come, else nil with its problem.
func checkedDay(
    _ text: String, _ field: String, missing: Phrase, today: Day, _ problems: inout [Problem]
) -> Day? {
    guard let day = Day(text: text) else {
        problems.append(
            Problem(text.isEmpty ? missing : "日期应写作 2026-10-31", at: .field(field)))
        return nil
    }
    if day > today {
        problems.append(Problem("\(day.description)还没有到", at: .field(field)))
        return nil
    }
    return day
}

func checkLength(
    _ text: String, _ field: String, _ limit: Limit, _ problems: inout [Problem]
) {
    if text.count > limit.count {
        problems.append(Problem("最多\(limit.count)个字", at: .field(field)))
    }
}
