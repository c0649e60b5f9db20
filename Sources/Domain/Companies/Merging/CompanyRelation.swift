package import Basics
import Storage

/// A column by which the rows of a table belong to a company. When the company is merged, all rows
/// become the other's.
///
/// Every column of the database that holds identifiers of companies stands either in
/// `companyRelations` or in `keptCompanyReferences`: a test reads the tables and fails for one that
/// doesn't.
package struct CompanyRelation: Hashable, Sendable {
    package let table: String
    package let column: String
    let key: RowKey
    /// A row that has the other company in this column stays where it is: nobody holds itself.
    let apart: String?
    /// What the rows are.
    package let label: Phrase

    init(
        _ table: String, _ column: String, key: RowKey = .number, apart: String? = nil,
        _ label: Phrase
    ) {
        self.table = table
        self.column = column
        self.key = key
        self.apart = apart
        self.label = label
    }
}

/// What names a row within a city.
enum RowKey: String, Sendable {
    case number
    case id

    func text(of row: ResultRow, _ column: String) throws -> String {
        switch self {
        case .number: String(try row.integer(column))
        case .id: try row.text(column)
        }
    }

    /// The condition that is met by the row of this key.
    func names(_ key: String) -> Query {
        switch self {
        case .number: "number = \(Int64(key))"
        case .id: "id = \(key)"
        }
    }
}

package let companyRelations: [CompanyRelation] = [
    CompanyRelation("company_name", "company_id", "名称"),
    CompanyRelation("company_identifier", "company_id", "号码"),
    CompanyRelation("company_parent", "company_id", apart: "parent_id", "上级和股东"),
    CompanyRelation("company_parent", "parent_id", apart: "company_id", "下属和参股企业"),
    CompanyRelation("company_recognition", "company_id", "认定"),
    CompanyRelation("company_contact", "company_id", "对接记录"),
    CompanyRelation("list_entry", "company_id", "榜单上的条目"),
    CompanyRelation("investor_company", "company_id", "项目投资方的认定"),
    CompanyRelation("target_act", "company_id", "目标企业的跟进"),
    CompanyRelation("expansion_sign", "company_id", "扩产迹象"),
    CompanyRelation("anchor", "company_id", "链主的遴选"),
]

/// A column that holds identifiers of companies and stays as it is when one is merged.
package struct KeptCompanyReference: Hashable, Sendable {
    package let table: String
    package let column: String
    package let reason: String
}

private let readThrough = "two may sit at one link: read as the company that it was merged into"

package let keptCompanyReferences: [KeptCompanyReference] = [
    KeptCompanyReference(
        table: "company", column: "id", reason: "the merged company keeps its row and address"),
    KeptCompanyReference(
        table: "company_merge", column: "from_id", reason: "what was merged, by whom and when"),
    KeptCompanyReference(
        table: "company_merge", column: "into_id", reason: "what was merged, by whom and when"),
    KeptCompanyReference(
        table: "company_merge", column: "final_id", reason: "who stands for it; kept by merging"),
    KeptCompanyReference(
        table: "company_merge_change", column: "row_key", reason: "what a merging moved"),
    KeptCompanyReference(
        table: "company_merge_change", column: "before", reason: "what a merging moved"),
    KeptCompanyReference(
        table: "company_merge_change", column: "after", reason: "what a merging moved"),
    KeptCompanyReference(
        table: "company_duplicate", column: "left_id", reason: "the pair is not shown any more"),
    KeptCompanyReference(
        table: "company_duplicate", column: "right_id", reason: "the pair is not shown any more"),
    KeptCompanyReference(
        table: "company_duplicate_review", column: "left_id", reason: "was said of that pair"),
    KeptCompanyReference(
        table: "company_duplicate_review", column: "right_id", reason: "was said of that pair"),
    KeptCompanyReference(
        table: "journal_subject", column: "id", reason: "the journal is never rewritten"),
    KeptCompanyReference(
        table: "journal", column: "subjects", reason: "the journal is never rewritten"),
    KeptCompanyReference(
        table: "placement", column: "company_id", reason: readThrough),
    KeptCompanyReference(
        table: "company_supply", column: "supplier_id", reason: readThrough),
    KeptCompanyReference(
        table: "company_supply", column: "buyer_id", reason: readThrough),
    KeptCompanyReference(
        table: "link_survey", column: "company_id", reason: readThrough),
    KeptCompanyReference(
        table: "search_row", column: "id", reason: "made anew for both companies"),
]
