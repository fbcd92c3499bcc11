"""Names that questions are narrowed by: only those that config/ knows."""

from __future__ import annotations

from monitor.config import Config
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
