import Basics
import Chains
import Companies
import Indicators
import Pages
import People
import Projects
import Promises
import Rules
import Storage

/// The first page: what is to be done today, then the latest month.
func home(_ ask: Ask) async throws -> Answer {
    let sight = try ask.sight
    guard try ask.may(.seeProjects) else { return .redirect(to: .account) }
    let (due, orders, duties) = (ask.monthDue, try ask.ordersDue, try ask.homeDuties)
    let areas = try Area.allCases.filter { area in
        switch area {
        case .collect: try ask.may(.collect)
        case .suspects: true
        case .dispatch: try ask.member.readsDispatch
        default: false
        }
    }
    let page = try await ask.store.read { tx in
        let months = try tx.handedMonths()
        let month = months.first
        let names = month.map(ask.unitNames(in:)) ?? ask.unitNames
        let open =
            try month.map { try tx.suspicions(of: .month($0), visibleTo: sight).filter(\.isOpen) }
            ?? []
        let orders = try orders(tx)
        let before = try months.dropFirst().first.map {
            ($0, try tx.suspicions(of: .month($0), visibleTo: sight).filter(\.isOpen))
        }
        return HomePage(
            month: month, due: due, units: names,
            table: try month.map {
                try ask.dispatchTable(
                    of: $0, units: names.reporting, visibleTo: sight, from: tx)
            },
            doubtfulTotals: open.count { $0.kind == .unit },
            today: TodayList(
                try duties.lines(months, names, open, before, from: tx) + orders.lines,
                on: duties.today, by: duties.folder.calendar),
            orders: orders,
            changes: try month.map {
                try ask.changes(in: $0, visibleTo: sight, from: tx)
            } ?? [],
            areas: areas)
    }
    return .page(page.page)
}

extension Limit {
    /// Days before a commitment is due that the first page begins to say so.
    static let daysBeforeCommitment: Limit = 30
}

extension Ask {
    fileprivate var homeDuties: HomeDuties {
        get throws {
            let reader = try member
            return HomeDuties(
                reader: .member(reader), sight: try sight, now: try occasion.at, today: today,
                due: monthDue,
                folder: city.folder,
                own: try ownReportingUnit, may: { reader.may($0) },
                monthly: try monthlyDuties, contacts: try contactReader,
                reviews: try reviewReader, receipts: try waitingReader, leads: try leadReader)
        }
    }
}

/// Who reads the first page, and how each kind of work is asked for.
private struct HomeDuties: Sendable {
    let reader: Actor
    let sight: Sight
    let now: Instant
    let today: Day
    /// The month that is to be collected now.
    let due: Month
    let folder: CityFolder
    /// The reader's unit where it reports.
    let own: String?
    let may: @Sendable (Permission) -> Bool
    let monthly: @Sendable (any Transaction) throws -> MonthlyDuties
    let contacts: ContactReader
    let reviews: ReviewReader
    let receipts: WaitingReader
    let leads: LeadReader

    private var offset: Int { folder.zoneOffset }

    /// `months` are those with sheets, the newest first; `names` and `open` are of the newest,
    /// `before` of the one before it.
    func lines(
        _ months: [Month], _ names: UnitNames, _ open: [RaisedSuspicion],
        _ before: (Month, [RaisedSuspicion])?, from tx: any Transaction
    ) throws -> [TodayLine] {
        let monthly = try monthly(tx)
        let left = try before.map { month, open in
            suspicions(
                open, "\(month)的疑点待定", of: month,
                in: try tx.sheets(of: .month(month), visibleTo: sight))
        }
        return try collecting(months, names, open, monthly, from: tx)
            + [left].compactMap(\.self) + monthly.lines(on: today, offset: offset)
            + returned(from: tx) + deciding(from: tx) + closing(months, from: tx)
    }

    /// Sheets of the latest month: what is missing, what waits, what is doubtful.
    private func collecting(
        _ months: [Month], _ names: UnitNames, _ open: [RaisedSuspicion],
        _ monthly: MonthlyDuties, from tx: any Transaction
    ) throws -> [TodayLine] {
        guard let month = months.first else { return [] }
        let sheets = try tx.sheets(of: .month(month), visibleTo: sight)
        var lines = [suspicions(open, "疑点待定", of: month, in: sheets)]
        guard may(.collect) else { return lines }
        let staged = sheets.filter { $0.state == .staged }
        lines.append(
            TodayLine(
                "表待确认", to: .collection(month), count: staged.count,
                since: staged.map(\.handedAt).min()?.day(offset: offset)))
        let handed = Set(sheets.filter(\.state.isHandedIn).map(\.unit))
        func missing(_ phrase: Phrase, of month: Month, _ units: [String]) -> TodayLine {
            let last = monthly.rules?.due(month).day
            return TodayLine(
                phrase, to: .collection(month), count: units.count, due: last,
                overdue: last.map { $0 < today } ?? false ? units.count : 0)
        }
        let isOwnTold = monthly.unreported != nil || monthly.returned != nil
        if own == nil || month < due || !isOwnTold {
            lines.append(
                missing(
                    "单位还没报", of: month,
                    names.reporting.filter { sight.includes(unit: $0) && !handed.contains($0) }))
        }
        if month < due, !isOwnTold {
            let reporting = folder.reportingUnits(on: today).map(\.id)
            lines.append(
                missing("\(due)还没有收表", of: due, reporting.filter { sight.includes(unit: $0) }))
        }
        return lines
    }

