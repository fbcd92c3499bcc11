"""A mail server that others wrote: Exim, with a configuration and folders of its own."""

from __future__ import annotations

import email
import email.policy
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.digest.certificates import OPENSSL, make_certificate
from tests.serving import PATIENCE, free_port, serving

EXIM = shutil.which("exim4") or shutil.which("exim4", path="/usr/sbin")
# The account that Debian's package makes, and that the server works as.
ACCOUNT = "Debian-exim"
needs_exim = pytest.mark.skipif(
    EXIM is None or OPENSSL is None or os.geteuid() != 0,
    reason="Exim is not installed (apt install exim4-daemon-light), or only root may start it",
)

_CONFIG = """
primary_hostname = mail.example.org
spool_directory = {home}/spool
log_file_path = {home}/log/%s
keep_environment =
queue_only = true
tls_advertise_hosts = *
tls_certificate = {home}/tls/certificate.pem
tls_privatekey = {home}/tls/key.pem
auth_advertise_hosts = ${{if eq{{$tls_in_cipher}}{{}}{{}}{{*}}}}
acl_smtp_rcpt = check_rcpt
acl_smtp_data = check_data
begin acl
check_rcpt:
  require message = log in first
          authenticated = *
  deny    local_parts = nobody
          message = no such user
  defer   local_parts = busy
          message = come back later
  accept  domains = example.org
  deny    message = relay not permitted
check_data:
  deny    condition = ${{if match{{$rh_subject:}}{{spam}}}}
          message = looks like spam
  accept
begin routers
local:
  driver = accept
  domains = example.org
  transport = box
begin transports
box:
  driver = appendfile
  directory = {home}/mail
  maildir_format
  user = {account}
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_set_id = $auth2
  server_prompts = :
  server_condition = ${{if and{{{{eq{{$auth2}}{{monitor}}}}{{eq{{$auth3}}{{secret}}}}}}}}
"""


@dataclass(frozen=True)
class Exim:
    """A running server: where it listens, what to trust it by, what it delivered."""

    home: Path
    port: int

    @property
    def certificate(self) -> Path:
        return self.home / "tls" / "certificate.pem"

    def delivered(self) -> list[EmailMessage]:
        """The messages in the mailbox, after all that was taken is delivered."""
        assert EXIM is not None
        command = [EXIM, "-C", str(self.home / "conf"), "-qf"]
        subprocess.run(command, check=True, timeout=PATIENCE, capture_output=True)
        files = sorted((self.home / "mail" / "new").iterdir())
        read = [
            email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
            for file in files
        ]
        return [one for one in read if isinstance(one, EmailMessage)]


@contextmanager
def running_exim() -> Iterator[Exim]:
    """Exim on a free port of loopback, delivering to a folder."""
    # Not below pytest's own folder, which the server's account may not enter.
    with tempfile.TemporaryDirectory(prefix="monitor-exim-") as folder:
        home = Path(folder)
        make_certificate(home / "tls", "IP:127.0.0.1")
        for name in ("spool", "log", "mail/new", "mail/cur", "mail/tmp"):
            (home / name).mkdir(parents=True)
        (home / "conf").write_text(_CONFIG.format(home=home, account=ACCOUNT))
        account = pwd.getpwnam(ACCOUNT)
        for path in (home, *home.rglob("*")):
            if path.name != "conf":  # which it trusts only of root
                os.chown(path, account.pw_uid, account.pw_gid)
        port = free_port()
        assert EXIM is not None
        command = [EXIM, "-C", str(home / "conf"), "-bdf", "-oX", f"127.0.0.1.{port}"]
        command += ["-oP", str(home / "log" / "pid")]
        with serving(command, port):
            yield Exim(home, port)
