package import Basics

/// One attribute of an element. Names are fixed here or literals of the program, never data; there
/// is no `style` and no `on…`, which the content security policy would refuse anyway.
package struct Attribute: Sendable {
    let name: String
    let value: AttributeValue

    init(_ name: String, _ value: AttributeValue) {
        self.name = name
        self.value = value
    }

    func write(to bytes: inout [UInt8], with rendering: Rendering) {
        let lexicon = rendering.lexicon
        let text: String
        switch value {
        case .absent: return
        case .flag:
            bytes.append(UInt8(ascii: " "))
            bytes.add(name)
            return
        case .text(let value): text = value
        case .phrase(let phrase): text = lexicon.text(phrase)
        case .name(let name): text = lexicon.text(name)
        case .link(let address): text = checkedLink(address)
        case .local(let path): text = checkedLink(rendering.root + path)
        }
        bytes.append(UInt8(ascii: " "))
        bytes.add(name)
        bytes.add("=\"")
        escape(text, to: &bytes)
        bytes.append(UInt8(ascii: "\""))
    }
}

enum AttributeValue: Sendable {
    case absent
    case flag
    case text(String)
    case phrase(Phrase)
    case name(LocalName)
    case link(String)
    /// A path inside the city, from its `/` on.
    case local(String)
}

/// The address itself where it stays in this site or opens a page, a letter or a call; `#refused`
/// for every other scheme (`javascript:`, `data:`, `//elsewhere`).
func checkedLink(_ address: String) -> String {
    let refused = "#refused"
    let bytes = address.utf8
    // Browsers drop tabs and line ends inside an address and blanks around it before they read the
    // scheme.
    guard !bytes.contains(where: { $0 < 32 || $0 == 127 || $0 == UInt8(ascii: "\\") }) else {
        return refused
    }
    guard let first = bytes.first else { return "" }
    switch first {
    case UInt8(ascii: "/"):
        return bytes.dropFirst().first == UInt8(ascii: "/") ? refused : address
    case UInt8(ascii: "?"), UInt8(ascii: "#"): return address
    default:
        let lowered = address.prefix(8).lowercased()
        let allowed = ["https://", "http://", "mailto:", "tel:"]
        return allowed.contains(where: lowered.hasPrefix) ? address : refused
    }
}

// MARK: Any element

extension Attribute {
    /// Words that are nil are left out: `.class("row", isOpen ? "open" : nil)`.
    package static func `class`(_ words: String?...) -> Attribute {
        let given = words.compactMap { $0 }.filter { !$0.isEmpty }
        return Attribute("class", given.isEmpty ? .absent : .text(given.joined(separator: " ")))
    }
    package static func id(_ id: String) -> Attribute { Attribute("id", .text(id)) }
    package static func lang(_ tag: String) -> Attribute { Attribute("lang", .text(tag)) }
    package static func title(_ phrase: Phrase) -> Attribute { Attribute("title", .phrase(phrase)) }
    package static func role(_ role: StaticString) -> Attribute {
        Attribute("role", .text("\(role)"))
    }
    package static func tabindex(_ index: Int) -> Attribute {
        Attribute("tabindex", .text(String(index)))
    }
    package static func hidden(_ isHidden: Bool = true) -> Attribute { flag("hidden", isHidden) }
    /// Read by our own script and by tests; left out when nil.
    package static func data(_ name: StaticString, _ value: String?) -> Attribute {
        Attribute("data-\(name)", value.map(AttributeValue.text) ?? .absent)
    }
    package static func data(_ name: StaticString, phrase: Phrase) -> Attribute {
        Attribute("data-\(name)", .phrase(phrase))
    }
    package static func data(_ name: StaticString, link: String) -> Attribute {
        Attribute("data-\(name)", .link(link))
    }
    package static func data(_ name: StaticString, name text: LocalName) -> Attribute {
        Attribute("data-\(name)", .name(text))
    }
    package static func aria(_ name: StaticString, _ value: String?) -> Attribute {
        Attribute("aria-\(name)", value.map(AttributeValue.text) ?? .absent)
    }
    package static func ariaLabel(_ phrase: Phrase) -> Attribute {
        Attribute("aria-label", .phrase(phrase))
    }

