"""How large a bundle may be: what writes one keeps to it, and what reads one asks for no more."""

from __future__ import annotations

# A document of ten years has some hundred revisions, three files each.
MOST_FILES = 5000
# Unpacked, all files together. Read in memory one by one, written the same.
MOST_BYTES = 1_000_000_000
# As packed: a zip of text is a fifth of it, one of pictures all of it.
MOST_PACKED = MOST_BYTES
