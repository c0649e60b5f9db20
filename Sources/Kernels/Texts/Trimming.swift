/// Without white space, control characters and byte order marks at either end.
package func trimmed(_ text: String) -> String {
    let isKept = { (scalar: Unicode.Scalar) in
        !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
            && scalar != "\u{FEFF}"
    }
    let scalars = text.unicodeScalars
    guard let first = scalars.firstIndex(where: isKept),
        let last = scalars.lastIndex(where: isKept)
    else { return "" }
    return String(scalars[first...last])
}
