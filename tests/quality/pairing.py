"""How well relations were told: pairs found, with their kind, and hard negatives left alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from monitor.types import TOLD, Relation
from tests.quality.agreement import nearness
from tests.quality.gold import Gold, Label, Pair
from tests.quality.run import Found
from tests.quality.scoring import ALL, Share


@dataclass(frozen=True, slots=True)
class Flags:
    """The kinds that each labelled pair was flagged as, and how many flags met none."""

    kinds: Mapping[Pair, frozenset[str]]
    unjudged: int


@dataclass(frozen=True, slots=True)
class PairScore:
    """Pairs flagged at all and with the right kind, by kind; hard negatives flagged.

    A hard negative called a contradiction is a false alarm; called otherwise, it is counted.
    `precision` is of all flags that are judged, `contradictions` of those so called.
    """

    flagged: Mapping[str, Share]
    kind_right: Mapping[str, Share]
    precision: Share
    contradictions: Share
    negatives: int
    negatives_as_contradiction: int
    negatives_as_other: int
    unjudged: int


def flag(relations: Iterable[Relation], claims: Iterable[Found], gold: Gold) -> Flags:
    """Which labelled pairs the relations meet: each two of their claims meet at most one."""
    found = {each.claim.key: each for each in claims}
    ends = [(pair, _alike(pair.a, gold), _alike(pair.b, gold)) for pair in gold.pairs]
    kinds: dict[Pair, frozenset[str]] = {}
    unjudged = 0
    for relation in relations:
        met = set()
        for a, b in product(relation.a, relation.b):
            near = [(_pair_nearness((found[a], found[b]), end, gold), end[0]) for end in ends]
            best, pair = max(near, key=lambda each: each[0], default=(0.0, None))
            if best and pair is not None:
                met.add(pair)
        for pair in met:
            kinds[pair] = kinds.get(pair, frozenset()) | {relation.kind}
        unjudged += not met
    return Flags(kinds, unjudged)


def _alike(label: Label, gold: Gold) -> tuple[Label, ...]:
    """The label, and those of its document that say the same again."""

    def key(each: Label) -> tuple[object, ...]:
        return each.document, each.facet, each.component, each.values[:1]

    if not label.values:
        return (label,)
    again = [each for each in gold.labels if each is not label and key(each) == key(label)]
    return (label, *again)


_End = tuple[Pair, tuple[Label, ...], tuple[Label, ...]]


def _pair_nearness(sides: tuple[Found, Found], end: _End, gold: Gold) -> float:
    """How near two claims are to a pair, whichever comes first; 0 where one side is apart."""
    pair, *labels = end
    best = 0.0
    for one, other in (sides, sides[::-1]):
        first = _nearness(one, labels[0], pair, gold)
        second = first and _nearness(other, labels[1], pair, gold)
        best = max(best, first + second if second else 0.0)
    return best


def _nearness(found: Found, labels: Sequence[Label], pair: Pair, gold: Gold) -> float:
    """By place or words, and one more for the same facet, which a hard negative needs."""
    text = gold.documents[found.document].text
    best = 0.0
    for label in labels:
        same = found.claim.facet == label.facet
        if found.document != label.document:
            continue
        if pair.kind is None and not same and label.facet in ALL:
            continue
        near = nearness(found.place, label, text)
        best = max(best, near + same if near else 0.0)
    return best


def score_pairs(flags: Flags, gold: Gold) -> PairScore:
    """Count what was flagged rightly and wrongly."""
    kinds = flags.kinds
    asked = {kind: [pair for pair in gold.pairs if pair.kind == kind] for kind in TOLD}
    negatives = [pair for pair in gold.pairs if pair.kind is None]
    flagged_negatives = [pair for pair in negatives if pair in kinds]
    alarms = sum("contradiction" in kinds[pair] for pair in flagged_negatives)
    called = [pair for pair in kinds if "contradiction" in kinds[pair]]
    right = sum(pair.kind is not None for pair in kinds)
    return PairScore(
        flagged={
            kind: Share(sum(pair in kinds for pair in own), len(own)) for kind, own in asked.items()
        },
        kind_right={
            kind: Share(sum(kind in kinds.get(pair, ()) for pair in own), len(own))
            for kind, own in asked.items()
        },
        precision=Share(right, right + alarms),
        contradictions=Share(sum(pair.kind == "contradiction" for pair in called), len(called)),
        negatives=len(negatives),
        negatives_as_contradiction=alarms,
        negatives_as_other=len(flagged_negatives) - alarms,
        unjudged=flags.unjudged,
    )
