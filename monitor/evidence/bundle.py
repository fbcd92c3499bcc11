"""What a bundle tells, and how its files are called. Pure: it needs no database."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from monitor.evidence.shape import (
    AboutRow,
    ClaimRow,
    FetchesRow,
    FileRow,
    MakerRow,
    Manifest,
    PageRow,
    QuoteRow,
    RelationRow,
    RevisionRow,
    SnapshotRow,
)
from monitor.types import split_pages

CLAIMS = "claims.json"
RELATION = "relation.json"
FETCHES = "fetches.json"
MANIFEST = "manifest.json"
SHEET = "index.html"
HOW_TO = "VERIFY.txt"
SUMS = "SHA256SUMS"
# Made from the others, and so made again when a bundle is verified.
DRAWN = (SHEET, HOW_TO)


@dataclass(frozen=True, slots=True)
class Text:
    """A revision, and its text to the letter."""

    row: RevisionRow
    text: str


@dataclass(frozen=True, slots=True)
class Content:
    """All that a bundle tells, without the bytes of its snapshots."""

    about: AboutRow
    made: str
    made_by: MakerRow
    claims: tuple[ClaimRow, ...]
    relation: RelationRow | None
    texts: tuple[Text, ...]
    snapshots: tuple[SnapshotRow, ...]
    fetches: tuple[FetchesRow, ...]

    def quotes(self) -> tuple[QuoteRow, ...]:
        """Where each claim's quote stands, in which file, and from which bytes it was read."""
        texts = {one.row.id: one.row for one in self.texts}
        bodies = {one.id: one.body for one in self.snapshots}
        found = []
        for claim in self.claims:
            of = texts[claim.revision]
            found.append(
                QuoteRow(
                    claim=claim.id,
                    file=of.text,
                    start=claim.start,
                    end=claim.end,
                    quote=claim.quote,
                    snapshot=of.snapshot,
                    body=bodies[of.snapshot],
                )
            )
        return tuple(found)

    def manifest(self, files: Sequence[FileRow]) -> Manifest:
        """The manifest over these files."""
        return Manifest(
            format="monitor-evidence",
            version=1,
            about=self.about,
            made=self.made,
            made_by=self.made_by,
            quotes=self.quotes(),
            files=tuple(files),
        )


def maker() -> MakerRow:
    """This Monitor, and the version of Unicode by which it hides signs that carry no words."""
    return MakerRow(monitor=version("monitor"), unicode=unicodedata.unidata_version)


def sums(files: Iterable[FileRow]) -> str:
    """The file that `sha256sum -c` reads."""
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def pages_of(body: bytes) -> tuple[PageRow, ...]:
    """Of a body of several pages: each as it came, before they were put together."""
    pages = split_pages(body)
    if len(pages) == 1:
        return ()
    return tuple(PageRow(size=len(one), sha256=hashlib.sha256(one).hexdigest()) for one in pages)
