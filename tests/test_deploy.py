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
from monitor.config.settings import SmtpSettings, WebSettings, host_and_port
from monitor.errors import ConfigError
from monitor.workers.working import _GRACE

ROOT = Path(__file__).resolve().parents[1]
UNIT = ROOT / "deploy" / "monitor.service"
WORKER = ROOT / "deploy" / "monitor-worker@.service"
WEB = ROOT / "deploy" / "monitor-web.service"
UNITS = pytest.mark.parametrize("unit", [UNIT, WORKER, WEB], ids=["run", "worker", "web"])
COMPOSE = ROOT / "deploy" / "compose.yaml"
TEAM = ROOT / "deploy" / "compose-workers.yaml"
# What a person may set, each of them by a file too where it is a secret.
SECRETS = {DATABASE, SmtpSettings().password_env, WebSettings().token_env}
VARIABLES = {"MONITOR_CONFIG", *SECRETS, *(f"{name}_FILE" for name in SECRETS)}
ANALYZE = shutil.which("systemd-analyze")
needs_systemd = pytest.mark.skipif(
    ANALYZE is None, reason="systemd-analyze is not here (on Debian: apt-get install systemd)"
)


def settings(name: str, unit: Path = UNIT) -> list[str]:
    """The values of a key of a unit."""
    return re.findall(rf"^{name}=(.*)$", unit.read_text("utf-8"), re.M)


def service(name: str = "monitor", file: Path = COMPOSE) -> dict[str, Any]:
    """The one of compose.yaml, or another one."""
    found: dict[str, Any] = yaml.safe_load(file.read_text("utf-8"))["services"][name]
    return found


def commands() -> Iterator[Any]:
    yield pytest.param("run", shlex.split(settings("ExecStart")[0])[1:], id="unit")
    yield pytest.param("run", service()["command"], id="compose")
    yield pytest.param("run", service("scheduler", TEAM)["command"], id="compose, scheduler")
    worker = shlex.split(settings("ExecStart", WORKER)[0])[1:]
    yield pytest.param("worker", worker, id="unit of a worker")
    yield pytest.param("worker", service("worker", TEAM)["command"], id="compose, worker")
    yield pytest.param(
        "web", shlex.split(settings("ExecStart", WEB)[0])[1:], id="unit of the pages"
    )
    yield pytest.param("web", service("web")["command"], id="compose, the pages")


@pytest.mark.parametrize(("command", "words"), list(commands()))
def test_the_command_can_be_typed(command: str, words: list[str]) -> None:
    program: Any = typer.main.get_command(app)
    name, *options = hoist(words)
    assert name == command
    context = program.commands[name].make_context(name, options)
    if (listen := context.params.get("listen")) is not None:
        host_and_port(listen, anywhere=name == "web")
    assert context.params.get("log_format", "json") == "json"


def variables() -> Iterator[Any]:
    units = {"unit": UNIT, "worker": WORKER, "web": WEB}
    for kind, unit in units.items():
        for line in settings("Environment", unit):
            yield pytest.param(line.partition("=")[0], id=f"{kind}: {line.partition('=')[0]}")
    teams = (service(), service("scheduler", TEAM), service("worker", TEAM), service("web"))
    for kind, one in zip(("compose", "scheduler", "worker", "web"), teams, strict=True):
        for name in one["environment"]:
            yield pytest.param(name, id=f"compose: {kind}: {name}")


@pytest.mark.parametrize("name", list(variables()))
def test_a_variable_is_one_that_is_read(name: str) -> None:
    assert name in VARIABLES


def test_no_secret_stands_in_a_variable() -> None:
    names = [line.partition("=")[0] for line in settings("Environment")]
    assert not {SmtpSettings().password_env} & {*names, *service()["environment"]}


