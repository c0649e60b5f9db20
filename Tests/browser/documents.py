"""A paper taken in by dropping it, its figures decided by keyboard, one entered into a series."""

import re

NEWS = """示例市前三季度实际使用外资8.3亿美元
本报讯（记者 示例）2026年1至9月，全市实际使用外资8.3亿美元㊣，同比增长12.3%。“链上”科技信息咨询，全市新签约亿元以上项目214个。
"""


class Documents:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def taken_in(self):
        """Pasted text becomes lines to decide, with what is doubtful told."""
        self.see.go(self.path("/documents"))
        self.see.look("documents")
        self.follow(self.page.locator("main a[href$='/documents/new']").first.click)
        self.see.look("document-new")
        form = self.page.locator("main form:has(textarea)")
        form.locator("textarea").fill(NEWS)
        form.locator("input[name=paste_dated]").fill("2026-10-15")
        self.follow(form.locator("button[type=submit]").click)
        assert self.page.locator(".source mark").count() >= 2, "no figure is marked"
        assert self.page.locator(".source .noise").count() == 1, "the noise isn't shown"
        assert self.page.locator(".source .doubt").count() == 1, "the insertion isn't shown"
        self.see.look("document")

    def decided(self):
        """By keyboard: accepted, rejected, taken back; then entered beside what was released."""
        lines = self.page.locator(".line")
        states = lambda: lines.evaluate_all("all => all.map(one => one.dataset.state)")
        assert set(states()) == {"proposed"}, states()
        self.page.locator("main").focus()
        for keys, first in (("j1", "accepted"), ("ku", "proposed"), ("2", "rejected"),
                            ("ku", "proposed"), ("1", "accepted")):
            for key in keys[:-1]:
                self.page.keyboard.press(key)
            self.follow(lambda: self.page.keyboard.press(keys[-1]))
            assert states()[0] == first, f"{keys} gives {states()}"
        self.follow(lines.first.locator("form[data-key='3'] button").click)
        assert lines.first.locator("a[href*='/series/']").count() >= 1, "it wasn't entered"
        self.see.look("document-decided")
        self.follow(lines.first.locator("a[href$='/series/media-fdi']").first.click)
        origin = self.page.locator("main td a[href*='/documents/']")
        assert origin.count() == 1, "the series doesn't say where the figure comes from"
        self.follow(origin.click)
        assert re.search(r"8\.3", self.page.locator(".source").inner_text()), "another paper"

    def asked(self):
        """What minutes ask for, and a line put right."""
        self.see.go(self.path("/documents/2?show=instruction"))
        assert self.page.locator(".line").count() >= 3, "the minutes ask for nothing"
        self.see.look("document-instructions")
        self.follow(self.page.locator(".line a[data-open]").first.click)
        self.see.look("document-line")
        self.page.locator("main input[name=owners]").fill("市商务局、市统计局")
        self.submit("main form button[type=submit]")
        assert "市商务局" in self.page.locator(".lines").inner_text(), "what was typed isn't there"
