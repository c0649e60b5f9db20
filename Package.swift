// swift-tools-version:6.2
import PackageDescription

/// Strict concurrency, explicit imports, and no warning left standing.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .treatAllWarnings(as: .error),
]

/// What computes is optimised in debug builds too: the tests drive whole years through it. What
/// only builds pages, routes and commands would take longer to compile than its tests would gain.
let computing: [SwiftSetting] = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// A module of ours at `Sources/path`; what may import what is decided here and nowhere else.
func module(
    _ name: String, at path: String, _ dependencies: [Target.Dependency],
    embeds: [String] = [], settings: [SwiftSetting] = computing
) -> Target {
    .target(
        name: name, dependencies: dependencies, path: "Sources/" + path,
        resources: embeds.map { .embedInCode($0) }, swiftSettings: settings)
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/" + name, swiftSettings: house)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let arguments = Target.Dependency.product(
    name: "ArgumentParser", package: "swift-argument-parser")

let cLibraries: [Target] = [
    .systemLibrary(
        name: "CCrypto", path: "Sources/Sealing/CCrypto", pkgConfig: "libcrypto",
        providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
        name: "CArgon2", path: "Sources/Sealing/CArgon2", pkgConfig: "libargon2",
        providers: [.apt(["libargon2-dev"])]),
    .systemLibrary(
        name: "CZip", path: "Sources/Tables/CZip", pkgConfig: "libzip",
        providers: [.apt(["libzip-dev"])]),
    .systemLibrary(
        name: "CZlib", path: "Sources/Tables/CZlib", pkgConfig: "zlib",
        providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
        name: "CSheetWriter", path: "Sources/Tables/CSheetWriter", pkgConfig: "xlsxwriter",
        providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(
        name: "CPostgreSQL", path: "Sources/Storage/CPostgreSQL", pkgConfig: "libpq",
        providers: [.apt(["libpq-dev"])]),
]

let foundations: [Target] = [
    module("Basics", at: "Basics", [], embeds: ["en.yaml"]),
    module("Texts", at: "Kernels/Texts", ["Basics"]),
    module("Names", at: "Kernels/Names", ["Basics", "Texts"]),
    module("Graphs", at: "Kernels/Graphs", []),
    module("Retrieval", at: "Kernels/Retrieval", ["Texts"]),
    module("Facts", at: "Kernels/Facts", ["Basics", "Texts"]),
    module("Sealing", at: "Sealing/Sealing", ["Basics", "CCrypto", "CArgon2"]),
    module("Markup", at: "Markup", ["Basics"]),
    module(
        "Tables", at: "Tables/Tables", ["Basics", "CZip", "CZlib", "CSheetWriter"],
        embeds: ["en.yaml"]),
    module(
        "Storage", at: "Storage/Storage", ["Basics", "Texts", "Sealing"],
        embeds: ["Migrations", "en.yaml"]),
    module(
        "SQLiteStorage", at: "Storage/SQLiteStorage",
        [
            "Basics", "Texts", "Storage", .product(name: "GRDB", package: "GRDB.swift"),
            .product(name: "GRDBSQLite", package: "GRDB.swift"),
        ]),
    module(
        "PostgreSQLStorage", at: "Storage/PostgreSQLStorage",
        ["Basics", "Texts", "Storage", "CPostgreSQL"]),
    module(
        "Rules", at: "Rules",
        [
            "Basics", "Texts", "Sealing", "Storage", "Tables",
            .product(name: "Mustache", package: "swift-mustache"),
            .product(name: "Yams", package: "Yams"),
        ], embeds: ["en.yaml"]),
]

let domain: [Target] = [
    module(
        "People", at: "Domain/People", ["Basics", "Texts", "Sealing", "Storage", "Rules"],
        embeds: ["en.yaml"]),
    module(
        "Evidence", at: "Domain/Evidence", ["Basics", "Storage", "Rules", "People"],
        embeds: ["en.yaml"]),
    module(
        "Promises", at: "Domain/Promises",
        ["Basics", "Texts", "Storage", "Rules", "People", "Evidence"], embeds: ["en.yaml"]),
    module(
        "Companies", at: "Domain/Companies",
        ["Basics", "Texts", "Names", "Tables", "Storage", "Rules", "People", "Evidence"],
        embeds: ["en.yaml"]),
    module(
        "Chains", at: "Domain/Chains",
        [
            "Basics", "Texts", "Graphs", "Retrieval", "Sealing", "Tables", "Storage", "Rules",
            "People", "Evidence", "Companies",
        ],
        embeds: ["en.yaml"]),
    module(
        "Projects", at: "Domain/Projects",
        [
            "Basics", "Texts", "Names", "Sealing", "Tables", "Storage", "Rules", "People",
            "Evidence", "Promises", "Companies", "Chains",
        ], embeds: ["en.yaml"]),
    module(
        "Indicators", at: "Domain/Indicators",
        ["Basics", "Texts", "Sealing", "Tables", "Storage", "Rules", "People"],
        embeds: ["en.yaml"]),
    module(
        "Documents", at: "Domain/Documents",
        [
            "Basics", "Texts", "Facts", "Tables", "Storage", "Rules", "People", "Evidence",
            "Indicators",
        ],
        embeds: ["en.yaml"]),
]

let nouns: [Target.Dependency] = [
    "People", "Evidence", "Promises", "Companies", "Chains", "Projects", "Indicators",
    "Documents",
]

let surface: [Target] = [
    module(
        "Pages", at: "Pages",
        ["Basics", "Texts", "Facts", "Graphs", "Markup", "Tables", "Storage", "Rules"] + nouns,
        embeds: ["en.yaml"], settings: house),
    module(
        "Web", at: "Web",
        [
            "Basics", "Markup", "Pages", "Tables", "Storage", "Rules", "Sealing", hummingbird,
            logging,
        ]
            + nouns,
        embeds: ["en.yaml", "Assets"], settings: house),
    module(
        "CommandLine", at: "CommandLine",
        [
            "Basics", "Texts", "Names", "Facts", "Pages", "Tables", "Storage", "Rules", "Sealing",
            arguments,
        ] + nouns,
        embeds: ["en.yaml"], settings: house),
    .executableTarget(
        name: "headwater",
        dependencies: [
            "Basics", "Tables", "Storage", "SQLiteStorage", "PostgreSQLStorage", "Rules", "Pages",
            "Web", "CommandLine", hummingbird, arguments, logging,
        ] + nouns,
        path: "Sources/Main", swiftSettings: house),
]

/// Tests that read the sources share one reader of Swift, SQL and the tree.
let sourceReading = Target.target(
    name: "SourceReading", path: "Tests/SourceReading", swiftSettings: house)

/// Fresh stores on both databases, for every suite that needs one.
let testSupport = Target.target(
    name: "TestSupport",
    dependencies: [
        "Basics", "Sealing", "Storage", "SQLiteStorage", "PostgreSQLStorage", "Drawing",
    ],
    path: "Tests/Support", swiftSettings: house)

/// Figures the slow way, for the tests of the ledger and of whole years.
let figureSupport = Target.target(
    name: "FigureSupport", dependencies: ["Basics", "Storage", "Rules", "Indicators"],
    path: "Tests/FigureSupport", swiftSettings: computing)

/// Numbers that a seed gives again.
let drawing = Target.target(name: "Drawing", path: "Tests/Drawing", swiftSettings: computing)

/// Links whose companies are known, from ../shared/data, for a ranking to be tried on.
let linkBacktest = Target.target(
    name: "LinkBacktest", dependencies: ["Basics", "Tables", "Retrieval"],
    path: "Tests/LinkBacktest", swiftSettings: computing)

let suites: [Target] = [
    sourceReading, testSupport, figureSupport, drawing, linkBacktest,
    tests(
        "StorageTests",
        [
            "Basics", "Texts", "Sealing", "Storage", "SQLiteStorage", "PostgreSQLStorage",
            "TestSupport",
        ]),
    tests("TidyTests", ["SourceReading"]),
    tests("ReferenceTests", ["SourceReading"]),
    tests("BasicsTests", ["Basics", "Drawing"]),
    tests(
        "WebTests",
        [
            "Basics", "Markup", "Pages", "Web", "Tables", "Storage", "SQLiteStorage", "Rules",
            "Sealing", "TestSupport", "Drawing", hummingbird, logging,
        ] + nouns),
    tests("MarkupTests", ["Basics", "Markup"]),
    tests("TextsTests", ["Basics", "Texts", "Drawing"]),
    tests("NamesTests", ["Basics", "Texts", "Names"]),
    tests("GraphsTests", ["Graphs", "Drawing"]),
    tests("RetrievalTests", ["Retrieval", "LinkBacktest", "Drawing"]),
    tests("FactsTests", ["Basics", "Texts", "Facts", "Drawing"]),
    tests(
        "DocumentsTests",
        [
            "Basics", "Texts", "Facts", "Tables", "Storage", "Rules", "People", "Evidence",
            "Documents", "TestSupport", "Drawing",
        ]),
    tests(
        "ProjectsTests",
        [
            "Basics", "Texts", "Names", "Sealing", "Tables", "Storage", "Rules", "People",
            "Evidence", "Promises", "Companies", "Chains", "Projects", "Indicators",
            "FigureSupport", "TestSupport", "Drawing",
        ]),
    tests(
        "IndicatorsTests", ["Basics", "Storage", "Rules", "People", "Indicators", "Drawing"]),
    tests(
        "PromisesTests",
        [
            "Basics", "Sealing", "Storage", "Rules", "People", "Evidence", "Promises",
            "TestSupport", "Drawing",
        ]),
    tests(
        "YearTests",
        [
            "Basics", "Storage", "Rules", "People", "Projects", "Promises", "Indicators",
            "FigureSupport", "TestSupport", "Drawing",
        ]),
    tests(
        "CompaniesTests",
        [
            "Basics", "Texts", "Names", "Sealing", "Tables", "Storage", "Rules", "People",
            "Evidence", "Companies", "TestSupport", "Drawing", "SourceReading",
        ]),
    tests(
        "ChainsTests",
        [
            "Basics", "Sealing", "Tables", "Storage", "Rules", "People", "Evidence", "Companies",
            "Chains", "TestSupport", "Drawing",
        ]),
    tests("CommandLineTests", ["Basics", "Tables", "TestSupport"]),
    tests("SealingTests", ["Basics", "Sealing"]),
    tests(
        "PeopleTests",
        ["Basics", "Sealing", "Storage", "Rules", "People", "TestSupport", "Drawing"]),
    tests("RulesTests", ["Basics", "Rules", "Storage", "TestSupport", "Drawing"]),
    tests("TablesTests", ["Basics", "Tables", "Drawing"]),
]

/// What QUALITY measures beside a peer; each has a script beside it.
let benches: [Target] = [
    .executableTarget(
        name: "bench-tables", dependencies: ["Basics", "Tables"],
        path: "Benchmarks/workbook-reading", exclude: ["run", "compare.py"],
        swiftSettings: house),
    .executableTarget(
        name: "bench-graphs", dependencies: ["Graphs"], path: "Benchmarks/graphs",
        exclude: ["run", "peers"], swiftSettings: house),
    .executableTarget(
        name: "bench-retrieval", dependencies: ["Basics", "Retrieval", "LinkBacktest"],
        path: "Benchmarks/retrieval", exclude: ["run"], swiftSettings: house),
    .executableTarget(
        name: "bench-documents", dependencies: ["Basics", "Texts", "Facts"],
        path: "Benchmarks/documents", exclude: ["run"], swiftSettings: house),
]

/// libFuzzer over what reads papers, for `bin/fuzz` alone, which builds all modules that it uses so
/// that the fuzzer sees which way an input takes.
let fuzzers: [Target] =
    Context.environment["HEADWATER_FUZZ"] == nil
    ? []
    : [
        .executableTarget(
            name: "fuzz", dependencies: ["Basics", "Texts", "Facts", "Tables"],
            path: "Tests/Fuzz", exclude: ["seeds"], swiftSettings: house)
    ]

let package = Package(
    name: "headwater",
    products: [.executable(name: "headwater", targets: ["headwater"])],
    dependencies: [
        .package(
            url: "https://github.com/hummingbird-project/hummingbird.git", exact: "2.28.1",
            traits: []),
        .package(url: "https://github.com/groue/GRDB.swift.git", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser.git", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log.git", exact: "1.16.2"),
        .package(url: "https://github.com/jpsim/Yams.git", exact: "6.2.2"),
        .package(
            url: "https://github.com/hummingbird-project/swift-mustache.git", exact: "2.1.1"),
    ],
    targets: cLibraries + foundations + domain + surface + suites + benches + fuzzers,
    swiftLanguageModes: [.v6])
