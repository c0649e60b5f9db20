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

extension CityDesk {
    /// `--as MEMBER` by login; the operator where nobody is named.
    func acting(_ options: ActorOptions) async throws -> Acting {
        guard let login = options.member else { return Acting(actor: .operator, sight: .all) }
        let units = Units(folder.units)
        guard
            let member = try await store.read({ tx in
                try tx.member(login: login, units: units)
            }), !member.isDisabled
        else {
            throw MemberRefusal.invalid([Problem("没有“\(login)”这个账号", at: .field("--as"))])
        }
        return Acting(actor: .member(member), sight: member.sight)
    }

    /// The unit's full name, as the JSON Lines give it.
    func district(_ unit: String) -> String { folder.unit(unit)?.name.zh ?? unit }
}
