"""All that one speaker said: for whom, where, from when to when, and how it fared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from monitor.query.valid import day_of, days_of, once
from monitor.storage import Store, StoredClaim
from monitor.storage.names import NamedColumn

_COLUMNS: tuple[NamedColumn, ...] = ("speaker", "organisation")
_ASCII = re.compile(r"[!-~]+")


@dataclass(frozen=True, slots=True)
class SpeakerRecord:
    """What is kept of a person's or an organisation's words, newest claim first.

    `contradicted` counts the contradictions a claim of theirs has a part in,
    `revised` the revisions of what they had said.
    """

    organisations: tuple[str, ...]
    roles: tuple[str, ...]
    first: date
    last: date
    outlets: tuple[tuple[str, int], ...]
    contradicted: int
    revised: int
    claims: tuple[StoredClaim, ...]


def speaker_named(store: Store, name: str) -> str | None:
    """The name as it is kept, whatever the case it was asked in; None where nobody has it."""
    wanted = _spelt(name)
    if not wanted:
        return None
    # The store knows the case of ASCII letters alone, and white space as it is written.
    part = max(_ASCII.findall(wanted), key=len, default="")
    found = (known for column in _COLUMNS for known in store.names(column, part))
    return next((known for known in found if _spelt(known) == wanted), None)


def speakers_like(store: Store, part: str) -> tuple[str, ...]:
    """The names, of people first, that hold this part; none where it is blank."""
    if not part.strip():
        return ()
    return tuple(dict.fromkeys(name for column in _COLUMNS for name in store.names(column, part)))


def _spelt(name: str) -> str:
    return " ".join(name.split()).casefold()


def told_by(store: Store, name: str) -> SpeakerRecord:
    """The record of a name that `speaker_named` gave: a person's, else an organisation's."""
    claims = [row for row in store.claims(speaker=name) if row.claim.speaker.name == name]
    claims = claims or [
        row for row in store.claims(organisation=name) if row.claim.speaker.organisation == name
    ]
    days, _ = days_of(store, [row.claim for row in claims])
    said = [day_of(row.claim, days) for row in claims]
    parts = store.parts_of({row.claim.key for row in claims})
    sides = {part for of_claim in parts.values() for part in of_claim}
    kinds = store.kinds_of(key for key, _ in sides)
    return SpeakerRecord(
        organisations=_names(row.claim.speaker.organisation for row in claims),
        roles=_names(row.claim.speaker.role for row in claims),
        first=min(said),
        last=max(said),
        outlets=tuple(Counter(row.claim.reported_by for row in once(claims)).most_common()),
        contradicted=sum(kind == "contradiction" for kind in kinds.values()),
        revised=sum(side == "a" and kinds[key] == "revision" for key, side in sides),
        claims=tuple(claims),
    )


def _names(names: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(sorted({name for name in names if name}))
