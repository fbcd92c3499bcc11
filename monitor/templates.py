"""How every page, mail and file is drawn from a template: nothing of a stranger's passes as it is.

The one place for it, since a mistake here is a hole everywhere.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from monitor.plain import clean_text


def environment(folder: Path, *, html: bool) -> Environment:
    """Templates of `folder`: what they write is scrubbed, and escaped where they write HTML.

    A name that a template asks for and nobody gave raises jinja2's UndefinedError.
    """
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=html,  # noqa: S701  (text parts and text files are no mark-up)
        finalize=_scrubbed,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _scrubbed(value: object) -> object:
    """Every text a template writes comes through here, and then through the escaping."""
    return clean_text(value) if isinstance(value, str) and not isinstance(value, Markup) else value
