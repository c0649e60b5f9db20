package import Basics
package import Names

extension IdentityReason {
    /// What was found, in words.
    package var phrase: Phrase {
        switch self {
        case .sameCode(let code): "信用代码相同：\(code)"
        case .codesDiffer(let one, let other): "信用代码不同：\(one)／\(other)"
        case .name(let reason): reason.phrase
        case .alike: "只是用字相近，没有别的依据"
        case .another(let name): "另有名称同样或更相近：\(name)"
        }
    }
}

extension NameReason {
    /// What two names have in common or not, in words.
    package var phrase: Phrase {
        switch self {
        case .sameText: "名称相同"
        case .sameCore(let core): "字号相同：\(core)"
        case .shortName: "一方为简称"
        case .formDiffers: "公司形式不同"
        case .regionDiffers(let one, let other): "地区不同：\(one)／\(other)"
        case .tradeDiffers(let one, let other): "行业用语不同：\(one)／\(other)"
        case .groupAndMember: "一方为集团，一方为成员企业"
        case .branch: "一方为分公司"
        case .planned: "一方为拟设公司"
        case .sameLatin(let core): "外文名称相同：\(core)"
        case .soundsAlike(let one, let other): "外文名称译音相近：\(one)／\(other)"
        case .oneLetterDiffers(let one, let other): "字号仅一字之差：\(one)／\(other)"
        case .coreWithin(let one, let other): "字号相含：\(one)／\(other)"
        }
    }
}

extension NameOutcome {
    /// As programs and tables write it.
    package var word: String {
        switch self {
        case .same: "same"
        case .ask: "ask"
        case .sameGroup: "same_group"
        case .different: "different"
        }
    }

    package init?(word: String) {
        let all: [NameOutcome] = [.same, .ask, .sameGroup, .different]
        guard let outcome = all.first(where: { $0.word == word }) else { return nil }
        self = outcome
    }
}
