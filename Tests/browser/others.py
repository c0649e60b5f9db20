"""What the city's other people meet when they sign in: each sees what is theirs, and no more."""

import base64
import hashlib
import hmac
import re
import struct
import time

from served import MONTHS

SECOND = MONTHS[1]


class OtherPeople:
    """Steps of a walk (walk.py), which brings the page and the hands."""

    def leader(self):
        self.sign_in_as("leader")
        self.see.look("leader-home")
        cards = self.page.locator("#today a[href*='/suspects/']")
        assert cards.count() > 0, "a leader does not see what is open"
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        assert self.page.locator("ul.papers a").count() >= 2, "a leader cannot open the papers"
        assert not self.hrefs("nav.areas a[href*='/collect']"), "a leader is asked to collect"
        self.see.go(self.path("/contacts?view=all"))
        text = self.page.locator("main").inner_text()
        assert "示例甲" in text and "99990001" not in text, "a leader reads names, not numbers"
        self.leave()

    def district(self):
        """One's own rows, and of a pair's other side that there is one, no more."""
        self.sign_in_as("dongyu")
        self.see.look("district-home")
        self.see.go(self.path("/projects"))
        units = set(self.page.locator("tbody tr").evaluate_all(
            "all => all.map(row => row.cells[1].textContent)"))
        assert len(units) == 1, f"a district sees the projects of {units}"
        for state in ("", "?state=decided"):
            self.see.go(self.path(f"/suspects/{SECOND}{state}"))
            self.see.look(f"district-suspects{state[-7:]}")
            buttons = self.page.locator(".suspicion form").count()
            assert buttons == 0, "a district may decide its own suspicion"
        self.see.go(self.path(f"/collections/{SECOND}"))
        self.see.look("district-collect")
        self.leave()

    def auditor(self):
        """Everything to its cell, nothing to press."""
        self.sign_in_as("auditor")
        self.see.look("auditor-home")
        for href in self.hrefs("nav.areas a"):
            self.see.go(href)
            pressed = self.page.locator("main form[method=post]").count()
            assert pressed == 0, f"{pressed} buttons for an auditor on {href}"
        self.see.go(self.path(f"/dispatch/{SECOND}"))
        self.see.go(self.hrefs("main td a[href*='/figures/']")[0])
        self.see.go(self.hrefs("main a[href*='/projects/P']")[0])
        assert self.page.locator("details.origin").count() > 0, "no cell under a value"
        self.leave()

    def department(self):
        self.sign_in_as("organisation")
        self.see.look("department-home")
        assert self.page.locator(".empty").count() == 1, "noughts instead of a word"
        self.leave()

    def administrators(self):
        """The three, each behind a second factor set up at the first visit."""
        for login in ("system", "security", "audit-2"):
            self.sign_in_as(login)
            secret = self.page.locator("main code").first.inner_text()
            self.see.look(f"enrolment-{login}")
            self.page.locator("input[name=code]").fill(one_time_code(secret))
            self.submit("main form button[type=submit]")
            self.see.look(f"recovery-{login}")
            self.submit("main a.button.primary")
            for href in self.hrefs("nav.areas a"):
                self.see.go(href)
                self.see.look(f"{login}-" + href.rsplit("/", 1)[-1])
            self.leave()


def one_time_code(secret):
    """The six digits of an authenticator now: RFC 6238 with its usual numbers."""
    letters = re.sub(r"\s", "", secret).upper()
    key = base64.b32decode(letters + "=" * (-len(letters) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start:start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
