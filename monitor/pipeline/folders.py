"""Which files of a folder are imported, and what else it holds."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.errors import ImportFileError
from monitor.read.files import SUFFIXES, must_be_of_a_kind
from monitor.warc import ARCHIVES
from monitor.wording import count

KINDS = (*SUFFIXES, *ARCHIVES)
# Named of what a folder holds besides: enough to tell a mistake from what is meant.
_FEW = 5


@dataclass(frozen=True, slots=True)
class Chosen:
    """The files to read, in order of name; `besides` tells what was passed over."""

    files: tuple[Path, ...]
    besides: str | None = None


def choose(path: Path) -> Chosen:
    """The file itself, or all below a folder that can be read.

    Hidden files and folders are left alone: what systems and editors put there is nobody's
    document. Raises ImportFileError where there is nothing to read.
    """
    if not os.path.isdir(path):  # also where nobody may look at it
        must_be_of_a_kind(path, KINDS)
        return Chosen((path,))
    files, others = list[Path](), Counter[str]()
    for one, why_not in _below(path):
        if why_not is None:
            files.append(one)
        else:
            others[why_not] += 1
    number = sum(others.values())
    besides = f"{count(number, 'other file')} passed over ({', '.join(sorted(others)[:_FEW])})"
    if not files:
        more = f"; {besides}" if others else ""
        raise ImportFileError(f"{path}: no {', '.join(KINDS)} file in this folder{more}")
    return Chosen(tuple(sorted(files)), f"{path}: {besides}" if others else None)


def _below(folder: Path) -> Iterator[tuple[Path, str | None]]:
    """Every file, and why it is not read; also folders that are not looked into."""
    closed = list[OSError]()
    for at, folders, names in os.walk(folder, onerror=closed.append):
        for name in folders:
            if (link := Path(at, name)).is_symlink():
                yield link, "a link to a folder"
        folders[:] = [name for name in folders if not _is_hidden(name)]
        for name in names:
            if not _is_hidden(name) or _is_readable(name):
                yield Path(at, name), _why_not(Path(at, name))
    for error in closed:
        yield Path(error.filename), "a folder that may not be read"


def _why_not(file: Path) -> str | None:
    if not file.is_file():  # reading a pipe or a device may never end
        return "a broken link" if file.is_symlink() else "a pipe or device"
    if _is_hidden(file.name):
        return "hidden"
    return None if _is_readable(file.name) else file.suffix.lower() or "no ending"


def _is_hidden(name: str) -> bool:
    return name.startswith(".")


def _is_readable(name: str) -> bool:
    return name.lower().endswith(KINDS)
