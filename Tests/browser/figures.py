"""Figures open to their rows; a target, a release, a score with a trial; the cockpit."""

PERIOD = "period=2026-01..2026-10"


class Figures:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def figures(self):
        """A figure opens to its projects; a target that is set stands beside it."""
        self.see.go(self.path(f"/indicators?{PERIOD}"))
        self.see.look("figures")
        self.see.go(self.path(f"/indicators/signed-projects?{PERIOD}"))
        self.see.look("figure-of-year")
        self.see.go(self.path(f"/indicators/signed-projects?{PERIOD}&by=month"))
        self.see.look("figure-by-month")
        self.follow(self.page.locator("main td a[href*='/rows']").first.click)
        self.see.look("figure-rows")
        assert self.hrefs("main table a[href*='/projects/P']"), "a figure opens to nothing"
        self.see.go(self.path("/targets?indicator=started-projects&year=2026"))
        for field, text in (("title", "示例：通知"), ("number", "示例〔2026〕9号"),
                            ("dated", "2026-01-20"), ("value-city", "90"),
                            ("value-dongyu", "8")):
            self.page.locator(f"#set [name='{field}']").fill(text)
        self.submit("#set button[type=submit]")
        self.see.look("targets")
        self.see.go(self.path(f"/indicators/started-projects?{PERIOD}"))
        assert self.hrefs("main .figures a[href*='/targets']"), "the target stands nowhere"

    def published(self):
        """A release is recorded with its source; what hasn't ended is refused."""
        self.see.go(self.path("/series"))
        self.see.look("series-list")
        self.see.go(self.path("/series/official-fdi"))
        self.see.look("series")
        self.see.go(self.path("/series/official-domestic"))
        for field, text in (("period", "2025"), ("value", "100亿元"), ("change", "5%"),
                            ("released", "2025-12-01"), ("source", "示例：统计公报")):
            self.page.locator(f"#record [name={field}]").fill(text)
        self.see.expected.add(422)
        self.submit("#record button[type=submit]")
        self.see.expected.discard(422)
        self.see.look("series-refused")
        assert self.page.locator("#record [name=released][aria-invalid=true]").count() == 1
        self.page.locator("#record [name=released]").fill("2026-01-20")
        self.submit("#record button[type=submit]")
        assert "100亿元" in self.page.locator("main table").first.inner_text()

    def scores(self):
        """A score opens to its numbers; a number that is typed counts, a trial doesn't stay."""
        self.see.go(self.path("/scorecards"))
        self.see.look("scorecards")
        self.see.go(self.path(f"/scorecards/city-districts?{PERIOD}"))
        self.see.look("scores")
        self.follow(self.page.locator("main td a[href*='/scorecards/']").first.click)
        self.see.look("score")
        address = self.page.url
        self.page.locator("#try [name=target-signed]").fill("1")
        self.follow(self.page.locator("#try button[type=submit]").click)
        assert self.page.locator("main .figures .figure").count() == 3, "no trial is shown"
        self.see.look("score-tried")
        self.see.go(address[address.index("/c/"):])
        assert self.page.locator("main .figures .figure").count() == 2, "a trial stayed"
        self.page.locator("#set [name=value-late]").fill("3")
        self.page.locator("#set [name=source]").fill("示例：核验名单")
        self.submit("#set button[type=submit]")
        assert "示例：核验名单" in self.page.locator("main").inner_text()

    def lights(self):
        """A month is lit once; a light says why, and fills in the order that follows."""
        self.see.go(self.path("/lights/2026-09"))
        self.see.look("lights-dark")
        self.submit("main form button[type=submit]")
        assert self.page.locator("main form").count() == 0, "a month can be lit twice"
        self.see.look("lights")
        self.follow(self.page.locator("main table a[href*='/lights/one/']").first.click)
        self.see.look("light")
        self.follow(self.page.locator("main a[href*='/orders/new']").first.click)
        assert self.page.locator("main [name=title]").input_value(), "the order isn't filled in"

    def cockpit(self):
        """Every number of the cockpit is a link to its rows."""
        self.see.go(self.path(f"/cockpit?{PERIOD}"))
        self.see.look("cockpit")
        assert len(self.hrefs("main .tiles a[href*='/rows']")) == 10, "a district is missing"
        self.follow(self.page.locator("main .tiles a").first.click)
        assert self.hrefs("main table a[href*='/projects/P']"), "a tile opens to nothing"

    def paper(self):
        """A letter is filled, kept, and comes as Word, workbook and PDF."""
        self.see.go(self.path("/reports"))
        self.see.look("papers")
        form = self.page.locator("#make form:has([value=bulletin])")
        form.locator("[name=period]").fill("2026-10")
        self.follow(form.locator("button[type=submit]").click)
        self.see.look("paper")
        assert self.page.locator("main .paper table").count() >= 2, "the paper has no tables"
        for kind, start in ((".docx", b"PK"), (".xlsx", b"PK"), (".pdf", b"%PDF")):
            with self.page.expect_download() as taken:
                self.page.locator(f"main a[href$='{kind}']").click()
            assert taken.value.path().read_bytes().startswith(start), f"no {kind}"
