"""One alert over a real connection: what became of it, and that it gives nothing away."""

from __future__ import annotations

import io
import logging
import socket
import traceback
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from monitor.alert.send import send_alert
from monitor.alert.text import Message, message_of
from monitor.errors import DeliveryError, UnconfirmedError
from tests.alert.parts import VARIABLE, a_side, a_told, an_alert, at
from tests.alert.receiver import Receiver, receiving

SECRET = "T0PSECRET"
HOSTILE = "@everyone <!channel> [bank](https://evil.example) <b>x</b> & ]]>"


def send(
    environ: Mapping[str, str], message: Message | None = None, **changes: Any
) -> DeliveryError | None:
    """What it raised, if anything."""
    alert, raised = an_alert(**({"timeout": 5} | changes)), None
    try:
        send_alert(
            alert,
            message or Message("Title", "Body"),
            before_end=lambda: None,
            environ=environ,
        )
    except DeliveryError as error:
        raised = error
    told = traceback.format_exception(raised) if raised else []
    assert SECRET not in "".join(told)
    return raised


def outcome(error: DeliveryError | None) -> str:
    if error is None:
        return "sent"
    if isinstance(error, UnconfirmedError):
        return "unconfirmed"
    return "failed" if error.permanent else "again"


@pytest.mark.parametrize(
    ("answer", "became", "said"),
    [
        pytest.param(200, "sent", "", id="taken"),
        pytest.param(204, "sent", "", id="taken, with nothing to say"),
        pytest.param(400, "failed", "400", id="the message is at fault"),
        pytest.param(413, "failed", "413", id="it is too long"),
        pytest.param(404, "again", "404", id="a revoked address, that a person may renew"),
        pytest.param(401, "again", "401", id="a wrong password"),
        pytest.param(302, "again", "302", id="a redirect is not followed"),
        pytest.param(429, "again", "429", id="too many for now"),
        pytest.param(500, "again", "500", id="it has trouble"),
        pytest.param(503, "again", "503", id="it is down"),
        pytest.param(504, "unconfirmed", "504", id="a gateway gave it on and waited in vain"),
        pytest.param("hang up", "unconfirmed", "without an answer", id="it hung up after taking"),
    ],
)
def test_what_becomes_of_it(answer: int | str, became: str, said: str) -> None:
    with receiving(Receiver(answer)) as receiver:
        error = send(at(receiver.port, f"/{SECRET}"))
    assert outcome(error) == became
    assert said in str(error or "")
    assert len(receiver.bodies) == 1, "never twice in one attempt"
    assert receiver.paths == [f"/{SECRET}"]


@pytest.mark.parametrize("answer", ["hang", "drip"])
def test_a_receiver_that_never_comes_to_an_end_is_left(answer: str) -> None:
    with receiving(Receiver(answer)) as receiver:
        assert outcome(send(at(receiver.port), timeout=0.2)) == "unconfirmed"
    assert len(receiver.bodies) == 1


def test_who_is_not_there_took_nothing() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        error = send(at(port, f"/{SECRET}"))
    assert outcome(error) == "again"
    assert "cannot be reached" in str(error)


def test_who_speaks_no_tls_took_nothing() -> None:
    with receiving(Receiver()) as receiver:
        error = send(at(receiver.port, f"/{SECRET}", front="jsons://"))
    assert outcome(error) == "again"
    assert "no encrypted connection" in str(error)
    assert receiver.bodies == []


@pytest.mark.parametrize(
    ("environ", "said"),
    [
        pytest.param({}, f"${VARIABLE} is not set; set it, or set ${VARIABLE}_FILE", id="nothing"),
        pytest.param({VARIABLE: " "}, "no apprise URL", id="blanks"),
        pytest.param({f"{VARIABLE}_FILE": "/none"}, "/none cannot be read", id="no such file"),
        pytest.param({VARIABLE: f"hppt://{SECRET}"}, "no apprise URL", id="no apprise URL"),
        pytest.param(
            {VARIABLE: f"json://127.0.0.1:9/{SECRET}?retry=2"}, "retries", id="it retries by itself"
        ),
        pytest.param(
            {VARIABLE: f"slack://T1JJ3T3L2/A1BRTD4JD/{SECRET}TIiajkdnlazkcOXrIdevi/#a/#b"},
            "several receivers",
            id="two channels",
        ),
    ],
)
def test_an_address_that_cannot_be_used_is_tried_again_once_corrected(
    environ: dict[str, str], said: str
) -> None:
    error = send(environ)
    assert outcome(error) == "again"
    assert said in str(error)


@pytest.mark.parametrize(
    ("named", "environ"),
    [
        pytest.param({"url_env": None, "url_file": "DIR/address"}, {}, id="a file"),
        pytest.param({}, {f"{VARIABLE}_FILE": "DIR/address"}, id="a file that a variable names"),
        pytest.param(
            {"url_env": None, "url_file": "address"},
            {"CREDENTIALS_DIRECTORY": "DIR"},
            id="a credential of systemd",
        ),
    ],
)
def test_the_address_may_stand_in_a_file(
    tmp_path: Path, named: dict[str, str | None], environ: dict[str, str]
) -> None:
    """As the [secrets](docs/guide.md#secrets) of all that sends or asks do."""
    there = {key: value and value.replace("DIR", str(tmp_path)) for key, value in named.items()}
    env = {key: value.replace("DIR", str(tmp_path)) for key, value in environ.items()}
    with receiving(Receiver()) as receiver:
        (tmp_path / "address").write_text(f"json://127.0.0.1:{receiver.port}/x\n")
        assert outcome(send(env, **there)) == "sent"
    assert receiver.titles == ["Title"]


def test_what_the_last_word_raises_stops_it() -> None:
    def too_late() -> None:
        raise DeliveryError("too late")

    with receiving(Receiver()) as receiver, pytest.raises(DeliveryError, match="too late"):
        send_alert(
            an_alert(),
            Message("Title", "Body"),
            before_end=too_late,
            environ=at(receiver.port),
        )
    assert receiver.bodies == []


@pytest.mark.parametrize(
    ("front", "path"),
    [
        pytest.param("json://", "/hook", id="a webhook with JSON"),
        pytest.param("form://", "/hook", id="a webhook with a form"),
        pytest.param("xml://", "/hook", id="a webhook with XML"),
        pytest.param("mmost://", "/abcdefghijkl", id="a chat that reads all as Markdown"),
        pytest.param("rocket://hookA/hookB@", "/#x", id="a chat that takes Markdown alone"),
        pytest.param("ntfy://", "/topic", id="a telephone"),
    ],
)
def test_no_service_gets_an_order(front: str, path: str) -> None:
    """Each by a format of its own, none with an order that a stranger wrote."""
    told = a_told(explanation=HOSTILE, b=a_side(quote=HOSTILE, voice=HOSTILE))
    with receiving(Receiver()) as receiver:
        assert send(at(receiver.port, path, front), message_of(told)) is None
    (body,) = (body.decode() for body in receiver.bodies)
    assert "The Program" in body or "The+Program" in body
    for order in ("@everyone", "%40everyone", "<!channel", "bank](", "https://evil"):
        assert order not in body
    assert ".png" not in body, "no pictures of a far server"


def test_the_log_holds_no_address() -> None:
    """Not even where all of it is wanted: what libraries say is not passed on."""
    log, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(log), root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    try:
        with receiving(Receiver(500)) as receiver:
            assert outcome(send(at(receiver.port, f"/{SECRET}"))) == "again"
    finally:
        root.removeHandler(handler)
        root.setLevel(level)
    assert SECRET not in log.getvalue()
