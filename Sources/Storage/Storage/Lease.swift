package import Basics

/// The right to do a job that must be done once, for a time. Whoever acts on it says `fence`, which
/// grows with every taking: a holder that was frozen past its time is known by its old number.
package struct Lease: Hashable, Sendable {
    package let name: String
    package let holder: String
    package let until: Instant
    package let fence: Int64
}

extension Transaction {
    /// Takes a lease that is free, has run out or is one's own. Nil while another holds it.
    package func takeLease(
        _ name: String, holder: String, at now: Instant, until: Instant
    ) throws -> Lease? {
        try rows(
            """
            INSERT INTO lease (city_id, name, holder, until, fence)
            VALUES (\(city), \(name), \(holder), \(until), 1)
            ON CONFLICT (city_id, name) DO UPDATE
            SET holder = excluded.holder, until = excluded.until, fence = lease.fence + 1
            WHERE lease.until <= \(now) OR lease.holder = excluded.holder
            RETURNING fence
            """
        ).first.map {
            Lease(name: name, holder: holder, until: until, fence: try $0.integer("fence"))
        }
    }

    /// Longer, if it is still held. Nil when it has run out or another took it.
    package func renewLease(_ lease: Lease, at now: Instant, until: Instant) throws -> Lease? {
        try rows(
            """
            UPDATE lease SET until = \(until)
            WHERE city_id = \(city) AND name = \(lease.name) AND holder = \(lease.holder)
                AND fence = \(lease.fence) AND until > \(now)
            RETURNING fence
            """
        ).first.map { _ in
            Lease(name: lease.name, holder: lease.holder, until: until, fence: lease.fence)
        }
    }

    /// Gives it back before its time. Nothing happens when another has it by now.
    package func releaseLease(_ lease: Lease) throws {
        try run(
            """
            UPDATE lease SET until = 0
            WHERE city_id = \(city) AND name = \(lease.name) AND holder = \(lease.holder)
                AND fence = \(lease.fence)
            """)
    }

    /// Whether this holder may still write, asked in the transaction that writes.
    package func holdsLease(_ lease: Lease, at now: Instant) throws -> Bool {
        try !rows(
            """
            SELECT fence FROM lease
            WHERE city_id = \(city) AND name = \(lease.name) AND holder = \(lease.holder)
                AND fence = \(lease.fence) AND until > \(now)
            """
        ).isEmpty
    }
}
