import Basics
import Drawing
import Pages
import Testing

@testable import Web

private func multipart(_ parts: [(head: String, body: String)], boundary: String = "b") -> [UInt8] {
    Array(
        (parts.map {
            "--\(boundary)\r\nContent-Disposition: form-data; \($0.head)\r\n\r\n\($0.body)\r\n"
        }
        .joined() + "--\(boundary)--\r\n").utf8)
}

@Test("fields and files of a form are told apart; names are never paths")
func multipartForm() throws {
    let form = try readMultipart(
        multipart([
            ("name=\"month\"", "2026-10"),
            ("name=\"files\"; filename=\"十月 \u{25a1}.xlsx\"", "PK\r\n--notb"),
            ("name=\"files\"; filename=\"..\\..\\etc/甲%22.csv\"", ""),
            ("name=\"files\"; filename=\"\"", ""),
            ("name=plain", "a=b&c"),
        ]), boundary: "b")
    #expect(form["month"] == "2026-10")
    #expect(form["plain"] == "a=b&c")
    #expect(form.files.map(\.name) == ["十月 \u{25a1}.xlsx", "甲\".csv"])
    #expect(form.files[0].bytes == Array("PK\r\n--notb".utf8))
}

@Test(
    "a damaged form is refused whole",
    arguments: [
        "", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
        "--b\r\n\r\nx\r\n--b--", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        "--b\r\nname=\"a\"\r\n\r\nx\r\n--b--", "--bx\r\n--b--", "--b\r\nx\r\n--b\r\n",
        "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n--b--",
    ])
func damagedMultipart(text: String) {
    #expect(throws: WrongRequest.unreadable) {
        try readMultipart(Array(text.utf8), boundary: "b")
    }
}

@Test("limits of fields and files are kept, and named")
func formLimits() throws {
    let long = String(repeating: "x", count: 70_000)
    #expect(throws: WrongRequest.fieldTooLarge("name")) {
        try readMultipart(multipart([("name=\"name\"", long)]), boundary: "b")
    }
    #expect(
        try readMultipart(multipart([("name=\"table\"", long)]), boundary: "b")["table"] == long)
    #expect(throws: WrongRequest.fieldTooLarge("name")) { try readPairs("name=\(long)".utf8) }
    let many = (0..<41).map { ("name=\"files\"; filename=\"\($0).csv\"", "a") }
    #expect(throws: WrongRequest.tooManyFiles) {
        try readMultipart(multipart(many), boundary: "b")
    }
    let crowded = String(repeating: "a=1&", count: 2_001)
    #expect(throws: WrongRequest.unreadable) { try readPairs(crowded.utf8) }
}

@Test("pairs of an address are decoded, broken ones refused")
func pairs() throws {
    let items = try readPairs("q=%E5%8C%BA+%2B1&x=&=3&y".utf8)
    #expect(
        items == [
            AddressItem("q", "区 +1"), AddressItem("x", ""), AddressItem("", "3"),
            AddressItem("y", ""),
        ])
    for broken in ["q=%E5", "q=%", "q=%GG", "q=%FF"] {
        #expect(throws: WrongRequest.unreadable) { try readPairs(broken.utf8) }
    }
}

@Test("no bytes make the reader of forms trap", arguments: 0..<200)
func randomForms(seed: Int) {
    var lots = Lots(seed: UInt64(seed))
    var bytes = multipart([
        ("name=\"a\"; filename=\"x.csv\"", "1,2"), ("name=\"b\"", "区"), ("name=\"c\"", ""),
    ])
    for _ in 0..<(1 + lots.draw(12)) {
        let place = lots.draw(bytes.count)
        switch lots.draw(3) {
        case 0: bytes[place] = UInt8(lots.draw(256))
        case 1: bytes.remove(at: place)
        default:
            bytes.insert(
                contentsOf: bytes[place..<min(bytes.count, place + lots.draw(30))], at: place)
        }
    }
    for read in [
        { _ = try readMultipart(bytes, boundary: "b") }, { _ = try readPairs(bytes) },
    ] {
        do { try read() } catch { #expect(error is WrongRequest) }
    }
}

@Test("the boundary is found with and without quotes")
func boundaries() {
    #expect(multipartBoundary("multipart/form-data; boundary=\"a b\"") == "a b")
    #expect(multipartBoundary("multipart/form-data; charset=utf-8; Boundary=xyz") == "xyz")
    #expect(multipartBoundary("multipart/form-data") == nil)
}

@Test("a sentence survives its cookie")
func saidCookie() throws {
    let text = cookieText("已收\("甲;乙=!")共\(3)条")
    #expect(!text.contains(";") && !text.contains(" ") && !text.contains(","))
    #expect(Lexicon.chinese.text(try #require(phrase(cookieText: text))) == "已收甲;乙=!共3条")
}
