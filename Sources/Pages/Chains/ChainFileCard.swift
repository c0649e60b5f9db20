import Basics
import Markup

extension Limit {
    /// Problems of a file that a page lists.
    static let problemsShown: Limit = 200
}

/// A chain's file goes in, and out in both forms. Only for who may edit chains: the file tells what
/// anchor companies answered, by name.
func chainFileCard(_ id: String) -> HTML {
    card("数据文件", id: "file") {
        p(.class("hint")) {
            "下载后在表格里补充、改正，再传上来；期间有别人改过这条链的，会被退回，请重新下载。"
        }
        p {
            link("下载表格（.xlsx）", to: .chains(.file(id, .xlsx)), .class("button"))
            " "
            link("下载 .yaml", to: .chains(.file(id)), .class("button"))
        }
        chainDropZone(to: .chains(.file(id)))
    }
}

func chainDropZone(to address: Address) -> HTML {
    dropZone(
        to: address, accept: ".xlsx,.yaml,.yml", heading: "把链的文件拖到这里，或点此选择",
        hint: "一条链一个文件，.xlsx 或 .yaml：环节、供给关系、企业和来源。文件没有写的保持原样；再导入同一个文件没有变化。",
        submit: "导入")
}

/// Everything wrong with a file, each with the place to mend it.
@HTMLBuilder func fileProblems(_ problems: [Problem]) -> HTML {
    if !problems.isEmpty {
        notice(.bad) {
            p { strong("文件没有收，一条也没有改。请改正后再传：") }
            DataTable<Problem>(
                "要改正的地方",
                columns: [
                    DataColumn("位置", isShort: true) { problem in
                        if let place = problem.place { small(place.description, .class("place")) }
                    },
                    DataColumn("问题", isHead: true) { $0.message },
                ]
            ).html(Array(problems.prefix(Limit.problemsShown.count)))
            if problems.count > Limit.problemsShown.count {
                p("另有\(problems.count - Limit.problemsShown.count)处未列出。")
            }
        }
    }
}
