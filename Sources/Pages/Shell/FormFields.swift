package import Basics
import Evidence
package import Markup

/// What was typed into a form and what is wrong with it. A page that shows a refused form again is
/// given both, so that nothing has to be typed twice. A file cannot be kept by a browser and must
/// be chosen again.
package struct FormValues: Sendable {
    package var items: [AddressItem]
    package var problems: [Problem]

    package init(_ items: [AddressItem] = [], problems: [Problem] = []) {
        self.items = items
        self.problems = problems
    }

    package subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    package func all(_ name: String) -> [String] {
        items.filter { $0.name == name }.map(\.value)
    }

    package func problems(of name: String) -> [Phrase] {
        problems.filter { $0.place == .field(name) }.map(\.message)
    }
}

package enum FormMethod: Sendable {
    case post
    /// Sent as a POST that says so in a field: browsers' forms know no DELETE.
    case delete
}

/// A form that changes something. The tokens that prove where it came from, and that it is done
/// once only, are put in when the page goes out.
package func postForm(
    to address: Address, method: FormMethod = .post, isMultipart: Bool = false,
    _ attributes: Attribute..., @HTMLBuilder content: () -> HTML
) -> HTML {
    let kind: [Attribute] = isMultipart ? [.multipart()] : []
    return form([.method(.post), .action(address)] + kind + attributes) {
        formTokens(method: method)
        content()
    }
}

/// The hidden fields of every form that changes something.
package func formTokens(method: FormMethod = .post) -> HTML {
    .deferred { rendering in
        HTML {
            input(.type(.hidden), .name("token"), .value(rendering.formToken))
            input(.type(.hidden), .name("once"), .value(rendering.onceToken))
            if method == .delete { input(.type(.hidden), .name("method"), .value("DELETE")) }
        }
    }
}

package func hiddenField(_ name: String, _ value: String) -> HTML {
    input(.type(.hidden), .name(name), .value(value))
}

/// A form of one button. `confirm` is asked before it is sent where there is a script; without one
/// the form is sent at once, so what it does must be possible to take back.
package func actionButton(
    _ phrase: Phrase, to address: Address, method: FormMethod = .post, light: Light = .plain,
    confirm: Phrase? = nil, key: String? = nil, fields: [AddressItem] = []
) -> HTML {
    let asked: [Attribute] = confirm.map { [.data("confirm", phrase: $0)] } ?? []
    return form([.method(.post), .action(address), .class("inline"), .data("key", key)] + asked) {
        formTokens(method: method)
        for field in fields { hiddenField(field.name, field.value) }
        button(.button(.submit), .class("button", light == .plain ? nil : light.rawValue)) {
            if let key { kbd(key, .aria("hidden", "true")) }
            phrase
        }
    }
}

/// The button that sends a form.
package func submitButton(_ phrase: Phrase, name: String? = nil, value: String? = nil) -> HTML {
    button(
        [.button(.submit), .class("button primary")]
            + (name.map { [.name($0), .value(value ?? "")] } ?? [])
    ) { phrase }
}

/// A form that only asks: filters and search. Its values stand in the address.
package func filterForm(to address: Address, @HTMLBuilder content: () -> HTML) -> HTML {
    form(
        .method(.get), .action(address), .class("filters"), .role("search"), content: content)
}

// MARK: Fields: a label, the field with what was typed, a hint, and every problem beside it

package func textField(
    _ name: String, _ title: Phrase, in values: FormValues,
    type: Attribute.InputType = .text, hint: Phrase? = nil, isRequired: Bool = false,
    _ attributes: Attribute...
) -> HTML {
    let kept = type == .password ? nil : values[name]
    return field(name, title, in: values, hint: hint, isRequired: isRequired) { shared in
        input(
            [.type(type)] + (kept.map { [.value($0)] } ?? []) + shared
                + [.required(isRequired)] + attributes)
    }
}

package func textArea(
    _ name: String, _ title: Phrase, in values: FormValues, rows: Int = 5, hint: Phrase? = nil,
    isRequired: Bool = false, _ attributes: Attribute...
) -> HTML {
    field(name, title, in: values, hint: hint, isRequired: isRequired) { shared in
        // HTML drops one line end right behind the tag, so one is written for it to drop.
        textarea([.rows(rows)] + shared + [.required(isRequired)] + attributes) {
            "\n" + (values[name] ?? "")
        }
    }
}

package struct Choice: Sendable {
    package var value: String
    package var label: HTML

    package init(_ value: String, _ label: Phrase) {
        self.value = value
        self.label = .phrase(label)
    }

    package init(_ value: String, name: LocalName) {
        self.value = value
        label = .name(name)
    }

    package init(_ value: String, text: String) {
        self.value = value
        label = .text(text)
    }

    /// A name of the city folder, and what tells it from another of that name.
    package init(_ value: String, name: LocalName, _ more: String?) {
        self.value = value
        label = HTML {
            name
            if let more { " \(more)" }
        }
    }
}

