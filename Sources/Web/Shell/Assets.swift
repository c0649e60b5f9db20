import Basics
import Foundation
import HTTPTypes
import Hummingbird
package import Pages
import Sealing

/// The files that pages load, held in memory, each under an address with the hash of its bytes: a
/// browser keeps it for a year and never shows an old one.
package struct Assets: Sendable {
    struct File: Sendable {
        let type: String
        let bytes: [UInt8]
        let tag: String
    }

    private let files: [String: File]
    package let page: PageAssets

    /// Our own files, and from `folder` the libraries that `bin/run` put there. One that is missing
    /// is left out: pages work without.
    package init(folder: String?) {
        var files: [String: File] = [:]
        func add(_ bytes: [UInt8], _ name: String, _ ending: String, _ type: String) -> String {
            let tag = String(Digest(of: bytes).hex.prefix(16))
            let address = "/assets/\(name).\(tag).\(ending)"
            files[address] = File(type: type, bytes: bytes, tag: "\"\(tag)\"")
            return address
        }
        func library(_ name: String) -> [UInt8]? {
            guard let folder else { return nil }
            let file = URL(fileURLWithPath: folder).appendingPathComponent(name + ".js")
            return FileManager.default.contents(atPath: file.path).map { Array($0) }
        }
        let script = "text/javascript; charset=utf-8"
        page = PageAssets(
            style: add(
                PackageResources.headwater_css, "headwater", "css", "text/css; charset=utf-8"),
            script: add(PackageResources.headwater_js, "headwater", "js", script),
            icon: add(PackageResources.headwater_svg, "headwater", "svg", "image/svg+xml"),
            htmx: library("htmx-2.min").map { add($0, "htmx", "js", script) },
            charts: library("echarts.min").map { add($0, "echarts", "js", script) })
        self.files = files
    }

    func response(to path: String, knownTag: String?) -> Response? {
        guard let file = files[path] else { return nil }
        let headers: HTTPFields = [
            .contentType: file.type, .eTag: file.tag,
            .cacheControl: "public, max-age=31536000, immutable",
        ]
        if knownTag == file.tag { return Response(status: .notModified, headers: headers) }
        return Response(
            status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: file.bytes)))
    }
}
