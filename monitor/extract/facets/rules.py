"""The patterns of rules: in what order words stand is said in the code, which ones in config/."""

from __future__ import annotations

import re

from monitor.config.phrases import phrase_pattern, spelled
from monitor.config.rules import RuleWords

# "{table.key}" in a pattern: any of those words. What repeats a sign ("{0,3}") has digits.
_NAMED = re.compile(r"\{([a-z_]+\.[a-z_]+)\}")
_EVERY: list[Rule] = []


class Rule:
    """A regular expression in which "{table.key}" stands for the words of [rules.table] key.

    It is made once, at the head of a module; `Rules` holds it with the words of a language.
    """

    __slots__ = ("flags", "pattern")

    def __init__(self, pattern: str, flags: re.RegexFlag = re.NOFLAG) -> None:
        self.pattern = pattern
        self.flags = flags
        _EVERY.append(self)


class Rules(dict[Rule, re.Pattern[str]]):
    """Every rule with the words of one language, compiled; built with the extractor."""

    def __init__(self, words: RuleWords) -> None:
        self._phrases: dict[str, tuple[str, ...]] = {
            f"{table}.{key}": phrases for table, keys in words for key, phrases in keys
        }
        self._words = {
            name: frozenset(phrase.lower() for phrase in phrases)
            for name, phrases in self._phrases.items()
        }
        self._edges = {name: tuple(sorted(words)) for name, words in self._words.items()}
        super().__init__((rule, self._compiled(rule)) for rule in _EVERY)

    def words(self, name: str) -> frozenset[str]:
        """The words of "table.key" as they are, in small letters."""
        return self._words[name]

    def edges(self, name: str) -> tuple[str, ...]:
        """The same, as `str.startswith` and `str.endswith` take them."""
        return self._edges[name]

    def _compiled(self, rule: Rule) -> re.Pattern[str]:
        pattern = _NAMED.sub(lambda named: self._any_of(named[1]), rule.pattern)
        return re.compile(pattern, rule.flags)

    def _any_of(self, name: str) -> str:
        # Spelled out, each begins with letters, by which most are told apart in one step.
        said = {one for phrase in self._phrases[name] for one in spelled(phrase)}
        longest_first = sorted(said, key=lambda phrase: (-len(phrase), phrase))
        choices = (phrase_pattern(phrase, edges=False) for phrase in longest_first)
        return f"(?:{'|'.join(choices)})"
