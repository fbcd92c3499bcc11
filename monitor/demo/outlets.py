"""What newsroom.toml may say: the sample outlets, and what each publishes in which edition."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Self

from pydantic import AwareDatetime, Field, ValidationError, model_validator

from monitor.config.settings import Key, Strict, Words
from monitor.errors import ConfigError
from monitor.types import SourceKind

EDITIONS = (1, 2)  # the first crawl of the demo, and the second
Place = Annotated[str, Field(pattern=r"^/[^\s?#]*$")]  # the path of an address


class Outlet(Strict):
    """One sample outlet: who it is, how it lists what is new, how its pages look."""

    key: Key
    name: str
    kind: SourceKind
    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    organisation: str | None = None
    tagline: str
    template: str
    rss: Place | None = None
    atom: Place | None = None
    sitemap: Place | None = None
    watched: tuple[Place, ...] = ()
    only: Words = ()
    robots: str | None = None  # without one the outlet answers 404, which allows all
    link_suffix: str = ""  # hung onto the links of a feed
    headlines: bool = False  # whether each page shows all that the outlet has published

    def listings(self) -> dict[str, str]:
        """The template behind each path that lists documents."""
        named = {self.rss: "rss.xml", self.atom: "atom.xml", self.sitemap: "sitemap.xml"}
        return {"/": "home.html"} | {path: name for path, name in named.items() if path}


class Article(Strict):
    """One document: its address, its dates, and the file of each of its pages."""

    outlet: Key
    path: Place
    title: str
    author: str
    published: AwareDatetime
    updated: AwareDatetime | None = None  # the date it bears from the second edition on
    summary: str
    pages: Annotated[tuple[str, ...], Field(min_length=1)]
    next_title: str = ""  # of the second page
    first_edition: Annotated[int, Field(ge=EDITIONS[0], le=EDITIONS[-1])] = EDITIONS[0]
    # Words of the text that depend on the edition: one for both, or one for each.
    values: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    comments: Words = ()

    def dated(self, edition: int) -> AwareDatetime:
        """The date it bears in that edition."""
        later = edition > self.first_edition and self.updated is not None
        return self.updated if later and self.updated is not None else self.published

    def words(self, edition: int) -> dict[str, str]:
        """What stands in that edition for each name in `values`."""
        return {name: each[min(edition, len(each)) - 1] for name, each in self.values.items()}

    def places(self) -> tuple[str, ...]:
        """The path of each of its pages."""
        later = range(2, len(self.pages) + 1)
        return (self.path, *(f"{self.path}/page/{number}" for number in later))


class Newspapers(Strict):
    """newsroom.toml"""

    outlet: Annotated[tuple[Outlet, ...], Field(min_length=1)]
    document: tuple[Article, ...]

    @model_validator(mode="after")
    def _belongs_together(self) -> Self:
        keys = [outlet.key for outlet in self.outlet]
        if len(set(keys)) < len(keys):
            raise ValueError("two outlets have the same key")
        addresses = [(each.outlet, each.path) for each in self.document]
        for outlet, path in addresses:
            if outlet not in keys:
                raise ValueError(f"{path}: no outlet {outlet!r}")
            if addresses.count((outlet, path)) > 1:
                raise ValueError(f"{path}: {outlet} has two documents there")
        return self

    def published(self, outlet: Outlet, edition: int) -> tuple[Article, ...]:
        """What the outlet has in that edition, newest first."""
        present = (
            each
            for each in self.document
            if each.outlet == outlet.key and each.first_edition <= edition
        )
        return tuple(sorted(present, key=lambda each: each.dated(edition), reverse=True))


def read_newspapers(directory: Path) -> Newspapers:
    """Read newsroom.toml; raises ConfigError naming the file, what is wrong and where."""
    path = directory / "newsroom.toml"
    try:
        papers = Newspapers.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        raise ConfigError(f"{path}: {error}") from error
    for name in (name for each in papers.document for name in each.pages):
        if not (directory / "articles" / name).is_file():
            raise ConfigError(f"{path}: no file articles/{name}; write it or correct its name")
    return papers
