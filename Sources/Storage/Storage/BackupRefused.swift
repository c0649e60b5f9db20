package import Basics

/// What a backup holds, as it says itself.
package struct BackupSummary: Hashable, Sendable {
    package let madeAt: Instant
    /// The journal head of each city, to be printed and kept apart from the backup.
    package let heads: [String: JournalHead]
    /// Rows and hash of each table.
    package let tables: [String: BackupTable]

    package init(madeAt: Instant, heads: [String: JournalHead], tables: [String: BackupTable]) {
        self.madeAt = madeAt
        self.heads = heads
        self.tables = tables
    }
}

package struct BackupTable: Hashable, Sendable {
    package let rows: Int64
    package let hash: String

    package init(rows: Int64, hash: String) {
        self.rows = rows
        self.hash = hash
    }
}

/// The backup is not what was made, or does not belong where it should go. All reasons at once.
package struct BackupRefused: Refusal {
    package let reasons: [Reason]

    package init(_ reasons: [Reason]) { self.reasons = reasons }

    package var problems: [Problem] { reasons.map { Problem($0.words) } }

    package enum Reason: Hashable, Sendable {
        case exists(path: String)
        case absent(path: String)
        case unreadable(StorageFault)
        /// Made by a program with another schema; the name of its last migration.
        case otherSchema(String)
        case missingTable(String)
        case unlistedTable(String)
        case rowCount(table: String, found: Int64, expected: Int64)
        case contents(table: String)
        case journal(city: String, JournalDamage)
        case targetNotEmpty(table: String)
        case changedMeanwhile

        var words: Phrase {
            switch self {
            case .exists(let path): "备份文件\(path)已存在，不会覆盖"
            case .absent(let path): "没有备份文件\(path)"
            case .unreadable(let fault): "备份文件已损坏：\(fault.words)"
            case .otherSchema(let name): "备份的库表版本与本程序不同（\(name)）：请用制作它的版本恢复"
            case .missingTable(let table): "备份缺少表\(table)"
            case .unlistedTable(let table): "备份的目录中没有表\(table)"
            case .rowCount(let table, let found, let expected):
                "备份的表\(table)有\(Int(found))行，应有\(Int(expected))行"
            case .contents(let table): "备份的表\(table)的内容与备份时不同"
            case .journal(let city, let damage): "备份中城市\(city)的日志：\(damage.words)"
            case .targetNotEmpty(let table): "目标数据库不是空的：表\(table)已有内容"
            case .changedMeanwhile: "备份文件在恢复过程中被改动"
            }
        }
    }
}

/// A PostgreSQL database made with another collation or encoding than C and UTF8: it would sort
/// differently from SQLite.
package struct WrongCollation: Refusal {
    package let collation: String
    package let encoding: String

    /// Nil when both are right.
    package init?(collation: String, encoding: String) {
        if ["C", "POSIX"].contains(collation), encoding == "UTF8" { return nil }
        self.collation = collation
        self.encoding = encoding
    }

    package var problems: [Problem] {
        [
            Problem(
                "PostgreSQL数据库的排序规则是\(collation)、编码是\(encoding)，须以 --locale=C -E UTF8 建库"
            )
        ]
    }
}
