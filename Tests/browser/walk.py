"""A month in the headquarters office, in a browser: sign in, drop ten sheets, correct a heading,
decide three suspicions by keyboard, make and open the papers; in Chinese and English, on a desk
and on a telephone. Then what the city's other people meet when they sign in.

    bin/browser [--binary PATH] [--only zh-360] [--screenshots] [--out DIR]

`--screenshots` copies three pictures to docs/screenshots. The last line says how many steps passed.
"""

import argparse
import base64
import pathlib
import re
import shutil
import sys
import time
import traceback

from playwright.sync_api import Error, expect, sync_playwright

import companies
from anchors import Anchors
from chains import Chains
from documents import Documents
from figures import Figures
from meetings import Meetings
from monthly import MonthlyRound
from others import OtherPeople
from papers import render
from pipeline import Pipeline
from plan import Plan
from served import CODE, MONTHS, ROOT, Served, sample_sheets
from watched import Watched

OFFICE = "headquarters"
FIRST, SECOND = MONTHS
SHOWN = {"ledger": "ledger.png", "suspicion": "suspicion.png", "dispatch": "dispatch.png"}


class Walk(
        OtherPeople, Meetings, Pipeline, MonthlyRound, Figures, Chains, Anchors, Documents,
        Plan):
    """The steps of one person, each with a name; a step that fails ends the walk."""

    def __init__(self, watched):
        self.see, self.page = watched, watched.page
        self.passed = 0

    def step(self, name, work):
        began = time.monotonic()
        work()
        self.passed += 1
        print(f"  ✓ {self.see.name}: {name} ({time.monotonic() - began:.1f} s)", flush=True)

    def unfold(self, details):
        self.page.locator(details).evaluate_all("all => all.forEach(one => { one.open = true })")

    def path(self, rest):
        return f"/c/{CODE}{rest}"

    # The steps

    def sign_in(self):
        self.see.go(self.path("/session/new"))
        self.choose_language()
        self.see.look("sign-in")
        self.sign_in_as(OFFICE)
        expect(self.page.locator("nav.areas")).to_be_visible()
        self.see.look("home")

    def sign_in_as(self, login):
        people = self.see.served.people
        assert login in people, f"no {login} among {sorted(people)}"
        self.see.go(self.path("/session/new"))
        self.page.locator("input[name=login]").fill(login)
        self.page.locator("input[name=password]").fill(people[login])
        self.submit("main button[type=submit]")

    def submit(self, button):
        self.follow(self.page.locator(button).first.click)

    def follow(self, act):
        """Does what leads to another page, and is there when it is done."""
        with self.page.expect_navigation():
            act()
        self.page.wait_for_load_state("networkidle")

    def choose_language(self):
        wanted = "zh-CN" if self.see.language == "zh" else "en"
        if self.page.evaluate("document.documentElement.lang") != wanted:
            self.page.locator("header.band a[lang]").first.click()
            self.page.wait_for_load_state("networkidle")

    def hand_in(self, month):
        self.see.go(self.path(f"/collections/{month}"))
        files = sample_sheets(month)
        assert len(files) >= 10, f"{len(files)} sample sheets of {month}"
        self.follow(lambda: drop(self.page, files))
        expect(self.page.locator("main a[href*='/sheets/']").first).to_be_visible()
        self.see.look(f"handed-in-{month}")

    def correct_heading(self, month):
        self.see.go(self.path(f"/collections/{month}"))
        self.follow(self.page.locator("main a[href*='/sheets/']").first.click)
        column = self.page.locator("#layout select").last
        self.unfold("#layout details")
        self.see.look("sheet")
        before = column.input_value()
        column.select_option("remark" if before != "remark" else "content")
        self.follow(self.page.locator("#layout button[type=submit]").last.click)
        self.unfold("#layout details")
        column = self.page.locator("#layout select").last
        assert column.input_value() != before, "the corrected heading was not kept"
        self.see.look("corrected")

    def take_into_ledger(self, month):
        self.see.go(self.path(f"/collections/{month}"))
        self.follow(self.page.locator(f"form[action$='/collections/{month}'] button").first.click)
        expect(self.page.locator(f"form[action$='/collections/{month}']")).to_have_count(0)
        self.see.go(self.path("/projects"))
        self.see.look("ledger")

    def open_project(self):
        self.follow(self.page.locator("main a[href*='/projects/P']").first.click)
        self.unfold("details.origin")
        assert re.search(r"!.*\d", self.page.locator("main").inner_text()), "no place of a value"
        self.see.look("project")

    def decide_by_keyboard(self):
        self.see.go(self.path(f"/suspects/{SECOND}"))
        items = self.page.locator(".suspicion")
        assert items.count() >= 3, f"{items.count()} suspicions"
        self.see.look("suspicion")
        self.page.locator("main").focus()
        for key in ("1", "2", "1"):
            left = items.count()
            self.page.keyboard.press("j")
            self.page.keyboard.press(key)
            self.page.wait_for_function(
                "n => document.querySelectorAll('.suspicion .decisions form[data-key=\"1\"]')"
                ".length < n", arg=left)
            self.page.wait_for_load_state("networkidle")
            self.see.go(self.path(f"/suspects/{SECOND}"))
        self.see.go(self.path(f"/suspects/{SECOND}?state=decided"))
        assert self.page.locator(".suspicion").count() >= 3, "three decisions were not kept"
        self.see.look("decided")

    def confirm_wrong_unit(self):
        """A total in a wrong unit outweighs the city; once confirmed it no longer counts."""
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        figure = f"main .figures a[href$='/dispatch/{SECOND}/figures/total'] .value"
        before = float(self.page.locator(figure).inner_text())
        self.see.go(self.path(f"/suspects/{SECOND}"))
        self.submit(".suspicion[data-kind=unit] form[data-key='1'] button")
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        after = float(self.page.locator(figure).inner_text())
        assert after < before / 2, f"{before} before and {after} after"

    def take_back(self):
        before = self.page.locator(".suspicion").count()
        self.follow(self.page.locator("form[data-key=u] button").first.click)
        self.see.go(self.path(f"/suspects/{SECOND}?state=decided"))
        assert self.page.locator(".suspicion").count() == before - 1, "it was not taken back"

    def changes(self):
        self.see.go(self.path(f"/changes/{SECOND}"))
        assert self.page.locator("ul.changes li").count() > 0, "no changes between two months"
        self.see.look("changes")

    def papers(self):
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        self.see.look("dispatch")
        links = self.page.locator("ul.papers a")
        assert links.count() >= 2, "no papers"
        folder = self.see.out / f"papers-{self.see.name}"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for index in range(links.count()):
            with self.page.expect_download() as coming:
                links.nth(index).click()
            coming.value.save_as(folder / coming.value.suggested_filename)
        render(folder)

    def open_figure(self):
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        self.follow(self.page.locator("main a[href*='/figures/']").first.click)
        assert self.page.locator("main table tbody tr").count() > 0, "a figure without rows"
        self.see.look("figure")

    def search(self):
        self.see.go(self.path("/projects"))
        name = self.page.locator("main a[href*='/projects/P']").first.inner_text().strip()
        fields = "form.filters input[type=search], form.filters input[type=text]"
        self.page.locator(fields).first.fill(name[2:4])
        self.follow(lambda: self.page.keyboard.press("Enter"))
        assert name in self.page.locator("main").inner_text(), f"{name[2:4]} does not find {name}"

    def the_rest(self):
        """Every page the navigation offers, and one of each kind behind it."""
        for href in self.hrefs("nav.areas a"):
            self.see.go(href)
            self.see.look("area" + re.sub(r"[^a-z0-9]+", "-", href.split(CODE)[-1]))
        self.see.go(self.path("/account"))
        self.see.look("account")
        for page, links, name in (
                (f"/collections/{SECOND}", "main a[href*='/sheets/']", "sheet"),
                (f"/suspects/{SECOND}", "main a[data-open]", "one-suspicion"),
                (f"/suspects/{SECOND}?state=decided", "main a[data-open]", "one-decided"),
                (f"/dispatch/{SECOND}", "main td a[href*='/figures/']", "one-figure"),
                ("/projects?stage=%E5%BC%80%E5%B7%A5&least=1", "main a[href*='/projects/P']",
                 "one-project")):
            self.see.go(self.path(page))
            found = self.hrefs(links)
            assert found, f"nothing to open on {page}"
            self.see.go(found[0])
            self.see.look(name)
        self.see.go(self.path("/projects?q=%E9%BE%98%E9%BE%98"))
        assert self.page.locator(".empty").count() == 1, "no word on finding nothing"
        self.see.look("found-nothing")

    def hrefs(self, links):
        return list(dict.fromkeys(self.page.locator(links).evaluate_all(
            "all => all.map(a => a.pathname + a.search)")))

    def paper(self):
        """The pages that are printed for the meeting, as the browser prints them."""
        for name in ("dispatch", "suspects"):
            self.see.go(self.path(f"/{name}/{SECOND}"))
            pdf = self.see.out / f"printed-{name}-{self.see.name}.pdf"
            self.page.pdf(path=pdf, format="A4")
            assert pdf.stat().st_size > 5000, f"{name} prints nothing"

    def leave(self):
        self.submit("form[action$='/session'] button")

    def sign_out(self):
        self.leave()
        self.see.go(self.path("/projects"))
        expect(self.page.locator("input[name=password]")).to_be_visible()

    def whole(self):
        self.step("sign in", self.sign_in)
        self.step("drop ten sheets of the first month", lambda: self.hand_in(FIRST))
        self.step("take them into the ledger", lambda: self.take_into_ledger(FIRST))
        self.step("drop ten sheets of the second month", lambda: self.hand_in(SECOND))
        self.step("correct one heading", lambda: self.correct_heading(SECOND))
        self.step("take them into the ledger", lambda: self.take_into_ledger(SECOND))
        self.step("open a project to its places", self.open_project)
        self.step("find a project by two characters", self.search)
        self.step("decide three suspicions by keyboard", self.decide_by_keyboard)
        self.step("take one back", self.take_back)
        self.step("confirm a total in a wrong unit", self.confirm_wrong_unit)
        self.step("see what changed", self.changes)
        self.step("make and open the papers", self.papers)
        self.step("open a figure to its rows", self.open_figure)
        companies.steps(self)
        self.step("read a list and decide an entry", self.lists)
        self.step("record a meeting, print the page before the next", self.meeting)
        self.step("a project from lead to operation by five roles", self.project)
        self.step("an order from the office to its close", self.order)
        self.step("a month's report by forms, returned, accepted, closed, corrected", self.monthly)
        self.step("a figure to its rows, a target beside it", self.figures)
        self.step("what others publish", self.published)
        self.step("scores and a trial", self.scores)
        self.step("lights, and the order that follows", self.lights)
        self.step("the cockpit", self.cockpit)
        self.step("a paper in the city's words", self.paper)
        self.step("a chain becomes a map", self.chain)
        self.step("a gap finds its owner", self.gap)
        self.step("a target, and the trip to it", self.target)
        self.step("a chain as workbook and book", self.book)
        self.step("a suggested company taken up, one refused", self.suggestion)
        self.step("an anchor company's line, reviewed", self.anchor)
        self.step("a paper is taken in", self.taken_in)
        self.step("its figures are decided, one entered into a series", self.decided)
        self.step("what minutes ask for", self.asked)
        self.step("it goes into the year's plan", self.planned)
        self.views()
        self.step("the three administrators", self.administrators)

    def views(self):
        self.step("look at every page", self.the_rest)
        self.step("print two of them", self.paper)
        self.step("sign out", self.sign_out)
        self.step("a leader looks", self.leader)
        self.step("a district sees its own", self.district)
        self.step("an auditor reads to the cell", self.auditor)
        self.step("a department without projects", self.department)


