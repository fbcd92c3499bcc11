"""`monitor review`: a person decides what each relation is worth, one a screen or by a script."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from monitor.cli.context import of
from monitor.cli.options import AsJson, Facet, Topic
from monitor.cli.reviewer import misread_in, relation_named, user_name

if TYPE_CHECKING:
    from monitor.config import Config
    from monitor.review import Reviewed
    from monitor.storage import Store


class Kind(StrEnum):
    contradiction = "contradiction"
    revision = "revision"
    tension = "tension"


def review(
    context: typer.Context,
    identifier: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]",
            help="One relation, by the beginning of its id; with --dismiss also a misread claim.",
        ),
    ] = None,
    confirm: Annotated[bool, typer.Option("--confirm", help="ID is right.")] = False,
    dismiss: Annotated[
        str | None, typer.Option(metavar="REASON", help="ID is wrong, or not worth telling.")
    ] = None,
    superseded: Annotated[
        bool, typer.Option("--superseded", help="ID was right, and later words settled it.")
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take back the verdict on ID.")] = False,
    decisions: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="FILE", help="Decisions as JSON lines; - is standard input."
        ),
    ] = None,
    by: Annotated[
        str | None, typer.Option(metavar="NAME", help="Who decides (default: your user name).")
    ] = None,
    topic: Topic = None,
    facet: Facet = None,
    kind: Annotated[Kind | None, typer.Option(help="Only this kind.")] = None,
    rule: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only what this rule found.")
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what was decided already.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Decide about contradictions, revisions and tensions: one a screen, a key for each verdict.

    A claim that was misread is dismissed with all that rests on it.

    For scripts: --json lists what is open, and an ID with --confirm, --dismiss,
    --superseded or --undo decides. Exit code 1 where nothing is open, or the ID
    is not there.
    """
    from monitor.cli.review_script import apply_file, apply_to, listed

    chosen = [
        decision
        for decision, wanted in (
            ("confirmed", confirm),
            ("dismissed", dismiss is not None),
            ("superseded", superseded),
            ("undo", undo),
        )
        if wanted
    ]
    _check(identifier, chosen, dismiss, decisions, filters=bool(topic or facet or kind or rule))
    config = of(context).config()
    with of(context).store(config) as store:
        if decisions is not None:
            apply_file(config, store, decisions, by, as_json)
        elif identifier is not None and chosen:
            misread = misread_in(store, identifier) if chosen == ["dismissed"] else None
            keys = misread or (relation_named(store, identifier),)
            apply_to(config, store, keys, chosen[0], dismiss, by or user_name(), as_json)
        elif as_json:
            rows = _asked(config, store, identifier, topic, facet, kind, rule, everything)
            listed(config, store, rows)
        else:
            from monitor.cli.review_session import at_terminal

            at_terminal()
            rows = _asked(config, store, identifier, topic, facet, kind, rule, everything)
            _by_screen(config, store, rows, by or user_name(), everything or identifier is not None)


def _check(
    identifier: str | None,
    chosen: list[str],
    reason: str | None,
    decisions: str | None,
    *,
    filters: bool,
) -> None:
    if len(chosen) > 1:
        raise typer.BadParameter("say one of --confirm, --dismiss, --superseded and --undo")
    if chosen and identifier is None:
        raise typer.BadParameter("a verdict is on one relation: name its ID")
    if decisions is not None and (identifier is not None or chosen):
        raise typer.BadParameter("the file of --from names what it decides; leave out ID")
    if "dismissed" in chosen and (not (reason or "").strip() or (reason or "").startswith("--")):
        raise typer.BadParameter("say why: --dismiss REASON")
    if filters and (identifier is not None or decisions is not None):
        raise typer.BadParameter("--topic, --facet, --kind and --rule choose among all; omit ID")


def _asked(
    config: Config,
    store: Store,
    identifier: str | None,
    topic: str | None,
    facet: str | None,
    kind: Kind | None,
    rule: str | None,
    everything: bool,
) -> tuple[Reviewed, ...]:
    """What is to be decided, most pressing first; one that is named, whatever was decided."""
    from monitor.query.names import check_names
    from monitor.review import review_relation, review_relations, without_echoes
    from monitor.types import TOLD

    if identifier is not None:
        key = relation_named(store, identifier)
        return (review_relation(config, store, store.relation(key)),)
    check_names(config, topic, facet)
    kinds = TOLD if kind is None else (kind.value,)
    found = store.relations(kinds=kinds, topic=topic, facet=facet)
    return tuple(
        one
        for one in review_relations(config, store, without_echoes(store, found))
        if (everything or one.is_open)
        and rule in (None, one.stored.relation.rule, one.stored.relation.rule.partition("@")[0])
    )


def _by_screen(
    config: Config, store: Store, rows: tuple[Reviewed, ...], by: str, decided_too: bool
) -> None:
    from monitor.cli.output import print_text
    from monitor.cli.review_session import Session

    if not rows:
        print_text("Nothing is open. With --all: also what was decided already.")
        raise typer.Exit(1)
    keys = [one.stored.relation.key for one in rows]
    Session(config, store, keys, by, decided_too=decided_too).run()
