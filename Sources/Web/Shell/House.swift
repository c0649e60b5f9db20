package import Basics
package import Logging
package import Pages
import Rules
package import Tables

/// Everything the server holds: its cities, its routes and what stands around them. Made once, in
/// Main.
package struct House: Sendable {
    package let cities: [City]
    package let routes: RouteTable
    package let world: World
    /// English for the phrases of every module.
    package let english: Lexicon
    package let assets: Assets
    /// Addresses of reverse proxies whose `X-Forwarded-For` and `-Proto` are believed.
    package let proxies: Set<String>
    package let logger: Logger
    let passwords = PasswordDesk()
    package let workbench = Workbench()
    let printing: PaperPrinting
    /// Nil where nothing that reads them is installed.
    let readPDF: PDFText?
    private let byCode: [String: City]

    package init(
        cities: [City], routes: [Route], world: World, english: Lexicon, assets: Assets,
        proxies: Set<String> = [], printing: @escaping PaperPrinting, readPDF: PDFText?,
        logger: Logger
    ) {
        self.cities = cities
        self.routes = RouteTable(routes)
        self.world = world
        self.english = english
        self.assets = assets
        self.proxies = proxies
        self.printing = printing
        self.readPDF = readPDF
        self.logger = logger
        byCode = Dictionary(cities.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func city(_ code: some StringProtocol) -> City? { byCode[String(code)] }

    func lexicon(_ language: Language) -> Lexicon { language == .english ? english : .chinese }
}
