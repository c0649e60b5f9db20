package import Basics
package import Pages
package import People
package import Rules
package import Storage
import Tables

/// A city as the server holds it.
package struct City: Sendable {
    package let folder: CityFolder
    package let units: Units
    package let store: any Store
    package let signing: SigningRules
    let kept = KeptAnswers()
    let names = KeptNames()

    package init(folder: CityFolder, store: any Store, signing: SigningRules = SigningRules()) {
        self.folder = folder
        self.store = store
        units = Units(folder.units)
        var signing = signing
        signing.provider = folder.provider
        signing.zoneOffset = folder.zoneOffset
        self.signing = signing
    }

    package var code: String { folder.id }
    package var root: String { "/c/" + folder.id }
}

/// What came in, as an answer reads it: whose it is has been settled, a form has been checked and
/// parsed.
package struct Ask: Sendable {
    package let city: City
    package let world: World
    package let now: Instant
    package let language: Language
    package let lexicon: Lexicon
    package let query: AddressQuery
    package let form: Form
    /// Nil for a visitor.
    package let signedIn: SignedIn?
    /// The secret of the visit, or one made for a visitor's form.
    package let secret: VisitSecret
    /// True when htmx asks for a piece of a page.
    package let isFragment: Bool
    /// How the asker calls this server, without a slash at the end: `https://host`.
    package let origin: String
    package let remoteAddress: String
    package let agent: String
    let passwords: PasswordDesk
    let workbench: Workbench
    let printing: PaperPrinting
    let readPDF: PDFText?
    let parameters: [String: String]

    package var store: any Store { city.store }
    package var today: Day { now.day(offset: city.folder.zoneOffset) }

    /// The member who asks. Routes for members only never see the refusal.
    package var member: Member {
        get throws(SignInRefusal) {
            guard let signedIn else { throw .noVisit }
            return signedIn.member
        }
    }

    /// Who does it and when, for what is written.
    package var occasion: Occasion {
        get throws(SignInRefusal) {
            Occasion(.member(try member), at: now, salt: world.bytes(16))
        }
    }

    // MARK: Parameters of the path; what is not of the right form leads to no page

    package func text(_ name: String) throws(NoSuchPage) -> String {
        guard let text = parameters[name] else { throw NoSuchPage() }
        return text
    }

    package func identifier(
        _ kind: IdentifierKind, _ name: String = "id"
    ) throws(NoSuchPage) -> Identifier {
        guard let id = Identifier(try text(name)), id.kind == kind else { throw NoSuchPage() }
        return id
    }

    package func month(_ name: String = "month") throws(NoSuchPage) -> Month {
        guard let month = Month(text: try text(name)) else { throw NoSuchPage() }
        return month
    }

    /// The page of a list that the address asks for, from 1.
    package var pageNumber: Int { query["page"].flatMap { Int($0) } ?? 1 }
}

/// There is nothing at this address, or nothing that the reader may see: which of them is not said.
package struct NoSuchPage: Error {
    package init() {}
}

extension Optional {
    /// What a query did not find has no page.
    package func orNoSuchPage() throws(NoSuchPage) -> Wrapped {
        guard let self else { throw NoSuchPage() }
        return self
    }
}
