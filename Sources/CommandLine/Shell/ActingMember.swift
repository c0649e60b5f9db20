import Basics
import People
import Rules
import Storage

/// In whose name a command acts, and what that person may see. The operator at the machine sees
/// the city.
struct Acting: Sendable {
    let actor: Actor
    let sight: Sight

    var name: String { actor.name }

    func require(_ permission: Permission) throws { try actor.require(permission) }
}

extension Desk {
    /// The city of the options, and who acts: `--as MEMBER` by login; the operator where nobody is
    /// named.
    func enter(_ entry: EntryOptions) async throws -> (CityDesk, Acting) {
        let city = try await open(entry.place)
        guard let login = entry.member else { return (city, Acting(actor: .operator, sight: .all)) }
        let units = Units(city.folder.units)
        guard
            let member = try await city.store.read({ tx in
                try tx.member(login: login, units: units)
            }), !member.isDisabled
        else {
            throw MemberRefusal.invalid([Problem("没有“\(login)”这个账号", at: .field("--as"))])
        }
        return (city, Acting(actor: .member(member), sight: member.sight))
    }
}

extension CityDesk {
    /// The unit's full name, as the JSON Lines give it.
    func district(_ unit: String) -> String { folder.unit(unit)?.name.zh ?? unit }
}
