"""The walk among companies: two that were recorded twice are found, decided by keyboard, merged
and taken apart again."""

import re


def review_by_keyboard(walk):
    """The sample has two pairs; the server finds them by itself once it runs."""
    queue = walk.path("/companies/duplicates")
    items = walk.page.locator("article.item")
    walk.see.go(queue)
    for _ in range(60):
        if items.count() >= 2:
            break
        walk.page.wait_for_timeout(1000)
        walk.see.go(queue)
    before = items.count()
    assert before >= 2, f"{before} pairs of companies"
    walk.see.look("duplicates")
    walk.page.locator("main").focus()
    walk.page.keyboard.press("j")
    walk.follow(lambda: walk.page.keyboard.press("2"))
    walk.see.go(queue)
    assert items.count() == before - 1, "two companies were not kept apart"
    walk.see.go(queue + "?state=settled")
    assert items.count() == 1, "the decision was not kept"
    walk.see.look("duplicates-settled")
    walk.page.locator("main").focus()
    walk.page.keyboard.press("j")
    walk.follow(lambda: walk.page.keyboard.press("u"))
    walk.see.go(queue)
    assert items.count() == before, "the decision was not taken back"


def merge(walk):
    """Held to be one by keyboard, seen beforehand, merged; the old address answers."""
    walk.see.go(walk.path("/companies/duplicates"))
    walk.page.locator("main").focus()
    walk.page.keyboard.press("j")
    walk.follow(lambda: walk.page.keyboard.press("1"))
    merging = re.search(r"/companies/(C\w+)/merging", walk.page.url)
    assert merging, f"not led to merging but to {walk.page.url}"
    walk.see.look("merging")
    walk.page.locator("select[name=source_kind]").select_option(index=1)
    walk.page.locator("input[name=source_title]").fill("示例：核对")
    walk.submit("main form[method=post] button[type=submit]")
    walk.see.look("merged")
    walk.see.go(walk.path(f"/companies/{merging[1]}"))
    assert walk.page.locator("main .notice a[href*='/companies/C']").count() >= 1, "no way on"
    walk.see.look("merged-away")
    return merging[1]


def unmerge(walk, company):
    walk.see.go(walk.path(f"/companies/{company}/unmerging"))
    walk.see.look("unmerging")
    walk.submit("main form[method=post] button[type=submit]")
    walk.see.go(walk.path(f"/companies/{company}"))
    assert walk.page.locator("main .notice a[href*='unmerging']").count() == 0, "still merged"


def steps(walk):
    """On fresh data, in this order."""
    walk.step("decide about two companies by keyboard", lambda: review_by_keyboard(walk))
    merged = []
    walk.step("merge two companies", lambda: merged.append(merge(walk)))
    if merged:
        walk.step("take the merging back", lambda: unmerge(walk, merged[0]))
