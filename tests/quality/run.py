"""The program itself on a folder of documents: imported as the command does, read from its store."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from monitor.config import load_config
from monitor.pipeline import import_paths
from monitor.storage import Store, open_store
from monitor.types import TOLD, Claim, Relation

# Later than every labelled document, and the same in every run.
_NOW = datetime(2025, 1, 1, tzinfo=UTC)
CONFIG = Path(__file__).parents[2] / "config"


@dataclass(frozen=True, slots=True)
class Found:
    """A claim as the program keeps it, and the file it was read from."""

    claim: Claim
    document: str

    @property
    def place(self) -> tuple[int, int]:
        return self.claim.start, self.claim.end


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the program told of a folder."""

    claims: tuple[Found, ...]
    relations: tuple[Relation, ...]


@cache
def read_folder(folder: Path) -> Reading:
    """Import a folder into a database of its own, and take what is then known; once a process.

    Raises RuntimeError where a document could not be read: a figure without it would flatter.
    """
    config = load_config(str(CONFIG))
    with (
        tempfile.TemporaryDirectory() as place,
        open_store(f"sqlite:///{place}/monitor.db") as store,
    ):
        report = import_paths(config, store, [folder], clock=lambda: _NOW)
        if report.failures or report.without_text:
            raise RuntimeError(f"{folder}: some documents were not read ({report})")
        return Reading(_claims(store), _relations(store))


def _claims(store: Store) -> tuple[Found, ...]:
    files: dict[str, str] = {}
    found = []
    for stored in store.claims(order="oldest"):
        key = stored.claim.revision
        if key not in files:
            snapshot = store.snapshot(store.revision(key).snapshot)
            files[key] = Path(snapshot.fetched_from).stem
        found.append(Found(stored.claim, files[key]))
    return tuple(sorted(found, key=_order))


def _order(found: Found) -> tuple[str, int, str, str]:
    return found.document, found.claim.start, found.claim.facet, found.claim.key


def _relations(store: Store) -> tuple[Relation, ...]:
    told = (stored.relation for stored in store.relations(kinds=TOLD))
    return tuple(sorted(told, key=lambda relation: relation.key))
