package import Basics
package import People
package import Rules

/// What of the city folder orders go by: its units, calendar, clocks and ladder.
package struct OrderRules: Sendable {
    package let folder: CityFolder
    package let units: Units

    package init(_ folder: CityFolder, units: Units? = nil) {
        self.folder = folder
        self.units = units ?? Units(folder.units)
    }

    /// The unit that does the work of another on a day: itself until it ends, then the one that
    /// took over, along the line. One that ended without a successor stands for itself.
    package func worker(for id: String, on day: Day) -> String {
        var present = id
        var passed: Set<String> = []
        while passed.insert(present).inserted, let unit = units[present], !unit.exists(on: day),
            unit.until.map({ $0 < day }) ?? false, let next = unit.successor, units[next] != nil
        {
            present = next
        }
        return present
    }

    /// The units whose work a unit does on a day, itself among them.
    package func worked(by id: String, on day: Day) -> [String] {
        units.all.map(\.id).filter { worker(for: $0, on: day) == id }
    }

    /// How many rungs an order has reached. The ladder is that of the day on which it was sent, so
    /// that no change of the rule meets orders underway. It stands still for what was answered,
    /// paused, closed or withdrawn.
    package func rungs(of order: Order, on today: Day) -> ArraySlice<EscalationRung> {
        guard order.runs, let ladder = folder.escalation(on: order.sentOn) else { return [] }
        return ladder.rungs.prefix(
            ladder.reached(due: order.deadline.due, on: today, by: folder.calendar))
    }

    /// The due day that a pause gives: as much later as the clock stood, counted in its own unit
    /// (days where the day was given by hand).
    package func due(of order: Order, resumedOn today: Day) -> Day {
        guard let paused = order.pausedOn else { return order.deadline.due }
        let clock = order.deadline.clock.flatMap { folder.clock($0, on: order.sentOn) }
        switch clock?.unit {
        case .workingDay?:
            let stood = folder.calendar.workingDays(after: paused, through: today).count
            return folder.calendar.adding(workingDays: stood, to: order.deadline.due).day
        case .day?, nil:
            return order.deadline.due.adding(days: max(0, today.number - paused.number))
        }
    }

    /// False: 未公布, no notice of the State Council tells the working days of that year yet.
    package func isPublished(_ day: Day) -> Bool { folder.calendar.kind(of: day) != .unpublished }

    /// The last day of those that are «due soon».
    package func horizon(on today: Day) -> Day {
        folder.calendar.adding(workingDays: Limit.workingDaysBeforeDue.count, to: today).day
    }
}
