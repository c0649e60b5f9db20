"""Fills the ledger of an empty sample city: ten years of projects with what hangs on them.

usage: make_ledger.py DATABASE PROJECTS

DATABASE is the SQLite file that `headwater sample` made. Everything is invented and named 示例;
one seed. A project brings ten entries on average: four rows of monthly sheets, two events, one
or two fields, a receipt, and evidence, investors and assignments. What search finds by is not made
here: a backup restored by the program has it.
"""
import json
import pathlib
import random
import sqlite3
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
CITY = "990100"
UNITS = ["dongyu", "xiling", "nanting", "beiyuan", "yunqi", "linhong", "anlan", "qingxi",
         "hightech", "development"]
NAMES = ["东屿", "西岭", "南汀", "北塬", "云栖", "临虹", "安澜", "清溪", "高新", "开发"]
WEIGHTS = [24, 14, 11, 10, 10, 9, 7, 6, 5, 4]
DEPARTMENTS = ["reform", "science", "environment", "marine", "statistics"]
MONTHS = [f"{2016 + n // 12}-{n % 12 + 1:02}" for n in range(10, 130)]
CHAINS = ["生物医药", "集成电路", "新型显示", "智能装备", "新能源汽车", "海工装备", "绿色能源",
          "软件与人工智能", "现代物流", "现代轻工", "化工新材料", "低空经济"]
PATHS = {
    "build": ["lead", "assessed", "talks", "reviewed", "signed", "started", "completed",
              "producing", "full"],
    "open": ["lead", "assessed", "talks", "reviewed", "signed", "opened", "operating", "full"],
    "expand": ["talks", "signed", "started", "completed", "producing", "full"],
}
REPORTED = {"signed": "签约", "started": "开工", "completed": "竣工", "producing": "投产",
            "full": "投产", "opened": "投产", "operating": "投产"}
FIRST = "青瀚远航恒信嘉禾泰岳明川正源宏图晨曦云帆卓越锦程瑞丰华腾金桥银杏松柏海纳江涌山岚星河月华"
THINGS = ["装备", "电池", "芯片", "药剂", "器械", "软件", "零部件", "新材料", "冷链", "食品", "传感器",
          "机器人", "光学镜头", "轴承", "涂料", "膜材", "仪表", "无人机"]
KINDS = ["产业园", "生产基地", "研发中心", "总部", "工厂", "项目", "中试基地", "物流园"]
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
START, DAY = 1_477_958_400_000_000, 86_400_000_000  # 2016-11-01


def identifier(kind, microseconds, low):
    """As Identifier of Basics writes it."""
    bits = microseconds // 1000 << 40 | low
    text = kind + "".join(DIGITS[bits >> place & 31] for place in range(85, -1, -5))
    return text + check(text)


def check(text):
    """ISO/IEC 7064, MOD 37-36."""
    product = 36
    for letter in text:
        product = ((product + int(letter, 36)) % 36 or 36) * 2 % 37
    digit = (37 - product) % 36
    return chr(48 + digit) if digit < 10 else chr(55 + digit)


def kept_beside():
    """What the program keeps beside the rows, as the migrations that made it filled it."""
    for name, begin in [("m0022-ledger-at-scale", "INSERT INTO project_tally"),
                        ("m0025-tally-margins", "INSERT INTO project_margin"),
                        ("m0026-what-units-see", "UPDATE receipt"),
                        ("m0026-what-units-see", "UPDATE project_access"),
                        ("m0027-known-states", "INSERT INTO project_state"),
                        ("m0027-known-states", "INSERT INTO receipt_entry")]:
        text = (ROOT / f"Sources/Storage/Storage/Migrations/{name}.sql").read_text()
        yield begin + text.split(begin)[1].split(";")[0]


