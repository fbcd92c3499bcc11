"""Claims as a list, page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace

from monitor.query.said import Question, said
from monitor.storage import Store, StoredClaim


@dataclass(frozen=True, slots=True)
class Statements:
    """So many claims; `after` is where the next page begins, None at the end."""

    rows: tuple[StoredClaim, ...]
    after: str | None


def statements(store: Store, question: Question, limit: int) -> Statements:
    """The next `limit` of those that answer; raises NotFoundError where there is no `after`."""
    found = said(store, replace(question, limit=limit + 1))
    rows = found[:limit]
    return Statements(rows, rows[-1].claim.key if len(found) > limit else None)
