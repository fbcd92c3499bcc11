"""What a soak left behind in a database, held against what was served."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.outlets import ROOT, Size, article, mark, path_of
from monitor.config import load_config
from monitor.export import claim_row, relation_row
from monitor.storage import open_store

# When something was seen or stored differs from run to run; nothing else may.
_TIMES = ("observed", "recorded")
_TABLES = ("snapshot", "revision", "claim", "relation", "failure")


@dataclass(frozen=True, slots=True)
class Found:
    """What is there, what is wrong with it, and its exports without their times."""

    counts: dict[str, int]
    problems: tuple[str, ...]
    texts: frozenset[tuple[str, str]]  # document and hash of its text
    claims: tuple[str, ...]
    relations: tuple[str, ...]


def look(database: Path, size: Size, bases: list[str]) -> Found:
    """Look at everything."""
    with closing(sqlite3.connect(database)) as sql:
        counts = {
            table: sql.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in _TABLES
        }
        problems = (*_unsound(sql), *_not_once(sql, size, bases))
        texts = frozenset(sql.execute("SELECT document, text_sha256 FROM revision"))
    config = load_config(str(ROOT / "config"))
    with open_store(f"sqlite:///{database}") as store:
        claims = tuple(sorted(_timeless(claim_row(row, config)) for row in store.claims()))
        relations = tuple(sorted(_timeless(relation_row(row)) for row in store.relations()))
    return Found(counts, problems, texts, claims, relations)


def differences(one: Found, other: Found) -> list[str]:
    """In what two databases differ."""
    named: dict[str, tuple[Collection[Any], Collection[Any]]] = {
        "revisions": (one.texts, other.texts),
        "claims": (one.claims, other.claims),
        "relations": (one.relations, other.relations),
    }
    wrong = []
    for name, (first, second) in named.items():
        if first != second:
            only = [sorted(set(a) - set(b))[:1] for a, b in ((first, second), (second, first))]
            wrong.append(f"{name} differ: {len(first)} and {len(second)}, for example {only}")
    return wrong


def _unsound(sql: sqlite3.Connection) -> Iterator[str]:
    (sound,) = sql.execute("PRAGMA integrity_check").fetchone()
    if sound != "ok":
        yield f"integrity_check: {sound}"
    if broken := sql.execute("PRAGMA foreign_key_check").fetchall():
        yield f"foreign_key_check: {broken[:3]}"
    pending = sql.execute("SELECT count(*) FROM snapshot WHERE outcome IS NULL").fetchone()[0]
    if pending:
        yield f"{pending} snapshots were never read"


def _not_once(sql: sqlite3.Connection, size: Size, bases: list[str]) -> Iterator[str]:
    """Every article that was served is there once, as served; and nothing besides."""
    served = {
        f"{base}{path_of(number)}": (base, number)
        for source, base in enumerate(bases)
        for number in size.articles(source)
    }
    rows = (
        "SELECT s.document, s.sha256, b.content, r.text, r.text_sha256 FROM snapshot s "
        "JOIN body b USING (sha256) LEFT JOIN revision r ON r.snapshot = s.key"
    )
    seen = Counter[str]()
    for document, sha256, content, text, text_sha256 in sql.execute(rows):
        seen[document] += 1
        if document not in served:
            yield f"{document} was never served"
            continue
        base, number = served[document]
        body = zlib.decompress(content)
        if body != article(size, base, number) or hashlib.sha256(body).hexdigest() != sha256:
            yield f"{document}: the kept bytes are not those that were served"
        if text is None:
            yield f"{document} has no revision"
        elif mark(number) not in text or hashlib.sha256(text.encode()).hexdigest() != text_sha256:
            yield f"{document}: its text is not its own"
    missing = [document for document in served if document not in seen]
    if missing:
        yield f"{len(missing)} articles are missing, {missing[0]} for one"
    if twice := [document for document, count in seen.items() if count > 1]:
        yield f"{len(twice)} are there more than once, {twice[0]} for one"
    number = sql.execute("SELECT count(*) FROM revision").fetchone()[0]
    if number != len(served):
        yield f"{number} revisions of {len(served)} articles"


def _timeless(row: dict[str, Any]) -> str:
    return json.dumps({key: row[key] for key in row if key not in _TIMES}, sort_keys=True)
