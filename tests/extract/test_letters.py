"""What a mail quotes of another is said by whoever wrote that one, and not by its sender."""

from __future__ import annotations

from datetime import date

import pytest

from monitor.interval import DaySpan
from monitor.types import Claim, DateCandidate
from tests.extract.reading import claims_in

OWN = "FastTrack needs 250 seats."
THEIRS = "FastTrack needs 150 seats."
TOM = "Tom Baker <tom@microsoft.com>"
SENT = "Sent: Tuesday, August 12, 2014 9:14 AM"
TOMS, OURS = ("Tom Baker", "Microsoft"), (None, "The Outlet")
# Why, what stands between the two sentences, and who says the second.
HEADINGS = [
    ("a line", f"On Tue, Aug 12, 2014 at 9:14 AM, {TOM} wrote:\n> ", TOMS),
    ("without a comma", f"On Tue, Aug 12, 2014 at 9:14 AM {TOM} wrote:\n\n> ", TOMS),
    ("wrapped", f"On Tue, Aug 12, 2014 at 9:14 AM, {TOM}\nwrote:\n\n> ", TOMS),
    ("its address wrapped", "On Aug 12, 2014, Tom Baker <\ntom@microsoft.com> wrote:\n> ", TOMS),
    ("a link for an address", f"On Aug 12, 2014, {TOM[:-1]}<mailto:t@b.c>> wrote:\n> ", TOMS),
    ("without signs of quoting", f"On Tue, Aug 12, 2014, {TOM} wrote:\n\n", TOMS),
    ("two signs at once", f"On Tue, Aug 12, 2014, {TOM} wrote:\n>> ", TOMS),
    ("behind the same sign", f"> On Tue, Aug 12, 2014, {TOM} wrote:\n>\n> ", TOMS),
    ("a subdomain", f"On 12 Aug 2014, {TOM.replace('@', '@mail.')} wrote:\n> ", TOMS),
    ("no address", "On 12 Aug 2014, at 09:14, Tom Baker wrote:\n\n> ", ("Tom Baker", None)),
    ("no name", "On 12 Aug 2014, t@microsoft.com wrote:\n> ", ("t@microsoft.com", "Microsoft")),
    ("no firm we know", "On 12 Aug 2014, Zoë Ö <z@foo.example> wrote:\n> ", ("Zoë Ö", None)),
    ("its name turned", 'On 12 Aug 2014, "Baker, Tom" <tom@microsoft.com> wrote:\n> ', TOMS),
    ("in German", f"Am 12. Aug. 2014 um 09:14 Uhr schrieb {TOM}:\n\n> ", TOMS),
    ("its date behind", f"{TOM} schrieb am Di., 12. Aug. 2014, 09:14:\n\n> ", TOMS),
    ("in German, below a sign", f"> Am 12. Aug. 2014 um 09:14 schrieb {TOM}:\n>\n> ", TOMS),
    ("without an address", "Am 12.08.2014 um 09:14 schrieb Tom Baker:\n> ", ("Tom Baker", None)),
    ("French labels", f"De\u00a0: {TOM}\nEnvoyé\u00a0: mardi 12 août 2014\nÀ : Jo\n\n", TOMS),
    ("in French", f"Le mar. 12 août 2014 à 09:14, {TOM} a écrit :\n\n> ", TOMS),
    ("labels", f"From: {TOM}\n{SENT}\nTo: Jo\nSubject: FastTrack\n\n", TOMS),
    ("in another order", f"Subject: FastTrack\n{SENT}\nFrom: {TOM}\nTo: Jo\n\n", TOMS),
    ("in bold", f"**From:** {TOM}\n**Sent:** May 1\n**To:** Jo\n\n", TOMS),
    ("in German, too", f"Von: {TOM}\nGesendet: 12. August 2014\nAn: Jo\n\n", TOMS),
    ("to somebody", f"From: Jo Ray\n{SENT}\nTo: {TOM}\nSubject: S\n\n", ("Jo Ray", None)),
    ("a false name", f'From: "tom@microsoft.com" <e@evil.example>\n{SENT}\nTo: J\n\n',
     ("e@evil.example", None)),
    ("an invitation", f"Write by September 1 to {TOM}:\n\n", OURS),
    ("a signature", f"Mail: {TOM}\nPhone: 555\nWeb: b.example\n\n", OURS),
    ("no heading", "\n\n", OURS),
]  # fmt: skip


