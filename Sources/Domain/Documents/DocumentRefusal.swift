package import Basics

/// What was asked about a document is refused, with every reason.
package struct DocumentRefusal: Refusal, Hashable {
    package let problems: [Problem]

    package init(_ problems: [Problem]) { self.problems = problems }
}
