"""How well claims were found: which labels, with which values, and what else they say rightly."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from monitor.values import ScopeItem, Value, When
from tests.quality.agreement import nearness, overlap, same_value
from tests.quality.gold import Gold, Label
from tests.quality.run import Found

CORE = ("threshold", "timing", "scope")
ALL = (*CORE, "price", "funding", "delivery", "headcount", "status", "accuracy")
# Items of scope on a line of their own, in no total.
SIDE = "scope (side items)"
_SIDE_ITEM = re.compile(r"planning|remediation|adoption-guidance|workload-.*")
# One organisation under several names; unnamed partners and an unknown speaker are one.
_SAME = {
    "microsoft docs": "microsoft",
    "microsoft learn": "microsoft",
    "microsoft documentation": "microsoft",
    "partner": "",
    "partners": "",
    "channel partner": "",
    "channel partners": "",
    "microsoft partner": "",
    "microsoft partners": "",
}
_FORMS = re.compile(r"the|corp|corporation|inc|ltd|llc|plc|gmbh|company")
_DRAWS = 2000


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    right: int
    of: int

    @property
    def value(self) -> float | None:
        return self.right / self.of if self.of else None

    @property
    def thousandths(self) -> int:
        """Rounded down, exactly; 0 where there is nothing."""
        return self.right * 1000 // self.of if self.of else 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Claims right, wrong (false alarms) and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> Share:
        return Share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Share:
        return Share(self.right, self.right + self.missed)

    @property
    def f1(self) -> Share:
        return Share(2 * self.right, 2 * self.right + self.wrong + self.missed)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of every claim read and every label asked for.

    `trapped` are the false alarms on matters out of scope, a part of `false`;
    `restated` and `excused` claims count neither way.
    """

    matched: tuple[tuple[Found, Label], ...]
    missed: tuple[Label, ...]
    false: tuple[Found, ...]
    trapped: tuple[Found, ...]
    restated: tuple[Found, ...]
    excused: tuple[Found, ...]


def judge(claims: Iterable[Found], gold: Gold) -> Verdict:
    """Match claims with labels, document by document and facet by facet."""
    groups: dict[tuple[str, str], tuple[list[Found], list[Label]]] = defaultdict(lambda: ([], []))
    for found in claims:
        groups[found.document, found.claim.facet][0].append(found)
    for label in gold.labels:
        groups[label.document, label.facet][1].append(label)
    matched: list[tuple[Found, Label]] = []
    missed: list[Label] = []
    rest: dict[str, list[Found]] = defaultdict(list)
    for _, (said, labels) in sorted(groups.items()):
        asked = [label for label in labels if label.asked]
        pairs = _match(said, asked, gold)
        matched += [(said[i], asked[j]) for i, j in sorted(pairs.items())]
        missed += [label for j, label in enumerate(asked) if j not in pairs.values()]
        for i, found in enumerate(said):
            if i not in pairs:
                rest[_fate(found, labels, gold)].append(found)
    wrong = {name: tuple(rest[name]) for name in ("false", "trapped", "restated", "excused")}
    wrong["false"] += wrong["trapped"]
    return Verdict(matched=tuple(matched), missed=tuple(missed), **wrong)


def _match(said: Sequence[Found], asked: Sequence[Label], gold: Gold) -> dict[int, int]:
    """One claim a label, the closest pair first."""
    near = [
        (-closeness(found, label, gold), i, j)
        for i, found in enumerate(said)
        for j, label in enumerate(asked)
    ]
    pairs: dict[int, int] = {}
    for minus, i, j in sorted(near):
        if minus and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def closeness(found: Found, label: Label, gold: Gold) -> float:
    """0 where the claim is not what the label says; the labelled value before an accepted one."""
    worth = _worth(found.claim.value, label)
    near = worth and nearness(found.place, label, gold.documents[label.document].text)
    return worth + near if near else 0.0


def _worth(value: Value, label: Label) -> int:
    for worth, right in zip((2, *[1] * len(label.values)), label.values, strict=False):
        if same_value(label.facet, right, value):
            return worth
    return 0 if label.values else 1


def _fate(found: Found, labels: Sequence[Label], gold: Gold) -> str:
    """What a claim is that matched no label of its own."""
    hit = [label for label in labels if closeness(found, label, gold)]
    if gold.documents[found.document].distractor or any(label.out_of_scope for label in hit):
        return "trapped"
    if any(label.asked for label in hit):
        return "restated"
    if _turns_round(found, labels, gold):
        return "false"  # never excused as optional
    return "excused" if hit or _is_ignored(found, gold) else "false"


