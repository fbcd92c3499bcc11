"""Hands one alert to its receiver over apprise, and knows what became of it.

apprise says only whether all went well. What else it knows, it logs: the status
a server answered with, and, while an exception is being handled, the exception
itself. From these this module tells what was not taken, and may be sent again,
from what may have been.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alert.text import Message, as_markdown
from monitor.config.alert import AlertConfig
from monitor.config.secrets import secret_from
from monitor.errors import ConfigError, DeliveryError, UnconfirmedError

if TYPE_CHECKING:
    from apprise import NotifyBase

# As nearly all of its services write it; `error` alone would be found in a host's name.
_STATUS = re.compile(r"\berror=(\d{3})\b")
# The message itself is at fault. Any other refusal (an address that was revoked, a limit) ends
# once a person or time has mended it.
_FINAL = (400, 413, 422)
# A gateway passed it on, and had no answer in time.
_GATEWAY_TIMEOUT = 504
# One whole attempt may take as many of its timeouts: to look up, connect, send, read.
_ATTEMPT = 4


@dataclass(slots=True)
class _Witness:
    """What apprise tells by the way."""

    status: int | None = None
    error: BaseException | None = None

    def __call__(self, entry: object, _service: object) -> None:
        if found := _STATUS.search(str(getattr(entry, "message", ""))):
            self.status = int(found.group(1))
        self.error = sys.exc_info()[1] or self.error


def send_alert(
    alert: AlertConfig,
    message: Message,
    *,
    before_end: Callable[[], None],
    environ: Mapping[str, str] = os.environ,
) -> None:
    """Send a message to this receiver, whose address is found as every secret is.

    Raises DeliveryError: permanent where the message was refused for good, else
    to be tried again; and UnconfirmedError where it may have been taken.
    `before_end` is called when all is ready, and what it raises passes through.
    """
    # Here, and not above: it takes a quarter of a second, and few processes send anything.
    import apprise

    # Their lines hold addresses; what became of a message is told by us.
    for library in ("apprise", "urllib3"):
        logging.getLogger(library).propagate = False
    service = _service(alert, _address(alert, environ))
    door, witness = apprise.Apprise(asset=service.asset), _Witness()
    door.add(service)
    body_format = apprise.NotifyFormat.TEXT
    body = message.body
    if service.resolve_format(body_format) == apprise.NotifyFormat.MARKDOWN:
        body_format, body = apprise.NotifyFormat.MARKDOWN, as_markdown(message.body)
    before_end()
    result = door.notify(
        body,
        title=message.title,
        body_format=body_format,
        log_callback=witness,
        log_level=logging.WARNING,
    )
    if result.status == apprise.AppriseResultStatus.TIMEOUT:
        raise _unconfirmed(alert, "no answer came in time")
    if not result:
        raise _refusal(alert, witness)


def _address(alert: AlertConfig, environ: Mapping[str, str]) -> str:
    """The secret itself; never told in an error."""
    what = f"alert {alert.name}: its address (an apprise URL)"
    try:
        return secret_from(what, env=alert.url_env, file=alert.url_file, environ=environ).strip()
    except ConfigError as error:
        raise DeliveryError(str(error)) from None


def _service(alert: AlertConfig, address: str) -> NotifyBase:
    import apprise

    asset = apprise.AppriseAsset(
        app_id="Monitor",
        app_desc="Monitor",
        app_url="",
        # No pictures, which chats would load from a far server.
        image_url_mask="",
        image_url_logo="",
        async_mode=False,
        # A webhook does not move; a redirect would carry the message elsewhere.
        http_redirects=False,
        service_timeout=_ATTEMPT * alert.timeout,
    )
    service = apprise.Apprise.instantiate(address, asset=asset)
    if service is None:
        raise DeliveryError(f"alert {alert.name}: its address is no apprise URL; correct it")
    if len(service) != 1:
        # Sent again for the one that failed, it would come twice to the other.
        raise DeliveryError(
            f"alert {alert.name}: its address names several receivers, or asks for retries; "
            "give each receiver an alert of its own, without retries"
        )
    service.socket_connect_timeout = service.socket_read_timeout = alert.timeout
    service.overflow_mode = apprise.OverflowMode.TRUNCATE
    return service


def _refusal(alert: AlertConfig, witness: _Witness) -> DeliveryError:
    """What the failure of an attempt means. No words of a library: they hold the address."""
    status = witness.status
    if witness.error is not None:
        return _broken_off(alert, witness.error)
    if status is None:
        return DeliveryError(f"alert {alert.name}: its receiver did not take it")
    if status == _GATEWAY_TIMEOUT:
        return _unconfirmed(alert, f"the answer was {status}, a gateway that waited in vain")
    return DeliveryError(f"alert {alert.name}: the answer was {status}", permanent=status in _FINAL)


def _broken_off(alert: AlertConfig, error: BaseException) -> DeliveryError:
    from requests import exceptions
    from urllib3.exceptions import NewConnectionError

    of = f"alert {alert.name}"
    if isinstance(error, exceptions.SSLError):
        return DeliveryError(f"{of}: no encrypted connection could be made; is it the right port?")
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(error, exceptions.ConnectTimeout) or isinstance(reason, NewConnectionError):
        return DeliveryError(f"{of}: its receiver cannot be reached")
    if isinstance(error, exceptions.RequestException) and isinstance(error, ValueError):
        return DeliveryError(f"{of}: its address cannot be used; correct it")
    if isinstance(error, (exceptions.RequestException, TimeoutError)):
        return _unconfirmed(alert, "the connection ended without an answer")
    return DeliveryError(f"{of}: its receiver did not take it ({type(error).__name__})")


def _unconfirmed(alert: AlertConfig, why: str) -> UnconfirmedError:
    return UnconfirmedError(
        f"alert {alert.name}: {why}; it may have arrived, and is not sent again"
    )
