"""What a mail quotes of another is said by whoever wrote that one, and not by its sender."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.interval import DaySpan
from monitor.types import DateCandidate
from tests.extract.reading import claims_in

OWN = "FastTrack needs 250 seats."
THEIRS = "FastTrack needs 150 seats."
TOM = "Tom Baker <tom@microsoft.com>"
LABELS = f"From: {TOM}\nSent: Tuesday, August 12, 2014 9:14 AM\nTo: Jo\nSubject: FastTrack"
OURS = (None, "The Outlet")
# Why, what stands between the two sentences, and who says the second.
HEADINGS = [
    ("a line, by Gmail", f"On Tue, Aug 12, 2014 at 9:14 AM, {TOM} wrote:\n> ", ("Tom Baker", "Microsoft")),
    ("wrapped", f"On Tue, Aug 12, 2014 at 9:14 AM, {TOM}\nwrote:\n\n> ", ("Tom Baker", "Microsoft")),
    ("without signs of quoting", f"On Tue, Aug 12, 2014, {TOM} wrote:\n\n", ("Tom Baker", "Microsoft")),
    ("a subdomain", f"On 12 Aug 2014, {TOM.replace('@', '@mail.')} wrote:\n> ", ("Tom Baker", "Microsoft")),
    ("no address", "On 12 Aug 2014, at 09:14, Tom Baker wrote:\n\n> ", ("Tom Baker", None)),
    ("no name", "On 12 Aug 2014, tom@microsoft.com wrote:\n> ", ("tom@microsoft.com", "Microsoft")),
    ("somebody of no firm we know", "On 12 Aug 2014, Zoë Ö <z@foo.example> wrote:\n> ", ("Zoë Ö", None)),
    ("by Outlook", f"{LABELS}\n\n", ("Tom Baker", "Microsoft")),
    ("passed on in bold", f"**From:** {TOM}\n**Sent:** May 1\n**To:** Jo\n\n", ("Tom Baker", "Microsoft")),
    ("in German", f"Von: {TOM}\nGesendet: 12. August 2014\nAn: Jo\n\n", ("Tom Baker", "Microsoft")),
    ("its name turned", "On 12 Aug 2014, \"Baker, Tom\" <tom@microsoft.com> wrote:\n> ", ("Tom Baker", "Microsoft")),
    ("in German, by Gmail", f"{TOM} schrieb am Di., 12. Aug. 2014, 09:14:\n\n> ", ("Tom Baker", "Microsoft")),
    ("an invitation", f"Write by September 1 to {TOM}:\n\n", OURS),
    ("one label", f"From: {TOM}\n\n", OURS),
    ("no heading", "\n\n", OURS),
]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "speaker"), [pytest.param(*row[1:], id=row[0]) for row in HEADINGS]
)
def test_whose_words_stand_under_a_heading(
    heading: str, speaker: tuple[str | None, str | None]
) -> None:
    text = f"{OWN}\n\n{heading}{THEIRS}"
    own, theirs = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert (own.speaker.name, own.speaker.organisation) == OURS
    assert (theirs.speaker.name, theirs.speaker.organisation) == speaker
    assert text[theirs.start : theirs.end] == theirs.quote == THEIRS


def test_an_answer_between_quoted_lines_is_the_senders() -> None:
    text = (
        f"On 12 Aug 2014, {TOM} wrote:\n> FastTrack needs 150 seats.\n\n"
        "FastTrack needs 250 seats.\n\n"
        "> FastTrack needs 300 seats.\n>\n> On 11 Aug 2014, Jo Ray <jo@foo.example> wrote:\n"
        ">> FastTrack needs 350 seats.\n"
    )
    found = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert [one.speaker.name for one in found] == ["Tom Baker", None, "Tom Baker", "Jo Ray"]


def test_what_was_written_long_before_is_passed_on() -> None:
    """It is nobody's word of today, and its "Monday" is another one."""
    text = (
        f"FastTrack needs 250 seats.\n\nOn Mon, Jul 14, 2014, {TOM} wrote:\n"
        "> FastTrack needs 500 seats.\n>\n> FastTrack starts on Monday.\n"
    )
    found = claims_in(text, topic="office365-fasttrack")
    assert [(one.facet, one.speaker.name, one.attribution.kind) for one in found] == [
        ("threshold", None, "outlet"),
        ("threshold", "Tom Baker", "hearsay"),
    ]


def test_a_quoted_line_of_a_mail_is_never_its_senders() -> None:
    text = "> FastTrack needs 400 seats.\n\nNo, FastTrack needs 150 seats."
    mail = (DateCandidate("mail", DaySpan.day(date(2014, 8, 5))),)
    quoted, own = claims_in(text, topic="office365-fasttrack", facet="threshold", dates=mail)
    assert (quoted.attribution.kind, quoted.speaker.anonymous) == ("hearsay", True)
    assert (own.attribution.kind, own.speaker.organisation) == ("outlet", "The Outlet")


def test_who_is_quoted_in_a_quoted_mail_speaks_there() -> None:
    text = f"On 12 Aug 2014, {TOM} wrote:\n> Ann Moss of Foo says FastTrack needs 150 seats."
    [found] = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert found.speaker.name == "Ann Moss"
