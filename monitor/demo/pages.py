"""What each sample outlet answers for a path in an edition: pure, no server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from monitor.demo.outlets import Article, Newspapers, Outlet

PRINT = "/print"  # before the path of a document: its printer-friendly version
HTML, XML, TEXT = (f"{kind}; charset=utf-8" for kind in ("text/html", "text/xml", "text/plain"))


@dataclass(frozen=True, slots=True)
class Page:
    """One answer; `modified` None where the outlet says nothing of the time."""

    status: int
    content_type: str
    body: bytes
    modified: datetime | None = None


class Pages:
    """Draws every page of the newsroom from its templates and articles."""

    def __init__(self, directory: Path, papers: Newspapers) -> None:
        self._papers = papers
        folders = [directory / "templates", directory / "articles"]
        self._templates = Environment(
            loader=FileSystemLoader(folders), autoescape=True, undefined=StrictUndefined
        )
        self._templates.filters |= {
            "mail_date": format_datetime,
            "long_date": lambda day: f"{day:%B} {day.day}, {day.year}",
            "short_date": lambda day: f"{day:%m/%d/%Y}",
        }

    def at(self, outlet: Outlet, path: str, edition: int, base: str) -> Page:
        """What `outlet`, reached at `base` (scheme, host and port), answers for `path`."""
        if path == "/robots.txt" and outlet.robots is not None:
            return Page(200, TEXT, outlet.robots.lstrip().encode())
        documents = self._papers.published(outlet, edition)
        common = {"outlet": outlet, "base": base, "edition": edition, "documents": documents}
        if name := outlet.listings().get(path):
            return self._listing(name, documents, edition, common)
        for document in documents:
            if path == PRINT + document.path:
                return self._printed(document, edition, common)
            if path in document.places():
                return self._article(document, path, edition, common)
        return Page(404, HTML, self._draw("missing.html", common))

    def _listing(
        self, name: str, documents: tuple[Article, ...], edition: int, common: dict[str, Any]
    ) -> Page:
        newest = _newest(documents, edition)
        body = self._draw(name, common | {"newest": newest})
        return Page(200, HTML if name.endswith(".html") else XML, body, newest)

    def _printed(self, document: Article, edition: int, common: dict[str, Any]) -> Page:
        bodies = [self._text(document, name, edition) for name in document.pages]
        given = {"document": document, "dated": document.dated(edition), "bodies": bodies}
        return Page(200, HTML, self._draw("print.html", common | given), document.dated(edition))

    def _article(self, document: Article, path: str, edition: int, common: dict[str, Any]) -> Page:
        outlet, documents, places = common["outlet"], common["documents"], document.places()
        number = places.index(path)
        dated = document.dated(edition)
        given = {
            "document": document,
            "dated": dated,
            "body": self._text(document, document.pages[number], edition),
            "next": places[number + 1] if number + 1 < len(places) else None,
            "previous": places[number - 1] if number else None,
            # An outlet that shows no headlines links only what was there before the document.
            "others": [
                each
                for each in documents
                if each != document and (outlet.headlines or each.published < document.published)
            ],
            "all": documents,
        }
        modified = _newest(documents, edition) if outlet.headlines else dated
        return Page(200, HTML, self._draw(outlet.template, common | given), modified)

    def _text(self, document: Article, name: str, edition: int) -> str:
        """HTML, drawn with the words of that edition; the outlet's template marks it safe."""
        return self._templates.get_template(name).render(document.words(edition))

    def _draw(self, name: str, given: dict[str, Any]) -> bytes:
        return self._templates.get_template(name).render(given).encode()


def _newest(documents: tuple[Article, ...], edition: int) -> datetime | None:
    return max((each.dated(edition) for each in documents), default=None)
