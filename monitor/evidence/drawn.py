"""What people read of a bundle, drawn from its other files: the sheet, and how to check it by hand.

All texts are strangers': the template engine escapes them, signs that hide or
turn words are left out, and the page forbids the browser to load anything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment

from monitor.evidence.bundle import HOW_TO, SHEET, Content, Text
from monitor.evidence.shape import ClaimRow, FetchesRow, FileRow, SnapshotRow
from monitor.interval import DaySpan
from monitor.templates import environment
from monitor.wording import (
    day_in_words,
    firmness_in_words,
    held_in_words,
    span_in_words,
    voice_in_words,
    words_around,
)

_TEMPLATES = Path(__file__).parent / "templates"
# Characters shown before and after a quote; the whole text is in the bundle.
_AROUND = 240
# Requests shown around the moment at which the bytes came; all of them are in fetches.json.
_REQUESTS = 6
_MEANING = {
    "contradiction": "As read, the two cannot both hold. Which of them does is not said.",
    "revision": "The same organisation later says otherwise.",
    "tension": "The two do not fit; one side is hedged, planned, rumoured or second-hand.",
    "refinement": "One of the two is the more exact.",
    "compatible": "Both can hold.",
}
_ORIGINS = {
    "crawl": "fetched by Monitor from the server",
    "import": "read by Monitor from a file that somebody saved",
    "archive": "captured by an archive of the web, at the time given",
}


@dataclass(frozen=True, slots=True)
class Passage:
    """One claim: what it says, who says it, and its quote within its surroundings."""

    row: ClaimRow
    says: str
    firmness: str
    voice: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class Group:
    """The passages of one revision, and what that stands on."""

    text: Text
    snapshot: SnapshotRow
    published: str
    times: tuple[tuple[str, str], ...]
    requests: tuple[tuple[str, str, str], ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One side of a relation, or all there is."""

    title: str
    note: str
    groups: tuple[Group, ...]


def drawn(content: Content, files: Sequence[FileRow]) -> dict[str, str]:
    """The texts of the files that people read; `files` are the others."""
    relation = content.relation
    words: dict[str, Any] = {
        "content": content,
        "relation": relation,
        "kind": _kind(content),
        "meaning": _MEANING[relation.kind] if relation else "",
        "made": _moment(content.made),
        "sections": tuple(_sections(content)),
        "missing": sorted((s for s in content.snapshots if s.body is None), key=lambda s: s.id),
        "files": files,
    }
    return {
        SHEET: _templates(html=True).get_template("sheet.html.j2").render(words),
        HOW_TO: _templates(html=False).get_template("VERIFY.txt.j2").render(words),
    }


def _kind(content: Content) -> str:
    relation = content.relation
    if relation is None:
        return str(content.about.kind)
    kind = relation.kind.replace("-", " ")
    return f"silent {kind}" if relation.silent else kind


def _sections(content: Content) -> Iterator[Section]:
    relation = content.relation
    if relation is None:
        yield Section("What it says", "", tuple(_groups(content, content.claims, bare=True)))
        return
    by_id = {claim.id: claim for claim in content.claims}
    for title, keys in (("A. The earlier side", relation.a), ("B. The later side", relation.b)):
        claims = [by_id[key] for key in keys if key in by_id]
        out = len({*keys} & {*relation.left_out})
        gone = len({*keys} & {*relation.absent})
        notes = [f"Further claims, left out to keep the bundle small: {out}."] if out else []
        notes += [f"Claims that are not kept any more: {gone}."] if gone else []
        yield Section(title, " ".join(notes), tuple(_groups(content, claims, bare=False)))


def _groups(content: Content, claims: Sequence[ClaimRow], *, bare: bool) -> Iterator[Group]:
    """By revision, in order; `bare`: also revisions without a claim."""
    by_revision: dict[str, list[ClaimRow]] = {}
    for claim in claims:
        by_revision.setdefault(claim.revision, []).append(claim)
    ordered = sorted(content.texts, key=lambda one: (one.row.observed, one.row.id))
    texts = {one.row.id: one for one in ordered}
    snapshots = {one.id: one for one in content.snapshots}
    fetches = {one.document: one for one in content.fetches}
    for key in texts if bare else by_revision:
        of, mine = texts[key], by_revision.get(key, [])
        snapshot = snapshots[of.row.snapshot]
        yield Group(
            text=of,
            snapshot=snapshot,
            published=_published(of),
            times=tuple(_times(of, snapshot, mine)),
            requests=tuple(_requests(fetches.get(of.row.document), snapshot)),
            passages=tuple(_passage(claim, of.text) for claim in mine),
        )


def _passage(row: ClaimRow, text: str) -> Passage:
    claim = row.claim()
    before, after = words_around(text, row.start, row.end, _AROUND)
    return Passage(
        row=row,
        says=held_in_words(claim),
        firmness=firmness_in_words(claim),
        voice=voice_in_words(claim),
        before=before,
        quote=row.quote,
        after=after,
    )


def _published(of: Text) -> str:
    if of.row.published is None:
        return "the document has no date that could be read"
    day = of.row.published if "/" in of.row.published else _span(of.row.published)
    return f"{day}, as the document or its outlet says"


def _times(
    of: Text, snapshot: SnapshotRow, claims: Sequence[ClaimRow]
) -> Iterator[tuple[str, str]]:
    """Five kinds of time; what is said of the days inside a claim is its value."""
    yield "Published", _published(of)
    yield "First observed", _moment(of.row.observed)
    yield "Last observed", f"{_moment(of.row.last_observed)}, still with this text"
    yield "Captured", f"{_moment(snapshot.observed)}: {_ORIGINS[snapshot.origin]}"
    recorded = sorted({of.row.recorded, *(claim.recorded for claim in claims)})
    yield "Recorded", f"{_moment(recorded[-1])}: written down in the database"


def _requests(fetches: FetchesRow | None, snapshot: SnapshotRow) -> Iterator[tuple[str, str, str]]:
    """Those nearest to the moment at which the bytes came."""
    if fetches is None:
        return
    all_of = fetches.requests
    at = next((n for n, one in enumerate(all_of) if one.snapshot == snapshot.id), len(all_of) - 1)
    first = max(0, min(at - _REQUESTS // 2, len(all_of) - _REQUESTS))
    for one in all_of[first : first + _REQUESTS]:
        answer = f"{one.outcome} ({one.status})" if one.status else one.outcome
        these = ": these bytes" if one.snapshot == snapshot.id else ""
        yield _moment(one.at), one.url, f"{answer}{these}"


def _span(iso: str) -> str:
    try:
        return span_in_words(DaySpan.parse(iso))
    except ValueError:
        return iso


def _moment(iso: str) -> str:
    """`14 Aug 2014, 10:30:00 UTC`."""
    at = datetime.fromisoformat(iso).astimezone(UTC)
    return f"{day_in_words(at.date())}, {at:%H:%M:%S} UTC"


@cache
def _templates(*, html: bool) -> Environment:
    templates = environment(_TEMPLATES, html=html)
    templates.filters["moment"] = _moment
    return templates
