"""What deploy/ offers starts the program there is, and is what its own tools take."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from monitor.cli import hoist
from monitor.cli.app import app
from monitor.config.secrets import DATABASE
from monitor.config.settings import SmtpSettings, host_and_port
from monitor.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]
UNIT = ROOT / "deploy" / "monitor.service"
COMPOSE = ROOT / "deploy" / "compose.yaml"
# What a person may set, each of them by a file too where it is a secret.
SECRETS = {DATABASE, SmtpSettings().password_env}
VARIABLES = {"MONITOR_CONFIG", *SECRETS, *(f"{name}_FILE" for name in SECRETS)}
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is not here (on Debian: apt-get install systemd)"
)


def settings(name: str) -> list[str]:
    """The values of a key of the unit."""
    return re.findall(rf"^{name}=(.*)$", UNIT.read_text("utf-8"), re.M)


def service() -> dict[str, Any]:
    """The one of compose.yaml."""
    found: dict[str, Any] = yaml.safe_load(COMPOSE.read_text("utf-8"))["services"]["monitor"]
    return found


def commands() -> Iterator[Any]:
    yield pytest.param(shlex.split(settings("ExecStart")[0])[1:], id="unit")
    yield pytest.param(service()["command"], id="compose")


@pytest.mark.parametrize("words", list(commands()))
def test_the_command_can_be_typed(words: list[str]) -> None:
    program: Any = typer.main.get_command(app)
    name, *options = hoist(words)
    assert name == "run"
    context = program.commands[name].make_context(name, options)
    host_and_port(context.params["listen"])
    assert context.params["log_format"] == "json"


def variables() -> Iterator[Any]:
    for line in settings("Environment"):
        yield pytest.param(line.partition("=")[0], id=f"unit: {line.partition('=')[0]}")
    for name in service()["environment"]:
        yield pytest.param(name, id=f"compose: {name}")


@pytest.mark.parametrize("name", list(variables()))
def test_a_variable_is_one_that_is_read(name: str) -> None:
    assert name in VARIABLES


def test_no_secret_stands_in_a_variable() -> None:
    names = [line.partition("=")[0] for line in settings("Environment")]
    assert not {SmtpSettings().password_env} & {*names, *service()["environment"]}


@needs_systemd
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """It looks whether the program is there, so another takes its place."""
    unit = tmp_path / "monitor.service"
    text = UNIT.read_text("utf-8").replace("/opt/monitor/.venv/bin/monitor", "/bin/true")
    unit.write_text(text, encoding="utf-8")
    assert ANALYZE
    done = subprocess.run([ANALYZE, "verify", unit], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_unit_has_few_rights() -> None:
    """systemd's own measure: 0 is none, 10 all; below 2 there is nothing left to take."""
    assert ANALYZE
    command = [ANALYZE, "security", "--offline=true", "--threshold=20", "--no-pager", UNIT]
    done = subprocess.run(command, capture_output=True, text=True)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze measures no file (it is older than 250)")
    assert done.returncode == 0, done.stdout


def test_the_watchdog_asks_oftener_than_a_daemon_is_given_up() -> None:
    """And a mistake in config/ is not tried again for ever."""
    assert settings("Type") == ["notify"]
    assert int(settings("WatchdogSec")[0]) >= 60
    assert str(ConfigError.exit_code) in settings("RestartPreventExitStatus")[0].split()


def test_the_credential_is_where_the_password_is_looked_for() -> None:
    (credential,) = settings("LoadCredential")
    name = credential.partition(":")[0]
    assert f"MONITOR_SMTP_PASSWORD_FILE=%d/{name}" in settings("Environment")


def test_the_container_has_few_rights_and_its_parts_fit() -> None:
    whole, one = yaml.safe_load(COMPOSE.read_text("utf-8")), service()
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in one["security_opt"]
    assert "ports" not in one, "the metrics are not for others"
    assert set(one["secrets"]) == set(whole["secrets"])
    assert one["environment"]["MONITOR_SMTP_PASSWORD_FILE"] == f"/run/secrets/{one['secrets'][0]}"
    assert one["volumes"][0].partition(":")[0] in whole["volumes"]
    place = one["command"][one["command"].index("--listen") + 1]
    assert f"http://{place}/healthz" in one["healthcheck"]["test"][-1]
    assert (COMPOSE.parent / one["build"] / "Dockerfile").is_file()
    assert (COMPOSE.parent / one["volumes"][1].partition(":")[0]).is_dir()
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert one["volumes"][0].partition(":")[2] == re.findall(r"^VOLUME (.*)$", image, re.M)[0]
