"""The health of a source from all that was observed, and whether it is news."""

from __future__ import annotations

from monitor.health.listings import judge_listings
from monitor.health.norms import judge_norms
from monitor.health.shape import Health, Observed, PageChecks, Reason

# Of fewer pages nothing can be said: one author's page that is closed is no trouble of the source.
FEWEST_PAGES = 10
MOST_TROUBLED = 0.5


def assess(observed: Observed, before: Health | None) -> Health:
    """How the source is now; `before` is what was judged last, None at the first time.

    It is well again at the first good answer of a listing. Where nothing of it
    answers, its documents are not held against its norms: there are none.
    """
    state, reasons = judge_listings(observed.listings, observed.interval)
    if state in ("failing", "needs-person"):
        return Health(state, reasons)
    held = before.kinds if before else frozenset()
    reasons += _pages(observed.pages)
    reasons += judge_norms(observed.sample, observed.now, held)
    return Health("degraded" if reasons else "ok", reasons)


def is_step(before: Health | None, after: Health) -> bool:
    """Whether it is to be written down: another state, or other kinds of reasons."""
    return before is None or (before.state, before.kinds) != (after.state, after.kinds)


def _pages(pages: PageChecks) -> tuple[Reason, ...]:
    asked = pages.good + pages.refused + pages.failed
    if asked < FEWEST_PAGES:
        return ()
    reasons = []
    if pages.refused >= MOST_TROUBLED * asked:
        text = f"robots.txt or our own rules forbid {pages.refused} of {asked} pages in a week"
        reasons.append(Reason("pages-refused", text))
    if pages.failed >= MOST_TROUBLED * asked:
        text = f"{pages.failed} of {asked} pages could not be fetched in a week"
        reasons.append(Reason("pages-failing", text))
    return tuple(reasons)
