"""Secrets: taken from the environment or from a file, and never from a key of config/.

A variable NAME may be given as NAME_FILE instead, the path of a file that holds
its value: systemd and containers hand over secrets as files, which no other
process can read off this one's environment.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from monitor.config.load import Config
from monitor.errors import ConfigError

DATABASE = "MONITOR_DATABASE"
FROM_ENVIRONMENT = "env:"  # begins a header's value in sources.toml that a variable holds
_FILE = "_FILE"
_CREDENTIALS = "CREDENTIALS_DIRECTORY"  # where systemd puts those of a service
# Far more than any password, key or address; what is longer is another file.
_LONGEST = 65_536
_OF_OTHERS = 0o077  # rights of group and all
# A shorter value would be struck out of words that only look like it.
_SHORTEST_STRUCK = 4
_PASSWORD = re.compile(r"[\w+]+://[^:/]*:([^@]+)@")
# Headers that are secrets whatever their value.
_SECRET_HEADERS = frozenset({"authorization", "cookie", "proxy-authorization", "x-api-key"})


def secret_from(
    what: str,
    *,
    env: str | None = None,
    file: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> str:
    """The secret that a file holds, else the variable `env` or the file that `env`_FILE names.

    A relative `file` is looked for among systemd's credentials first, then in
    the folder Monitor was started in. A line end behind it is not part of it.
    Raises ConfigError that says what to do, and never the secret.
    """
    found = find_secret(what, env=env, file=file, environ=environ)
    if found is None:
        raise ConfigError(
            f"{what} is needed and ${env} is not set; set it, "
            f"or set ${env}{_FILE} to a file that holds it"
        )
    return found


def find_secret(
    what: str,
    *,
    env: str | None = None,
    file: str | None = None,
    environ: Mapping[str, str] = os.environ,
) -> str | None:
    """The same, None where nothing names it."""
    if file is None and env is not None:
        file = environ.get(f"{env}{_FILE}") or None
        if file is None:
            return environ.get(env) or None
    return None if file is None else _read(what, _path(file, environ))


def secrets_in_use(
    config: Config, database: str, environ: Mapping[str, str] = os.environ
) -> tuple[str, ...]:
    """The values that no log may show, wherever config or the database's address has them from."""
    found = []
    for place in _places(config):
        try:
            found.append(find_secret(place.what, env=place.env, file=place.file, environ=environ))
        except ConfigError:
            continue  # told where it is needed
    found += _passwords(database)
    return tuple(
        dict.fromkeys(value for value in found if value and len(value) >= _SHORTEST_STRUCK)
    )


def secret_warnings(config: Config, environ: Mapping[str, str] = os.environ) -> Iterator[str]:
    """What is not wrong, and should not stay: secrets written into config/, files others can read.

    For people; never a secret itself.
    """
    settings = config.settings
    if _passwords(settings.storage.database):
        yield (
            f"{config.directory / 'monitor.toml'}: storage.database holds a password; "
            f"put the address into a file, and its path into ${DATABASE}{_FILE}"
        )
    for source in config.sources:
        for name, value in source.headers.items():
            if name.lower() in _SECRET_HEADERS and not value.startswith(FROM_ENVIRONMENT):
                yield (
                    f"{config.directory / 'sources.toml'}: source {source.key}: the header {name} "
                    "stands in the file; write env:NAME, and set that variable"
                )
    for path in _files(config, environ):
        try:
            rights = stat.S_IMODE(path.stat().st_mode)
        except OSError as error:
            yield f"{path}: cannot be read ({error.strerror})"
            continue
        if rights & _OF_OTHERS:
            yield f"{path}: holds a secret, and others may use the file; chmod 600 {path}"


def _files(config: Config, environ: Mapping[str, str]) -> Iterator[Path]:
    """Every file with a secret that is named, that of the database's address among them."""
    places = (*_places(config), _Place("storage.database", env=DATABASE))
    named = [place.file for place in places]
    named += [environ.get(f"{place.env}{_FILE}") for place in places if place.env]
    named += [source.cookie_file for source in config.sources]
    yield from dict.fromkeys(_path(file, environ) for file in named if file)


@dataclass(frozen=True, slots=True)
class _Place:
    """What a secret is for, and what config names for it."""

    what: str
    env: str | None = None
    file: str | None = None


def _places(config: Config) -> Iterator[_Place]:
    """Of all that `find_secret` is asked for, but the database's address."""
    smtp, web = config.settings.smtp, config.settings.web
    yield _Place("smtp.password_file", smtp.password_env, smtp.password_file)
    yield _Place("web.token_file", web.token_env, web.token_file)
    for alert in config.alerts:
        yield _Place(f"alert {alert.name}", alert.url_env, alert.url_file)
    for source in config.sources:
        for value in source.headers.values():
            if value.startswith(FROM_ENVIRONMENT):
                yield _Place(f"source {source.key}", value.removeprefix(FROM_ENVIRONMENT))


def _passwords(database: str) -> list[str]:
    """The password in an address, as it stands there and as it is meant; none where there is none.

    Read as SQLAlchemy reads it, which takes "/" and "[" in a password as they are.
    """
    found = _PASSWORD.match(database)
    return [found[1], unquote(found[1])] if found else []


def _path(file: str, environ: Mapping[str, str]) -> Path:
    path = Path(file).expanduser()
    credentials = environ.get(_CREDENTIALS)
    if credentials and not path.is_absolute() and (Path(credentials) / path).is_file():
        return Path(credentials) / path
    return path


def _read(what: str, path: Path) -> str:
    try:
        with path.open(encoding="utf-8", newline="") as opened:
            text = opened.read(_LONGEST + 1)
    except OSError as error:
        raise ConfigError(
            f"{what}: {path} cannot be read ({error.strerror}); name a file that this user may read"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{what}: {path} is not UTF-8 text; save it as UTF-8") from error
    secret = text.rstrip("\r\n")
    if not secret or len(text) > _LONGEST:
        size = "is empty" if not secret else "is far too long for a secret"
        raise ConfigError(f"{what}: {path} {size}; put the secret alone into it")
    return secret
