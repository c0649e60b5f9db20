import Testing
import Texts

@Suite("Pinyin")
struct PinyinTests {
    @Test(
        "the order is the dictionary's: reading, tone, character",
        arguments: [
            ["西安", "先进", "县城"],
            ["黎明", "李刚", "李明"],
            ["安徽", "北京", "重庆", "广东", "上海"],
            ["长春", "长沙", "成都", "重庆", "大连"],
            ["济南", "青岛", "厦门", "烟台"],
            ["1号", "2号", "A区", "a座"],
            ["路", "吕"],
        ])
    func order(sorted: [String]) {
        #expect(sorted.reversed().sorted { pinyinKey($0) < pinyinKey($1) } == sorted)
    }

    @Test(
        "a surname at the head of a name has its own reading, elsewhere the usual one",
        arguments: [
            ("曾国栋", "zeng1"), ("单雄", "shan4"), ("解明", "xie4"), ("仇英", "qiu2"),
            ("区志强", "ou1"), ("朴志明", "piao2"), ("乐嘉", "yue4"), ("任强", "ren2"),
            ("华明", "hua4"), ("查理", "zha1"), ("乐山", "le4"), ("黑龙江", "hei1"), ("尉迟恭", "yu4"),
            ("长孙明", "zhang3"),
            ("区域中心", "qu1"), ("单位", "dan1"), ("解放路", "jie3"), ("任务清单", "ren4"),
            ("曾经有一个项目", "ceng2"), ("华东", "hua2"),
        ])
    func surnames(name: String, first: String) {
        #expect(pinyinKey(name).hasPrefix(first))
    }

    @Test(
        "initials of places and trades are read as people read them",
        arguments: [
            ("厦门钨业", "xmwy"), ("长春一汽", "ccyq"), ("重庆", "cq"), ("青岛银行", "qdyh"),
            ("六安", "la"), ("蚌埠", "bb"), ("丽水", "ls"), ("铅山", "ys"), ("乐清", "yq"),
            ("番禺", "py"), ("西藏", "xz"), ("台州", "tz"), ("会计", "kj"), ("人参", "rs"),
            ("畜牧", "xm"), ("空调", "kt"), ("音乐厅", "yyt"), ("重组", "cz"),
            ("廈門銀行", "xmyh"),
        ])
    func words(text: String, expected: String) {
        #expect(initials(of: text) == [expected])
    }

    @Test("what can be read in several ways is found under each, the likely one first")
    func several() {
        #expect(initials(of: "乐家") == ["yj", "lj"])
        #expect(initials(of: "长虹").first == "ch")
        #expect(Set(initials(of: "长虹")) == ["ch", "zh", "cj", "zj"])
        #expect(Set(initials(of: "重汽集团")).isSuperset(of: ["zqjt", "cqjt"]))
        #expect(initials(of: "曾祥").contains("cx"))
        #expect(initials(of: "曾祥").first == "zx")
    }

    @Test("Latin letters, digits and full-width forms are kept, marks are left out")
    func mixed() {
        #expect(initials(of: "ABC（青岛）2号公司") == ["abcqd2hgs"])
        #expect(initials(of: "ＬＧ化学") == ["lghx"])
        #expect(pinyinKey("ABC") == "abc")
        #expect(pinyinKey(" 青 岛 ") == pinyinKey("青岛"))
        #expect(pinyinKey("女性") == "nv3女xing4性")
    }

    @Test("nothing, marks only, and rare characters are taken")
    func edges() {
        #expect(initials(of: "").isEmpty)
        #expect(initials(of: "……（）").isEmpty)
        #expect(pinyinKey("") == "")
        #expect(pinyinKey("𠮷") == "𠮷")
        #expect(initials(of: "𠮷") == ["?"])
    }

    @Test("the readings of one text are bounded, and so is a long text")
    func bounds() {
        let long = String(repeating: "重长行乐", count: 500)
        #expect(initials(of: long).count == 16)
        #expect(initials(of: long).allSatisfy { $0.utf8.count == 60 })
        #expect(pinyinKey(long).unicodeScalars.count < 400)
    }

    @Test("every character of the main block that ICU reads has letters and a tone")
    func coverage() {
        var unread = 0
        for value in UInt32(0x4E00)...0x9FA5 {
            let text = Unicode.Scalar(value).map { String($0) } ?? ""
            let letters = pinyinKey(text).utf8.prefix { $0 < 128 }
            if letters.count < 2 { unread += 1 }
        }
        #expect(unread < 100, "unread: \(unread)")
    }
}
