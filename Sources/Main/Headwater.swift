import ArgumentParser
import Basics
import CommandLine
import Foundation
import Storage

/// `headwater`: one program for the server and for everything that can be done at the machine.
@main
struct Headwater: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "headwater",
        abstract: "活水：城市双招双引操作系统。A city's investment and talent promotion.",
        version: headwaterVersion, subcommands: verbs)

    static func main() async {
        var command: any ParsableCommand
        do {
            command = try parseAsRoot()
        } catch {
            stop(at: error)
        }
        do {
            if var verb = command as? any Verb {
                try await verb.run(at: desk())
            } else {
                try command.run()
            }
        } catch let refusal as any Refusal {
            desk().tell(refusal.problems)
            Foundation.exit(1)
        } catch let fault as StorageFault {
            FileHandle.standardError.write(Data("headwater: \(fault)\n".utf8))
            Foundation.exit(3)
        } catch {
            stop(at: error)
        }
    }

    /// Wrong use of a command exits with 2, help with 0, any other error with 3.
    private static func stop(at error: any Error) -> Never {
        let code = exitCode(for: error)
        if code == .success || code == .validationFailure {
            let text = fullMessage(for: error)
            if code == .success {
                print(text)
                Foundation.exit(0)
            }
            FileHandle.standardError.write(Data((text + "\n").utf8))
            Foundation.exit(2)
        }
        FileHandle.standardError.write(Data("headwater: \(error)\n".utf8))
        Foundation.exit(3)
    }
}
