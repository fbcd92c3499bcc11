"""What a person can do about a source that needs one."""

from __future__ import annotations

_ADVICE = {
    "listing-closed": "look at it in a browser; give the source headers or a cookie_file you may "
    "lawfully use, or set enabled = false",
    "listing-refused": "the outlet does not want it read: ask them, name another listing, or set "
    "enabled = false",
    "listing-certificate": "look at it in a browser; where the outlet has moved, correct the "
    "address in sources.toml",
    "listing-gone": "find where it lists now (monitor sources add URL) and correct sources.toml",
    "listing-unreadable": "open the address: where it is no feed or sitemap any more, find the new "
    "one (monitor sources add URL)",
    "listing-replaced": "open it in a browser: a check for robots or a login stands before it; ask "
    "the outlet for a feed, or set enabled = false",
    "listing-slowed": "give the source a longer interval_minutes and delay",
    "listing-failing": "see whether the outlet is still there; correct its address, or set "
    "enabled = false",
}
_ANY = "look at the source (monitor sources check), correct sources.toml or set enabled = false"


def advice_for(kind: str) -> str:
    """What to do where a source needs a person for a reason of this kind."""
    return _ADVICE.get(kind, _ANY)
