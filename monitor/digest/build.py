"""Decides what a digest says and in which order; pure.

Most pressing first: contradictions, silent revisions, revisions, tensions, new
positions, then what repeats known ones. What is told by a relation is not told
again as a position, and a position in many documents is told once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from monitor.compare.judge import is_implied
from monitor.compare.meeting import led
from monitor.compare.stood import said_on
from monitor.compare.telling import reason_in
from monitor.config.reader import Kind, Wishes
from monitor.digest.edits import PageEdit, edited_from
from monitor.digest.fold import (
    Background,
    repeat_of,
    side_of,
)
from monitor.digest.shape import (
    Against,
    Coverage,
    Digest,
    FailureLine,
    Gone,
    NewPosition,
    Repeat,
    Section,
    Story,
)
from monitor.sides import KIND_NAMES, Held, first_of, held_by, kind_of
from monitor.storage import StoredClaim, StoredRelation
from monitor.types import TOLD, Claim, Relation

# Beyond these a digest is no longer read to its end, and mail programs cut it (Gmail past 102 kB).
# The rest is counted and stays in the database.
MOST_STORIES = 15  # of all kinds together
LEAST_STORIES = 2  # of each kind: a day of many contradictions hides no silent edit
MOST_POSITIONS = 15
MOST_REPEATS = 10
MOST_GONE = 20
MOST_FAILURES = 10


def build_digest(
    wishes: Wishes,
    *,
    since: datetime,
    until: datetime,
    relations: Sequence[StoredRelation],
    claims: Sequence[StoredClaim],
    background: Background,
    coverage: Coverage,
    failures: tuple[FailureLine, ...] = (),
    edits: Sequence[PageEdit] = (),
    gone: Sequence[Gone] = (),
    last: datetime | None = None,
) -> Digest:
    """Rank and fold what was recorded after `since` and up to `until`, as far as it is wished for.

    `last` is when the digest before this one ended.
    """
    news = [
        relation
        for relation in (row.relation for row in relations if since < row.recorded <= until)
        if relation.kind in TOLD and _of_topic(wishes, relation)
    ]
    told = [relation for relation in news if kind_of(relation) in wishes.tell]
    tensions = 0 if "tension" in wishes.tell else sum(one.kind == "tension" for one in news)
    fresh = _by_place(
        (row for row in claims if since < row.recorded <= until and _of_topic(wishes, row.claim)),
        {key for one in told for key in (*one.a, *one.b)},
    )
    positions = _positions(fresh, background) if "new-position" in wishes.tell else []
    repeats = _repeats(fresh, background) if "repeat" in wishes.tell else []
    absent = gone if "gone" in wishes.tell else ()
    sections = _sections(told, background)
    shown = _quoted(sections, positions[:MOST_POSITIONS])
    edited = edited_from(edits, wishes.topics, shown, ZoneInfo(wishes.time_zone))
    edited = edited if "edit" in wishes.tell else ()
    return Digest(
        since=since,
        until=until,
        zone=ZoneInfo(wishes.time_zone),
        sections=sections,
        positions=tuple(positions[:MOST_POSITIONS]),
        more_positions=max(0, len(positions) - MOST_POSITIONS),
        repeats=tuple(repeats[:MOST_REPEATS]),
        more_repeats=max(0, len(repeats) - MOST_REPEATS),
        coverage=coverage,
        failures=failures[:MOST_FAILURES],
        more_failures=max(0, len(failures) - MOST_FAILURES),
        edited=edited[:MOST_GONE],
        more_edited=max(0, len(edited) - MOST_GONE),
        gone=tuple(absent[:MOST_GONE]),
        more_gone=max(0, len(absent) - MOST_GONE),
        last=last,
        tensions=tensions,
        topics=tuple(background.topics.get(topic, topic) for topic in wishes.topics),
        kinds=wishes.news if wishes.news != Wishes().news else (),
    )


def _quoted(sections: Iterable[Section], positions: Iterable[NewPosition]) -> set[tuple[str, str]]:
    """The sentences that are shown, each with its document."""
    stories = [story for section in sections for story in section.stories]
    sides = [side for story in stories for side in (story.a, story.b)]
    return {(one.document, one.quote) for one in (*sides, *(each.side for each in positions))}


def _of_topic(wishes: Wishes, one: Claim | Relation) -> bool:
    return not wishes.topics or one.topic in wishes.topics


def _sections(relations: Sequence[Relation], background: Background) -> tuple[Section, ...]:
    """By kind; the most pressing take the room that the others need not, which are counted."""
    whole = [one for one in relations if _is_whole(one, background)]
    by_kind = {
        kind: _by_later_word([one for one in whole if kind_of(one) == kind], background)
        for kind in KIND_NAMES
    }
    kept = {kind: min(LEAST_STORIES, len(mine)) for kind, mine in by_kind.items()}
    sections, room = list[Section](), MOST_STORIES - sum(kept.values())
    for kind, mine in by_kind.items():
        if mine:
            most = kept[kind] + room
            stories = tuple(_story(same, kind, background) for same in mine[:most])
            sections.append(Section(kind, KIND_NAMES[kind], stories, len(mine) - len(stories)))
            room -= len(stories) - kept[kind]
    return tuple(sections)


def _is_whole(relation: Relation, background: Background) -> bool:
    """Not where the claims of a side are gone: read anew since, so there is nothing to show."""
    return all(_of(keys, background) for keys in (relation.a, relation.b))


def _by_later_word(relations: Sequence[Relation], background: Background) -> list[list[Relation]]:
    """Relations whose later sides begin with the same claim are one story: one word, against all
    that it does not fit.
    """
    together = dict[str, list[Relation]]()
    for relation in relations:
        later = _of(led(relation)[1], background)[0]
        together.setdefault(later.key, []).append(relation)
    return list(together.values())


def _story(same: Sequence[Relation], kind: Kind, background: Background) -> Story:
    relation = same[0]
    a, b = (_of(keys, background) for keys in led(relation))
    return Story(
        relation=relation.key,
        kind=kind,
        topic=background.topics.get(relation.topic, relation.topic),
        facet=relation.facet,
        reason=reason_in(relation.explanation, b),
        a=side_of(a[0], a, background),
        b=side_of(b[0], b, background),
        others=tuple(_against(one, background) for one in same[1:]),
    )


def _against(relation: Relation, background: Background) -> Against:
    earlier = _of(led(relation)[0], background)
    side = side_of(earlier[0], earlier, background)
    held = f"{side.value} ({side.firmness})" if side.firmness else side.value
    return Against(relation.key, f"{held}, by {side.voice}; {side.outlet}, {side.dated}")


def _of(keys: Iterable[str], background: Background) -> list[Claim]:
    return [background.claims[key] for key in keys if key in background.claims]


def _by_place(rows: Iterable[StoredClaim], told: Collection[str]) -> dict[Held, list[Claim]]:
    """The claims of each position of which no claim is `told` by a relation."""
    fresh = dict[Held, list[Claim]]()
    for row in rows:
        fresh.setdefault(held_by(row), []).append(row.claim)
    return {
        place: same for place, same in fresh.items() if not any(claim.key in told for claim in same)
    }


def _positions(fresh: Mapping[Held, Sequence[Claim]], background: Background) -> list[NewPosition]:
    """The positions first taken now, newest first; those of one topic and facet side by side."""
    news = [
        same
        for place, same in fresh.items()
        if place not in background.known and not all(map(is_implied, same))
    ]
    together = dict[tuple[str, str], list[Sequence[Claim]]]()
    for same in sorted(news, key=_newest_first):
        together.setdefault((same[0].topic, same[0].facet), []).append(same)
    return [
        NewPosition(
            background.topics.get(topic, topic), facet, side_of(first_of(same), same, background)
        )
        for (topic, facet), group in together.items()
        for same in group
    ]


def _repeats(fresh: Mapping[Held, Sequence[Claim]], background: Background) -> list[Repeat]:
    """Known positions in documents that did not hold them before, the most repeated first."""
    again = []
    for place, same in fresh.items():
        known = background.known.get(place)
        others = [one for one in same if known and one.document not in known.documents]
        if known and others:
            again.append((others, known))
    again.sort(key=lambda pair: (-_outlets(pair[0]), _newest_first(pair[0])))
    return [repeat_of(others, known, background) for others, known in again]


def _outlets(same: Sequence[Claim]) -> int:
    return len({one.reported_by for one in same})


def _newest_first(same: Sequence[Claim]) -> tuple[int, str]:
    first = first_of(same)
    return -said_on(first).toordinal(), first.key
