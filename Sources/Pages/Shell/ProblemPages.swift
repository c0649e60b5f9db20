package import Basics
import Markup

/// Nothing there, or nothing that the reader may see: which of them is not said.
package func noSuchPage() -> Page {
    Page("没有这个页面") {
        pageTitle("没有这个页面")
        emptyState("地址不对，或者您无权查看。", next: "请从导航重新进入。") {
            a("回首页", .href(local: "/"), .class("button"))
        }
    }
}

package func forbiddenPage(_ problems: [Problem]) -> Page {
    Page("没有权限") {
        pageTitle("没有权限")
        problemNotice(problems, heading: "这一步没有办：")
        p("需要这项权限的，请联系安全管理员授予角色。")
    }
}

/// What was refused, with all its reasons, where no form can be shown again.
package func refusedPage(_ problems: [Problem]) -> Page {
    Page("没有办成") {
        pageTitle("没有办成")
        problemNotice(problems, heading: "原因：")
        p("数据没有改动。请退回上一页，改正后再交。")
    }
}

package func busyPage() -> Page {
    Page("请稍后再试") {
        pageTitle("请稍后再试")
        notice(.watch, "数据库正忙或正在重启，数据没有改动。过一会儿刷新页面即可。")
    }
}

package func faultPage(number: String) -> Page {
    Page("系统故障") {
        pageTitle("系统故障")
        notice(.bad) {
            p("系统出了故障，数据没有改动。")
            p("请把编号告诉管理员：\(number)")
        }
    }
}

package struct CityChoice: Sendable {
    package let name: LocalName
    package let isSample: Bool
    package let address: String

    package init(name: LocalName, isSample: Bool, address: String) {
        self.name = name
        self.isSample = isSample
        self.address = address
    }
}

package func chooseCityPage(_ cities: [CityChoice]) -> Page {
    Page("选择城市") {
        pageTitle("选择城市")
        ul(.class("choices")) {
            for city in cities {
                li {
                    a(.href(city.address)) {
                        city.name
                        if city.isSample { badge(.info, "示例") }
                    }
                }
            }
        }
    }
}