/// A list to choose one from. `none` is shown for the empty value; nil leaves it out.
package func selectField(
    _ name: String, _ title: Phrase, _ choices: [Choice], in values: FormValues,
    none: Phrase? = nil, hint: Phrase? = nil, isRequired: Bool = false, _ attributes: Attribute...
) -> HTML {
    field(name, title, in: values, hint: hint, isRequired: isRequired) { shared in
        select(shared + [.required(isRequired)] + attributes) {
            if let none { option(none, .value("")) }
            for choice in choices {
                option(
                    choice.label, .value(choice.value), .selected(values[name] == choice.value))
            }
        }
    }
}

/// One of few, all of them seen at once.
package func radioField(
    _ name: String, _ title: Phrase, _ choices: [Choice], in values: FormValues
) -> HTML {
    fieldset(.class("field"), .id("f-\(name)")) {
        legend(title)
        fieldProblems(name, in: values)
        for (index, choice) in choices.enumerated() {
            Markup.label(.class("choice"), .for("f-\(name)-\(index)")) {
                input(
                    .type(.radio), .id("f-\(name)-\(index)"), .name(name), .value(choice.value),
                    .checked(values[name] == choice.value))
                choice.label
            }
        }
    }
}

/// Any of several, all of them seen at once. An empty value is sent along, so that none can be
/// chosen.
package func checksField(
    _ name: String, _ title: Phrase, _ choices: [Choice], in values: FormValues
) -> HTML {
    fieldset(.class("field"), .id("f-\(name)")) {
        legend(title)
        fieldProblems(name, in: values)
        hiddenField(name, "")
        for (index, choice) in choices.enumerated() {
            Markup.label(.class("choice"), .for("f-\(name)-\(index)")) {
                input(
                    .type(.checkbox), .id("f-\(name)-\(index)"), .name(name),
                    .value(choice.value), .checked(values.all(name).contains(choice.value)))
                choice.label
            }
        }
    }
}

/// A yes or no; sends `1` when it is ticked.
package func checkField(
    _ name: String, _ title: Phrase, in values: FormValues, hint: Phrase? = nil
) -> HTML {
    div(.class("field check")) {
        Markup.label(.class("choice"), .for("f-\(name)")) {
            input(
                .type(.checkbox), .id("f-\(name)"), .name(name), .value("1"),
                .checked(values[name] == "1"))
            title
        }
        if let hint { small(hint, .class("hint")) }
        fieldProblems(name, in: values)
    }
}

/// One file of evidence, in a form that sends files.
package func evidenceFileField(_ name: String = "file", in values: FormValues) -> HTML {
    let most = Limit.bytesOfEvidence.count / 1_048_576
    return field(
        name, "文件", in: values,
        hint: "PDF、OFD、图片、Word、Excel，最多\(most)MB；内容和文件名要一致。", isRequired: false
    ) { shared in
        input(shared + [.type(.file)])
    }
}

private func field(
    _ name: String, _ title: Phrase, in values: FormValues, hint: Phrase?, isRequired: Bool,
    control: ([Attribute]) -> HTML
) -> HTML {
    let problems = values.problems(of: name)
    let described = [
        hint == nil ? nil : "f-\(name)-hint", problems.isEmpty ? nil : "f-\(name)-problem",
    ].compactMap { $0 }
    let shared: [Attribute] = [
        .id("f-\(name)"), .name(name),
        .aria("describedby", described.isEmpty ? nil : described.joined(separator: " ")),
        .aria("invalid", problems.isEmpty ? nil : "true"),
    ]
    return div(.class("field", problems.isEmpty ? nil : "wrong")) {
        Markup.label(.for("f-\(name)")) {
            title
            if isRequired { span("必填", .class("required")) }
        }
        control(shared)
        if let hint { small(hint, .class("hint"), .id("f-\(name)-hint")) }
        fieldProblems(name, in: values)
    }
}

@HTMLBuilder
private func fieldProblems(_ name: String, in values: FormValues) -> HTML {
    let problems = values.problems(of: name)
    if !problems.isEmpty {
        div(.class("field-problem"), .id("f-\(name)-problem")) {
            for problem in problems {
                p {
                    span(Light.bad.sign, .class("sign"), .aria("hidden", "true"))
                    problem
                }
            }
        }
    }
}

/// Where files are dropped, chosen or a table is pasted. It is a plain form; the script adds
/// dropping, the list of what was chosen and the progress of sending.
package func dropZone(
    to address: Address, name: String = "files", accept: StaticString = ".xlsx,.csv",
    heading: Phrase, hint: Phrase, submit: Phrase, @HTMLBuilder fields: () -> HTML = { .nothing }
) -> HTML {
    postForm(to: address, isMultipart: true, .class("drop"), .data("drop", "")) {
        div(.class("drop-target")) {
            Markup.label(.for("f-\(name)")) { strong(heading) }
            p(hint, .id("f-\(name)-hint"))
            input(
                .type(.file), .id("f-\(name)"), .name(name), .accept(accept), .multiple(),
                .aria("describedby", "f-\(name)-hint"))
            ul(.class("drop-list"), .aria("live", "polite"))
        }
        fields()
        submitButton(submit)
        div(.class("drop-progress"), .hidden()) {
            Markup.label(.for("f-\(name)-sent")) { "正在送出" }
            progress(.id("f-\(name)-sent"), .max("100"), .value("0"))
        }
    }
}
