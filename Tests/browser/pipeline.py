"""One project from lead to operation by five roles, and one order from the office to 销号."""

from datetime import date, timedelta
from urllib.parse import urlsplit

# Stages of the class «to be opened»: the day, what shows it, and whether another unit confirms.
STAGES = (("lead", "2026-01-05", (), False), ("assessed", "2026-01-12", (), False),
          ("talks", "2026-02-02", (), False), ("reviewed", "2026-03-02", ("评审意见",), True),
          ("signed", "2026-03-18", ("正式投资协议",), True),
          ("opened", "2026-06-01", ("营业执照", "现场照片"), True),
          ("operating", "2026-08-03", ("纳税记录",), True))
# The reviews before a stage, and the day of their conclusions.
REVIEWS = {"reviewed": (("admission",), "2026-02-20"),
           "signed": (("diligence", "legality", "competition"), "2026-03-10")}


class Pipeline:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def change_to(self, login):
        self.leave()
        self.sign_in_as(login)

    def send(self, form, **fields):
        """Fills a form by the names of its fields and sends it."""
        place = self.page.locator(f"main form{form}").first
        place.evaluate("form => form.querySelectorAll('details').forEach(d => d.open = true)")
        place.evaluate("form => { const d = form.closest('details'); if (d) d.open = true }")
        for name, value in fields.items():
            field = place.locator(f"[name={name}]")
            kind = field.first.evaluate("one => one.type")
            if kind == "radio":
                place.locator(f"[name={name}][value={value}]").check()
            elif kind == "select-one":
                field.select_option(value)
            else:
                field.fill(value)
        self.follow(place.locator("button[type=submit]").first.click)

    def project(self):
        self.change_to("dongyu")
        self.see.go(self.path("/projects?least=1"))
        project = self.hrefs("main td a[href*='/projects/P'], main th a[href*='/projects/P']")[0]
        self.see.go(project)
        self.send("[action$='/class']", **{"class": "open"})
        self.see.look("project-classed")
        for stage, day, kinds, waits in STAGES:
            for kind in REVIEWS.get(stage, ((), ""))[0]:
                self.review(project, kind, REVIEWS[stage][1])
            self.reach(stage, day, kinds)
            if waits:
                self.change_to("headquarters")
                self.confirm(project, stage)
                self.change_to("dongyu")
                self.see.go(project)
        assert self.page.locator("#stages li.reached").count() == len(STAGES), "a stage is missing"
        self.surveyed(project)
        self.read(project)

    def reach(self, stage, day, kinds):
        for kind in kinds:
            self.send("[action$='/evidence']", kind=kind, title="示例：文号", dated=day)
        # Whether the sheet gave all that the gate asks for depends on the sheet.
        self.send("[action$='/events']", step="reached", stage=stage, day=day, reason="示例：补录")

    def review(self, project, kind, day):
        """Asked for by the district, scored and concluded by headquarters."""
        self.send("[action$='/reviews']", kind=kind)
        self.change_to("headquarters")
        self.see.go(self.path("/events"))
        review = self.hrefs("#reviews a[href*='/reviews/']")[0]
        self.see.go(review)
        points = self.page.locator("[name^='points-']")
        for place in range(points.count()):
            points.nth(place).fill("5")
        findings = self.page.locator("[name^='finding-']")
        for place in range(findings.count()):
            findings.nth(place).select_option("confirmed")
        if points.count():
            for item, best in (("investment", 17), ("intensity", 10)):
                self.page.locator(f"[name=points-{item}]").fill(str(best))
        if points.count() or findings.count():
            self.see.look(f"review-{kind}")
            self.send("[action$='/scores']")
        self.send("[action$='/conclusion']", outcome="passed", on=day, title="示例：意见书")
        self.see.look(f"review-{kind}-concluded")
        self.change_to("dongyu")
        self.see.go(project)

    def confirm(self, project, stage):
        self.see.go(self.path("/events"))
        assert project in self.hrefs("main a"), f"{stage} does not wait for headquarters"
        self.see.go(project)
        if stage == "signed":
            self.see.look("project-waiting")
        self.follow(self.page.locator("button[name=decision][value=confirm]").first.click)

    def surveyed(self, project):
        """A department confirms a fact of a project that was assigned to it."""
        self.send("[action$='/access']", unit="statistics", reason="示例：入库纳统")
        for kind in ("纳统编号", "施工合同"):
            self.send("[action$='/evidence']", kind=kind, title="示例：编号")
        place = self.page.locator("#facts form[action$='/events']").last
        place.evaluate("form => { form.closest('details').open = true }")
        place.locator("[name=step][value=noted]").check()
        place.locator("[name=stage]").select_option("surveyed")
        place.locator("[name=day]").fill("2026-08-10")
        place.locator("[name=reason]").fill("示例：照片后补")
        self.follow(place.locator("button[type=submit]").click)
        self.change_to("statistics")
        self.see.go(project)
        self.see.look("project-department")
        assert self.page.locator("form[action$='/evidence']").count() == 0, "it may write"
        self.follow(self.page.locator("button[name=decision][value=confirm]").first.click)
        assert "2026-08-10" in self.page.locator("#facts").inner_text()

    def read(self, project):
        """A leader and an auditor read the whole line of time; the auditor takes it along."""
        for login in ("leader", "auditor"):
            self.change_to(login)
            self.see.go(project + "/history")
            lines = self.page.locator("tbody tr").count()
            assert lines > 2 * len(STAGES), f"{lines} lines in the history"
        self.see.look("project-history")
        with self.page.expect_download() as taken:
            self.page.locator("main a[href$='/archive']").click()
        assert taken.value.path().read_bytes().startswith(b"PK"), "no archive"

    def order(self):
        self.change_to("headquarters")
        self.see.go(self.path("/projects/board"))
        self.see.look("board")
        self.see.go(self.path("/orders/new"))
        self.see.look("new-order")
        self.send("[action$='/orders']", kind="supervision", title="示例：协调供地",
                  asked="示例：月底前给出供地方案", owner="dongyu", due=str(date.today() + timedelta(days=30)))
        order = urlsplit(self.page.url).path
        self.see.look("order-sent")
        self.change_to("dongyu")
        self.see.go(self.path("/orders"))
        assert order in self.hrefs("main a"), "the order does not reach its owner"
        self.see.go(order)
        self.send(":has([name=answer_text])", answer_text="示例：方案已上会")
        self.change_to("headquarters")
        self.see.go(order)
        self.send(":has([name=close_shows])", close_shows="示例：会议纪要3号")
        self.see.look("order-closed")
        assert self.page.locator("[name=close_shows]").count() == 0, "it can be closed twice"
