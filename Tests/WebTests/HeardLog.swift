import Logging
import Synchronization

/// Everything that a server wrote into its log.
final class HeardLog: Sendable {
    private let heard = Mutex<[String]>([])

    var lines: [String] { heard.withLock { $0 } }

    var logger: Logger { Logger(label: "heard") { _ in Handler(log: self) } }

    private struct Handler: LogHandler {
        let log: HeardLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        init(log: HeardLog) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            log.heard.withLock { $0.append("\(event.message) \(event.metadata ?? [:])") }
        }
    }
}