    static func flag(_ name: String, _ isSet: Bool) -> Attribute {
        Attribute(name, isSet ? .flag : .absent)
    }
    private static func number(_ name: String, _ number: Int?) -> Attribute {
        Attribute(name, number.map { .text(String($0)) } ?? .absent)
    }
    private static func word(_ name: String, _ word: String) -> Attribute {
        Attribute(name, .text(word))
    }
}

// MARK: Links and files

extension Attribute {
    package static func href(_ address: String) -> Attribute { Attribute("href", .link(address)) }
    package static func src(_ address: String) -> Attribute { Attribute("src", .link(address)) }
    package static func rel(_ word: StaticString) -> Attribute { Attribute.word("rel", "\(word)") }
    package static func alt(_ phrase: Phrase) -> Attribute { Attribute("alt", .phrase(phrase)) }
    package static func download(_ isFile: Bool = true) -> Attribute { flag("download", isFile) }
    package static func `defer`(_ isSet: Bool = true) -> Attribute { flag("defer", isSet) }
    package static func charset(_ name: StaticString) -> Attribute { word("charset", "\(name)") }
    package static func content(_ text: String) -> Attribute { word("content", text) }
    package static func httpEquiv(_ name: StaticString) -> Attribute {
        word("http-equiv", "\(name)")
    }
    package static func datetime(_ text: String) -> Attribute { word("datetime", text) }
    package static func viewBox(width: Int, height: Int) -> Attribute {
        word("viewBox", "0 0 \(width) \(height)")
    }
    package static func d(_ path: String) -> Attribute { word("d", path) }
    package static func x(_ number: Int) -> Attribute { Attribute.number("x", number) }
    package static func y(_ number: Int) -> Attribute { Attribute.number("y", number) }
    package static func width(_ number: Int) -> Attribute { Attribute.number("width", number) }
    package static func height(_ number: Int) -> Attribute { Attribute.number("height", number) }
    package static func textAnchor(_ word: StaticString) -> Attribute {
        Attribute.word("text-anchor", "\(word)")
    }
    /// How a drawing looks where no style reaches it: in a file of its own. Colours as in CSS.
    package static func fill(_ colour: StaticString) -> Attribute {
        word("fill", "\(colour)")
    }
    package static func stroke(_ colour: StaticString) -> Attribute {
        word("stroke", "\(colour)")
    }
    package static func strokeWidth(_ width: StaticString) -> Attribute {
        word("stroke-width", "\(width)")
    }
    package static func strokeDashes(_ lengths: StaticString) -> Attribute {
        word("stroke-dasharray", "\(lengths)")
    }
    package static func font(_ family: StaticString, size: Int) -> [Attribute] {
        [word("font-family", "\(family)"), number("font-size", size)]
    }
    package static func translate(y: Int) -> Attribute { word("transform", "translate(0 \(y))") }
    package static func svgNamespace() -> Attribute { word("xmlns", "http://www.w3.org/2000/svg") }
    package static func viewBox(_ text: StaticString) -> Attribute { word("viewBox", "\(text)") }
    package static func drawing(_ text: StaticString) -> Attribute { word("d", "\(text)") }
}

// MARK: Addresses inside the city, as paths from its root: `/projects/P…`

extension Attribute {
    package static func href(local path: String) -> Attribute { Attribute("href", .local(path)) }
    package static func src(local path: String) -> Attribute { Attribute("src", .local(path)) }
    package static func action(local path: String) -> Attribute {
        Attribute("action", .local(path))
    }
    package static func data(_ name: StaticString, local path: String) -> Attribute {
        Attribute("data-\(name)", .local(path))
    }
    package static func hxGet(local path: String) -> Attribute { Attribute("hx-get", .local(path)) }
    package static func hxPost(local path: String) -> Attribute {
        Attribute("hx-post", .local(path))
    }
}

// MARK: Tables

