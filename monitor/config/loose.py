"""Names that one file of config/ has and another lacks: nothing is broken, and less is read."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.config import Config

# How alike two names are where one may be meant for the other ("Corvane", "Corvane Inc").
_ALIKE = 0.75


def loose_names(config: Config) -> Iterator[str]:
    """What to mend, a line for each: organisations that speakers.toml does not declare.

    Without it nobody is known to speak for a topic's vendor, and its short name is another firm. A
    source may have an organisation of its own; one that is nearly a declared name is a slip.
    """
    known = {name for each in config.organisations for name in (each.name, *each.aliases)}
    speakers = config.directory / "speakers.toml"
    for topic in config.topics:
        if topic.vendor not in known:
            yield (
                f"topic {topic.key}: vendor {topic.vendor!r} is no [[organisation]] of {speakers}"
                f"; add it with its aliases and domains{_meant(topic.vendor, known)}"
            )
    for person in config.people:
        if person.organisation not in known and person.organisation != person.name:
            yield (
                f"person {person.name}: {person.organisation!r} is no [[organisation]] of "
                f"{speakers}; add it{_meant(person.organisation, known)}"
            )
    for source in config.sources:
        name = source.organisation
        if name and name not in known and (meant := _meant(name, known)):
            yield f"source {source.key}: organisation {name!r} is not declared{meant}"


def _meant(name: str, known: set[str]) -> str:
    close = difflib.get_close_matches(name, sorted(known), n=1, cutoff=_ALIKE)
    longer = (one for one in sorted(known) if one.startswith(f"{name} "))
    found = next(iter(close), None) or next(longer, None)
    return f"; did you mean {found!r}?" if found else ""
