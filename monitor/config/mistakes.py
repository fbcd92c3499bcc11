"""What is wrong with a file of config/, in words: which key, what of it, what to write."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from monitor.plain import one_line

_PLACE = re.compile(r"at line (\d+)")
_TOML = {
    "Cannot overwrite a value": "this key stands there twice",
    "Illegal character '\\n'": "a text ends with its line; close it with a quotation mark",
}
# How pydantic names a key of a table that it does not know.
_KEY = "[key]"
_LONGEST = 60  # signs shown of what was found


def not_toml(error: Exception, text: str) -> str:
    """What the parser says of `text`, and how the line begins that it says it of."""
    said = str(error)
    for theirs, ours in _TOML.items():
        said = said.replace(theirs, ours)
    place = _PLACE.search(said)
    if place is None:
        return f"not valid TOML: {said}"
    line = "".join(text.split("\n")[int(place[1]) - 1 : int(place[1])])
    key, equals, _ = line.partition("=")  # a value may be an address with a password in it
    there = f"{_spelt(key)} = …" if equals else _spelt(line)
    return ": ".join(filter(None, ("not valid TOML", said, there)))


# A copy of such a file is out of date after an upgrade: what is missing there nobody has to invent.
_FROM_THE_RELEASE = {"Language": ", as the file of that name in this release has it"}


def explain(error: ValidationError, model: type[BaseModel], rows: Any) -> Iterator[str]:
    """A line for each thing that is wrong in `rows`, which `model` refused."""
    problems = error.errors()
    misspelt = {problem["loc"][:-1] for problem in problems if problem["loc"][-1:] == (_KEY,)}
    for problem in problems:
        loc = problem["loc"]
        if loc[-1:] == (_KEY,):
            yield f"{_key_path(loc[:-1], rows)}: unknown key{_of_those(problem)}"
            continue
        if any(loc[: len(key)] == key for key in misspelt):
            continue  # what is said of a table under a name that nobody knows
        if any(loc == other["loc"][: len(loc)] for other in problems if other["loc"] != loc):
            continue  # such as a list that is empty once its wrong entries are left out
        where = _key_path(loc, rows)
        if problem["type"] == "extra_forbidden":
            yield f"{where}: unknown key{_suggestion(loc, model)}"
        elif problem["type"] == "missing":
            yield f"{where}: missing; add it{_FROM_THE_RELEASE.get(model.__name__, '')}"
        else:
            yield f"{where or 'the file'}: {_told(problem)}"


def _told(problem: ErrorDetails) -> str:
    """What is wrong with a value, and the value where that does not show it."""
    found, kind = problem["input"], problem["type"]
    if kind == "value_error":  # a rule of our own, which says what to write
        said = problem["msg"].removeprefix("Value error, ")
        shown = isinstance(found, dict | BaseModel) or repr(found) in said
        return said if shown else f"{said} (found {_cut(repr(found))})"
    words = next((say for name, say in _WORDS.items() if kind.startswith(name)), None)
    said = words(problem) if words else problem["msg"]
    return f"{said} (found {_cut(repr(found))})"


def _table(problem: ErrorDetails) -> str:
    """What stands where a table should."""
    name = next((one for one in reversed(problem["loc"]) if isinstance(one, str)), "")
    inside = bool(problem["loc"]) and isinstance(problem["loc"][-1], int)
    return f"must be a table; write [[{name}]]" if inside else f"must be a table; write [{name}]"


def _list(problem: ErrorDetails) -> str:
    """What stands where a list should: one text, or a table with one bracket too few."""
    if isinstance(problem["input"], dict):
        name = next(one for one in reversed(problem["loc"]) if isinstance(one, str))
        return f"must be a list; write [[{name}]] over each"
    return "must be a list; write it in [brackets]"


def _least(problem: ErrorDetails) -> str:
    least = problem["ctx"]["min_length"]
    return "must not be empty" if least == 1 else f"must have at least {least} entries"


def _of_context(words: str) -> Callable[[ErrorDetails], str]:
    def say(problem: ErrorDetails) -> str:
        bounds = problem.get("ctx", {}).items()
        whole = {k: int(v) if isinstance(v, float) and v.is_integer() else v for k, v in bounds}
        return words.format(**whole)

    return say


# In place of pydantic's words, by the beginning of its name for what is wrong.
_WORDS: Mapping[str, Callable[[ErrorDetails], str]] = {
    "bool_": _of_context("must be true or false"),
    "int_": _of_context("must be a whole number"),
    "float_": _of_context("must be a number"),
    "finite_number": _of_context("must be a number"),
    "time_": _of_context("must be a time of day, such as 07:00:00"),
    "literal_error": _of_context("must be {expected}"),
    "greater_than_equal": _of_context("must be {ge} or more"),
    "greater_than": _of_context("must be more than {gt}"),
    "less_than_equal": _of_context("must be {le} or less"),
    "less_than": _of_context("must be less than {lt}"),
    "string_too_short": _least,
    "string_": _of_context('must be a text; write it in "quotation marks"'),
    "too_short": _least,
    "tuple_type": _list,
    "list_type": _list,
    "dict_type": _table,
    "model_": _table,
}


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def _key_path(loc: tuple[int | str, ...], rows: Any) -> str:
    """`source[2] (outlet).delay`: a table in a list is also called by its key, name or address."""
    path, here = "", rows
    for part in loc:
        try:
            here = here[part]
        except (KeyError, IndexError, TypeError):
            here = None
        if isinstance(part, int):
            name = _called(here) if isinstance(here, dict) else None
            path += f"[{part + 1}]" + (f" ({name})" if name else "")
        else:
            path += f".{_spelt(part)}" if path else _spelt(part)
    return path


def _called(table: Mapping[str, Any]) -> str | None:
    named = (table[key] for key in ("key", "name", "address") if table.get(key))
    return next((_spelt(str(name)) for name in named), None)


def _spelt(name: str) -> str:
    """What somebody may have pasted: on one line, and not for ever."""
    return _cut(one_line(name))


def _of_those(problem: ErrorDetails) -> str:
    """The key that may be meant where only some are known."""
    known = re.findall(r"'(\w+)'", problem["ctx"]["expected"])
    return _close(str(problem["input"]), known)


def _suggestion(loc: tuple[int | str, ...], model: type[BaseModel]) -> str:
    """The key of the same table that may be meant."""
    tables = [model]
    for part in loc[:-1]:
        inner = [
            one
            for table in tables
            if part in table.model_fields
            for one in models_in(table.model_fields[str(part)].annotation)
        ]
        tables = inner or tables  # a place in a list, or a key of one's own choice
    return _close(str(loc[-1]), sorted({name for table in tables for name in table.model_fields}))


def _close(key: str, known: Sequence[str]) -> str:
    close = difflib.get_close_matches(key, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else "; remove it"


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from models_in(part)
