import Basics
import Markup

/// The first page a visitor sees. `isSample` says where the passwords of the sample city are.
package func signInPage(_ values: FormValues, isSample: Bool) -> Page {
    Page("登录") {
        pageTitle("登录")
        problemNotice(values.problems, heading: "没有登录：")
        card("账号和密码") {
            postForm(to: .session) {
                textField(
                    "login", "登录名", in: values, isRequired: true, .autocomplete("username"),
                    .maxlength(64), .autofocus(values["login"] == nil))
                textField(
                    "password", "密码", in: values, type: .password, isRequired: true,
                    .autocomplete("current-password"), .maxlength(512))
                hiddenField("next", values["next"] ?? "")
                submitButton("登录")
            }
        }
        if isSample {
            notice(.info) {
                p("这是示例城市，单位、企业和项目都是虚构的。")
                p {
                    "账号和密码写在数据文件夹的这个文件里："
                    code("sample-passwords.txt")
                }
            }
        }
    }
}

package func secondFactorPage(_ values: FormValues) -> Page {
    Page("动态验证码") {
        pageTitle("动态验证码", lead: "打开手机上的验证器，输入此刻显示的六位数字。")
        problemNotice(values.problems.filter { $0.place == nil }, heading: "没有登录：")
        card("第二步") {
            postForm(to: .secondFactor) {
                textField(
                    "code", "验证码", in: values, hint: "手机不在身边时，可输入一个备用码，每个只能用一次。",
                    isRequired: true, .autocomplete("one-time-code"), .maxlength(40), .autofocus())
                submitButton("继续")
            }
        }
    }
}

/// `secret` is the text to type into an authenticator, `address` the same as a link for a phone.
package func enrolmentPage(_ values: FormValues, secret: String, address: String) -> Page {
    Page("绑定验证器") {
        pageTitle(
            "绑定验证器", lead: "管理员除密码外还要用动态验证码登录。绑定一次，以后每次登录输入六位数字。")
        problemNotice(values.problems.filter { $0.place == nil }, heading: "没有绑定：")
        card("第一步：加入验证器") {
            p("在手机的验证器应用里选择“手动输入密钥”，类型选“基于时间”，输入：")
            p { code(spaced(secret)) }
            disclosure("用链接绑定") { p { code(address) } }
        }
        card("第二步：输入它显示的数字") {
            postForm(to: .authenticator) {
                textField(
                    "code", "验证码", in: values, isRequired: true, .autocomplete("one-time-code"),
                    .maxlength(12))
                submitButton("绑定")
            }
        }
    }
}

/// Shown once, after a second factor was set up.
package func recoveryCodesPage(_ codes: [String], next: Address) -> Page {
    Page("备用码") {
        pageTitle("备用码", lead: "手机丢失时用来登录，每个只能用一次。只显示这一次，请打印或抄下，锁好。") {
            printButton()
        }
        card("共\(codes.count)个") { ol { for text in codes { li { code(text) } } } }
        p { link("已经保存，继续", to: next, .class("button primary")) }
    }
}

/// `isForced` when the password was temporary or is too old.
package func passwordPage(_ values: FormValues, isForced: Bool) -> Page {
    Page("修改密码", area: .account) {
        pageTitle(
            "修改密码",
            lead: isForced ? "现在的密码是临时的或已用得太久，改好后才能继续。" : nil)
        problemNotice(values.problems, heading: "密码没有改：")
        card("新密码") {
            postForm(to: .password) {
                textField(
                    "present", "现在的密码", in: values, type: .password, isRequired: true,
                    .autocomplete("current-password"), .maxlength(512))
                textField(
                    "password", "新密码", in: values, type: .password,
                    hint: "至少10个字符，大写字母、小写字母、数字、其他字符中至少三类。", isRequired: true,
                    .autocomplete("new-password"), .maxlength(512))
                textField(
                    "again", "再输一次", in: values, type: .password, isRequired: true,
                    .autocomplete("new-password"), .maxlength(512))
                submitButton("修改密码")
            }
        }
    }
}

/// Groups of four letters, easier to type from.
private func spaced(_ text: String) -> String {
    let letters = Array(text)
    return stride(from: 0, to: letters.count, by: 4).map {
        String(letters[$0..<min($0 + 4, letters.count)])
    }.joined(separator: " ")
}
