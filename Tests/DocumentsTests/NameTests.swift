import Basics
import Documents
import Testing

@Suite("units, places and public offices in a text")
struct NameTests {
    private func names(_ sentence: String) -> [NameInText] {
        DocumentText("本报讯（记者 欧某）\(sentence)\n").names
    }

    @Test("offices of the state with who holds them, behind 、 too")
    func offices() {
        let found = names("市委书记曾某某出席会议并讲话，市委副书记、市长任某主持，市人大常委会主任梅某某，统战部部长出席。")
        let offices = found.filter { $0.kind == .office }
        #expect(offices.map(\.name).prefix(4) == ["市委书记", "市委副书记", "市长", "市人大常委会主任"])
        #expect(offices.map(\.person).prefix(4) == ["曾某某", nil, "任某", "梅某某"])
    }

    @Test("nobody private is named: no manager, no reporter, no citizen")
    func privatePeople() {
        let found =
            names("某公司副总经理任某表示满意。市民王某点赞。记者赵某报道。")
            + DocumentText(
                "标题在这里写\n作者 | 刘某   编辑 | 李某\n正文是一段够长的话，讲招商。\n"
            ).names
        #expect(found.allSatisfy { $0.person == nil })
    }

    @Test("units and places with where they are")
    func unitsAndPlaces() {
        let found = names("示例市发展改革委牵头，市统计局配合；甲乙区、丙丁县参加。全市城市建设、功能区改革不断推进。")
        #expect(found.filter { $0.kind == .unit }.map(\.name) == ["示例市发展改革委", "市统计局"])
        #expect(found.filter { $0.kind == .place }.map(\.name) == ["甲乙区", "丙丁县"])
    }

    @Test("markup in a name stays the text it is")
    func markup() {
        let text = "本报讯（记者 赵某）<b>示例市</b>招商局指出，“‘要‘加快<script>建设’”。\n"
        let document = DocumentText(text)
        #expect(document.stored == text)
        for name in document.names { #expect(document.words(name.span) == name.name) }
    }
}
