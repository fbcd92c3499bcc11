"""What a number sets a bound to, and the mark that it leaves."""

from __future__ import annotations

import re
from typing import Any

from monitor.values import UNSAID

Found = dict[str, Any]


def rises(low: int | None, high: int | None) -> bool:
    return low is not None and high is not None and low < high


def falls(match: re.Match[str], low: int | None, high: int | None) -> bool:
    """Whether two numbers are those before and after a cut: "from 150 to 50"."""
    before = match.groupdict().get("minimum_before")
    return bool(before) and rises(high, low)


def bounded(
    match: re.Match[str], first: tuple[int, int | None], second: tuple[int, int | None] | None
) -> tuple[int | None, int | None, str]:
    """The closed interval a wording means, and the kind of bound it sets."""
    low, high = first
    has = {name for name, value in match.groupdict().items() if value}
    if second is not None and ("joined" not in has or "range" in has) and "either" not in has:
        return low, second[1], "range"
    if second is not None:
        low, high = second  # "50 or 150 seats": two numbers, the nearer one has the unit
    sign = match.groupdict().get("sign") or ""
    if has & {"below_before"} or sign in ("<", "sub-"):
        return None, low - 1, "below"
    if has & {"above_before"} or sign == ">":
        return low + 1, None, "minimum"
    if "minimum_before" in has and has & {"maximum_after", "maximum_end"}:
        return None, low, "maximum"  # "if you have 149 seats or fewer"
    if has & {
        "minimum_before",
        "told_before",
        "minimum_after",
        "minimum_end",
        "plus",
        "tail",
    } or sign in (
        "≥",
        ">=",
    ):
        return low, None, "minimum"
    if has & {"maximum_before", "maximum_after", "maximum_end"} or sign in ("≤", "<="):
        return None, low, "maximum"
    return low, high, "exact" if low == high else "approximate"


def record(
    match: re.Match[str], low: int | None, high: int | None, unit: str, bound: str, label: str
) -> Found:
    return {
        "start": match.start(),
        "end": match.end(),
        "label": label,
        "low": low,
        "high": high,
        "unit": singular(unit),
        "bound": bound,
        "words": "",  # as they stand in the text, which is not in small letters
        "denied": bool(match.groupdict().get("not")),
        "answers": False,  # a question for a number
    }


def singular(unit: str) -> str:
    if unit == UNSAID:
        return unit
    word = unit.split()[-1].lower().replace("licence", "license")
    if word in ("people", "personnel", "staff"):
        return {"people": "person"}.get(word, "employee")
    if word.endswith("boxes"):
        return word[:-2]
    return word[:-1] if word.endswith("s") else word
