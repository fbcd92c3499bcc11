"""Which notices of a page tell of a change: one that only says when announces nothing."""

from __future__ import annotations

import pytest

from monitor.compare.stood import tells_of_change
from monitor.types import Notice, NoticeKind

NOTICES: list[tuple[NoticeKind, str, bool]] = [
    ("update", "Last updated: August 5, 2014", False),
    ("update", "Page last modified on 05/08/2014", False),
    ("update", "Last updated 5 August 2014 at 10:30 GMT", False),
    ("update", "Last revised 2014-08-05", False),
    ("update", "Updated August 5, 2014: minimum lowered", True),
    ("update", "Update, August 15: the date was moved", True),
    ("update", "Updated 5 August to add a comment", True),
    ("update", "Updated: the minimum is 50 seats", True),
    ("update", "Last updated on May 5, 2014 by Ann Lee, who added the minimum", True),
    ("correction", "Correction, May 5, 2014", True),
    ("superseded", "This page is no longer maintained.", False),
    ("update", "a " * 300, True),
    ("update", "1." * 300 + "2019", True),
    ("update", "a1" * 300, True),
]


@pytest.mark.parametrize(("kind", "quote", "told"), NOTICES)
def test_what_tells_of_a_change(kind: NoticeKind, quote: str, *, told: bool) -> None:
    assert tells_of_change(Notice(kind, quote)) is told
