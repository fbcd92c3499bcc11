"""Makes text of strangers safe to show: no control signs, no overrides, no half characters.

They carry no words, and every terminal, mail and page would have to fear them.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any
from urllib.parse import quote, urlsplit

# Raised when a key of some JSON answer changes its meaning or goes.
JSON_SCHEMA = 2
# Joiners that some scripts and emoji need; alone they change nothing.
_JOINERS = "\u200c\u200d"
_SUSPECT = re.compile(r"[^\n\t -~\u00a0-\u00ac\u00ae-\u02ff]")
_HIDDEN = ("Cc", "Cf", "Cs", "Cn")
# What may stand in an address (RFC 3986) and means nothing in Markdown, HTML or a chat.
_OF_ADDRESSES = "/:?#&;=%+$,-._~"


def clean_text(text: str) -> str:
    """The text with its lines and tabs, and without anything that hides or turns words."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return _SUSPECT.sub(_kept, unified)


def one_line(text: str) -> str:
    """The same on one line, runs of white space as one space."""
    return " ".join(clean_text(text).split())


def visible_json(text: str) -> str:
    """JSON text with every sign that hides or turns words as its escape: the same value."""
    return _SUSPECT.sub(_escaped, text)


def json_answer(name: str, rows: Any, **beside: Any) -> str:
    """One JSON object: the schema's number, the rows under their name, and what stands beside."""
    told = {"schema": JSON_SCHEMA, name: rows, **beside}
    return visible_json(json.dumps(told, ensure_ascii=False, indent=1))


def web_address(text: str) -> str | None:
    """The address as a link anywhere; None for what is none (an imported file, a trick).

    Every sign that would end it, or open something else, is written as its code.
    """
    try:
        parts = urlsplit(text)
        valid = parts.scheme in ("http", "https") and parts.hostname
    except ValueError:
        return None
    return quote(text, safe=_OF_ADDRESSES) if valid else None


def _escaped(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _JOINERS or unicodedata.category(sign) not in _HIDDEN:
        return sign
    units = sign.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[n]:02x}{units[n + 1]:02x}" for n in range(0, len(units), 2))


def _kept(match: re.Match[str]) -> str:
    sign = match.group()
    if sign in _JOINERS:
        return sign
    if sign.isspace():
        return " "  # a line break of Unicode, a form feed
    return "" if unicodedata.category(sign) in _HIDDEN else sign
