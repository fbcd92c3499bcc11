"""`monitor show ID`: all of a document, revision, snapshot, claim, relation or speaker."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.interval import DaySpan
    from monitor.storage import Store
    from monitor.types import DateCandidate, Notice, Revision


def show(
    context: typer.Context,
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID", help="A document's address, the beginning of any id, or a speaker's name."
        ),
    ],
    as_json: AsJson = False,
) -> None:
    """Show everything about one thing, down to the stored bytes it stands on."""
    from monitor.cli.output import print_json

    config = of(context).config()
    with of(context).store(config) as store:
        kind, key = _named(store, identifier)
        row = _ROWS[kind](store, config, key)
        if as_json:
            print_json(kind, row)
            return
        with of(context).paged():
            if kind == "relation":
                from monitor.cli.query import print_relations

                print_relations(store, (store.relation(key),))
            _print(row)


def _named(store: Store, identifier: str) -> tuple[str, str]:
    """The kind and key of what is named; a name that is no id may be a speaker's.

    Raises NotFoundError.
    """
    from monitor.query.speaker import speaker_named

    try:
        found = store.find(identifier)
    except NotFoundError as error:
        name = speaker_named(store, identifier)
        if name is None:
            raise error from None
        return "speaker", name
    return found.kind, found.key


def _speaker(store: Store, config: Config, name: str) -> dict[str, Any]:
    from monitor.query.speaker import told_by
    from monitor.wording import value_in_words

    told = told_by(store, name)
    return {
        "speaker": name,
        "organisations": list(told.organisations),
        "roles": list(told.roles),
        "first": told.first.isoformat(),
        "last": told.last.isoformat(),
        "outlets": [f"{outlet}: {number}" for outlet, number in told.outlets],
        "contradicted": told.contradicted,
        "revised": told.revised,
        "claims": [
            f"{row.claim.key}  {row.claim.published.iso() if row.claim.published else 'undated'}  "
            f"{row.claim.facet}: {value_in_words(row.claim)}  “{row.claim.quote}”"
            for row in told.claims
        ],
    }


def _claim(store: Store, config: Config, key: str) -> dict[str, Any]:
    from monitor.export import claim_row

    stored = store.claim(key)
    revision = store.revision(stored.claim.revision)
    context = revision.text[max(0, stored.claim.start - 200) : stored.claim.end + 200]
    return {
        **claim_row(stored, config),
        "context": context,
        "evidence": _revision_facts(store, revision),
    }


def _relation(store: Store, config: Config, key: str) -> dict[str, Any]:
    from monitor.export import claim_row, relation_row
    from monitor.review import history_in_words, review_relation
    from monitor.verdict import pair_of

    stored = store.relation(key)
    reviewed = review_relation(config, store, stored)
    sides = {
        name: [claim_row(store.claim(claim), config) for claim in keys]
        for name, keys in (("a", stored.relation.a), ("b", stored.relation.b))
    }
    past = store.verdict_history(pair_of(stored.relation))
    history = [history_in_words(kept) for kept in past]
    return {**relation_row(stored, reviewed), **sides, "verdict_history": history}


def _document(store: Store, config: Config, key: str) -> dict[str, Any]:
    from monitor.wording import day_in_words

    revisions = list(store.revisions(key))
    return {
        "document": key,
        "absent": [
            f"{one.url}: "
            + (f"present on {day_in_words(one.present.date())}, " if one.present else "")
            + f"absent on {day_in_words(one.absent.date())}"
            for one in store.absences(key)
        ],
        "superseded": [
            f"since {day_in_words(revision.observed.date())}: {notice.quote}"
            for revision in revisions
            for notice in revision.notices
            if notice.kind == "superseded"
        ],
        "revisions": [_revision(store, config, revision.key) for revision in revisions],
    }


def _revision(store: Store, config: Config, key: str) -> dict[str, Any]:
    from monitor.wording import value_in_words, voice_in_words

    revision = store.revision(key)
    return {
        **_revision_facts(store, revision),
        "claims": [
            f"{row.claim.key}  {row.claim.facet}: {value_in_words(row.claim)} "
            f"— {voice_in_words(row.claim)}"
            for row in store.claims(revision=key, order="oldest")
        ],
        "text": revision.text,
    }


def _revision_facts(store: Store, revision: Revision) -> dict[str, Any]:
    return {
        "revision": revision.key,
        "document": revision.document,
        "publisher": revision.publisher,
        "title": revision.title,
        "author": revision.author,
        "published": revision.published.iso() if revision.published else None,
        "dates": [_date(one, revision.published) for one in revision.dates],
        "observed": revision.observed.isoformat(),
        "last_observed": store.last_observed(revision.key).isoformat(),
        "notices": [_notice(notice) for notice in revision.notices],
        "reader": revision.reader,
        "text_sha256": revision.text_sha256,
        "snapshot": _snapshot_facts(store, revision.snapshot),
    }


def _date(candidate: DateCandidate, chosen: DaySpan | None) -> str:
    day = candidate.day
    told = f"{day.iso()} by {candidate.method}"
    if candidate.refused:
        return f"{told}, refused: {candidate.refused}"
    fits = chosen is None or day.contains(chosen) or chosen.contains(day)
    return told if fits else f"{told}, in conflict with the one chosen"


def _notice(notice: Notice) -> str:
    day = f" of {notice.day.iso()}" if notice.day else ""
    return f"{notice.kind}{day}: {notice.quote}"


def _snapshot(store: Store, config: Config, key: str) -> dict[str, Any]:
    return _snapshot_facts(store, key)


def _snapshot_facts(store: Store, key: str) -> dict[str, Any]:
    """Raises EvidenceError where its bytes are kept and not those that came."""
    snapshot = store.snapshot_facts(key)
    if snapshot.dropped is None:
        store.snapshot(key)
    return {
        "snapshot": snapshot.key,
        "fetched_from": snapshot.fetched_from,
        "status": snapshot.status,
        "observed": snapshot.observed.isoformat(),
        "sha256": snapshot.sha256,
        "bytes": snapshot.size,
        "bytes_dropped": snapshot.dropped.isoformat() if snapshot.dropped else None,
        "origin": snapshot.origin,
        "headers": [f"{name}: {value}" for name, value in snapshot.headers],
    }


_ROWS = {
    "claim": _claim,
    "relation": _relation,
    "document": _document,
    "revision": _revision,
    "snapshot": _snapshot,
    "speaker": _speaker,
}


def _print(row: dict[str, Any], indent: int = 0) -> None:
    from monitor.cli.output import print_text

    space = " " * indent
    for name, value in row.items():
        if isinstance(value, dict):
            print_text(f"{space}{name}:")
            _print(value, indent + 2)
        elif isinstance(value, list) and value:
            print_text(f"{space}{name}:")
            for part in value:
                if isinstance(part, dict):
                    _print(part, indent + 2)
                    print_text("")
                else:
                    print_text(f"{space}  {part}")
        elif isinstance(value, str) and "\n" in value:
            print_text(f"{space}{name}:")
            for line in value.splitlines():
                print_text(f"{space}  | {line}")
        else:
            print_text(f"{space}{name}: {'-' if value in (None, []) else value}")
