"""Which date a document has, and what became of the other candidates."""

from __future__ import annotations

import json
from typing import Any

import pytest

from monitor.config import load_config
from monitor.read import Outlet, read_snapshot
from monitor.types import DateCandidate
from tests.builders import a_snapshot

WORDS = load_config().language.page
STORY = (
    "<p>Resellers asked for months who may use the service, and the company has now told them.</p>"
    "<p>It gave no further details, and the resellers went on asking it all through the summer.</p>"
)


def dates(
    body: str = "",
    head: str = "",
    after: str = "",
    country: str | None = "US",
    headers: tuple[tuple[str, str], ...] = (),
    **changes: Any,
) -> tuple[DateCandidate, ...]:
    html = (
        f"<html><head><title>Who may join</title>{head}</head><body><article>"
        f"<h1>Who may join</h1>{body}{STORY * 5}{after}</article></body></html>"
    )
    snapshot = a_snapshot(body=html.encode(), headers=headers, **changes)
    revision = read_snapshot(snapshot, Outlet("The Outlet", None, country), WORDS).revision
    assert revision is not None
    taken = [each.day for each in revision.dates if each.refused is None]
    assert taken == [revision.published] if revision.published else not taken
    return revision.dates


def told(found: tuple[DateCandidate, ...]) -> list[str]:
    return [
        f"{each.method} {each.day.iso()}" + (f": {each.refused}" if each.refused else "")
        for each in found
    ]


def meta(date: str, name: str = "article:published_time") -> str:
    return f'<meta property="{name}" content="{date}">'


def linked(*things: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(things))}</script>'


def news(date: str, **more: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "datePublished": date, **more}


AT_URL = "https://outlet.example/2014/07/21/who-may-join"
FEED = (("X-Monitor-Entry-Published", "2014-07-22"),)

