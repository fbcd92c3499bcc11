"""What the shell offers for the value of an option: names out of config/, quickly and quietly.

A mistake in config/ is not told here, where it would end up on the line being
typed; any command tells it. The files are read as plain TOML, since checking
them would take several times as long as a person waits for a key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import typer

from monitor.errors import ConfigError


def topics(context: typer.Context, incomplete: str) -> list[str]:
    """Keys of topics."""
    return _beginning(incomplete, (topic.get("key") for topic in _topics(context)))


def components(context: typer.Context, incomplete: str) -> list[str]:
    """Names of components, of the topic that is named already or of all."""
    parts = (part for topic in _named(context) for part in _tables(topic, "component"))
    return _beginning(incomplete, (part.get("name") for part in parts))


def facets(context: typer.Context, incomplete: str) -> list[str]:
    """Names of facets, of the topic that is named already or of all."""
    found = (topic.get("facet") for topic in _named(context))
    names = (name for facet in found if isinstance(facet, dict) for name in facet)
    return _beginning(incomplete, names)


def sources(context: typer.Context, incomplete: str) -> list[str]:
    """Keys of sources."""
    return _beginning(incomplete, (source.get("key") for source in _sources(context)))


def these(choices: Sequence[str]) -> Callable[[str], list[str]]:
    """Those that an option takes."""
    return lambda incomplete: _beginning(incomplete, choices)


def _beginning(incomplete: str, names: Iterable[object]) -> list[str]:
    known = {name for name in names if isinstance(name, str)}
    return sorted(name for name in known if name.lower().startswith(incomplete.lower()))


def _named(context: typer.Context) -> list[dict[str, Any]]:
    wanted = context.params.get("topic")
    return [topic for topic in _topics(context) if wanted in (None, topic.get("key"))]


def _topics(context: typer.Context) -> list[dict[str, Any]]:
    """Those that are followed."""
    directory = _directory(context)
    found = [_read(file) for file in sorted(directory.glob("topics/*.toml"))] if directory else []
    return [topic for topic in found if topic.get("followed", True)]


def _sources(context: typer.Context) -> list[dict[str, Any]]:
    directory = _directory(context)
    return _tables(_read(directory / "sources.toml"), "source") if directory else []


def _directory(context: typer.Context) -> Path | None:
    """Where config/ is, as for any command; None where a folder is named that is not there."""
    from monitor.config import find_config_dir

    try:
        return find_config_dir(context.find_root().params.get("config"))
    except ConfigError:
        return None


def _tables(file: dict[str, Any], name: str) -> list[dict[str, Any]]:
    rows = file.get(name)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _read(file: Path) -> dict[str, Any]:
    """The tables of a file; none where it cannot be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        return {}
