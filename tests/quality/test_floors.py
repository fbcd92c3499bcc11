"""What is measured today against what was reached before, and against another's count."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.quality.floors import FILE, falls, main, raised, read_floors, table, unbounded
from tests.quality.gold import read_gold
from tests.quality.measure import Measured, measure_set, set_names
from tests.quality.outside import FOLDERS, NAMES, SCORER, outside
from tests.quality.pairing import flag, score_pairs
from tests.quality.run import read_folder
from tests.quality.scoring import Share, attributes, judge, tallies


@pytest.mark.parametrize("name", set_names())
def test_no_figure_falls_below_its_floor(name: str) -> None:
    """If one does: mend what made it worse. `make quality` shows all figures."""
    assert falls(name, measure_set(name), read_floors()) == []


@pytest.mark.parametrize("name", set_names())
def test_every_figure_has_its_floor(name: str) -> None:
    """`python -m tests.quality.floors --raise` writes those of new figures."""
    assert unbounded(name, measure_set(name), read_floors()) == []


TWO_THIRDS = Measured({"recall": Share(2, 3)}, {"alarms": 1})
BOUNDS = [
    pytest.param({"recall": 0.666}, {"alarms": 1}, [], id="as before, rounded down"),
    pytest.param({"recall": 0.6}, {"alarms": 2}, [], id="better"),
    pytest.param(
        {"recall": 0.667},
        {"alarms": 1},
        ["set: recall fell to 0.666 (2 of 3); its floor is 0.667"],
        id="a thousandth lower",
    ),
    pytest.param(
        {"recall": 0.666}, {"alarms": 0}, ["set: alarms rose to 1; its ceiling is 0"], id="an alarm"
    ),
    pytest.param(
        {"recall": 0.6, "gone": 0.1}, {}, ["set: gone is no longer measured"], id="a figure lost"
    ),
    pytest.param({}, {}, [], id="nothing kept yet"),
]


@pytest.mark.parametrize(("floors", "ceilings", "said"), BOUNDS)
def test_falls(floors: dict[str, float], ceilings: dict[str, float], said: list[str]) -> None:
    kept = {"set": {"floors": floors, "ceilings": ceilings}}
    assert falls("set", TWO_THIRDS, kept) == said
    if said:
        with pytest.raises(ValueError, match="set: "):
            raised({"set": TWO_THIRDS}, kept)


def test_floors_rise_to_today_and_sets_elsewhere_keep_theirs() -> None:
    kept = {"set": {"floors": {"recall": 0.5}, "ceilings": {}}, "far": {"floors": {"recall": 0.9}}}
    assert raised({"set": TWO_THIRDS}, kept) == {
        "set": {"floors": {"recall": 0.666}, "ceilings": {"alarms": 1}},
        "far": {"floors": {"recall": 0.9}},
    }


def test_a_figure_without_a_bound_is_noticed() -> None:
    kept = {"set": {"floors": {"recall": 0.5}, "ceilings": {}}}
    assert unbounded("set", TWO_THIRDS, kept) == ["alarms"]


def kept_with(place: Path, change: float) -> dict[str, Any]:
    """A file of floors like ours, one floor of it moved."""
    kept: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
    kept["look"]["floors"]["core recall"] += change
    place.write_text(json.dumps(kept), "utf-8")
    return kept


def test_the_command_raises(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.json"
    before = kept_with(file, -0.1)
    assert main(["--raise"], file) == 0
    after = json.loads(file.read_text("utf-8"))
    assert after["look"]["floors"]["core recall"] > before["look"]["floors"]["core recall"]
    assert "No figure is below its floor" in capsys.readouterr().out


def test_the_command_refuses_to_lower(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "floors.json"
    before = kept_with(file, 0.5)
    assert main(["--raise"], file) == 1
    assert json.loads(file.read_text("utf-8")) == before
    assert "look: core recall fell to" in capsys.readouterr().out


def test_the_table_sets_look_and_held_side_by_side() -> None:
    look = Measured({"recall": Share(3, 4)}, {"alarms": 0}, notes=("one note",))
    held = Measured({"recall": Share(1, 4)}, {"alarms": 2})
    lines = [line.split() for line in table({"look": look, "held": held})]
    assert lines == [
        ["look", "held", "gap"],
        ["recall", "0.750", "(3/4)", "0.250", "(1/4)", "+0.500"],
        ["alarms", "0", "2"],
        ["look:", "one", "note"],
    ]


@pytest.mark.skipif(not SCORER.is_file(), reason="the benchmark is not here")
@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_the_scorer_outside_counts_the_same(folder: Path, tmp_path: Path) -> None:
    """Here, since what was read of a folder is kept for as long as the process lasts."""
    gold, reading = read_gold(folder), read_folder(folder / "docs")
    report = outside(folder, reading, tmp_path)
    verdict = judge(reading.claims, gold)
    for name, tally in tallies(verdict).items():
        theirs = report["facets"].get(name) or report[name]
        assert asdict(tally) == {key: theirs[key] for key in asdict(tally)}, name
    for name, share in attributes(verdict, gold).items():
        theirs = report["attributes"][NAMES.get(name, name)]
        assert asdict(share) == {key: theirs[key] for key in asdict(share)}, name
    score, pairs = score_pairs(flag(reading.relations, reading.claims, gold), gold), report["pairs"]
    for kind, theirs in pairs["kinds"].items():
        ours = (score.flagged[kind].right, score.kind_right[kind].right, score.flagged[kind].of)
        assert ours == (theirs["flagged"], theirs["kind_right"], theirs["gold"])
    assert score.negatives_as_contradiction == pairs["hard_negatives_as_contradiction"]
    assert score.negatives_as_other == pairs["hard_negatives_as_other_kind"]
    assert score.unjudged == pairs["unjudged"]
