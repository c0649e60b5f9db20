"""Times the four queries of ../shared/bench/ledger.py, asked of the served program as figures.

usage: measure.py [--binary PATH] [--projects N,N] [--asked N] [--year Y]

The same generated ledger is loaded into DuckDB, into plain SQLite and into a city of the program;
each answers q1 to q4, the answers must be equal, and medians and their ratios are printed. The
program answers over HTTP, signed in as the headquarters. It keeps answers until something changes:
«computed» is asked as known on another day each time (after all was known), of q4 the first time;
«again» is the same question again.
"""
import argparse
import calendar
import datetime
import csv
import http.client
import json
import math
import pathlib
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "Tests/browser"), str(HERE.parent / "ledger")]

from served import CODE, ROOT, Served, processor  # noqa: E402

LEDGER = ROOT.parent / "shared/bench/ledger.py"
UNITS = ["dongyu", "xiling", "nanting", "beiyuan", "yunqi", "linhong", "anlan", "qingxi",
         "hightech", "development"]
FOREVER = 2**63 - 1
DEFINITIONS = {
    "bench-signed": "source: project\nmeasure: count()\nunit: count\n"
                    "where: total >= 1亿元 and agreement == formal\ntime: signed_on",
    "bench-total": "source: project\nmeasure: sum(total)\nunit: yuan\n"
                   "where: total >= 1亿元 and agreement == formal\ntime: signed_on",
    "bench-started": "source: project\nmeasure: count()\nunit: percent\n"
                     "where: agreement == formal\nshare: reached(started)\ntime: signed_on",
    "bench-received": "source: receipt\nmeasure: sum(yuan)\nunit: yuan\ntime: counted_on",
}
EXAMPLES = {
    "count": "{period: 2024, facts: [], gives: 0}",
    "yuan": "{period: 2024, facts: [], gives: 0万元}",
    "percent": "{period: 2024, facts: [], gives: '-'}",
}


def write_city(folder):
    """The sample city with the four definitions beside its own."""
    shutil.copytree(ROOT / "Cities", folder, ignore=shutil.ignore_patterns("sheets"))
    shutil.copytree(ROOT / "Cities/common/sheets", folder / "common/sheets")
    own = folder / "sample/indicators"
    own.mkdir()
    for name, body in DEFINITIONS.items():
        unit = body.split("unit: ")[1].split("\n")[0]
        (own / f"{name}.yaml").write_text(
            f"id: {name}\nname: {name}\ndefinition: {name}\n{body}\nby: [unit]\n"
            f"since: 2007-01-01\nbasis: sample of ledger.py\nexample: {EXAMPLES[unit]}\n",
            encoding="utf-8")
    return folder / "sample"


def moment(day):
    """Midnight of a day in the sample's zone, in microseconds."""
    return (calendar.timegm(time.strptime(day, "%Y-%m-%d")) - 8 * 3_600) * 1_000_000


def identifiers():
    """The generated projects' numbers as identifiers that the program reads."""
    from make_ledger import identifier
    kept = {}

    def named(number):
        if number not in kept:
            kept[number] = identifier("P", 1_700_000_000_000_000, int(number))
        return kept[number]
    return named


def fill(database, generated):
    """The generated ledger as what the program keeps for figures."""
    db = sqlite3.connect(database, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    db.execute("BEGIN")
    indices = db.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name"
        " IN ('project_state', 'project_event', 'receipt_entry')").fetchall()
    for name, _ in indices:
        db.execute(f"DROP INDEX {name}")
    named, units, moments = identifiers(), {}, {}
    districts = {}

    def known(day):
        if day not in moments:
            moments[day] = moment(day)
        return moments[day]
    with open(generated / "projects.csv", encoding="utf-8") as lines:
        rows = []
        for row in csv.DictReader(lines):
            unit = districts.setdefault(row["district"], UNITS[len(districts) % len(UNITS)])
            units[row["id"]] = unit
            rows.append((
                CODE, named(row["id"]), 0, FOREVER, unit, "active", 0, "签约",
                "framework" if row["is_framework"] == "1" else "formal",
                int(row["contract_amount_fen"]), "CNY", row["chain"], row["mode"],
                row["signed_on"]))
        db.executemany(
            "INSERT INTO project_state (city_id, project_id, known_at, known_until, unit_id,"
            " standing, dropped, stage, agreement, total_minor, total_currency, chain, mode,"
            " signed_on) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)
    events, receipts = [], []
    with open(generated / "ledger.csv", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines), 1):
            project = named(row["project_id"])
            if row["kind"] == "stage":
                # q2 doesn't ask when it was known, and some lines lie in the future.
                events.append((
                    CODE, number, project, "reached", row["stage"], row["date"], "x", "x", 0, "[]",
                    "confirmed", 1))
            else:
                amount = int(row["amount_fen"])
                receipts.append((
                    CODE, number, known(row["recorded_at"]), units[row["project_id"]],
                    row["date"][:7] + "-01", 1, project, row["date"], "outside_province", "fixed",
                    "outside-private", "CNY", amount, amount))
            if len(receipts) + len(events) >= 50_000:
                write(db, events, receipts)
        write(db, events, receipts)
    for _, sql in indices:
        db.execute(sql)
    db.execute("COMMIT")
    db.execute("ANALYZE")
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return {unit: name for name, unit in districts.items()}


