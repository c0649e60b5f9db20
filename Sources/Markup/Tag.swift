package import Basics

/// The name of an element, called like a function: `div(.class("card")) { h2("本月新签约") }`,
/// `td(project.name, .class("name"))`. Content or phrase first, then attributes; or attributes,
/// then a block.
package struct Tag: Sendable {
    let name: String
    let isVoid: Bool

    init(_ name: String, isVoid: Bool = false) {
        self.name = name
        self.isVoid = isVoid
    }

    package func callAsFunction(
        _ attributes: Attribute..., @HTMLBuilder content: () -> HTML
    ) -> HTML { .element(self, attributes, content()) }

    package func callAsFunction(
        _ attributes: [Attribute], @HTMLBuilder content: () -> HTML
    ) -> HTML { .element(self, attributes, content()) }

    package func callAsFunction(_ phrase: Phrase, _ attributes: Attribute...) -> HTML {
        .element(self, attributes, .phrase(phrase))
    }

    @_disfavoredOverload
    package func callAsFunction(
        _ content: some HTMLConvertible, _ attributes: Attribute...
    ) -> HTML { .element(self, attributes, content.html) }

    package func callAsFunction(_ attributes: Attribute...) -> HTML {
        .element(self, attributes, .nothing)
    }

    package func callAsFunction(_ attributes: [Attribute]) -> HTML {
        .element(self, attributes, .nothing)
    }
}

// A local name hides one of these; `Markup.label(…)` still reaches it.

package let html = Tag("html")
package let head = Tag("head")
package let title = Tag("title")
package let body = Tag("body")
package let header = Tag("header")
package let footer = Tag("footer")
package let main = Tag("main")
package let nav = Tag("nav")
package let section = Tag("section")
package let article = Tag("article")
package let aside = Tag("aside")
package let div = Tag("div")
package let span = Tag("span")
package let h1 = Tag("h1")
package let h2 = Tag("h2")
package let h3 = Tag("h3")
package let h4 = Tag("h4")
package let p = Tag("p")
package let a = Tag("a")
package let b = Tag("b")
package let strong = Tag("strong")
package let em = Tag("em")
package let small = Tag("small")
package let mark = Tag("mark")
package let del = Tag("del")
package let ins = Tag("ins")
package let code = Tag("code")
package let pre = Tag("pre")
package let kbd = Tag("kbd")
package let sup = Tag("sup")
package let abbr = Tag("abbr")
package let time = Tag("time")
package let bdi = Tag("bdi")
package let blockquote = Tag("blockquote")
package let ul = Tag("ul")
package let ol = Tag("ol")
package let li = Tag("li")
package let dl = Tag("dl")
package let dt = Tag("dt")
package let dd = Tag("dd")
package let table = Tag("table")
package let caption = Tag("caption")
package let thead = Tag("thead")
package let tbody = Tag("tbody")
package let tfoot = Tag("tfoot")
package let tr = Tag("tr")
package let th = Tag("th")
package let td = Tag("td")
package let colgroup = Tag("colgroup")
package let figure = Tag("figure")
package let figcaption = Tag("figcaption")
package let details = Tag("details")
package let summary = Tag("summary")
package let dialog = Tag("dialog")
package let form = Tag("form")
package let fieldset = Tag("fieldset")
package let legend = Tag("legend")
package let label = Tag("label")
package let button = Tag("button")
package let select = Tag("select")
package let optgroup = Tag("optgroup")
package let option = Tag("option")
package let textarea = Tag("textarea")
package let datalist = Tag("datalist")
package let output = Tag("output")
package let meter = Tag("meter")
package let progress = Tag("progress")
package let script = Tag("script")
package let style = Tag("style")
package let noscript = Tag("noscript")
package let svg = Tag("svg")
package let path = Tag("path")
package let svgText = Tag("text")
package let svgGroup = Tag("g")
package let br = Tag("br", isVoid: true)
package let hr = Tag("hr", isVoid: true)
package let wbr = Tag("wbr", isVoid: true)
package let img = Tag("img", isVoid: true)
package let input = Tag("input", isVoid: true)
package let meta = Tag("meta", isVoid: true)
package let resource = Tag("link", isVoid: true)
package let col = Tag("col", isVoid: true)
