package import Basics
import Markup
package import People

/// What a member sees of the own account.
package struct AccountView: Sendable {
    package var member: Member
    package var unit: LocalName
    package var visits: [Visit]
    /// The visit that looks.
    package var visit: Identifier
    package var hasFactor: Bool
    package var recoveryCodesLeft: Int
    package var zoneOffset: Int

    package init(
        member: Member, unit: LocalName, visits: [Visit], visit: Identifier, hasFactor: Bool,
        recoveryCodesLeft: Int, zoneOffset: Int
    ) {
        self.member = member
        self.unit = unit
        self.visits = visits
        self.visit = visit
        self.hasFactor = hasFactor
        self.recoveryCodesLeft = recoveryCodesLeft
        self.zoneOffset = zoneOffset
    }
}

package func accountPage(_ view: AccountView) -> Page {
    let current = view.visit
    let offset = view.zoneOffset
    let table = DataTable<Visit>(
        "登录记录",
        columns: [
            DataColumn("开始", isHead: true) { $0.createdAt.minuteText(offset: offset) },
            DataColumn("最近") { $0.seenAt.minuteText(offset: offset) },
            DataColumn("来自") { $0.address },
            DataColumn("状态") { visit in
                if visit.id == current {
                    badge(.good, "本次")
                } else if visit.endedAt != nil {
                    badge(.plain, "已结束")
                } else {
                    actionButton("结束", to: .visit(visit.id), method: .delete)
                }
            },
        ])
    return Page("我的账户", area: .account) {
        pageTitle("我的账户") {
            link("修改密码", to: .password, .class("button"))
            if view.member.may(.makeTokens) {
                link("接口令牌", to: .tokens, .class("button"))
            }
        }
        card("账号") {
            definitionList([
                Definition("姓名", text: view.member.name),
                Definition("登录名", text: view.member.login),
                Definition("单位") { view.unit },
                Definition("角色") { roleList(view.member.roles) },
                Definition("有效期至") { view.member.endsOn },
            ])
        }
        card("动态验证码") {
            if view.hasFactor {
                p {
                    badge(.good, "已绑定")
                    " 还剩\(view.recoveryCodesLeft)个备用码"
                }
            } else {
                p("没有绑定。绑定后，别人拿到密码也登录不了。")
                p { link("绑定验证器", to: .authenticator, .class("button")) }
            }
        }
        card("登录记录") {
            table.html(view.visits)
            actionButton(
                "全部退出", to: .visits, method: .delete, confirm: "所有设备都要重新登录，确定吗？")
        }
    }
}

func roleList(_ roles: Set<Role>) -> HTML {
    HTML {
        for (index, role) in roles.sorted().enumerated() {
            if index > 0 { "、" }
            role.label
        }
    }
}

package struct TokensView: Sendable {
    package var tokens: [ApiToken]
    package var zoneOffset: Int
    /// The text of the token that was just made: shown this once.
    package var made: String?

    package init(tokens: [ApiToken], zoneOffset: Int, made: String? = nil) {
        self.tokens = tokens
        self.zoneOffset = zoneOffset
        self.made = made
    }
}

package func tokensPage(_ view: TokensView, _ values: FormValues = FormValues()) -> Page {
    let offset = view.zoneOffset
    let table = DataTable<ApiToken>(
        "接口令牌",
        columns: [
            DataColumn("名称", isHead: true) { $0.name },
            DataColumn("生成于") { $0.createdAt.minuteText(offset: offset) },
            DataColumn("最近使用") { $0.usedAt.map { $0.minuteText(offset: offset) } },
            DataColumn("状态") { token in
                if token.revokedAt != nil {
                    badge(.plain, "已作废")
                } else {
                    actionButton(
                        "作废", to: .token(token.id), method: .delete, light: .bad,
                        confirm: "作废后，用它的程序马上停用，确定吗？")
                }
            },
        ])
    return Page("接口令牌", area: .account) {
        pageTitle("接口令牌", lead: "给程序用的钥匙：看得到的和您一样多。不用了就作废。") {
            link("给程序的接口", to: .apiGuide, .class("button"))
        }
        if let made = view.made {
            notice(.good) {
                p("令牌已生成，只显示这一次，请现在复制保存：")
                p { code(made) }
            }
        }
        problemNotice(values.problems)
        card("新令牌") {
            postForm(to: .tokens) {
                textField(
                    "name", "用途", in: values, hint: "例如：统计处报表程序", isRequired: true,
                    .maxlength(60))
                submitButton("生成")
            }
        }
        if view.tokens.isEmpty {
            emptyState("还没有令牌。", next: "程序要读数据时，在上面生成一个。")
        } else {
            table.html(view.tokens)
        }
    }
}
