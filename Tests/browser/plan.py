"""An accepted instruction goes into the year's plan; a month of it is reported and confirmed."""

from datetime import date, timedelta


class Plan:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def planned(self):
        """From the line of a paper to a task under an objective."""
        self.see.go(self.path("/documents/2?show=instruction"))
        self.follow(self.page.locator(".line a[href*='/plan/new?document=']").first.click)
        self.see.look("plan-new")
        form = self.page.locator("main form:has(input[name=text])")
        form.locator("select[name=parent]").select_option(index=1)
        form.locator("select[name=owner]").select_option("dongyu")
        form.locator("input[name=due]").fill(str(date.today() + timedelta(days=30)))
        self.follow(form.locator("button[type=submit]").click)
        assert self.page.locator("main blockquote").count() == 1, "the sentence isn't shown"
        self.see.look("plan-item")
        self.see.go(self.path("/plan"))
        assert self.page.locator("main section.card").count() >= 2, "no objectives"
        self.see.look("plan")
