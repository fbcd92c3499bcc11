"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Show no progress.")]
Topic = Annotated[str | None, typer.Option(metavar="KEY", help="Only this topic.")]
Facet = Annotated[
    str | None, typer.Option(metavar="NAME", help="Only this facet: threshold, timing, scope, …")
]
