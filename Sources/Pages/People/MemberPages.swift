package import Basics
import Markup
package import People

package struct MembersView: Sendable {
    package var members: [MemberRow]
    package var units: [Choice]
    package var mayOpen: Bool

    package init(members: [MemberRow], units: [Choice], mayOpen: Bool) {
        self.members = members
        self.units = units
        self.mayOpen = mayOpen
    }
}

package struct MemberRow: Sendable {
    package var member: Member
    package var unit: LocalName

    package init(_ member: Member, unit: LocalName) {
        self.member = member
        self.unit = unit
    }
}

package func membersPage(_ view: MembersView, _ values: FormValues = FormValues()) -> Page {
    let table = DataTable<MemberRow>(
        "人员",
        columns: [
            DataColumn("姓名", isHead: true) { row in
                link(text: row.member.name, to: .member(row.member.id))
            },
            DataColumn("登录名") { $0.member.login },
            DataColumn("单位") { $0.unit },
            DataColumn("角色") { row in
                if row.member.roles.isEmpty {
                    badge(.watch, "待授予")
                } else {
                    roleList(row.member.roles)
                }
            },
            DataColumn("状态") { memberState($0.member) },
        ])
    return Page("人员", area: .members) {
        pageTitle("人员", lead: "系统管理员开账号，安全管理员授角色，审计管理员看日志；三人不得兼任。")
        table.html(view.members)
        if view.mayOpen {
            problemNotice(values.problems)
            card("新开账号") {
                postForm(to: .members) {
                    textField("name", "姓名", in: values, isRequired: true, .maxlength(40))
                    textField(
                        "login", "登录名", in: values, hint: "小写字母、数字或 . - _", isRequired: true,
                        .maxlength(32), .autocomplete("off"))
                    selectField(
                        "unit", "单位", view.units, in: values, none: "请选择", isRequired: true)
                    textField(
                        "ends_on", "有效期至", in: values, type: .date, hint: "审计机关的账号必须填写。")
                    submitButton("开账号")
                }
            }
        }
    }
}

private func memberState(_ member: Member) -> HTML {
    if member.leftOn != nil { return badge(.plain, "已离岗") }
    if member.disabled != nil { return badge(.bad, "已停用") }
    return badge(.good, "可用")
}

package struct MemberView: Sendable {
    package var row: MemberRow
    package var duties: [Duty]
    /// Who could take over.
    package var takers: [Choice]
    package var mayManage: Bool
    package var mayGrant: Bool
    package var mayEndVisits: Bool

    package init(
        row: MemberRow, duties: [Duty], takers: [Choice], mayManage: Bool, mayGrant: Bool,
        mayEndVisits: Bool
    ) {
        self.row = row
        self.duties = duties
        self.takers = takers
        self.mayManage = mayManage
        self.mayGrant = mayGrant
        self.mayEndVisits = mayEndVisits
    }
}

package func memberPage(_ view: MemberView, _ values: FormValues = FormValues()) -> Page {
    let member = view.row.member
    return Page("人员", area: .members) {
        pageTitle(text: member.name)
        problemNotice(values.problems)
        card("账号") {
            definitionList([
                Definition("登录名", text: member.login),
                Definition("单位") { view.row.unit },
                Definition("角色") { roleList(member.roles) },
                Definition("有效期至") { member.endsOn },
                Definition("状态") { memberState(member) },
                Definition("停用原因", text: member.disabled?.reason),
            ])
        }
        if view.mayGrant { grantCard(member) }
        if view.mayManage { manageCard(view, values) }
        if view.mayEndVisits {
            card("登录") {
                actionButton("解除锁定", to: .memberLock(member.id), method: .delete)
                actionButton(
                    "重设动态验证码", to: .memberFactor(member.id), method: .delete,
                    confirm: "下次登录要重新绑定验证器，确定吗？")
            }
        }
    }
}

private func versionField(_ member: Member) -> HTML {
    hiddenField("version", String(member.version))
}

private func grantCard(_ member: Member) -> HTML {
    card("授予角色") {
        postForm(to: .memberRoles(member.id)) {
            versionField(member)
            fieldset(.class("field"), .id("f-roles")) {
                legend("角色")
                for role in Role.allCases {
                    Markup.label(.class("choice"), .for("f-roles-\(role.rawValue)")) {
                        input(
                            .type(.checkbox), .id("f-roles-\(role.rawValue)"), .name("roles"),
                            .value(role.rawValue), .checked(member.roles.contains(role)))
                        role.label
                    }
                }
            }
            p("改动后，这个人正在进行的登录会马上结束。", .class("hint"))
            submitButton("保存角色")
        }
    }
}

@HTMLBuilder private func manageCard(_ view: MemberView, _ values: FormValues) -> HTML {
    let member = view.row.member
    if member.leftOn == nil {
        card("密码") {
            p("生成一个临时密码，只显示一次，本人首次登录时必须修改。")
            actionButton(
                "重置密码", to: .memberPassword(member.id),
                confirm: "原密码马上作废，正在进行的登录会结束，确定吗？")
        }
        if member.disabled == nil {
            card("停用") {
                postForm(to: .memberDisabling(member.id)) {
                    versionField(member)
                    textField("reason", "停用原因", in: values, isRequired: true, .maxlength(200))
                    submitButton("停用")
                }
            }
        } else {
            card("启用") {
                actionButton(
                    "启用", to: .memberDisabling(member.id), method: .delete,
                    fields: [AddressItem("version", String(member.version))])
            }
        }
        card("离岗") {
            if view.duties.isEmpty {
                p("名下没有待移交的事项。")
                actionButton(
                    "办理离岗", to: .memberLeaving(member.id), light: .bad,
                    confirm: "离岗后账号不能再启用，确定吗？",
                    fields: [AddressItem("version", String(member.version))])
            } else {
                p("名下还有\(view.duties.count)件事项，先移交给接手的人：")
                ul { for duty in view.duties { li { duty.title } } }
                postForm(to: .memberHandover(member.id)) {
                    selectField(
                        "taker", "接手人", view.takers, in: values, none: "请选择", isRequired: true)
                    submitButton("移交")
                }
            }
        }
    }
}

/// A temporary password, shown this once.
package func temporaryPasswordPage(name: String, login: String, password: String) -> Page {
    Page("临时密码", area: .members) {
        pageTitle("临时密码", lead: "只显示这一次，请当面或用可靠的办法交给本人。") { printButton() }
        card("账号") {
            definitionList([
                Definition("姓名", text: name), Definition("登录名", text: login),
                Definition("临时密码") { code(password) },
            ])
        }
        p { link("回到人员", to: .members, .class("button")) }
    }
}
