"""Names that questions are narrowed by: only those that config/ knows."""

from __future__ import annotations

from collections.abc import Iterable

from monitor.config import Config
from monitor.config.source import SourceConfig
from monitor.errors import NotFoundError


def check_names(
    config: Config, topic: str | None, facet: str | None, component: str | None = None
) -> None:
    """Raise NotFoundError for a name that config/ does not know, naming those it does."""
    if not (topic or facet or component):
        return  # no topic need be read
    topics = config.topics
    known: tuple[tuple[str, str | None, set[str]], ...] = (
        ("topic", topic, {each.key for each in topics}),
        ("facet", facet, {name for each in topics for name in each.facet}),
        ("component", component, {part.name for each in topics for part in each.component}),
    )
    for kind, wanted, names in known:
        if wanted is not None and wanted not in names:
            raise NotFoundError(f"no {kind} {wanted!r}; there are: {', '.join(sorted(names))}")


def sources_named(config: Config, keys: Iterable[str]) -> list[SourceConfig]:
    """Those of sources.toml with these keys, each once; raises NotFoundError, naming all it has."""
    found = {key: config.source(key) for key in keys}
    if unknown := [key for key, source in found.items() if source is None]:
        known = ", ".join(source.key for source in config.sources) or "none"
        raise NotFoundError(f"no source {', '.join(unknown)} in sources.toml; there are: {known}")
    return [source for source in found.values() if source is not None]
