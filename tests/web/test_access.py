"""Who may look and who may decide, without a server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from monitor.config.settings import WebSettings
from monitor.errors import ConfigError
from monitor.web.access import LASTS, Access, Visitor, own_path
from tests.builders import NOON
from tests.web.parts import TOKEN

LOOPBACK = "127.0.0.1"


def access(token: str | None = None, **settings: Any) -> Access:
    return Access(WebSettings.model_validate(settings), token)


@pytest.mark.parametrize(
    ("settings", "token"),
    [
        pytest.param({"listen": "0.0.0.0:8470"}, None, id="everybody on the network could look"),
        pytest.param({"listen": "[::]:8470"}, None, id="the same by the other protocol"),
        pytest.param({}, "short", id="a token that can be guessed"),
    ],
)
def test_a_server_that_would_let_anybody_in_does_not_begin(
    settings: dict[str, Any], token: str | None
) -> None:
    with pytest.raises(ConfigError):
        access(token, **settings)


@pytest.mark.parametrize(
    ("rules", "peer", "headers", "visitor"),
    [
        pytest.param(access(), LOOPBACK, {}, Visitor(), id="this machine may look"),
        pytest.param(access(TOKEN), LOOPBACK, {}, None, id="with a token, nobody without it"),
        pytest.param(
            access(TOKEN),
            LOOPBACK,
            {"authorization": f"Bearer {TOKEN}"},
            Visitor(),
            id="a program with the token looks, and decides nothing",
        ),
        pytest.param(
            access(TOKEN), LOOPBACK, {"authorization": "Bearer another"}, None, id="a wrong token"
        ),
        pytest.param(
            access(proxy_header="X-User"),
            LOOPBACK,
            {"x-user": " Ann\u202e "},
            Visitor("Ann", decides=True),
            id="the proxy says who it is",
        ),
        pytest.param(
            access(proxy_header="X-User"), LOOPBACK, {}, None, id="the proxy says nothing"
        ),
        pytest.param(
            access(proxy_header="X-User"),
            "192.0.2.1",
            {"x-user": "Ann"},
            None,
            id="anybody can write a header; only the proxy's counts",
        ),
        pytest.param(
            access(), LOOPBACK, {"x-user": "Ann"}, Visitor(), id="a header nobody asked for"
        ),
    ],
)
def test_who_asks(
    rules: Access, peer: str, headers: dict[str, str], visitor: Visitor | None
) -> None:
    assert rules.visitor(peer, headers, None, NOON) == visitor


def test_a_session_ends_by_itself_and_with_the_token_it_was_begun_with() -> None:
    rules = access(TOKEN)
    session = rules.session("Ann", NOON)
    later = NOON + LASTS - timedelta(seconds=1)
    assert rules.visitor(LOOPBACK, {}, session, later) == Visitor("Ann", decides=True)
    assert rules.visitor(LOOPBACK, {}, session, NOON + LASTS + timedelta(seconds=1)) is None
    assert access(TOKEN + "2").visitor(LOOPBACK, {}, session, NOON) is None


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda s: s[:-1] + ("0" if s[-1] != "0" else "1"), id="another signature"),
        pytest.param(lambda s: "9" + s, id="a longer life"),
        pytest.param(lambda s: s.rpartition(".")[0], id="no signature"),
        pytest.param(lambda s: "." + s.rpartition(".")[2], id="a signature of nothing"),
        pytest.param(lambda s: "\u00fc" + s, id="no ASCII"),
    ],
)
def test_a_session_that_was_written_by_somebody_else_is_none(change: Any) -> None:
    rules = access(TOKEN)
    assert rules.visitor(LOOPBACK, {}, change(rules.session("Ann", NOON)), NOON) is None


def test_a_form_is_of_one_person_and_one_matter() -> None:
    rules, ann = access(TOKEN), Visitor("Ann", decides=True)
    given = rules.form_token(ann, "one")
    assert rules.is_form_token(given, ann, "one")
    assert not rules.is_form_token(given, ann, "another")
    assert not rules.is_form_token(given, Visitor("Bob", decides=True), "one")
    assert not rules.is_form_token("", ann, "one")


@pytest.mark.parametrize(
    ("asked", "path"),
    [
        ("/relations/abc?x=1#y", "/relations/abc?x=1#y"),
        pytest.param("//evil.example/", "/", id="another server, as browsers read it"),
        pytest.param("/\\evil.example/", "/", id="the same with the other slash"),
        pytest.param("https://evil.example/", "/", id="another server, plainly"),
        pytest.param("javascript:alert(1)", "/", id="a script"),
        pytest.param("/a\r\nSet-Cookie: x", "/", id="a header of its own"),
        pytest.param("/\u202e", "/", id="turned round"),
        pytest.param("", "/", id="nothing"),
    ],
)
def test_a_redirect_stays_here(asked: str, path: str) -> None:
    assert own_path(asked) == path


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("127.0.0.1:8470", True),
        ("localhost", True),
        ("[::1]:8470", True),
        ("monitor.example.org", True),
        pytest.param("evil.example", False, id="a name that leads here for a page elsewhere"),
        pytest.param("127.0.0.1.evil.example", False, id="a name that only begins like ours"),
        pytest.param("", False, id="none"),
        pytest.param("[::1", False, id="half an address"),
    ],
)
def test_only_names_of_this_server_are_answered(host: str, known: bool) -> None:
    assert access(address="https://monitor.example.org/").knows_host(host) is known
