"""The `monitor` command. Nothing heavy is imported before a command needs it."""

from __future__ import annotations

import sys

from monitor.errors import MonitorError

# These may stand anywhere on the line: before the command or after it.
_EVERYWHERE = ("--database", "--config")


def hoist(arguments: list[str]) -> list[str]:
    """Put the options that belong to every command in front, wherever they were written."""
    front: list[str] = []
    rest: list[str] = []
    words = iter(arguments)
    for word in words:
        if word == "--":
            return [*front, *rest, word, *words]
        name, equals, _ = word.partition("=")
        if name in _EVERYWHERE:
            value = [] if equals else [next(words, "")]
            front += [word, *value]
        else:
            rest.append(word)
    return [*front, *rest]


def main() -> None:
    """Run the command line; every expected error becomes one line and an exit code."""
    from monitor.cli.app import app

    try:
        app(args=hoist(sys.argv[1:]), prog_name="monitor")
    except MonitorError as error:
        from monitor.plain import clean_text

        sys.stderr.write(f"monitor: {clean_text(str(error))}\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.stderr.write(
            "monitor: stopped; what was stored stays, and the next run goes on from it\n"
        )
        sys.exit(130)
    except BrokenPipeError:
        # The reader (a pager, head) has seen enough.
        sys.stderr.close()
        sys.exit(0)
