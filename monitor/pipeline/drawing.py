"""One snapshot to a revision and its claims: what reading gives, before any of it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from monitor.config import Config
from monitor.errors import (
    ConfigError,
    MonitorError,
    StorageError,
    UnforeseenError,
)
from monitor.news import is_news
from monitor.pipeline.archived import to_blame
from monitor.pipeline.outlets import outlet_of
from monitor.pipeline.report import Stages
from monitor.read import READER, Outlet, Reading, read_snapshot
from monitor.storage import Store
from monitor.storage.retention import FAILED
from monitor.types import Claim, Revision, Snapshot

_KEPT = "its snapshot is kept, and the next run tries again"


@dataclass(frozen=True, slots=True)
class Drawn:
    """What reading one snapshot gave, before any of it is written; `error` where it cannot be read.

    `claims` are None where the text was there already. `source` is whose failure
    it would be, `news` whether what it says is to be told. `imported`: from a file.
    """

    key: str
    document: str | None = None
    source: str | None = None
    news: bool = True
    imported: bool = False
    reading: Reading | None = None
    claims: tuple[Claim, ...] | None = None
    error: MonitorError | None = None


def begin_drawing(config: Config, again: Callable[[], Store]) -> Callable[[str], Drawn]:
    """What a child process does with the key of a snapshot; it only reads in the database."""
    stages, store = Stages(config), again()
    return partial(draw_one, stages, store)


def draw_one(stages: Stages, store: Store, key: str) -> Drawn:
    """All that reading a snapshot gives; the database is read, and not locked.

    Raises ConfigError and StorageError.
    """
    drawn = Drawn(key)
    try:
        snapshot = store.snapshot(key)
        drawn = replace(drawn, **told_apart(snapshot))
        reading = draw(stages, snapshot)
        claims = None
        if reading.revision is not None and store.issue(reading.revision.key) is None:
            claims = draw_claims(stages, reading.revision)
        return replace(drawn, reading=reading, claims=claims)
    except (ConfigError, StorageError):
        raise
    except MonitorError as error:
        return replace(drawn, error=error)


def draw(stages: Stages, snapshot: Snapshot, outlet: Outlet | None = None) -> Reading:
    """What a snapshot says, as far as reading goes: pure work, without the database.

    `outlet`: whose page it is, where that is known better than by config.
    Raises ParseError and its like where it cannot be read.
    """
    with unforeseen(snapshot.document):
        whose = outlet or outlet_of(stages.config, snapshot)
        reading = read_snapshot(snapshot, whose, stages.config.language.page)
        if reading.revision is None:
            return reading
        return replace(reading, revision=replace(reading.revision, reader=READER))


def draw_claims(stages: Stages, revision: Revision) -> tuple[Claim, ...]:
    """The claims of a revision, none where config ignores its document.

    Raises UnforeseenError where we stumble over it.
    """
    if revision.document in stages.config.settings.extract.ignore:
        return ()
    with unforeseen(revision.document):
        return tuple(stages.extractor.claims(revision))


@contextmanager
def unforeseen(document: str, advice: str = _KEPT) -> Iterator[None]:
    """Any mistake that a stranger's text brings out, as UnforeseenError: it is that text's alone.

    `advice`: what comes of it, or is to be done.
    """
    try:
        yield
    except MonitorError:
        raise
    except Exception as error:
        raise UnforeseenError(
            f"{document}: cannot be read ({type(error).__name__}: {str(error)[:200]}); {advice}"
        ) from error


def told_apart(snapshot: Snapshot) -> dict[str, Any]:
    """What is told of a snapshot whether it can be read or not."""
    return {
        "document": snapshot.document,
        "source": to_blame(snapshot),
        "news": is_news(snapshot.origin, snapshot.headers),
        "imported": snapshot.origin == "import",
    }


def failed_with(error: MonitorError) -> str:
    """The outcome of a snapshot that cannot be read."""
    return f"{FAILED}{error.kind()}"
