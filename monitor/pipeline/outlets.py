"""Whose page a snapshot is, and for whom it speaks."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from monitor.config import Config
from monitor.config.settings import Organisation
from monitor.config.source import SourceConfig
from monitor.read import Outlet
from monitor.types import Snapshot


def outlet_of(config: Config, snapshot: Snapshot) -> Outlet:
    """Whose page a snapshot is, by its source or by what the file says.

    A mail stands on the domain that it was sent from, and is the word of whoever has it. What
    nobody names is called by the organisation that has the domain, else by the host.
    """
    source = config.source(snapshot.source)
    host, sent = host_of_address(snapshot.document), snapshot.header("x-monitor-domain")
    owner = _owner_of(config, sent or host)
    named = snapshot.header("x-monitor-publisher") or (source.name if source else None)
    publisher = named or (owner.name if owner else host or snapshot.document)
    organisation = source.organisation if source else None
    if sent and owner and owner.side != "outlet":
        organisation = owner.name
    return Outlet(
        publisher,
        organisation or _vendor_of(config, publisher, owner),
        source.country if source else None,
    )


def _owner_of(config: Config, domain: str) -> Organisation | None:
    """The organisation on whose domain something stands."""
    for organisation in config.organisations:
        domains = tuple(f".{one}" for one in organisation.domains)
        if organisation.domains and f".{domain}".endswith(domains):
            return organisation
    return None


def _vendor_of(config: Config, publisher: str, owner: Organisation | None) -> str | None:
    """The vendor whose own voice a page is: whose domain it stands on, else by its publisher.

    The longest name that begins the publisher's decides ("Foo EMEA" is Foo); another name that an
    organisation is known by must be all of it: an outlet may be called after a vendor's town.
    """
    if owner is not None:
        return owner.name if owner.side == "vendor" else None
    said = publisher.casefold()
    found = [
        (len(name), organisation)
        for organisation in config.organisations
        for name in (organisation.name, *organisation.aliases)
        if said == name.casefold()
        or (name == organisation.name and re.match(rf"{re.escape(name)}\b", said, re.IGNORECASE))
    ]
    _, longest = max(found, key=lambda pair: pair[0], default=(0, None))
    return longest.name if longest and longest.side == "vendor" else None


def source_of(config: Config, url: str | None) -> SourceConfig | None:
    """The configured source on the same host, so that a saved page is its outlet's."""
    host = host_of_address(url or "")
    for source in config.sources:
        if host and any(host_of_address(address) == host for address in source.addresses):
            return source
    return None


def is_known_site(config: Config, url: str) -> bool:
    """Whether an address is of a source or of a declared organisation: of those we are sure."""
    owner = _owner_of(config, host_of_address(url))
    return owner is not None or source_of(config, url) is not None


def host_of_address(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
