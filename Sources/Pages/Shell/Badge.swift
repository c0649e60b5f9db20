package import Basics
package import Markup

/// How something stands. Each is a sign and a word; the colour only repeats them.
package enum Light: String, Sendable, CaseIterable {
    case good, watch, bad, info, plain

    var sign: String {
        switch self {
        case .good: "✓"
        case .watch: "!"
        case .bad: "✕"
        case .info: "i"
        case .plain: "·"
        }
    }
}

/// A word with its sign: `badge(.watch, "待核")`.
package func badge(_ light: Light, _ word: Phrase) -> HTML {
    span(.class("badge", light.rawValue)) {
        span(light.sign, .class("sign"), .aria("hidden", "true"))
        word
    }
}

/// Something the reader should know, above or between other things.
package func notice(_ light: Light, _ phrase: Phrase) -> HTML {
    notice(light) { p(phrase) }
}

package func notice(_ light: Light, @HTMLBuilder content: () -> HTML) -> HTML {
    div(.class("notice", light.rawValue), .role(light == .bad ? "alert" : "note")) {
        span(light.sign, .class("sign"), .aria("hidden", "true"))
        div(content: content)
    }
}

/// All reasons of a refusal, each with its place, as one notice. Problems of fields lead to their
/// field.
@HTMLBuilder
package func problemNotice(
    _ problems: [Problem], heading: Phrase = "没有保存，请先改正：", light: Light = .bad
) -> HTML {
    if !problems.isEmpty {
        notice(light) {
            p { strong(heading) }
            ul {
                for problem in problems.prefix(200) {
                    li {
                        switch problem.place {
                        case .field(let name): a(problem.message, .href("#f-\(name)"))
                        case .some(let place):
                            problem.message
                            " "
                            small(place.description, .class("place"))
                        case nil: problem.message
                        }
                    }
                }
            }
            if problems.count > 200 { p("另有\(problems.count - 200)处未列出。") }
        }
    }
}

/// A number with its unit and what it counts. With an address it opens its rows.
package func figureLine(
    _ label: Phrase, _ number: String, unit: Phrase? = nil, to address: Address? = nil,
    note: Phrase? = nil, light: Light? = nil
) -> HTML {
    let value = HTML {
        span(number, .class("value"))
        if let unit { span(unit, .class("unit")) }
    }
    return div(.class("figure", light?.rawValue)) {
        span(label, .class("label"))
        if let address {
            link(to: address, .class("number")) { value }
        } else {
            span(value, .class("number"))
        }
        if let note { span(note, .class("note")) }
    }
}

/// One line of figures: `figures { figureLine(…); figureLine(…) }`.
package func figures(@HTMLBuilder content: () -> HTML) -> HTML {
    section(.class("figures"), .ariaLabel("主要数字"), content: content)
}

/// A figure inside a sentence or a cell that opens its rows.
package func figureLink(_ number: String, to address: Address) -> HTML {
    link(to: address, .class("figure-link")) { number }
}

/// A heading with what belongs under it.
package func card(
    _ heading: Phrase, id: String? = nil, @HTMLBuilder content: () -> HTML
) -> HTML {
    section([.class("card")] + (id.map { [.id($0)] } ?? [])) {
        h2(heading)
        content()
    }
}

/// Nothing here yet, and what to do next.
package func emptyState(
    _ heading: Phrase, next: Phrase, @HTMLBuilder action: () -> HTML = { .nothing }
) -> HTML {
    div(.class("empty")) {
        p { strong(heading) }
        p(next)
        action()
    }
}