def _turns_round(found: Found, labels: Sequence[Label], gold: Gold) -> bool:
    """Whether it says that a labelled item is left out, or the other way round."""
    value = found.claim.value
    if not isinstance(value, ScopeItem):
        return False
    turned = ScopeItem(value.item, not value.included)
    text = gold.documents[found.document].text
    return any(
        _worth(turned, label) and nearness(found.place, label, text)
        for label in labels
        if label.asked
    )


def _is_ignored(found: Found, gold: Gold) -> bool:
    """Whether half of it or more stands where nothing is judged."""
    start, end = found.place
    places = gold.ignored.get(found.document, ())
    return any(2 * overlap(found.place, place) >= end - start for place in places)


def tallies(verdict: Verdict) -> dict[str, Tally]:
    """Right, wrong and missed for each facet, the side items, "core" and "all"."""
    right = Counter(_line(label.facet, label.values[0]) for _, label in verdict.matched)
    wrong = Counter(_line(found.claim.facet, found.claim.value) for found in verdict.false)
    missed = Counter(_line(label.facet, label.values[0]) for label in verdict.missed)
    found = {name: Tally(right[name], wrong[name], missed[name]) for name in (*ALL, SIDE)}
    found["core"] = sum((found[name] for name in CORE), Tally())
    found["all"] = sum((found[name] for name in ALL), Tally())
    return found


def _line(facet: str, value: Value) -> str:
    is_side = isinstance(value, ScopeItem) and _SIDE_ITEM.fullmatch(value.item)
    return SIDE if is_side else facet


def attributes(verdict: Verdict, gold: Gold) -> dict[str, Share]:
    """On the claims matched: how often what they say beside the value is right."""
    right: dict[str, list[bool]] = defaultdict(list)
    for found, label in verdict.matched:
        claim = found.claim
        right["polarity"].append(claim.polarity == label.polarity)
        right["modality"].append(claim.modality == label.modality)
        right["organisation"].append(_same_side(found, label, gold))
        right["anonymity"].append(claim.speaker.anonymous == label.anonymous)
        right["attribution"].append(claim.attribution.kind == label.attribution)
        if label.component:
            right["component"].append(claim.component == label.component)
        if isinstance(claim.value, When) and isinstance(label.values[0], When):
            right["event"].append(claim.value.event == label.values[0].event)
    return {name: Share(sum(each), len(each)) for name, each in right.items()}


def _same_side(found: Found, label: Label, gold: Gold) -> bool:
    sides = {organisation(name) for name in label.organisations}
    if label.attribution == "outlet":
        sides.add(organisation(gold.documents[label.document].publisher))
    return organisation(found.claim.speaker.organisation) in sides


def organisation(name: str | None) -> str:
    """A name to compare by: without its legal form, "" for nobody known."""
    words = re.sub(r"[^\w\s]", " ", (name or "").lower()).split()
    key = " ".join(word for word in words if not _FORMS.fullmatch(word))
    return _SAME.get(key, key)


def verbatim(claims: Iterable[Found], gold: Gold) -> Share:
    """How many quotes stand in their file to the letter, where the claim says."""
    held = [
        gold.documents[found.document].text[slice(*found.place)] == found.claim.quote
        for found in claims
    ]
    return Share(sum(held), len(held))


def core_interval(verdict: Verdict, gold: Gold) -> tuple[float, float]:
    """The middle 95 % of the core F1 when as many documents are drawn anew (bootstrap)."""
    counts = {name: [0, 0, 0] for name in sorted(gold.documents)}
    for column, entries in enumerate(
        (
            [(label.document, label.facet, label.values[0]) for _, label in verdict.matched],
            [(f.document, f.claim.facet, f.claim.value) for f in verdict.false],
            [(label.document, label.facet, label.values[0]) for label in verdict.missed],
        )
    ):
        for document, facet, value in entries:
            counts[document][column] += _line(facet, value) in CORE
    draw = random.Random(20140805)
    drawn = sorted(
        sum(
            (Tally(*counts[name]) for name in draw.choices(list(counts), k=len(counts))), Tally()
        ).f1.thousandths
        for _ in range(_DRAWS)
    )
    return drawn[int(0.025 * (_DRAWS - 1))] / 1000, drawn[int(0.975 * (_DRAWS - 1))] / 1000
