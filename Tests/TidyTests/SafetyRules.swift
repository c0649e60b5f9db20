import SourceReading

/// Nothing traps or hides by a single character.
let safetyRules: [TidyRule] = [
    .tokens(
        "no error thrown away", ["try ~?"],
        instead: "`do`/`catch` that answers, or a function that returns nil and says when",
        where: \.isSource,
        broken: [example("Sources/Rules/Load.swift", "let rule = try? load(path)")],
        kept: [example("Sources/Rules/Load.swift", "let rule = try load(path) ?? standard")]),
    .tokens(
        "no trap on an error", ["try ~!", "as ~!"],
        instead: "`try` with a fault that says what happened, or a typed value",
        where: \.isSource,
        broken: [
            example("Sources/Rules/Load.swift", "let rule = try! load(path)"),
            example("Sources/Rules/Load.swift", "let rule = value as! Rule"),
        ],
        kept: [example("Sources/Rules/Load.swift", "guard try !isKnown() else { return }")]),
    TidyRule(
        "no forced value", instead: "`guard let … else`, or a type that cannot be absent",
        broken: [
            example("Sources/Rules/Load.swift", "let first = rules.first!.name"),
            example("Sources/Rules/Load.swift", "let rule = table[key]!"),
            example("Sources/Rules/Load.swift", "var rule: Rule!"),
        ],
        kept: [
            example("Sources/Rules/Load.swift", "if !rules.isEmpty, a != b, x !== y { go() }"),
            example("Tests/RulesTests/LoadTests.swift", "let first = rules.first!"),
        ]
    ) { file, _ in
        guard file.isSource else { return [] }
        let tokens = file.swift.tokens
        return tokens.indices.dropFirst().filter { index in
            guard tokens[index].text == "!", tokens[index].isGlued else { return false }
            let before = tokens[index - 1]
            let follows = before.isWord || [")", "]", "}", "\"", "?", ">"].contains(before.text)
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            let isComparison = next?.text == "=" && next?.isGlued == true
            return follows && !isComparison && before.text != "try" && before.text != "as"
        }.map { tokens[$0].line }
    },
    TidyRule(
        "no empty catch", instead: "say in the catch what is done about the error, or let it pass",
        broken: [
            example("Sources/Rules/Load.swift", "do { try load() } catch {}"),
            example("Sources/Rules/Load.swift", "do { try a() } catch is Gone { // no\n}"),
            example("Tests/RulesTests/LoadTests.swift", "do { try a() } catch {}"),
        ],
        kept: [
            example("Sources/Rules/Load.swift", "do { try load() } catch { note(error) }"),
            // A test may name the one error that is right.
            example("Tests/RulesTests/LoadTests.swift", "do { try a() } catch is Gone {}"),
        ]
    ) { file, _ in
        let tokens = file.swift.tokens
        return (file.swift.places["catch"] ?? []).filter { index in
            guard let open = tokens[index...].firstIndex(where: { $0.text == "{" }),
                open + 1 < tokens.count
            else { return false }
            return tokens[open + 1].text == "}" && (file.isSource || open == index + 1)
        }.map { tokens[$0].line }
    },
    .tokens(
        "no unescaped HTML", ["raw ("],
        instead: "build it from elements of Markup, which escape what they hold",
        where: { $0.isSource && !$0.path.hasPrefix("Sources/Markup/") },
        broken: [example("Sources/Pages/Projects/List.swift", "raw(\"<b>\\(name)</b>\")")]),
    .tokens(
        "no promise to the compiler", ["@ unchecked Sendable", "nonisolated ( unsafe )"],
        instead: "a value type or an actor; the exceptions live in PostgreSQLStorage alone",
        where: {
            !$0.path.hasPrefix("Sources/Storage/PostgreSQLStorage/")
                && !$0.path.hasPrefix("Tests/Support/")
        },
        broken: [
            example("Sources/Web/Shell/Box.swift", "final class Box: @unchecked Sendable {}"),
            example("Tests/WebTests/Box.swift", "nonisolated(unsafe) var box = 1"),
        ]),
    .tokens(
        "nothing is public", ["public", "open func", "open class", "open var"],
        instead: "`package`: this is one program, not a library",
        where: \.isSource, broken: [example("Sources/Rules/Rule.swift", "public struct Rule {}")]),
]
