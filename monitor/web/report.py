"""The pages as files, for people without access: no forms, and links that lead inside.

Every file is written beside its name and takes it when it is whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from monitor.config import Config
from monitor.errors import NotFoundError
from monitor.first_seen import edits_of
from monitor.progress import Progress
from monitor.query.edits import revisions_of
from monitor.query.said import Question, said
from monitor.query.timeline import Asked, draw_timeline
from monitor.review import Reviewed, review_relations, without_echoes
from monitor.storage import Store, StoredClaim
from monitor.types import TOLD
from monitor.web import screens
from monitor.web.links import (
    FileLinks,
    document_file,
    relation_file,
    source_file,
    timeline_file,
)
from monitor.web.render import STYLE, page
from monitor.web.views.case import case_page
from monitor.web.views.document import document_page, revision_page
from monitor.web.views.front import front
from monitor.web.views.relations import Wanted, relation_page
from monitor.web.views.sources import source_page, source_rows
from monitor.whole import unwritable, write_whole

# Relations told, most pressing first, and statements listed: more is no report for people.
MOST_RELATIONS = 1000
MOST_CLAIMS = 500
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a report, and so can be linked."""

    relations: tuple[str, ...]
    claims: tuple[StoredClaim, ...]
    documents: tuple[str, ...]
    timelines: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    # Documents with a revision before the last that a claim stands in.
    earlier: tuple[tuple[str, str], ...]
    # The file in which each claim is marked.
    marked: Mapping[str, str]

    def links(self, depth: int) -> FileLinks:
        """As a page so deep in folders names them."""
        return FileLinks(
            depth,
            frozenset(self.relations),
            frozenset(self.documents),
            frozenset(self.timelines),
            frozenset(self.sources),
            self.marked,
        )


def write_report(config: Config, store: Store, folder: Path, now: datetime, tell: Progress) -> int:
    """Write all pages into the folder, made if need be; gives how many. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    contents = _contents(config, store)
    number = 0
    for name, text in _files(config, store, contents, now):
        _write(folder / name, text)
        number += 1
        tell(name)
    return number


def _contents(config: Config, store: Store) -> Contents:
    """Undismissed relations, the newest statements, and all the documents these stand in."""
    relations = _undismissed(config, store)
    claims = said(store, Question(limit=MOST_CLAIMS))
    keys = {key for one in relations for key in (*one.stored.relation.a, *one.stored.relation.b)}
    stored = (*store.claims_by_key(keys).values(), *claims)
    evidence = {one.claim.key: one.claim for one in stored}
    documents = tuple(dict.fromkeys(claim.document for claim in evidence.values()))
    last = {_last(store, document) for document in documents}
    earlier = {
        key: (claim.document, claim.revision)
        for key, claim in evidence.items()
        if claim.revision not in last
    }
    last_texts = {key: (claim.document,) for key, claim in evidence.items()}
    return Contents(
        tuple(one.stored.relation.key for one in relations),
        claims,
        documents,
        tuple((topic.key, facet) for topic in config.topics for facet in topic.facet),
        tuple(source.key for source in config.sources),
        tuple(dict.fromkeys(earlier.values())),
        {key: document_file(*place) for key, place in (last_texts | earlier).items()},
    )


def _last(store: Store, document: str) -> str | None:
    """The key of its last revision."""
    keys = revisions_of(store, document)
    return keys[-1] if keys else None


def _undismissed(config: Config, store: Store) -> Sequence[Reviewed]:
    found = without_echoes(store, store.relations(kinds=TOLD, limit=MOST_RELATIONS))
    rows = review_relations(config, store, found)
    return [one for one in rows if one.state != "dismissed"]


def _files(
    config: Config, store: Store, contents: Contents, now: datetime
) -> Iterator[tuple[str, str]]:
    """The name and the text of each file."""

    def drawn(template: str, depth: int = 0, **words: Any) -> str:
        around = {"live": False, "visitor": None, "access": None, "written": now}
        return page(template, contents.links(depth), **around, **words)

    yield "style.css", STYLE
    yield "index.html", drawn("front.html.j2", front=front(config, store, _BEGINNING, now))
    found = relation_page(config, store, Wanted(), MOST_RELATIONS)
    nothing: dict[str, Any] = {"first_page": None, "next_page": None}
    yield "relations.html", drawn("relations.html.j2", found=found, **nothing)
    edits = edits_of(store, (row.claim for row in contents.claims))
    yield "said.html", drawn("said.html.j2", rows=contents.claims, edits=edits, **nothing)
    yield "sources.html", drawn("sources.html.j2", rows=source_rows(config, store, now))
    timelines = list(_timelines(config, store, contents, now))
    titles = [(topic, facet, words["topic_name"]) for topic, facet, words in timelines]
    yield "timelines.html", drawn("timelines.html.j2", timelines=titles)
    for topic, facet, words in timelines:
        yield timeline_file(topic, facet), drawn("timeline.html.j2", 1, **words)
    for key in contents.relations:
        with suppress(NotFoundError):  # read anew since, and it is there no more
            words = screens.relation_words(config, case_page(config, store, key))
            yield relation_file(key), drawn("relation.html.j2", 1, **words)
    for key in contents.sources:
        words = {"found": source_page(config, store, key, now)}
        yield source_file(key), drawn("source.html.j2", 1, **words)
    for address in contents.documents:
        with suppress(NotFoundError):  # read anew since, and nothing of it is left
            words = {"found": document_page(store, address)}
            yield document_file(address), drawn("document.html.j2", 1, **words)
    for address, revision in contents.earlier:
        with suppress(NotFoundError):
            words = {"found": revision_page(store, address, revision)}
            yield document_file(address, revision), drawn("document.html.j2", 1, **words)


def _timelines(
    config: Config, store: Store, contents: Contents, now: datetime
) -> Iterable[tuple[str, str, dict[str, Any]]]:
    for topic, facet in contents.timelines:
        wanted = Asked(facet=facet, topic=topic)
        drawn = draw_timeline(store, wanted, now.date())
        yield topic, facet, screens.timeline_words(config, wanted, drawn)


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise unwritable(path, error) from error
    write_whole(path, [text])
