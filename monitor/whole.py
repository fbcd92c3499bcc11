"""Files that have their name only once they are whole: what broke off cannot look finished."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from monitor.errors import OutputError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to, which takes its name when all is written and on the disk.

    A process that is killed leaves `.NAME.<its number>.part`, and `path` as it
    was. Raises OutputError.
    """
    target = path.resolve()  # the file behind a link, and not the link, is replaced
    # Cut where a whole name and the rest would be longer than the 255 bytes that most disks allow.
    name = os.fsdecode(os.fsencode(target.name)[:200])
    part = target.with_name(f".{name}.{os.getpid()}.part")
    try:
        if target.exists() and not target.is_file():
            raise OutputError(f"{path}: not a file; name another")
        yield part
        bring_to_disk(part)
        part.replace(target)
        bring_to_disk(target.parent)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):  # there is none where all went well
            part.unlink(missing_ok=True)


def write_whole(path: Path, texts: Iterable[str]) -> None:
    """All of these texts as one file, in UTF-8, as they come; raises OutputError."""
    with whole_file(path) as part, part.open("w", encoding="utf-8") as file:
        file.writelines(texts)


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error that tells of this one."""
    return OutputError(f"{path}: cannot be written ({error.strerror}); name another file")


def bring_to_disk(path: Path) -> None:
    """Wait until what was written to a file, or renamed in a folder, outlasts a power cut."""
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
