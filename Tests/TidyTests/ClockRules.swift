import SourceReading

/// The time, the person and randomness come in as arguments.
let clockRules: [TidyRule] = [
    .tokens(
        "no clock of its own",
        [
            "Date ( )", "Date . now", "DispatchTime . now", "clock_gettime (", "gettimeofday (",
            "time ( nil )",
        ],
        instead: "take `now: Instant` as an argument; World holds the clock and Main makes it",
        where: { $0.isSource && !isOuter($0) },
        broken: [
            example("Sources/Rules/Late.swift", "func late() -> Bool { due < Date() }"),
            example("Sources/Web/Shell/Idle.swift", "let now = Date.now"),
        ],
        kept: [
            example("Sources/Main/Compose.swift", "let now = Date()"),
            example("Sources/Rules/Late.swift", "/// Not Date().\nlet words = \"Date()\""),
        ]),
    .tokens(
        "no stopwatch in the rules", ["ContinuousClock", "SuspendingClock"],
        instead: "measure outside: Web, the storages and Main may time their work",
        where: { file in
            file.isSource && !isOuter(file) && !file.path.hasPrefix("Sources/Web/")
                && !isStorage(file)
        },
        broken: [
            example("Sources/Domain/People/Session.swift", "let t = ContinuousClock.now"),
            example("Sources/Kernels/Texts/Cut.swift", "let c = ContinuousClock()"),
        ],
        kept: [example("Sources/Web/Shell/FrontDoor.swift", "let start = ContinuousClock.now")]),
    .tokens(
        "no randomness of its own",
        [
            "UUID ( )", "Name . random", ". random ( in", "SystemRandomNumberGenerator",
            ". randomElement", ". shuffled", "arc4random",
        ],
        instead: "take `world.random` or an Identifier as an argument",
        where: { $0.isSource && !isOuter($0) },
        broken: [
            example("Sources/Web/Shell/Token.swift", "let key = Int.random(in: 0...9)"),
            example("Sources/Domain/People/Key.swift", "let id = UUID()"),
        ],
        kept: [example("Sources/Domain/People/Key.swift", "let id = world.identifier(.member)")]),
    .tokens(
        "no sleeping", ["Task . sleep", "usleep (", "Thread . sleep"],
        instead: "wait for what changes: a lease, the journal head, a connection's answer",
        where: { $0.isSource && !isOuter($0) && !isStorage($0) },
        broken: [
            example("Sources/Storage/Storage/Wait.swift", "try await Task.sleep(for: .seconds(1))")
        ],
        // A server that restarts sends no word.
        kept: [
            example(
                "Sources/Storage/PostgreSQLStorage/Pool.swift", "Thread.sleep(forTimeInterval: 1)")
        ]),
    .tokens(
        "no timed test",
        ["< . seconds (", "< . milliseconds (", "> . seconds (", "> . milliseconds ("],
        instead: "measure in Benchmarks; a busy machine makes a timed test fail",
        where: { $0.path.hasPrefix("Tests/") },
        broken: [
            example("Tests/TablesTests/Fast.swift", "#expect(clock.now - start < .seconds(20))")
        ],
        kept: [example("Tests/WebTests/Idle.swift", "try await Task.sleep(for: .seconds(1))")]),
    .tokens(
        "no printing", ["print (", "debugPrint (", "dump (", "NSLog ("],
        instead: "return the value; Main and CommandLine print, the server writes to its logger",
        where: { $0.isSource && !isOuter($0) },
        broken: [example("Sources/Rules/Check.swift", "print(problem)")],
        kept: [example("Sources/CommandLine/Check.swift", "print(problem)")]),
    .tokens(
        "rules are plain functions of values",
        [
            "async", "await", "actor Name", "class Name", "Mutex", "NSLock", "DispatchQueue",
        ],
        instead: "a struct or a function; what waits or shares stands outside Domain and Kernels",
        where: { $0.path.hasPrefix("Sources/Domain/") || $0.path.hasPrefix("Sources/Kernels/") },
        broken: [
            example("Sources/Domain/Projects/Pipeline.swift", "actor Pipeline {}"),
            example("Sources/Kernels/Names/Index.swift", "final class Index {}"),
        ],
        kept: [
            example(
                "Sources/Domain/Projects/Pipeline.swift", "struct Pipeline { let actor: Actor }")
        ]),
]

/// The modules that meet the machine: the program itself and its commands.
private func isOuter(_ file: ProjectFile) -> Bool {
    file.path.hasPrefix("Sources/Main/") || file.path.hasPrefix("Sources/CommandLine/")
}

private func isStorage(_ file: ProjectFile) -> Bool {
    file.path.hasPrefix("Sources/Storage/SQLiteStorage/")
        || file.path.hasPrefix("Sources/Storage/PostgreSQLStorage/")
}