class Maker:
    """One ledger. Rows are gathered by table and written many at once."""

    def __init__(self, path, count):
        self.db = sqlite3.connect(path, isolation_level=None)
        self.count, self.random = count, random.Random(count)
        self.rows, self.columns, self.numbers, self.sources = {}, {}, {}, 0

    def add(self, table, **values):
        if table not in self.rows:
            self.rows[table], self.columns[table] = [], list(values)
        self.rows[table].append((CITY, *values.values()))
        if len(self.rows[table]) == 20_000:
            self.write(table)

    def write(self, table):
        names = ", ".join(["city_id", *self.columns[table]])
        marks = ", ".join("?" * (len(self.columns[table]) + 1))
        self.db.executemany(
            f"INSERT INTO {table} ({names}) VALUES ({marks})", self.rows[table])
        self.rows[table] = []

    def number(self, table):
        if table not in self.numbers:
            last = "SELECT coalesce(max(number), 0) FROM " + table
            self.numbers[table] = self.db.execute(last).fetchone()[0]
        self.numbers[table] += 1
        return self.numbers[table]

    def source(self, at, title):
        self.sources += 1
        id = identifier("E", at, self.sources)
        self.add("source", id=id, kind="evidence", title=title, file_hash=None, dated=None,
                 learnt_at=at, by_member="operator")
        return id

    def make(self):
        """All or nothing; the indices are made when the rows are there."""
        indices = self.db.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        ).fetchall()
        self.db.execute("PRAGMA journal_mode = WAL")
        self.db.execute("BEGIN")
        for name, _ in indices:
            self.db.execute(f"DROP INDEX {name}")
        sheets = [[[] for _ in UNITS] for _ in MONTHS]
        for n in range(self.count):
            self.project(n, sheets)
        self.sheets(sheets)
        self.beside()
        for table in list(self.rows):
            self.write(table)
        for filling in kept_beside():
            self.db.execute(filling)
        for _, sql in indices:
            self.db.execute(sql)
        self.db.execute("COMMIT")
        self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def project(self, n, sheets):
        draw = self.random
        month = n * (len(MONTHS) - 1) // max(1, self.count - 1)
        unit = draw.choices(range(len(UNITS)), WEIGHTS)[0]
        months = [m for m in range(month, month + draw.randint(2, 6)) if m < len(MONTHS)]
        at = START + month * 30 * DAY + n % 1000 * 1_000_000
        kind = draw.choices(list(PATHS), [6, 3, 1])[0]
        path = PATHS[kind]
        # The older, the further; some stay behind.
        far = min(len(path) - 1, draw.randint(0, 2 + (len(MONTHS) - month) // 12))
        reached = None if draw.random() < 0.1 else path[far]
        brand = draw.choice(FIRST) + draw.choice(FIRST)
        thing, chain = draw.choice(THINGS), draw.choice(CHAINS)
        name = f"示例{NAMES[unit]}{brand}{thing}{draw.choice(KINDS)}{n}"
        firms = [f"示例{brand}{draw.choice(THINGS)}有限公司"]
        if draw.random() < 0.15:
            firms.append(f"示例{draw.choice(FIRST)}{draw.choice(FIRST)}投资有限公司")
        total = int(draw.lognormvariate(17.9, 1.6)) * 100
        id = identifier("P", at, draw.getrandbits(40))
        signed = f"{MONTHS[month]}-{n % 28 + 1:02}" if far >= path.index("signed") else None
        shown = {
            "unit_id": UNITS[unit], "name": name,
            "investors": json.dumps([{"name": firm, "code": None, "valid": None}
                                     for firm in firms], ensure_ascii=False,
                                    separators=(",", ":")),
            "total_minor": total, "total_currency": "CNY",
            "stage": REPORTED.get(reached, "在谈"), "agreement": "formal" if signed else "none",
            "signed_on": signed, "signed_precision": "day" if signed else None, "chain": chain,
            "mode": "以商招商", "received_minor": None, "received_currency": None,
            "dropped": int(draw.random() < 0.03),
        }
        for m in months:
            place = (len(sheets[m][unit]), m)
            sheets[m][unit].append((id, shown))
        self.add("project", id=id, name_key=f"{brand}{n}", **shown,
                 first_round=MONTHS[months[0]], last_round=MONTHS[months[-1]],
                 sheet_id=self.sheet(place[1], unit), position=place[0], version=1,
                 **{"class": kind if reached else None, "reached": reached,
                    "standing": draw.choices(["active", "paused", "left"], [95, 2, 3])[0]})
        for position, firm in enumerate(firms):
            self.add("project_investor", project_id=id, position=position, name_key=firm,
                     code=None)
        self.add("search_row", noun="project", id=id,
                 folded=f"| {name[:-len(str(n))]} {n}"
                 + "".join(f"| {firm}" for firm in firms) + f"- {chain}")
        self.hang(n, id, unit, at, path[:far + 1] if reached else [], total)

    def sheet(self, month, unit):
        return identifier("W", START + month * 30 * DAY, month * 100 + unit)

    def hang(self, n, id, unit, at, path, total):
        """What hangs on one project beside its rows in the sheets."""
        draw, home = self.random, UNITS[unit]
        for step, stage in enumerate(path[-2:]):
            waits = step == 1 and n % 1000 == 7
            self.add("project_event", number=self.number("project_event"), project_id=id,
                     step="reached", stage=stage, happened_on="2020-01-01", unit_id=home,
                     reported_by="operator", reported_at=at + step * DAY, lacking="[]",
                     state="reported" if waits else "confirmed",
                     decided_by=None if waits else "operator",
                     decided_unit=None if waits else "headquarters",
                     decided_at=None if waits else at + step * DAY + DAY, version=1)
        fields = [("construction", draw.choice(["new", "extended", "upgraded"]))]
        if n % 5 < 2:
            fields.append(("mark", draw.choice(["public", "internal", "internal", "work"])))
        for field, value in fields:
            self.add("project_field", project_id=id, field=field, number=1, value=value,
                     is_present=1, by_member="operator", unit_id=home, written_at=at)
        for _ in range(draw.choice([0, 0, 1, 1, 1, 3])):
            self.receipt(n, id, home, at, total)
        if draw.random() < 0.5:
            self.add("project_evidence", number=self.number("project_evidence"), project_id=id,
                     kind="现场照片", source_id=self.source(at, f"示例照片{n}"), file_type=None,
                     unit_id=home, withdrawn=None)
        if draw.random() < 0.15:
            # What is assigned is worked on for a year at most.
            ended = n < self.count * 9 // 10 or draw.random() < 0.2
            self.add("project_access", number=self.number("project_access"), project_id=id,
                     unit_id=draw.choice(DEPARTMENTS), reason="示例会办", by_member="operator",
                     by_unit="headquarters", since=at, ended_at=at + DAY if ended else None,
                     ended_by="operator" if ended else None)

    def receipt(self, n, id, home, at, total):
        draw = self.random
        # Within two years, as far as they are over.
        later = n * (len(MONTHS) - 1) // max(1, self.count - 1) + draw.randrange(24)
        if later >= len(MONTHS):
            return
        number, month = self.number("receipt"), MONTHS[later]
        amount, waits = max(1, total * draw.randint(1, 30) // 100), number % 1000 == 3
        self.add("receipt", number=number, project_id=id, bank="示例银行", bank_key="示例银行",
                 slip=f"SL{number}", slip_key=f"sl{number}",
                 arrived_on=f"{month}-{number % 28 + 1:02}", minor=amount, currency="CNY",
                 yuan=amount, source_class="outside-private", layer="outside_province",
                 capital="fixed", payer="示例付款人", evidence_kind="银行进账单",
                 source_id=self.source(at, f"示例进账单{number}"), unit_id=home,
                 reported_by="operator", reported_at=at, marks="[]",
                 state="reported" if waits else "confirmed", month=month,
                 decided_by=None if waits else "operator",
                 decided_unit=None if waits else "headquarters",
                 decided_at=None if waits else at + DAY, version=1)

    def sheets(self, sheets):
        for m, month in enumerate(MONTHS):
            for unit, rows in enumerate(sheets[m]):
                id, at = self.sheet(m, unit), START + (m + 1) * 30 * DAY
                if rows:
                    self.sheet_rows(id, month, unit, at, rows)
        newest = [row for rows in sheets[-1] for row in rows][:500]
        for n, _ in enumerate(newest):
            unit, position = n % len(UNITS), n // len(UNITS)
            if position >= len(sheets[-1][unit]):
                continue
            id = identifier("S", START, n)
            self.add("suspicion", id=id, round=MONTHS[-1], kind="no_evidence",
                     fingerprint=f"示例{n}", score=0.5, places="{}", reasons="[]",
                     state="open" if n % 5 == 0 else "decided",
                     decision=None if n % 5 == 0 else "dismissed", version=1)
            self.add("suspicion_row", suspicion_id=id, position=0,
                     sheet_id=self.sheet(len(MONTHS) - 1, unit), row_position=position,
                     unit_id=UNITS[unit])

    def sheet_rows(self, id, month, unit, at, rows):
        self.add("sheet", id=id, round=month, unit_id=UNITS[unit], file_name=f"示例{month}.xlsx",
                 source_id=self.source(at, f"示例{month}.xlsx"), file_hash=id, state="applied",
                 row_count=len(rows), handed_at=at, by_member="operator", layouts="[]", version=1)
        for position, (project, shown) in enumerate(rows):
            cells = {"name": [1, shown["name"]], "total": [3, str(shown["total_minor"] // 100)],
                     "stage": [4, shown["stage"]]}
            self.add("reported_row", sheet_id=id, position=position, project_id=project, tab=None,
                     first_row=position + 3, last_row=position + 3, **shown, contact=None,
                     evidence=1, content="示例：建设生产线和配套设施。", remark=None,
                     cells=json.dumps(cells, ensure_ascii=False, separators=(",", ":")))

    def beside(self):
        """Leads and orders: one for a hundred projects, and one for two hundred."""
        draw = self.random
        for n in range(1_000, 1_000 + self.count // 100):
            day, state = f"{MONTHS[n % len(MONTHS)]}-{n % 28 + 1:02}", "closed"
            if n % 50 == 0:
                state = draw.choice(["submitted", "following"])
            number = f"XS{day.replace('-', '')}{n:04}"
            self.add("lead", number=number + check(number), day=day, running=n, unit_id=draw.choice(UNITS),
                     submitted_by="operator", submitted_at=START + n * 1_000_000,
                     typed=json.dumps({"what": "示例线索", "investor": f"示例投资方{n}"},
                                      ensure_ascii=False), investor_key=f"示例投资方{n}",
                     introducer_hash="0" * 64, salt="0" * 32, hash="0" * 64, algorithm="SHA-256",
                     sealed=0, state=state, assess_due=day, assess_known=1,
                     assessed_on=None if state == "submitted" else day, answer_known=1,
                     assigned_unit=None, version=1)
        for n in range(1_000, 1_000 + self.count // 200):
            number = self.number("promise_order")
            self.add("promise_order", number=number, kind="supervision", year=2016 + n % 10,
                     running=n, title=f"示例督办{n}", asked="示例：请说明进展。",
                     sender_unit="headquarters", sent_by="operator", sent_on="2026-10-01",
                     sent_at=START, owner_unit=draw.choice(UNITS),
                     state="closed" if n % 50 else "issued", deadline=1, version=1)
            self.add("promise_deadline", order_number=number, number=1, round=1,
                     due_on="2026-12-01", reason="first", set_at=START)


if __name__ == "__main__":
    Maker(sys.argv[1], int(sys.argv[2])).make()
