package import Basics

/// What a line of a page is that belongs to the page and not to its text.
package enum Furniture: String, Sendable, CaseIterable {
    case appPrompt = "app_prompt"
    case button, comments, related, counter, template
    case photoCredit = "photo_credit"
    case invitation, rights, navigation

    package var label: Phrase {
        switch self {
        case .appPrompt: "客户端提示"
        case .button: "按钮"
        case .comments: "评论区"
        case .related: "相关链接"
        case .counter: "计数"
        case .template: "网页模板"
        case .photoCredit: "图片署名"
        case .invitation: "互动邀请"
        case .rights: "版权与备案"
        case .navigation: "导航"
        }
    }
}

/// Words of page furniture; a line is one by its table and its length, never by its place alone.
private enum FurnitureWords {
    /// The line holds nothing else; digits, brackets and dots behind them don't count.
    static let wholes: [(Furniture, Vocabulary)] = [
        (
            .button,
            Vocabulary(
                """
                打开app 下载app 立即打开 立即下载 app内打开 打开 分享 收藏 点赞 点个赞 赞 踩 评论 转发 表情 发送 发布
                发表 取消 确定 确认 提交 登录 注册 返回 返回顶部 返回首页 关闭 关闭窗口 打印 打印本页 更多 加载更多
                点击加载更多 查看更多 展开 展开全文 收起 阅读全文 阅读原文 查看原文 扫一扫 关注 已关注 +关注 举报 投诉 纠错
                播放 暂停 全屏 听新闻 语音播报 朗读 复制链接 微信 微博 qq空间 朋友圈 搜索 刷新 点击查看 无障碍 繁体 简体
                在看 写留言 字号 大 中 小 小贴士 温馨提示
                """)
        ),
        (
            .comments,
            Vocabulary(
                """
                热门评论 最热评论 最新评论 全部评论 精彩评论 网友评论 评论区 用户评论 写评论 发表评论 我要评论 参与评论
                来说两句吧 说点什么 说点什么吧 我来说两句 我有话说 暂无评论 精选留言 查看全部评论 条评论
                """)
        ),
        (
            .related,
            Vocabulary(
                """
                相关阅读 相关新闻 相关链接 相关推荐 相关文章 相关报道 相关专题 推荐阅读 延伸阅读 拓展阅读 猜你喜欢 热门推荐
                热点推荐 为您推荐 为你推荐 精彩推荐 往期回顾 往期精彩 往期推荐 热门文章 热门新闻 今日热点 热点新闻 最新文章
                大家都在看 更多推荐 更多精彩 上一篇 下一篇 友情链接 热点排行 阅读排行
                """)
        ),
        (.counter, Vocabulary("阅读 浏览 阅读数 点击数 人阅读 次浏览")),
        (.navigation, Vocabulary("首页 网站首页 新闻中心 网站地图 联系我们 关于我们 设为首页 加入收藏 移动版 电脑版")),
        (.rights, Vocabulary("版权声明 免责声明 隐私政策 用户协议 法律声明 广告 推广 特别声明")),
    ]
    /// The line begins with them.
    static let beginnings: [(Furniture, Vocabulary)] = [
        (
            .navigation,
            Vocabulary("当前位置： 当前位置> 您的位置 您当前的位置 您现在的位置 现在的位置 所在位置 首页> 首页»")
        ),
        (.related, Vocabulary("上一篇： 下一篇： 上一条： 下一条： 相关阅读： 相关链接： 原文链接： 延伸阅读： 推荐阅读：")),
        (
            .rights,
            Vocabulary(
                """
                版权所有 copyright © 京公网安备 网站标识码 主办单位： 承办单位： 技术支持： 违法和不良信息举报 未经授权
                免责声明： 版权声明： 特别声明： 本文仅代表 本网站 备案号
                """)
        ),
        (.counter, Vocabulary("浏览次数 浏览量 阅读次数 阅读量 点击数 点击量 点击次数 访问量 阅读： 浏览： 点赞：")),
        (.button, Vocabulary("分享到 分享至 字体： 字号： 〔字体 〔打印 〔关闭 〔大 字体大小")),
        (.photoCredit, Vocabulary("图片来源 图源 图/ 图| 图： 摄影| 摄影： 摄影/ 配图 供图")),
    ]
    static let photoEndings = Vocabulary("/摄影 |摄影 摄影 /摄 摄） 供图 /图 制图")
    static let captions = Vocabulary("图为 图： 图/ 上图 下图 这是 △ ▲")
    /// A prompt is one of each in a short line.
    static let promptVerbs = Vocabulary("打开 下载 点击 扫码 扫描 长按 安装 使用 前往 识别 关注 唤起 点个 点一下 戳")
    static let promptThings = Vocabulary(
        "app 客户端 浏览器 safari 二维码 公众号 微信 按钮 小程序 微博 视频号 右上角 应用商店 蓝字 在看 名片")
    static let invitations = Vocabulary(
        """
        欢迎关注 欢迎投稿 欢迎发送 欢迎留言 欢迎订阅 敬请关注 敬请期待 正在开发 发送邮件至 投稿邮箱 转载请注明 转载请联系
        如有侵权 侵权请联系 更多精彩内容 点亮在看 来源标注错误
        """)
    /// What a program for pages leaves when it fails.
    static let templates = Vocabulary([
        "{{", "{%", "%}", "<%", "${", "<!--", "</", "[object", "template '", "undefined index",
        "fatal error", "nullpointer", "stack trace",
    ])
}

