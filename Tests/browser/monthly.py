"""The monthly round by forms: filled in, checked twice, returned, again, closed and corrected."""

from datetime import date
from urllib.parse import urlsplit

from served import MONTHS


class MonthlyRound:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def monthly(self):
        month = date.today().strftime("%Y-%m")
        first = self.fill_in(month)
        self.see.look("monthly-draft")
        self.hand_in_report(first, received="1500", remark="示例：设备已进场")
        self.see.look("monthly-handed-in")
        assert not self.checks(), "who handed in may check"
        self.check(first, "dongyu-check", "pass")
        self.check(first, "headquarters", "return", "示例：补到账凭证")
        assert "示例：补到账凭证" in self.page.locator("main").inner_text()
        self.see.look("monthly-returned")
        second = self.fill_in(month)
        assert second != first, "the round that was returned is filled in again"
        kept = self.page.locator("[name=received-0]").input_value()
        assert kept == "1500", f"{kept} is not what was handed in before"
        self.hand_in_report(second, remark="示例：凭证已补")
        self.check(second, "dongyu-check", "pass")
        self.check(second, "headquarters", "pass")
        assert self.page.locator("h3").count() == 2, "a round is missing from what was done"
        self.see.look("monthly-accepted")
        self.in_time(month, second)
        self.closed(max(one for one in MONTHS if one < month))

    def fill_in(self, month):
        """From the first page to the report, filled in with what is known."""
        self.change_to("dongyu")
        self.follow(self.page.locator(
            "#today a[href*='/collections/'], #today a[href*='/monthly-reports/']").first.click)
        if "/collections/" in self.page.url:
            self.see.look("monthly-to-report")
        self.follow(self.page.locator(
            "main form[action$='/monthly-reports'] button[type=submit]").first.click)
        report = urlsplit(self.page.url).path
        assert "/monthly-reports/" in report, report
        assert self.page.locator("[name^='stage-']").count() > 5, "nothing is filled in"
        return report

    def hand_in_report(self, report, **first):
        """The first row of the list is filled in; the report is saved and handed in."""
        form = self.page.locator(f"main form[action*='{report}/rows']").first
        for name, value in first.items():
            form.locator(f"[name={name}-0]").fill(value)
        self.follow(form.locator("button[name=then]").click)
        wrong = self.page.locator("main .notice.bad")
        assert self.page.locator("[name=then]").count() == 0, \
            f"it is not handed in: {wrong.all_inner_texts()}"

    def checks(self):
        return self.page.locator("main form[action$='/checks']").count()

    def check(self, report, login, decision, note=None):
        """Found on the checker's first page."""
        self.change_to(login)
        assert report in self.hrefs("#today a"), f"{login} does not see that it waits"
        self.see.go(report)
        form = self.page.locator("main form[action$='/checks']").first
        if note:
            form.locator("[name=note]").fill(note)
        self.follow(form.locator(f"button[value={decision}]").click)
        assert not self.checks() or decision == "pass", "it is still to be checked"

    def in_time(self, month, report):
        """Headquarters reads on the month's page who handed in by the deadline."""
        self.see.go(self.path(f"/collections/{month}"))
        due = self.page.locator("main .definition").first.inner_text()
        row = self.page.locator("tr", has=self.page.locator(f"a[href$='{report}']")).first
        good, watch = (row.locator(f".badge.{light}").count() for light in ("good", "watch"))
        late = date.today().isoformat() > next(
            word for word in (due[place:place + 10] for place in range(len(due)))
            if word.startswith("20") and word[4] == "-")
        assert (good, watch) == ((1, 1) if late else (2, 0)), f"{due}: {row.inner_text()}"
        self.see.look("monthly-collected")

    def closed(self, month):
        """A closed month stays as it is; what it should have said is entered and confirmed."""
        self.see.go(self.path("/receipts"))
        self.send("[action$='/closings']", month=month)
        self.see.go(self.path(f"/collections/{month}"))
        assert self.page.locator("input[type=file]").count() == 0, "a closed month takes sheets"
        self.see.look("monthly-closed")
        self.change_to("dongyu")
        self.see.go(self.path("/projects?least=1"))
        project = self.hrefs("main th a[href*='/projects/P']")[0]
        self.see.go(project + "/history")
        self.send("[action$='/corrections']", corrected_month=month, corrected_field="received",
                  became="801", because="示例：少报一笔")
        self.change_to("headquarters")
        assert self.path("/corrections") in self.hrefs("#today a"), "no correction waits"
        self.see.go(self.path("/corrections"))
        self.see.look("monthly-correction")
        self.follow(self.page.locator("button[value=confirm]").first.click)
        assert self.page.locator("button[value=confirm]").count() == 0, "it can be confirmed again"
        self.see.go(project + "/history")
        assert "示例：少报一笔" in self.page.locator("main").inner_text()
