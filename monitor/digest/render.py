"""A digest to be read: subject, text part, HTML part.

Whatever was fetched is hostile: every text of the digest is scrubbed before a
template sees it, HTML is escaped by the template engine, and only addresses of
the web become links.
"""

from __future__ import annotations

import dataclasses
import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, TypeVar

from css_inline import CSSInliner
from jinja2 import Environment

from monitor.digest import summary
from monitor.digest.shape import Digest, NewPosition
from monitor.plain import one_line, web_address
from monitor.templates import environment
from monitor.wording import count, in_marks

_TEMPLATES = Path(__file__).parent / "templates"
# RFC 5322 asks for lines of 78 characters at most, and plain text is read at that width.
_WIDTH = 76

Tree = TypeVar("Tree")


@dataclass(frozen=True, slots=True)
class Rendered:
    """A digest ready to be read."""

    subject: str
    text: str
    html: str


def render(digest: Digest, *, unsubscribe: str | None = None) -> Rendered:
    """All three parts of one digest; `unsubscribe` is where its reader asks for no more."""
    clean = scrub_tree(digest)
    subject = summary.subject_of(clean)
    words = {
        "digest": clean,
        "subject": subject,
        "summary": summary.contents_in_words(clean),
        "preheader": summary.preheader_of(clean),
        "notes": summary.notes_on(clean),
        "coverage": summary.coverage_in_words(clean),
        "window": summary.window_in_words(clean),
        "unsubscribe": unsubscribe,
    }
    html = _templates(html=True).get_template("digest.html.j2").render(words)
    return Rendered(
        subject=subject,
        text=_templates(html=False).get_template("digest.txt.j2").render(words),
        html=_inliner().inline(html),
    )


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


def _grouped(positions: tuple[NewPosition, ...]) -> list[list[NewPosition]]:
    """Those of one topic and facet under one heading; they stand side by side already."""
    return [list(same) for _, same in groupby(positions, lambda one: (one.topic, one.facet))]


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
def _inliner() -> CSSInliner:
    """Moves the style sheet into the tags."""
    return CSSInliner(load_remote_stylesheets=False)


@cache
def _templates(*, html: bool) -> Environment:
    templates = environment(_TEMPLATES, html=html)
    filters: dict[str, Callable[..., object]] = {
        "count": count,
        "link": web_address,
        "fill": _fill,
        "grouped": _grouped,
        "quoted": in_marks,
    }
    templates.filters.update(filters)
    return templates