extension Furniture {
    /// What a line is by itself; nil for a line of the text.
    static func alone(_ line: TextLine, in text: ReadText) -> Furniture? {
        let range = line.range
        guard range.count <= Limit.lettersOfNotice.count else { return nil }
        if isTemplate(range, in: text) { return .template }
        if FurnitureWords.invitations.count(in: text, range) > 0,
            FurnitureWords.invitations.count(in: text, range) > 1 || holdsAddress(range, in: text)
        {
            return .invitation
        }
        if isCaption(range, in: text) { return .photoCredit }
        guard range.count <= Limit.lettersOfFurniture.count,
            !range.contains(where: { text.scalars[$0] == "。" })
        else { return nil }
        let core = bare(range, in: text)
        for (kind, words) in FurnitureWords.wholes where words.isAll(of: core, in: text) {
            return kind
        }
        for (kind, words) in FurnitureWords.beginnings
        where words.length(in: text, at: range.lowerBound, end: range.upperBound) != nil {
            return kind
        }
        if FurnitureWords.promptVerbs.stands(in: text, range),
            FurnitureWords.promptThings.stands(in: text, range)
        {
            return .appPrompt
        }
        return isPhotoCredit(range, in: text) ? .photoCredit : nil
    }

    /// Without the marks and figures around a word: «评论(3)», «来说两句吧...».
    private static func bare(_ range: Range<Int>, in text: ReadText) -> Range<Int> {
        func isMark(_ scalar: Unicode.Scalar) -> Bool {
            ReadText.isDigit(scalar) || ReadText.isSpace(scalar)
                || ".…·•！？：>»（）〔〕|-—▶▼▲".unicodeScalars.contains(scalar)
        }
        var lower = range.lowerBound
        var upper = range.upperBound
        while lower < upper, isMark(text.scalars[lower]) { lower += 1 }
        while lower < upper, isMark(text.scalars[upper - 1]) { upper -= 1 }
        return lower..<upper
    }

    /// «图为…。 X 摄»
    private static func isCaption(_ range: Range<Int>, in text: ReadText) -> Bool {
        var last = range.upperBound - 1
        if text.scalars[last] == "）" { last -= 1 }
        guard range.count <= 80, last > range.lowerBound, text.scalars[last] == "摄" else {
            return false
        }
        return FurnitureWords.captions.length(in: text, at: range.lowerBound, end: last) != nil
            || ReadText.isSpace(text.scalars[last - 1])
    }

    /// A name and «摄»: short, without a sentence.
    private static func isPhotoCredit(_ range: Range<Int>, in text: ReadText) -> Bool {
        range.count <= 24 && !range.contains { text.scalars[$0] == "，" }
            && FurnitureWords.photoEndings.ending(of: range, in: text) != nil
    }

    /// Few Chinese letters among the marks of a program.
    private static func isTemplate(_ range: Range<Int>, in text: ReadText) -> Bool {
        let letters = range.count { ReadText.isHan(text.scalars[$0]) }
        return letters * 2 <= range.count && FurnitureWords.templates.stands(in: text, range)
    }

    /// A mail address or a web address.
    private static func holdsAddress(_ range: Range<Int>, in text: ReadText) -> Bool {
        range.contains { text.scalars[$0] == "@" }
            || FurnitureWords.promptThings.stands(in: text, range)
    }

    /// A figure that counts readers where it stands among buttons, or a word of few letters there.
    static func isBetween(_ line: TextLine, in text: ReadText) -> Bool {
        line.range.count <= 16
            && !line.range.contains { "。，；：".unicodeScalars.contains(text.scalars[$0]) }
    }

    /// What opens a list of comments or links, which runs to the end.
    var opensTail: Bool { self == .comments || self == .related }
}

/// The lines of a text that belong to the page around it.
struct PageFrame {
    private(set) var furniture: [Furniture?]

    init(_ lines: [TextLine], in text: ReadText) {
        furniture = lines.map { Furniture.alone($0, in: text) }
        closeGaps(lines, in: text)
        closeTail(lines, in: text)
    }

    /// Counters and words between two buttons, or between one and an end of the text.
    private mutating func closeGaps(_ lines: [TextLine], in text: ReadText) {
        for index in lines.indices where furniture[index] == nil {
            let before = index == 0 || furniture[index - 1] != nil
            let after = index + 1 == lines.count || furniture[index + 1] != nil
            guard before, after, lines.count > 1, Furniture.isBetween(lines[index], in: text)
            else { continue }
            let isFigure = lines[index].range.allSatisfy { !ReadText.isHan(text.scalars[$0]) }
            // A title may stand between a prompt and a button; it is longer than a word.
            guard isFigure || lines[index].range.count <= 6 else { continue }
            furniture[index] = isFigure ? .counter : .button
        }
    }

    /// Behind «相关阅读» or «热门评论» nothing of the text follows, unless it is a long paragraph.
    private mutating func closeTail(_ lines: [TextLine], in text: ReadText) {
        var last: Int?
        for index in lines.indices.reversed() {
            if let kind = furniture[index], kind.opensTail { last = index }
            if furniture[index] == nil, isProse(lines[index], in: text) { break }
        }
        guard let last else { return }
        var kind = furniture[last]
        for index in last..<lines.count {
            if let own = furniture[index] {
                if own.opensTail { kind = own }
            } else {
                furniture[index] = kind
            }
        }
    }

    private func isProse(_ line: TextLine, in text: ReadText) -> Bool {
        line.range.count >= 80 && line.range.contains { text.scalars[$0] == "。" }
    }
}
