"""Feeds of what does not fit together, for any feed reader (Atom 1.0, RFC 4287).

A feed is a function of what is stored: the same relations give the same bytes,
so that a file changes only where there is something to read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from lxml import etree

from monitor.config.load import Config
from monitor.config.settings import FeedsSettings
from monitor.review import worth_telling
from monitor.sides import Side, Told, tell
from monitor.storage import Store
from monitor.types import RelationKind
from monitor.whole import unwritable, whole_file

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
    news = [row for row in store.relations(kinds=kinds) if row.news]
    rows = sorted(
        worth_telling(config, store, news),
        key=lambda row: (row.recorded, row.relation.key),
        reverse=True,
    )
    told = tuple(tell(store, config.topics, rows[: settings.entries]))
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
    root = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(root, "id", uuid5(NAMESPACE_URL, f"{base or ''}monitor:feed:{name}").urn)
    _add(root, "title", f"Monitor: {title}")
    _add(root, "updated", _moment(max((one.recorded for one in told), default=_NEVER)))
    _add(_add(root, "author"), "name", "Monitor")
    _add(root, "generator", "Monitor")
    if base:
        _add(root, "link", rel="self", type="application/atom+xml", href=f"{base}{name}.atom")
    for one in told:
        _entry(_add(root, "entry"), one)
    etree.indent(root)
    xml: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml + b"\n"


def _entry(entry: etree._Element, told: Told) -> None:
    _add(entry, "id", uuid5(NAMESPACE_URL, f"monitor:relation:{told.relation}").urn)
    _add(entry, "title", f"{told.headline}: {told.a.value} / {told.b.value}")
    _add(entry, "updated", _moment(told.recorded))
    for rel, side in (("related", told.a), ("alternate", told.b)):
        if side.link:  # the later side is what is new
            _add(entry, "link", rel=rel, href=side.link)
    _add(entry, "category", term=told.topic, label=told.topic_name)
    _add(entry, "category", term=told.facet)
    _add(entry, "category", term=told.kind)
    _add(entry, "summary", told.explanation)
    _add(entry, "content", "".join(_html(told)), type="html")


def _html(told: Told) -> Iterable[str]:
    yield f"<p>{escape(told.explanation)}</p>"
    for side in (told.a, told.b):
        yield f"<p>{_who(side)}</p><blockquote><p>“{escape(side.quote)}”</p></blockquote>"
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
