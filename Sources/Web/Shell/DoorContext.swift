import HTTPTypes
package import Hummingbird
package import Logging

/// What Hummingbird hands along with a request: here only who is at the other end of the line.
package struct DoorContext: RequestContext {
    package var coreContext: CoreRequestContextStorage
    package let peer: String

    package init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        peer = source.channel.remoteAddress?.ipAddress ?? "local"
    }

    /// Without a line: for tests, which ask the front door itself.
    package init(peer: String, logger: Logger) {
        coreContext = .init(source: LineSource(logger: logger))
        self.peer = peer
    }
}

private struct LineSource: RequestContextSource {
    let logger: Logger
}

/// A name of a header that is written in the program.
func headerName(_ text: StaticString) -> HTTPField.Name {
    guard let name = HTTPField.Name("\(text)") else {
        preconditionFailure("not a header name: \(text)")
    }
    return name
}

extension HTTPField.Name {
    static let forwardedFor = headerName("X-Forwarded-For")
    static let forwardedProto = headerName("X-Forwarded-Proto")
    static let htmxRequest = headerName("HX-Request")
    static let htmxRedirect = headerName("HX-Redirect")
    /// Set by our script when it sends a form with progress; the answer then names the next page in
    /// `X-Next`.
    static let upload = headerName("X-Upload")
    static let next = headerName("X-Next")
    static let fetchSite = headerName("Sec-Fetch-Site")
    static let frameOptions = headerName("X-Frame-Options")
    static let referrerPolicy = headerName("Referrer-Policy")
    static let permissionsPolicy = headerName("Permissions-Policy")
    static let openerPolicy = headerName("Cross-Origin-Opener-Policy")
    static let resourcePolicy = headerName("Cross-Origin-Resource-Policy")
}
