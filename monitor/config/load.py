"""Finds config/, reads it, and turns every mistake into one clear ConfigError."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config.mistakes import explain, not_toml
from monitor.config.settings import Organisation, Person, Settings, SpeakersFile
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from monitor.config.alert import AlertConfig
    from monitor.config.language import Language
    from monitor.config.reader import Reader
    from monitor.config.source import SourceConfig
    from monitor.config.topic import Topic

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True)
class Config:
    """All that config/ says. `directory` is where it was read from."""

    directory: Path
    settings: Settings
    sources: tuple[SourceConfig, ...]
    organisations: tuple[Organisation, ...]
    people: tuple[Person, ...]
    language: Language
    topics: tuple[Topic, ...]
    readers: tuple[Reader, ...] = ()
    alerts: tuple[AlertConfig, ...] = ()

    def source(self, key: str) -> SourceConfig | None:
        """The source of that key."""
        return next((source for source in self.sources if source.key == key), None)

    def alert(self, name: str) -> AlertConfig | None:
        """The alert of that name."""
        return next((alert for alert in self.alerts if alert.name == name), None)


class _Opened(Config):
    """Reads and checks each file when it is first asked for what stands there: ConfigError then.

    What says how a file must look is imported then, too. What is `given` is not read.
    """

    _every_topic: bool

    def __init__(self, directory: Path, *, every_topic: bool = False, **given: Any) -> None:
        vars(self).update(given, directory=directory, _every_topic=every_topic)

    @cached_property
    def settings(self) -> Settings:
        return _read(self.directory / "monitor.toml", Settings)

    @cached_property
    def sources(self) -> tuple[SourceConfig, ...]:
        from monitor.config.source import SourcesFile

        path = self.directory / "sources.toml"
        sources = _read(path, SourcesFile).source
        _no_twins(path, "key", [source.key for source in sources])
        return sources

    @cached_property
    def organisations(self) -> tuple[Organisation, ...]:
        return self._speakers.organisation

    @cached_property
    def people(self) -> tuple[Person, ...]:
        return self._speakers.person

    @cached_property
    def _speakers(self) -> SpeakersFile:
        return _read(self.directory / "speakers.toml", SpeakersFile)

    @cached_property
    def language(self) -> Language:
        from monitor.config.language import Language

        return _read(self.directory / "language" / "en.toml", Language)

    @cached_property
    def topics(self) -> tuple[Topic, ...]:
        from monitor.config.topic import Topic

        folder = self.directory / "topics"
        if folder.exists() and not folder.is_dir():
            raise ConfigError(f"{folder}: a file; a folder of that name should be there")
        topics = tuple(_read(path, Topic) for path in sorted(folder.glob("*.toml")))
        if not topics:
            raise ConfigError(f"{folder}: no topic; add a .toml file for each program")
        followed = tuple(topic for topic in topics if topic.followed or self._every_topic)
        if not followed:
            raise ConfigError(f"{folder}: no topic is followed; take 'followed = false' out of one")
        _no_twins(folder, "key", [topic.key for topic in topics])
        return followed

    @cached_property
    def readers(self) -> tuple[Reader, ...]:
        return _readers(self.directory / "readers.toml", [topic.key for topic in self.topics])

    @cached_property
    def alerts(self) -> tuple[AlertConfig, ...]:
        return _alerts(self.directory / "alerts.toml", [topic.key for topic in self.topics])


def bundled(name: str) -> Path:
    """`config` or `alembic`: inside an installed package, else at the top of the checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / f"_{name}"
    return installed if installed.is_dir() else package.parent / name


def find_config_dir(given: str | None = None) -> Path:
    """The folder to read: `given`, else $MONITOR_CONFIG, else ./config, else the one shipped.

    Raises ConfigError where a folder was named that is not there.
    """
    named = given or os.environ.get("MONITOR_CONFIG")
    if named:
        if not Path(named).is_dir():
            raise ConfigError(f"{named}: no such folder; name the folder that holds monitor.toml")
        return Path(named)
    here = Path("config")
    return here if (here / "monitor.toml").is_file() else bundled("config")


def load_config(given: str | None = None, *, every_topic: bool = False) -> Config:
    """Read and check every file; `every_topic` takes in those that are not followed too.

    Raises ConfigError that names file, key and remedy; where several things
    are wrong in one file, it names them all.
    """
    config = _Opened(find_config_dir(given), every_topic=every_topic)
    for part in fields(Config):
        getattr(config, part.name)
    return config


def open_config(given: str | None = None) -> Config:
    """The same, but a file is read when it is first asked for: reading all takes long.

    For a command that asks and ends; what it does not need may hold mistakes.
    Raises ConfigError then, and at once where a folder was named that is not there.
    """
    return _Opened(find_config_dir(given))


def _readers(path: Path, followed: list[str]) -> tuple[Reader, ...]:
    from monitor.config.reader import ReadersFile

    readers = _read(path, ReadersFile).reader
    _no_twins(path, "address", [reader.key for reader in readers])
    for reader in readers:
        _must_be_followed(f"{path}: reader {reader.mailbox}", reader.topics, followed)
    return readers


def _alerts(path: Path, followed: list[str]) -> tuple[AlertConfig, ...]:
    """() where there is no such file: folders of before alerts go on as they are."""
    from monitor.config.alert import AlertsFile

    alerts = _read(path, AlertsFile).alert if path.exists() else ()
    _no_twins(path, "name", [alert.name for alert in alerts])
    for alert in alerts:
        _must_be_followed(f"{path}: alert {alert.name}", alert.topics, followed)
    return alerts


def _must_be_followed(place: str, topics: Iterable[str], followed: Sequence[str]) -> None:
    for topic in topics:
        if topic not in followed:
            raise ConfigError(
                f"{place}: no topic {topic!r} is followed; followed are {', '.join(followed)}"
            )


def _read(path: Path, model: type[Model]) -> Model:
    try:
        text = path.read_text(encoding="utf-8-sig")  # some editors write a mark of order first
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy it from the config/ Monitor ships") from None
    except IsADirectoryError:
        raise ConfigError(f"{path}: a folder; a file of that name should be there") from None
    except PermissionError:
        raise ConfigError(f"{path}: may not be read; let Monitor's user read it") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    try:
        understood: Model = _understood(text, model)
        return understood
    except ValidationError as error:
        lines = "\n".join(f"  {line}" for line in explain(error, model, tomllib.loads(text)))
        raise ConfigError(f"{path}:\n{lines}") from error
    except (ValueError, RecursionError) as error:  # the parser's own, numbers and nesting past it
        raise ConfigError(f"{path}: {not_toml(error, text)}") from error


# Who changes one file has the whole folder read again; this is more files than a folder has.
@lru_cache(maxsize=32)
def _understood(text: str, model: type[Model]) -> Model:
    return model.model_validate(tomllib.loads(text))


def _no_twins(path: Path, key: str, names: list[str]) -> None:
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ConfigError(f"{path}: {key} {', '.join(twins)} is used twice; give each its own")
