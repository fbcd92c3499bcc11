"""The house itself: what stands where, and what stands nowhere."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from monitor.config import load_config

ROOT = Path(__file__).resolve().parents[1]
MODULES = sorted((ROOT / "monitor").rglob("*.py"))
# 300 is the aim; past this a file does two things.
MOST_LINES = 400
_NAME = re.compile(r"^([A-Za-z0-9][\w.-]*)")


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


def lock(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


def packages(requirements: list[str]) -> set[str]:
    """Names only, spelt in the one way that pip compares."""
    names = (_NAME.match(row.strip()) for row in requirements)
    return {re.sub(r"[-_.]+", "-", name.group(1)).lower() for name in names if name}


def locked(name: str) -> set[str]:
    return packages([row for row in lock(name).splitlines() if "==" in row])


def domain_words() -> set[str]:
    """The names that config/ knows: of vendors, programs, outlets and people."""
    config = load_config(str(ROOT / "config"))
    words = {name for o in config.organisations for name in (o.name, *o.aliases)}
    words |= {person.name for person in config.people} | {source.name for source in config.sources}
    for topic in config.topics:
        words |= {topic.name, topic.vendor, topic.vendor_key}
        # A program's own names; its descriptions ("free migration") are plain English.
        words |= {phrase for phrase in topic.programs if re.fullmatch(r"[A-Z][\w ]+", phrase)}
    return words


@cache
def domain_names() -> re.Pattern[str]:
    words = domain_words()
    assert {"Microsoft", "FastTrack", "CRN"} <= words
    names = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{names})(?!\w)", re.IGNORECASE)


@pytest.mark.parametrize(
    "path",
    sorted([*MODULES, *(ROOT / "monitor").rglob("*.j2"), *(ROOT / "config/language").iterdir()]),
    ids=name_of,
)
def test_the_program_and_its_english_know_no_vendor_and_no_outlet(path: Path) -> None:
    """What it follows is said in the rest of config/: another vendor needs no other code or words."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [(number, domain_names().findall(line)) for number, line in enumerate(lines, 1)]
    assert [(number, names) for number, names in found if names] == []


@pytest.mark.parametrize(
    "path",
    MODULES,
    ids=name_of,
)
def test_a_file_can_be_read_in_one_go(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_every_module_says_what_it_is() -> None:
    silent = [name_of(m) for m in MODULES if not ast.get_docstring(ast.parse(m.read_bytes()))]
    assert silent == []


@pytest.mark.parametrize("folder", ["config", "alembic"])
def test_a_folder_of_data_is_no_package(folder: str) -> None:
    """alembic/__init__.py would hide the library of that name."""
    assert list((ROOT / folder).rglob("__init__.py")) == []


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_a_lock_names_no_place(name: str) -> None:
    """Packages come from wherever pip is set to look: the hashes say whether they are the ones."""
    assert "://" not in lock(name)
    assert not re.search(r"^\s*(-i|-f|-e|--\w*(index|find|editable|trusted))", lock(name), re.M)


@pytest.mark.parametrize("name", ["run", "dev", "bench"])
def test_a_lock_has_a_hash_for_every_package(name: str) -> None:
    rows = re.split(r"^(?=\S)", lock(name), flags=re.M)
    bare = [row.splitlines()[0] for row in rows if "==" in row and "--hash=sha256:" not in row]
    assert bare == []


def test_the_locks_are_complete() -> None:
    """--no-deps installs what they name and no more."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    run, build = packages(project["project"]["dependencies"]), packages(groups["build"])
    dev = packages([one for one in groups["dev"] if isinstance(one, str)])
    assert packages(project["build-system"]["requires"]) <= build
    assert run - locked("run") == set()
    assert build - locked("build") == set()
    assert dev - locked("dev") == set()
    assert (locked("run") | locked("build")) - locked("dev") == set()
    assert (run | packages(groups["bench"])) - locked("bench") == set()
