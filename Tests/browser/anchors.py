"""What a chain gets from outside: suggested companies, an anchor company's own sheet."""

import datetime
import json
import re

SELLERS = [("600001.SH", "示例动力"), ("600002.SH", "示例船机"), ("600003.SH", "示例柴油机")]
EMPTY = ("industry", "industry_industry", "company_industry", "industry_up", "product_product")
LINK = "/chains/marine-equipment/links/engines"


def knowledge(folder):
    """An invented set of three companies that sell engines."""
    folder.mkdir(exist_ok=True)
    rows = {name: [] for name in EMPTY}
    rows["product"] = [{"name": "船用发动机"}]
    rows["company"] = [
        {"name": name, "fullname": name + "股份有限公司", "code": code, "time": "2001-01-01"}
        for code, name in SELLERS]
    rows["company_product"] = [
        {"company_code": code, "company_name": name, "product_name": "船用发动机",
         "rel_weight": 0.9 - place / 10} for place, (code, name) in enumerate(SELLERS)]
    for name, lines in rows.items():
        text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        (folder / (name + ".jsonl")).write_text(text or "\n", encoding="utf-8")
    return folder


class Anchors:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def suggestion(self):
        """One suggested company is taken up with its place, one refused with a reason."""
        served = self.see.served
        served.command(
            "import", "knowledge", str(knowledge(self.see.out / "knowledge")), *served.place)
        self.see.go(self.path(LINK + "/suggestions"))
        self.see.look("suggestions")
        self.unfold("main details")
        accept = self.page.locator("form[action$='/acceptance']").first
        accept.locator("input[name$='-place']").fill("310000")
        self.follow(accept.locator("button[type=submit]").click)
        self.unfold("main details")
        refuse = self.page.locator("form[action$='/refusal']").first
        refuse.locator("input[name$='-reason']").fill("示例：只做陆用柴油机")
        self.follow(refuse.locator("button[type=submit]").click)
        self.see.look("suggestions-reviewed")
        self.see.go(self.path(LINK + "/targets"))
        assert "示例动力" in self.page.locator("main").inner_text(), "no target of what was accepted"

    def anchor(self):
        """A company without an account hands in a line by its key; the office reviews it."""
        self.see.go(self.path("/chains/marine-equipment/anchors"))
        self.see.look("anchors")
        self.follow(self.page.locator("main table a[href*='/anchors/']").first.click)
        self.see.look("anchor")
        anchor = self.page.url
        last = datetime.date.today() + datetime.timedelta(days=60)
        self.page.locator("form[action$='/links'] input[name=ends_on]").fill(str(last))
        self.submit("form[action$='/links']:has(input[name=ends_on]) button[type=submit]")
        key = re.search(r"/anchor-sheet\?key=gx_[0-9a-f]{64}", self.page.content()).group(0)
        self.company(key)
        self.page.goto(anchor)
        self.follow(self.page.locator("main table a[href*='/needs/']").last.click)
        self.page.locator("#review input[value=accepted]").check()
        self.page.locator("#review select[name=link]").select_option("engines")
        self.page.locator("#review select[name=unit]").select_option("headquarters")
        self.page.locator("#review input[name=due]").fill(str(last))
        self.submit("#review button[type=submit]")
        self.see.look("need")

    def company(self, key):
        """The company's own staff: another browser, no account."""
        guest = self.see.context.browser.new_context(
            viewport={"width": self.see.width, "height": 800}, locale="zh-CN")
        page = guest.new_page()
        page.goto(self.see.served.address + self.path(key))
        page.locator("#line input[name=product]").fill("示例曲轴")
        page.locator("#line input[name=quantity]").fill("3000台")
        page.locator("#line input[name=origin]").fill("武汉")
        with page.expect_navigation():
            page.locator("#line button[type=submit]").click()
        page.screenshot(path=self.see.out / f"anchor-sheet-{self.see.name}.png", full_page=True)
        assert "示例曲轴" in page.locator("main").inner_text(), "the line isn't in the list"
        guest.close()
