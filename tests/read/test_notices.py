"""Lines in which a page tells of a change to itself, and those that only look so."""

from __future__ import annotations

import pytest

from monitor.config import load_config
from monitor.read import READER, Outlet, read_snapshot
from monitor.types import Revision
from tests.builders import a_snapshot

WORDS = load_config().language.page
OUTLET = Outlet("The Outlet", None, "US")
STORY = (
    "<p>Resellers asked for months who may use the service, and the company has now told them.</p>"
    "<p>It gave no further details, and the resellers went on asking it all through the summer.</p>"
)
DATED = '<meta property="article:published_time" content="2014-07-21">'


def revision(inside: str = "", before: str = "", after: str = "") -> Revision:
    html = (
        f"<html><head><title>Who may join</title>{DATED}</head><body>{before}<main><article>"
        f"<h1>Who may join</h1>{STORY}{inside}</article></main>{after}</body></html>"
    )
    found = read_snapshot(a_snapshot(body=html.encode()), OUTLET, WORDS).revision
    assert found is not None
    assert found.reader == READER
    return found


NOTICES = [
    ("Correction: The minimum is 150 seats, not 50.", "correction", None),
    ("Correction (Aug. 5, 2014): The minimum is 150 seats.", "correction", "2014-08-05"),
    ("CORRECTION, Aug. 5: The minimum is 150 seats.", "correction", "2014-08-05"),
    ("Corrected on August 5, 2014, to give the right minimum.", "correction", "2014-08-05"),
    ("Clarification: The offer is for new customers only.", "correction", None),
    ("Editor's note: An earlier version said that it starts in May.", "correction", None),
    ("An earlier version of this article gave the wrong minimum.", "correction", None),
    ("This story has been corrected to say that 150 seats are needed.", "correction", None),
    ("Updated Aug. 5: The company has now confirmed the minimum.", "update", "2014-08-05"),
    ("UPDATE: The company has now confirmed the minimum.", "update", None),
    ("Update (2014-08-05): The company has confirmed it.", "update", "2014-08-05"),
    ("Updated Jan. 3: The company has now confirmed it.", "update", "2015-01-03"),
    ("This post was updated to add a comment. (Aug. 6, 2014)", "update", "2014-08-06"),
    ("Last updated: August 5, 2014", "update", "2014-08-05"),
    ("This page has been superseded by the new guide.", "superseded", None),
    ("Note: This article is out of date; see the new guide.", "superseded", None),
    ("Archived content: no longer maintained.", "superseded", None),
    ("This document is no longer updated.", "superseded", None),
]


@pytest.mark.parametrize(("line", "kind", "day"), NOTICES, ids=lambda value: str(value)[:40])
def test_a_page_tells_of_a_change_to_itself(line: str, kind: str, day: str | None) -> None:
    found = revision(f"<p>{line}</p>")
    assert [(each.kind, each.quote) for each in found.notices] == [(kind, line)]
    assert line in found.text
    assert (found.notices[0].day.iso() if found.notices[0].day else None) == day


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "<div class='alert'>This page has been superseded by the <b>new</b> guide.</div>",
            "",
            id="a banner above",
        ),
        pytest.param(
            "<aside>This page has been superseded by the new guide.</aside><p></p>",
            "",
            id="a banner in a sidebar",
        ),
        pytest.param(
            "",
            "<footer><p>This page has been superseded by the <a href='/x'>new guide</a>.</p></footer>",
            id="a line at the foot",
        ),
    ],
)
def test_a_banner_outside_the_main_text_is_found(before: str, after: str) -> None:
    (notice,) = revision(before=before, after=after).notices
    assert notice.kind == "superseded"
    assert notice.quote == "This page has been superseded by the new guide."


NONE = [
    pytest.param("<p>The company issued a correction: 150 seats.</p>", id="an article reports it"),
    pytest.param("<p>Brightwater said on Friday that it had corrected the page.</p>", id="said"),
    pytest.param("<p>The service update: the product starts soon.</p>", id="in mid-sentence"),
    pytest.param("<p>Update Rollup 3 for the server: what is new in it.</p>", id="a product"),
    pytest.param("<p>Updates are delivered every month to all of them.</p>", id="updates"),
    pytest.param("<p>Corrections to the list were sent in June.</p>", id="corrections of others"),
    pytest.param("<p>“This page is no longer maintained,” the site said.</p>", id="quoted"),
    pytest.param("<p>Editor's note: This story is part of a series.</p>", id="another note"),
    pytest.param("<h2>Update: what is new</h2><p>Much of it is new.</p>", id="a heading"),
    pytest.param("<ul><li>Update: KB 12345</li><li>Update: KB 2</li></ul>", id="a list of them"),
    pytest.param("<p>He was glad. The correction: 150 seats.</p>", id="a correction reported"),
    pytest.param("<p>It said so. An earlier version of this plan cost less.</p>", id="a plan's"),
    pytest.param("<p>The old plan has been superseded by the new one.</p>", id="of a plan"),
]


@pytest.mark.parametrize("inside", NONE)
def test_what_only_looks_so_is_none(inside: str) -> None:
    assert revision(inside).notices == ()


BEHIND = [
    (
        "It needs 150 seats, a spokesman said. ",
        "Correction: This article originally misstated the minimum as 15 seats.",
    ),
    (
        "It needs 150 seats, a spokesman said. ",
        "(This post has been updated to fix a typo in the minimum.)",
    ),
    (
        "It needs 150 seats. ",
        "Due to an editing error, this story initially gave another minimum. We regret the error.",
    ),
    ("It needs 150 seats. ", "We regret the error in the original version of this story."),
]


@pytest.mark.parametrize(("before", "told"), BEHIND, ids=lambda value: str(value)[:40])
def test_a_sentence_behind_others_corrects_them(before: str, told: str) -> None:
    (notice,) = revision(f"<p>{before}{told}</p>").notices
    assert (notice.kind, notice.quote) == ("correction", told)


def test_readers_who_correct_themselves_are_not_the_page() -> None:
    comment = "<div class='comment-list'><div><p>Update: it works now for me.</p></div></div>"
    assert revision(after=comment).notices == ()


def test_the_links_of_other_stories_are_not_the_page() -> None:
    link = "<div><p><a href='/2'>Correction: the minimum of another story</a></p></div>"
    assert revision(after=link).notices == ()


def test_a_text_file_has_notices_too() -> None:
    body = b"title: A\n---\nIt needs 150 seats.\n\nCorrection: An earlier text said 50.\n"
    snapshot = a_snapshot(body=body, origin="import", fetched_from="a.txt")
    found = read_snapshot(snapshot, OUTLET, WORDS).revision
    assert found is not None
    assert [each.quote for each in found.notices] == ["Correction: An earlier text said 50."]
