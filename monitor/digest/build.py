"""Decides what a digest says and in which order; pure.

Most pressing first: contradictions, silent revisions, revisions, tensions,
then new positions. What is told by a relation is not told again as a new
position, and the same position in many documents is told once.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Protocol

from monitor import wording as words
from monitor.digest.shape import (
    Coverage,
    Digest,
    FailureLine,
    Gone,
    NewPosition,
    Section,
    Side,
    Story,
)
from monitor.types import TOLD, Claim, Failure, Relation
from monitor.values import to_json

# Beyond these a digest is no longer read to its end; the rest is counted and stays in the database.
MOST_STORIES = 25
MOST_POSITIONS = 40
MOST_FAILURES = 10
MOST_GONE = 20
# A sentence is rarely longer, and no page may fill the digest with one of its own making.
LONGEST_QUOTE = 500
LONGEST_LINE = 200

# Who was heard at first hand is shown before who was not.
_TIERS = ("direct", "indirect", "document", "outlet", "hearsay")


class DatedRelation(Protocol):
    """A relation, and when it was first recorded."""

    @property
    def relation(self) -> Relation: ...
    @property
    def recorded(self) -> datetime: ...


class DatedClaim(Protocol):
    """A claim, and when it was first recorded."""

    @property
    def claim(self) -> Claim: ...
    @property
    def recorded(self) -> datetime: ...


@dataclass(frozen=True, slots=True)
class Background:
    """What the new is told against.

    `claims` holds by key every claim of the slots concerned; `known` the keys of
    those that were there before; `title_of` gives the title of a revision.
    """

    claims: Mapping[str, Claim]
    known: Collection[str]
    title_of: Callable[[str], str | None]
    topics: Mapping[str, str]


def build_digest(
    *,
    since: datetime,
    until: datetime,
    zone: tzinfo,
    relations: Sequence[DatedRelation],
    claims: Sequence[DatedClaim],
    background: Background,
    coverage: Coverage,
    failures: Sequence[Failure],
    gone: Sequence[Gone] = (),
) -> Digest:
    """Rank and fold what was recorded after `since` and up to `until`; the rest is left out."""
    told = [
        row.relation
        for row in relations
        if since < row.recorded <= until and row.relation.kind in TOLD
    ]
    new = [row for row in claims if since < row.recorded <= until]
    positions, repeats = _new_positions(new, told, background)
    return Digest(
        since=since,
        until=until,
        zone=zone,
        sections=_sections(told, background),
        positions=tuple(positions[:MOST_POSITIONS]),
        more_positions=max(0, len(positions) - MOST_POSITIONS),
        repeats=repeats,
        coverage=coverage,
        failures=_fold_failures([one for one in failures if since < one.at <= until]),
        gone=tuple(gone[:MOST_GONE]),
        more_gone=max(0, len(gone) - MOST_GONE),
    )


_SECTIONS = (
    ("Contradictions", "contradiction"),
    ("Silent revisions", "silent revision"),
    ("Revisions", "revision"),
    ("Tensions", "tension"),
)


def _sections(relations: Sequence[Relation], background: Background) -> tuple[Section, ...]:
    sections = []
    told = [story for one in relations if (story := _story(one, background))]
    for title, kind in _SECTIONS:
        stories = [story for story in told if story.kind == kind]
        if stories:
            more = max(0, len(stories) - MOST_STORIES)
            sections.append(Section(title, tuple(stories[:MOST_STORIES]), more))
    return tuple(sections)


def _story(relation: Relation, background: Background) -> Story | None:
    """None where a claim it names is gone: read anew since, so there is nothing to show."""
    a, b = (_of(keys, background) for keys in (relation.a, relation.b))
    if not a or not b:
        return None
    silent = relation.silent and relation.kind == "revision"
    return Story(
        relation=relation.key,
        kind="silent revision" if silent else relation.kind,
        topic=background.topics.get(relation.topic, relation.topic),
        facet=relation.facet,
        explanation=relation.explanation,
        a=_side(a, background),
        b=_side(b, background),
    )


def _of(keys: Iterable[str], background: Background) -> list[Claim]:
    return [background.claims[key] for key in keys if key in background.claims]


def _new_positions(
    new: Sequence[DatedClaim], told: Sequence[Relation], background: Background
) -> tuple[list[NewPosition], int]:
    """The positions first taken now, newest first, and how many claims only repeat older ones."""
    in_relations = {key for one in told for key in (*one.a, *one.b)}
    fresh: dict[str, list[Claim]] = {}
    for row in new:
        fresh.setdefault(_position(row.claim), []).append(row.claim)
    old = {_position(background.claims[key]) for key in background.known}
    repeats = sum(len(same) for position, same in fresh.items() if position in old)
    news = [
        same
        for position, same in fresh.items()
        if position not in old and not any(claim.key in in_relations for claim in same)
    ]
    news.sort(key=lambda same: (-_said(_first(same)).toordinal(), _first(same).key))
    return [_new_position(same, background) for same in news], repeats


def _position(claim: Claim) -> str:
    """What holds the same value in the same slot is one position."""
    slot = (claim.topic, claim.component, claim.facet, claim.qualifiers)
    return json.dumps((*slot, claim.polarity, to_json(claim.value)), sort_keys=True)


def _new_position(same: Sequence[Claim], background: Background) -> NewPosition:
    first = _first(same)
    topic = background.topics.get(first.topic, first.topic)
    return NewPosition(topic, first.facet, _side(same, background))


def _said(claim: Claim) -> date:
    """The day a claim was published, as far as known; else the day we read it."""
    span = claim.published
    return (span and (span.earliest or span.latest)) or claim.observed.date()


def _first(same: Sequence[Claim]) -> Claim:
    return min(same, key=lambda one: (_said(one), _TIERS.index(one.attribution.kind), one.key))


def _side(same: Sequence[Claim], background: Background) -> Side:
    first = _first(same)
    title = background.title_of(first.revision)
    return Side(
        claim=first.key,
        value=words.shorten(words.value_in_words(first), LONGEST_LINE),
        firmness=words.firmness_in_words(first),
        quote=words.shorten(words.bare(first.quote), LONGEST_QUOTE),
        voice=words.shorten(words.voice_in_words(first), LONGEST_LINE),
        outlet=words.shorten(first.reported_by, LONGEST_LINE),
        dated=_dated(first),
        title=words.shorten(title, LONGEST_LINE) if title else None,
        document=first.document,
        also=len({one.document for one in same} - {first.document}),
    )


def _dated(claim: Claim) -> str:
    if claim.published:
        return words.span_in_words(claim.published)
    return f"undated, seen {words.day_in_words(claim.observed.date())}"


def _fold_failures(failures: Sequence[Failure]) -> tuple[FailureLine, ...]:
    """One line a source and kind with its latest message, the most frequent first."""
    folded: dict[tuple[str, str], list[Failure]] = {}
    for one in sorted(failures, key=lambda one: one.at):
        folded.setdefault((one.source or "", one.kind), []).append(one)
    lines = [
        FailureLine(source, kind, words.shorten(same[-1].message, LONGEST_LINE), len(same))
        for (source, kind), same in folded.items()
    ]
    return tuple(sorted(lines, key=lambda line: (-line.times, line.source))[:MOST_FAILURES])
