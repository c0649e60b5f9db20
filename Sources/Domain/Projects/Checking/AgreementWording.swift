import Texts

/// What a free text tells about the agreement behind a project.
package enum AgreementWording: Hashable, Sendable {
    /// Only a framework, an intention or a memorandum; the words that say so.
    case framework(String)
    /// An earlier framework has become a formal agreement.
    case madeFormal

    /// Nil when the text tells nothing about the agreement. Reads clause by clause, so that
    /// «框架协议已转为正式合同» is formal and «框架协议，正式合同待签» is not; a framework of steel
    /// («框架结构») or an intention of others («意向客户») is neither.
    package init?(_ text: String) {
        let folded = Array(text.folded.unicodeScalars)
        var found: AgreementWording?
        for clause in folded.split(whereSeparator: { ",，;；。!、".unicodeScalars.contains($0) }) {
            let clause = Array(clause)
            let isFormalNow = becomesFormal(clause)
            if isFormalNow {
                self = .madeFormal
                return
            }
            guard found == nil, let word = frameworkWord(in: clause), !isDenied(clause) else {
                continue
            }
            found = .framework(word)
        }
        guard let found else { return nil }
        self = found
    }
}

/// «已转为正式合同», «转签正式合同», «已签订正式协议»: but not «拟转», «待签», «尚未».
private func becomesFormal(_ clause: Letters) -> Bool {
    guard formalWords.isIn(clause), !pendingWords.isIn(clause) else { return false }
    return turningWords.isIn(clause) || doneWords.isIn(clause)
}

private func isDenied(_ clause: Letters) -> Bool { deniedWords.isIn(clause) }

private func frameworkWord(in clause: Letters) -> String? {
    for index in clause.indices {
        let length = frameworkWords.length(at: index, of: clause)
        if length > 0 { return String(letters: clause[index..<(index + length)]) }
    }
    // 签了战略合作, 签署框架: the word alone tells once something was signed.
    guard signingWords.isIn(clause) else { return nil }
    for index in clause.indices {
        let length = looseWords.length(at: index, of: clause)
        if length > 0, !otherSense.isIn(clause) {
            return String(letters: clause[index..<(index + length)])
        }
    }
    return nil
}

private let frameworkWords = WordList([
    "框架协议", "框架合同", "框架性协议", "框架合作协议", "合作框架协议", "战略合作框架", "合作框架", "框架意向",
    "意向协议", "意向书", "意向合同", "意向性协议", "意向性合同", "意向投资协议", "意向合作协议", "投资意向协议",
    "合作意向", "意向性", "战略合作协议", "战略协议", "战略合作备忘录", "合作备忘录", "谅解备忘录", "投资备忘录",
    "框架备忘录", "备忘录", "初步协议", "草签", "预约协议", "mou", "君子协定",
])

private let looseWords = WordList(["框架", "意向", "战略合作"])
private let otherSense = WordList(["框架结构", "框架施工", "意向客户", "意向企业", "意向租户", "意向金"])
private let signingWords = WordList(["签"])

private let formalWords = WordList([
    "正式合同", "正式协议", "正式投资协议", "正式投资合同", "正式签约", "投资合同", "投资协议", "正式", "履约协议",
    "实质性协议",
])

private let turningWords = WordList([
    "转为", "转成", "转签", "已转", "升级为", "升格为", "变更为", "替换为", "取代", "替代", "改签", "换签", "转正式",
])

private let doneWords = WordList([
    "已签订正式", "已签署正式", "已签正式", "已正式签", "签订了正式", "签署了正式", "正式合同已签", "正式协议已签",
    "正式投资协议已签", "正式签约", "已签投资协议", "已签订投资协议", "已签投资合同", "已签订投资合同",
])

private let pendingWords = WordList([
    "待签", "待定", "未签", "未转", "尚未", "暂未", "还未", "没有", "拟", "将", "计划", "预计", "争取", "力争", "约定",
    "推进", "商谈", "洽谈", "磋商", "准备", "年底前", "后签", "再签", "择期", "条件成熟", "待",
])

private let deniedWords = WordList([
    "非框架", "不是框架", "并非框架", "无框架", "非意向", "不是意向", "不属于框架", "未签框架", "不含框架", "取代框架",
    "替代框架", "代替框架", "框架协议不计",
])
