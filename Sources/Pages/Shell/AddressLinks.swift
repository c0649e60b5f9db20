package import Basics
package import Markup

// Addresses in markup.

extension Attribute {
    package static func href(_ address: Address) -> Attribute { href(local: address.path) }
    package static func action(_ address: Address) -> Attribute { action(local: address.path) }
    package static func hxGet(_ address: Address) -> Attribute { hxGet(local: address.path) }
    package static func hxPost(_ address: Address) -> Attribute { hxPost(local: address.path) }
    package static func data(_ name: StaticString, _ address: Address) -> Attribute {
        data(name, local: address.path)
    }
}

package func link(
    to address: Address, _ attributes: Attribute..., @HTMLBuilder content: () -> HTML
) -> HTML {
    a([.href(address)] + attributes, content: content)
}

package func link(_ phrase: Phrase, to address: Address, _ attributes: Attribute...) -> HTML {
    a([.href(address)] + attributes) { phrase }
}

/// `text` is data: a project's name.
package func link(text: String, to address: Address, _ attributes: Attribute...) -> HTML {
    a([.href(address)] + attributes) { text }
}
