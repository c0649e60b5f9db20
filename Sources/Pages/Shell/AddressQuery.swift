import Basics

/// The part of an address behind `?`, in order. Empty values are left out.
package struct AddressQuery: Hashable, Sendable, ExpressibleByDictionaryLiteral {
    package private(set) var items: [AddressItem]

    package init(_ items: [AddressItem] = []) { self.items = items.filter { !$0.value.isEmpty } }

    package init(dictionaryLiteral elements: (String, String?)...) {
        self.init(elements.map { AddressItem($0, $1 ?? "") })
    }

    package subscript(_ name: String) -> String? { items.first { $0.name == name }?.value }

    /// The same query with one value set anew; nil or empty takes it away.
    package func setting(_ name: String, to value: String?) -> AddressQuery {
        var changed = items
        if let place = changed.firstIndex(where: { $0.name == name }) {
            changed[place] = AddressItem(name, value ?? "")
        } else {
            changed.append(AddressItem(name, value ?? ""))
        }
        return AddressQuery(changed)
    }

    var text: String { items.isEmpty ? "" : "?" + pairs }

    /// Without the question mark before it.
    package var pairs: String {
        items.map { percentEncoded($0.name) + "=" + percentEncoded($0.value) }
            .joined(separator: "&")
    }
}

package struct AddressItem: Hashable, Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension [AddressItem] {
    /// The first value of each name.
    package var byName: [String: String] {
        Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}

/// RFC 3986: everything but the unreserved characters as %XX of its UTF-8.
package func percentEncoded(_ text: String) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// The path of a month, or without one of the latest.
func monthly(_ base: String, _ month: Month?) -> String { month.map { base + "/\($0)" } ?? base }
