"""A tone is kept as text in the database: another process has to give it the same name."""

from __future__ import annotations

import os
import subprocess
import sys

NAMED = """
from dataclasses import replace
from monitor.compare.tones import stand_of
from tests.compare.test_relate import seats, stated
parts = frozenset(f"item:{name}" for name in ("mail", "files", "folders", "archives", "chat"))
notices = frozenset(("Updated: one", "Updated: two", "Updated: three"))
one = replace(stated(seats(150)), parts=parts, notices=notices)
print(stand_of(one, with_case=False).tone)
"""


def test_a_tone_has_one_name_in_every_process() -> None:
    """Sets are written in another order where texts are hashed with another seed."""
    names = {
        subprocess.run(
            [sys.executable, "-c", NAMED],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(names) == 1
