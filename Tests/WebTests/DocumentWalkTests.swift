import Basics
import Foundation
import Pages
import People
import Storage
import TestSupport
import Testing
import Web

@Suite("Papers taken in on a page and reviewed line by line")
struct DocumentWalkTests {
    private static let news = """
        示例市去年实际使用外资57.2亿美元
        本报讯（记者 赵某）2025年，全市实际使用外资57.2亿美元㊣，同比增长14.1%。“链上”科技信息咨询，<b>新签约</b>项目928个。
        """

    /// Signed in as a district, on the page where papers are handed in.
    private func district(_ city: TestCity) async throws -> WebClient {
        try await city.addMember("dongyu", .district, unit: "dongyu")
        let client = WebClient(try city.house(of: allRoutes()))
        try await client.signIn(city.root, "dongyu", TestCity.password)
        try await client.get(city.root + "/documents/new")
        return client
    }

    @Test("a file in, figures accepted, mended and taken back", arguments: Stores.available)
    func reviewed(stores: StoreKind) async throws {
        let city = try await TestCity(on: stores)
        let client = try await district(city)
        let list = city.root + "/documents"
        let page = try await client.upload(
            list, [("file_dated", "2026-01-20")], files: [("示例.txt", Array(Self.news.utf8))])
        #expect(page.path == list + "/1")
        for word in [
            "实际使用外资", "57.2亿美元", "期间：2025", "同比14.1%", "待审", "疑似插入：“科技信息咨询”", "杂符1",
            "新闻",
        ] {
            #expect(page.words.contains(word), "\(word) in \(page.words)")
        }
        #expect(page.text.contains("&lt;b&gt;新签约") && !page.text.contains("<b>新签约"))
        let file = try await client.get(list + "/1/file")
        #expect(file.bytes == Array(Self.news.utf8))

        try await client.get(list + "/1")
        let verdict = list + "/1/facts/1/verdict"
        let accepted = try await client.submit(verdict)
        #expect(accepted.words.contains("已采用测试·dongyu"))
        let back = try await client.submit(verdict)
        #expect(!back.words.contains("已采用测试·dongyu"))
        let rejected = try await client.submit(verdict, [("verdict", "rejected")])
        #expect(rejected.words.contains("未采用测试·dongyu"))

        let line = list + "/1/facts/1"
        try await client.get(line)
        let wrong = try await client.submit(line, [("value", "很多"), ("period", "去年")])
        #expect(wrong.status == 422 && wrong.words.contains("数值写成") && wrong.words.contains("期间写成"))
        #expect(wrong.text.contains("value=\"很多\""))
        let mended = try await client.submit(line, [("value", "57.3亿"), ("period", "2025")])
        #expect(mended.words.contains("57.3亿美元") && mended.words.contains("改过"))
        let stale = try await client.post(verdict, [])
        #expect(stale.status == 403, "no token")
        let english = try await client.get(list + "/1?lang=en")
        #expect(english.words.contains("Accepted") && english.words.contains("Taken in"))
        #expect(try await client.get(list).words.contains("示例市去年实际使用外资57.2亿美元"))
        #expect(try await client.get(list + "/2").status == 404)
    }

    @Test("pasted text, a PDF, a state secret, nothing at all")
    func taken() async throws {
        let city = try TestCity()
        let client = try await district(city)
        let list = city.root + "/documents"
        let empty = try await client.submit(list)
        #expect(empty.status == 422 && empty.words.contains("还没有选文件"))
        let secret = try await client.submit(
            list, [("table", "机密\n示例市人民政府文件\n示政发〔2026〕1号\n关于示例的通知\n各单位：\n示例。")])
        #expect(secret.status == 422 && secret.words.contains("涉密文件不得进入本系统"))
        let pdf = try await client.upload(
            list, files: [("示例.pdf", Array("%PDF-2026年，示例市新签约项目12个。".utf8))])
        #expect(pdf.path == list + "/1" && pdf.words.contains("12个"))
        try await client.get(list + "/new")
        let again = try await client.upload(
            list, files: [("示例.pdf", Array("%PDF-2026年，示例市新签约项目12个。".utf8))])
        #expect(again.status == 422 && again.words.contains("已经收过，是第1号文稿"))
        let pictures = try await client.upload(list, files: [("扫描.pdf", Array("%PDF-".utf8))])
        #expect(pictures.status == 422 && pictures.words.contains("可能只有图片"))
        let pasted = try await client.submit(
            list,
            [
                ("table", "会议强调，各区市要加快建设，12月底前开工20个。"), ("paste_mark", "work_secret"),
                ("paste_dated", "2026-10-09"),
            ])
        #expect(pasted.path == list + "/2" && pasted.words.contains("工作秘密"))

        try await city.addMember("xiling", .district, unit: "xiling")
        let other = WebClient(try city.house(of: allRoutes()))
        try await other.signIn(city.root, "xiling", TestCity.password)
        #expect(try await other.get(list + "/2").status == 404)
        #expect(try await other.get(list + "/search?q=加快建设").words.contains("没有找到"))
        #expect(try await client.get(list + "/search?q=加快建设").text.contains("/documents/2?at="))
        let shown = try await other.get(list + "/1")
        #expect(shown.status == 200 && !shown.text.contains("/verdict"))
    }

