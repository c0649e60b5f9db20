"""Times chains at sizes a decade apart, asked of the served program.

usage: measure.py [--binary PATH] [--placements N,N] [--asked N]

50 links and 10,000 placements a chain, and one chain of 500 links for its map; companies, a tenth
as many as placements. All invented, one seed. Milliseconds at the client, one request at a time
over one connection: medians. «full grading» is the program's own command for every chain, its
start and its lines with it. Suggestions are of ../shared/data/chain-knowledge-graph, where it is
there; the browser's map where .build-browser is (bin/browser makes it).
"""
import argparse
import http.client
import pathlib
import random
import re
import sqlite3
import statistics
import sys
import time
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1] / "Tests/browser"), str(HERE.parent / "ledger")]

from make_ledger import DIGITS, check  # noqa: E402
from served import CODE, ROOT, Served  # noqa: E402

LINKS, OF_CHAIN, WIDE = 50, 10_000, 500
KNOWLEDGE = ROOT.parent / "shared/data/chain-knowledge-graph"
PLACES = ["990102", "990103", "990100", "990000", "320500", "330100", "440300", "510100"]
STANDINGS = ["operating"] * 8 + ["building", "planned"]
QUALITIES = ["", "", "plain", "above-scale", "qualified", "national", "above-scale|qualified"]


def word(number, kind="C"):
    """An identifier as the program writes it."""
    text = ""
    for _ in range(18):
        number, digit = divmod(number, 32)
        text = DIGITS[digit] + text
    return kind + text + check(kind + text)


