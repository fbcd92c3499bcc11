"""Whether a text names one rate or several: of a schedule no step contradicts another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import replace

from monitor.types import SEVERAL, Claim
from monitor.values import Money


def of_schedules(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims of a text; a rate beside others by the same voice is qualified as one of several.

    "$15 up to the thousandth seat, and $5 from then on" is compared with no single rate.
    """
    every = tuple(claims)
    amounts: dict[Hashable, set[Hashable]] = defaultdict(set)
    for claim in every:
        if _is_rate(claim):
            amounts[_schedule(claim)].add(claim.value)
    for claim in every:
        several = _is_rate(claim) and len(amounts[_schedule(claim)]) > 1
        yield replace(claim, qualifiers=_with(claim)) if several else claim


def _is_rate(claim: Claim) -> bool:
    held = "validity" not in dict(claim.qualifiers) and claim.polarity == "affirm"
    return isinstance(claim.value, Money) and claim.value.role == "rate" and held


def _schedule(claim: Claim) -> Hashable:
    return claim.component, claim.speaker.organisation, claim.speaker.name, claim.qualifiers


def _with(claim: Claim) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((*claim.qualifiers, SEVERAL)))
