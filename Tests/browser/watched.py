"""A page that is watched: its console, its requests, its accessibility, its width."""

from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe

SERIOUS = ("serious", "critical")


class Watched:
    """A tab in one language at one width. Everything that must not be is gathered in `faults`."""

    def __init__(self, browser, served, out, language, width):
        self.served, self.out = served, out
        self.language, self.width = language, width
        self.name = f"{language}-{width}"
        self.faults, self.pictures = [], []
        # Pages whose upper part is also kept as a picture for the documents.
        self.shown = ()
        self.context = browser.new_context(
            viewport={"width": width, "height": 860 if width > 500 else 780},
            locale="zh-CN" if language == "zh" else "en-GB", reduced_motion="reduce",
            accept_downloads=True)
        # Long enough for a machine that builds beside the walk.
        self.context.set_default_timeout(60_000)
        self.page = self.context.new_page()
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.fault(f"script error: {error}"))
        self.page.on("request", self._asked)
        self.page.on("response", self._answered)
        # What a refused form answers on purpose.
        self.expected = set()

    def fault(self, text):
        self.faults.append(f"{self.name} {urlsplit(self.page.url).path}: {text}")

    def _said(self, message):
        refused = "the server responded with a status of 422" in message.text
        if message.type == "error" and not (refused and 422 in self.expected):
            self.fault(f"console: {message.text}")

    def _asked(self, request):
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws") and address.hostname != "127.0.0.1":
            self.fault(f"a request leaves the machine: {request.url}")

    def _answered(self, response):
        if response.status >= 400 and response.status not in self.expected:
            self.fault(f"{response.status} for {response.url}")

    def go(self, path):
        self.page.goto(self.served.address + path)
        self.page.wait_for_load_state("networkidle")

    def look(self, name):
        """A picture of the whole page, and what a reader with aids or a small screen would meet."""
        path = self.out / f"{name}-{self.name}.png"
        self.page.screenshot(path=path, full_page=True)
        self.pictures.append(path)
        if name in self.shown:
            head = {"x": 0, "y": 0, "width": self.width, "height": min(1100, self.width)}
            self.page.screenshot(path=self.out / f"shown-{name}.png", clip=head, full_page=True)
        self._check_width()
        self._check_language()
        found = Axe().run(self.page).response["violations"]
        for one in found:
            if one["impact"] in SERIOUS:
                where = ", ".join(str(node["target"]) for node in one["nodes"][:3])
                self.fault(f"axe {one['id']} ({one['impact']}): {one['help']}: {where}")
        return path

    def _check_width(self):
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 1:
            self.fault(f"{wide} px wider than the screen")

    def _check_language(self):
        wanted = "zh-CN" if self.language == "zh" else "en"
        found = self.page.evaluate("document.documentElement.lang")
        if found != wanted:
            self.fault(f"the page says that it is in {found}")

    def close(self):
        self.context.close()