def fill(file, placements):
    """Writes chains straight into the database of a city that has none."""
    draw = random.Random(7)
    chains, companies = max(1, placements // OF_CHAIN), max(100, placements // 10)
    store = sqlite3.connect(file, timeout=60)
    known = {"city_id": CODE, "standing": "registered", "version": 1}
    store.execute("BEGIN IMMEDIATE")
    source = word(1, "E")
    needed = [row for row in store.execute("PRAGMA table_info(company)") if row[3]]
    values = [[known.get(name, 0 if kind == "INTEGER" else "") for _, name, kind, *_ in needed]
              for _ in range(companies)]
    names = [row[1] for row in needed]
    for number, row in enumerate(values):
        row[names.index("id")] = word(10_000 + number)
        row[names.index("name")] = f"示例第{number}机械有限公司"
    store.executemany(
        f"INSERT INTO company ({','.join(names)}) VALUES ({','.join('?' * len(names))})", values)
    store.execute("INSERT INTO source (city_id, id, kind, title, learnt_at, by_member) "
                  "VALUES (?, ?, 'statement', '示例：抽样', 0, '示例')", (CODE, source))
    roles = ["component", "material", "process"]
    for chain, links in [(f"chain{one}", LINKS) for one in range(chains)] + [("wide", WIDE)]:
        store.execute("INSERT INTO chain VALUES (?, ?, ?, NULL, NULL, '2026-01-01', ?, 1)",
                      (CODE, chain, f"示例链{chain}", source))
        store.executemany(
            "INSERT INTO chain_link VALUES (?, ?, ?, ?, ?, NULL, ?, ?, NULL, '', '', '', '', NULL)",
            [(CODE, chain, f"link{link}", link, f"示例环节{link}",
              ["upstream", "midstream", "downstream"][link * 3 // links], roles[link % 3])
             for link in range(links)])
        ends = {tuple(sorted(draw.sample(range(links), 2))) for _ in range(links + 100)}
        store.executemany(
            "INSERT INTO link_supply VALUES (?, ?, ?, ?, '示例', 0)",
            [(CODE, chain, f"link{a}", f"link{b}") for a, b in sorted(ends)])
    rows, number = {}, 1_000  # the sample's own stand before
    while number < placements + 1_000:
        key = (f"chain{(number - 1_000) // OF_CHAIN % chains}", f"link{draw.randrange(LINKS)}",
               word(10_000 + draw.randrange(companies)), draw.choice(PLACES))
        if key not in rows:
            number += 1
            rows[key] = number
    store.executemany(
        "INSERT INTO placement VALUES (?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, 0, NULL)",
        ((CODE, number, *key, draw.choice(STANDINGS), draw.choice(QUALITIES), source)
         for key, number in rows.items()))
    store.execute("COMMIT")
    store.execute("ANALYZE")
    store.close()
    return chains


def wait_until_graded(file, chains):
    """A server that starts grades what is not graded yet."""
    store = sqlite3.connect(file, timeout=60)
    counted = "SELECT count(DISTINCT chain_id) FROM link_grade WHERE chain_id LIKE 'chain%'"
    for _ in range(1_200):
        if store.execute(counted).fetchone()[0] == chains:
            return store.close()
        time.sleep(0.1)
    raise SystemExit("the chains are not graded after two minutes")


class Office:
    """The headquarters' office over one connection."""

    def __init__(self, served):
        jar = [one for one in served.signed_in("headquarters").handlers
               if hasattr(one, "cookiejar")][0].cookiejar
        self.headers = {"Cookie": "; ".join(f"{one.name}={one.value}" for one in jar)}
        self.connection = http.client.HTTPConnection(served.address.removeprefix("http://"))

    def ask(self, path, fields=None):
        began = time.monotonic()
        headers = dict(self.headers)
        body = None
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        place = f"/c/{CODE}/{path}"
        self.connection.request("POST" if body else "GET", place, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return answer.status, text, 1_000 * (time.monotonic() - began)


def fact(office, chain, turn):
    """Types one placement at a link; the time of the answer to the form alone."""
    link = f"chains/{chain}/links/link{turn % LINKS}"
    page = office.ask(link)[1]
    form = page[page.index(link + "/facts"):]
    fields = dict(re.findall(r"name=\"(token|once)\" value=\"([^\"]*)\"", form)[:2])
    fields |= {"form": "placement", "placement-fact": "placement", "placement-place": "990102",
               "placement-company": f"示例第{turn}机械有限公司",
               "placement-source_kind": "statement", "placement-source_title": f"示例：{turn}"}
    status, text, took = office.ask(link + "/facts", fields)
    assert status == 303, (status, re.findall(r"<li>([^<]*)", text)[:3])
    return took


def timed(served, chains, asked):
    office, found = Office(served), {}

    def note(name, path):
        times = []
        for turn in range(asked + 1):
            status, _, took = office.ask(path(turn))
            assert status == 200, (name, status)
            times.append(took)
        found[name] = statistics.median(times[1:])

    note("chain's page", lambda turn: f"chains/chain{turn % chains}")
    note("map", lambda turn: f"chains/chain{turn % chains}/map")
    note("link's page", lambda turn: f"chains/chain{turn % chains}/links/link{turn % LINKS}")
    note("targets", lambda turn: f"chains/chain{turn % chains}/links/link{turn % LINKS}/targets")
    found["one fact"] = statistics.median(
        [fact(office, f"chain{turn % chains}", turn) for turn in range(asked)])
    grade = [timed_command(served, "chains", "grades") for _ in range(3)]
    found["full grading"] = 1_000 * statistics.median(grade)
    note("map of 500 links", lambda _: "chains/wide/map")
    if (drawn := in_browser(served, "chains/wide/map")) is not None:
        found["map of 500 links, drawn by the browser"] = drawn
    if KNOWLEDGE.exists():
        found["import knowledge"] = 1_000 * timed_command(served, "import", "knowledge", KNOWLEDGE)
        note("suggestions", lambda turn: f"chains/chain0/links/link{turn % LINKS}/suggestions")
    return found


def in_browser(served, page):
    """From asking for the page until it is drawn, in Chromium: the median of five."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        print("  skipped: no browser (run with .build-browser/bin/python)")
        return None
    times = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860})
        tab.goto(f"{served.address}/c/{CODE}/session/new")
        tab.locator("input[name=login]").fill("headquarters")
        tab.locator("input[name=password]").fill(served.people["headquarters"])
        tab.locator("main button[type=submit]").click()
        for _ in range(6):
            began = time.monotonic()
            tab.goto(f"{served.address}/c/{CODE}/{page}", wait_until="load")
            tab.evaluate("() => new Promise(done => requestAnimationFrame(() => "
                         "requestAnimationFrame(done)))")
            times.append(1_000 * (time.monotonic() - began))
        assert tab.locator(".chain-map a.box").count() >= WIDE
        browser.close()
    return statistics.median(times[1:])


def timed_command(served, *words):
    began = time.monotonic()
    served.command(*map(str, words), *served.place)
    return time.monotonic() - began


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build-release/release/headwater"))
    parser.add_argument("--placements", default="10000,100000,1000000")
    parser.add_argument("--asked", type=int, default=20)
    options = parser.parse_args()
    for placements in map(int, options.placements.split(",")):
        with Served(options.binary) as served:
            served.stop()
            chains = fill(next(served.data.glob("*.sqlite")), placements)
            served.start()
            wait_until_graded(next(served.data.glob("*.sqlite")), chains)
            print(f"{placements} placements, {chains} chains", flush=True)
            for name, took in timed(served, chains, options.asked).items():
                print(f"  {name}: {took:.1f} ms", flush=True)


if __name__ == "__main__":
    main()
