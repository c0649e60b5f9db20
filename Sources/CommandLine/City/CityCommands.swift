package import ArgumentParser
import Basics
import Chains
import Companies
import Documents
import Foundation
import Indicators
import People
import Projects
import Promises
import Rules
import Sealing
import Storage

/// `headwater serve`
package struct ServeCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "开服务。The server.")

    @OptionGroup var place: PlaceOptions
    @Option(help: "端口。The port.") var port = 8080
    @Option(help: "监听地址。The address to listen at.") var host = "127.0.0.1"
    @Option(help: "可信的反向代理地址。Proxies whose forwarded headers are believed.")
    var proxy: [String] = []

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        try await desk.serve(
            ServeOptions(place: place, port: port, host: host, proxies: proxy))
    }
}

/// `headwater check DIR`
package struct CheckCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "check", abstract: "检查城市目录。All problems of a city folder.")

    @Argument(help: "城市目录。The city folder.") var directory: String

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        var problems = checkCity(directory: directory)
        do {
            _ = try readChains(chainFiles(inCity: directory), in: desk.world)
        } catch let refusal as ChainRefusal {
            problems += refusal.problems
        }
        guard problems.isEmpty else { throw CityProblems(problems) }
        desk.out("OK")
    }
}

/// `headwater sample`
package struct SampleCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "sample",
        abstract:
            "示例。Fills an empty database with people, companies and orders of the sample city."
    )

    @Option(help: "密码写入的文件。The file the passwords are written to, once.")
    var passwords: String
    @OptionGroup var place: PlaceOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        guard city.folder.isSample else {
            throw MemberRefusal.invalid([Problem("只有示例城市才能装入示例人员", at: .field("--city"))])
        }
        let units = Units(city.folder.units)
        let world = desk.world
        let today = world.now().day(offset: city.folder.zoneOffset)
        let people = sampleMembers(of: units, in: world, today: today)
        let accounts = try people.map { person in
            (
                account: NewAccount(
                    person.draft, id: world.identifier(.member),
                    password: try PasswordHash(
                        of: person.password, salt: world.bytes(PasswordHash.saltByteCount)),
                    isSample: true), role: person.role
            )
        }
        let lines = people.map { "\($0.draft.login)\t\($0.password)\t\($0.draft.name)" }
        let file = URL(fileURLWithPath: passwords)
        guard !FileManager.default.fileExists(atPath: file.path) else {
            throw MemberRefusal.invalid([
                Problem("这个文件已经有了，密码不会写第二次：\(passwords)", at: .field("--passwords"))
            ])
        }
        let occasion = Occasion(.operator, in: world)
        let companies = SampleCompanies(in: world, today: today)
        let lists = SampleLists(city.folder, in: world, today: today)
        let chains = try readChains(place.city.flatMap(chainFiles), in: world)
        let grading = city.folder.grading(on: today)
        let anchors = SampleAnchors(
            units: units, provider: city.folder.provider, in: world, today: today)
        let orders = SampleOrders(
            OrderRules(city.folder, units: units), in: world, today: today)
        let leads = SampleLeads(city.folder, in: world, today: today)
        let targets = SampleTargets(city.folder, today: today)
        let documents = try SampleDocuments(
            inCities: place.city, units: units, called: city.folder.ownNames,
            plan: SamplePlan(OrderRules(city.folder, units: units), today: today))
        var rules = SigningRules()
        rules.provider = city.folder.provider
        rules.zoneOffset = city.folder.zoneOffset
        try await city.store.write { [rules] tx in
            guard try tx.members(units: units, limit: 1).isEmpty else {
                throw MemberRefusal.invalid([Problem("库里已经有人员，不能再装示例")])
            }
            for (account, role) in accounts {
                try tx.addMember(account, roles: [role], on: occasion, units: units, rules: rules)
            }
            try companies.add(to: tx, occasion)
            try lists.add(to: tx, occasion)
            for chain in chains { _ = try tx.take(chain, by: grading, occasion) }
            try anchors.add(to: tx, occasion)
            try orders.add(to: tx, occasion)
            try leads.add(to: tx, occasion)
            try targets.add(to: tx, occasion)
            try documents.add(to: tx, occasion)
        }
        let text = (["# 示例 sample: login, password, name"] + lines).joined(separator: "\n") + "\n"
        guard
            FileManager.default.createFile(
                atPath: file.path, contents: Data(text.utf8),
                attributes: [.posixPermissions: 0o600])
        else {
            throw MemberRefusal.invalid([
                Problem("写不了密码文件：\(passwords)", at: .field("--passwords"))
            ])
        }
        desk.err("示例人员\(people.count)名，示例企业\(companies.count)家，密码在 \(passwords)")
    }
}

/// `headwater journal verify`
package struct JournalCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "日志。The journal.",
        subcommands: [VerifyCommand.self, ExportJournalCommand.self])

    package init() {}
}

struct VerifyCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "验日志。Names every changed, missing, inserted, reordered or cut entry.")

    @Option(help: "印在材料或备份上的日志头 N:HASH。A head that was printed.") var head: String?
    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let expected = try head.map { text in
            guard let head = JournalHead(text: text) else {
                throw MemberRefusal.invalid([Problem("日志头应写作 N:HASH", at: .field("--head"))])
            }
            return head
        }
        let city = try await desk.open(place)
        let report = try await city.store.read { tx in
            try verifyJournal(tx, expectedHead: expected)
        }
        guard report.isWhole else {
            throw CityProblems(report.damages.map { Problem($0.words) })
        }
        desk.out(report.head.description)
    }
}

struct ExportJournalCommand: Verb {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "导出日志。JSON Lines for docs/reference/verify_journal.py.")

    @OptionGroup var place: PlaceOptions

    mutating func run(at desk: Desk) async throws {
        let city = try await desk.open(place)
        var after: Int64 = 0
        while true {
            let from = after
            let page = try await city.store.read { tx in try tx.journal(after: from, limit: 500) }
            for entry in page { desk.out(entry.exported(city: city.folder.id).text) }
            guard let last = page.last else { return }
            after = last.number
        }
    }
}

/// `headwater backup FILE`
package struct BackupCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "备份。One SQLite file, from either database.")

    @Argument(help: "文件。The file.") var file: String
    @OptionGroup var place: PlaceOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        for line in try await desk.backup(place, file) { desk.out(line) }
    }
}

/// `headwater restore FILE`
package struct RestoreCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "恢复。Fills an empty database, of either kind, from a backup.")

    @Argument(help: "文件。The file.") var file: String
    @OptionGroup var place: PlaceOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        for line in try await desk.restore(place, file) { desk.out(line) }
    }
}

/// `headwater move --to URL`
package struct MoveCommand: Verb {
    package static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "搬家。Everything into an empty database of either kind; the old one stays.")

    @Option(help: "postgres://… 或新的数据目录。postgres://… or a new data folder.") var to: String
    @OptionGroup var place: PlaceOptions

    package init() {}

    package mutating func run(at desk: Desk) async throws {
        for line in try await desk.move(place, to) { desk.out(line) }
    }
}
