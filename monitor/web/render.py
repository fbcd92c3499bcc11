"""Templates to pages. All fetched text is hostile: it is scrubbed and escaped on its way out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from monitor.compare.slots import component_of
from monitor.health import STATE_WORDS
from monitor.plain import one_line, web_address
from monitor.templates import environment
from monitor.web.links import Links, query
from monitor.wording import (
    bare,
    count,
    dated_in_digits,
    dated_in_words,
    day_in_words,
    firmness_in_words,
    held_in_words,
    in_marks,
    shorten,
    span_in_words,
    voice_in_words,
)

_HERE = Path(__file__).parent
STYLE = (_HERE / "static" / "style.css").read_text(encoding="utf-8")
STYLE_VERSION = hashlib.sha256(STYLE.encode()).hexdigest()[:12]
# No page's own words fill more of a line than this.
LONGEST_LINE = 200
LONGEST_QUOTE = 600


def page(template: str, links: Links, **words: Any) -> str:
    """The whole page; `words` are what its template names."""
    return _templates().get_template(template).render(url=links, **_ALWAYS, **words)


_ALWAYS: Mapping[str, Any] = {"state_words": STATE_WORDS}


def _line(text: str | None, most: int = LONGEST_LINE) -> str:
    """On one line, and no longer than a line."""
    return shorten(one_line(text or ""), most)


def _quote(text: str) -> str:
    return in_marks(shorten(one_line(bare(text)), LONGEST_QUOTE))


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M}" if moment else ""


@cache
def _templates() -> Environment:
    templates = environment(_HERE / "templates", html=True)
    templates.filters.update(
        line=_line,
        quoted=_quote,
        moment=_moment,
        day=day_in_words,
        span=span_in_words,
        dated=dated_in_words,
        dated_briefly=dated_in_digits,
        value_words=held_in_words,
        voice=voice_in_words,
        component=component_of,
        firmness=firmness_in_words,
        web=web_address,
        counted=count,
        in_marks=in_marks,
    )
    templates.globals.update(query=query)
    return templates
