"""`monitor_tokens`: words, single signs and white space, in time that grows with the text alone.

spaCy's own English tokenizer looks for affixes again and again: on a run of
ten thousand equal signs it takes seconds, and a page could hold a worker with
it. Our components count in characters, so plain tokens serve them as well.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

_TOKEN = re.compile(r"\w+|[^\w\s]|\s+")


class PlainTokens:
    """A tokenizer that keeps every character, so that `doc.text` is the text again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        for token in _TOKEN.findall(text):
            if token[0] == " " and words and not spaces[-1] and not words[-1].isspace():
                spaces[-1] = True
                token = token[1:]
                if not token:
                    continue
            words.append(token)
            spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


@registry.tokenizers("monitor_tokens")  # type: ignore[untyped-decorator]
def make_tokens() -> object:
    """For `spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "monitor_tokens"}}})`."""

    def build(nlp: Language) -> PlainTokens:
        return PlainTokens(nlp.vocab)

    return build
