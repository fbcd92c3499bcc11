"""What the tests of the pages share: a server without a socket, and a store with something in it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from typing import Any

from httpx import ASGITransport, AsyncClient, Response
from starlette.types import ASGIApp

from monitor.compare.slots import position_of
from monitor.config import Config
from monitor.config.settings import WebSettings
from monitor.storage import Store, open_store, read_store
from monitor.web.access import Access
from monitor.web.app import make_app
from monitor.web.desk import Desk
from tests.builders import a_relation, keep_claims
from tests.digest.parts import Clock, a_source
from tests.review.parts import a_config, keep_word

TOKEN = "a token of sixteen signs and more"
HERE = "http://127.0.0.1:8470"
OURS = {"Origin": HERE}
SLOT = "program/onboarding/threshold/seats"


class Client:
    """Asks the application in this process, as a browser does that keeps cookies.

    Redirects are not followed, so that they can be looked at.
    """

    def __init__(self, app: ASGIApp, peer: str) -> None:
        transport = ASGITransport(app, client=(peer, 50_000))
        self._client = AsyncClient(transport=transport, base_url=HERE)

    def request(self, method: str, path: str, **more: Any) -> Response:
        return asyncio.run(self._client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> Response:
        return self.request("POST", path, **more)


@dataclass
class Site:
    """A database with one contradiction, and the pages of it for one client."""

    url: str
    clock: Clock
    config: Config
    relation: str = ""
    claim: str = ""
    document: str = ""
    opened: ExitStack = field(default_factory=ExitStack)  # what its clients ask

    def client(self, token: str | None = None, peer: str = "127.0.0.1", **settings: Any) -> Client:
        """Asked from `peer`, by the rules of [web] that are given."""
        web = WebSettings.model_validate({"requests_a_minute": 100_000, **settings})
        changed = self.config.settings.model_copy(update={"web": web})
        config = replace(self.config, settings=changed)
        desk = Desk(
            config,
            self.opened.enter_context(read_store(self.url, clock=self.clock)),
            Access(web, token),
            self.clock,
            lambda: open_store(self.url, clock=self.clock),
        )
        return Client(make_app(desk), peer)

    def signed_in(self, name: str = "Ann", **settings: Any) -> Client:
        """A client whose person has shown the token."""
        client = self.client(TOKEN, **settings)
        form = {"name": name, "token": TOKEN, "next": "/"}
        assert client.post("/sign-in", data=form, headers=OURS).status_code == 303
        return client

    def store(self) -> Store:
        return open_store(self.url, clock=self.clock)


def a_site(url: str) -> Site:
    """Two outlets that say 150 and 250 seats, the second an hour later."""
    clock = Clock()
    site = Site(url, clock, replace(a_config(), sources=(a_source(),)))
    with site.store() as store:
        first = keep_word(store, "ledger", 150, kind="indirect", organisation="Vendor")
        clock.move(hours=1)
        second = keep_word(store, "review", 250)
        keep_claims(store, first, second, slot=SLOT)
        relation = a_relation(
            a=(first.key,),
            b=(second.key,),
            slot=SLOT,
            position_a=position_of(first),
            position_b=position_of(second),
        )
        store.put_relations(SLOT, [relation])
        clock.move(minutes=1)
    site.relation, site.claim, site.document = relation.key, first.key, first.document
    return site


def field_of(html: str, name: str) -> str:
    """The value of a hidden field of a form."""
    match = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert match, name
    return match.group(1)


def decide(
    client: Client, key: str, decision: str, headers: Mapping[str, str] = OURS, **form: str
) -> Any:
    """Send the form of the page of a relation as a browser does."""
    html = client.get(f"/relations/{key}").text
    given = {"form": field_of(html, "form"), "decision": decision, **form}
    return client.post(f"/relations/{key}/verdict", data=given, headers=dict(headers))
