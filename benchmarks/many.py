"""A database of many claims, written in bulk: as crawling, reading and comparing would leave it.

    python -m benchmarks.many sqlite:///many.db --claims 2000000 --way longer [--seed 1]

Two ways of growing: `more` topics, whose slots stay small, or the same four topics for `longer`,
whose slots grow to tens of thousands of claims.
"""

from __future__ import annotations

import sys
import zlib
from argparse import ArgumentParser
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time
from itertools import count
from pathlib import Path
from time import monotonic
from typing import Any

from sqlalchemy import Connection, insert

from benchmarks.filling import in_bulk
from benchmarks.said import Speech, Text
from monitor.compare.crossing import cross, stand_slot
from monitor.compare.dated import dated, sides_of
from monitor.compare.judge import Stated
from monitor.compare.meeting import order_of
from monitor.compare.relate import derive, in_force, leading
from monitor.compare.slots import slot_of
from monitor.compare.stood import Days, stood
from monitor.compare.tones import stand_of
from monitor.config import Config, load_config
from monitor.config.topic import Topic
from monitor.pipeline.writing import rules_of
from monitor.storage import Issue, open_store, tables
from monitor.storage.claim_rows import claim_row
from monitor.storage.names import NAMED, add_names
from monitor.storage.revisions import revision_row
from monitor.storage.search import CLAIM_WORDS, REVISION_WORDS, add_words
from monitor.storage.stands import stand_row
from monitor.types import Claim, Relation, Snapshot, Stand, digest_of
from monitor.values import State, When

CONFIG = Path(__file__).parents[1] / "config"
WAYS = ("more", "longer")
_LONGER_TOPICS, _CLAIMS_OF_A_TOPIC = 4, 2000
_AT_ONCE = 2000
# Of a slot with more claims, so many are derived, spread over all its days; what lies between
# joins what its like joined. Which relations there are is so, and nearly who has a part in them.
_DERIVED = 120