CHOSEN = [
    pytest.param({"head": linked(news("2014-07-21"))}, "json-ld 2014-07-21", id="linked data"),
    pytest.param({"head": meta("2014-07-21T23:30:00-07:00")}, "meta 2014-07-21", id="its own zone"),
    pytest.param({"document": AT_URL}, "url 2014-07-21", id="address"),
    pytest.param(
        {"document": "https://outlet.example/2014/07/who"}, "url 2014-07", id="a month in it"
    ),
    pytest.param(
        {"document": "https://outlet.example/2014/07/who", "headers": FEED},
        "feed 2014-07-22",
        id="a day goes before a month",
    ),
    pytest.param({"document": "https://outlet.example/2014/13/45/x"}, None, id="no such day"),
    pytest.param({"headers": FEED}, "feed 2014-07-22", id="listing"),
    pytest.param(
        {"headers": FEED, "document": AT_URL}, "url 2014-07-21", id="the page before its listing"
    ),
    pytest.param(
        {"headers": (("Last-Modified", "Mon, 21 Jul 2014 10:00:00 GMT"),)}, None, id="of the file"
    ),
    pytest.param({"body": "<p>July 21, 2014</p>"}, "text 2014-07-21", id="a line of its own"),
    pytest.param({"body": "<p>By Ann Lee, 21 July 2014</p>"}, "text 2014-07-21", id="byline"),
    pytest.param({"body": "<p>Posted on Mon, 21st of July 2014</p>"}, "text 2014-07-21", id="th"),
    pytest.param(
        {"body": "<p>Posted July 21, 2014 | Updated July 30, 2014</p>"},
        "text 2014-07-21",
        id="posted before updated",
    ),
    pytest.param(
        {
            "body": "<div><span>Ann Lee</span> <time datetime='2014-07-21T10:00-04:00'>Jul 21</time>"
            " <span>Updated <time datetime='2014-07-30'>Jul 30</time></span></div>"
        },
        "text 2014-07-21",
        id="elements with and without a change",
    ),
    pytest.param(
        {"body": "<p>Updated <time datetime='2014-07-30'>Jul 30</time></p>"},
        "text 2014-07-30",
        id="an element of a change alone",
    ),
    pytest.param(
        {"body": "<p>Last updated on July 30, 2014</p>"}, "text 2014-07-30", id="a change alone"
    ),
    pytest.param(
        {
            "head": meta("2014-07-20", "article:modified_time"),
            "body": "<p>Last updated July 30, 2014</p>",
        },
        "text 2014-07-30",
        id="the last of several changes",
    ),
    pytest.param(
        {"body": "<p class='meta'>Last updated by Jane Smithson on May 3, 2014</p>"},
        "text 2014-05-03",
        id="a change, and who made it",
    ),
    pytest.param(
        {"body": "<p class='meta'>Reviewed by Prof. J. Smithson-Miller, on 3 May 2014</p>"},
        "text 2014-05-03",
        id="a change, and the title of who made it",
    ),
    pytest.param(
        {"body": "<p class='meta'>Updated hourly | By Jane Smithson on May 3, 2014</p>"},
        "text 2014-05-03",
        id="another part of the line tells of a change",
    ),
    pytest.param(
        {"body": "<p class='meta'>Updated hourly. By Jane Smithson on May 3, 2014</p>"},
        "text 2014-05-03",
        id="another sentence does",
    ),
    pytest.param(
        {"body": "<p class='meta'>Edited by Jane Smithson, published May 3, 2014</p>"},
        "text 2014-05-03",
        id="an editor, and the publication by name",
    ),
    pytest.param(
        {"body": "<p class='meta'>By Jane Smithson on May 3, 2014</p>"},
        "text 2014-05-03",
        id="who wrote it, and no change",
    ),
    pytest.param({"body": "<p>1/9/2014 by Ann Lee</p>"}, "text 2014-01-09", id="month first in US"),
    pytest.param(
        {"body": "<p>1/7/2014 by Ann Lee</p>", "country": "GB"}, "text 2014-07-01", id="day first"
    ),
    pytest.param({"body": "<p>1/7/2014 by Ann Lee</p>", "country": None}, None, id="who knows"),
    pytest.param(
        {"body": "<p>21/7/2014 by Ann Lee</p>", "country": None}, "text 2014-07-21", id="one way"
    ),
    pytest.param(
        {"body": "<p>It began on July 1, 2014.</p>"}, None, id="a sentence tells of a day"
    ),
    pytest.param({"head": meta("2014-08-03")}, None, id="in the future"),
    pytest.param({"head": meta("1970-01-01")}, None, id="the first second of Unix"),
    pytest.param(
        {"head": meta("2014-07-20", "article:modified_time")}, "meta 2014-07-20", id="changed"
    ),
    pytest.param(
        {
            "head": meta("2014-07-21T12:00Z", "article:modified_time") + meta("2014-07-21T09:00Z"),
        },
        "meta 2014-07-21",
        id="changed and published on one day, the change told first",
    ),
    pytest.param(
        {
            "head": meta("2014-07-22T12:00Z", "article:modified_time") + meta("2014-07-21T09:00Z"),
        },
        "meta 2014-07-21",
        id="changed on the next day",
    ),
    pytest.param(
        {"body": "<p>Updated 21 July 2014 | Published 21 July 2014</p>"},
        "text 2014-07-21",
        id="the same for people",
    ),
    pytest.param(
        {"head": linked(news("2014-07-21", dateModified="2014-07-30"))},
        "json-ld 2014-07-21",
        id="published and changed",
    ),
    pytest.param(
        {
            "head": linked(
                {
                    "@graph": [
                        {"@type": "WebPage", "datePublished": "2014-07-20"},
                        news("2014-06-01", headline="Another story", url="/other"),
                        news("2014-07-21", headline="Who may join"),
                    ]
                }
            )
        },
        "json-ld 2014-07-21",
        id="related articles in a graph",
    ),
    pytest.param(
        {
            "head": linked(
                news("2014-06-01", headline="One", url="/one"),
                news("2014-06-02", headline="Two", url="/two"),
            )
        },
        None,
        id="articles that are all others",
    ),
    pytest.param(
        {"head": linked(news("2014-07-21", citation=news("2014-01-01")))},
        "json-ld 2014-07-21",
        id="an article inside the article",
    ),
    pytest.param(
        {"body": '<ul><li><a href="/2"><time datetime="2014-06-01">June</time> More</a></li></ul>'},
        None,
        id="of a link",
    ),
    pytest.param(
        {
            "after": "<div class='date'>July 1, 2014</div>"
            + STORY * 4
            + "<div class='date'>July 2, 2014</div>"
        },
        None,
        id="of the stories below",
    ),
    pytest.param(
        {"after": "<p class='posted'>Posted on July 1, 2014</p>"},
        "text 2014-07-01",
        id="one line below the text",
    ),
    pytest.param(
        {"body": "<p>Issue 180, Tuesday, July 1, 2014. Compiled by Ann Moss.</p>"},
        "text 2014-07-01",
        id="the imprint of an issue",
    ),
    pytest.param(
        {"body": "<p>Contoso opened on July 1, 2014. Ann Moss was there.</p>"},
        None,
        id="a sentence that speaks of a day",
    ),
]


@pytest.mark.parametrize(("given", "expected"), CHOSEN)
def test_one_is_chosen(given: dict[str, Any], expected: str | None) -> None:
    open_ones = [line for line in told(dates(**given)) if ": " not in line]
    assert open_ones == ([expected] if expected else [])


def test_every_other_one_says_why_it_was_not_taken() -> None:
    found = dates(
        head=linked(news("2014-07-21", dateModified="2014-07-29")) + meta("2014-07-22"),
        body="<p>July 28, 2014</p>",
        document=AT_URL,
        headers=(
            ("X-Monitor-Entry-Published", "2014-09-22"),
            ("Last-Modified", "Wed, 30 Jul 2014 10:00:00 GMT"),
        ),
    )
    assert told(found) == [
        "json-ld 2014-07-21",
        "meta 2014-07-22: json-ld is preferred",
        "url 2014-07-21: json-ld is preferred",
        "text 2014-07-28: disagrees with json-ld, which is preferred",
        "feed 2014-09-22: lies in the future of the day it was seen",
        "header 2014-07-30: tells when the file was last written",
        "json-ld 2014-07-29: dates a change, not the publication",
    ]


def test_a_saved_mail_is_dated_by_itself() -> None:
    mail = (
        b"From: Desk <desk@outlet.example>\nSubject: Who may join\n"
        b"Date: Mon, 21 Jul 2014 23:30:00 -0700\n\nThe service starts soon, it says.\n"
    )
    snapshot = a_snapshot(body=mail, origin="import", fetched_from="a.eml")
    revision = read_snapshot(snapshot, Outlet("The Outlet", None, "US"), WORDS).revision
    assert revision is not None
    assert told(revision.dates) == ["mail 2014-07-21"]
