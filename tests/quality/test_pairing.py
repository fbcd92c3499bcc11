"""Relations against labelled pairs: met by place and facet, traps left alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from monitor.interval import NumberSpan
from monitor.types import Relation
from monitor.values import Quantity, State
from tests.builders import a_claim, a_relation, a_revision
from tests.quality.gold import Document, Gold, Label, Pair
from tests.quality.pairing import PairScore, flag, score_pairs
from tests.quality.run import Found
from tests.quality.scoring import Share

OLD = "A customer needs 150 seats or more."
NEW = "The least is now 50 licenses."
FINAL = "The terms are final."
AGAIN = "Once more, 50 licenses will do."
# What each document says, sentence by sentence.
TEXTS = {"old": f"{OLD} {FINAL}", "new": f"{NEW} {AGAIN} {FINAL}"}


def a_label(document: str, sentence: str, low: int, facet: str = "threshold") -> Label:
    start = TEXTS[document].index(sentence)
    place = (start, start + len(sentence))
    return Label(
        key=f"{document} {sentence}",
        document=document,
        place=place,
        sentence=place,
        facet=facet,
        component=None,
        values=(Quantity(NumberSpan(low, None), "seat", "minimum"),),
        polarity="affirm",
        modality="asserted",
        organisations=frozenset({None}),
        anonymous=False,
        attribution="outlet",
        optional=False,
        out_of_scope=False,
    )


FIRST, SECOND = a_label("old", OLD, 150), a_label("new", NEW, 50)
OTHER = replace(a_label("old", FINAL, 0, "status"), values=(State("final"),))
LAST = replace(a_label("new", FINAL, 0, "status"), values=(State("final"),))
REPEATED = a_label("new", AGAIN, 50)


def a_gold(*pairs: Pair) -> Gold:
    documents = {name: Document(name, "The Outlet", text, False) for name, text in TEXTS.items()}
    return Gold(documents, (FIRST, SECOND, REPEATED, OTHER, LAST), {}, pairs)


def said(document: str, sentence: str, facet: str = "threshold") -> Found:
    revision = a_revision(document=document, text=TEXTS[document])
    return Found(a_claim(revision, quote=sentence, facet=facet), document)


THEN, NOW, AFTER = said("old", OLD), said("new", NEW), said("new", AGAIN)
STATE, STAYS = said("old", FINAL, "status"), said("new", FINAL, "status")
CLAIMS = (THEN, NOW, AFTER, STATE, STAYS, said("old", OLD, "status"))


def told(kind: Any, a: Found, b: Found, *more: Found) -> Relation:
    return a_relation(kind=kind, a=(a.claim.key,), b=(b.claim.key, *(m.claim.key for m in more)))


REVISED = Pair(FIRST, SECOND, "revision")
TRAP = Pair(OTHER, LAST, None)
# What is told; the pairs met, with their kinds; flags that met none.
FLAGS = [
    pytest.param([], {}, 0, id="silence"),
    pytest.param([told("revision", THEN, NOW)], {REVISED: {"revision"}}, 0, id="found"),
    pytest.param([told("revision", NOW, THEN)], {REVISED: {"revision"}}, 0, id="turned round"),
    pytest.param([told("tension", THEN, NOW)], {REVISED: {"tension"}}, 0, id="of another kind"),
    pytest.param(
        [told("tension", THEN, NOW), told("revision", THEN, NOW)],
        {REVISED: {"tension", "revision"}},
        0,
        id="told twice",
    ),
    pytest.param([told("revision", THEN, AFTER)], {REVISED: {"revision"}}, 0, id="said again"),
    pytest.param([told("revision", NOW, STATE)], {}, 1, id="one side is no part of it"),
    pytest.param(
        [told("contradiction", THEN, NOW, STAYS)],
        {REVISED: {"contradiction"}},
        0,
        id="any of its claims",
    ),
    pytest.param([told("contradiction", STATE, STAYS)], {TRAP: {"contradiction"}}, 0, id="a trap"),
    pytest.param(
        [told("revision", CLAIMS[-1], NOW)], {REVISED: {"revision"}}, 0, id="read as another facet"
    ),
]


@pytest.mark.parametrize(("relations", "kinds", "unjudged"), FLAGS)
def test_flags(
    relations: list[Relation], kinds: Mapping[Pair, frozenset[str]], unjudged: int
) -> None:
    flags = flag(relations, CLAIMS, a_gold(REVISED, TRAP))
    assert (flags.kinds, flags.unjudged) == (kinds, unjudged)


def test_a_trap_of_another_facet_is_not_met() -> None:
    """Two claims of one sentence may differ truly where two others of it do not."""
    trap = Pair(FIRST, SECOND, None)
    flags = flag([told("contradiction", CLAIMS[-1], NOW)], CLAIMS, a_gold(trap))
    assert (flags.kinds, flags.unjudged) == ({}, 1)


NONE = Share(0, 0)
SCORES = [
    pytest.param([], Share(0, 1), Share(0, 1), NONE, NONE, 0, 0, id="silence"),
    pytest.param(
        [told("revision", THEN, NOW)], Share(1, 1), Share(1, 1), Share(1, 1), NONE, 0, 0, id="right"
    ),
    pytest.param(
        [told("contradiction", THEN, NOW)],
        Share(1, 1),
        Share(0, 1),
        Share(1, 1),
        Share(0, 1),
        0,
        0,
        id="flagged, and called by another name",
    ),
    pytest.param(
        [told("revision", THEN, NOW), told("contradiction", STATE, STAYS)],
        Share(1, 1),
        Share(1, 1),
        Share(1, 2),
        Share(0, 1),
        1,
        0,
        id="a trap called contradiction is a false alarm",
    ),
    pytest.param(
        [told("tension", STATE, STAYS)],
        Share(0, 1),
        Share(0, 1),
        NONE,
        NONE,
        0,
        1,
        id="a milder one",
    ),
]


@pytest.mark.parametrize(
    ("relations", "flagged", "right", "precision", "called", "alarms", "milder"), SCORES
)
def test_scores(
    relations: list[Relation],
    flagged: Share,
    right: Share,
    precision: Share,
    called: Share,
    alarms: int,
    milder: int,
) -> None:
    gold = a_gold(REVISED, TRAP)
    score: PairScore = score_pairs(flag(relations, CLAIMS, gold), gold)
    assert (score.flagged["revision"], score.kind_right["revision"]) == (flagged, right)
    assert (score.precision, score.contradictions) == (precision, called)
    assert (score.negatives_as_contradiction, score.negatives_as_other) == (alarms, milder)
    assert score.negatives == 1
