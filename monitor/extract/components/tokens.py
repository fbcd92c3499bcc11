"""`monitor_tokens`: the text as one token, since our components count in characters.

spaCy's own English tokenizer looks for affixes again and again: on a run of
ten thousand equal signs it takes seconds, and a page could hold a worker with
it. Words looked up in the vocabulary one by one, for nobody, cost as much as a
component does.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab


class WholeText:
    """A tokenizer that keeps every character, so that `doc.text` is the text again."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        words = [text] if text else []
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@registry.tokenizers("monitor_tokens")  # type: ignore[untyped-decorator]
def make_tokens() -> object:
    """For `spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "monitor_tokens"}}})`."""

    def build(nlp: Language) -> WholeText:
        return WholeText(nlp.vocab)

    return build