def topics_of(claims: int, way: str) -> tuple[Topic, ...]:
    """The topics that a database of so many claims tells of."""
    base = next(t for t in load_config(str(CONFIG)).topics if t.key == "office365-fasttrack")
    number = _LONGER_TOPICS if way == "longer" else max(1, claims // _CLAIMS_OF_A_TOPIC)
    return tuple(base.model_copy(update={"key": f"program-{n:05}"}) for n in range(number))


def config_of(claims: int, way: str) -> Config:
    """The configuration that such a database goes with."""
    return replace(load_config(str(CONFIG)), topics=topics_of(claims, way))


def make(url: str, claims: int, way: str, seed: int) -> int:
    """Make it at an address where there is none; how many claims it holds."""
    config = config_of(claims, way)
    open_store(url).close()
    with in_bulk(url) as connection:
        numbers, made = (count(1), count(1)), 0
        for topic in config.topics:
            writer = _Topic(connection, config, topic, numbers)
            made += writer.write(Speech(topic, seed).documents(claims // len(config.topics)))
    return made


@dataclass(slots=True)
class _Topic:
    """Writes the documents of one topic, and then all that follows from comparing them."""

    connection: Connection
    config: Config
    topic: Topic
    numbers: tuple[Iterator[int], Iterator[int]]  # of texts and of claims
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    claims: dict[str, list[Claim]] = field(default_factory=lambda: defaultdict(list))
    days: Days = field(default_factory=dict)
    names: set[str | None] = field(default_factory=set)

    def write(self, documents: Iterable[Sequence[Text]]) -> int:
        number = 0
        for texts in documents:
            issues = [
                Issue(t.revision.key, t.revision.published, t.revision.observed) for t in texts
            ]
            self.days |= stood(issues)
            for text in texts:
                self._text(text)
                number += len(text.claims)
            if len(self.rows["claim"]) >= _AT_ONCE:
                self._flush()
        self._flush()
        self._compare()
        self._flush()
        return number

    def _text(self, text: Text) -> None:
        body = zlib.compress(text.revision.text.encode())
        snapshot = Snapshot(
            document=text.revision.document,
            source=text.revision.publisher.lower().replace(" ", "-"),
            fetched_from=text.revision.document,
            status=200,
            headers=(),
            body=text.revision.text.encode(),
            observed=text.revision.observed,
        )
        revision = replace(text.revision, snapshot=snapshot.key)
        at = revision.observed
        times = {"recorded": at, "last_observed": at}
        self.rows["body"].append(
            {"sha256": snapshot.sha256, "size": len(snapshot.body), "content": body}
        )
        self.rows["snapshot"].append(_snapshot_row(snapshot))
        self.rows["revision"].append({**revision_row(revision), **times})
        self.rows["address"].append(_address_row(snapshot))
        self.rows["fetch"].append(_fetch_row(snapshot))
        for claim in text.claims:
            slot = slot_of(claim, self.topic)
            self.claims[slot].append(claim)
            kept = {"recorded": at, "written": at, "news": True}
            row = {**claim_row(claim, slot), "id": next(self.numbers[1]), **kept}
            self.rows["claim"].append(row)

    def _flush(self) -> None:
        for name in (
            "body",
            "snapshot",
            "revision",
            "address",
            "fetch",
            "claim",
            "relation",
            "evidence",
            "stated",
            "compared",
        ):
            rows, table = self.rows.pop(name, []), tables.metadata.tables[name]
            if name == "address":
                rows = list({row["key"]: row for row in rows}.values())
            for first in range(0, len(rows), _AT_ONCE):
                some = rows[first : first + _AT_ONCE]
                self.connection.execute(insert(table), some)
                if name == "claim":
                    add_names(self.connection, (row for row in some if self._is_new(row)))
                    words = [(row["id"], row["quote"]) for row in some]
                    add_words(self.connection, CLAIM_WORDS, words)
                elif name == "revision":
                    texts = [(next(self.numbers[0]), row["text"]) for row in some]
                    keys = [
                        {"id": number, "revision": row["key"]}
                        for (number, _), row in zip(texts, some, strict=True)
                    ]
                    self.connection.execute(insert(tables.text_number), keys)
                    add_words(self.connection, REVISION_WORDS, texts)
        self.connection.commit()

    def _is_new(self, row: dict[str, Any]) -> bool:
        """Whether a name in it was not seen in this topic before."""
        names = {row[column] for column in NAMED} - self.names
        self.names |= names
        return bool(names)

    def _compare(self) -> None:
        rules = rules_of(self.config, self.topic)
        for slot, claims in self.claims.items():
            stated = sorted(in_force(leading(dated(self.config, self.days, claims))), key=order_of)
            stands = [stand_of(one, with_case=False) for one in stated]
            every = max(1, len(stated) // _DERIVED)
            found = derive(slot, stated[::every], sides_of(self.topic)).relations
            self._relations(_joined(found, stands, every), {one.claim: one for one in stands})
            self.rows["stated"] += [stand_row(slot, one) for one in stands]
            self.rows["compared"].append({"slot": slot, "rules": rules})
            self._flush()
        self._cross()

    def _relations(self, relations: Iterable[Relation], stands: Mapping[str, Stand]) -> None:
        for one in relations:
            moment = _noon(max(stands[key].since for key in (one.a[0], one.b[0])))
            row = {name: getattr(one, name) for name in _RELATION}
            # No pair of it is whole before both sides are there; which is first nobody has asked.
            sides = ([stands[key].place_and_key for key in side] for side in (one.a, one.b))
            row["place"] = max(min(places) for places in sides)
            times = {"recorded": moment, "written": moment, "news": True}
            self.rows["relation"].append({**row, **times})
            for side, claims in (("a", one.a), ("b", one.b)):
                for key in claims:
                    self.rows["evidence"].append(
                        {
                            "relation": one.key,
                            "side": side,
                            "claim": key,
                            "place": stands[key].place,
                            "written": max(moment, _noon(stands[key].since)),
                        }
                    )

    def _cross(self) -> None:
        """States of the program against the first firm dates that came after them."""
        every = [one for claims in self.claims.values() for one in claims]
        states = [claim for claim in every if isinstance(claim.value, State)]
        firm = [c for c in every if isinstance(c.value, When) and not c.speaker.anonymous]
        later = sorted(dated(self.config, self.days, firm), key=lambda one: one.since)
        by_side: dict[str | None, list[Stated]] = defaultdict(list)
        for one in later:
            by_side[one.claim.speaker.organisation].append(one)
        pages: dict[str, list[Claim]] = defaultdict(list)
        for claim in states:
            pages[claim.document].append(claim)
        for document, claims in pages.items():
            told = dated(self.config, self.days, claims)
            near = [other for one in told for other in _next(one, by_side)]
            slot = stand_slot(self.topic.key, document)
            found = cross(slot, told, near)
            stands = {one.claim.key: _only_day(one) for one in (*told, *near)}
            self._relations({one.key: one for one in found}.values(), stands)


def _joined(
    relations: Sequence[Relation], stands: Sequence[Stand], every: int
) -> Iterator[Relation]:
    """With the claims between those that were derived: each where its like before it is."""
    if every == 1:
        yield from relations
        return
    like: dict[tuple[str, str | None], str] = {}
    model: dict[str, list[str]] = defaultdict(list)
    for number, stand in enumerate(stands):
        if number % every == 0:
            like[stand.tone, stand.voice] = like[stand.tone, None] = stand.claim
        found = like.get((stand.tone, stand.voice)) or like.get((stand.tone, None))
        if found is not None:
            model[found].append(stand.claim)
    for one in relations:
        a, b = (tuple(c for key in side for c in model[key]) for side in (one.a, one.b))
        yield replace(one, a=a, b=b)


_RELATION = (
    *("key", "kind", "topic", "facet", "slot", "position_a", "position_b"),
    *("rule", "explanation", "silent", "place"),
)


def _only_day(stated: Stated) -> Stand:
    claim = stated.claim
    more = (stated.since, stated.until, None, stated.number, claim.start)
    return Stand(claim.key, claim.document, "", "", None, *more)


def _next(one: Stated, by_side: dict[str | None, list[Stated]], most: int = 40) -> Iterator[Stated]:
    said = by_side[one.claim.speaker.organisation]
    first = bisect_right(said, one.since, key=lambda other: other.since)
    return iter(said[first : first + most])


def _noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _snapshot_row(s: Snapshot) -> dict[str, Any]:
    return {
        "key": s.key,
        "document": s.document,
        "source": s.source,
        "fetched_from": s.fetched_from,
        "status": s.status,
        "headers": [],
        "sha256": s.sha256,
        "observed": s.observed,
        "origin": "crawl",
        "recorded": s.observed,
        "outcome": "article",
        "read": s.observed,
        "reader": "many",
    }


def _address_row(s: Snapshot) -> dict[str, Any]:
    return {
        "key": digest_of(s.document),
        "url": s.document,
        "source": s.source,
        "status": 200,
        "checked": s.observed,
        "answered": s.observed,
        "document": s.document,
        "first_seen": s.observed,
        "fetched": s.observed,
        "failures": 0,
    }


def _fetch_row(s: Snapshot) -> dict[str, Any]:
    return {
        "address": digest_of(s.document),
        "url": s.document,
        "source": s.source,
        "at": s.observed,
        "outcome": "fetched",
        "status": 200,
        "snapshot": s.key,
    }


def main() -> int:
    parser = ArgumentParser(prog="python -m benchmarks.many", description=__doc__)
    parser.add_argument("url", help="of a database that is not there yet")
    parser.add_argument("--claims", type=int, default=10_000, help="(default 10,000)")
    parser.add_argument("--way", choices=WAYS, default="longer", help="(default longer)")
    parser.add_argument("--seed", type=int, default=1, help="(default 1)")
    asked = parser.parse_args()
    start = monotonic()
    made = make(asked.url, asked.claims, asked.way, asked.seed)
    print(f"{made:,} claims in {monotonic() - start:,.0f} seconds")
    return 0


if __name__ == "__main__":
    sys.exit(main())
