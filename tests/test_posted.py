"""The line above a post: whatever is written into it is found in it again, and ends nothing else."""

from __future__ import annotations

from datetime import date
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.posted import LINE, line_of, post_days

NAMES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda text: text.strip("()* \t\xa0")
)
DAYS = st.none() | st.dates()


@given(name=NAMES, role=st.none() | NAMES, day=DAYS)
def test_a_line_is_found_as_it_was_written(name: str, role: str | None, day: date | None) -> None:
    found = LINE.fullmatch(line_of(name, role, day))
    assert found is not None
    assert found["day"] == (str(day) if day else None)
    assert line_of(found["name"], found["role"], day) == line_of(name, role, day)


@given(days=st.lists(DAYS, max_size=5))
def test_each_place_is_of_the_last_line_before_it(days: list[date | None]) -> None:
    posts = [f"{line_of('ann_m', None, day)}\n\nIt opens.\n\n" for day in days]
    text = "".join(posts)
    found = post_days(text)
    last = list(accumulate(days, lambda before, day: day or before))
    assert [found.on(text.index("It", sum(map(len, posts[:n])))) for n in range(len(days))] == last
    assert post_days("Above. " + text).on(0) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Ann wrote **@ann_m** – 2014-09-03", id="not at the beginning"),
        pytest.param("**@ann_m** – 2014-09-03 and more", id="with more behind it"),
        pytest.param("**@ann_m** – 2014-02-30", id="a day that is none"),
    ],
)
def test_other_lines_date_nothing(text: str) -> None:
    assert post_days(text).on(len(text)) is None
