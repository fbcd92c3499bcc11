"""Verdicts: what people decided, kept for good."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, func, insert, select, update

from monitor.storage import tables
from monitor.storage.room import Room
from monitor.storage.rows import KeptVerdict
from monitor.verdict import EvidenceKind, Seen, Verdict

_T = tables.verdict


class Verdicts(Room):
    """Every decision stays; the latest one that was not taken back is in force."""

    def add_verdict(self, verdict: Verdict) -> KeptVerdict:
        """Keep a decision; it is on the disk when this returns."""
        with self._writing(durable=True) as connection:
            done = connection.execute(insert(_T).returning(_T.c.id), _row(verdict))
            return KeptVerdict(done.scalar_one(), verdict)

    def withdraw_verdict(self, id_: int, *, by: str, at: datetime) -> bool:
        """Take a decision back, so that the one before is in force; False where it was already."""
        mine = _T.c.id == id_, _T.c.withdrawn.is_(None)
        with self._writing(durable=True) as connection:
            done = connection.execute(
                update(_T).where(*mine).values(withdrawn=at, withdrawn_by=by),
                execution_options={"preserve_rowcount": True},
            )
            return done.rowcount == 1

    def verdicts(self) -> dict[str, KeptVerdict]:
        """The verdict in force on each pair of positions, oldest first; one question for all."""
        latest = select(func.max(_T.c.id)).where(_T.c.withdrawn.is_(None)).group_by(_T.c.pair)
        asked = select(_T).where(_T.c.id.in_(latest)).order_by(_T.c.id)
        with self._reading() as connection:
            return {row["pair"]: _kept(row) for row in connection.execute(asked).mappings()}

    def verdict_on(self, pair: str) -> KeptVerdict | None:
        """The verdict in force on a pair of positions."""
        mine = _T.c.pair == pair, _T.c.withdrawn.is_(None)
        asked = select(_T).where(*mine).order_by(_T.c.id.desc()).limit(1)
        with self._reading() as connection:
            row = connection.execute(asked).mappings().one_or_none()
            return _kept(row) if row else None

    def verdict_history(self, pair: str) -> tuple[KeptVerdict, ...]:
        """All that was decided on a pair of positions, also what was taken back; oldest first."""
        asked = select(_T).where(_T.c.pair == pair).order_by(_T.c.id)
        with self._reading() as connection:
            return tuple(_kept(row) for row in connection.execute(asked).mappings())


def _row(verdict: Verdict) -> dict[str, Any]:
    return {
        "pair": verdict.pair,
        "relation": verdict.relation,
        "kind": verdict.kind,
        "topic": verdict.topic,
        "facet": verdict.facet,
        "slot": verdict.slot,
        "position_a": verdict.position_a,
        "position_b": verdict.position_b,
        "rule": verdict.rule,
        "decision": verdict.decision,
        "reason": verdict.reason,
        "reviewer": verdict.by,
        "at": verdict.at,
        "seen": [asdict(seen) for seen in verdict.seen],
    }


def _kept(row: RowMapping) -> KeptVerdict:
    verdict = Verdict(
        pair=row["pair"],
        relation=row["relation"],
        kind=row["kind"],
        topic=row["topic"],
        facet=row["facet"],
        slot=row["slot"],
        position_a=row["position_a"],
        position_b=row["position_b"],
        rule=row["rule"],
        decision=row["decision"],
        reason=row["reason"],
        by=row["reviewer"],
        at=row["at"],
        seen=tuple(Seen(**{**seen, "kind": EvidenceKind(**seen["kind"])}) for seen in row["seen"]),
    )
    return KeptVerdict(row["id"], verdict, row["withdrawn"], row["withdrawn_by"])
