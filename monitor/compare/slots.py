"""Which claims may be compared at all, and which of them hold the same position."""

from __future__ import annotations

import json

from monitor.config.topic import Topic
from monitor.types import Claim, digest_of
from monitor.values import Money, Quantity, ScopeItem, When, to_json

# A condition under which another value holds: an exception lives in the slot of its rule.
EXCEPTION = "bought"


def exception_of(claim: Claim) -> str | None:
    """The condition that makes a claim an exception, None for the rule itself."""
    return dict(claim.qualifiers).get(EXCEPTION)


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
    parts += [f"{name}={value}" for name, value in claim.qualifiers if name != EXCEPTION]
    return "/".join(parts)


def _aspect(claim: Claim) -> list[str]:
    """The side of the facet on which values can exclude one another."""
    match claim.value:
        case Quantity(unit=unit):
            return ["people"] if claim.facet == "headcount" else ["seats" if unit else ""]
        case When(event=event):
            # A window has a start and an end, which others may name alone.
            return ["course" if event in ("start", "end", "window") else event]
        case Money(currency=currency, per=per, role=role):
            return [role] if role == "price" else [role, per or "", currency or ""]
        case _:
            return []


def position_of(claim: Claim) -> str:
    """The key of the position: the value alone, whoever holds it and in whatever words."""
    value = dict(to_json(claim.value))
    for loose in ("unit", "work", "of", "exhaustive"):
        value.pop(loose, None)
    if isinstance(claim.value, ScopeItem) and claim.value.exhaustive:
        value["exhaustive"] = True
    value["exception"] = exception_of(claim)
    # Where the value has its own sign, polarity only repeats it.
    if not {"included", "accurate"} & value.keys():
        value["polarity"] = claim.polarity
    return digest_of(json.dumps(value, sort_keys=True))
