"""The same stories in a real browser, on the demo's database: seen, read aloud, and by keyboard."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from monitor.config.load import bundled
from monitor.storage import Store, open_store
from tests.builders import a_claim, a_revision, keep_claims, keep_revision
from tests.program import PATIENCE, ROOT
from tests.web.parts import TOKEN
from tests.web.test_hostile import EMOJI, HUGE, QUOTES, SCRIPT, TURNED

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
if CHROMIUM is None:
    pytest.skip("no Chromium: apt-get install chromium", allow_module_level=True)

PROGRAM = "from monitor.cli import main; main()"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True)
class Demo:
    """`monitor demo --web`, running."""

    base: str
    home: Path
    relation: str
    silent: str
    claim: str
    document: str

    @property
    def database(self) -> str:
        return f"sqlite:///{self.home / 'monitor.db'}"

    def store(self) -> Store:
        return open_store(self.database)

    def paths(self) -> dict[str, str]:
        """Every sort of page there is."""
        return {
            "front": "/?since=2014",
            "relations": "/relations",
            "relation": f"/relations/{self.relation}",
            "silent revision": f"/relations/{self.silent}",
            "timeline": "/timeline?facet=threshold",
            "search": "/said?text=150&kind=direct",
            "claim": f"/claims/{self.claim}",
            "document": f"/document?address={quote(self.document, safe='')}",
            "sources": "/sources",
            "source": "/source?key=vendor-docs",
            "trouble": "/claims/0000000000000000",
        }


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    home = tmp_path_factory.mktemp("demo")
    shutil.copytree(bundled("config"), home / "config")
    settings = home / "config" / "monitor.toml"
    changed = settings.read_text("utf-8").replace("127.0.0.1:8470", "127.0.0.1:0")
    settings.write_text(changed.replace("requests_a_minute = 600", "requests_a_minute = 100000"))
    (home / "config" / "sources.toml").write_text("")  # the demo brings its own
    command = [sys.executable, "-c", PROGRAM, "--config", str(home / "config")]
    with subprocess.Popen(
        [*command, "demo", "-d", str(home), "--web"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=ROOT,
        env=os.environ | {"MONITOR_WEB_TOKEN": TOKEN},
    ) as process:
        assert process.stdout
        told = (re.search(r"The pages are at (\S+)/ ", line) for line in process.stdout)
        base = next(found.group(1) for found in told if found)
        yield _demo(base, home)
        process.terminate()
        assert process.wait(PATIENCE) == 0


def _demo(base: str, home: Path) -> Demo:
    with open_store(f"sqlite:///{home / 'monitor.db'}") as store:
        relations = [row.relation for row in store.relations()]
        first = next(one for one in relations if one.kind == "contradiction")
        silent = next(one for one in relations if one.silent)
        claim = store.claim(silent.b[0]).claim
    return Demo(base, home, first.key, silent.key, claim.key, claim.document)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser, demo: Demo) -> Iterator[Page]:
    with browser.new_context(viewport=DESK, base_url=demo.base) as context:  # type: ignore[arg-type]
        opened = context.new_page()
        _sign_in(opened)
        yield opened


def _sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_label("Your name").fill("Ann")
    page.get_by_label("Token").fill(TOKEN)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="What changed")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_stands_in_the_way_of_anybody(browser: Browser, demo: Demo, scheme: str) -> None:
    """axe-core: labels, contrast, names, order. Nothing runs wide on a phone, nothing is refused."""
    with browser.new_context(viewport=PHONE, base_url=demo.base, color_scheme=scheme) as context:  # type: ignore[arg-type]
        page, refused = context.new_page(), list[str]()
        page.on("console", lambda message: refused.append(message.text))
        _sign_in(page)
        for name, path in demo.paths().items():
            page.goto(path)
            wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
            assert not page.evaluate(wide), f"{name} runs wide"
            if scheme == "light":
                page.set_viewport_size(DESK)  # type: ignore[arg-type]
            found = Axe().run(page)
            assert found.violations_count == 0, f"{name}: {found.generate_report()}"
            page.set_viewport_size(PHONE)  # type: ignore[arg-type]
        assert [words for words in refused if "404" not in words] == []


def test_from_what_is_new_to_a_verdict_and_back(page: Page, demo: Demo) -> None:
    page.goto("/?since=2014")
    page.locator(f'a[href="/relations/{demo.relation}"]').first.click()
    expect(page.locator("mark")).to_have_count(2)
    page.get_by_text("Other evidence").first.click()
    page.get_by_label("In other words").fill("two plans")
    page.get_by_role("button", name="Dismiss").click()
    expect(page.get_by_text("dismissed by Ann").first).to_be_visible()
    page.goto("/relations")
    expect(page.locator(f'a[href="/relations/{demo.relation}"]')).to_have_count(0)
    page.goto(f"/relations/{demo.relation}")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("taken back by Ann")).to_be_visible()


def test_what_was_seen_is_new_no_more(page: Page) -> None:
    page.get_by_role("button", name="I have seen this").click()
    expect(page.get_by_text("nothing new that does not fit")).to_be_visible()
    page.get_by_role("link", name="a year").click()
    expect(page.get_by_role("heading", name="Contradictions")).to_be_visible()


def test_a_mark_of_the_timeline_leads_to_its_evidence_by_keyboard(page: Page) -> None:
    page.goto("/timeline?facet=threshold")
    page.locator("svg a").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    page.goto("/timeline?facet=threshold")
    page.get_by_role("link", name="2018", exact=True).click()
    expect(page).to_have_url(re.compile("since=2018-01-01"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()


def test_a_search_goes_by_form_and_on_to_the_words(page: Page) -> None:
    page.goto("/said")
    page.get_by_label("Words", exact=True).fill("150 seats")
    page.get_by_role("button", name="Search").click()
    expect(page).to_have_url(re.compile(r"text=150\+seats"))
    page.locator("table a").first.click()
    expect(page.locator("mark")).to_contain_text("150 seats")
    page.get_by_role("searchbox").fill(page.url.rpartition("/")[2])
    page.get_by_role("button", name="Find").click()
    expect(page.locator("mark")).to_contain_text("150 seats")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param(SCRIPT, id="a script"),
        pytest.param(TURNED, id="words turned round"),
        pytest.param(HUGE, id="a megabyte"),
        pytest.param(EMOJI, id="emoji"),
        pytest.param(QUOTES, id="quotes"),
    ],
)
def test_a_hostile_headline_is_only_words(page: Page, demo: Demo, title: str) -> None:
    with demo.store() as store:
        address = f"https://evil.example/{quote(title[:30])}"
        kept = keep_revision(store, a_revision(document=address, title=title, publisher=title))
        claim = a_claim(kept)
        keep_claims(store, claim, slot="office365-fasttrack/onboarding/threshold/seats")
    spoken = list[str]()
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    for path in (f"/claims/{claim.key}", f"/document?address={quote(address, safe='')}"):
        page.goto(path)
        expect(page.locator("mark").first).to_be_visible()
        page.mouse.move(400, 120)
        assert page.evaluate("document.scripts.length") == 0
    assert spoken == []


def test_the_report_can_be_read_from_a_folder(browser: Browser, demo: Demo, tmp_path: Path) -> None:
    given = ["--config", str(demo.home / "config"), "--database", demo.database]
    command = [sys.executable, "-c", PROGRAM, *given, "report", "-q", "-o", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((tmp_path / "index.html").as_uri())
        expect(page.locator(".top")).to_have_css("border-bottom-style", "solid")
        expect(page.locator("form")).to_have_count(0)
        page.locator("article a").first.click()
        expect(page.locator("mark")).to_have_count(2)
        page.get_by_role("link", name="Evidence", exact=True).first.click()
        expect(page.get_by_role("heading", name=re.compile("^Text"))).to_be_visible()
        page.get_by_role("link", name="Timeline", exact=True).click()
        page.get_by_role("link", name="threshold").first.click()
        expect(page.locator("svg.mark").first).to_be_attached()
