import Basics
import Markup
import Testing

private let english = Lexicon(.english, entries: ["共{}个项目": "{} projects in all", "保存": "Save"])

@Test("text, phrases and names are read in the language of the reader")
func languages() {
    let page = div(.class("card", nil, "wide")) {
        h2("共\(3)个项目")
        p(LocalName(zh: "示例市", en: "Sample City"))
        "保存"
    }
    #expect(
        page.render(in: .chinese)
            == #"<div class="card wide"><h2>共3个项目</h2><p>示例市</p>保存</div>"#)
    #expect(
        page.render(in: english)
            == #"<div class="card wide"><h2>3 projects in all</h2><p>Sample City</p>Save</div>"#)
}

@Test(
    "what people type cannot become markup, in content or in an attribute",
    arguments: [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' autofocus onfocus='x",
        "</textarea><script>", "&lt;script&gt;", "<!--", "]]>", "\u{0}<b>",
    ])
func escaping(attack: String) {
    let page = div(.title("标题:\(attack)"), .data("x", attack)) {
        attack
        textarea(attack, .name(attack))
        input(.type(.text), .value(attack))
        "原文为\(attack)"
    }
    let text = page.render(in: .chinese)
    var tags = 0
    for (index, byte) in text.utf8.enumerated() where byte == UInt8(ascii: "<") {
        tags += 1
        let rest = String(decoding: Array(text.utf8)[(index + 1)...], as: UTF8.self)
        #expect(
            ["div", "/div", "textarea", "/textarea", "input"].contains(where: rest.hasPrefix))
    }
    #expect(tags == 5)
    #expect(text.utf8.count(where: { $0 == UInt8(ascii: "\"") }) == 10)
    #expect(!text.contains("'"))
    #expect(!text.utf8.contains(0))
}

@Test("a style keeps its quotes and can't be ended from within")
func styles() {
    let text = style("h3::before { content: \"、\" } </style><b>").render(in: .chinese)
    #expect(text == "<style>h3::before { content: \"、\" } \\3C /style>\\3C b></style>")
}

@Test(
    "an address that would run something is not written",
    arguments: [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)",
        "java\nscript:alert(1)", "data:text/html,<script>", "vbscript:x", "//evil.example/x",
        "/\\evil.example", "file:///etc/passwd", "\u{1}javascript:x", "relative/path",
    ])
func dangerousAddresses(address: String) {
    #expect(a("x", .href(address)).render(in: .chinese) == ##"<a href="#refused">x</a>"##)
}

@Test(
    "addresses of this site and of pages are written",
    arguments: ["/c/990100/projects?q=1", "#main", "?page=2", "https://example.org/", "tel:110"])
func safeAddresses(address: String) {
    #expect(a("x", .href(address)).render(in: .chinese) == "<a href=\"\(address)\">x</a>")
}

@Test("flags are written or left out, void elements have no end, loops and branches work")
func forms() {
    let names = ["甲", "乙"]
    let missing: String? = nil
    let page = HTML {
        for name in names { option(name, .value(name), .selected(name == "乙")) }
        if names.count > 2 { br() } else { hr() }
        missing
        3
    }
    #expect(
        page.render(in: .chinese)
            == #"<option value="甲">甲</option><option value="乙" selected>乙</option><hr>3"#)
}

@Test("a chart carries its table and its values, and unknown is not zero")
func charts() {
    let chart = Chart(
        .bar, "各区签约", categoryTitle: "区市",
        categories: [
            ChartCategory("海</script>'\"", target: .href(local: "/x")), ChartCategory("山区"),
        ],
        series: [
            ChartSeries("签约额", unit: "亿元", points: [ChartPoint(12.5, "12.5"), .unknown])
        ])
    let text = chart.html.render(with: Rendering(.chinese, root: "/c/990100"))
    #expect(text.contains(#"<td class="number">12.5</td>"#))
    #expect(text.contains(#"<a href="/c/990100/x">海&lt;/script&gt;&#39;&quot;</a>"#))
    #expect(text.contains("&quot;values&quot;:[12.5,null]"))
    #expect(!text.contains("</script>"))
}

@Test("a document begins with its doctype")
func documents() {
    let page = HTML.document(html(.lang("zh-CN")) { head { title("概况") } })
    #expect(
        page.render(in: .chinese)
            == "<!doctype html>\n<html lang=\"zh-CN\"><head><title>概况</title></head></html>")
    #expect(page.plainText(in: .chinese) == "概况")
}
