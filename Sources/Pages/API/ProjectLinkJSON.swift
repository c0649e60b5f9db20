package import Basics
package import Projects

extension ProjectLink {
    package var json: JSONValue {
        .object([
            "number": .integer(number), "project": .string(project.text),
            "chain": .string(chain), "link": .string(link),
        ])
    }
}
