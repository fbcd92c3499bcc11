"""Which claims may be compared at all, and which of them hold the same position."""

from __future__ import annotations

import json
from collections.abc import Hashable
from functools import lru_cache
from typing import TYPE_CHECKING

from monitor.compare.stood import said_on
from monitor.types import Claim, Polarity, digest_of
from monitor.values import (
    DAYS_OF,
    LIMIT,
    PART,
    SUM,
    Money,
    Quantity,
    ScopeItem,
    Value,
    When,
    to_json,
)

if TYPE_CHECKING:
    from monitor.config.topic import Topic

# A condition under which another value holds: an exception lives in the slot of its rule.
EXCEPTION = "bought"
# Whether a value held once ("former") or all along ("always"): told of the same slot.
VALIDITY = "validity"
_INSIDE = (EXCEPTION, VALIDITY, SUM, LIMIT)


def exception_of(claim: Claim) -> str | None:
    """The condition that makes a claim an exception, None for the rule itself."""
    return dict(claim.qualifiers).get(EXCEPTION)


def sum_of(claim: Claim) -> str | None:
    """What a lump sum is called, None where nothing says it."""
    return dict(claim.qualifiers).get(SUM)


def sort_of(claim: Claim) -> Hashable:
    """What sets a value beside others of its slot: the least beside the most, a start beside an
    end, a credit beside a cap. One text gives all of them.
    """
    match claim.value:
        case When(event=event):
            return event, *limit_told(claim)
        case Quantity(bound=bound):
            return bound == "maximum"  # bands are cases of one rule
        case Money(role=role, per=per):
            return role, per, sum_of(claim)
    return None


def is_former(claim: Claim) -> bool:
    """Whether its own words say that it no longer holds."""
    return dict(claim.qualifiers).get(VALIDITY) == "former"


def is_lasting(claim: Claim) -> bool:
    """Whether its own words say that it held all along."""
    return dict(claim.qualifiers).get(VALIDITY) == "always"


def slot_of(claim: Claim, topic: Topic) -> str:
    """The slot's readable key: claims are comparable only inside one.

    topic / component / facet / what else must agree (event, role, qualifiers).
    A claim that names no component is about the topic's default one.
    """
    component = claim.component or topic.default_component
    for together in topic.facet[claim.facet].one_offer:  # type: ignore[index]
        if component in together:
            component = together[0]
    parts = [claim.topic, component, claim.facet, *_aspect(claim)]
    parts += [f"{name}={value}" for name, value in narrowing(claim)]
    return "/".join(parts)


def narrowing(claim: Claim) -> tuple[tuple[str, str], ...]:
    """The qualifiers that set a claim apart from others: all but those that live inside a slot."""
    return tuple(
        (name, value)
        for name, value in claim.qualifiers
        if name not in _INSIDE and not _is_of_limit(name, value)
    )


def _is_of_limit(name: str, value: str) -> bool:
    return name == PART and value.split(" ")[0] == LIMIT


def limit_told(claim: Claim) -> tuple[bool, str | None]:
    """Whether a time is that of a limit as such, and the limit of which its sentence tells."""
    said = dict(claim.qualifiers)
    of_limit = _is_of_limit(PART, said.get(PART, ""))
    number = said.get(PART, "").partition(" ")[2] if of_limit else ""
    return of_limit, number or said.get(LIMIT)


def component_of(slot: str) -> str:
    """The component in a slot's key, "" where it has none."""
    return slot.split("/")[1]


def _aspect(claim: Claim) -> list[str]:
    """The side of the facet on which values can exclude one another."""
    match claim.value:
        case Quantity() if claim.facet == "period":
            return []
        case Quantity(unit=unit):
            return ["people"] if claim.facet == "headcount" else ["seats" if unit else ""]
        case When(event=event, span=span):
            # A window has a start and an end, which others may name alone; what is yet to be
            # launched starts then, and what was launched long ago may start anew.
            to_come = event == "launch" and (span.latest or said_on(claim)) >= said_on(claim)
            to_come = to_come or (event == "change" and limit_told(claim)[0])
            return ["course" if to_come or event in ("start", "end", "window") else event]
        case Money(role=role):
            return ["price" if role == "price" else "grant"]
        case _:
            return []


def position_of(claim: Claim) -> str:
    """The key of the position: the value alone, whoever holds it and in whatever words."""
    value, said = claim.value, (exception_of(claim), is_former(claim), claim.polarity)
    # By its words, too: equal values may be written otherwise (5 and 5.0).
    return _position(value, repr(value), *said)


@lru_cache(maxsize=4096)  # a slot has few, and each of its claims is asked for its own
def _position(
    held: Value, _words: str, exception: str | None, former: bool, polarity: Polarity
) -> str:
    value = dict(to_json(held))
    for loose in ("unit", "work", "of", "who", "exhaustive"):
        value.pop(loose, None)
    if isinstance(held, Quantity) and held.unit in DAYS_OF:
        value["unit"] = held.unit  # 15 days and 15 weeks
    if isinstance(held, ScopeItem) and held.exhaustive:
        value["exhaustive"] = True
    value["exception"] = exception
    value["former"] = former
    # Where the value has its own sign, polarity only repeats it.
    if not {"included", "accurate", "eligible"} & value.keys():
        value["polarity"] = polarity
    return digest_of(json.dumps(value, sort_keys=True))
