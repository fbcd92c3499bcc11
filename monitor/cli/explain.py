"""`monitor explain`: what was read in a passage, and why; nothing is stored."""

from __future__ import annotations

import contextlib
import json
import sys
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import ImportFileError, ParseError

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.explain.batch import Line
    from monitor.explain.given import About
    from monitor.explain.told import Row, Told
    from monitor.extract.reading import Reading
    from monitor.types import Revision

_STDIN = "-"
# Narrower terminals get lines that are too long, for nothing could be read in shorter ones.
_NARROWEST = 20
_MOST_LABEL = 12


def explain(
    context: typer.Context,
    given: Annotated[
        str | None,
        typer.Argument(
            metavar="TEXT|FILE|URL",
            help="A passage, a file (.txt, .html, .eml), an address, or - for standard input.",
        ),
    ] = None,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When it was published: YYYY, YYYY-MM or YYYY-MM-DD."),
    ] = None,
    publisher: Annotated[str | None, typer.Option(metavar="NAME", help="Who published it.")] = None,
    country: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="The publisher's country, such as US or GB."),
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="The title it stands under.")
    ] = None,
    topic: Annotated[
        str | None, typer.Option(metavar="KEY", help="Only terms and claims of this topic.")
    ] = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also passages without anything, and words of the language."),
    ] = False,
    as_json: AsJson = False,
    html: Annotated[
        bool, typer.Option("--html", help="Print a page with the marks in the text.")
    ] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="FILE", help="Passages as JSON lines (- for standard input), answered alike."
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if left out.")
    ] = None,
) -> None:
    """Explain what is read in a passage, and why it gave a claim or none.

    Nothing is stored. Options say what the text does not; they go before what
    a file or page says of itself, and after what a line of --batch says.
    """
    _one_of(given, batch, as_json, html)
    from monitor.explain.given import About
    from monitor.query.names import check_names

    config = of(context).config()
    check_names(config, topic, None)
    try:
        about = About.of(published, publisher, country, title)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if batch is not None:
        _explain_batch(config, batch, about, topic, output)
        return
    assert given is not None
    _explain_one(config, given, about, topic, output, (everything, as_json, html))


def _one_of(given: str | None, batch: str | None, as_json: bool, html: bool) -> None:
    if given is None and batch is None:
        raise typer.BadParameter("name a text, a file or an address, or a file with --batch")
    if given is not None and batch is not None:
        raise typer.BadParameter("--batch takes no text besides; leave one out")
    if html and (as_json or batch is not None):
        raise typer.BadParameter("--html goes with neither --json nor --batch")


def _explain_one(
    config: Config,
    given: str,
    about: About,
    topic: str | None,
    output: Path | None,
    how: tuple[bool, bool, bool],
) -> None:
    from monitor.cli.output import write_lines
    from monitor.explain.given import explained
    from monitor.explain.page import page
    from monitor.explain.rows import reading_row
    from monitor.extract.claims import extractor_of
    from monitor.plain import visible_json

    everything, as_json, html = how
    revision = _revision(config, given, about)
    reading = explained(extractor_of(config), revision)
    if topic is not None:
        reading = reading.of_topic(topic)
    if as_json:
        row = reading_row(reading, config, revision.document, revision.observed)
        write_lines([visible_json(json.dumps(row, ensure_ascii=False, indent=1))], output)
    elif html:
        write_lines([page(reading, revision.title or revision.document)], output)
    else:
        _print(reading, revision, everything, output)


def _revision(config: Config, given: str, about: About) -> Revision:
    from monitor.explain import given as source
    from monitor.read.files import MAX_FILE
    from monitor.storage import utc_now

    if given == _STDIN:
        with _opened(_STDIN) as stream:
            text = source.decoded("standard input", stream.read(MAX_FILE + 1))
    elif source.is_address(given):
        return source.from_address(config, given.strip(), about, utc_now)
    elif source.is_file(given):
        return source.from_file(config, Path(given), about, utc_now())
    else:
        text = given
    if not text.strip():
        raise ParseError("there is no text to explain; give a sentence, a file or an address")
    return source.from_text(config, text, about, utc_now(), "text")


