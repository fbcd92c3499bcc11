"""What rules are made of: signs of their own, words of the language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from monitor.config.rules import RuleWords
from monitor.extract.facets.rules import Rule, Rules
from tests.extract.reading import extractor, shipped

ROOT = Path(__file__).resolve().parents[3]
# What regular expressions are written in: names of groups, switches, classes, escaped signs.
_SYNTAX = re.compile(r"\{[a-z_.]+\}|\(\?P<\w+>|\(\?i:|\[(?:\\.|[^\]])*\]|\\.")


def test_no_rule_has_words_of_its_own() -> None:
    patterns = [rule.pattern for rule in extractor().rules]
    assert [p for p in patterns if re.search(r"[^\W\d_]{2}", _SYNTAX.sub(" ", p))] == []


def test_every_word_of_the_language_is_used() -> None:
    """A key that no rule asks for would promise what nothing keeps."""
    code = "".join(file.read_text("utf-8") for file in (ROOT / "monitor/extract").rglob("*.py"))
    asked = set(re.findall(r"[{\"]([a-z_]+\.[a-z_]+)[}\"]", code))
    there = {f"{table}.{key}" for table, keys in shipped().language.rules for key, _ in keys}
    assert there - asked == set()


RULE = Rule(r"\b{limits.whether}\s+(?:{limits.manner}\s+)?{accuracy.being}\b", re.IGNORECASE)

WORDS = [
    ("Whether it is", False, "words in between are the rule's to allow"),
    ("whether fully is", True, "a phrase with a star, as elsewhere in config/"),
    ("WHETHER are", True, "capitals, where the rule does not ask"),
    ("whether isn’t", True, "either apostrophe, a choice spelled out"),
    ("whether has  turned\nout", True, "words of one phrase over a line break"),
    ("ob ist", False, "another language"),
]


@pytest.mark.parametrize(("text", "found"), [row[:2] for row in WORDS], ids=[r[2] for r in WORDS])
def test_words_stand_where_the_rule_says(text: str, found: bool) -> None:
    rules = Rules(shipped().language.rules)
    assert bool(rules[RULE].search(text)) is found


def test_another_language_is_another_table() -> None:
    words = shipped().language.rules
    limits = words.limits.model_copy(update={"whether": ("ob",)})
    accuracy = words.accuracy.model_copy(update={"being": ("ist", "sind")})
    german = Rules(RuleWords.model_copy(words, update={"limits": limits, "accuracy": accuracy}))
    assert german[RULE].search("Ob ist")
    assert not german[RULE].search("whether is")
    assert german.words("limits.whether") == {"ob"}
    assert german.edges("accuracy.being") == ("ist", "sind")
