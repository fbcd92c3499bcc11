"""What the scorer that judges from outside counts, where it is at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from monitor.config import load_config
from monitor.export import claim_row, relation_row
from monitor.storage import StoredClaim, StoredRelation
from tests.builders import NOON
from tests.quality.measure import claim_folders
from tests.quality.run import CONFIG, Reading

FOLDERS = claim_folders()
SCORER = FOLDERS["dev"].parent / "score.py" if "dev" in FOLDERS else Path("score.py")
# What it calls by other names.
NAMES = {
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
