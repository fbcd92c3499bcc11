"""Where each page is: a path of the server, or a file of a report."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol
from urllib.parse import urlencode

from monitor.types import digest_of

Given = Mapping[str, object]


class Links(Protocol):
    """None: that page is not there to be shown."""

    def home(self) -> str: ...
    def style(self) -> str: ...
    def relations(self) -> str: ...
    def timelines(self) -> str: ...
    def relation(self, key: str) -> str | None: ...
    def claim(self, key: str, document: str) -> str | None: ...
    def document(self, address: str) -> str | None: ...
    def timeline(self, topic: str, facet: str) -> str | None: ...
    def said(self) -> str: ...
    def sources(self) -> str: ...
    def source(self, key: str) -> str | None: ...


def query(path: str, given: Given) -> str:
    """The path with these parameters, without those that are None or empty."""
    kept = {name: value for name, value in given.items() if value not in (None, "", (), [])}
    return f"{path}?{urlencode(kept, doseq=True)}" if kept else path


class ServerLinks:
    """Paths of the server; `version` changes with the style sheet."""

    def __init__(self, version: str) -> None:
        self._version = version

    def home(self) -> str:
        return "/"

    def style(self) -> str:
        return f"/style.css?v={self._version}"

    def relations(self) -> str:
        return "/relations"

    def timelines(self) -> str:
        return "/timeline"

    def relation(self, key: str) -> str:
        return f"/relations/{key}"

    def claim(self, key: str, document: str) -> str:
        return f"/claims/{key}"

    def document(self, address: str) -> str:
        return query("/document", {"address": address})

    def timeline(self, topic: str, facet: str) -> str:
        return query("/timeline", {"topic": topic, "facet": facet})

    def said(self) -> str:
        return "/said"

    def sources(self) -> str:
        return "/sources"

    def source(self, key: str) -> str:
        return query("/source", {"key": key})


class FileLinks:
    """Files of a report, as a page in a folder `depth` below its top names them.

    Only what is in the report is linked.
    """

    def __init__(
        self,
        depth: int,
        relations: Collection[str],
        documents: Collection[str],
        timelines: Collection[tuple[str, str]],
        sources: Collection[str],
        claims: Mapping[str, str],
    ) -> None:
        """`claims`: the file that holds the text each of them stands in."""
        self._up = "../" * depth
        self._there = (relations, documents, timelines, sources)
        self._claims = claims

    def home(self) -> str:
        return f"{self._up}index.html"

    def style(self) -> str:
        return f"{self._up}style.css"

    def relations(self) -> str:
        return f"{self._up}relations.html"

    def timelines(self) -> str:
        return f"{self._up}timelines.html"

    def relation(self, key: str) -> str | None:
        return f"{self._up}{relation_file(key)}" if key in self._there[0] else None

    def claim(self, key: str, document: str) -> str | None:
        if key in self._claims:
            return f"{self._up}{self._claims[key]}#c-{key}"
        return self.document(document)

    def document(self, address: str) -> str | None:
        return f"{self._up}{document_file(address)}" if address in self._there[1] else None

    def timeline(self, topic: str, facet: str) -> str | None:
        there = (topic, facet) in self._there[2]
        return f"{self._up}{timeline_file(topic, facet)}" if there else None

    def said(self) -> str:
        return f"{self._up}said.html"

    def sources(self) -> str:
        return f"{self._up}sources.html"

    def source(self, key: str) -> str | None:
        return f"{self._up}{source_file(key)}" if key in self._there[3] else None


def relation_file(key: str) -> str:
    return f"relations/{key}.html"


def document_file(address: str, revision: str | None = None) -> str:
    """By a digest: an address is no name for a file. With a revision, of one before the last."""
    return f"documents/{digest_of(address)}{f'-{revision}' if revision else ''}.html"


def timeline_file(topic: str, facet: str) -> str:
    return f"timelines/{topic}-{facet}.html"


def source_file(key: str) -> str:
    return f"sources/{key}.html"
