"""A digest as a message: subject, text part, HTML part.

Whatever was fetched is hostile: every text of the digest is scrubbed before a
template sees it, HTML is escaped by the template engine, and only addresses of
the web become links.
"""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from monitor.digest.shape import Digest
from monitor.errors import DeliveryError
from monitor.plain import one_line
from monitor.types import digest_of
from monitor.wording import day_in_words, shorten, weekday_in_words

_TEMPLATES = Path(__file__).parent / "templates"
# RFC 5322 asks for lines of 78 characters at most, and plain text is read at that width.
_WIDTH = 76
# A longer subject is cut by every mail program.
_LONGEST_SUBJECT = 110
# Needed inside words of some scripts and inside emoji, and harmless: they reorder nothing.

Tree = TypeVar("Tree")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A digest ready to be read."""

    subject: str
    text: str
    html: str


def render(digest: Digest) -> Rendered:
    """All three parts of one digest."""
    clean = scrub_tree(digest)
    subject = _subject(clean)
    words = {
        "digest": clean,
        "subject": subject,
        "coverage": coverage_in_words(clean),
        "window": _window(clean),
    }
    return Rendered(
        subject=subject,
        text=_environment(html=False).get_template("digest.txt.j2").render(words),
        html=_environment(html=True).get_template("digest.html.j2").render(words),
    )


def build_message(
    rendered: Rendered, *, reader: str, sender: str, day: date, at: datetime
) -> EmailMessage:
    """The mail to one reader, with a Message-ID that is the same however often it is built.

    Raises DeliveryError (permanent) where `reader` or `sender` is no mail address.
    """
    to, from_ = mail_address(reader), mail_address(sender)
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = from_
        message["To"] = to
        message["Subject"] = rendered.subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = message_id(reader=reader, sender=sender, day=day)
        message["List-Id"] = f"Monitor digest <digest.{from_.domain}>"
        message["Auto-Submitted"] = "auto-generated"
    except (ValueError, MessageError) as error:
        raise DeliveryError(f"a header cannot be written: {error}", permanent=True) from error
    # Quoted-printable keeps both parts ASCII and their lines short for every server on the way.
    message.set_content(rendered.text, cte="quoted-printable")
    message.add_alternative(rendered.html, subtype="html", cte="quoted-printable")
    return message


def message_id(*, reader: str, sender: str, day: date) -> str:
    """One a reader and day: a mail program folds a message that comes twice."""
    domain = mail_address(sender).domain
    return f"<digest.{day:%Y%m%d}.{digest_of('digest', reader, day.isoformat())}@{domain}>"


def mail_address(text: str) -> Address:
    """Read `name@host` or `Name <name@host>`; raises DeliveryError (permanent) for all else."""
    name, address = parseaddr(text)
    try:
        if one_line(text) != text:
            raise ValueError("it holds control characters")
        read = Address(display_name=name, addr_spec=address)
        if not (read.username and read.domain):
            raise ValueError("the part before or after @ is missing")
    except (ValueError, IndexError, MessageError) as error:
        shown = shorten(one_line(text), 80)
        raise DeliveryError(
            f"{shown!r} is no mail address ({error}); write name@example.org", permanent=True
        ) from error
    return read


def scrub_tree(value: Tree) -> Tree:
    """The same dataclasses and tuples, every text in them on one clean line."""
    return _walk(value)  # type: ignore[no-any-return]


def _walk(value: Any) -> Any:
    if isinstance(value, str):
        return one_line(value)
    if isinstance(value, tuple):
        return tuple(_walk(part) for part in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {
            field.name: _walk(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
        return dataclasses.replace(value, **parts)
    return value


def coverage_in_words(digest: Digest) -> str:
    """`14 of 15 sources checked, 212 pages, 1 failing since Tue 12 Aug 2014`."""
    coverage = digest.coverage
    if not coverage.sources:
        return "no sources are configured"
    checked = f"{_count(coverage.checked, 'source')} checked"
    if coverage.checked != coverage.sources:
        checked = f"{coverage.checked} of {_count(coverage.sources, 'source')} checked"
    parts = [checked, _count(coverage.pages, "page")]
    if coverage.failing:
        parts.append(f"{coverage.failing} failing{_since(digest)}")
    if coverage.needing_person:
        verb = "needs" if coverage.needing_person == 1 else "need"
        parts.append(f"{coverage.needing_person} {verb} a person")
    if coverage.degraded:
        parts.append(f"{coverage.degraded} degraded")
    return ", ".join(parts)


def _since(digest: Digest) -> str:
    moments = [one.since for one in digest.coverage.troubles if one.state == "failing"]
    return f" since {weekday_in_words(min(moments), digest.zone)}" if moments else ""


def _subject(digest: Digest) -> str:
    """The most pressing thing first, since a mail program shows little more."""
    day = day_in_words(digest.day)
    if digest.sections:
        first = digest.sections[0].stories[0]
        more = sum(len(one.stories) + one.more for one in digest.sections) - 1
        what = f"{first.kind.capitalize()} on {first.facet}: {first.topic}"
        what += f" (+{more} more)" if more else ""
    elif digest.positions:
        count = len(digest.positions) + digest.more_positions
        what = f"{_count(count, 'new position')}, no contradiction"
    elif digest.gone:
        what = f"{_count(len(digest.gone) + digest.more_gone, 'document')} no longer there"
    else:
        what = f"Nothing new: {coverage_in_words(digest)}"
    return f"{shorten(what, _LONGEST_SUBJECT)} - {day}"


def _window(digest: Digest) -> str:
    return " to ".join(
        f"{weekday_in_words(moment, digest.zone)} {moment.astimezone(digest.zone):%H:%M}"
        for moment in (digest.since, digest.until)
    )


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _link(document: str) -> str | None:
    """The address to link to, None for what is no web address (an imported file, a trick)."""
    try:
        parts = urlsplit(document)
    except ValueError:
        return None
    return document if parts.scheme in ("http", "https") and parts.hostname else None


def _fill(text: str, indent: int) -> str:
    # Addresses are left whole: a broken one is no link in any mail program.
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


@cache
def _environment(*, html: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=html,  # noqa: S701  (the text part is no mark-up)
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters: dict[str, Callable[..., str | None]] = {
        "count": _count,
        "link": _link,
        "fill": _fill,
        "weekday": weekday_in_words,
    }
    environment.filters.update(filters)
    return environment
