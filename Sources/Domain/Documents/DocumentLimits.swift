package import Basics

extension Limit {
    /// Longer lines are no titles.
    static let lettersOfTitle: Limit = 60
    static let lettersOfHeading: Limit = 50
    /// Lines of a page around its text: buttons and prompts.
    static let lettersOfFurniture: Limit = 40
    /// Invitations to write, notes on rights.
    static let lettersOfNotice: Limit = 160
    static let lettersOfCredit: Limit = 80
    /// Lines at the beginning of a piece in which its head is looked for.
    static let linesOfHead: Limit = 14
    static let linesOfTitle: Limit = 3
    /// So far before a word its subject is looked for.
    static let lettersOfSubject: Limit = 26
    /// A passage without a mark in so many letters is no instruction.
    static let lettersOfInstruction: Limit = 600
    static let lettersOfObject: Limit = 80
    /// Pieces of one text, instructions of one text, names of one text.
    package static let piecesOfDocument: Limit = 500
    package static let instructionsOfDocument: Limit = 20_000
    package static let namesOfDocument: Limit = 50_000
    static let targetsOfInstruction: Limit = 20
    static let ownersOfInstruction: Limit = 20
}
