"""`monitor alerts`: who is told at once, how it went, and whether it arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.commands import Group
from monitor.cli.context import of
from monitor.cli.options import AsJson
from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.config.alert import AlertConfig
    from monitor.storage import Store

alerts_app = typer.Typer(
    cls=Group,
    help="See who is told at once of new contradictions, and try it.",
    no_args_is_help=True,
)


@alerts_app.command("list")
def list_(context: typer.Context, as_json: AsJson = False) -> None:
    """The alerts of alerts.toml: what each takes, and what became of its last message.

    Exit code 1 where there are none.
    """
    from monitor.cli.output import print_json, print_table, print_text

    config = of(context).config()
    with of(context).store(config) as store:
        rows = [_row(store, alert) for alert in config.alerts]
    if as_json:
        print_json("alerts", rows)
    elif rows:
        print_table(("Name", "Takes", "Address", "Since", "Last"), [_cells(row) for row in rows])
    else:
        print_text(f"No alerts; add an [[alert]] table to {config.directory / 'alerts.toml'}.")
    if not rows:
        raise typer.Exit(1)


@alerts_app.command("test")
def test(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="An alert of alerts.toml.")],
) -> None:
    """Send a message that says it is a test, at once. Exit code 75 where it was not taken."""
    from monitor.alert.send import send_alert
    from monitor.alert.text import message_of_test
    from monitor.cli.output import print_text

    config = of(context).config()
    alert = config.alert(name)
    if alert is None:
        known = ", ".join(one.name for one in config.alerts) or "none"
        raise NotFoundError(f"no alert {name!r} in alerts.toml; there are: {known}")
    send_alert(alert, message_of_test(name), before_end=lambda: None)
    print_text(f"{name}: the test message was taken; look whether it arrived")


def _row(store: Store, alert: AlertConfig) -> dict[str, Any]:
    from monitor.jobs import alert_job_name

    since = store.last_slot(alert_job_name(alert))
    last = next(iter(store.outcomes("alert", alert.name, limit=1)), None)
    return {
        "name": alert.name,
        "kinds": list(alert.kinds),
        "topics": list(alert.topics),
        "min_first_hand": alert.min_first_hand,
        "address": f"${alert.url_env}" if alert.url_env else alert.url_file,
        "since": since.isoformat(timespec="seconds") if since else None,
        "last": last
        and {
            "about": last.about,
            "state": last.state,
            "changed": last.changed.isoformat(timespec="seconds"),
            "error": last.error,
        },
    }


def _cells(row: dict[str, Any]) -> tuple[str, ...]:
    topics = f" of {', '.join(row['topics'])}" if row["topics"] else ""
    last = row["last"]
    told = "nothing yet"
    if last:
        told = f"{last['state']} {last['changed'][:16].replace('T', ' ')}Z"
        told += f": {last['error']}" if last["error"] else ""
    since = row["since"][:16].replace("T", " ") + "Z" if row["since"] else "the next monitor run"
    return row["name"], ", ".join(row["kinds"]) + topics, row["address"], since, told
