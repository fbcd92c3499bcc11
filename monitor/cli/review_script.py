"""Reviewing by scripts: what is open as JSON, one decision, many from a file."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import typer

from monitor.cli.reviewer import relation_named, user_name
from monitor.errors import ImportFileError, NotFoundError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.review import Reviewed
    from monitor.storage import Store

UNDO = "undo"


def listed(config: Config, store: Store, rows: tuple[Reviewed, ...]) -> None:
    """Print them with the claims of both sides; exit code 1 where there are none."""
    from monitor.cli.output import print_json
    from monitor.export import claim_rows, relation_row

    relations = [one.stored.relation for one in rows]
    claims = store.claims_by_key(key for one in relations for key in (*one.a, *one.b))

    def side(keys: Iterable[str]) -> list[dict[str, Any]]:
        return claim_rows(store, config, (claims[key] for key in keys if key in claims))

    sides = [{"a": side(one.a), "b": side(one.b)} for one in relations]
    told = [relation_row(one.stored, one) for one in rows]
    print_json("relations", [row | both for row, both in zip(told, sides, strict=True)])
    if not rows:
        raise typer.Exit(1)


def apply_to(
    config: Config,
    store: Store,
    keys: Sequence[str],
    decision: str,
    reason: str | None,
    by: str,
    as_json: bool,
) -> None:
    """Decide about all of these relations, and say what holds now; raises NotFoundError."""
    from monitor.cli.output import print_json, print_text
    from monitor.export import relation_row
    from monitor.review import review_relation, verdict_in_words

    with store.transaction(durable=True):
        for key in keys:
            _apply(config, store, key, decision, reason, by)
    decided = [review_relation(config, store, store.relation(key)) for key in keys]
    if not as_json:
        print_text(
            "\n".join(
                f"{k}: {verdict_in_words(now) or 'open'}"
                for k, now in zip(keys, decided, strict=True)
            )
        )
    elif len(decided) == 1:
        print_json("relation", relation_row(decided[0].stored, decided[0]))
    else:
        print_json("relations", [relation_row(now.stored, now) for now in decided])


def apply_file(config: Config, store: Store, name: str, by: str | None, as_json: bool) -> None:
    """Decide line by line, all of it or, where a line is wrong, nothing.

    Raises ImportFileError for a line that is no decision, NotFoundError for one on nothing.
    """
    from monitor.cli.output import print_json, print_text

    lines = list(_read(name))
    with store.transaction(durable=True):
        for line in lines:
            try:
                key = relation_named(store, line.id)
                _apply(config, store, key, line.decision, line.reason, line.by or by or user_name())
            except NotFoundError as error:
                raise NotFoundError(f"{line.place}: {error}; nothing was decided") from error
    if as_json:
        print_json("decided", len(lines))
    else:
        print_text(f"{len(lines)} decided")


def _apply(
    config: Config, store: Store, key: str, decision: str, reason: str | None, by: str
) -> None:
    from monitor.review import decide, withdraw
    from monitor.storage import utc_now

    row = store.relation(key)
    if decision != UNDO:
        decide(config, store, row, decision, reason=reason, by=by, at=utc_now())  # type: ignore[arg-type]
    elif withdraw(store, row, by=by, at=utc_now()) is None:
        raise NotFoundError(f"there is no verdict on {key} to take back")


@dataclass(frozen=True, slots=True)
class _Line:
    place: str
    id: str
    decision: str
    reason: str | None
    by: str | None


def _read(name: str) -> Iterator[_Line]:
    for number, text in enumerate(_lines(name), start=1):
        place = f"{'standard input' if name == '-' else name}, line {number}"
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (ValueError, RecursionError) as error:  # the latter of brackets without end
            raise ImportFileError(f"{place}: not JSON; nothing was decided") from error
        yield _line(place, row if isinstance(row, dict) else {})


def _line(place: str, row: dict[str, Any]) -> _Line:
    from monitor.review import lacks_reason
    from monitor.verdict import Decision

    decisions = (*get_args(Decision), UNDO)
    # `relation` where `monitor export verdicts` wrote it.
    key, decision = row.get("id", row.get("relation")), str(row.get("decision"))
    reason, by = row.get("reason"), row.get("by")
    words = all(one is None or isinstance(one, str) for one in (reason, by))
    if not isinstance(key, str) or decision not in decisions or not words:
        raise ImportFileError(
            f'{place}: not a decision; write {{"id": "…", "decision": "…", "reason": "…"}} '
            f"with one of {', '.join(decisions)}; nothing was decided"
        )
    if lacks_reason(decision, reason):  # before any of them is decided
        raise ImportFileError(f"{place}: dismissed without a reason; nothing was decided")
    return _Line(place, key, decision, reason, by)


def _lines(name: str) -> list[str]:
    try:
        if name == "-":
            return sys.stdin.read().split("\n")
        return Path(name).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ImportFileError(f"{name}: cannot be read as text ({error})") from error
