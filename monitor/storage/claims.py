"""Claims, each held to the text it was read from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, bindparam, select

from monitor.errors import EvidenceError, NotFoundError
from monitor.interval import NumberSpan
from monitor.storage import tables
from monitor.storage.asking import Filters, claims_asked, oldest_first
from monitor.storage.claim_rows import claim_of, claim_row, insert_claims
from monitor.storage.history import as_known, retire_and_delete, unchanged
from monitor.storage.listing import Listing
from monitor.storage.names import MOST_NAMES, NamedColumn, names_with
from monitor.storage.paging import nothing_behind, page
from monitor.storage.room import Room, dated_rows, in_parts
from monitor.storage.rows import Glance, Recorded, StoredClaim
from monitor.types import AttributionKind, Claim, ClaimOrder, Modality

_T = tables.claim
# Made once: making a statement costs more than running it, and these run for every document.
_R = tables.revision
_LOCKED_TEXT = select(_R.c.text).where(_R.c.key == bindparam("key")).with_for_update()
_OF_REVISION = select(_T).where(_T.c.revision == bindparam("revision"))
_OF_KEYS = select(_T).where(_T.c.key.in_(bindparam("keys", expanding=True)))
_OF_SLOT = oldest_first(_T).where(_T.c.slot == bindparam("slot"))
_OF_DOCUMENTS = oldest_first(_T).where(
    _T.c.topic == bindparam("topic"),
    _T.c.facet.in_(bindparam("facets", expanding=True)),
    _T.c.document.in_(bindparam("documents", expanding=True)),
)


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
        others are recorded now, as `news` says. What is changed or taken away
        stays known as of before. Raises NotFoundError for an unknown revision,
        and EvidenceError where a quote does not stand in the text or two
        unlike claims share a key; then nothing is replaced.
        """
        one_each = _one_each(claims)
        with self._writing() as connection:
            now = self._now()
            # The row is locked (where the database has such locks): one writer a revision.
            text = connection.execute(_LOCKED_TEXT, {"key": revision_key}).scalar_one_or_none()
            if text is None:
                raise NotFoundError(f"there is no revision {revision_key}")
            for claim in one_each:
                _must_stand(claim, revision_key, text)
            rows = [claim_row(claim, slots[claim.key]) for claim in one_each]
            mine = connection.execute(_OF_REVISION, {"revision": revision_key}).mappings()
            kept = {row["key"]: row for row in mine}
            new = [r for r in rows if r["key"] not in kept or not unchanged(kept[r["key"]], r)]
            changed = {row["key"] for row in new} & kept.keys()
            gone = kept.keys() - {row["key"] for row in rows}
            retire_and_delete(connection, _T, tables.claim_past, sorted(changed | gone), now)
            known = {**(earlier or {}), **{k: (r["recorded"], r["news"]) for k, r in kept.items()}}
            insert_claims(connection, dated_rows(new, known, (now, news)), now)

    def claims(
        self,
        *,
        text: str | None = None,
        anywhere: bool = False,
        topic: str | None = None,
        component: str | None = None,
        facet: str | None = None,
        speaker: str | None = None,
        organisation: str | None = None,
        outlet: str | None = None,
        kinds: Sequence[AttributionKind] = (),
        modalities: Sequence[Modality] = (),
        value: NumberSpan | None = None,
        document: str | None = None,
        revision: str | None = None,
        since: date | None = None,
        until: date | None = None,
        by: date | None = None,
        known_at: datetime | None = None,
        order: ClaimOrder = "newest",
        limit: int | None = None,
        after: str | None = None,
    ) -> tuple[StoredClaim, ...]:
        """The claims that meet all conditions.

        `text`: all its words and "phrases" are in the quote; with `anywhere`
        each is there or all are in the document's text (monitor/storage/search.py
        says what a word is). `speaker`, `organisation`, `outlet`: part of the
        name, whatever the case (of ASCII letters). `kinds`, `modalities`: one of
        these. `value`: a number it names lies in there. `since`, `until`:
        published on such a day, as far as its date is known; a claim without a
        date meets neither. `by`: published on no later day, or without a date.
        `known_at`: as we knew it then, whatever was read since.

        `order`: by publication date, undated ones last; or "relevance": those
        whose quote has the words first, and of them the shortest, which say
        least besides; the best of the newest alone where very many have them and
        there is a `limit`. `after`: those behind the claim of that key, where it is now.
        Raises NotFoundError where there is no such claim.
        """
        exact = {
            "topic": topic,
            "component": component,
            "facet": facet,
            "document": document,
            "revision": revision,
        }
        named = {"speaker": speaker, "organisation": organisation, "outlet": outlet}
        parts = {column: part for column, part in named.items() if part}
        with self._reading() as connection:
            names = {c: names_with(connection, c, part) for c, part in parts.items()}
            if not all(names.values()):
                return ()
            few = {c: found for c, found in names.items() if len(found) <= MOST_NAMES}
            filters = Filters(
                connection.dialect.name,
                text,
                anywhere,
                {name: wanted for name, wanted in exact.items() if wanted is not None},
                {"kind": kinds, "modality": modalities, **few},
                {c: part for c, part in parts.items() if c not in few},
                value,
                (since, until),
                by,
            )
            if limit is not None:
                behind = self._row(connection, after, known_at) if after else None
                keys = Listing(connection, filters, known_at, order).page(limit, behind)
                if keys is not None:
                    found = self.claims_by_key(keys, known_at=known_at)
                    # One of them may have been drawn anew at this very moment.
                    return tuple(found[key] for key in keys if key in found)
            table = as_known(_T, tables.claim_past, known_at)
            asked, ways = claims_asked(table, filters, order)
            ordered = page(connection, asked, table, ways, after=after)
            return self._claims(ordered.limit(limit))

    def names(self, column: NamedColumn, part: str) -> tuple[str, ...]:
        """The names that claims ever gave there and that hold this part, whatever the case."""
        with self._reading() as connection:
            return names_with(connection, column, part)

    def _row(self, connection: Connection, key: str, known_at: datetime | None) -> RowMapping:
        table = as_known(_T, tables.claim_past, known_at)
        row = connection.execute(select(table).where(table.c.key == key)).mappings().first()
        if row is None:
            raise nothing_behind(key)
        return row

    def claims_in_slot(self, slot: str) -> tuple[Claim, ...]:
        """All claims that can be compared with each other there, oldest first."""
        return tuple(stored.claim for stored in self._claims(_OF_SLOT, slot=slot))

    def claims_of(
        self, documents: Sequence[str], topic: str, facets: Iterable[str]
    ) -> tuple[Claim, ...]:
        """The claims of these documents and facets, oldest first among some of the documents."""
        wanted = {"topic": topic, "facets": sorted(facets)}
        return tuple(
            stored.claim
            for part in in_parts(documents)
            for stored in self._claims(_OF_DOCUMENTS, **wanted, documents=part)
        )

    def claim(self, key: str, *, known_at: datetime | None = None) -> StoredClaim:
        """The claim of that key, as it was known then; raises NotFoundError."""
        table = as_known(_T, tables.claim_past, known_at)
        found = self._claims(select(table).where(table.c.key == key))
        if not found:
            raise NotFoundError(f"there is no claim {key}")
        return found[0]

    def claims_by_key(
        self, keys: Iterable[str], *, known_at: datetime | None = None
    ) -> dict[str, StoredClaim]:
        """Those of these claims that there are, in one go."""
        asked = _OF_KEYS
        if known_at is not None:
            table = as_known(_T, tables.claim_past, known_at)
            asked = select(table).where(table.c.key.in_(bindparam("keys", expanding=True)))
        return {
            stored.claim.key: stored
            for part in in_parts(sorted(set(keys)))
            for stored in self._claims(asked, keys=part)
        }

    def glances(self, keys: Iterable[str]) -> dict[str, Glance]:
        """Those of these claims that there are, at a glance: a tenth of what reading them costs."""
        asked = select(_T.c.key, _T.c.document, _T.c.kind)
        with self._reading() as connection:
            return {
                row.key: Glance(*row)
                for part in in_parts(sorted(set(keys)))
                for row in connection.execute(asked.where(_T.c.key.in_(part)))
            }

    def _claims(self, statement: Select[Any], **values: Any) -> tuple[StoredClaim, ...]:
        with self._reading() as connection:
            return tuple(map(_stored, connection.execute(statement, values).mappings()))


def _stored(row: RowMapping) -> StoredClaim:
    return StoredClaim(claim_of(row), row["recorded"], row["slot"], row["news"])


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
