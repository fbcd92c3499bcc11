"""Full-text search over quotes and texts: the same words and the same answers on both databases.

Both engines are given words that we have already taken apart, so that neither's
own idea of a word matters: SQLite's FTS5 and PostgreSQL's tsvector hold and
find the same. Neither keeps the text itself, which stands in `claim` and `revision`.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Integer,
    MetaData,
    Table,
    bindparam,
    false,
    select,
    text,
    union_all,
)

# A text's words beyond these are not found: 16,383 is the last place a tsvector can count to,
# and an article of so many words fills forty pages.
MOST_WORDS = 16_000
# Nor those beyond so many bytes: a tsvector holds 1 MB, and a word takes a few besides its own.
MOST_BYTES = 900_000
_OF_A_PLACE = 8
# PostgreSQL refuses a word of 2 kB; no word of a language comes near this.
LONGEST_WORD = 100
# A shorter beginning finds too much: "in" would find "included".
SHORTEST_BEGINNING = 3

CLAIM_WORDS = "claim_words"
REVISION_WORDS = "revision_words"
# What the engines make and look after themselves; no table of ours refers to it.
_SHADOWS = ("", "_data", "_idx", "_docsize", "_config")
SEARCH_TABLES = frozenset(
    f"{name}{shadow}" for name in (CLAIM_WORDS, REVISION_WORDS) for shadow in _SHADOWS
)

_WORD = re.compile(r"[^\W_]+")
# A word that a person typed, up to white space, or all between two quotation marks.
_TYPED = re.compile(r'"([^"]*)"?|([^\s"]+)')
_ASCII = re.compile(r"[ -~\s]*")


def words_of(passage: str) -> list[str]:
    """The words of a passage in order: small letters, without accents, digits by themselves."""
    if not _ASCII.fullmatch(passage):
        apart = unicodedata.normalize("NFKD", passage)
        passage = "".join(sign for sign in apart if not unicodedata.combining(sign))
    folded = passage.casefold()
    words = [word[:LONGEST_WORD] for word in _WORD.findall(folded)[:MOST_WORDS]]
    if len(folded) * _OF_A_PLACE < MOST_BYTES:  # a sign takes four at the most, half are words
        return words
    ends = list(accumulate(len(word.encode()) + _OF_A_PLACE for word in words))
    return words[: bisect_right(ends, MOST_BYTES)]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other; `begins`: the last may go on ("seat", "seats")."""

    words: tuple[str, ...]
    begins: bool = False


def terms_of(asked: str) -> tuple[Term, ...]:
    """What a person typed: words, and phrases in quotation marks; all of them are wanted.

    A word of letters also finds what begins with it; a number only itself.
    Whatever else stands there is no operator and does nothing.
    """
    found = []
    for match in _TYPED.finditer(asked):
        phrase, word = match.groups()
        words = tuple(words_of(phrase if word is None else word))
        if words:
            goes_on = word is not None and len(words[-1]) >= SHORTEST_BEGINNING
            found.append(Term(words, goes_on and words[-1].isalpha()))
    return tuple(dict.fromkeys(found))


def has(passage: str, terms: Sequence[Term]) -> bool:
    """Whether a passage has all of them: what the engines find by their indexes."""
    words = f" {' '.join(words_of(passage))} "
    ends = ((" ".join(term.words), "" if term.begins else " ") for term in terms)
    return all(f" {phrase}{end}" in words for phrase, end in ends)


def holds(column: ColumnElement[int], index: str, asked: str, dialect: str) -> ColumnElement[bool]:
    """Whether the row whose number is in `column` has all that was asked for in that index.

    Nothing has what has no word ("??").
    """
    terms = terms_of(asked)
    if not terms:
        return false()
    if dialect == "sqlite":
        query, found = _fts5(terms), f"SELECT rowid FROM {index} WHERE {index} MATCH :asked"  # noqa: S608
    else:
        query = _tsquery(terms)
        found = f"SELECT id FROM {index} WHERE words @@ CAST(:asked AS tsquery)"  # noqa: S608
    rows = text(found).bindparams(bindparam("asked", query, unique=True))
    return column.in_(rows.columns(Column("id", Integer)))


