"""Our counts against those of the scorer that judges from outside, where it is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from monitor.config import load_config
from monitor.export import claim_row, relation_row
from monitor.storage import StoredClaim, StoredRelation
from tests.builders import NOON
from tests.quality.gold import read_gold
from tests.quality.measure import claim_folders
from tests.quality.pairing import flag, score_pairs
from tests.quality.run import CONFIG, Reading, read_folder
from tests.quality.scoring import attributes, judge, tallies

FOLDERS = claim_folders()
SCORER = FOLDERS["dev"].parent / "score.py" if "dev" in FOLDERS else Path("score.py")
# What it calls by other names.
_NAMES = {
    "organisation": "speaker organisation",
    "anonymity": "speaker anonymous",
    "event": "timing event",
}


def outside(folder: Path, reading: Reading, place: Path) -> Any:
    """Its report on what the program exports."""
    config = load_config(str(CONFIG))
    rows = [
        claim_row(StoredClaim(found.claim, NOON, ""), config) | {"document": found.document}
        for found in reading.claims
    ]
    pairs = [relation_row(StoredRelation(relation, NOON)) for relation in reading.relations]
    for name, lines in (("claims", rows), ("pairs", pairs)):
        (place / name).write_text("\n".join(map(json.dumps, lines)), "utf-8")
    command = [sys.executable, str(SCORER), "--gold", str(folder), "--json", "--rounds", "0"]
    files = ["--claims", str(place / "claims"), "--pairs", str(place / "pairs")]
    done = subprocess.run([*command, *files], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.skipif(not SCORER.is_file(), reason="the benchmark is not here")
@pytest.mark.parametrize("folder", FOLDERS.values(), ids=FOLDERS)
def test_the_scorer_outside_counts_the_same(folder: Path, tmp_path: Path) -> None:
    gold, reading = read_gold(folder), read_folder(folder / "docs")
    report = outside(folder, reading, tmp_path)
    verdict = judge(reading.claims, gold)
    for name, tally in tallies(verdict).items():
        theirs = report["facets"].get(name) or report[name]
        assert asdict(tally) == {key: theirs[key] for key in asdict(tally)}, name
    for name, share in attributes(verdict, gold).items():
        theirs = report["attributes"][_NAMES.get(name, name)]
        assert asdict(share) == {key: theirs[key] for key in asdict(share)}, name
    score, pairs = score_pairs(flag(reading.relations, reading.claims, gold), gold), report["pairs"]
    for kind, theirs in pairs["kinds"].items():
        ours = (score.flagged[kind].right, score.kind_right[kind].right, score.flagged[kind].of)
        assert ours == (theirs["flagged"], theirs["kind_right"], theirs["gold"])
    assert score.negatives_as_contradiction == pairs["hard_negatives_as_contradiction"]
    assert score.negatives_as_other == pairs["hard_negatives_as_other_kind"]
    assert score.unjudged == pairs["unjudged"]
