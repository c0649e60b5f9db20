internal import Basics

/// A table of tasks (任务分解表) as lines of cells: what each column holds is read from its heading.
struct TaskTable {
    private enum Column {
        case task, due
        case owner(InstructionOwner.Part)
    }

    private let columns: [Column?]

    private static let tasks = Vocabulary(
        """
        任务 工作任务 重点任务 主要任务 任务内容 工作内容 主要内容 重点工作 工作措施 主要措施 具体措施 具体任务 目标任务 工作事项 事项 任务事项 整改措施
        """)

    /// Nil where the line is no heading of such a table.
    init?(heading cells: [Range<Int>], in text: ReadText) {
        let kinds: [(Vocabulary, Column)] = [
            (TaskTable.tasks, .task), (InstructionWords.leadLabels, .owner(.lead)),
            (InstructionWords.supportLabels, .owner(.support)),
            (InstructionWords.dueLabels, .due),
        ]
        columns = cells.map { cell in kinds.first { $0.0.isAll(of: cell, in: text) }?.1 }
        let isTask = columns.contains { if case .task = $0 { true } else { false } }
        guard isTask, columns.count(where: { $0 != nil }) >= 2 else { return nil }
    }

    /// The cells of a line that was a row of a table; nil where it has none.
    static func cells(of line: Range<Int>, in text: ReadText) -> [Range<Int>]? {
        var cells: [Range<Int>] = []
        var start = line.lowerBound
        for index in line where text.scalars[index] == "\t" {
            cells.append(text.tight(start..<index))
            start = index + 1
        }
        guard !cells.isEmpty else { return nil }
        cells.append(text.tight(start..<line.upperBound))
        return cells
    }

    struct Row {
        var tasks: [Range<Int>] = []
        var owners: [InstructionOwner] = []
        var due: DueWords?
    }

    /// Nil where the row has other columns than the heading.
    func row(_ cells: [Range<Int>], in text: ReadText) -> Row? {
        guard cells.count == columns.count else { return nil }
        var row = Row()
        for (column, cell) in zip(columns, cells) where !cell.isEmpty {
            switch column {
            case .task: row.tasks.append(cell)
            case .owner(let part): row.owners += OwnerWords.owners(in: cell, as: part, text: text)
            case .due:
                row.due = DueWords.first(in: text, cell) ?? DueWords(deadline: cell, in: text)
            case nil: break
            }
        }
        return row
    }
}