@contextlib.contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """Standard input or a file, to be read as bytes; raises ImportFileError."""
    if name == _STDIN:
        yield sys.stdin.buffer
        return
    path = Path(name)
    try:
        file = path.open("rb")
    except OSError as error:
        raise ImportFileError(f"{name}: cannot be read ({error.strerror})") from error
    with file:
        yield file


def _explain_batch(
    config: Config, name: str, about: About, topic: str | None, output: Path | None
) -> None:
    from monitor.cli.output import progress_line, write_lines
    from monitor.errors import UnforeseenError
    from monitor.explain.batch import Batch
    from monitor.extract.claims import extractor_of
    from monitor.storage import utc_now

    with _opened(name) as stream:
        batch = Batch(
            config,
            extractor_of(config),
            about,
            utc_now,
            lambda reading: reading.of_topic(topic) if topic is not None else reading,
        )
        codes: list[int] = []
        write_lines(_noted(batch.lines(stream), codes), output)
    if codes:
        lines = "1 line" if len(codes) == 1 else f"{len(codes)} lines"
        progress_line(False)(f"{lines} could not be read; each has its own error line")
        unforeseen = UnforeseenError.exit_code in codes
        raise typer.Exit(UnforeseenError.exit_code if unforeseen else ParseError.exit_code)


def _noted(lines: Iterable[Line], codes: list[int]) -> Iterator[str]:
    """The lines as they come, with the exit code of each error kept."""
    for line in lines:
        if line.error is not None:
            codes.append(line.error.exit_code)
        yield line.text


def _print(reading: Reading, revision: Revision, everything: bool, output: Path | None) -> None:
    """For people: in the width of the terminal, or into a file."""
    from monitor.cli.output import console, print_text, write_lines

    width = max(_NARROWEST, console().width)
    lines = list(_lines(reading, revision, everything, width))
    if output is not None:
        write_lines((line for line, _ in lines), output)
        return
    for line, style in lines:
        print_text(line, style)


def _lines(
    reading: Reading, revision: Revision, everything: bool, width: int
) -> Iterator[tuple[str, str | None]]:
    """Lines with their styles."""
    from monitor.explain.told import about, tell
    from monitor.plain import one_line

    head = f"{revision.title or revision.document} ({revision.publisher})"
    for line in (head, *about(reading)):
        yield _filled(one_line(line), width, "", "  "), "dim"
    left_out = 0
    for told in tell(reading):
        if not (everything or told.rows):
            left_out += 1
            continue
        yield "", None
        yield _filled(_passage(told), width, "", ""), "bold"
        for row in _rows(told, everything):
            yield from _row(row, width)
    if left_out:
        yield "", None
        passages = "1 passage" if left_out == 1 else f"{left_out} passages"
        yield (
            _filled(f"{passages} without anything left out; --all shows them", width, "", ""),
            "dim",
        )


def _passage(told: Told) -> str:
    """The words of a passage, and what it is where that is no sentence of a paragraph."""
    from monitor.plain import one_line

    kind = told.passage.kind
    return ("" if kind == "paragraph" else f"[{kind}] ") + one_line(told.passage.text)


def _rows(told: Told, everything: bool) -> Iterator[Row]:
    from monitor.explain.told import Row

    if told.passage.kind == "furniture":
        yield Row("no claim", "furniture of the page, which is never read")
    yield from told.rows
    if everything:
        yield from told.words


def _row(row: Row, width: int) -> Iterator[tuple[str, str | None]]:
    """Label and text side by side, and on lines of their own where the terminal is narrow."""
    wide = width >= 5 * _MOST_LABEL
    label = f"  {row.kind:<{_MOST_LABEL}}" if wide else f"  {row.kind}: "
    indent = " " * (len(label) if wide else 4)
    style = "dim" if row.kind == "no claim" else None
    yield _filled(row.text, width, label, indent), style
    for line in row.more:
        yield _filled(line, width, indent, indent + "  "), style or "dim"


def _filled(text: str, width: int, first: str, rest: str) -> str:
    return textwrap.fill(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )
