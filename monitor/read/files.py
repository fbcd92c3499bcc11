"""Documents from files: .txt with a header, saved .html, mail as .eml."""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path

from monitor.errors import ImportFileError
from monitor.interval import DaySpan
from monitor.plain import one_line
from monitor.read.charset import decode_page
from monitor.read.letter import mail_text, quotes_another, unwrapped

SAVED = (".html", ".htm")  # pages, as a browser saves them
SUFFIXES = (".txt", *SAVED, ".eml")
_FIELDS = ("url", "publisher", "title", "published", "author")
# A saved article is far smaller; this keeps a wrong file from filling the database.
MAX_FILE = 20_000_000
_HEADER_ENDS = re.compile(r"^---[ \t]*(?:\n|\Z)", re.MULTILINE)
# Headers that are read, of a mail or a part of it, and how long one may be: Python's parser takes
# time with the square of it, half a minute for 40 kB.
_HEADER = re.compile(
    rb"(?:\A|[\r\n])(?:from|subject|date|content-[a-z-]+):(?:[^\r\n]|(?:\r\n?|\n)[ \t])*+",
    re.IGNORECASE,
)
_LONGEST_HEADER = 4_000
_MAIL = "message/rfc822"
# What is told of an attached mail above its text, and how deep mails are attached to mails.
_HEADS = ("From", "Date", "To", "Subject")
_DEEPEST = 3
# Times as long as a plain text that only says "see the HTML version": that one is read.
_STUB = 3
# Of what is no page, as a picture or a document saved under its name, more signs than these are
# of control or stand for no letter.
_HEAD, _BINARY = 4_000, 0.02
_NO_LETTER = re.compile(r"[\x00-\x08\x0e-\x1f\ufffd]")
# What Python's mail parser lets through of broken headers and charsets.
_ESCAPING = (AttributeError, IndexError, LookupError, RecursionError, TypeError, ValueError)


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says of itself, and its body.

    `domain` of the address it was sent from; `html` where the body still has to
    be read; `by_hand` where a person wrote the header, and can correct it.
    """

    text: str
    url: str | None
    publisher: str | None
    title: str | None
    published: DaySpan | None
    author: str | None
    domain: str | None = None
    html: bytes | None = None
    by_hand: bool = False


def must_be_of_a_kind(path: Path, kinds: tuple[str, ...] = SUFFIXES) -> None:
    """Raises ImportFileError where it is not there, or its name has none of these endings."""
    try:
        there = path.exists()
    except OSError as error:  # a name too long, or a folder that may not be looked into
        raise ImportFileError(f"{path}: cannot be read ({error.strerror})") from error
    if not there:
        raise ImportFileError(f"{path}: no such file or folder")
    if not path.name.lower().endswith(kinds):
        raise ImportFileError(f"{path}: not a kind that can be read ({', '.join(kinds)})")


def load(path: Path) -> bytes:
    """The bytes of a file; raises ImportFileError where it cannot be read or is too large."""
    try:
        if not path.is_file():  # reading a pipe or a device may never end
            raise ImportFileError(f"{path}: not a file; save what it gives to one")
        size = path.stat().st_size
        if size > MAX_FILE:
            raise ImportFileError(f"{path}: {size:,} bytes; at most {MAX_FILE:,} are read")
        return path.read_bytes()
    except OSError as error:
        raise ImportFileError(f"{path}: cannot be read ({error.strerror})") from error


def parse(name: str, body: bytes) -> FileText:
    """Read a file's bytes by the ending of its name; raises ImportFileError, naming the remedy."""
    suffix = Path(name).suffix.lower()
    if suffix == ".eml":
        return _mail(name, body)
    if suffix == ".txt":
        return _text(name, body)
    head = decode_page(body[:_HEAD])
    if head.startswith("%PDF-") or len(_NO_LETTER.findall(head)) > _BINARY * len(head):
        raise ImportFileError(f"{name}: no HTML, whatever its name; save the page as HTML again")
    return FileText("", None, None, None, None, None, html=body)


