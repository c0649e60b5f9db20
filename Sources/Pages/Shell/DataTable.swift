package import Basics
package import Markup

/// A column of a table of rows of one kind.
package struct DataColumn<Row>: Sendable {
    package var title: Phrase
    /// 亿元, 个: once in the head instead of in each cell.
    package var unit: Phrase?
    /// The word in the address by which this column sorts; nil where it does not.
    package var sort: String?
    package var isNumber: Bool
    /// The column that names the row: its head, and the heading of the card on a phone.
    package var isHead: Bool
    /// A date, a stage: never broken over two lines.
    package var isShort: Bool
    /// Says more of the column before it; stands beside that one on a phone.
    package var isAside: Bool
    package var cell: @Sendable (Row) -> HTML

    package init(
        _ title: Phrase, unit: Phrase? = nil, sort: String? = nil, isNumber: Bool = false,
        isHead: Bool = false, isShort: Bool = false, isAside: Bool = false,
        @HTMLBuilder cell: @escaping @Sendable (Row) -> HTML
    ) {
        self.title = title
        self.unit = unit
        self.sort = sort
        self.isNumber = isNumber
        self.isHead = isHead
        self.isShort = isShort
        self.isAside = isAside
        self.cell = cell
    }
}

/// How a list is sorted, as it stands in the address: `name` upwards, `-name` downwards.
package struct SortOrder: Hashable, Sendable {
    package var key: String
    package var isDescending: Bool

    package init(_ key: String, isDescending: Bool = false) {
        self.key = key
        self.isDescending = isDescending
    }

    /// Only a key that is listed is taken; SQL is chosen by it and never made of it.
    package init?(text: String?, among keys: [String]) {
        guard let text else { return nil }
        isDescending = text.hasPrefix("-")
        key = isDescending ? String(text.dropFirst()) : text
        guard keys.contains(key) else { return nil }
    }

    package var text: String { isDescending ? "-" + key : key }
}

/// A table whose heads sort and whose rows become cards on a phone.
package struct DataTable<Row>: Sendable {
    package var caption: Phrase
    package var columns: [DataColumn<Row>]
    package var order: SortOrder?
    package var sorted: (@Sendable (SortOrder) -> Address)?
    /// Attributes of one row: its id for a fragment, a class.
    package var attributes: @Sendable (Row) -> [Attribute]

    package init(
        _ caption: Phrase, columns: [DataColumn<Row>], order: SortOrder? = nil,
        sorted: (@Sendable (SortOrder) -> Address)? = nil,
        attributes: @escaping @Sendable (Row) -> [Attribute] = { _ in [] }
    ) {
        self.caption = caption
        self.columns = columns
        self.order = order
        self.sorted = sorted
        self.attributes = attributes
    }

    /// The whole table. `sums` are the lines under it, of the same columns.
    package func html(_ rows: [Row], sums: [Row] = []) -> HTML {
        let isGrouped = columns.contains(where: \.isAside)
        return div(.class("table-frame"), .tabindex(0), .role("region"), .ariaLabel(caption)) {
            table(.class("data", isGrouped ? "grouped" : nil)) {
                Markup.caption(caption, .class("visually-hidden"))
                thead { tr { for column in columns { head(column) } } }
                tbody { for row in rows { self.row(row) } }
                if !sums.isEmpty { tfoot { for row in sums { self.row(row) } } }
            }
        }
    }

    /// One row, as it stands in the table: also the fragment that replaces it.
    package func row(_ row: Row) -> HTML {
        tr(attributes(row)) {
            for column in columns {
                let content = column.cell(row)
                let shown = content.isNothing ? HTML.text("—") : content
                if column.isHead {
                    th(.scope(.row), .class(column.isNumber ? "number" : nil)) { shown }
                } else {
                    td(
                        .class(
                            column.isNumber ? "number" : nil, column.isShort ? "short" : nil,
                            column.isAside ? "aside" : nil, content.isNothing ? "none" : nil),
                        .data(
                            "label",
                            phrase: column.unit.map { "\(column.title) \($0)" } ?? column.title)
                    ) { shown }
                }
            }
        }
    }

    private func head(_ column: DataColumn<Row>) -> HTML {
        let isCurrent = column.sort != nil && column.sort == order?.key
        let isDescending = isCurrent && order?.isDescending == true
        let direction = isDescending ? "descending" : "ascending"
        return th(
            .scope(.col), .class(column.isNumber ? "number" : nil),
            .aria("sort", isCurrent ? direction : nil)
        ) {
            if let key = column.sort, let sorted {
                link(to: sorted(SortOrder(key, isDescending: isCurrent && !isDescending))) {
                    column.title
                    if isCurrent {
                        span(isDescending ? " ▼" : " ▲", .aria("hidden", "true"))
                    }
                }
            } else {
                column.title
            }
            if let unit = column.unit { small(unit, .class("unit")) }
        }
    }
}
