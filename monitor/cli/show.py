"""`monitor show ID`: all of a document, revision, snapshot, claim or relation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.interval import DaySpan
    from monitor.storage import Store
    from monitor.types import DateCandidate, Notice, Revision, Snapshot


def show(
    context: typer.Context,
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="A document's address, or the beginning of any id.")
    ],
    as_json: AsJson = False,
) -> None:
    """Show everything about one thing, down to the stored bytes it stands on."""
    from monitor.cli.output import print_json

    config = of(context).config()
    with of(context).store(config) as store:
        found = store.find(identifier)
        row = _ROWS[found.kind](store, config, found.key)
        if as_json:
            print_json(found.kind, row)
        elif found.kind == "relation":
            from monitor.cli.query import print_relations

            print_relations(store, (store.relation(found.key),))
            _print(row)
        else:
            _print(row)


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
            for row in store.claims(revision=key, newest_first=False)
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
        "snapshot": _snapshot_facts(store.snapshot(revision.snapshot)),
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
    return _snapshot_facts(store.snapshot(key))


def _snapshot_facts(snapshot: Snapshot) -> dict[str, Any]:
    return {
        "snapshot": snapshot.key,
        "fetched_from": snapshot.fetched_from,
        "status": snapshot.status,
        "observed": snapshot.observed.isoformat(),
        "sha256": snapshot.sha256,
        "bytes": len(snapshot.body),
        "origin": snapshot.origin,
        "headers": [f"{name}: {value}" for name, value in snapshot.headers],
    }


_ROWS = {
    "claim": _claim,
    "relation": _relation,
    "document": _document,
    "revision": _revision,
    "snapshot": _snapshot,
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
