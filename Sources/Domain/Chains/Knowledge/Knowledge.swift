package import Basics
package import Rules

/// What an open set says of companies, products and industries (候选知识), without what its rules
/// dropped. It suggests; nothing of it is a fact of the register.
package struct KnowledgeGraph: Sendable {
    /// The folder it came in.
    package let title: String
    /// Of its files, the list beside them and the rules.
    package let digest: String
    package let companies: [KnowledgeCompany]
    /// Products and industries; numbers are shared with companies.
    package let nodes: [KnowledgeNode]
    package let edges: [KnowledgeEdge]
    /// In the order of `KnowledgeFault`, those that were found.
    package let faults: [FoundFault]
    /// Rows by relation, as they were read.
    package let rows: [KnowledgeRelation: Int]
}

package struct KnowledgeCompany: Sendable, Hashable {
    package let number: Int64
    /// With its exchange: `600309.SH`.
    package let code: String
    /// Short, as the exchange has it.
    package let name: String
    /// By law; nil where the set gives another company's.
    package let fullName: String?
    package let formerNames: [String]
    package let shortNames: [String]
    /// GB/T 2260, where a list says it.
    package let place: String?
    package let listedIndustry: String?
    package let line: Int
}

package struct KnowledgeNode: Sendable, Hashable {
    package let number: Int64
    package let name: String
}

package struct KnowledgeEdge: Sendable, Hashable {
    package let relation: KnowledgeRelation
    package let from: Int64
    package let to: Int64
    /// The share of revenue, or how often two industries were named together.
    package let weight: Double?
    /// Between 0 and 1.
    package let confidence: Double
    /// What lowered it.
    package let doubts: [KnowledgeFault]
    /// Of the relation's file.
    package let line: Int
}

/// A fault with the rows that have it.
package struct FoundFault: Sendable, Hashable {
    package let fault: KnowledgeFault
    package let treatment: FaultTreatment
    package internal(set) var count: Int
    /// The first row that has it.
    package let place: Place
    package let example: String
}

/// The files of the set, in the order in which they are read: what is named stands before what
/// names it.
package enum KnowledgeFile: String, Sendable, CaseIterable {
    case company, industry
    case parentIndustries = "industry_industry"
    case companyIndustry = "company_industry"
    case supplyingIndustries = "industry_up"
    case product
    case companyProduct = "company_product"
    case productProduct = "product_product"

    /// As it is called in provenance, packed or not.
    package var name: String { rawValue + ".jsonl" }
}

extension KnowledgeRelation {
    package var file: KnowledgeFile {
        switch self {
        case .sold: .companyProduct
        case .industry: .companyIndustry
        case .parentIndustry: .parentIndustries
        case .supplyingIndustry: .supplyingIndustries
        case .kind, .material, .downstream: .productProduct
        }
    }

    package var label: Phrase {
        switch self {
        case .sold: "主营产品"
        case .industry: "所属行业"
        case .parentIndustry: "上级行业"
        case .supplyingIndustry: "供给行业"
        case .kind: "产品小类"
        case .material: "上游材料"
        case .downstream: "下游产品"
        }
    }
}

extension Limit {
    /// Characters of a name in the set.
    static let lettersOfKnowledge: Limit = 200
    package static let rowsOfKnowledge: Limit = 2_000_000
    /// Problems of a set that are told one by one.
    static let problemsOfKnowledge: Limit = 200
}
