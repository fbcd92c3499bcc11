"""Scope: what the program covers and what it does not. A mere mention is no claim."""

from __future__ import annotations

from collections.abc import Iterator

from monitor.extract.facets.frame import Draft, Frame
from monitor.extract.passages import Mark
from monitor.values import ScopeItem


def scope(frame: Frame) -> Iterator[Draft]:
    """One draft an item that the passage puts inside or outside the program."""
    if frame.is_foreign or frame.is_example:
        return
    seen = set[tuple[str, bool]]()
    for mark, name in _items(frame):
        verdict = _verdict(frame, mark)
        if verdict is None:
            continue
        included, exhaustive, rule = verdict
        if (name, included) in seen:
            continue
        seen.add((name, included))
        component = next((item.component for item in frame.topic.item if item.name == name), None)
        draft = Draft(
            "scope",
            ScopeItem(name, included, exhaustive),
            mark,
            f"scope/{rule}",
            deny=not included,
            component=frame.component if frame.component == "trial-exception" else component,
        )
        yield frame.draft(draft)


def _items(frame: Frame) -> Iterator[tuple[Mark, str]]:
    """The items of the passage: the longer wording wins, the general gives way to its kinds."""
    found = [(mark, mark.label.removeprefix("item:")) for mark in frame.terms("item:")]
    if frame.words("only"):
        found += [
            (mark, mark.label.removeprefix("item-short:")) for mark in frame.terms("item-short:")
        ]
    parents = {item.name: set(item.kind_of) for item in frame.topic.item}
    for mark, name in found:
        inside = any(
            other is not mark
            and other.start <= mark.start
            and mark.end <= other.end
            and (other.end - other.start > mark.end - mark.start or name in parents.get(label, ()))
            for other, label in found
        )
        if not inside:
            yield mark, name


def _verdict(frame: Frame, mark: Mark) -> tuple[bool, bool, str] | None:
    """(included, exhaustive, rule), or None where the item is only mentioned."""
    if frame.passage.kind == "entry" and frame.lead_in is not None:
        return _by_lead_in(frame, frame.lead_in)
    if frame.near(mark, frame.words("hand-over"), 120) and frame.terms("performer:partner"):
        return False, False, "handed-over"
    if not frame.is_anchored("scope"):
        return None
    if frame.near(mark, [word for word in frame.words("only") if word.start < mark.start], 40):
        return True, True, "only"
    if _before(frame, mark, frame.words("qualify"), 40):
        return None
    if _before(frame, mark, frame.words("exclude"), 120) or _after(
        frame, mark, frame.words("exclude"), 40
    ):
        return False, False, "excluded"
    given = _before(frame, mark, frame.words("provide"), 140) or _around(frame, mark)
    if given is None or not _by_program(frame, given):
        return None
    if frame.negated(given):
        return False, False, "denied"
    return True, False, "provided"


def _by_lead_in(frame: Frame, lead_in: object) -> tuple[bool, bool, str] | None:
    passage = frame.lead_in
    assert passage is not None
    words = {mark.label for mark in passage.get("words")}
    if passage.get("quantities") or "condition" in words:
        return None
    if not (
        frame.is_program
        or passage.get(frame.group, "program")
        or passage.get(frame.group, "short")
        or _speaks_of_it(passage)
    ):
        return None
    if "exclude" in words or passage.get("triggers", "negated"):
        return False, False, "list-excluded"
    if "provide" in words:
        return True, False, "list-provided"
    return None


def _speaks_of_it(passage: object) -> bool:
    """A lead-in such as "It will not migrate:" speaks of what the page is about."""
    text = passage.text.lower()  # type: ignore[attr-defined]
    return text.startswith(("it ", "this ", "we ", "these ", "the "))


def _before(frame: Frame, mark: Mark, words: tuple[Mark, ...], reach: int) -> Mark | None:
    return frame.near(mark, [word for word in words if word.end <= mark.start], reach)


def _after(frame: Frame, mark: Mark, words: tuple[Mark, ...], reach: int) -> Mark | None:
    return frame.near(mark, [word for word in words if word.start >= mark.end], reach)


def _around(frame: Frame, mark: Mark) -> Mark | None:
    """The verb inside the item itself ("migrating email"), or "X is available/included"."""
    inner = [word for word in frame.words("provide") if mark.start <= word.start < mark.end]
    if inner:
        return inner[0]
    after = frame.near(
        mark, [word for word in frame.words("provide") if word.start >= mark.end], 30
    )
    text = frame.passage.slice(after.start, after.end).lower() if after else ""
    return after if text.startswith(("available", "includ", "cover", "provid", "offer")) else None


def _by_program(frame: Frame, given: Mark) -> bool:
    """Whether the program or its vendor does the giving, not a partner or the customer."""
    performers = [mark for mark in frame.terms("performer:") if mark.end <= given.start]
    if performers:
        last = performers[-1]
        if last.label == "performer:partner" and not frame.terms("short") and not frame.is_program:
            return False
        if last.label == "performer:partner" and given.start - last.end < 12:
            return False
    return bool(
        performers or frame.is_program or frame.terms("short") or frame.terms("facet:scope")
    )
