"""The export contract: keys, value shapes, every revision, quotes at their offsets."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_config
from monitor.export import claim_lines, claim_row
from monitor.interval import DaySpan, NumberSpan
from monitor.storage import StoredClaim
from monitor.types import Claim
from monitor.values import (
    Accuracy,
    Actor,
    Money,
    Quantity,
    ScopeItem,
    State,
    Value,
    When,
)
from tests.builders import NOON, a_claim, a_revision, keep_claims, keep_revision
from tests.program import MINIMUM, ROOT, Program, text_file

pytestmark = pytest.mark.usefixtures("url")  # on each kind of database


BENCHMARK = ROOT.parent / "shared" / "benchmark"
PAGE = "https://docs.example/benefit"
KEYS = {
    "id",
    "document",
    "quote",
    "start",
    "end",
    "topic",
    "component",
    "facet",
    "value",
    "polarity",
    "modality",
    "speaker",
    "attribution",
    "reported_by",
    "published",
}
TEXTS = {
    "2014-08-01": f"“Words first”, then: {MINIMUM} FastTrack onboarding is free of charge.",
    "2014-09-01": f"{MINIMUM.replace('150', '50')} FastTrack does not include training.",
}


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture
def filled(program: Program) -> Program:
    """Two revisions of one page, and another outlet that says otherwise."""
    for published, body in TEXTS.items():
        header = {"url": PAGE, "publisher": "Microsoft Docs", "published": published}
        program.document(f"page-{published}.txt", text_file(body, **header))
    program.document("press.txt", text_file(MINIMUM.replace("150", "500")))
    assert program.run("import", program.home / "docs", "-q").code == 0
    return program


def test_every_claim_of_every_revision_has_the_keys_and_stands_at_its_place(
    filled: Program,
) -> None:
    rows = lines(filled.run("export", "claims").out)
    assert {row["document"] for row in rows} == {PAGE, "press"}
    assert {row["published"] for row in rows if row["document"] == PAGE} == set(TEXTS)
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) >= KEYS
        assert set(row["speaker"]) == {"name", "organisation", "role", "anonymous"}
        if row["document"] == PAGE:
            assert TEXTS[row["published"]][row["start"] : row["end"]] == row["quote"]
    minimums = {row["value"]["low"] for row in rows if row["facet"] == "threshold"}
    assert minimums == {150, 50, 500}


def test_relations_name_claims_that_are_exported(filled: Program) -> None:
    claims = {row["id"] for row in lines(filled.run("export", "claims").out)}
    relations = lines(filled.run("export", "relations").out)
    assert relations
    for row in relations:
        assert set(row) >= {"id", "kind", "a", "b", "explanation"}
        assert row["kind"] in ("contradiction", "revision", "tension")
        assert set(row["a"]) | set(row["b"]) <= claims
        assert row["a"]
        assert row["b"]
        assert row["explanation"]


def test_the_same_database_gives_the_same_lines(filled: Program) -> None:
    for what in ("claims", "relations"):
        assert filled.run("export", what).out == filled.run("export", what).out


def test_an_empty_database_exports_nothing(program: Program) -> None:
    for what in ("claims", "relations"):
        result = program.run("export", what)
        assert (result.code, result.out) == (0, "")


AUTUMN = DaySpan.parse("2014-09-01")
VALUES = [
    pytest.param(
        "threshold",
        Quantity(NumberSpan(150, None), "seat", "minimum"),
        {"low": 150, "high": None, "unit": "seat"},
        id="minimum",
    ),
    pytest.param(
        "headcount",
        Quantity(NumberSpan(40, 60), "engineer", "range"),
        {"low": 40, "high": 60, "unit": "engineer"},
        id="headcount",
    ),
    pytest.param(
        "timing",
        When(AUTUMN, "start"),
        {"event": "start", "from": "2014-09-01", "to": "2014-09-01"},
        id="a day",
    ),
    pytest.param(
        "timing",
        When(DaySpan(AUTUMN.earliest, None), "window"),
        {"event": "window", "from": "2014-09-01", "to": None},
        id="an open end",
    ),
    pytest.param(
        "scope",
        ScopeItem("email-migration", True),
        {"item": "email-migration", "included": True},
        id="scope",
    ),
    pytest.param(
        "price",
        Money(None, None, None, "price"),
        {"amount": None, "currency": None, "per": None, "role": "price"},
        id="money without a sum",
    ),
    pytest.param(
        "delivery",
        Actor("vendor", "migration"),
        {"performer": "microsoft"},
        id="the vendor by name",
    ),
    pytest.param("delivery", Actor("both", "migration"), {"performer": "both"}, id="both"),
    pytest.param("status", State("planned"), {"state": "planned"}, id="state"),
    pytest.param(
        "accuracy", Accuracy("report", False), {"of": "report", "accurate": False}, id="accuracy"
    ),
]


@pytest.mark.parametrize(("facet", "value", "shape"), VALUES)
def test_value_shapes(facet: str, value: Value, shape: dict[str, object]) -> None:
    claim: Claim = a_claim(facet=facet, value=value, topic="office365-fasttrack")
    row = claim_row(StoredClaim(claim, NOON, "slot"), load_config())
    assert row["value"] | shape == row["value"]
    assert json.loads(json.dumps(row)) == row


def test_a_line_is_one_line_whatever_it_quotes(program: Program) -> None:
    revision = a_revision(text="One\n\u2028two\u0085 “150 seats or more” \U0001f600 \u202eend.")
    with program.store() as store:
        keep_claims(store, a_claim(keep_revision(store, revision), quote=revision.text))
        (line,) = claim_lines(store, program.config())
    assert json.loads(line)["quote"] == revision.text
    assert "\n" not in line
    assert "\u202e" not in line


@pytest.mark.skipif(not (BENCHMARK / "score.py").is_file(), reason="the benchmark is not here")
def test_the_benchmarks_scorer_reads_both_exports_unchanged(
    program: Program, tmp_path: Path
) -> None:
    gold = BENCHMARK / "dev"
    assert program.run("import", gold / "docs", "-q").code == 0
    for what in ("claims", "relations"):
        program.run("export", what, "-o", tmp_path / what)
    command = [sys.executable, str(BENCHMARK / "score.py"), "--gold", str(gold), "--json"]
    arguments = ["--claims", str(tmp_path / "claims"), "--pairs", str(tmp_path / "relations")]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)
