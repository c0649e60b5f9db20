"""Who is on a list and not here, a meeting that is recorded, and the page before the next one."""

import re


class Meetings:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def lists(self):
        """Every reading of a list, and one entry that a person decides."""
        self.see.go(self.path("/lists"))
        self.see.look("lists")
        listed = self.hrefs("main td a[href*='/lists/']")
        assert listed, "the sample has no list"
        for view in ("absent", "here"):
            self.see.go(f"{listed[0]}?view={view}")
            self.see.look(f"list-{view}")
        self.see.go(self.path("/lists"))
        asked = self.hrefs(".notice a[href*='view=asked']")
        assert asked, "no entry waits for a person"
        self.see.go(asked[0])
        self.follow(self.page.locator("main a[href*='/entries/']").first.click)
        self.see.look("list-entry")
        self.page.locator("input[name=decision][value=same]").check()
        self.submit("main form button[type=submit]")
        assert self.page.locator(".empty").count() == 1, "the decided entry still waits"

    def meeting(self):
        """A meeting recorded on a company's page stands on the page before the next one."""
        self.see.go(self.path("/companies?q=%E7%9A%93%E9%9A%BD"))
        self.follow(self.page.locator("main a[href*='/companies/C']").first.click)
        self.follow(self.page.locator("main a[href$='/contacts']").first.click)
        self.see.look("new-meeting")
        self.page.locator("select[name=unit]").select_option(index=1)
        for field, text in (("post", "董事长"), ("person", "示例丙"), ("phone", "010-99990003"),
                            ("said", "示例：想看码头"), ("next_step", "约港口集团"),
                            ("due", "2099-12-31")):
            self.page.locator(f"main [name={field}]").fill(text)
        self.submit("main form button[type=submit]")
        assert "示例：想看码头" in self.page.locator("#contacts").inner_text()
        self.see.look("company-met")
        self.follow(self.page.locator("main a[href$='/brief']").first.click)
        self.see.look("brief")
        pdf = self.see.out / f"brief-{self.see.name}.pdf"
        self.page.pdf(path=pdf, format="A4")
        pages = len(re.findall(rb"/Type\s*/Page[^s]", pdf.read_bytes()))
        assert pages == 1, f"the page before a meeting has {pages} pages"
        self.see.go(self.path("/contacts?view=all"))
        self.see.look("contacts")
