"""Decides what a receiver of alerts is told; pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from monitor.config.alert import AlertConfig
from monitor.sides import Told, kind_of
from monitor.types import TOLD, Relation


@dataclass(frozen=True, slots=True)
class Choice:
    """What gets an alert of its own, and what is folded into one more: the most pressing first."""

    alone: tuple[Told, ...]
    folded: tuple[Told, ...] = ()


def concerns(alert: AlertConfig, relation: Relation) -> bool:
    """Whether this receiver wants relations of that kind and topic."""
    return (
        relation.kind in TOLD
        and kind_of(relation) in alert.kinds
        and (not alert.topics or relation.topic in alert.topics)
    )


def choose(alert: AlertConfig, found: Iterable[Told], *, room: int) -> Choice:
    """What of this is told, which it was not told before; `room` messages may be sent.

    Where there is more, the last of them is for the rest; without room all of it waits.
    """
    new = [one for one in found if _first_hand(one) >= alert.min_first_hand]
    if len(new) <= room:
        return Choice(tuple(new))
    if room <= 0:
        return Choice(())
    return Choice(tuple(new[: room - 1]), tuple(new[room - 1 :]))


def _first_hand(told: Told) -> int:
    return sum(side.first_hand for side in (told.a, told.b))