    @Test("what a news item asks is context until a person says that it is minutes; then withdrawn")
    func instructions() async throws {
        let city = try TestCity()
        let client = try await district(city)
        let list = city.root + "/documents"
        let text = "本报讯（记者 赵某）会议强调，各区市要加快项目建设，年底前开工20个。"
        try await client.submit(list, [("table", text), ("paste_dated", "2026-10-09")])
        let page = try await client.get(list + "/1?show=instruction")
        #expect(page.words.contains("这一篇的体裁不下达任务") && !page.text.contains("/verdict"))
        let said = try await client.submit(list + "/1/pieces/0", [("kind", "minutes")])
        #expect(said.words.contains("体裁已改") && said.text.contains("/instructions/1/verdict"))
        let accepted = try await client.submit(list + "/1/instructions/1/verdict")
        #expect(accepted.words.contains("已采用测试·dongyu") && accepted.words.contains("2026-12-31"))
        let silent = try await client.submit(list + "/1/withdrawal", [("reason", " ")])
        #expect(silent.status == 422 && silent.words.contains("写明理由"))
        let gone = try await client.submit(list + "/1/withdrawal", [("reason", "示例：收错了")])
        #expect(gone.path == list && gone.words.contains("还没有文稿"))
        #expect(try await client.get(list + "/1").words.contains("已撤回：示例：收错了"))
    }

    @Test("a figure stands beside what was released, and is entered into a series of its kind")
    func entered() async throws {
        let city = try TestCity()
        try await city.addMember("office", .headquarters)
        let client = WebClient(try city.house(of: allRoutes()))
        try await client.signIn(city.root, "office", TestCity.password)
        let list = city.root + "/documents"
        try await client.get(list + "/new")
        let text = "本报讯（记者 赵某）2026年1至9月，全市实际使用外资8.1亿美元，同比增长12.3%。"
        let page = try await client.submit(
            list, [("table", text), ("paste_dated", "2026-10-15"), ("paste_title", "示例报道")])
        #expect(page.words.contains("实际使用外资（商务部口径，2026-10-15）：7.95亿美元"))
        #expect(page.words.contains("，这里多1500万美元"), "\(page.words)")
        #expect(!page.text.contains("/facts/1/series"), "first it is accepted")
        let accepted = try await client.submit(list + "/1/facts/1/verdict")
        #expect(accepted.words.contains("登记到“实际使用外资（报道）”（媒体口径）"))
        #expect(!accepted.words.contains("登记到“实际使用外资”（商务部口径）"))
        let entry = list + "/1/facts/1/series"
        let official = try await client.submit(entry, [("series", "official-fdi")])
        #expect(official.status == 422 && official.words.contains("不能登记到“official-fdi”"))
        let entered = try await client.submit(entry, [("series", "media-fdi")])
        #expect(entered.words.contains("已登记到公开数据"), "\(entered.words)")
        #expect(!entered.text.contains("/facts/1/verdict"), "it is put right in the series")
        let series = try await client.get(city.root + "/series/media-fdi")
        #expect(series.words.contains("超过") == false && series.words.contains("8.1亿美元"))
        #expect(series.words.contains("12.3%") && series.words.contains("全市实际使用外资8.1亿美元"))
        #expect(series.text.contains("/documents/1?show=fact") && series.words.contains("《示例报道》"))
        let listed = try await client.get(list)
        #expect(listed.words.contains("1条，都审过"))
        let found = try await client.get(list + "/search?q=使用外资%20全市")
        #expect(found.text.contains("<mark>使用外资</mark>") && found.words.contains("实际使用外资：8.1亿美元"))
        #expect(try await client.get(list + "/search?q=赵钱孙").words.contains("没有找到"))

        try await client.get(list + "/new")
        let second = "本报讯（记者 赵某）2026年1至9月，全市实际使用外资7.95亿美元，同比增长12.3%。另有一句。"
        try await client.submit(list, [("table", second), ("paste_dated", "2026-10-16")])
        let alone = try await client.get(list + "/2/comparison")
        #expect(alone.words.contains("1 示例报道") && !alone.words.contains("前者"))
        let compared = try await client.get(list + "/2/comparison?with=1")
        for word in ["7.95亿美元", "8.1亿美元", "前者少", "1500万美元", "另有一句", "只有第2号有的话"] {
            #expect(compared.words.contains(word), "\(word) in \(compared.words)")
        }
        #expect(try await client.get(list + "/2/comparison?with=9").status == 404)
    }
}