extension Attribute {
    package enum Scope: String, Sendable { case col, row, colgroup, rowgroup }
    package static func scope(_ scope: Scope) -> Attribute { word("scope", scope.rawValue) }
    package static func colspan(_ count: Int) -> Attribute { number("colspan", count) }
    package static func rowspan(_ count: Int) -> Attribute { number("rowspan", count) }
}

// MARK: Forms

extension Attribute {
    package enum Method: String, Sendable { case get, post }
    package enum InputType: String, Sendable {
        case text, password, search, number, date, month, email, tel, checkbox, radio, file, hidden
        case submit
    }
    package enum ButtonType: String, Sendable { case submit, button, reset }

    package static func method(_ method: Method) -> Attribute { word("method", method.rawValue) }
    package static func action(_ address: String) -> Attribute {
        Attribute("action", .link(address))
    }
    /// Multipart, for forms that carry files.
    package static func multipart() -> Attribute { word("enctype", "multipart/form-data") }
    package static func type(_ type: InputType) -> Attribute { word("type", type.rawValue) }
    package static func button(_ type: ButtonType) -> Attribute { word("type", type.rawValue) }
    package static func name(_ name: String) -> Attribute { word("name", name) }
    package static func value(_ text: String) -> Attribute { word("value", text) }
    package static func value(phrase: Phrase) -> Attribute { Attribute("value", .phrase(phrase)) }
    package static func placeholder(_ phrase: Phrase) -> Attribute {
        Attribute("placeholder", .phrase(phrase))
    }
    package static func `for`(_ id: String) -> Attribute { word("for", id) }
    package static func form(_ id: String) -> Attribute { word("form", id) }
    package static func list(_ id: String) -> Attribute { word("list", id) }
    package static func autocomplete(_ word: StaticString) -> Attribute {
        Attribute.word("autocomplete", "\(word)")
    }
    package static func inputmode(_ word: StaticString) -> Attribute {
        Attribute.word("inputmode", "\(word)")
    }
    package static func pattern(_ text: StaticString) -> Attribute { word("pattern", "\(text)") }
    package static func accept(_ text: StaticString) -> Attribute { word("accept", "\(text)") }
    package static func maxlength(_ count: Int) -> Attribute { number("maxlength", count) }
    package static func rows(_ count: Int) -> Attribute { number("rows", count) }
    package static func min(_ text: String) -> Attribute { word("min", text) }
    package static func max(_ text: String) -> Attribute { word("max", text) }
    package static func required(_ isSet: Bool = true) -> Attribute { flag("required", isSet) }
    package static func checked(_ isSet: Bool = true) -> Attribute { flag("checked", isSet) }
    package static func selected(_ isSet: Bool = true) -> Attribute { flag("selected", isSet) }
    package static func disabled(_ isSet: Bool = true) -> Attribute { flag("disabled", isSet) }
    package static func readonly(_ isSet: Bool = true) -> Attribute { flag("readonly", isSet) }
    package static func multiple(_ isSet: Bool = true) -> Attribute { flag("multiple", isSet) }
    package static func autofocus(_ isSet: Bool = true) -> Attribute { flag("autofocus", isSet) }
    package static func open(_ isSet: Bool = true) -> Attribute { flag("open", isSet) }
    package static func novalidate(_ isSet: Bool = true) -> Attribute { flag("novalidate", isSet) }
}

// MARK: htmx

extension Attribute {
    package enum Swap: String, Sendable { case innerHTML, outerHTML, beforeend, delete, none }
    package static func hxTarget(_ selector: String) -> Attribute { word("hx-target", selector) }
    package static func hxSwap(_ swap: Swap) -> Attribute { word("hx-swap", swap.rawValue) }
    /// When to load: `load`, `revealed`, `input changed delay:300ms`, `every 2s`.
    package static func hxTrigger(_ event: StaticString) -> Attribute {
        word("hx-trigger", "\(event)")
    }
    package static func hxInclude(_ selector: String) -> Attribute { word("hx-include", selector) }
    package static func hxPushURL(_ isSet: Bool = true) -> Attribute {
        word("hx-push-url", isSet ? "true" : "false")
    }
}
