"""Feeds of what does not fit together, for any feed reader (Atom 1.0, RFC 4287).

A feed is a function of what is stored: the same relations give the same bytes,
so that a file changes only where there is something to read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from html import escape
from itertools import islice
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from monitor.config import Config
from monitor.config.settings import FeedsSettings
from monitor.plain import one_line
from monitor.review import seek_relations
from monitor.sides import (
    LONGEST_EXPLANATION,
    LONGEST_LINE,
    LONGEST_QUOTE,
    Side,
    Told,
    tell,
)
from monitor.storage import Store, StoredClaim
from monitor.types import RelationKind
from monitor.whole import unwritable, whole_file
from monitor.wording import (
    bare,
    dated_in_words,
    held_in_words,
    in_marks,
    shorten,
    told_in_words,
)

_ATOM = "http://www.w3.org/2005/Atom"
# What kinds of relations each feed has, and what it is called.
FEEDS: dict[str, tuple[str, tuple[RelationKind, ...]]] = {
    "contradictions": ("Contradictions", ("contradiction",)),
    "revisions": ("Revisions, announced and silent", ("revision",)),
}
# A feed must bear a date, also before there is anything in it.
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def write_feeds(config: Config, store: Store, folder: Path) -> tuple[Path, ...]:
    """Write each feed as a file of that folder, made if need be; gives those that changed.

    A file that would stay as it is is not touched, so a server answers "unchanged"
    for it. Raises OutputError.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error
    return tuple(
        path
        for name in FEEDS
        if _replace(path := folder / f"{name}.atom", feed(config, store, name))
    )


def feed(config: Config, store: Store, name: str) -> bytes:
    """One feed as XML: the newest relations of its kinds that were news, newest first."""
    settings = config.settings.feeds
    title, kinds = FEEDS[name]
    found = seek_relations(config, store, kinds, order="newest")
    news = (one.stored for one in found if one.stored.news and one.is_told)
    told = tuple(tell(store, config.topics, list(islice(news, settings.entries))))
    return _xml(name, title, told, settings)


def _replace(path: Path, content: bytes) -> bool:
    with suppress(OSError):  # there is none yet, or none that can be read
        if path.read_bytes() == content:
            return False
    with whole_file(path) as part:
        part.write_bytes(content)
    return True


def _xml(name: str, title: str, told: Sequence[Told], settings: FeedsSettings) -> bytes:
    base = settings.base_url.rstrip("/") + "/" if settings.base_url else None
    # Two services on one reader are two feeds, as long as each says where it is.
    named = f"{base or ''}monitor:feed:{name}"
    here = f"{base}{name}.atom" if base else None
    return told_feed(named, title, told, here=here)


def told_feed(
    named: str,
    title: str,
    told: Sequence[Told],
    *,
    here: str | None = None,
    page: Callable[[str], str] | None = None,
) -> bytes:
    """A feed of these relations; `named` is what its id is made of, `here` where it is.

    `page` gives the address of a relation's own page, where it has one.
    """
    root = _root(named, title, [one.recorded for one in told], here)
    for one in told:
        _told_entry(_add(root, "entry"), one, page(one.relation) if page else None)
    return _written(root)


def claims_feed(
    named: str,
    title: str,
    claims: Sequence[StoredClaim],
    edits: Mapping[str, date],
    *,
    here: str,
    page: Callable[[str], str],
) -> bytes:
    """A feed of statements, each with its words and a link to its own page.

    `edits`: by claim the day on which an edit of its page was seen to bring its words.
    """
    root = _root(named, title, [one.recorded for one in claims], here)
    for stored in claims:
        claim, entry = stored.claim, _add(root, "entry")
        value = one_line(held_in_words(claim))
        _add(entry, "id", uuid5(NAMESPACE_URL, f"monitor:claim:{claim.key}").urn)
        _add(entry, "title", shorten(f"{claim.facet}: {value}", LONGEST_LINE))
        _add(entry, "updated", _moment(stored.recorded))
        _add(entry, "link", rel="alternate", href=page(claim.key))
        _add(_add(entry, "author"), "name", shorten(one_line(claim.reported_by), LONGEST_LINE))
        _add(entry, "category", term=claim.topic)
        _add(entry, "category", term=claim.facet)
        quote = shorten(one_line(bare(claim.quote)), LONGEST_QUOTE)
        voice = shorten(one_line(told_in_words(claim)), LONGEST_LINE)
        dated = dated_in_words(claim, edits.get(claim.key))
        _add(entry, "content", f"{voice}, {dated}: {in_marks(quote)}", type="text")
    return _written(root)


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to tell in a feed: what its id is made of, when, and in which words."""

    named: str
    at: datetime
    title: str
    text: str
    link: str


def notes_feed(named: str, title: str, notes: Sequence[Note], *, here: str) -> bytes:
    """A feed of plain notes, such as of sources that are not well."""
    root = _root(named, title, [one.at for one in notes], here)
    for one in notes:
        entry = _add(root, "entry")
        _add(entry, "id", uuid5(NAMESPACE_URL, one.named).urn)
        _add(entry, "title", shorten(one_line(one.title), LONGEST_LINE))
        _add(entry, "updated", _moment(one.at))
        _add(entry, "link", rel="alternate", href=one.link)
        _add(entry, "content", shorten(one_line(one.text), LONGEST_EXPLANATION), type="text")
    return _written(root)


def _root(named: str, title: str, moments: Sequence[datetime], here: str | None) -> etree._Element:
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", uuid5(NAMESPACE_URL, named).urn)
    _add(root, "title", f"Monitor: {title}")
    _add(root, "updated", _moment(max(moments, default=_NEVER)))
    _add(_add(root, "author"), "name", "Monitor")
    _add(root, "generator", "Monitor")
    if here:
        _add(root, "link", rel="self", type="application/atom+xml", href=here)
    return root


def _written(root: etree._Element) -> bytes:
    etree.indent(root)
    xml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml + b"\n"


def _told_entry(entry: etree._Element, told: Told, page: str | None) -> None:
    _add(entry, "id", uuid5(NAMESPACE_URL, f"monitor:relation:{told.relation}").urn)
    _add(entry, "title", f"{told.headline}: {told.a.value} / {told.b.value}")
    _add(entry, "updated", _moment(told.recorded))
    if page:
        _add(entry, "link", rel="alternate", href=page)
    # Without a page of ours, the later side is what is new.
    for rel, side in (("related", told.a), ("related" if page else "alternate", told.b)):
        if side.link:
            _add(entry, "link", rel=rel, href=side.link)
    _add(entry, "category", term=told.topic, label=told.topic_name)
    _add(entry, "category", term=told.facet)
    _add(entry, "category", term=told.kind)
    _add(entry, "summary", told.explanation)
    _add(entry, "content", "".join(_html(told)), type="html")


def _html(told: Told) -> Iterable[str]:
    yield f"<p>{escape(told.explanation)}</p>"
    for side in (told.a, told.b):
        yield f"<p>{_who(side)}</p><blockquote><p>{escape(in_marks(side.quote))}</p></blockquote>"
    yield f"<p>All of it: <code>monitor show {escape(told.relation)}</code></p>"


def _who(side: Side) -> str:
    where = escape(f"{side.dated}, {side.outlet}")
    if side.link:
        where = f'<a href="{escape(side.link)}">{where}</a>'
    more = f" (and {side.more} more)" if side.more else ""
    return f"{where}{more}: {escape(side.voice)}: <strong>{escape(side.value)}</strong>"


def _add(
    parent: etree._Element, name: str, text: str | None = None, **attributes: str
) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
