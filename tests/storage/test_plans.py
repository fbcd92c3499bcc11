"""How the databases answer what is asked with each document and each look: by index."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, event

from monitor.interval import NumberSpan
from monitor.storage import Store
from monitor.types import TOLD
from tests.builders import NOON, a_claim, a_revision, keep_claims, keep_revision

DAY = date(2014, 8, 1)
WEEK = [(DAY, DAY + timedelta(7))]
# Tables that grow with what is read; the others are small.
GROWING = (
    "claim",
    "relation",
    "revision",
    "snapshot",
    "stated",
    "evidence",
    "address",
    "failure",
    "fetch",
)

ASKED: dict[str, Callable[[Store], object]] = {
    "what stood before in a slot": lambda s: s.stand_before("slot", "tone", "voice", DAY),
    "what of its tone stood before": lambda s: s.stands_before("slot", "tone", DAY, 5),
    "what one voice said in a slot": lambda s: s.stands_by("slot", "voice", 5),
    "which claim took a position first": lambda s: s.first_stand("slot", "position"),
    "what turns on some days": lambda s: s.stands_on("slot", WEEK, WEEK, WEEK, {"document"}),
    "whether a document stands in a slot": lambda s: s.has_stood("slot", "document"),
    "what a voice said otherwise": lambda s: s.stands_unlike("slot", "voice", "position", DAY),
    "whether it did so later": lambda s: s.says_otherwise_after("slot", "voice", "position", DAY),
    "what stands since a day": lambda s: s.stands_since("slot", DAY),
    "how some claims stand": lambda s: s.stands_named("slot", {"one", "two"}),
    "whether a page says two things": lambda s: s.stands_apart("slot", "document", "position"),
    "who held a position before": lambda s: s.first_known({("slot", "position")}, NOON),
    "what some documents say": lambda s: s.claims_in_documents({"one", "two"}),
    "who stands on a side of a relation": lambda s: s.stands_in("slot", "key", "a", DAY, 5),
    "the relations of claims": lambda s: s.parts_of({"one", "two"}),
    "the changes of claims": lambda s: s.changes_of({"one", "two"}),
    "the newest said by a day": lambda s: s.claims(by=DAY, limit=50),
    "the relations of a slot": lambda s: s.relations_without_evidence("slot"),
    "the evidence of a relation": lambda s: s.relations(slot="slot"),
    "news worth telling": lambda s: s.relations(kinds=TOLD, recorded_after=NOON),
    "more news of older relations": lambda s: s.relations_heard_again(NOON, NOON),
    "a topic's contradictions": lambda s: s.relations(kinds=TOLD, topic="program", facet="timing"),
    "what nobody settled yet": lambda s: s.unmet_claims(
        "settled", "program", "status", {"Vendor"}, DAY, 150
    ),
    "what was said around a day": lambda s: s.claims_around("program", ["timing"], DAY, DAY),
    "the newest claims": lambda s: s.claims(limit=50),
    "the oldest claims": lambda s: s.claims(limit=50, order="oldest"),
    "the page behind a claim": lambda s: s.claims(limit=50, after=s.claims(limit=1)[0].claim.key),
    "the newest of a facet": lambda s: s.claims(facet="threshold", limit=50),
    "the newest by a part of a name": lambda s: s.claims(organisation="end", limit=50),
    "the newest of an outlet": lambda s: s.claims(outlet="outlet", limit=50),
    "the newest of some days": lambda s: s.claims(since=DAY, until=DAY, limit=50),
    "the newest known then": lambda s: s.claims(known_at=NOON, limit=50),
    "the newest with a number": lambda s: s.claims(value=NumberSpan(150, 150), limit=50),
    "the newest with a word": lambda s: s.claims(text="seats", limit=50),
    "the sources": lambda s: s.source_status(NOON),
    "the most pressing relations": lambda s: s.relations(kinds=TOLD, limit=50),
    "a topic's most pressing": lambda s: s.relations(kinds=TOLD, topic="program", limit=50),
    "the newest relations": lambda s: s.relations(kinds=TOLD, order="newest", limit=50),
    "when something was read": lambda s: s.days_read("program", DAY, DAY),
    "claims at a glance": lambda s: s.glances(["one", "two"]),
}


@pytest.fixture
def filled(store: Store) -> Store:
    """With one claim, so that no question ends before its last step."""
    keep_claims(store, a_claim(keep_revision(store, a_revision())))
    return store


@pytest.mark.parametrize("asked", ASKED.values(), ids=ASKED.keys())
def test_no_table_that_grows_is_walked(filled: Store, asked: Callable[[Store], object]) -> None:
    said = list[tuple[str, object]]()

    def listen(_c: object, _u: object, text: str, given: object, *_: object) -> None:
        if text.lstrip("( ").startswith(("SELECT", "WITH")):
            said.append((text, given))

    event.listen(filled._engine, "before_cursor_execute", listen)
    asked(filled)
    event.remove(filled._engine, "before_cursor_execute", listen)
    assert said
    with filled._engine.connect() as connection:
        for text, given in said:
            assert walked(connection, text, given) == set(), text


def walked(connection: Connection, text: str, given: object) -> set[str]:
    """The growing tables of which all rows are read, and not in the order of an index."""
    if connection.dialect.name == "sqlite":
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", given).all()  # type: ignore[arg-type]
        steps = "\n".join(str(row[-1]) for row in plan)
        found = re.findall(r"SCAN (\w+)(?! USING)\b", steps)
    else:
        # So that a plan for one row shows what one for millions would be.
        connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        plan = connection.exec_driver_sql(f"EXPLAIN {text}", given).all()  # type: ignore[arg-type]
        found = re.findall(r"Seq Scan on (\w+)", "\n".join(row[0] for row in plan))
    return {name for name in found if re.sub(r"_\d+$", "", name) in GROWING}
