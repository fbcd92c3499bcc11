"""The pictures of the README, made by the demo: `python -m tests.pictures` (needs Chromium)."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from monitor.config.load import bundled
from monitor.storage import open_store

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
PROGRAM = "from monitor.cli import main; main()"
# The page wide enough for two sides beside each other, the digest as wide as mail is; as high as it
# takes to see one whole contradiction.
SIZES = {"page": (960, 650), "digest": (680, 546)}


def made(home: Path) -> str:
    """The demo with its digest and its pages below `home`; the key of the contradiction shown."""
    given = ["--config", bundled("config"), "--database", f"sqlite:///{home / 'monitor.db'}"]
    for words in (["demo", "-d", str(home)], ["report", "-q", "-o", str(home / "pages")]):
        subprocess.run(
            [sys.executable, "-c", PROGRAM, *given, *words],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
    with open_store(given[-1]) as store:
        rows = [row.relation for row in store.relations(kinds=("contradiction",))]
    return next(
        row.key for row in rows if row.rule.startswith("disjoint") and "threshold" in row.slot
    )


def take(browser: Browser, address: Path, name: str) -> None:
    """The upper part of a page, in the light scheme."""
    width, height = SIZES[name]
    page = browser.new_page(color_scheme="light", viewport={"width": width, "height": height})
    page.goto(address.as_uri())
    page.screenshot(path=PICTURES / f"{name}.png")


def take_all() -> None:
    """Both pictures."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("no Chromium: apt-get install chromium")
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        relation = made(home)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        take(browser, home / "pages" / "relations" / f"{relation}.html", "page")
        take(browser, home / "digest.html", "digest")
        browser.close()


if __name__ == "__main__":
    take_all()
