"""Where in a text things stand: offsets through cleaning."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.plain import clean_text


@dataclass(frozen=True, slots=True)
class Span:
    """Words at [start, end) of the text they stand in: `text[start:end] == self.text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Original:
    """A text as it was given, and the clean one that is read.

    `places` is where each character of the clean text stands in the given one;
    None where nothing had to be cleaned.
    """

    text: str
    clean: str
    places: tuple[int, ...] | None

    @classmethod
    def of(cls, text: str) -> Original:
        """Clean a text as an import would, and remember where everything stood."""
        clean = clean_text(text)
        if clean == text:
            return cls(text, text, None)
        kept: list[tuple[str, int]] = []
        for place, sign in enumerate(text):
            if sign == "\r" and text[place + 1 : place + 2] == "\n":
                continue  # of the two signs that end a line, the second stands for both
            kept += [(left, place) for left in clean_text(sign)]
        return cls(text, "".join(sign for sign, _ in kept), tuple(place for _, place in kept))

    def span(self, start: int, end: int) -> Span:
        """The words that stand at [start, end) of the clean text, as they were given."""
        if self.places is not None:
            after = self.places[end - 1] + 1 if end > 0 else 0
            first = self.places[start] if start < len(self.places) else len(self.text)
            start, end = first, max(first, after) if end > start else first
        return Span(start, end, self.text[start:end])
