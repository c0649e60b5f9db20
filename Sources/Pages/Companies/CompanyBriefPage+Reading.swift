package import Basics
package import Companies
import People
import Projects
package import Rules
package import Storage

extension Limit {
    /// Projects whose last report is cited on the page.
    static let reportsCited: Limit = 20
}

extension Transaction {
    /// Everything that the page before a meeting says of a company, as the reader may see it.
    package func companyBrief(
        of id: Identifier, for reader: ContactReader, in folder: CityFolder, today: Day
    ) throws -> CompanyBriefPage? {
        guard let profile = try companyProfile(id) else { return nil }
        let divisions = CityDivisions(folder)
        let grounds = try presenceGrounds(of: [id], divisions: divisions, for: reader)
        guard let own = grounds.kin[id] else { return nil }
        let presence = grounds.presence(of: own)
        var reports: [Identifier: ProjectReport] = [:]
        for project in presence.projects.prefix(Limit.reportsCited.count) {
            reports[project.id] =
                try history(ofProject: project.id, visibleTo: reader.sight, limit: 1).first
        }
        return CompanyBriefPage(
            profile: profile, presence: presence, reports: reports,
            contacts: try contacts(of: id, for: reader), listings: try lists(naming: id),
            kinds: CompanyKinds(folder, on: today), units: UnitNames(folder, on: today),
            divisions: divisions, reader: reader, today: today)
    }
}
