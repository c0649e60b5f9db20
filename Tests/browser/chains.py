"""A chain from its file to its map, a gap to its owner, a target to the trip."""

from papers import render
from served import ROOT

CHAIN = ROOT / "Cities/sample/chains/marine-equipment.yaml"


class Chains:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def chain(self):
        """A file becomes a map; its boxes lead to links, by mouse and by keys."""
        self.see.go(self.path("/chains"))
        self.page.locator("[data-drop] input[type=file]").set_input_files(CHAIN)
        self.submit("[data-drop] button[type=submit]")
        self.see.look("chain")
        self.see.go(self.path("/chains/marine-equipment/map"))
        self.see.look("chain-map")
        self.page.locator(".chain-map a.box").first.focus()
        self.page.keyboard.press("ArrowDown")
        assert self.page.locator(".chain-map .flow.near").count(), "no line stands out"
        width = self.page.locator(".chain-map svg").get_attribute("width")
        self.page.keyboard.press("+")
        assert self.page.locator(".chain-map svg").get_attribute("width") != width
        self.see.go(self.path("/chains/marine-equipment/map?q=双燃料&since=2026-01-01"))
        assert self.page.locator(".chain-map .box.found").count() == 1
        self.see.look("chain-map-found")

    def gap(self):
        """Somebody answers for a gap; an order about it is the next step."""
        self.follow(self.page.locator(".chain-map .box.found").first.click)
        self.see.look("link")
        plan = self.page.locator("form[action*='/gaps/']").first
        plan.locator("xpath=ancestor::details").locator("summary").click()
        plan.locator("input[type=radio][value=attract]").check()
        plan.locator("select[name$='-wanted']").select_option("present")
        plan.locator("input[name$='-year']").fill("2029")
        plan.locator("select[name$='-owner']").select_option("headquarters")
        plan.locator("input[name$='-regions']").fill("大连")
        self.follow(plan.locator("button[type=submit]").click)
        self.see.look("link-planned")
        assert "2029" in self.page.locator("main").inner_text()
        self.follow(self.page.locator("main a[href*='/orders/new?gap=']").first.click)
        self.see.look("order-about-gap")

    def target(self):
        """Who could fill it: pursued with a reason, met, on the sheet of the trip."""
        self.see.go(self.path("/chains/marine-equipment/links/engines/targets"))
        self.see.look("link-targets")
        self.follow(self.page.locator("main td a, main th a").first.click)
        for act, note in (("pursue", "示例：先跟进"), ("contact", "示例：见了总经理")):
            self.page.locator("#act [name=act]").select_option(act)
            self.page.locator("#act [name=note]").fill(note)
            self.page.locator("#act [name=introducer]").fill("示例商会")
            self.submit("#act button[type=submit]")
        self.see.look("link-target")
        self.see.go(self.path("/trips?place=210200"))
        self.see.look("trip")
        assert self.page.locator("main table tbody tr").count() == 1, "nobody to call on"

    def book(self):
        """A chain leaves as a workbook that comes back unchanged, and as a book of papers."""
        folder = self.see.out / "chain-papers"
        folder.mkdir(exist_ok=True)
        self.see.go(self.path("/chains/marine-equipment"))
        self.see.look("chain-whole")
        for link, name in (("/file?form=xlsx", "chain.xlsx"), ("/book/docx", "book.docx"),
                           ("/book/pdf", "book.pdf")):
            with self.page.expect_download() as given:
                self.page.locator(f"main a[href$='{link}']").click()
            given.value.save_as(folder / name)
            assert (folder / name).stat().st_size > 5000, f"{name} is empty"
        (folder / "book.pdf").rename(self.see.out / f"chain-book-{self.see.name}.pdf")
        render(folder)
        self.page.locator("[data-drop] input[type=file]").set_input_files(folder / "chain.xlsx")
        self.submit("[data-drop] button[type=submit]")
        assert self.page.locator(".notice.bad").count() == 0, "its own workbook is refused"