def in_mail(text: str) -> tuple[Claim, ...]:
    sent = DateCandidate("mail", DaySpan.day(date(2014, 8, 13)))
    return claims_in(text, topic="office365-fasttrack", published="2014-08-13", dates=(sent,))


@pytest.mark.parametrize(
    ("heading", "speaker"), [pytest.param(*row[1:], id=row[0]) for row in HEADINGS]
)
def test_whose_words_stand_under_a_heading(
    heading: str, speaker: tuple[str | None, str | None]
) -> None:
    text = f"{OWN}\n\n{heading}{THEIRS}"
    own, theirs = in_mail(text)
    assert (own.speaker.name, own.speaker.organisation) == OURS
    assert (theirs.speaker.name, theirs.speaker.organisation) == speaker
    assert text[theirs.start : theirs.end] == theirs.quote == THEIRS


def test_an_answer_between_quoted_lines_is_the_senders() -> None:
    found = in_mail(
        f"On 12 Aug 2014, {TOM} wrote:\n> FastTrack needs 150 seats.\n\n"
        "FastTrack needs 250 seats.\n\n"
        "> FastTrack needs 300 seats.\n>\n> On 11 Aug 2014, Jo Ray <jo@foo.example> wrote:\n"
        ">> FastTrack needs 350 seats.\n"
    )
    assert [one.speaker.name for one in found] == ["Tom Baker", None, "Tom Baker", "Jo Ray"]


def test_a_heading_ends_with_its_labels() -> None:
    text = f"From: {TOM}\n{SENT}\nTo: Jo\n\nMinimum: FastTrack needs 150 seats."
    assert [one.speaker.name for one in in_mail(text)] == ["Tom Baker"]


def test_what_was_written_long_before_is_passed_on() -> None:
    """It is nobody's word of today, and its "Monday" is another one."""
    found = in_mail(
        f"FastTrack needs 250 seats.\n\nOn Mon, Jul 14, 2014, {TOM} wrote:\n"
        "> FastTrack needs 500 seats.\n>\n> FastTrack starts on Monday.\n"
    )
    assert [(one.facet, one.speaker.name, one.attribution.kind) for one in found] == [
        ("threshold", None, "outlet"),
        ("threshold", "Tom Baker", "hearsay"),
    ]


def test_a_quoted_line_is_never_the_senders() -> None:
    quoted, own = in_mail("> FastTrack needs 400 seats.\n\nNo, FastTrack needs 150 seats.")
    assert (quoted.attribution.kind, quoted.speaker.anonymous) == ("hearsay", True)
    assert (own.attribution.kind, own.speaker.organisation) == ("outlet", "The Outlet")


def test_who_is_quoted_in_a_quoted_mail_speaks_there() -> None:
    text = f"On 12 Aug 2014, {TOM} wrote:\n> Ann Moss of Foo says FastTrack needs 150 seats."
    [found] = in_mail(text)
    assert found.speaker.name == "Ann Moss"


def test_who_answers_says_what_was_asked() -> None:
    text = (
        "On Tue, Aug 12, 2014, Jo Ray <jo@foo.example> wrote:\n\n"
        "> Does FastTrack require 150 seats?\n\nYes, at least 150 seats."
    )
    assert {one.speaker.name for one in in_mail(text) if one.facet == "threshold"} == {None}


def test_only_a_mail_quotes_mails() -> None:
    """A page may show an address, or pretend that somebody wrote what it says."""
    text = f"From: {TOM}\n{SENT}\nTo: Jo\n\n{THEIRS}"
    [found] = claims_in(text, topic="office365-fasttrack", facet="threshold")
    assert found.speaker.name is None
