"""A digest as a message: readable, and safe whatever was fetched."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from monitor.config.settings import DigestSettings
from monitor.digest import render as render_module
from monitor.digest.build import MOST_GONE, MOST_POSITIONS, MOST_REPEATS, MOST_STORIES
from monitor.digest.fold import LONGEST_QUOTE
from monitor.digest.message import build_message
from monitor.digest.render import render
from monitor.digest.shape import (
    Changed,
    Coverage,
    Digest,
    Edited,
    FailureLine,
    Gone,
    NewPosition,
    Repeat,
    Section,
    Side,
    Story,
    Trouble,
)
from tests.digest.parts import READER

UNTIL = datetime(2014, 8, 14, 7, tzinfo=UTC)
TEMPLATES = Path(render_module.__file__).parent / "templates"
UNSUBSCRIBE = "mailto:monitor@example.net?subject=unsubscribe"


def a_side(**changes: Any) -> Side:
    plain = Side(
        claim="c" * 16,
        value="150 seats or more",
        firmness="",
        quote="Customers need 150 seats or more",
        voice="unnamed spokesperson, Vendor",
        outlet="The Outlet",
        dated="1 Aug 2014",
        title="Who may join",
        document="https://outlet.example/news/1?a=1&b=2",
    )
    return replace(plain, **changes)


def a_story(**changes: Any) -> Story:
    plain = Story(
        relation="f" * 16,
        kind="contradiction",
        topic="The Program",
        facet="threshold",
        reason="They cannot both hold.",
        a=a_side(also="also in 3 outlets, one origin"),
        b=a_side(value="250 seats or more", firmness="as a rumour", outlet="The Review"),
    )
    return replace(plain, **changes)


def a_digest(**changes: Any) -> Digest:
    plain = Digest(
        since=UNTIL - timedelta(days=1),
        until=UNTIL,
        zone=UTC,
        sections=(),
        positions=(),
        more_positions=0,
        coverage=Coverage(14, 14, 212, ()),
    )
    return replace(plain, **changes)


def with_story(**changes: Any) -> Digest:
    return a_digest(sections=(a_section(a_story(**changes)),))


def a_section(*stories: Story, more: int = 0, title: str = "Contradictions") -> Section:
    return Section(stories[0].kind, title, stories, more)


def a_repeat(**changes: Any) -> Repeat:
    plain = Repeat(
        topic="The Program",
        facet="threshold",
        value="150 seats or more",
        first="The Outlet, 1 Aug 2014",
        by="The Review, The Post (one origin)",
        title="Who may join",
        document="https://review.example/1",
    )
    return replace(plain, **changes)


def a_full_digest() -> Digest:
    """Something of everything."""
    return replace(
        with_story(),
        positions=(NewPosition("The Program", "scope", a_side(value="covers email")),),
        more_positions=2,
        repeats=(a_repeat(),),
        more_repeats=4,
        gone=(Gone("Who may <join>", "The Outlet", "https://outlet.example/1", "present, absent"),),
        failures=(FailureLine("outlet", "parse", "not a feed", 2),),
        coverage=Coverage(
            3,
            2,
            7,
            (Trouble("X", "failing", UNTIL, "failing"), Trouble("Y", "ok", UNTIL, "ok again")),
            failing=1,
        ),
    )


class Tags(HTMLParser):
    """All tags and attributes, whether each is closed, and the texts of headings and links."""

    EMPTY = ("meta", "br")
    TOLD = ("h1", "h2", "h3", "a")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.outline: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag in self.TOLD:
            self.outline.append((tag, ""))
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if set(self.TOLD) & set(self.open):
            tag, text = self.outline.pop()
            self.outline.append((tag, text + data))


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_both_parts_tell_the_whole_story() -> None:
    rendered = render(with_story())
    for part in (rendered.text, rendered.html):
        said = one_line(re.sub(r"<[^>]+>", "", part))
        for told in (
            "Threshold",
            "The Program",
            "They cannot both hold.",
            "150 seats or more",
            "250 seats or more",
            "(as a rumour)",
            "Customers need 150 seats or more",
            "unnamed spokesperson, Vendor",
            "The Review",
            "1 Aug 2014",
            "also in 3 outlets, one origin",
            "monitor show ffffffffffffffff",
            "14 sources checked, 212 pages",
        ):
            assert told in said
    assert "https://outlet.example/news/1?a=1&b=2" in rendered.text
    assert 'href="https://outlet.example/news/1?a=1&amp;b=2"' in rendered.html


def test_html_is_well_formed_and_loads_nothing() -> None:
    html = render(a_full_digest(), unsubscribe=UNSUBSCRIBE).html
    tags = Tags(html)
    assert tags.open == []
    assert not {"img", "script", "link", "iframe"} & {tag for tag, _ in tags.seen}
    assert not any({"src", "background", "srcset"} & set(given) for _, given in tags.seen)
    assert "url(" not in html
    assert "@import" not in html


def test_the_structure_of_the_html_part() -> None:
    """Looked at in a browser, wide and narrow, light and dark; this keeps what was seen."""
    tags = Tags(render(a_full_digest(), unsubscribe=UNSUBSCRIBE).html)
    assert tags.outline == [
        ("h1", "1 contradiction, 3 new positions, 1 document no longer there"),
        ("h2", "Contradictions"),
        ("h3", "Threshold · The Program"),
        ("a", "Who may join"),
        ("a", "Who may join"),
        ("h2", "New positions"),
        ("h3", "Scope · The Program"),
        ("a", "Who may join"),
        ("h2", "No longer there"),
        ("a", "Who may <join>"),
        ("h2", "Said again"),
        ("a", "Who may join"),
        ("h2", "Sources"),
        ("a", "No more of it, please"),
    ]
    given = [attributes for tag, attributes in tags.seen if tag == "table"]
    assert all(one.get("role") == "presentation" for one in given), (
        "no table of data to be read out"
    )
    assert dict(tags.seen)["html"]["lang"] == "en"


def test_what_mail_programs_need() -> None:
    html = render(with_story()).html
    head, body = html.split("<body", 1)
    assert head.index("charset") < 1024, "where a browser still looks for it"
    assert head.count("<style") == 1, "the sheet is moved into the tags, but for the device's part"
    assert "prefers-color-scheme: dark" in head
    assert "max-width: 480px" in head
    assert '<meta name="color-scheme" content="light dark">' in head
    assert '<!--[if mso]><table role="presentation" width="640"' in body, (
        "Outlook knows no max-width"
    )
    bare = re.findall(r"<(?:td|p|h\d|a) (?![^>]*style=)[^>]*>", body)
    assert bare == [], "Gmail may drop the sheet"


def shades(css: str, name: str) -> str:
    """A colour of a rule, the last one given."""
    rules = re.findall(rf"\.{name}\b[^{{}}]*\{{([^}}]*)\}}", css)
    found = re.findall(r"(?<!-)(?:background-)?color: (#\w{6})", " ".join(rules))
    assert found, name
    return str(found[-1])


def contrast(one: str, other: str) -> float:
    """By WCAG 2.1."""

    def luminance(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("sheet", ["digest.css", "device.css"], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["sheet", "side-cell"])
@pytest.mark.parametrize("text", ["pad", "where", "why", "link", "firmness"])
def test_every_text_can_be_read(sheet: str, ground: str, text: str) -> None:
    css = (TEMPLATES / sheet).read_text(encoding="utf-8")
    assert contrast(shades(css, text), shades(css, ground)) >= 4.5, "AA of WCAG 2.1"


def test_the_fullest_digest_is_not_cut() -> None:
    """Gmail shows the first 102 kB of a part."""
    quote = ("Customers need one hundred and fifty seats, as it were. " * 20)[:LONGEST_QUOTE]
    side = a_side(quote=quote, also="also in 12 outlets, 3 origins", title="A title " * 12)
    digest = replace(
        a_full_digest(),
        sections=(a_section(*[a_story(a=side, b=side)] * MOST_STORIES),),
        positions=(NewPosition("The Program", "scope", side),) * MOST_POSITIONS,
        repeats=(a_repeat(),) * MOST_REPEATS,
        gone=a_full_digest().gone * MOST_GONE,
    )
    assert len(render(digest).html.encode()) < 102_000


HOSTILE = '<script>alert(1)</script>"><img src=x>\u202egnp\u2066\x1b[31m\x00\r\nBcc: x@evil.example'


def test_hostile_text_is_only_text() -> None:
    side = a_side(
        value=HOSTILE, quote=HOSTILE, voice=HOSTILE, outlet=HOSTILE, dated=HOSTILE, title=HOSTILE
    )
    digest = replace(
        with_story(topic=HOSTILE, facet=HOSTILE, reason=HOSTILE, a=side, b=side),
        positions=(NewPosition(HOSTILE, HOSTILE, side),),
        repeats=(Repeat(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        topics=(HOSTILE,),
        failures=(FailureLine(HOSTILE, HOSTILE, HOSTILE, 1),),
        edited=(Edited(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (Changed(HOSTILE, HOSTILE),), 1),),
        gone=(Gone(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        coverage=Coverage(1, 0, 0, (Trouble(HOSTILE, "failing", UNTIL, HOSTILE, HOSTILE),)),
    )
    rendered = render(digest)
    tags = Tags(rendered.html)
    assert tags.open == []
    assert not {"script", "img"} & {tag for tag, _ in tags.seen}
    for part in (rendered.subject, rendered.text, rendered.html):
        assert not set("\u202e\u2066\x1b\x00\r") & set(part)
    assert "\n" not in rendered.subject
    assert not any(line.startswith("Bcc:") for line in rendered.text.splitlines())
    settings = DigestSettings(sender="Monitor <monitor@example.net>")
    message = build_message(rendered, to=READER, settings=settings, name="<a@b>", at=UNTIL)
    assert b"\r\nBcc:" not in message.as_bytes()


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("javascript:alert(1)", id="script"),
        pytest.param("data:text/html,<b>x</b>", id="data"),
        pytest.param("02-imported-file", id="the stem of a file"),
        pytest.param("http://[broken", id="not an address"),
    ],
)
def test_only_web_addresses_become_links(document: str) -> None:
    side = a_side(document=document)
    rendered = render(with_story(a=side, b=side))
    assert "<a " not in rendered.html
    assert document in one_line(rendered.text)


@pytest.mark.parametrize(
    ("digest", "subject"),
    [
        (
            with_story(),
            "Contradiction on threshold: 150 seats or more vs 250 seats or more - 14 Aug 2014",
        ),
        (
            a_digest(
                sections=(
                    a_section(*(a_story(kind="silent-revision"),) * 2, more=5),
                    a_section(a_story(kind="tension")),
                )
            ),
            "Silent revision on threshold: 150 seats or more → 250 seats or more (+7 more)"
            " - 14 Aug 2014",
        ),
        (
            with_story(a=a_side(value="not " * 40)),
            "Contradiction on threshold: not not not not not not not not… vs 250 seats or more"
            " - 14 Aug 2014",
        ),
        (
            a_digest(positions=(NewPosition("T", "scope", a_side()),)),
            "1 new position - 14 Aug 2014",
        ),
        (a_digest(), "Nothing new: 14 sources checked, 212 pages - 14 Aug 2014"),
        (
            a_digest(coverage=Coverage(2, 0, 0, imported=1_200)),
            "Nothing new: 0 of 2 sources checked, 0 pages, 1,200 imported - 14 Aug 2014",
        ),
    ],
    ids=["one", "several", "long values", "positions", "a quiet day", "all imported"],
)
def test_the_subject_says_the_most_important(digest: Digest, subject: str) -> None:
    assert render(digest).subject == subject


def test_a_quiet_day_says_so_and_proves_coverage() -> None:
    tuesday = datetime(2014, 8, 12, 9, tzinfo=UTC)
    words = "failing since Tue 12 Aug 2014 09:00: its feed answered 500 at every try"
    trouble = Trouble("The Review", "failing", tuesday, words)
    digest = a_digest(coverage=Coverage(14, 13, 212, (trouble,), failing=1), repeats=(a_repeat(),))
    proof = "13 of 14 sources checked, 212 pages, 1 failing since Tue 12 Aug 2014"
    rendered = render(digest)
    assert digest.quiet
    for part in (rendered.text, rendered.html):
        said = one_line(part)
        assert "Nothing new" in said
        assert proof in said
        assert "The Review, The Post (one origin)" in said, "known already, so no news"
        assert words in said


def test_a_source_that_needs_a_person_is_told_with_what_to_do() -> None:
    """Here it is the reader who can mend it, and nobody else will."""
    trouble = Trouble(
        "X", "needs-person", UNTIL, "needs a person: it is gone", "correct the address"
    )
    coverage = Coverage(14, 12, 7, (trouble,), more=2, needing_person=3, degraded=1)
    rendered = render(a_digest(coverage=coverage))
    for part in (rendered.text, rendered.html):
        said = one_line(re.sub(r"<[^>]+>", "", part))
        assert "14 sources checked, 7 pages, 3 need a person, 1 degraded" in said
        assert "X: needs a person: it is gone. What to do: correct the address" in said
        assert "and 2 more: monitor status" in said


def test_an_edited_page_shows_what_its_sentence_was() -> None:
    address = "https://faq.example/1"
    reworded, gone = Changed("To May.", "To June."), Changed("It rains.", None)
    changed = Edited("FAQ <1>", "The Vendor", address, "Fri 1 Aug 07:00", (reworded,), 2)
    gone = Edited("Terms", "The Vendor", address, "Fri 1 Aug 07:00", (gone,), 1)
    digest = a_digest(edited=(changed, gone), more_edited=1)
    rendered = render(digest)
    assert not digest.quiet
    assert rendered.subject.startswith("3 edited pages")
    for words in (
        "and 2 more sentences: monitor diff",
        "and 1 more sentence: monitor diff",
        "was: To May.",
        "now: To June.",
        "the sentence is gone",
    ):
        assert words in one_line(rendered.text)
    assert ">FAQ &lt;1&gt;</a>" in rendered.html
    assert "To June." in rendered.html


def test_what_is_no_longer_there_is_told_as_observed() -> None:
    gone = Gone(
        "Who may <join>",
        "The Outlet",
        "https://outlet.example/1",
        "present on 3 Mar 2015, absent on 9 Sep 2015",
    )
    digest = a_digest(gone=(gone,), more_gone=1)
    rendered = render(digest)
    assert not digest.quiet, "it is told even where a quiet day is not"
    assert rendered.subject.startswith("2 documents no longer there")
    assert "present on 3 Mar 2015, absent on 9 Sep 2015" in one_line(rendered.text)
    assert "https://outlet.example/1" in rendered.text
    assert 'href="https://outlet.example/1"' in rendered.html
    assert ">Who may &lt;join&gt;</a>" in rendered.html
    assert "deleted" not in rendered.text
    assert Tags(rendered.html).open == []


def test_days_are_the_readers_own() -> None:
    digest = a_digest(zone=ZoneInfo("Pacific/Auckland"), until=UNTIL.replace(hour=19))
    assert digest.day == date(2014, 8, 15)
    assert "Fri 15 Aug 2014 07:00" in render(digest).text


NOTES = [
    pytest.param({"last": UNTIL - timedelta(days=1)}, "", id="as every morning: nothing to say"),
    pytest.param({"last": None}, "", id="the first one"),
    pytest.param(
        {"last": UNTIL - timedelta(days=9)},
        "The last digest ended Tue 5 Aug 2014 07:00; what was recorded between it and "
        "Wed 13 Aug 2014 07:00 is left out here, and kept",
        id="after a pause: what it leaves out is said",
    ),
    pytest.param({"topics": ("The Program",)}, "Only on The Program.", id="narrowed to a topic"),
    pytest.param(
        {"kinds": ("contradiction", "gone")},
        "Only contradictions, pages that are gone.",
        id="narrowed to kinds: nothing new of these is not nothing new",
    ),
]


@pytest.mark.parametrize(("changes", "note"), NOTES)
def test_a_digest_says_what_is_not_in_it(changes: dict[str, Any], note: str) -> None:
    rendered = render(a_digest(**changes))
    for part in (rendered.text, rendered.html):
        assert note in one_line(part)
        assert ("left out here" in part) == ("left out here" in note)


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("150 seats or more", "“150 seats or more”"),
        ("“150 seats,” she said.", "“150 seats,” she said."),
    ],
    ids=["set in marks", "has marks of its own"],
)
def test_quotes_are_told_to_the_letter(quote: str, shown: str) -> None:
    rendered = render(with_story(a=a_side(quote=quote)))
    assert f"    {shown}\n" in rendered.text
    assert f">{shown}</p>" in rendered.html


def test_a_reader_can_ask_for_no_more() -> None:
    rendered = render(a_digest(), unsubscribe=UNSUBSCRIBE)
    assert UNSUBSCRIBE in rendered.text
    assert f'href="{UNSUBSCRIBE}"' in rendered.html
