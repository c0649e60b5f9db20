import Basics
import Sealing
import Storage

/// What became of a form that was sent before.
enum FormReceipt: Sendable {
    /// The first time: go on.
    case first
    /// It was answered with a page to go to.
    case answered(location: String)
    /// It is under way, or what it gave was no page.
    case seen
}

/// A form carries a token of its own, so that a double click or a page sent again does nothing
/// twice.
extension Transaction {
    func takeForm(key: String, at now: Instant) throws -> FormReceipt {
        let taken = try rows(
            """
            INSERT INTO form_receipt (city_id, key_hash, taken_at) VALUES (\(city), \(key), \(now))
            ON CONFLICT (city_id, key_hash) DO NOTHING RETURNING key_hash
            """)
        if !taken.isEmpty { return .first }
        let known = try rows(
            """
            SELECT location FROM form_receipt WHERE city_id = \(city) AND key_hash = \(key)
            """)
        guard let location = try known.first?.optionalText("location") else { return .seen }
        return .answered(location: location)
    }

    func answerForm(key: String, location: String) throws {
        try run(
            """
            UPDATE form_receipt SET location = \(location)
            WHERE city_id = \(city) AND key_hash = \(key)
            """)
    }

    /// Forms sent more than a day ago, for the daily tidying.
    func forgetForms(at now: Instant) throws {
        try run(
            """
            DELETE FROM form_receipt
            WHERE city_id = \(city) AND taken_at < \(now.adding(seconds: -86_400))
            """)
    }

    /// A form that was refused or failed did nothing, and may be sent again.
    func releaseForm(key: String) throws {
        try run("DELETE FROM form_receipt WHERE city_id = \(city) AND key_hash = \(key)")
    }
}
