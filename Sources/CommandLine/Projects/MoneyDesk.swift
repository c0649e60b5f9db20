import Basics
import Pages
import People
import Projects
import Rules
import Storage

/// What a change of money is made with: the rules of today, who asks and when.
struct MoneyAsk: Sendable {
    let folder: CityFolder
    let receiptRule: ReceiptRule
    let units: Units
    let today: Day
    let occasion: Occasion

    init(_ city: CityDesk, _ actor: Actor, _ world: World) throws {
        folder = city.folder
        today = city.today(in: world)
        units = Units(city.folder.units)
        occasion = Occasion(actor, in: world)
        guard let rule = city.folder.receipts(on: today) else {
            throw ProjectRefusal([Problem("城市没有到位资金的规则")])
        }
        receiptRule = rule
    }
}

extension Desk {
    /// Opens the city, changes the project's money as it stands and prints it then.
    func changeMoney(
        of id: Identifier, _ entry: EntryOptions,
        _ body: @escaping @Sendable (any Transaction, ProjectMoney, MoneyAsk) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        let ask = try MoneyAsk(city, acting.actor, world)
        try await city.store.write { tx in
            guard let money = try tx.money(of: id, visibleTo: acting.sight) else {
                throw UnknownProject()
            }
            try body(tx, money, ask)
        }
        try await city.tellMoney(id, acting.sight, at: self)
    }

    /// Opens the city, changes a receipt as it stands and prints it then.
    func changeReceipt(
        _ number: Int64, _ entry: EntryOptions,
        _ body: @escaping @Sendable (any Transaction, Receipt, MoneyAsk) throws -> Void
    ) async throws {
        let (city, acting) = try await enter(entry)
        let ask = try MoneyAsk(city, acting.actor, world)
        let changed = try await city.store.write { tx in
            guard let found = try tx.receipt(number, visibleTo: acting.sight) else {
                throw UnknownProject()
            }
            try body(tx, found.receipt, ask)
            return try tx.receipt(number, visibleTo: acting.sight)?.receipt
        }
        if let changed { out(changed.json.text) }
    }
}

extension CityDesk {
    func tellMoney(_ id: Identifier, _ sight: Sight, at desk: Desk) async throws {
        let money = try await store.read { tx in try tx.money(of: id, visibleTo: sight) }
        guard let money else { throw UnknownProject() }
        desk.out(money.json.text)
    }
}
