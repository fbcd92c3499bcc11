"""The wheel alone, in an empty environment and another folder, is the whole program."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitor.storage.tables import HEAD

ROOT = Path(__file__).resolve().parents[1]
# What a build may need; nothing else of the checkout is there.
PARTS = ("pyproject.toml", "README.md", "LICENSE", "monitor", "config", "alembic")
# Far more than it takes: only a failing test waits so long.
PATIENCE = 240


def run(*command: str | Path, cwd: Path, env: Mapping[str, str]) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Installed:
    """An environment that holds the wheel, and a folder far from the checkout to work in."""

    environment: Path
    folder: Path
    env: Mapping[str, str]

    def monitor(self, *words: str) -> str:
        return run(self.environment / "bin" / "monitor", *words, cwd=self.folder, env=self.env)

    def python(self, code: str) -> str:
        return run(self.environment / "bin" / "python", "-c", code, cwd=self.folder, env=self.env)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    base = tmp_path_factory.mktemp("wheel")
    # Nothing of ours, of pytest or of a proxy may reach in: only what a shell needs.
    kept = ("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "SYSTEMROOT")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    wheel = _build(base, env)
    environment, folder = base / "venv", base / "elsewhere"
    folder.mkdir()
    venv.create(environment, with_pip=False, symlinks=True)
    python = environment / "bin" / "python"
    install = ("install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, *install, wheel, cwd=folder, env=env)
    _lend_dependencies(environment)
    return Installed(environment, folder, env)


def _build(base: Path, env: Mapping[str, str]) -> Path:
    tree = base / "tree"
    tree.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, tree / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tree)
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", base / "dist")
    run(*build, tree, cwd=base, env=env)
    shutil.rmtree(tree)  # so that nothing can come from there by accident
    (wheel,) = (base / "dist").glob("*.whl")
    return wheel


def _lend_dependencies(environment: Path) -> None:
    """The libraries of the environment the tests run in, without its .pth files: not our checkout.

    Files of a folder that a .pth names are importable, but its own .pth files are not read, so the
    editable installation of the checkout stays behind.
    """
    (packages,) = environment.glob("lib/python*/site-packages")
    lent = dict.fromkeys(sysconfig.get_path(kind) for kind in ("purelib", "platlib"))
    (packages / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")


def test_everything_comes_from_the_wheel(installed: Installed) -> None:
    code = (
        "import json, monitor; from monitor.config.load import bundled;"
        "print(json.dumps([monitor.__file__, str(bundled('config')), str(bundled('alembic'))]))"
    )
    found = [Path(text) for text in json.loads(installed.python(code))]
    inside = installed.environment.resolve()
    assert [path for path in found if not path.resolve().is_relative_to(inside)] == []
    assert [path.name for path in found] == ["__init__.py", "_config", "_alembic"]


def test_it_says_its_version(installed: Installed) -> None:
    code = "from importlib.metadata import version; print(version('monitor'))"
    assert installed.monitor("--version") == f"monitor {installed.python(code)}"


def test_its_config_is_in_order(installed: Installed) -> None:
    said = installed.monitor("config", "check")
    assert "all in order" in said
    assert "_config" in said


def test_the_demo_runs(installed: Installed) -> None:
    """Crawls, migrates a new database, reads, compares, and writes the digest."""
    said = installed.monitor("demo", "--directory", "out")
    assert "What was said" in said
    out = installed.folder / "out"
    assert "<html" in (out / "digest.html").read_text(encoding="utf-8")
    assert (out / "digest.txt").read_text(encoding="utf-8").startswith("Subject: ")
    with sqlite3.connect(out / "monitor.db") as database:
        (claims,) = database.execute("SELECT count(*) FROM claim").fetchone()
        (schema,) = database.execute("SELECT version_num FROM alembic_version").fetchone()
    assert claims > 0
    assert schema == HEAD
    assert (
        json.loads(
            installed.monitor("--database", f"sqlite:///{out / 'monitor.db'}", "status", "--json")
        )["status"]["counts"]["failures"]
        == 0
    )
