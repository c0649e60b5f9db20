package import Hummingbird
import Logging

/// The HTTP server around a front door. TLS is the reverse proxy's. `ready` is called with the port
/// once the server listens.
package func server(
    _ house: House, host: String = "127.0.0.1", port: Int,
    ready: @escaping @Sendable (Int) -> Void
) -> some ApplicationProtocol {
    Application(
        responder: FrontDoor(house),
        configuration: .init(address: .hostname(host, port: port), serverName: nil),
        onServerRunning: { channel in ready(channel.localAddress?.port ?? port) },
        logger: house.logger)
}
