package import Basics

/// What a database could not do. A fault, not a refusal: nobody typed something wrong, and the same
/// may work later. Nothing of the write is left behind, `outcomeUnknown` excepted.
package enum StorageFault: Error, Hashable, Sendable {
    /// Another holds what is needed, for longer than we wait.
    case busy
    case full
    case readOnly
    /// The file or its content is damaged, or it is no database of ours.
    case corrupt(String)
    /// Ends the transaction, also when it is caught: use `ON CONFLICT … DO NOTHING RETURNING`.
    case constraint(BrokenConstraint)
    /// Cannot be opened or reached.
    case unavailable(String)
    /// The connection was lost while the commit was under way: it may have happened or not.
    /// Never repeated by the store; whoever asked looks first.
    case outcomeUnknown
    /// A text with a zero byte, a number that is not finite, a type that neither database has.
    case unstorable(String)
    /// The transaction went on after one of its statements had failed.
    case aborted
    /// A statement the database does not understand: a bug of ours. `code` is SQLSTATE or SQLite's
    /// code.
    case statement(code: String, message: String)
}

/// Which rule of a table a row broke. The names differ between the databases, the kinds do not.
package struct BrokenConstraint: Hashable, Sendable {
    package enum Kind: String, Sendable { case unique, foreignKey, check, notNull, other }

    package let kind: Kind
    /// PostgreSQL: the constraint's name. SQLite: its words («project.city_id, project.id»).
    package let name: String

    package init(_ kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}

extension StorageFault {
    /// For the person whose work it stopped.
    package var words: Phrase {
        switch self {
        case .busy: "数据库正忙，请稍后再试"
        case .full: "磁盘已满，本次没有保存；请腾出空间后重试"
        case .readOnly: "数据目录只读，本次没有保存；请检查目录权限"
        case .corrupt(let detail): "数据库文件已损坏或不是本系统的数据库：\(detail)"
        case .constraint(let constraint): "数据不符合库表约束，本次没有保存：\(constraint.name)"
        case .unavailable(let detail): "数据库无法打开或无法连接：\(detail)"
        case .outcomeUnknown: "提交时与数据库的连接中断，是否已保存无法确定；请先查看再决定是否重做"
        case .unstorable(let detail): "内容无法存入数据库：\(detail)"
        case .aborted: "事务已失败，不能继续"
        case .statement(let code, let message): "数据库语句出错（\(code)）：\(message)"
        }
    }
}