def _text(name: str, body: bytes) -> FileText:
    try:
        text = _lines(body.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{name}: not UTF-8 text; save it as UTF-8") from error
    end = _HEADER_ENDS.search(text)
    if end is None:
        raise ImportFileError(
            f"{name}: no line '---' closes the header; "
            "begin with url:, publisher:, title:, published:"
        )
    fields = dict[str, str]()
    for number, row in enumerate(text[: end.start()].split("\n"), 1):
        field, colon, value = row.partition(":")
        key = field.strip().lower()
        if not row.strip():
            continue
        if not colon or key not in _FIELDS:
            raise ImportFileError(
                f"{name}, line {number}: {row.strip()[:40]!r} is no header line; "
                f"write one of {', '.join(_FIELDS)}"
            )
        if key in fields:
            raise ImportFileError(f"{name}, line {number}: {key} stands there twice; keep one")
        fields[key] = one_line(value)
    return FileText(
        text=text[end.end() :],
        url=fields.get("url") or None,
        publisher=fields.get("publisher") or None,
        title=fields.get("title") or None,
        published=_date(name, fields.get("published")),
        author=fields.get("author") or None,
        by_hand=True,
    )


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _date(name: str, text: str | None) -> DaySpan | None:
    if not text:
        return None
    try:
        return DaySpan.parse(text)
    except ValueError as error:
        raise ImportFileError(f"{name}: published: {error}") from error


def _mail(name: str, body: bytes) -> FileText:
    try:
        return _message(name, body)
    except _ESCAPING as error:
        raise ImportFileError(
            f"{name}: a mail that cannot be decoded ({one_line(str(error))[:100]}); "
            "save it as .eml again, or its text as .txt"
        ) from error


def _message(name: str, body: bytes) -> FileText:
    if any(len(header.group()) > _LONGEST_HEADER for header in _HEADER.finditer(body)):
        raise ImportFileError(
            f"{name}: a mail with a header of more than {_LONGEST_HEADER:,} bytes; "
            "save its text as .txt"
        )
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.get("From") and not message.get("Subject"):
        raise ImportFileError(
            f"{name}: not a mail (neither From nor Subject); save it as .eml again"
        )
    sender = message["From"].addresses if message["From"] else ()
    domain = sender[0].domain.lower() if sender else None
    surname, _, first = (sender[0].display_name if sender else "").partition(", ")
    publisher = (f"{first} {surname}" if first else surname) or domain  # "Moss, Ann"
    return FileText(
        text=_said(name, message),
        url=None,
        publisher=one_line(publisher or "") or None,
        title=one_line(str(message["Subject"] or "")) or None,
        published=_sent(message),
        author=None,
        domain=one_line(domain or "") or None,
    )


def _said(name: str, message: EmailMessage) -> str:
    """Its text: the plain one where it answers another, and says as much as the HTML."""
    plain, html = _texts(message)
    borne = "".join(_borne(message))
    if not plain.strip() and html is None and not borne:
        raise ImportFileError(f"{name}: the mail holds no text")
    seen, quotes = mail_text(html or "")
    answers = quotes_another(plain) and len(plain) * _STUB >= len(seen)
    if html is None or answers or (borne and not quotes):
        return unwrapped(plain) + borne
    return seen + borne


def _texts(message: EmailMessage) -> tuple[str, str | None]:
    """All of its plain text, between whose parts pictures may stand; and its HTML."""
    plain = [
        str(part.get_content())
        for part in _parts(message)
        if part.get_content_type() == "text/plain" and not part.is_attachment()
    ]
    html = message.get_body(preferencelist=("html",))
    return _lines("\n".join(plain)), None if html is None else str(html.get_content())


def _borne(message: EmailMessage, depth: int = 0) -> Iterator[str]:
    """The mails that are attached to it, as if they were passed on below its text."""
    for part in _parts(message) if depth < _DEEPEST else ():
        if part.get_content_type() == _MAIL:
            inner = part.get_content()
            plain, html = _texts(inner)
            heads = (f"{name}: {one_line(str(inner[name] or '-'))}\n" for name in _HEADS)
            yield "\n\n" + "".join(heads) + "\n" + (unwrapped(plain) or mail_text(html or "")[0])
            yield from _borne(inner, depth + 1)


def _parts(message: MIMEPart) -> Iterator[MIMEPart]:
    """Its innermost parts; a mail that is attached is one."""
    if message.get_content_type() == _MAIL or not message.is_multipart():
        yield message
        return
    for part in message.iter_parts():
        yield from _parts(part)


def _sent(message: EmailMessage) -> DaySpan | None:
    try:
        sent: datetime = parsedate_to_datetime(str(message["Date"]))
    except (OverflowError, TypeError, ValueError):
        return None
    return DaySpan.day(sent.date())
