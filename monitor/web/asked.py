"""What an address asks for, read from its parameters: strictly, each mistake with a sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from typing import Any, cast, get_args

from starlette.exceptions import HTTPException

from monitor.config import Config
from monitor.errors import NotFoundError
from monitor.query.filters import FILTERS, SAID, Filter, question_of, read_filter
from monitor.query.names import check_names
from monitor.query.said import Question
from monitor.query.timeline import Asked
from monitor.verdict import VerdictWish
from monitor.web.trouble import Request
from monitor.web.views.front import KINDS
from monitor.web.views.relations import Wanted

TOPIC, FACET, COMPONENT = (FILTERS[name] for name in ("topic", "facet", "component"))
SINCE = replace(FILTERS["since"], help="From that day on.")
UNTIL = replace(FILTERS["until"], help="Up to that day.")
KNOWN_AT = FILTERS["known_at"]
AFTER = Filter("after", "After", "name", "The id that ended the page before.")
KIND = Filter("kind", "Kind", "choices", "Of this kind; may be given repeatedly.", KINDS)
VERDICT = Filter(
    "verdict",
    "Verdict",
    "choice",
    "By what people decided; all but dismissed if left out.",
    get_args(VerdictWish),
)
SINCE_MOMENT = Filter("since", "Since", "moment", "What was recorded after that moment.")
ADDRESS = Filter("address", "Address", "name", "The document's address.")
FROM = Filter("from", "From", "name", "The beginning of the earlier revision's id.")
TO = Filter("to", "To", "name", "The beginning of the later revision's id.")
KEY = Filter("key", "Key", "name", "The key of a source.")
# What each address takes, by its path without `.json` or `.atom`.
PARAMETERS: Mapping[str, Sequence[Filter]] = {
    "/new": (SINCE_MOMENT,),
    "/relations": (KIND, TOPIC, FACET, VERDICT, AFTER),
    "/timeline": (TOPIC, FACET, COMPONENT, SINCE, UNTIL, KNOWN_AT),
    "/said": (*SAID, AFTER),
    "/document": (ADDRESS, FROM, TO),
    "/source": (KEY,),
    "/sources": (),
    "/find": (Filter("id", "Id", "name", "An address, or the beginning of any id."),),
    "/sign-in": (Filter("next", "Next", "name", "Where to go on."),),
}
# Parameters without which there is no question, and what is told to who leaves one out.
NEEDED: Mapping[tuple[str, str], str] = {
    ("/document", "address"): "name the address of a document",
    ("/source", "key"): "name the key of a source",
}
# Longer ones are no question of a person; and a database would chew on them.
_LONGEST = 2600


def read_asked(request: Request, path: str, now: datetime) -> dict[str, Any]:
    """The values given, by the names of the filters; raises HTTPException (400)."""
    given, filters = _given(request, path), PARAMETERS.get(path, ())
    try:
        found = {one.name: read_filter(one, given.get(one.name, ()), now) for one in filters}
    except ValueError as error:
        raise bad(str(error)) from error
    for (of, name), missing in NEEDED.items():
        if of == path and found[name] is None:
            raise bad(missing)
    return {name: value for name, value in found.items() if value is not None}


def asked_said(request: Request, config: Config, now: datetime) -> Question:
    """Raises HTTPException, or NotFoundError for a name that config/ does not know."""
    given = _given(request, "/said")
    try:
        question = question_of(given, now)
    except ValueError as error:
        raise bad(str(error)) from error
    check_names(config, question.topic, question.facet, question.component)
    return replace(question, after=next(iter(given.get("after", ())), None))


def asked_relations(request: Request, config: Config, now: datetime) -> Wanted:
    """The same of relations."""
    found = read_asked(request, "/relations", now)
    check_names(config, found.get("topic"), found.get("facet"))
    return Wanted(
        kinds=found.get("kind", ()),
        topic=found.get("topic"),
        facet=found.get("facet"),
        verdict=cast(VerdictWish, found.get("verdict", "undismissed")),
        after=found.get("after"),
    )


def asked_timeline(request: Request, config: Config, now: datetime) -> Asked:
    """Of the first topic and its first facet where none is named."""
    found = read_asked(request, "/timeline", now)
    check_names(config, found.get("topic"), found.get("facet"), found.get("component"))
    topics = {one.key: one for one in config.topics}
    facet = found.get("facet")
    if not topics:
        raise NotFoundError("no topic is followed, so there is no timeline; see config/topics")
    having = [one for one in config.topics if facet is None or facet in one.facet]
    topic = topics[found["topic"]] if "topic" in found else having[0]
    return Asked(
        facet=facet or next(iter(topic.facet)),
        topic=topic.key,
        component=found.get("component"),
        since=found.get("since"),
        until=found.get("until"),
        known_at=found.get("known_at"),
    )


def bad(words: str) -> HTTPException:
    """What cannot be understood."""
    return HTTPException(HTTPStatus.BAD_REQUEST, f"{words[:1].upper()}{words[1:]}.")


def _given(request: Request, path: str) -> dict[str, list[str]]:
    """All parameters; raises HTTPException for one nobody reads: it would silently do nothing."""
    known = [one.name for one in PARAMETERS.get(path, ())]
    found: dict[str, list[str]] = {}
    for name, text in request.query_params.multi_items():
        if name not in known:
            names = f"there are: {', '.join(known)}" if known else "it takes none"
            raise bad(f"{path} has no parameter {name[:40]!r}; {names}")
        if len(text) > _LONGEST:
            raise bad(f"{name} is longer than {_LONGEST} signs")
        found.setdefault(name, []).append(text)
    return found
