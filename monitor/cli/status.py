"""`monitor status`: what is stored, and how each source fares; for people and for machines."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson


def status(
    context: typer.Context,
    as_json: AsJson = False,
    metrics: Annotated[
        bool, typer.Option("--metrics", help="Print it in the text format of Prometheus.")
    ] = False,
    rules: Annotated[
        bool, typer.Option("--rules", help="Show how often each rule was right, by verdicts.")
    ] = False,
) -> None:
    """Show what is stored, how the sources fare, and what went wrong lately.

    Problems come first: what needs a person, then what fails, then the rest.
    """
    from monitor.cli.output import print_json, standard_output
    from monitor.storage import utc_now
    from monitor.telemetry.status import source_row, status_of

    if metrics and (as_json or rules):
        raise typer.BadParameter("say --json, --rules or --metrics, not both")
    config = of(context).config()
    if rules:
        from monitor.cli.rules import show_rules

        with of(context).store(config) as store:
            show_rules(store, config, as_json)
        return
    with of(context).store(config) as store:
        if metrics:
            from monitor.telemetry.metrics import exposition, families

            lines = exposition(families(store, config, utc_now()))
        else:
            found = status_of(store, config, utc_now())
    if metrics:
        with standard_output():
            print(lines, end="")
    elif as_json:
        print_json("status", {**found, "sources": [source_row(one) for one in found["sources"]]})
    else:
        _print(found)


def _print(found: dict[str, Any]) -> None:
    from monitor.cli.output import print_table, print_text

    print_text("  ".join(f"{name}: {count}" for name, count in found["counts"].items()))
    if found["work"]:
        print_text(_work(found["work"]))
    print_text("")
    troubles = [*_troubles_of_work(found), *filter(None, map(_trouble, found["sources"]))]
    for line in troubles:
        print_text(line)
    if troubles:
        print_text("")
    columns = ("Source", "State", "Last good check", "Next check", "Documents", "New a week")
    print_table(columns, [_row(source) for source in found["sources"]])
    if found["runs"]:
        print_text("")
        print_table(("Run", "Started", "Outcome", "Counts"), map(_run, found["runs"]))
    if found["last_failures"]:
        print_text("")
        heads = ("Failed last", "Source", "Kind", "What went wrong")
        print_table(heads, map(_failure, found["last_failures"]))


def _work(work: dict[str, Any]) -> str:
    """What waits for the workers and what they do, on one line."""
    told = ", ".join(
        f"{number:,} {task} {state}"
        for state in ("waiting", "doing")
        for task, number in work[state].items()
    )
    return f"jobs: {told or 'none'}  last sign of a worker: {work['last_sign'] or 'never'}"


def _troubles_of_work(found: dict[str, Any]) -> list[str]:
    from monitor.telemetry.work import quarantine_trouble

    work = found["work"]
    return [
        *(work["troubles"] if work else []),
        *quarantine_trouble(found["counts"]["quarantined"]),
    ]


def _trouble(source: dict[str, Any]) -> str | None:
    """What is wrong and what to do, on one line; None where nothing is."""
    from monitor.health import STATE_WORDS
    from monitor.plain import one_line

    if not source["reasons"]:
        return None
    why = "; ".join(reason["text"] for reason in source["reasons"])
    state = f"{STATE_WORDS[source['state']]} since {_minute(source['since'])}"
    line = f"{source['source']}: {state}: {why}"
    return one_line(f"{line}. What to do: {source['advice']}" if source["advice"] else line)


def _row(source: dict[str, Any]) -> tuple[str, ...]:
    from monitor.health import STATE_WORDS

    return (
        source["source"],
        STATE_WORDS.get(source["state"], source["state"]),
        _minute(source["last_ok"], "never"),
        _minute(source["next_check"]),
        str(source["documents"]),
        f"{source['entries_a_week']:.1f}",
    )


def _run(run: dict[str, Any]) -> tuple[str, ...]:
    counts = ", ".join(f"{name} {count}" for name, count in run["counts"].items())
    return run["kind"], run["started"], run["outcome"] or "not ended", counts


def _failure(failure: dict[str, Any]) -> tuple[str, ...]:
    url, message = failure["url"] or "", failure["message"]
    where = f"{url}: " if url and url not in message else ""
    return failure["at"], failure["source"] or "", failure["kind"], f"{where}{message}"


def _minute(moment: datetime | None, never: str = "") -> str:
    return f"{moment:%Y-%m-%d %H:%MZ}" if moment else never
