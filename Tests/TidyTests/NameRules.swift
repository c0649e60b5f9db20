import SourceReading

private let emptyEndings = [
    "Manager", "Helper", "Helpers", "Util", "Utils", "Service", "VO", "DTO", "V2",
]
private let emptyNames = ["TO" + "DO", "File", "Something", "Other"]
private let kinds: Set<String> = ["struct", "class", "enum", "actor", "protocol", "typealias"]

/// Names are nouns of the city.
let nameRules: [TidyRule] = [
    TidyRule(
        "a type is named after what it is",
        instead: "the noun it holds or the rule it computes, without Manager, Service, V2 …",
        broken: [
            example("Sources/Rules/Rule.swift", "struct RuleManager {}"),
            example("Tests/RulesTests/Rule.swift", "enum PageV2 {}"),
        ],
        kept: [example("Sources/Rules/Rule.swift", "struct RuleBook {}")]
    ) { file, _ in
        let tokens = file.swift.tokens
        return zip(tokens, tokens.dropFirst()).filter { kind, name in
            kinds.contains(kind.text) && emptyEndings.contains { name.text.hasSuffix($0) }
        }.map { $1.line }
    },
    TidyRule(
        "a file is named after what it holds",
        instead: "the noun, alone or as Noun+Capability, without spaces",
        broken: [
            example("Sources/Rules/RuleUtils.swift", ""), example("Sources/Rules/File.swift", ""),
            example("Sources/Rules/Other+Storage.swift", ""),
            example("Sources/Rules/Rule book.swift", ""),
            example("Sources/Rules/Helpers/Rule.swift", ""),
        ],
        kept: [example("Sources/Rules/Rule+Storage.swift", "")]
    ) { file, _ in
        let parts = file.path.split(separator: "/").dropLast() + [Substring(file.stem)]
        let isBad = parts.contains { part in
            let words = part.split(separator: "+").map(String.init)
            return part.contains(" ") || words.contains(where: emptyNames.contains)
                || file.isSwift && words.contains { emptyEndings.contains(where: $0.hasSuffix) }
        }
        return isBad ? [1] : []
    },
    TidyRule(
        "two files of one module have two names", instead: "let the file name carry its noun",
        broken: [
            // Alone a file has no twin; the pair is tried in `twins`.
            example("Sources/Pages/Projects/List.swift", "// twin of Pages/People/List.swift")
        ]
    ) { file, tree in
        guard file.isSource, let module = Module.of(file.path) else { return [] }
        let twins = tree.files.filter {
            $0.path != file.path && $0.name == file.name && Module.of($0.path) == module
        }
        return twins.isEmpty && !file.text.hasPrefix("// twin of ") ? [] : [1]
    },
    TidyRule(
        "a folder of Web is a noun of Domain",
        instead: "the folder of the noun it serves (Shell, Portal and API excepted)",
        broken: [example("Sources/Web/Dashboards/Board.swift", "")],
        kept: [example("Sources/Web/Shell/Router.swift", "")]
    ) { file, tree in
        let parts = file.path.split(separator: "/")
        guard file.isSource, parts.count > 3, parts[1] == "Web" else { return [] }
        let isKnown =
            ["Shell", "Portal", "API"].contains(parts[2])
            || tree.paths.contains("Sources/Domain/" + parts[2])
        return isKnown ? [] : [1]
    },
    TidyRule(
        "a test is named by a sentence",
        instead: "`@Test(\"what holds, and when\")`",
        broken: [example("Tests/RulesTests/RuleTests.swift", "@Test func rule2() {}")],
        kept: [
            example("Tests/RulesTests/RuleTests.swift", "@Test(\"rules load\") func load() {}"),
            example("Tests/RulesTests/RuleTests.swift", "@Test func `rules load`() {}"),
        ]
    ) { file, _ in
        let tokens = file.swift.tokens
        return tokens.indices.filter { index in
            guard tokens[index].text == "@", index + 3 < tokens.count,
                tokens[index + 1].text == "Test"
            else { return false }
            if tokens[index + 2].text == "(" { return tokens[index + 3].text != "\"" }
            let function = tokens[index...].prefix(12).firstIndex { $0.text == "func" }
            return function.map { tokens[$0 + 1].text != "`" } ?? true
        }.map { tokens[$0].line }
    },
    TidyRule(
        "a test asserts", instead: "`#expect` what must hold",
        broken: [example("Tests/RulesTests/RuleTests.swift", "@Test(\"a rule loads\") func a() {}")]
    ) { file, _ in
        guard file.path.hasPrefix("Tests/"), file.name.hasSuffix("Tests.swift") else { return [] }
        let tokens = file.swift.tokens
        let asserts = zip(tokens, tokens.dropFirst()).contains { mark, word in
            mark.text == "#" && ["expect", "require"].contains(word.text)
                || mark.text == "Issue" && word.text == "."
        }
        return asserts ? [] : [1]
    },
]
