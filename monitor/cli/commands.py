"""The commands by name, each imported when it is asked for: the others cost nothing."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

# Where each stands in monitor.cli, and what the list of all says of it: the first sentence of its
# own help. In the order of that list.
COMMANDS = {
    "demo": (
        "demo:demo",
        "Crawl a small newsroom on this machine twice, and show what comes out.",
    ),
    "crawl": ("crawl:crawl", "Crawl the configured sources once, and read what is new."),
    "import": (
        "crawl:import_",
        "Read documents from files: saved pages, mails, text with a header, or archives.",
    ),
    "backfill": (
        "backfill:backfill",
        "Fetch what a web archive kept of a source, and read it.",
    ),
    "said": ("said:said", "Show who said what when."),
    "contradictions": (
        "query:contradictions",
        "Show which statements cannot both be true, with both sides.",
    ),
    "timeline": (
        "timeline:timeline",
        "Draw when each position on a facet was first said, and what became of it.",
    ),
    "as-of": (
        "as_of:as_of",
        "Show what was known then: positions in force, what was open, and what had been read.",
    ),
    "compare": (
        "compare:compare",
        "Explain two claims or positions side by side: what they are to each other, and why.",
    ),
    "review": (
        "review:review",
        "Decide about contradictions, revisions and tensions: one a screen, a key for each "
        "verdict.",
    ),
    "show": (
        "show:show",
        "Show everything about one thing, down to the stored bytes it stands on.",
    ),
    "diff": (
        "diff:diff",
        "Show what differs between two revisions of a document: by default the last edit.",
    ),
    "reread": (
        "reread:reread",
        "Read kept snapshots again after Monitor's rules or config changed.",
    ),
    "explain": (
        "explain:explain",
        "Explain what is read in a passage, and why it gave a claim or none.",
    ),
    "digest": ("digest:digest", "Show the digest, or send it by hand."),
    "export": (
        "export:export",
        "Print claims, relations or verdicts as JSON lines, write snapshots as a WARC, or feeds.",
    ),
    "evidence": (
        "evidence:evidence",
        "Write all that one thing stands on into a zip that others can check.",
    ),
    "verify": (
        "evidence:verify",
        "Prove a bundle, or check every body, text and quote of the database.",
    ),
    "status": (
        "status:status",
        "Show what is stored, how the sources fare, and what went wrong lately.",
    ),
    "backup": (
        "backup:backup",
        "Copy the database to a file while it is in use, and check the copy.",
    ),
    "restore": (
        "backup:restore",
        "Put a backup in the place of the database, after checking it.",
    ),
    "copy": (
        "copy:copy",
        "Copy a database into an empty one, from SQLite to PostgreSQL or any other way.",
    ),
    "retention": (
        "retention:retention",
        "Drop what was fetched and [retention] in monitor.toml no longer keeps.",
    ),
    "run": (
        "service:run",
        "Run as a daemon: crawl each source on its interval, send each reader the digest.",
    ),
    "worker": (
        "worker:worker",
        "Do what `monitor run` defers: crawl, read, make digests and send them.",
    ),
    "quarantine": (
        "quarantine:quarantine_app",
        "See what broke whoever read it, and let it be read again.",
    ),
    "web": (
        "web:web",
        "Serve pages to look at: what changed, what does not fit, who said what, the sources.",
    ),
    "report": (
        "web:report",
        "Write the pages as files, for people without access: begin at index.html.",
    ),
    "sources": (
        "sources:sources_app",
        "Look after the sources: list them, check and test them, add new ones.",
    ),
    "alerts": (
        "alerts:alerts_app",
        "See who is told at once of new contradictions, and try it.",
    ),
    "config": ("service:config_app", "Look after the configuration."),
}


# More signs than any first sentence has.
_WHOLE = 1000


class Group(TyperGroup):
    """Its help tells the first sentence of each command, whole."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, self.summary(name)) for name in self.commands])

    def summary(self, name: str) -> str:
        """What the list says of this command."""
        return self.commands[name].get_short_help_str(_WHOLE)


class AllCommands(Group):
    """Those of COMMANDS."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{**given, "commands": _Imported()})

    def summary(self, name: str) -> str:
        """As COMMANDS has it."""
        return COMMANDS[name][1]


class _Imported(MutableMapping[str, Any]):
    """The commands of COMMANDS by name, made when they are first asked for."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self._made:
            self._made[name] = _made(name, COMMANDS[name][0])
        return self._made[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._made[name] = command

    def __delitem__(self, name: str) -> None:
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter(COMMANDS)

    def __len__(self) -> int:
        return len(COMMANDS)


def _made(name: str, place: str) -> Any:
    """The command of that name, from `module:function` or `module:app`."""
    module, _, attribute = place.partition(":")
    found = getattr(import_module(f"monitor.cli.{module}"), attribute)
    app = typer.Typer(rich_markup_mode=None, add_completion=False)
    app.callback()(lambda: None)
    if isinstance(found, typer.Typer):
        app.add_typer(found, name=name)
    else:
        app.command(name)(found)
    group: Any = typer.main.get_command(app)
    return group.commands[name]
