"""The filters of `said`, each declared once: for the command line, for a form and for programs.

Nothing heavy is imported: the command line reads this before it knows what is asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from monitor.query.said import Question

# "first" and "last": of the days a text names, that one.
Sort = Literal["words", "flag", "name", "choice", "choices", "range", "first", "last", "moment"]
DATES = "2014, 2014-08, 2014-08-05, 'last tuesday', …"
ORDERS = ("newest", "oldest", "relevance")


@dataclass(frozen=True, slots=True)
class Filter:
    """One condition: how it is called, what it takes, and what it asks for."""

    name: str
    label: str
    sort: Sort
    help: str
    choices: tuple[str, ...] = ()


SAID = (
    Filter("text", "Words", "words", 'Words and "phrases" that must all stand in the quote.'),
    Filter("anywhere", "Anywhere", "flag", "The words may stand elsewhere in the text, too."),
    Filter("topic", "Topic", "name", "Only this topic."),
    Filter("component", "Component", "name", "Only this component."),
    Filter("facet", "Facet", "name", "Only this facet: threshold, timing, scope, …"),
    Filter("speaker", "Speaker", "name", "Part of the speaker's name."),
    Filter("organisation", "Organisation", "name", "Part of the speaking side's name."),
    Filter("outlet", "Outlet", "name", "Part of the publisher's name."),
    Filter(
        "kind",
        "Attribution",
        "choices",
        "How it is tied to its speaker; may be given repeatedly.",
        ("direct", "indirect", "document", "hearsay", "outlet"),
    ),
    Filter(
        "modality",
        "Firmness",
        "choices",
        "How firmly; may be given repeatedly.",
        ("asserted", "planned", "hedged", "rumoured"),
    ),
    Filter("value", "Number", "range", "A number it names: 150, 100..300, '>=150', '<150'."),
    Filter("since", "Since", "first", f"Published on or after: {DATES}"),
    Filter("until", "Until", "last", f"Published on or before: {DATES}"),
    Filter("valid_at", "Held on", "last", f"What held then: {DATES}"),
    Filter("known_at", "Known at", "moment", "As we knew it then; of a day, at its end."),
    Filter(
        "sort",
        "Order",
        "choice",
        "By default relevance where words are given, else newest.",
        ORDERS,
    ),
)
FILTERS = {one.name: one for one in SAID}
HELP = {one.name: one.help for one in SAID}
# What the fields of a question are called where that is another word than the filter.
_FIELDS = {"kind": "kinds", "modality": "modalities", "sort": "order"}


def question_of(given: Mapping[str, Sequence[str]], now: datetime) -> Question:
    """The question that these texts ask, each under the name of its filter; empty ones ask nothing.

    Raises ValueError that names the filter and says what can be written.
    """
    from monitor.query.said import Question

    asked = {
        _FIELDS.get(one.name, one.name): value
        for one in SAID
        if (value := read_filter(one, given.get(one.name, ()), now)) is not None
    }
    return Question(**{"order": "relevance" if "text" in asked else "newest", **asked})


def read_filter(one: Filter, texts: Sequence[str], now: datetime) -> Any:
    """What is asked for by one filter, None where nothing is; raises ValueError."""
    written = [text for text in texts if text.strip()]
    if not written:
        return None
    if one.sort != "choices" and len(written) > 1:
        raise ValueError(f"{one.name} is given {len(written)} times; give it once")
    try:
        return _read(one, written, now)
    except ValueError as error:
        raise ValueError(f"{one.name}: {error}") from error


def _read(one: Filter, written: Sequence[str], now: datetime) -> Any:
    from monitor.interval import NumberSpan
    from monitor.moments import moment_of, span_of

    text = written[0]
    match one.sort:
        case "choice" | "choices":
            for each in written:
                if each not in one.choices:
                    raise ValueError(f"no {each[:40]!r}; there are: {', '.join(one.choices)}")
            return tuple(written) if one.sort == "choices" else text
        case "flag":
            return text.lower() not in ("0", "no", "false")
        case "range":
            return NumberSpan.parse(text)
        case "first":
            return span_of(text, now).earliest
        case "last":
            return span_of(text, now).latest
        case "moment":
            return moment_of(text, now)
        case _:
            return text
