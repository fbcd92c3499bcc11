"""What befell a position, in words: the same on the terminal and on a page."""

from __future__ import annotations

from monitor.query.timeline import Event, EventKind
from monitor.wording import held_in_words, told_in_words

EVENT_WORDS: dict[EventKind, str] = {
    "first": "first said",
    "repeated": "repeated",
    "contradicted": "contradicted",
    "revised": "revised",
    "silent": "changed in silence",
    "tension": "called in question",
}
# Of two events in one place of a picture the one further on here is seen.
RISING: tuple[EventKind, ...] = (
    "repeated",
    "tension",
    "first",
    "revised",
    "silent",
    "contradicted",
)


def event_in_words(event: Event, day: str = "") -> str:
    """What befell it, to what or with what, and by whom; `day` behind the first words."""
    parts = [EVENT_WORDS[event.kind], day]
    if event.relation:
        value = held_in_words(event.claim)
        parts.append(f"to {value}" if event.kind in ("revised", "silent") else f"({value})")
    parts.append(f"by {told_in_words(event.claim)}")
    return " ".join(part for part in parts if part)
