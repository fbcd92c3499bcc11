"""Claims, each held to the text it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, and_, delete, insert, or_, select

from monitor.errors import EvidenceError, NotFoundError
from monitor.storage import tables
from monitor.storage.room import (
    Room,
    dated_rows,
    in_parts,
    published_columns,
    published_of,
    recorded_of,
)
from monitor.storage.rows import Recorded, StoredClaim
from monitor.types import Attribution, Claim, Speaker
from monitor.values import Money, Value, from_json, to_json

_T = tables.claim


class Claims(Room):
    """What was said."""

    def put_claims(
        self,
        revision_key: str,
        claims: Sequence[Claim],
        slots: Mapping[str, str],
        *,
        news: bool = True,
        earlier: Recorded | None = None,
    ) -> None:
        """Replace the claims of a revision; `slots` gives the slot of each claim's key.

        A claim that was there keeps when it was first recorded, and whether it
        was news; so does one that `earlier` knows by another reading. The
        others are recorded now, as `news` says. Raises NotFoundError for an
        unknown revision, and EvidenceError where a quote does not stand in the
        text or two unlike claims share a key; then nothing is replaced.
        """
        one_each = _one_each(claims)
        now, t = self._clock(), tables.revision
        with self._writing() as connection:
            # The row is locked (where the database has such locks): one writer a revision.
            text = connection.execute(
                select(t.c.text).where(t.c.key == revision_key).with_for_update()
            ).scalar_one_or_none()
            if text is None:
                raise NotFoundError(f"there is no revision {revision_key}")
            for claim in one_each:
                _must_stand(claim, revision_key, text)
            rows = [_row(claim, slots[claim.key]) for claim in one_each]
            mine = _T.c.revision == revision_key
            known = {**(earlier or {}), **recorded_of(connection, _T, mine)}
            connection.execute(delete(_T).where(mine))
            if rows:
                connection.execute(insert(_T), dated_rows(rows, known, (now, news)))

    def claims(
        self,
        *,
        text: str | None = None,
        topic: str | None = None,
        component: str | None = None,
        facet: str | None = None,
        speaker: str | None = None,
        organisation: str | None = None,
        outlet: str | None = None,
        document: str | None = None,
        revision: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = None,
        newest_first: bool = True,
    ) -> tuple[StoredClaim, ...]:
        """The claims that meet all conditions, by publication date; undated ones last.

        `text`: every one of its words is in the quote. `speaker`,
        `organisation`, `outlet`: part of the name. Both whatever the case (of
        ASCII letters). `since`, `until`: published on such a day, as far as
        its date is known; a claim without a date meets neither.
        """
        exact = {
            "topic": topic,
            "component": component,
            "facet": facet,
            "document": document,
            "revision": revision,
        }
        partly = {"speaker": speaker, "organisation": organisation, "outlet": outlet}
        conditions = [_T.c[name] == wanted for name, wanted in exact.items() if wanted is not None]
        conditions += [_holds(_T.c[name], wanted) for name, wanted in partly.items() if wanted]
        conditions += [_holds(_T.c.quote, word) for word in (text or "").split()]
        conditions += _published_within(since, until)
        return self._claims(_in_order(newest_first).where(*conditions).limit(limit))

    def claims_in_slot(self, slot: str) -> tuple[Claim, ...]:
        """All claims that can be compared with each other there, oldest first."""
        found = self._claims(_in_order(newest_first=False).where(_T.c.slot == slot))
        return tuple(stored.claim for stored in found)

    def claims_around(
        self, topic: str, facets: Iterable[str], first: date, last: date
    ) -> tuple[Claim, ...]:
        """The claims of these facets said from `first` to `last`, oldest first.

        Said: on the first day its document may be of; without one, on the day it was observed.
        """
        day = _T.c.published_from
        seen = and_(
            day.is_(None),
            _T.c.observed >= datetime.combine(first, time(), UTC),
            _T.c.observed < datetime.combine(last + timedelta(1), time(), UTC),
        )
        wanted = (_T.c.topic == topic, _T.c.facet.in_(sorted(facets)))
        asked = _in_order(newest_first=False).where(*wanted, or_(day.between(first, last), seen))
        return tuple(stored.claim for stored in self._claims(asked))

    def claims_of(
        self, documents: Sequence[str], topic: str, facets: Iterable[str]
    ) -> tuple[Claim, ...]:
        """The claims of these documents and facets, oldest first among some of the documents."""
        wanted = (_T.c.topic == topic, _T.c.facet.in_(sorted(facets)))
        asked = _in_order(newest_first=False).where(*wanted)
        return tuple(
            stored.claim
            for part in in_parts(documents)
            for stored in self._claims(asked.where(_T.c.document.in_(part)))
        )

    def claim(self, key: str) -> StoredClaim:
        """The claim of that key; raises NotFoundError."""
        found = self._claims(select(_T).where(_T.c.key == key))
        if not found:
            raise NotFoundError(f"there is no claim {key}")
        return found[0]

    def claims_by_key(self, keys: Iterable[str]) -> dict[str, Claim]:
        """Those of these claims that are there."""
        return {
            stored.claim.key: stored.claim
            for part in in_parts(sorted(set(keys)))
            for stored in self._claims(select(_T).where(_T.c.key.in_(part)))
        }

    def _claims(self, statement: Select[Any]) -> tuple[StoredClaim, ...]:
        with self._reading() as connection:
            rows = connection.execute(statement).mappings()
            return tuple(
                StoredClaim(_claim(row), row["recorded"], row["slot"], row["news"]) for row in rows
            )


def _one_each(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    by_key: dict[str, Claim] = {}
    for claim in claims:
        if by_key.setdefault(claim.key, claim) != claim:
            raise EvidenceError(
                f"{claim.document}: two unlike claims have one key {claim.key} "
                f"({claim.quote!r}, {claim.facet}); only one can be kept"
            )
    return tuple(by_key.values())


def _must_stand(claim: Claim, revision_key: str, text: str) -> None:
    inside = 0 <= claim.start < claim.end <= len(text)
    if claim.revision == revision_key and inside and text[claim.start : claim.end] == claim.quote:
        return
    raise EvidenceError(
        f"{claim.document}: {claim.quote!r} does not stand at {claim.start}-{claim.end} "
        f"of revision {revision_key}; the claim was not kept"
    )


def _holds(column: ColumnElement[str], wanted: str) -> ColumnElement[bool]:
    return column.icontains(wanted, autoescape=True)


def _published_within(since: date | None, until: date | None) -> list[ColumnElement[bool]]:
    """An open end reaches as far as it may."""
    conditions: list[ColumnElement[bool]] = []
    if since is not None or until is not None:
        conditions.append(_T.c.published.is_not(None))
    if since is not None:
        conditions.append(or_(_T.c.published_to.is_(None), _T.c.published_to >= since))
    if until is not None:
        conditions.append(or_(_T.c.published_from.is_(None), _T.c.published_from <= until))
    return conditions


def _in_order(newest_first: bool) -> Select[Any]:
    day, seen = _T.c.published_from, _T.c.observed
    first = (day.desc(), seen.desc()) if newest_first else (day.asc(), seen.asc())
    return select(_T).order_by(
        first[0].nulls_last(), first[1], _T.c.document, _T.c.start, _T.c.end, _T.c.key
    )


def _value_row(value: Value) -> dict[str, Any]:
    row = to_json(value)
    if isinstance(value, Money) and value.amount is not None:
        row["amount"] = str(value.amount)  # exact: a JSON number would pass through a float
    return row


def _row(claim: Claim, slot: str) -> dict[str, Any]:
    said = claim.attribution
    return {
        "key": claim.key,
        "revision": claim.revision,
        "document": claim.document,
        "start": claim.start,
        "end": claim.end,
        "quote": claim.quote,
        "topic": claim.topic,
        "component": claim.component,
        "facet": claim.facet,
        "slot": slot,
        "qualifiers": [list(pair) for pair in claim.qualifiers],
        "value": _value_row(claim.value),
        "polarity": claim.polarity,
        "modality": claim.modality,
        "triggers": list(claim.triggers),
        "speaker": said.speaker.name,
        "organisation": said.speaker.organisation,
        "attribution": {
            "role": said.speaker.role,
            "anonymous": said.speaker.anonymous,
            "kind": said.kind,
            "cue": said.cue,
            "chain": list(said.chain),
        },
        "outlet": claim.reported_by,
        **published_columns(claim.published),
        "observed": claim.observed,
        "rule": claim.rule,
    }


def _claim(row: RowMapping) -> Claim:
    said = row["attribution"]
    speaker = Speaker(row["speaker"], row["organisation"], said["role"], said["anonymous"])
    observed: datetime = row["observed"]
    return Claim(
        revision=row["revision"],
        document=row["document"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        topic=row["topic"],
        component=row["component"],
        facet=row["facet"],
        qualifiers=tuple((name, value) for name, value in row["qualifiers"]),
        value=from_json(row["value"]),
        polarity=row["polarity"],
        modality=row["modality"],
        triggers=tuple(row["triggers"]),
        attribution=Attribution(speaker, said["kind"], said["cue"], tuple(said["chain"])),
        reported_by=row["outlet"],
        published=published_of(row),
        observed=observed,
        rule=row["rule"],
    )
