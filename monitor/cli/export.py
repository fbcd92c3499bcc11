"""`monitor export`: claims and relations for other programs."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from monitor.cli.context import of
from monitor.errors import OutputError


class What(StrEnum):
    claims = "claims"
    relations = "relations"


class Format(StrEnum):
    jsonl = "jsonl"


def export(
    context: typer.Context,
    what: Annotated[
        What, typer.Argument(help="Claims of every revision, or relations worth telling.")
    ],
    file_format: Annotated[
        Format, typer.Option("--format", help="One JSON object a line.")
    ] = Format.jsonl,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A file; standard output if left out.")
    ] = None,
) -> None:
    """Print everything as one JSON object a line."""
    from monitor.cli.output import standard_output
    from monitor.export import claim_lines, relation_lines

    config = of(context).config()
    with of(context).store(config) as store:
        lines = claim_lines(store, config) if what is What.claims else relation_lines(store)
        if output is None:
            with standard_output():
                sys.stdout.writelines(f"{line}\n" for line in lines)
            return
        try:
            with output.open("w", encoding="utf-8") as file:
                file.writelines(f"{line}\n" for line in lines)
        except OSError as error:
            raise OutputError(
                f"{output}: cannot be written ({error.strerror}); name another file"
            ) from error
