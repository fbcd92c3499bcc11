"""Files for others to read: whole or not there."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from monitor.errors import OutputError


@contextlib.contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file that has its name only once all is written: what broke off cannot look whole.

    Raises OutputError.
    """
    target = path.resolve()  # the file behind a link, and not the link, is replaced
    if target.exists() and not target.is_file():
        raise OutputError(f"{path}: not a file; name another")
    part = target.with_name(f".{target.name[:200]}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):  # there is none where all went well
            part.unlink(missing_ok=True)


def unwritable(path: Path, error: OSError) -> OutputError:
    """The error that tells of this one."""
    return OutputError(f"{path}: cannot be written ({error.strerror}); name another file")