@needs_systemd
@UNITS
def test_systemd_takes_the_unit(tmp_path: Path, unit: Path) -> None:
    """It looks whether the program is there, so another takes its place."""
    tried = tmp_path / unit.name.replace("@", "@1")
    text = unit.read_text("utf-8").replace("/opt/monitor/.venv/bin/monitor", "/bin/true")
    tried.write_text(text, encoding="utf-8")
    assert ANALYZE
    done = subprocess.run([ANALYZE, "verify", tried], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
@UNITS
def test_the_unit_has_few_rights(unit: Path) -> None:
    """systemd's own measure: 0 is none, 10 all; below 2 there is nothing left to take."""
    assert ANALYZE
    command = [ANALYZE, "security", "--offline=true", "--threshold=20", "--no-pager", unit]
    done = subprocess.run(command, capture_output=True, text=True)
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze measures no file (it is older than 250)")
    assert done.returncode == 0, done.stdout


@UNITS
def test_the_watchdog_asks_oftener_than_a_daemon_is_given_up(unit: Path) -> None:
    """And a mistake in config/ is not tried again for ever. The pages are only looked at."""
    if unit != WEB:
        assert settings("Type", unit) == ["notify"]
        assert int(settings("WatchdogSec", unit)[0]) >= 60
    assert str(ConfigError.exit_code) in settings("RestartPreventExitStatus", unit)[0].split()


@UNITS
def test_a_credential_is_where_it_is_looked_for(unit: Path) -> None:
    names = [one.partition(":")[0] for one in settings("LoadCredential", unit)]
    read = [line.partition("=%d/")[2] for line in settings("Environment", unit) if "=%d/" in line]
    assert ("web-token" if unit == WEB else "smtp-password") in names
    assert sorted(names) == sorted(read)


def test_a_worker_may_finish_what_it_reads_before_it_is_killed() -> None:
    longest = max(_GRACE.values())
    assert int(settings("TimeoutStopSec", WORKER)[0]) > longest
    assert int(service("worker", TEAM)["stop_grace_period"].removesuffix("s")) > longest


@pytest.mark.parametrize("file", [COMPOSE, TEAM], ids=lambda file: str(file.name))
def test_no_secret_can_be_committed_by_accident(file: Path) -> None:
    secrets = yaml.safe_load(file.read_text("utf-8"))["secrets"]
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert all(f":-./{name}}}" in one["file"] for name, one in secrets.items())
    assert {f"deploy/{name}" for name in secrets} <= set(ignored)


@pytest.mark.parametrize("file", [COMPOSE, TEAM], ids=lambda file: str(file.name))
def test_all_runs_again_after_the_machine_was_started_anew(file: Path) -> None:
    """`on-failure` is for what failed: a stop of Docker itself is none."""
    every = yaml.safe_load(file.read_text("utf-8"))["services"]
    assert {one["restart"] for one in every.values()} <= {"always", "unless-stopped"}


@pytest.mark.parametrize("name", ["scheduler", "worker"])
def test_the_containers_of_a_team_have_few_rights_and_one_database(name: str) -> None:
    whole, one = yaml.safe_load(TEAM.read_text("utf-8")), service(name, TEAM)
    assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in one["security_opt"]
    assert set(one["secrets"]) < set(whole["secrets"])
    assert "postgres-password" not in one["secrets"]
    assert one["environment"]["MONITOR_DATABASE_FILE"] == "/run/secrets/database"
    assert one["depends_on"] == {"postgres": {"condition": "service_healthy"}}
    assert "ports" not in {*one, *whole["services"]["postgres"]}


def test_the_pages_are_for_this_machine_and_who_has_the_token() -> None:
    whole, one = yaml.safe_load(COMPOSE.read_text("utf-8")), service("web")
    assert (one["read_only"], one["cap_drop"]) == (True, ["ALL"])
    assert "no-new-privileges:true" in one["security_opt"]
    assert [port.rpartition(":")[0] for port in one["ports"]] == ["127.0.0.1:8470"]
    assert set(one["secrets"]) < set(whole["secrets"])
    assert one["environment"]["MONITOR_WEB_TOKEN_FILE"] == "/run/secrets/web-token"


def test_the_container_has_few_rights_and_its_parts_fit() -> None:
    whole, one = yaml.safe_load(COMPOSE.read_text("utf-8")), service()
    assert one["read_only"] is True
    assert one["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in one["security_opt"]
    assert "ports" not in one, "the metrics are not for others"
    assert set(one["secrets"]) < set(whole["secrets"])
    assert one["environment"]["MONITOR_SMTP_PASSWORD_FILE"] == f"/run/secrets/{one['secrets'][0]}"
    assert one["volumes"][0].partition(":")[0] in whole["volumes"]
    place = one["command"][one["command"].index("--listen") + 1]
    assert f"http://{place}/healthz" in one["healthcheck"]["test"][-1]
    assert (COMPOSE.parent / one["build"] / "Dockerfile").is_file()
    assert (COMPOSE.parent / one["volumes"][1].partition(":")[0]).is_dir()
    image = (ROOT / "Dockerfile").read_text("utf-8")
    assert one["volumes"][0].partition(":")[2] == re.findall(r"^VOLUME (.*)$", image, re.M)[0]
