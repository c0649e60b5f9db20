import SourceReading
import Testing

/// The reader that all rules rest on.
@Suite struct SourceReadingTests {
    @Test("words in strings and comments are no code, values inside strings are")
    func strings() {
        let text = SwiftText(
            ##"""
            let a = "print(x) \(b.first ?? "c \(d)") e" // print(f)
            /* one /* two */ three */ let g = #"h \(i) \#(j)"#
            """##)
        let words = text.tokens.filter(\.isWord).map(\.text)
        #expect(words == ["let", "a", "b", "first", "d", "let", "g", "j"])
        #expect(text.literals.map(\.text) == ["print(x) {} e", "c {}", #"h \(i) {}"#])
        #expect(text.comments.map(\.line) == [1, 2])
    }

    @Test("a literal over several lines keeps its place and its quotes")
    func longLiterals() {
        let text = SwiftText("let a = \"\"\"\n    SELECT \"b\"\n    FROM c\n    \"\"\"\nlet d = 1")
        #expect(text.literals.first?.text == "\n    SELECT \"b\"\n    FROM c\n    ")
        #expect(text.tokens.last?.line == 5)
    }

    @Test(
        "a literal that never ends, ends with its line; a file that breaks off is read to its end")
    func broken() {
        #expect(SwiftText("let a = \"b\nlet c = 1").tokens.last?.text == "1")
        #expect(SwiftText("/* never").tokens.isEmpty)
        #expect(SwiftText("let a = \"b \\(c").tokens.last?.text == "c")
        #expect(SwiftText("let a = \"\"\"\nb").literals.count == 1)
    }

    @Test("a sign that touches the word before it is told from one that stands apart")
    func glued() {
        let tokens = SwiftText("try !a; try? b").tokens
        #expect(tokens.map(\.isGlued) == [false, false, true, true, false, true, false])
    }

    @Test("a migration gives its tables with what may be NULL")
    func tables() throws {
        let sql = """
            -- now() in a comment, 'CREATE TABLE no (a TEXT)'
            CREATE TABLE IF NOT EXISTS task (
                city_id TEXT NOT NULL, id TEXT, due TEXT,
                done INTEGER NOT NULL CHECK (done IN (0, 1)),
                PRIMARY KEY (city_id, id), FOREIGN KEY (due) REFERENCES day (id)
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX task_by_due ON task (city_id, due);
            """
        let tables = QueryText(sql, file: "m0001.sql", line: 1).tables
        let table = try #require(tables.first)
        #expect(tables.count == 1 && table.name == "task" && table.isStrict && table.line == 2)
        #expect(table.columns.map(\.name) == ["city_id", "id", "due", "done"])
        #expect(table.columns.filter(\.isNullable).map(\.name) == ["due"])
    }

    @Test("prose is not taken for SQL")
    func prose() {
        #expect(QueryText.isQuery("SELECT id FROM task"))
        #expect(QueryText.isQuery("\n    WITH late AS (SELECT 1)"))
        #expect(QueryText.isQuery("AND due < {}"))
        #expect(!QueryText.isQuery("Select a file from the list"))
        #expect(!QueryText.isQuery("没有这个项目"))
    }
}
