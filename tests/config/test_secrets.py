"""Secrets come from the environment or a file, are never told, and files of others are noticed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitor.config.alert import AlertConfig
from monitor.config.secrets import find_secret, secret_from, secret_warnings, secrets_in_use
from monitor.config.settings import Settings
from monitor.errors import ConfigError
from tests.digest.parts import a_config, a_source

PLACES = [
    pytest.param({"env": "P"}, {"P": "hush"}, id="a variable"),
    pytest.param({"env": "P"}, {"P_FILE": "DIR/secret"}, id="a file that a variable names"),
    pytest.param({"env": "P"}, {"P": "old", "P_FILE": "DIR/secret"}, id="the file goes first"),
    pytest.param({"file": "DIR/secret", "env": "P"}, {"P": "old"}, id="a file that config names"),
    pytest.param(
        {"file": "secret"}, {"CREDENTIALS_DIRECTORY": "DIR"}, id="a credential of systemd"
    ),
    pytest.param({"file": "DIR/crlf"}, {}, id="a line end is not part of it"),
]


@pytest.mark.parametrize(("given", "environ"), PLACES)
def test_where_it_is_found(tmp_path: Path, given: dict[str, str], environ: dict[str, str]) -> None:
    (tmp_path / "secret").write_text("hush\n")
    (tmp_path / "crlf").write_bytes(b"hush\r\n")
    here = str(tmp_path)
    named = {key: value.replace("DIR", here) for key, value in given.items()}
    env = {key: value.replace("DIR", here) for key, value in environ.items()}
    assert secret_from("the password", **named, environ=env) == "hush"


def test_blanks_are_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(" hu sh \n")
    assert secret_from("it", file=str(tmp_path / "secret"), environ={}) == " hu sh "


MISSING = [
    pytest.param({"env": "P"}, r"\$P is not set; set it, or set \$P_FILE", id="nothing is set"),
    pytest.param({"file": "DIR/none"}, "cannot be read .No such file", id="no such file"),
    pytest.param({"file": "DIR"}, "cannot be read .Is a directory", id="a folder"),
    pytest.param({"file": "DIR/empty"}, "is empty", id="an empty file"),
    pytest.param({"file": "DIR/long"}, "far too long", id="a file that is something else"),
    pytest.param({"file": "DIR/binary"}, "not UTF-8", id="a file of bytes"),
]


@pytest.mark.parametrize(("given", "reason"), MISSING)
def test_what_is_not_there_is_told(tmp_path: Path, given: dict[str, str], reason: str) -> None:
    (tmp_path / "empty").write_text("\n")
    (tmp_path / "long").write_text("x" * 100_000)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    named = {key: value.replace("DIR", str(tmp_path)) for key, value in given.items()}
    with pytest.raises(ConfigError, match=f"^the password.*{reason}"):
        secret_from("the password", **named, environ={"P": ""})


def test_one_that_nobody_names_is_none() -> None:
    assert find_secret("the address", env="P", environ={}) is None


WARNED = [
    pytest.param({}, {}, {}, 0o600, [], id="all is well"),
    pytest.param({}, {"password_file": "FILE"}, {}, 0o600, [], id="a file of one's own"),
    pytest.param({}, {"password_file": "FILE"}, {}, 0o640, ["chmod 600"], id="the group reads it"),
    pytest.param({}, {}, {"MONITOR_DATABASE_FILE": "FILE"}, 0o604, ["chmod 600"], id="all read it"),
    pytest.param({}, {"password_file": "FILE.not"}, {}, 0o600, ["cannot be read"], id="it is gone"),
    pytest.param(
        {"headers": {"Authorization": "Bearer hush"}}, {}, {}, 0o600,
        ["header Authorization stands in the file"], id="a login in sources.toml",
    ),
    pytest.param({"headers": {"Cookie": "env:P"}}, {}, {}, 0o600, [], id="a login by name"),
    pytest.param({"headers": {"Accept": "a/b"}}, {}, {}, 0o600, [], id="a header that is no secret"),
]  # fmt: skip


ALERTS = [
    pytest.param({"url_file": "FILE"}, {}, 0o600, [], id="a file of one's own"),
    pytest.param({"url_file": "FILE"}, {}, 0o644, ["chmod 600"], id="all read it"),
    pytest.param({"url_env": "U"}, {"U_FILE": "FILE"}, 0o644, ["chmod 600"], id="by a variable"),
    pytest.param({"url_file": "FILE.not"}, {}, 0o600, ["cannot be read"], id="it is gone"),
    pytest.param({"url_env": "U"}, {"U": "slack://hush"}, 0o644, [], id="no file at all"),
]


@pytest.mark.parametrize(("named", "environ", "rights", "told"), ALERTS)
def test_the_address_of_an_alert_is_a_secret_like_all(
    tmp_path: Path, named: dict[str, str], environ: dict[str, str], rights: int, told: list[str]
) -> None:
    file = tmp_path / "address"
    file.write_text("slack://hush\n")
    file.chmod(rights)
    env = {key: value.replace("FILE", str(file)) for key, value in environ.items()}
    there = {key: value.replace("FILE", str(file)) for key, value in named.items()}
    alert = AlertConfig.model_validate({"name": "team", **there})
    config = replace(a_config(), alerts=(alert,))
    found = list(secret_warnings(config, env))
    assert [word in line for word, line in zip(told, found, strict=True)] == [True] * len(told)
    if "cannot be read" not in told:
        assert secrets_in_use(config, "sqlite:///x", env) == ("slack://hush",)


@pytest.mark.parametrize(("source", "smtp", "environ", "rights", "told"), WARNED)
def test_what_should_not_stay_so(
    tmp_path: Path,
    source: dict[str, Any],
    smtp: dict[str, str],
    environ: dict[str, str],
    rights: int,
    told: list[str],
) -> None:
    file = tmp_path / "secret"
    file.write_text("hush")
    file.chmod(rights)
    smtp = {key: value.replace("FILE", str(file)) for key, value in smtp.items()}
    environ = {key: value.replace("FILE", str(file)) for key, value in environ.items()}
    found = list(secret_warnings(a_config(a_source(**source), smtp=smtp), environ))
    assert len(found) == len(told)
    assert all(word in line for word, line in zip(told, found, strict=True))
    assert "hush" not in "".join(found)


ADDRESSES = [
    pytest.param("postgresql://u:hush@h/monitor", ["hush"], id="a password"),
    pytest.param("postgresql+psycopg://u:hu%73h@h/x", ["hu%73h", "hush"], id="a sign by its code"),
    pytest.param("postgresql://u:hu/sh[@h/monitor", ["hu/sh["], id="signs as they are"),
    pytest.param("postgresql://u:hush@[h/monitor", ["hush"], id="a bracket that is not closed"),
    pytest.param("postgresql://u@h:5432/monitor", [], id="a port is none"),
    pytest.param("sqlite:///a:b@c.db", [], id="a file is none"),
    pytest.param("[", [], id="no address"),
]


@pytest.mark.parametrize(("address", "secrets"), ADDRESSES)
def test_a_password_in_the_address_of_the_database(address: str, secrets: list[str]) -> None:
    """It is told, never shown, and struck out of logs; whatever else is wrong with the address."""
    settings = Settings.model_validate({"storage": {"database": address}})
    config = replace(a_config(), settings=settings)
    told = list(secret_warnings(config, {}))
    assert [("monitor.toml: storage.database" in line) for line in told] == [True] * bool(secrets)
    assert all("MONITOR_DATABASE_FILE" in line and "hu" not in line for line in told)
    assert list(secrets_in_use(config, address, {})) == secrets


def test_what_a_log_must_not_show(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("of-mail")
    source = a_source(headers={"X-Api-Key": "env:KEY", "Accept": "text/html"})
    config = a_config(source, smtp={"password_file": str(tmp_path / "secret")})
    found = secrets_in_use(config, "postgresql://u:of%20data@h/monitor", {"KEY": "of-source"})
    assert set(found) == {"of-mail", "of-source", "of%20data", "of data"}
