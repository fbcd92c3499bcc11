"""`monitor digest`: what a digest says, shown or sent at once."""

from __future__ import annotations

from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monitor.cli.context import of
from monitor.cli.options import DATE_HELP, AsJson, day_of
from monitor.errors import NotFoundError
from monitor.whole import write_whole

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.config.reader import Reader, Wishes
    from monitor.digest.render import Rendered
    from monitor.digest.shape import Digest
    from monitor.storage import Store


def digest(
    context: typer.Context,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show what the next digest would say; sends nothing.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Send it now to the address given with --to.")
    ] = False,
    to: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Whom --send sends it to.")
    ] = None,
    reader: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="As this reader of readers.toml gets it.")
    ] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help=f"What was recorded since then: {DATE_HELP}")
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the HTML part.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the digest, or send it by hand. `monitor run` sends it every morning."""
    from monitor.config.reader import Reader
    from monitor.digest.message import unsubscribe_address
    from monitor.digest.render import render

    if preview == send:
        raise typer.BadParameter("say --preview or --send; every morning's is sent by: monitor run")
    if send != (to is not None):
        raise typer.BadParameter("--send and --to ADDRESS belong together")
    config = of(context).config()
    wishes = _wishes(config, reader, to)
    with of(context).store(config) as store:
        gathered = _gathered(config, store, wishes, since)
    # Whom no configuration names has nothing to take back.
    unsubscribe = unsubscribe_address(config.settings.digest)
    rendered = render(gathered, unsubscribe=unsubscribe if isinstance(wishes, Reader) else None)
    if html:
        write_whole(html, [rendered.html])
    if to is not None:
        _send(config, to, gathered, rendered, as_json)
    else:
        _show(gathered, rendered, as_json)


def _wishes(config: Config, reader: str | None, to: str | None) -> Wishes:
    """Those of the reader named, else of the one it goes to, else of the first one there is."""
    from monitor.config.reader import Wishes

    if reader is not None:
        named = _reader(config, reader)
        if named is None:
            known = ", ".join(one.mailbox for one in config.readers) or "nobody"
            raise NotFoundError(f"readers.toml names no {reader}; it names {known}")
        return named
    if to is not None:
        return _reader(config, to) or Wishes()
    return config.readers[0] if config.readers else Wishes()


def _reader(config: Config, address: str) -> Reader | None:
    from monitor.config.settings import read_address

    try:
        key = read_address(address).addr_spec.lower()
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return next((one for one in config.readers if one.key == key), None)


def _gathered(config: Config, store: Store, wishes: Wishes, since: str | None) -> Digest:
    """Since the reader's last digest, as the next one would be, or since the day asked for."""
    from zoneinfo import ZoneInfo

    from monitor.config.reader import Reader
    from monitor.digest.gather import digest_for, gather
    from monitor.jobs import digest_job_name, digest_start
    from monitor.storage import utc_now

    now, day = utc_now(), day_of(since, last=False)
    if day is not None:
        start = datetime.combine(day, time(), ZoneInfo(wishes.time_zone))
        return digest_for(config, gather(config, store, since=start, until=now), wishes)
    last = store.last_slot(digest_job_name(wishes)) if isinstance(wishes, Reader) else None
    start = digest_start(wishes, last, now)
    return digest_for(config, gather(config, store, since=start, until=now), wishes, last)


def _show(gathered: Digest, rendered: Rendered, as_json: bool) -> None:
    from monitor.cli.output import print_json, print_text

    if as_json:
        print_json("digest", {"subject": rendered.subject, **_plain(gathered)})
    else:
        print_text(f"Subject: {rendered.subject}\n\n{rendered.text}")


def _send(config: Config, to: str, gathered: Digest, rendered: Rendered, as_json: bool) -> None:
    """Past the outbox: whoever asks sees what became of it, and no reader's morning is touched."""
    from monitor.cli.output import print_json, print_text
    from monitor.digest.deliver import deliver
    from monitor.digest.message import build_message, message_id

    settings = config.settings
    # Another id than the morning's: a mail program would take one of them for the other.
    what = f"by hand {gathered.until.isoformat()}"
    name = message_id(reader=to, sender=settings.digest.sender, what=what)
    message = build_message(rendered, to=to, settings=settings.digest, name=name, at=gathered.until)
    deliver(
        message.as_bytes(),
        sender=settings.digest.sender,
        recipient=to,
        settings=settings.smtp,
        before_end=lambda: None,
    )
    if as_json:
        print_json("sent", {"to": to, "subject": rendered.subject, "message_id": name})
    else:
        server = f"{settings.smtp.host}:{settings.smtp.port}"
        print_text(f"Sent to {to}, taken by {server}: {rendered.subject}")


def _plain(value: Any) -> Any:
    """Times and zones as text, and what holds them as lists and objects."""
    from dataclasses import fields, is_dataclass

    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return value if value is None or isinstance(value, (str, int)) else str(value)