DROP = """files => {
    const all = new DataTransfer();
    for (const [name, text] of files) {
        const bytes = Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
        all.items.add(new File([bytes], name));
    }
    document.querySelector('[data-drop]').dispatchEvent(
        new DragEvent('drop', { dataTransfer: all, bubbles: true, cancelable: true }));
}"""


def picture_of_failure(see):
    try:
        see.page.screenshot(path=see.out / f"failed-{see.name}.png", full_page=True)
    except Error as error:
        print(f"  no picture of the failure: {error}")


def drop(page, files):
    """Drops files on the page as a hand with a mouse does, and sends them."""
    given = [(pathlib.Path(file).name, base64.b64encode(pathlib.Path(file).read_bytes()).decode())
             for file in files]
    page.evaluate(DROP, given)
    page.locator("[data-drop] button[type=submit]").first.click()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / ".build/debug/headwater"))
    parser.add_argument("--out", default=str(ROOT / "Tests/browser/out"))
    parser.add_argument("--only", choices=["zh-1280", "zh-360", "en-1280", "en-360"],
                        help="one language and width, the whole month")
    parser.add_argument("--screenshots", action="store_true")
    options = parser.parse_args()
    out = pathlib.Path(options.out)
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)

    passed, faults = 0, []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        # The whole month twice, each on fresh data; the other two look at what the first made.
        rounds = ([("zh", 1280), ("zh", 360), ("en", 1280)], [("en", 360)])
        if options.only:
            language, width = options.only.split("-")
            rounds = ([(language, int(width))],)
        for pairs in rounds:
            with Served(options.binary) as served:
                print(f"first page after {served.start_seconds:.2f} s", flush=True)
                ledger = ROOT / "Cities/sample/sheets/ledger-2025.xlsx"
                served.command("import", "projects", str(ledger), *served.place)
                for number, (language, width) in enumerate(pairs):
                    see = Watched(browser, served, out, language, width)
                    see.shown = SHOWN if see.name == "zh-1280" else ()
                    walk = Walk(see)
                    try:
                        if number == 0:
                            walk.whole()
                        else:
                            walk.step("sign in", walk.sign_in)
                            walk.views()
                    except Exception:
                        see.fault(traceback.format_exc(limit=4))
                        picture_of_failure(see)
                    passed += walk.passed
                    faults += see.faults
                    see.close()
                print(f"memory of the server: {served.resident_megabytes():.0f} MB", flush=True)
                errors = [line for line in served.said().splitlines() if " error " in line]
                faults += [f"server log: {line}" for line in errors]
        browser.close()

    if options.screenshots and not faults and options.only in (None, "zh-1280"):
        for name, copy in SHOWN.items():
            shutil.copy(out / f"shown-{name}.png", ROOT / "docs/screenshots" / copy)
    for fault in faults:
        print("  ✗ " + fault)
    print(f"browser: {passed} passed, {len(faults)} failed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
