"""What opens a decided matter again, and what is a repeat: as tables, and as laws."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.compare.reopening import Speakers, covers, new_evidence, why_reopened
from monitor.types import Attribution, AttributionKind, Claim, Modality, Relation
from monitor.verdict import EvidenceKind, Seen, SpeakerSide, Verdict, pair_of
from tests.builders import a_claim, a_kind, a_relation, a_revision, a_speaker, a_verdict

SPEAKERS = Speakers(
    {"program": "Vendor"},
    {"Vendor": "vendor", "Rival": "vendor", "Partners Inc.": "partner", "Paper": "outlet"},
)
KINDS = [
    EvidenceKind(side, attribution, modality)
    for side, attribution, modality in product(
        get_args(SpeakerSide), get_args(AttributionKind), get_args(Modality)
    )
]
kinds = st.sampled_from(KINDS)

SIDES = [
    pytest.param("Vendor", "indirect", "vendor", id="the vendor of the topic"),
    pytest.param("Rival", "indirect", "other", id="a vendor of something else"),
    pytest.param("Partners Inc.", "direct", "partner", id="a partner"),
    pytest.param("Paper", "direct", "outlet", id="an editor who is quoted elsewhere"),
    pytest.param("Vendor", "outlet", "outlet", id="an outlet's own voice, whoever it speaks of"),
    pytest.param("Nobody Ltd.", "direct", "other", id="an organisation config/ does not know"),
    pytest.param(None, "hearsay", "other", id="no organisation"),
]


@pytest.mark.parametrize(("organisation", "attribution", "side"), SIDES)
def test_whose_word_it_is(
    organisation: str | None, attribution: AttributionKind, side: SpeakerSide
) -> None:
    claim = said(organisation, attribution)
    assert SPEAKERS.kind_of(claim) == EvidenceKind(side, attribution, "asserted")


def said(
    organisation: str | None = None,
    attribution: AttributionKind = "outlet",
    modality: Modality = "asserted",
    outlet: str = "one",
    **changes: Any,
) -> Claim:
    """A claim on a page of its own."""
    revision = a_revision(document=f"https://{outlet}.example/", publisher=outlet)
    speaker = a_speaker(organisation=organisation)
    spoken = Attribution(speaker, attribution, "said", (outlet,))
    return a_claim(revision, attribution=spoken, modality=modality, **changes)


def later(*claims: Claim, side: str = "b", **changes: Any) -> tuple[Relation, dict[str, Claim]]:
    """The relation that was decided, with more evidence for one side."""
    keys = tuple(claim.key for claim in claims)
    relation = a_relation(**changes)
    grown = replace(relation, **{side: (*getattr(relation, side), *keys)})
    return grown, {claim.key: claim for claim in claims}


def seen_as(kind: EvidenceKind) -> Verdict:
    """A verdict on one claim of that kind for either side."""
    plain = a_verdict()
    return replace(plain, seen=tuple(replace(one, kind=kind) for one in plain.seen))


OUTLET = a_kind()
RUMOUR = a_kind(side="other", attribution="hearsay", modality="rumoured")
HEARSAY = a_kind(side="vendor", attribution="hearsay")
SPOKEN = a_kind(side="vendor", attribution="indirect")
WRITTEN = a_kind(side="vendor", attribution="document")
HEDGED = a_kind(modality="hedged")
PLANNED = a_kind(side="vendor", attribution="indirect", modality="planned")
CASES = [
    pytest.param(OUTLET, said(), None, id="another outlet repeats it"),
    pytest.param(
        OUTLET, said(modality="hedged"), None, id="another outlet repeats it with a hedge"
    ),
    pytest.param(
        HEARSAY, said("Vendor", "hearsay"), None, id="a second outlet heard the same at second hand"
    ),
    pytest.param(
        HEARSAY,
        said("Vendor", "direct"),
        "the vendor itself now says it: 150 seats or more",
        id="the vendor itself speaks where only hearsay stood",
    ),
    pytest.param(
        OUTLET,
        said("Vendor", "indirect"),
        "the vendor itself now says it: 150 seats or more",
        id="the vendor itself speaks where an outlet did",
    ),
    pytest.param(
        SPOKEN,
        said("Vendor", "document"),
        "the vendor itself now says it in writing: 150 seats or more",
        id="what was spoken is written on the vendor's page",
    ),
    pytest.param(SPOKEN, said("Vendor", "direct"), None, id="a quote after a paraphrase"),
    pytest.param(SPOKEN, said(), None, id="an outlet repeats what the vendor said"),
    pytest.param(SPOKEN, said("Partners Inc.", "direct"), None, id="a partner repeats it"),
    pytest.param(WRITTEN, said("Vendor", "indirect"), None, id="the vendor says what it wrote"),
    pytest.param(
        OUTLET,
        said("Partners Inc.", "direct"),
        "a partner now says it: 150 seats or more",
        id="a partner speaks where an outlet did",
    ),
    pytest.param(
        HEDGED,
        said(),
        "an outlet in its own voice now says it: 150 seats or more",
        id="the hedge is gone",
    ),
    pytest.param(
        RUMOUR,
        said("Vendor", "indirect", "planned"),
        "the vendor itself now says it as a plan: 150 seats or more",
        id="a rumour becomes the vendor's plan",
    ),
    pytest.param(
        PLANNED,
        said("Vendor", "indirect"),
        "the vendor itself now says it: 150 seats or more",
        id="the plan is in force",
    ),
    pytest.param(
        OUTLET,
        said("Partners Inc.", "hearsay", "rumoured"),
        "a partner now says it at second hand as a rumour: 150 seats or more",
        id="a side that had not spoken, if only by rumour",
    ),
]


@pytest.mark.parametrize(("seen", "claim", "why"), CASES)
def test_what_reopens_a_verdict(seen: EvidenceKind, claim: Claim, why: str | None) -> None:
    relation, claims = later(claim)
    found = new_evidence(seen_as(seen), relation, claims, SPEAKERS)
    assert found == (() if why is None else (claim,))
    assert (why_reopened(found[0], SPEAKERS, since=True) if found else None) == why


VENDOR = said("Vendor", "direct")


def test_each_side_has_its_own_evidence() -> None:
    """The vendor spoke for one side; that it now speaks for the other is new."""
    plain = a_verdict()
    a, b = plain.seen
    verdict = replace(plain, seen=(replace(a, kind=SPOKEN), b))
    relation, claims = later(VENDOR, side="a")
    assert new_evidence(verdict, relation, claims, SPEAKERS) == ()
    relation, claims = later(VENDOR, side="b")
    assert new_evidence(verdict, relation, claims, SPEAKERS) == (VENDOR,)


def test_sides_that_changed_places_are_the_same_sides() -> None:
    """An earlier document was found: what was `a` is `b` now."""
    plain = a_verdict()
    a, b = plain.seen
    verdict = replace(plain, seen=(replace(a, kind=SPOKEN), b))
    was = a_relation()
    turned = a_relation(position_a=was.position_b, position_b=was.position_a, a=was.b, b=was.a)
    assert pair_of(turned) == verdict.pair
    relation = replace(turned, b=(*turned.b, VENDOR.key))
    assert new_evidence(verdict, relation, {VENDOR.key: VENDOR}, SPEAKERS) == ()


ONCE_SEEN = [
    pytest.param({"claim": VENDOR.key}, id="the claim itself, read as another speaker's now"),
    pytest.param(
        {"document": VENDOR.document, "quote": VENDOR.quote},
        id="the same words, drawn again under another key",
    ),
]


@pytest.mark.parametrize("same", ONCE_SEEN)
def test_words_once_seen_are_never_new(same: dict[str, str]) -> None:
    plain = a_verdict()
    verdict = replace(plain, seen=(replace(plain.seen[0], **same), *plain.seen[1:]))
    relation, claims = later(VENDOR)
    assert new_evidence(verdict, relation, claims, SPEAKERS) == ()


def test_a_claim_that_is_gone_is_no_evidence() -> None:
    relation, _ = later(VENDOR)
    assert new_evidence(a_verdict(), relation, {}, SPEAKERS) == ()


def test_the_most_telling_comes_first() -> None:
    partner = said("Partners Inc.", "document", outlet="p")
    vendor = said("Vendor", "indirect", outlet="v")
    written = said("Vendor", "document", outlet="w")
    relation, claims = later(partner, vendor, written)
    found = new_evidence(a_verdict(), relation, claims, SPEAKERS)
    assert found == (written, vendor, partner)


def test_what_was_there_before_is_not_called_new() -> None:
    words = why_reopened(VENDOR, SPEAKERS, since=False)
    assert words == "the vendor itself says it too: 150 seats or more"


PAIRS = [
    pytest.param({"kind": "tension"}, True, id="a firmer word makes a contradiction of a tension"),
    pytest.param(
        {"position_a": "250 seats", "position_b": "150 seats"}, True, id="sides changed places"
    ),
    pytest.param({"a": ("c" * 16,), "rule": "other@2"}, True, id="other evidence, another rule"),
    pytest.param({"kind": "revision"}, False, id="one replaced the other: another matter"),
    pytest.param({"slot": "slot-2"}, False, id="the same values of something else"),
    pytest.param({"position_b": "300 seats"}, False, id="another value"),
]


@pytest.mark.parametrize(("changes", "same"), PAIRS)
def test_what_a_verdict_sticks_to(changes: dict[str, Any], same: bool) -> None:
    assert (pair_of(a_relation(**changes)) == pair_of(a_relation())) is same


def test_a_revision_goes_one_way() -> None:
    there = a_relation(kind="revision")
    back = replace(there, position_a=there.position_b, position_b=there.position_a)
    assert pair_of(there) != pair_of(back)


@given(kinds)
def test_a_repeat_of_the_same_kind_is_never_new(kind: EvidenceKind) -> None:
    assert covers(kind, kind)


@given(kinds, kinds, kinds)
def test_what_covers_a_cover_covers(a: EvidenceKind, b: EvidenceKind, c: EvidenceKind) -> None:
    """So the order in which evidence came and was decided on makes no difference."""
    assert not (covers(a, b) and covers(b, c)) or covers(a, c)


@given(kinds)
def test_the_vendors_written_word_leaves_nothing_new(kind: EvidenceKind) -> None:
    assert covers(WRITTEN, kind)


@given(kinds.filter(lambda kind: kind.side != "vendor"))
def test_the_vendor_firmly_in_writing_is_always_new(kind: EvidenceKind) -> None:
    assert not covers(kind, WRITTEN)


@given(st.lists(kinds, min_size=1, max_size=4), kinds, kinds)
def test_more_that_was_seen_never_reopens(
    seen: list[EvidenceKind], more: EvidenceKind, new: EvidenceKind
) -> None:
    relation, claims = later(of_kind(new))

    def verdict(*kinds: EvidenceKind) -> Verdict:
        rows = (Seen(f"{n}", relation.position_b, "d", f"{n}", k) for n, k in enumerate(kinds))
        return a_verdict(seen=tuple(rows))

    before = new_evidence(verdict(*seen), relation, claims, SPEAKERS)
    after = new_evidence(verdict(*seen, more), relation, claims, SPEAKERS)
    assert set(after) <= set(before)


def of_kind(kind: EvidenceKind) -> Claim:
    names = {"vendor": "Vendor", "partner": "Partners Inc.", "outlet": "Paper"}
    return said(names.get(kind.side), kind.attribution, kind.modality)
