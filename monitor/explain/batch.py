"""Many passages, one JSON object a line: read one after the other, told one after the other."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from monitor.config import Config
from monitor.errors import ImportFileError, MonitorError, ParseError
from monitor.explain.given import About, explained, from_text
from monitor.explain.rows import reading_row
from monitor.extract.claims import Extractor
from monitor.extract.reading import Reading
from monitor.plain import one_line, visible_json
from monitor.progress import Clock

# Bytes of one line: several times the longest text that is read, escapes and all.
_LONGEST = 5_000_000
_TOLD = ("published", "publisher", "country", "title")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the answer; `error` where the passage could not be read."""

    text: str
    error: MonitorError | None = None


class Batch:
    """Reads passages from a stream of JSON lines; memory stays flat however long it is."""

    def __init__(
        self,
        config: Config,
        extractor: Extractor,
        about: About,
        clock: Clock,
        shown: Callable[[Reading], Reading] = lambda reading: reading,
    ) -> None:
        self._config = config
        self._extractor = extractor
        self._about = about
        self._clock = clock
        self._shown = shown

    def lines(self, stream: BinaryIO) -> Iterator[Line]:
        """One line for each passage, in order; blank lines are none."""
        for number, raw in _raw_lines(stream):
            name: str | int = f"line {number}"
            try:
                row = _object(raw)
                name = _name(row, name)
                found = self._row(row, name)
            except MonitorError as error:
                yield Line(_json({"id": name, "error": str(error)}), error)
                continue
            yield Line(_json(found))

    def _row(self, row: dict[str, Any], name: str | int) -> dict[str, Any]:
        text = row.get("text")
        if not isinstance(text, str):
            raise ParseError('no "text" that is a string')
        now = self._clock()
        about = _about(row).over(self._about)
        document = one_line(str(name)) or "text"
        revision = from_text(self._config, text, about, now, document)
        reading = self._shown(explained(self._extractor, revision))
        return reading_row(reading, self._config, name, now)


def _raw_lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers; None for one that is too long, of which no more is kept."""
    number = 0
    while raw := _next_line(stream):
        number += 1
        if len(raw) > _LONGEST and not raw.endswith(b"\n"):
            while (rest := _next_line(stream)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif raw.strip():
            yield number, raw


def _next_line(stream: BinaryIO) -> bytes:
    try:
        return stream.readline(_LONGEST + 1)
    except OSError as error:
        raise ImportFileError(f"the passages cannot be read ({error.strerror})") from error


def _object(raw: bytes | None) -> dict[str, Any]:
    if raw is None:
        raise ParseError(f"a line of more than {_LONGEST:,} bytes")
    try:
        row = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise ParseError("not UTF-8 text") from None
    except (ValueError, RecursionError) as error:
        raise ParseError(f"not JSON ({one_line(str(error))[:100]})") from None
    if not isinstance(row, dict):
        raise ParseError('no JSON object; write {"text": "..."}')
    return row


def _name(row: dict[str, Any], otherwise: str | int) -> str | int:
    name = row.get("id")
    if name is None:
        return otherwise
    if isinstance(name, bool) or not isinstance(name, (str, int)):
        raise ParseError('"id" is neither a string nor a whole number')
    return name


def _about(row: dict[str, Any]) -> About:
    told = {key: row.get(key) for key in _TOLD}
    wrong = [key for key, value in told.items() if not (value is None or isinstance(value, str))]
    if wrong:
        raise ParseError(f'"{wrong[0]}" is no string')
    try:
        return About.of(**told)
    except ValueError as error:
        raise ParseError(str(error)) from error


def _json(row: dict[str, Any]) -> str:
    return visible_json(json.dumps(row, ensure_ascii=False))
