import Basics
import Texts

/// A stage read from words, and whether the words say it plainly.
struct StageReading: Hashable {
    var stage: Stage
    /// Told by what is still to come: «待开工» is 签约.
    var isInferred: Bool
    /// Stages that the words name as reached, lowest first.
    var reached: [Stage]
}

extension SheetVocabulary {
    /// The stage that a cell tells: the highest one reached. Words after 未, 拟, 预计, 待 are not
    /// reached; where nothing else is said, what is still to come tells the stage before it. What
    /// stands in brackets counts only when the rest says nothing.
    func stage(in text: String) -> StageReading? {
        var main: [[Unicode.Scalar]] = [[]]
        var inner: [[Unicode.Scalar]] = []
        var depth = 0
        for scalar in comparable(text).unicodeScalars {
            switch scalar {
            case "(", "[", "【", "〔":
                depth += 1
                inner.append([])
            case ")", "]", "】", "〕": depth = max(0, depth - 1)
            case ",", ";", "。", "、", "/", "|", "+", "→", ":":
                if depth == 0 { main.append([]) } else { inner.append([]) }
            default:
                if depth == 0 {
                    main[main.count - 1].append(scalar)
                } else {
                    inner[inner.count - 1].append(scalar)
                }
            }
        }
        let told = hits(in: main)
        if !told.reached.isEmpty { return highest(told.reached) }
        let aside = hits(in: inner)
        if told.pending.isEmpty, !aside.reached.isEmpty { return highest(aside.reached) }
        guard let next = (told.pending + aside.pending).min() else { return nil }
        let before: Stage =
            switch next {
            case .talks, .signed: .talks
            case .started: .signed
            case .completed, .producing: .started
            }
        return StageReading(stage: before, isInferred: true, reached: [])
    }

    private func highest(_ reached: [Stage]) -> StageReading? {
        let sorted = Set(reached).sorted()
        return sorted.last.map { StageReading(stage: $0, isInferred: false, reached: sorted) }
    }

    private func hits(in clauses: [[Unicode.Scalar]]) -> (reached: [Stage], pending: [Stage]) {
        var reached: [Stage] = []
        var pending: [Stage] = []
        for clause in clauses {
            var index = 0
            var clear = 0
            while index < clause.count {
                guard let hit = stages.first(where: { stands($0.word, in: clause, at: index) })
                else {
                    index += 1
                    continue
                }
                if isPending(clause, from: clear, to: index, end: index + hit.word.count) {
                    pending.append(hit.stage)
                } else {
                    reached.append(hit.stage)
                }
                index += hit.word.count
                clear = index
            }
        }
        return (reached, pending)
    }

    private func isPending(
        _ clause: [Unicode.Scalar], from start: Int, to hit: Int, end: Int
    ) -> Bool {
        let window = Array(clause[max(start, hit - 12)..<hit])
        for word in pending where window.count >= word.count {
            for index in 0...(window.count - word.count) where stands(word, in: window, at: index) {
                return true
            }
        }
        for word in behindWords where stands(word, in: clause, at: end) {
            let isEarly = word == ["前"] && end + 1 < clause.count && clause[end + 1] == "期"
            if !isEarly { return true }
        }
        return false
    }

    /// The agreement that a cell tells. A framework turned into a formal one is formal.
    func agreement(in text: String, heading: String = "") -> Agreement? {
        let word = comparable(text)
        if word.isEmpty { return nil }
        if isEmpty(text) || noAgreement.contains(where: { word.hasPrefix($0) }) {
            return Agreement.none
        }
        let isFramework = framework.contains(where: word.holds)
        let isFormal = formal.contains(where: word.holds)
        if isFramework {
            let turned = word.contains("转") || word.contains("已签正式") || word.contains("升级")
            return isFormal && turned ? .formal : .framework
        }
        if isFormal { return .formal }
        if word == "是" || word == "有" || word == "√" || word == "已签" {
            return heading.contains("框架") || heading.contains("意向") ? .framework : .formal
        }
        return nil
    }

    /// Whether a proof is named. A dash says no more than that nothing is due.
    func evidence(in text: String) -> Bool? {
        let word = comparable(text)
        if word.isEmpty { return false }
        if list("evidence.no").contains(where: { word == $0 || word.hasPrefix($0) }) {
            return false
        }
        if word.unicodeScalars.allSatisfy({ "-—–－_/\\".unicodeScalars.contains($0) }) { return nil }
        return true
    }

    /// Whether a remark says that the project left.
    func saysDropped(_ text: String) -> Bool {
        let word = comparable(text)
        guard !word.isEmpty else { return false }
        return list("dropped").contains { dropped in
            guard word.holds(dropped) else { return false }
            return !["未" + dropped, "不" + dropped, "不会" + dropped, "无" + dropped]
                .contains(where: word.holds)
        }
    }
}

func stands(_ word: [Unicode.Scalar], in text: [Unicode.Scalar], at index: Int) -> Bool {
    guard index + word.count <= text.count else { return false }
    for offset in word.indices where text[index + offset] != word[offset] { return false }
    return true
}

/// What makes a stage still to come when it stands behind: 签约前, 签约事宜.
private let behindWords = ["前", "事宜", "在即", "筹备", "准备", "条件", "时间待", "洽谈中", "磋商"]
    .map { Array($0.unicodeScalars) }