def add_words(connection: Connection, index: str, rows: Iterable[tuple[int, str]]) -> None:
    """Make these passages found under their numbers."""
    sqlite = connection.dialect.name == "sqlite"
    written = " ".join if sqlite else _tsvector
    values = [{"id": number, "words": written(words_of(passage))} for number, passage in rows]
    if values:
        connection.execute(_INSERT[sqlite, index], values)


def remove_words(connection: Connection, index: str, number: int, passage: str) -> None:
    """Forget a passage; FTS5 without the text must be told what its words were."""
    row = {"id": number, "words": " ".join(words_of(passage))}
    sqlite = connection.dialect.name == "sqlite"
    statement = (
        f"INSERT INTO {index}({index}, rowid, words) VALUES ('delete', :id, :words)"  # noqa: S608
        if sqlite
        else f"DELETE FROM {index} WHERE id = :id"  # noqa: S608
    )
    connection.execute(text(statement), row if sqlite else {"id": number})


def create_indexes(connection: Connection) -> None:
    """Make both, empty; for the migration that brings them."""
    for index in (CLAIM_WORDS, REVISION_WORDS):
        if connection.dialect.name == "sqlite":
            # ascii: every sign beyond ASCII is part of a word, and we have split them already.
            columns = "words, content='', tokenize='ascii'"
            connection.execute(text(f"CREATE VIRTUAL TABLE {index} USING fts5({columns})"))
            continue
        connection.execute(text(f"CREATE TABLE {index} (id integer PRIMARY KEY, words tsvector)"))
        connection.execute(text(f"CREATE INDEX ix_{index}_words ON {index} USING gin (words)"))


def fill_indexes(connection: Connection, at_once: int = 1000) -> None:
    """Put in every quote, those of the past too, and every text; both indexes are empty before."""
    old = MetaData()
    claim, past, revision, number = (
        Table(name, old, autoload_with=connection)
        for name in ("claim", "claim_past", "revision", "text_number")
    )
    quotes = union_all(select(claim.c.id, claim.c.quote), select(past.c.id, past.c.quote))
    texts = select(number.c.id, revision.c.text).join(revision, revision.c.key == number.c.revision)
    for index, rows in ((CLAIM_WORDS, quotes), (REVISION_WORDS, texts)):
        # Not all at once: the texts of years are larger than any memory.
        streamed = {"stream_results": True, "yield_per": at_once}
        for some in connection.execute(rows, execution_options=streamed).partitions(at_once):
            add_words(connection, index, ((key, passage) for key, passage in some))


_INSERT = {
    (sqlite, index): text(
        f"INSERT INTO {index}(rowid, words) VALUES (:id, :words)"  # noqa: S608
        if sqlite
        else f"INSERT INTO {index}(id, words) VALUES (:id, CAST(:words AS tsvector))"  # noqa: S608
    )
    for sqlite in (True, False)
    for index in (CLAIM_WORDS, REVISION_WORDS)
}


def _fts5(terms: Sequence[Term]) -> str:
    """Words hold letters and digits alone, so quotation marks make them safe."""
    quoted = ((" ".join(one.words), one.begins) for one in terms)
    return " AND ".join(f'"{phrase}"{"*" if begins else ""}' for phrase, begins in quoted)


def _tsvector(words: Sequence[str]) -> str:
    """As tsvector is written: its own parser passes over letters that it does not know."""
    return " ".join(f"'{word}':{place}" for place, word in enumerate(words, start=1))


def _tsquery(terms: Sequence[Term]) -> str:
    quoted = ((" <-> ".join(f"'{word}'" for word in one.words), one.begins) for one in terms)
    return " & ".join(f"({phrase}{':*' if begins else ''})" for phrase, begins in quoted)
