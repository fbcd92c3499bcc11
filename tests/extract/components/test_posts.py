"""Threads: under a line with a name and a time stands what its writer says."""

from __future__ import annotations

import pytest

from tests.extract.components.parts import marks, read
from tests.extract.reading import claims_in

ANSWER = "**u/other** · 2 hours ago\n\nThanks."
# Why | the line above the post | who | for whom; "-" where nothing is known, or no post is there.
LINES = """
name and firm | **Ann Moss (Larkin Homes)** – Aug 6, 2014, 4:12 PM | Ann Moss | Larkin Homes
of the vendor | **Ann Moss (Microsoft)** – Aug 6, 2014, 4:12 PM | Ann Moss | Microsoft
a role | **Ann Moss (director, Microsoft)** · 16:12 | Ann Moss | Microsoft
a handle | **u/ann_m** · 7 hours ago · 41 points | ann_m | -
a handle of the vendor's | **u/ann_m** · 7 hours ago · *Microsoft employee* | ann_m | Microsoft
a firm between signs | **Ann Moss** · MVP, Stellwerk GmbH · Aug 20 2020, 09:37 | Ann Moss | Stellwerk GmbH
an office between signs | **Ann Moss** · Head of Sales at Larkin Digital · 1d | Ann Moss | Larkin Digital
the vendor between signs | **Ann Moss** · Microsoft · 22h | Ann Moss | Microsoft
a rank | **Ann Moss** · Occasional Visitor · 22h · 3 likes | Ann Moss | -
with its sign | **@ann_m** · yesterday | ann_m | -
a title behind the vendor | **@ann_m** (Microsoft - Partner Program Manager) | ann_m | Microsoft
a title that has partners in it | **@ann_m** (Microsoft Partner Technology Strategist) | ann_m | Microsoft
the vendor behind the title | **@ann_m** (Brand Representative for Microsoft) | ann_m | Microsoft
a partner of the vendor | **@ann_m** (Microsoft Gold Partner) | ann_m | -
one whom the vendor certified | **@ann_m** (Microsoft Certified Trainer) | ann_m | -
a rank like a trade | **@ann_m** (Partner) | ann_m | -
rank behind the bold | **ann_m** (Member) Mar 7, 2017 at 10:48 UTC | ann_m | -
by what it is called | Comment by ann_m: | ann_m | -
by what it is called, in brackets | Answer 2 (by ann_m, accepted): | ann_m | -
signed with a sign | u/ann_m 52 points 19 Apr 2016 | ann_m | -
a bold label | **ann_m (Microsoft):** | ann_m | Microsoft
of the vendor behind the bold | **Ann Moss** (Microsoft) Mar 7, 2017 | Ann Moss | Microsoft
by a verb | ann_m wrote, 3 May · *Microsoft staff*: | ann_m | Microsoft
by a verb, a name | **Ann Moss** replied, 4:12 PM: | Ann Moss | -
a verb and no time | Ann Moss wrote: | - | -
a label with a day | **Start Date** – 1 September 2014 | - | -
a word with a day | **Update** – 1 September 2014 | - | -
a word with a clock | **Update** – 4:12 PM | - | -
a label with a number | **Data Migration** – 500 seats | - | -
a label with a year | **Data Migration** – new in 2014 | - | -
no time | **Ann Moss (Microsoft)** – hello | - | -
"""
ROWS = [[cell.strip() for cell in line.split(" | ")] for line in LINES.strip().splitlines()]


@pytest.mark.parametrize(
    ("line", "name", "organisation"), [pytest.param(*row[1:], id=row[0]) for row in ROWS]
)
def test_who_wrote_a_post(line: str, name: str, organisation: str) -> None:
    said = "FastTrack opens on Monday. It is free."
    text = f"{line}\n\n{said}\n\n{ANSWER}"
    found = [m for m in marks(read(text), "speech") if m["start"] < text.index(ANSWER)]
    who = {(m["name"], m["organisation"] or "-") for m in found}
    assert who == ({(name, organisation)} if name != "-" else set())
    if name != "-":
        assert "".join(text[m["start"] : m["end"]] for m in found) == said.replace(". ", ".", 1)


THREADS = [
    pytest.param(
        "ann_m wrote:\nIt opens.\n\nBo wrote:\nIt does.\n\nann_m wrote:\nThanks.",
        ["ann_m", "Bo", "ann_m"],
        id="three lines with a verb and no time",
    ),
    pytest.param(
        "ann_m wrote:\nIt opens.\n\nBo wrote:\nIt does.", [], id="two may be of an article"
    ),
    pytest.param(
        "ann_m\n\nMar 10, 2015\n\nIt opens.\n\nBo Lund\n\nMar 11, 2015\n\nIt does.",
        ["ann_m", "Bo Lund"],
        id="a name, and a day on the line below",
    ),
    pytest.param(
        "**@Ann from Oslo** (Member) – 2015-03-10\n\nIt opens.\n\n**@SBS** – 2015-03-11\n\nIt does.",
        ["Ann from Oslo", "SBS"],
        id="the lines that reading a page makes, whatever the name",
    ),
    pytest.param(
        "**@ann_m**\n\nIt opens.", ["ann_m"], id="such a line alone, of one post of a page"
    ),
    pytest.param(
        "**@ann_m**\n\nSee below.\n\n**Priya Raman** (Microsoft) – 3 May 2015, 9:15\n\nIt opens.\n\n"
        "**@Bo**\n\nNo.",
        ["ann_m", "ann_m", "Bo"],
        id="other lines are then of a post",
    ),
    pytest.param(
        "**@ann_m**\n\nIt opens in May for all.\n\n**@Bo**\n\n> ann_m: It opens in May for all.\n\nNo.",
        ["ann_m", "Bo"],
        id="what is quoted from above is not told again",
    ),
    pytest.param(
        "By Bo Lund\n\nBo Lund\n\nMar 11, 2015\n\nIt opens on May 3, 2015.", [], id="a byline"
    ),
]


@pytest.mark.parametrize(("text", "names"), THREADS)
def test_threads_of_other_forums(text: str, names: list[str]) -> None:
    assert [m["name"] for m in marks(read(text), "speech")] == names


def test_what_a_poster_says_counts_as_an_outlets_words() -> None:
    line = "**Ann Moss** · Contributor · 21h"
    text = f"FastTrack is new.\n\n{line}\n\nIt won't touch hybrid at all.\n\n{ANSWER}"
    [claim] = claims_in(text, facet="scope")
    assert (claim.speaker.name, claim.attribution.kind) == ("Ann Moss", "direct")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param(
            f"**u/ann** · 1 hour ago\n\nIt opens.\n\n{ANSWER}", ["ann", "other"], id="a thread"
        ),
        pytest.param(
            f"**u/ann** · 1 hour ago\nIt opens.\n\n{ANSWER}",
            ["ann", "other"],
            id="in the line behind",
        ),
        pytest.param("**u/ann** · 1 hour ago\n\nIt opens.", [], id="one line makes no thread"),
        pytest.param(
            f"**u/ann** · 1 hour ago\n\n> It opens.\n\nIt does.\n\n{ANSWER}",
            ["ann", "other"],
            id="what is quoted is not the poster's",
        ),
        pytest.param(
            f"{ANSWER}\n\n**u/ann** · 1 hour ago\n\nIt opens.\n\n# Rules\n\nBe kind to all.",
            ["other", "ann"],
            id="up to the next heading",
        ),
    ],
)
def test_what_belongs_to_a_post(text: str, names: list[str]) -> None:
    assert [m["name"] for m in marks(read(text), "speech")] == names