def write(db, events, receipts):
    db.executemany(
        "INSERT INTO project_event (city_id, number, project_id, step, stage, happened_on, unit_id,"
        " reported_by, reported_at, lacking, state, version) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        events)
    db.executemany(
        "INSERT INTO receipt_entry (city_id, receipt, known_at, unit_id, counted_on, times,"
        " project_id, arrived_on, layer, capital, source_class, currency, minor, yuan)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", receipts)
    events.clear()
    receipts.clear()


class Asker:
    """The headquarters, signed in once, over one connection."""

    def __init__(self, city):
        jar = [handler for handler in city.signed_in().handlers
               if hasattr(handler, "cookiejar")][0].cookiejar
        self.headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar)}
        self.connection = http.client.HTTPConnection(city.address.removeprefix("http://"))

    def figure(self, name, **query):
        path = f"/c/{CODE}/api/v1/indicators/{name}?" + urllib.parse.urlencode(query)
        self.connection.request("GET", path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        if answer.status != 200:
            raise SystemExit(f"{name} {query}: {answer.status} {body[:300]}")
        return json.loads(body)


def ours(asker, query, year, districts, known=None):
    """The answer of one query in the rows of answers.json, as known on a day."""
    when = {"as-of": known} if known else {}
    if query == "q1":
        counts = asker.figure("bench-signed", period=year, **when)["groups"]
        sums = {g["group"]: g for g in asker.figure("bench-total", period=year, **when)["groups"]}
        return sorted([districts[g["group"]], g["value"], sums[g["group"]]["value"]]
                      for g in counts)
    if query == "q2":
        groups = asker.figure("bench-started", period=year, **when)["groups"]
        return sorted([districts[g["group"]], g["of"], g["value"]] for g in groups)
    asked = [when, when] if query == "q3" else [
        {"as-of": f"{year + 1}-02-01"}, {"as-of": f"{year}-02-01"}]
    both = []
    for y, when in zip([year, year - 1], asked):
        groups = asker.figure("bench-received", period=y, by="month", **when)["groups"]
        both.append({int(g["group"][5:]): g["value"] for g in groups})
    rows, now, before = [], 0, 0
    for month in range(1, 13):
        now, before = now + both[0].get(month, 0), before + both[1].get(month, 0)
        rows.append([month, now, before])
    return rows


def quiet(server):
    """Waits until the server has begun what it was asked for, and does nothing any more."""
    time.sleep(3)
    while True:
        before = processor(server)
        time.sleep(1.5)
        if processor(server) - before < 0.05:
            return


def measured(options, size, folder):
    generated = folder / str(size)
    if not (generated / "ledger.csv").exists():
        subprocess.run([sys.executable, LEDGER, "gen", generated, "--n", str(size)], check=True,
                       stdout=subprocess.DEVNULL)
    peers = json.loads(subprocess.run(
        [sys.executable, LEDGER, "time", generated, "--year", str(options.year)], check=True,
        capture_output=True, text=True).stdout)
    answers = json.loads((generated / "answers.json").read_text(encoding="utf-8"))
    city = Served(options.binary)
    city.place[1] = str(write_city(city.folder / "Cities"))
    city.fill()
    districts = fill(city.data / "headwater.sqlite", generated)
    city.start()
    times = {}
    try:
        asker = Asker(city)
        today = datetime.date.today()
        # What figures are made of is read when one is first asked for.
        ours(asker, "q1", options.year, districts)
        began = time.monotonic()
        quiet(city.server.pid)
        print(f"{size} projects: {time.monotonic() - began:.0f} s until columns were read",
              flush=True)
        for query in ["q1", "q2", "q3", "q4"]:
            wanted = sorted(answers[query]) if query < "q3" else answers[query]

            def asked(known=None):
                began = time.perf_counter()
                found = ours(asker, query, options.year, districts, known)
                taken = 1_000 * (time.perf_counter() - began)
                if found != wanted:
                    raise SystemExit(f"{query} differs:\n{found}\n{wanted}")
                return taken
            days = [(today - datetime.timedelta(n)).isoformat() for n in range(options.asked)]
            computed = [asked()] if query == "q4" else [asked(day) for day in days]
            again = [asked(days[0]) for _ in days]
            times[query] = statistics.median(computed), statistics.median(again)
    finally:
        city.__exit__()
    return times, peers


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build-release/release/headwater"))
    parser.add_argument("--projects", default="1000,10000,100000")
    parser.add_argument("--asked", type=int, default=7)
    parser.add_argument("--year", type=int, default=2024)
    options = parser.parse_args()
    if not LEDGER.exists():
        print(f"skipped: {LEDGER} isn't here")
        return
    sizes = [int(size) for size in options.projects.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        found = {size: measured(options, size, pathlib.Path(folder)) for size in sizes}
    print("query  projects   computed ms   again ms   DuckDB ms (ratio)   SQLite ms (ratio)   grows")
    for query in ["q1", "q2", "q3", "q4"]:
        for position, size in enumerate(sizes):
            times, peers = found[size]
            computed, again = times[query]
            duck, plain = peers["duckdb"][f"{query}_ms"], peers["sqlite"][f"{query}_ms"]
            grows = ""
            if position:
                before = found[sizes[position - 1]][0][query][0]
                grows = f"{math.log(computed / before) / math.log(size / sizes[position - 1]):.2f}"
            print(f"{query}     {size:>8}   {computed:>11.1f}   {again:>8.1f}   {duck:>9.1f}"
                  f" ({computed / duck:.2f})   {plain:>9.1f} ({computed / plain:.2f})"
                  f"   {grows}")


if __name__ == "__main__":
    main()
