"""Every error Monitor raises on purpose.

    MonitorError
    ├── ConfigError             a file in config/ is wrong; says file, key and remedy
    ├── FetchError              one address could not be had
    │   ├── TransientError      worth another try later (timeouts, 5xx, 429)
    │   │   ├── UnreachableError    no connection: no such host, nobody there, this machine offline
    │   │   ├── LeftAloneError      nothing was asked: the host wants no requests for now
    │   │   └── ArchiveBusyError    an archive wants no more requests for now
    │   └── PermanentError      will not get better by itself (404, a loop, too large)
    │       ├── RefusedError    we must not fetch it (robots.txt, an internal address)
    │       └── TooLargeError   a body past its cap, compressed or not
    ├── ParseError              bytes were had but are not what they claim to be
    │   └── UnforeseenError     reading them failed as nobody foresaw; the next run tries again
    ├── ImportFileError         a file given to `import` or `review` cannot be read
    ├── UnreasonedError         a dismissal without a word of why
    ├── StorageError            the database cannot be used now
    │   ├── SchemaError         the database is of a newer Monitor, or of no Monitor at all
    │   └── DatabaseBusyError   locked by another process for longer than we wait
    ├── EvidenceError           a quote does not stand where its claim says
    │   └── UnprovenError       what was to be verified is not as it was kept
    ├── DeliveryError           a digest or an alert could not be handed over
    │   └── UnconfirmedError    it was handed over, and no answer came back
    ├── OutputError             what was asked for cannot be written where it should go
    └── NotFoundError           an id or a name that is not there
        └── DroppedError        the bytes of a snapshot, which the settings told us to drop

Every class carries the process exit code it ends in (`exit_code`), so that the
command line needs no table of its own.
"""

from __future__ import annotations

import re


class MonitorError(Exception):
    """Base of all; its text is one sentence for a person, and says what to do."""

    exit_code = 70

    @classmethod
    def kind(cls) -> str:
        """How a recorded failure of this class is called: `too-large` of TooLargeError."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__.removesuffix("Error")).lower()


class ConfigError(MonitorError):
    """A configuration file cannot be used."""

    exit_code = 78


class FetchError(MonitorError):
    """An address could not be fetched.

    `status` is the HTTP status where there was one; `retry_after` the seconds
    the server asked us to wait, where it did.
    """

    exit_code = 69

    def __init__(
        self, message: str, *, status: int | None = None, retry_after: float | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class TransientError(FetchError):
    """Worth another try later."""


class UnreachableError(TransientError):
    """No connection to the host came about, so it was not asked for anything."""

    @classmethod
    def kind(cls) -> str:
        """As any trouble that may pass is recorded."""
        return TransientError.kind()


class LeftAloneError(TransientError):
    """The host asked to be left alone for longer than we wait, so nothing was asked."""

    @classmethod
    def kind(cls) -> str:
        """As what it puts off would be recorded."""
        return TransientError.kind()


class ArchiveBusyError(TransientError):
    """An archive asks for a longer pause than a command sits out, or has lasting trouble."""

    exit_code = 75


class PermanentError(FetchError):
    """Will not get better by trying again soon."""


class RefusedError(PermanentError):
    """Our own rules forbid the request."""


class TooLargeError(PermanentError):
    """More bytes than the cap allows."""


class ParseError(MonitorError):
    """The bytes are not what they claim to be."""

    exit_code = 65


class UnforeseenError(ParseError):
    """Our own code or a library stumbled over a document; a mended one may read it."""

    exit_code = 70


class ImportFileError(MonitorError):
    """A file given to `monitor import` is no document, or one given to `review` no decisions."""

    exit_code = 65


class UnreasonedError(MonitorError):
    """A relation or a claim was dismissed without a word of why: nobody could learn from it."""

    exit_code = 65


class StorageError(MonitorError):
    """The database cannot be used."""

    exit_code = 74


class SchemaError(StorageError):
    """The database has a schema this Monitor does not know."""


class DatabaseBusyError(StorageError):
    """Another process holds the database."""

    exit_code = 75


class EvidenceError(MonitorError):
    """A quote does not stand where its claim says."""


class UnprovenError(EvidenceError):
    """A bundle or a database was verified, and something in it is not as it was."""

    exit_code = 3  # of no other error, so that a script can tell tampering from trouble


class DeliveryError(MonitorError):
    """A mail server or a receiver of alerts did not take a message.

    `permanent` where sending the same message again cannot help.
    """

    exit_code = 75

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent


class UnconfirmedError(DeliveryError):
    """The whole message was sent, and no clear answer came back: it may have been taken."""


class OutputError(MonitorError):
    """A file for the user, or standard output, cannot be written."""

    exit_code = 74


class NotFoundError(MonitorError):
    """Nothing of that id or name."""

    exit_code = 1


class DroppedError(NotFoundError):
    """The bytes of a snapshot were dropped by `[retention]`: no damage, and not to be had again."""
