"""Documents from files: .txt with a header, saved .html, mail as .eml."""

from __future__ import annotations

import email
import email.policy
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from pathlib import Path

from monitor.errors import ImportFileError
from monitor.interval import DaySpan

SUFFIXES = (".txt", ".html", ".htm", ".eml")
_FIELDS = ("url", "publisher", "title", "published", "author")
# A saved article is far smaller; this keeps a wrong file from filling the database.
MAX_FILE = 20_000_000


@dataclass(frozen=True, slots=True)
class FileText:
    """What a file says of itself, and its body. `html` where the body still has to be read."""

    text: str
    url: str | None
    publisher: str | None
    title: str | None
    published: DaySpan | None
    author: str | None
    html: bytes | None = None


def find_files(path: Path) -> list[Path]:
    """The file itself, or all readable kinds below a folder, in order of name.

    Raises ImportFileError where there is none.
    """
    if path.is_dir():
        files = sorted(p for p in path.rglob("*") if p.suffix.lower() in SUFFIXES and p.is_file())
        if not files:
            raise ImportFileError(f"{path}: no {', '.join(SUFFIXES)} file in this folder")
        return files
    if not path.exists():
        raise ImportFileError(f"{path}: no such file or folder")
    if path.suffix.lower() not in SUFFIXES:
        raise ImportFileError(f"{path}: not a kind that can be read ({', '.join(SUFFIXES)})")
    return [path]


def load(path: Path) -> bytes:
    """The bytes of a file; raises ImportFileError where it cannot be read or is too large."""
    try:
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
    return FileText("", None, None, None, None, None, html=body)


def _text(name: str, body: bytes) -> FileText:
    try:
        text = body.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ImportFileError(f"{name}: not UTF-8 text; save it as UTF-8") from error
    header, line, rest = text.partition("\n---\n")
    if not line:
        raise ImportFileError(
            f"{name}: no line '---' closes the header; begin with url:, publisher:, title:, published:"
        )
    fields = dict[str, str]()
    for number, row in enumerate(header.splitlines(), 1):
        key, colon, value = row.partition(":")
        if row.strip() and (not colon or key.strip().lower() not in _FIELDS):
            raise ImportFileError(
                f"{name}, line {number}: {row.strip()[:40]!r} is no header line; write one of {', '.join(_FIELDS)}"
            )
        fields[key.strip().lower()] = value.strip()
    return FileText(
        text=rest,
        url=fields.get("url") or None,
        publisher=fields.get("publisher") or None,
        title=fields.get("title") or None,
        published=_date(name, fields.get("published")),
        author=fields.get("author") or None,
    )


def _date(name: str, text: str | None) -> DaySpan | None:
    if not text:
        return None
    try:
        return DaySpan.parse(text)
    except ValueError as error:
        raise ImportFileError(f"{name}: published: {error}") from error


def _mail(name: str, body: bytes) -> FileText:
    message = email.message_from_bytes(body, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.get("From") and not message.get("Subject"):
        raise ImportFileError(
            f"{name}: not a mail (neither From nor Subject); save it as .eml again"
        )
    part = message.get_body(preferencelist=("html", "plain"))
    if part is None:
        raise ImportFileError(f"{name}: the mail holds no text")
    try:
        content = part.get_content()
    except (LookupError, UnicodeError) as error:
        raise ImportFileError(f"{name}: the mail's text cannot be decoded ({error})") from error
    html = str(content).encode() if part.get_content_type() == "text/html" else None
    sender = message["From"].addresses if message["From"] else ()
    publisher = (sender[0].display_name or sender[0].domain) if sender else None
    return FileText(
        text="" if html else str(content).replace("\r\n", "\n"),
        url=None,
        publisher=publisher or None,
        title=str(message["Subject"]) if message["Subject"] else None,
        published=_sent(message["Date"]),
        author=None,
        html=html,
    )


def _sent(header: object) -> DaySpan | None:
    try:
        sent: datetime = parsedate_to_datetime(str(header))
    except (TypeError, ValueError):
        return None
    return DaySpan.day(sent.date())
