"""Who decides, and about which relation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from monitor.errors import NotFoundError

if TYPE_CHECKING:
    from monitor.storage import Store


def relation_named(store: Store, identifier: str) -> str:
    """The key of the relation whose id begins so; raises NotFoundError."""
    from monitor.types import TOLD

    found = store.find(identifier)
    if found.kind != "relation":
        raise NotFoundError(f"{identifier} names a {found.kind}; name a relation")
    kind = store.relation(found.key).relation.kind
    if kind not in TOLD:
        raise NotFoundError(f"{identifier} is of kind {kind}, told nowhere: nothing to decide")
    return found.key


def misread_in(store: Store, identifier: str) -> tuple[str, ...] | None:
    """The keys of the relations that rest on the claim whose id begins so; None: it names none.

    Raises NotFoundError where nothing rests on it.
    """
    from monitor.review import resting_on

    found = store.find(identifier)
    if found.kind != "claim":
        return None
    rows = resting_on(store, found.key)
    if not rows:
        raise NotFoundError(f"{identifier}: no relation rests on this claim alone")
    return tuple(row.relation.key for row in rows)


def user_name() -> str:
    """Who is logged in, as the system has it."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError) as error:  # a container may run as a user without a name
        raise typer.BadParameter("the system has no name for you; say --by NAME") from error
