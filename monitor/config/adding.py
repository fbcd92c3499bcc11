"""Adds a source to sources.toml, which stays whole and valid whatever happens."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from monitor.config.load import Config, load_config
from monitor.errors import ConfigError, OutputError


def source_table(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """A `[[source]]` table as TOML; empty values are left out."""
    rows = [f"{key} = {_toml(value)}" for key, value in values.items() if value]
    return "\n".join(("[[source]]", *rows)) + "\n"


def add_source(config: Config, key: str, table: str) -> Path:
    """Append a table to the sources.toml of the folder in use; returns its path.

    The whole folder is read with it first, and the file is replaced in one
    step. Raises ConfigError where the key is there already or the result is
    not valid, OutputError where it cannot be written.
    """
    path = (config.directory / "sources.toml").resolve()
    if config.directory.name == "_config":  # as an installed package has it
        raise ConfigError(
            f"{path}: is the program's own, which the next upgrade replaces; copy the folder "
            f"{config.directory} and name yours with --config"
        )
    if config.source(key) is not None:
        raise ConfigError(f"{path}: there is a source {key!r} already; give another --key")
    try:
        text = path.read_text(encoding="utf-8")
        new = f"{text.rstrip()}\n\n{table}" if text.strip() else table
        _check(config.directory, new)
        _replace(path, new)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}); add the table by hand"
        ) from error
    return path


def _check(directory: Path, text: str) -> None:
    """Read a copy of the folder with the new text; raises ConfigError as for the folder itself."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "config"
        try:
            shutil.copytree(directory, copy, ignore=_no_toml, ignore_dangling_symlinks=True)
        except shutil.Error as error:
            path, _, why = error.args[0][0]
            raise ConfigError(
                f"{path}: cannot be read ({why}); take it out, or let this user read it"
            ) from error
        (copy / "sources.toml").unlink()
        (copy / "sources.toml").write_text(text, encoding="utf-8")
        try:
            load_config(str(copy))
        except ConfigError as error:
            raise ConfigError(str(error).replace(str(copy), str(directory))) from None


def _no_toml(folder: str, names: list[str]) -> list[str]:
    """What is no configuration: secrets that lie beside it need no copy."""
    return [each for each in names if not (each.endswith(".toml") or Path(folder, each).is_dir())]


def _replace(path: Path, text: str) -> None:
    number, name = tempfile.mkstemp(prefix="sources.", suffix=".new", dir=path.parent)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        shutil.copymode(path, name)
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _toml(value: str | tuple[str, ...]) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # what JSON escapes, TOML reads alike
