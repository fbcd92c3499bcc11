"""Finds config/, reads it, and turns every mistake into one clear ConfigError."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from monitor.config.alert import AlertConfig, AlertsFile
from monitor.config.language import Language
from monitor.config.reader import Reader, ReadersFile
from monitor.config.settings import Organisation, Person, Settings, SpeakersFile
from monitor.config.source import SourceConfig, SourcesFile
from monitor.config.topic import Topic
from monitor.errors import ConfigError

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
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
    directory = find_config_dir(given)
    sources = _read(directory / "sources.toml", SourcesFile).source
    speakers = _read(directory / "speakers.toml", SpeakersFile)
    topics = tuple(_read(path, Topic) for path in sorted((directory / "topics").glob("*.toml")))
    if not topics:
        raise ConfigError(f"{directory / 'topics'}: no topic; add a .toml file for each program")
    followed = tuple(topic for topic in topics if topic.followed or every_topic)
    if not followed:
        raise ConfigError(
            f"{directory / 'topics'}: no topic is followed; take 'followed = false' out of one"
        )
    _no_twins(directory / "sources.toml", "key", [source.key for source in sources])
    _no_twins(directory / "topics", "key", [topic.key for topic in topics])
    return Config(
        directory=directory,
        settings=_read(directory / "monitor.toml", Settings),
        sources=sources,
        organisations=speakers.organisation,
        people=speakers.person,
        language=_read(directory / "language" / "en.toml", Language),
        topics=followed,
        readers=_readers(directory / "readers.toml", [topic.key for topic in followed]),
        alerts=_alerts(directory / "alerts.toml", [topic.key for topic in followed]),
    )


def _readers(path: Path, followed: list[str]) -> tuple[Reader, ...]:
    readers = _read(path, ReadersFile).reader
    _no_twins(path, "address", [reader.key for reader in readers])
    for reader in readers:
        for topic in reader.topics:
            if topic not in followed:
                raise ConfigError(
                    f"{path}: reader {reader.mailbox}: no topic {topic!r} is followed; "
                    f"followed are {', '.join(followed)}"
                )
    return readers


def _alerts(path: Path, followed: list[str]) -> tuple[AlertConfig, ...]:
    """None where there is no such file: folders of before alerts go on as they are."""
    alerts = _read(path, AlertsFile).alert if path.exists() else ()
    _no_twins(path, "name", [alert.name for alert in alerts])
    for alert in alerts:
        for topic in alert.topics:
            if topic not in followed:
                raise ConfigError(
                    f"{path}: alert {alert.name}: no topic {topic!r} is followed; "
                    f"followed are {', '.join(followed)}"
                )
    return alerts


def _read(path: Path, model: type[Model]) -> Model:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy it from the config/ Monitor ships") from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text; save it as UTF-8") from error
    try:
        understood: Model = _understood(text, model)
        return understood
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from error
    except ValidationError as error:
        lines = "\n".join(f"  {line}" for line in _explain(error, model, tomllib.loads(text)))
        raise ConfigError(f"{path}:\n{lines}") from error


# Who changes one file has the whole folder read again; this is more files than a folder has.
@lru_cache(maxsize=32)
def _understood(text: str, model: type[Model]) -> Model:
    return model.model_validate(tomllib.loads(text))


def _explain(error: ValidationError, model: type[BaseModel], rows: Any) -> Iterator[str]:
    for problem in error.errors():
        where = _key_path(problem["loc"], rows)
        if problem["type"] == "extra_forbidden":
            yield f"{where}: unknown key{_suggestion(str(problem['loc'][-1]), model)}"
        elif problem["type"] == "missing":
            yield f"{where}: missing; add it"
        else:
            message = problem["msg"].removeprefix("Value error, ")
            yield f"{where or 'the file'}: {message} (found {_short(problem['input'])})"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _key_path(loc: tuple[int | str, ...], rows: Any) -> str:
    """`source[2] (outlet).delay`: a table in a list is also called by its key, name or address."""
    path, here = "", rows
    for part in loc:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            name = _called(here) if isinstance(here, dict) else None
            path += f"[{part + 1}]" + (f" ({name})" if name else "")
        else:
            path += f".{part}" if path else part
    return path


def _called(table: dict[str, Any]) -> Any:
    return next((table[key] for key in ("key", "name", "address") if table.get(key)), None)


def _suggestion(key: str, model: type[BaseModel]) -> str:
    close = difflib.get_close_matches(key, sorted(_known_keys(model)), n=1)
    return f"; did you mean {close[0]!r}?" if close else "; remove it"


def _known_keys(model: type[BaseModel]) -> set[str]:
    keys, queue = set[str](), [model]
    while queue:
        for name, field in queue.pop().model_fields.items():
            keys.add(name)
            queue += _models_in(field.annotation)
    return keys


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _no_twins(path: Path, key: str, names: list[str]) -> None:
    twins = sorted({name for name in names if names.count(name) > 1})
    if twins:
        raise ConfigError(f"{path}: {key} {', '.join(twins)} is used twice; give each its own")
