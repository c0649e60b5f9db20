package import Basics
import Markup

/// One address that programs ask.
package struct APIAddress: Sendable {
    package var method: String
    package var path: String
    package var summary: Phrase?
    /// Nil: any member.
    package var permission: Phrase?

    package init(method: String, path: String, summary: Phrase?, permission: Phrase?) {
        self.method = method
        self.path = path
        self.summary = summary
        self.permission = permission
    }
}

/// How programs read what the pages show. `root` is the city's place in the address.
package func apiGuidePage(_ addresses: [APIAddress], root: String) -> Page {
    let table = DataTable<APIAddress>(
        "可以用的地址",
        columns: [
            DataColumn("地址", isHead: true) { code("\($0.method) \($0.path)" as String) },
            DataColumn("给什么") { $0.summary.html },
            DataColumn("需要的权限") { $0.permission ?? "登录即可" },
        ])
    let example = "curl -H 'Authorization: Bearer hw_…' https://…" + root + "/api/v1/…"
    return Page("给程序的接口", area: .account) {
        pageTitle("给程序的接口", lead: "页面上看得到的，程序也读得到：同样的数，同样的权限。")
        card("怎么用") {
            p("先在“我的账户”里生成一个接口令牌，每次请求放在请求头里：")
            pre { code(example) }
            p {
                "机器可读的说明在"
                a(.href("/openapi.json")) { code("/openapi.json" as String) }
            }
        }
        if addresses.isEmpty {
            emptyState("还没有可以用的地址。", next: "装好业务模块后，这里会列出来。")
        } else {
            table.html(addresses)
        }
    }
}
