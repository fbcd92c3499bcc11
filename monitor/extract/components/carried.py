"""Quotations without a cue of their own: they go on from the report beside them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from monitor.extract.components.speakers import Candidate

# Another sentence between a report and a quotation behind it.
_OTHER = re.compile(r"[.!?]\s+\S")
# A sentence, or what leads to the quotation, ends in front of it.
_CLOSED = re.compile(r"[.!?:]\s+\Z")
# How far from a quotation, in characters, a report may stand that it goes on from.
_REACH = 80
# Shorter quotations are a word held at arm's length ("on-boarding"), not somebody speaking.
SCARE_QUOTE = 25
# Between a report and a quotation that goes on from it stands no more than this.
_BESIDE = 400


class Carried:
    """Completes the marks of a paragraph by the quotations that no report takes in."""

    def __init__(
        self,
        text: str,
        before: Candidate | None,
        beside: Callable[[int, int], Candidate | None],
        *,
        runs_on: bool,
    ) -> None:
        self.text = text
        self.beside = beside  # who speaks at a place, by the sentences before it
        self.before = before  # who spoke last in the paragraph before
        self.runs_on = runs_on

    def complete(
        self, marks: list[dict[str, Any]], quotes: list[tuple[int, int]], start: int
    ) -> None:
        """Quotations without a cue of their own: they go on from the report beside them."""
        taken = {
            k
            for mark in marks
            for a, b in mark["content_at"]
            for k in range(_at(quotes, a), _at(quotes, b))
        }
        near = [m for m in marks if m["label"] != "refusal" and m["cue_at"] and m["speaker_at"]]
        near.sort(key=cue_start)
        for number, (first, stop) in enumerate(quotes):
            if number in taken:
                continue
            here = bisect_left(near, first, key=cue_start)
            earlier, later = near[max(0, here - 1) : here], near[here : here + 1]
            whole = stop - first > SCARE_QUOTE or self.text[first - 2 : first - 1] in '.?!”"'
            if earlier and whole and first - earlier[-1]["end"] < _BESIDE:
                self._go_on(earlier[-1], first, stop, marks)
            elif later and whole and cue_start(later[0]) - stop < _REACH:
                if later[0]["denial"]:
                    marks.append(carried(first, stop, later[0]["speaker"]))
                    continue
                later[0]["content_at"].insert(0, [first, stop])
                later[0]["start"] = min(first, later[0]["start"])
            elif (
                self.before is not None
                and first - start <= 1
                and (self.runs_on or stop - first > SCARE_QUOTE)
            ):
                marks.append(carried(first, stop, self.before))
            elif whole and _CLOSED.search(self.text[max(start, first - 3) : first]):
                speaker = self.beside(max(start, first - _BESIDE), first)
                if speaker is not None:
                    marks.append(carried(first, stop, speaker))

    def _go_on(
        self, mark: dict[str, Any], first: int, stop: int, marks: list[dict[str, Any]]
    ) -> None:
        between = self.text[
            max(mark["end"], mark["cue_at"][1], (mark["speaker_at"] or [0, 0])[1]) : first
        ]
        if (
            len(between) < _REACH * 2
            and not _OTHER.search(between)
            and mark["label"] in ("direct", "indirect")
            and not mark["denial"]  # who denies something says the quotation behind it
        ):
            mark["content_at"].append([first, stop])
            mark["end"] = stop
            return
        marks.append(carried(first, stop, mark["speaker"]))


def _at(quotes: list[tuple[int, int]], offset: int) -> int:
    return bisect_left(quotes, offset, key=lambda quote: quote[0])


def cue_start(mark: dict[str, Any]) -> int:
    return int(mark["cue_at"][0])


def carried(first: int, stop: int, speaker: Candidate | None) -> dict[str, Any]:
    """The mark of a quotation that has no cue."""
    return {
        "start": first,
        "end": stop,
        "label": "direct",
        "speaker": speaker,
        "cue": None,
        "chain": [],
        "denial": False,
        "cue_at": None,
        "speaker_at": None,
        "content_at": [[first, stop]],
        "clause": True,
        "listener": None,
        "posted": False,
        "quoted": [[first, stop]],
    }