    /// Who reports has the city's time to explain them, from the day of the sheets.
    private func suspicions(
        _ open: [RaisedSuspicion], _ title: Phrase, of month: Month, in sheets: [HandedSheet]
    ) -> TodayLine {
        let handed = Dictionary(
            sheets.map { ($0.id, $0.handedAt) }, uniquingKeysWith: { first, _ in first })
        let days = open.compactMap { suspicion in
            suspicion.rows.compactMap { $0.flatMap { handed[$0.sheet] } }.max()?
                .day(offset: offset)
        }
        let clock = own == nil ? nil : folder.clock("suspicion-answer", on: today)
        let dues = days.compactMap { day in
            clock?.due(after: day, by: folder.calendar).day
        }
        return TodayLine(
            title, to: .suspects(month), count: open.count, since: days.min(),
            due: dues.min(), overdue: dues.count { $0 < today })
    }

    /// What other units gave back to the reader's.
    private func returned(from tx: any Transaction) throws -> [TodayLine] {
        guard let own = reader.unit else { return [] }
        let since = now.adding(seconds: Int64(-86_400 * Limit.daysOfReturned.count))
        let events = try tx.returnedEvents(to: own, since: since, visibleTo: sight)
        let receipts = try tx.returnedReceipts(to: own, since: since, visibleTo: sight)
        let event = events.project.map { project in
            TodayLine("阶段被退回", to: .project(project), events.work, offset: offset)
        }
        return [event].compactMap(\.self) + [
            TodayLine(
                "到账被退回", to: .receipts(["state": "returned"]), receipts.work, offset: offset)
        ]
    }

    /// What other units reported or asked for, and what has its day.
    private func deciding(from tx: any Transaction) throws -> [TodayLine] {
        var lines = [
            TodayLine(
                "待评审", to: .waitingEvents(), try tx.waitingReviewWork(for: reviews),
                offset: offset),
            TodayLine(
                "到账待确认", to: .receipts(["view": "inbox"]),
                try tx.waitingReceiptWork(for: receipts, visibleTo: sight), offset: offset),
        ]
        if let lights = try tx.lightWork(
            of: reader.unit.flatMap(folder.unit), in: folder, visibleTo: sight)
        {
            if lights.told > 0 {
                lines.append(
                    TodayLine("亮灯通报", to: .lights(lights.month), count: lights.told))
            }
            if may(.makeDispatch) {
                lines.append(
                    TodayLine(
                        "亮灯理由待核定", to: .lights(lights.month), count: lights.undecided))
            } else if may(.answerOrders) {
                lines.append(
                    TodayLine(
                        "亮灯待说明", to: .lights(lights.month), count: lights.unexplained))
            }
        }
        if may(.approveReleases) {
            lines.append(
                TodayLine(
                    "文稿待核定", to: .reports(), try tx.reportWork(of: reader),
                    offset: offset))
        }
        if may(.recordContacts) {
            lines.append(
                TodayLine(
                    "对接到期", to: .contacts(), try tx.dueContactWork(on: today, for: contacts)))
        }
        if may(.confirmStages) {
            lines.append(
                TodayLine(
                    "阶段待确认", to: .waitingEvents(), try tx.waitingEventWork(visibleTo: sight),
                    offset: offset))
        }
        if may(.answerOrders), let unit = reader.unit {
            lines.append(
                TodayLine(
                    "链主的供需意向待答", to: .anchors(.needs()),
                    try tx.needWork(of: unit, on: today)))
        }
        if may(.submitLeads) {
            lines.append(
                TodayLine(
                    "线索待办", to: .leads(), try tx.waitingLeadWork(on: today, for: leads)))
        }
        if may(.reportReceipts) {
            let horizon = today.adding(days: Limit.daysBeforeCommitment.count)
            let (overdue, soon) = try tx.dueCommitments(
                on: today, horizon: horizon, visibleTo: sight)
            lines += [
                TodayLine("承诺超期未兑现", to: .commitments(["state": "overdue"]), overdue),
                TodayLine("承诺将到期", to: .commitments(["state": "due"]), soon),
            ]
        }
        return lines
    }

    /// Months that are over and not yet read-only.
    private func closing(_ months: [Month], from tx: any Transaction) throws -> [TodayLine] {
        guard may(.closeMonth) else { return [] }
        let closed = try tx.closedThrough()
        let open = months.filter { month in
            month < due && month.last < today && (closed.map { month > $0 } ?? true)
        }
        return [
            TodayLine(
                "月份待关账", to: .receipts(), count: open.count,
                since: open.min()?.last.adding(days: 1))
        ]
    }
}
