"""A page by somebody who wishes us ill is shown, and harms nobody."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from lxml import html as parser

from monitor.types import Attribution
from tests.builders import a_claim, a_revision, a_speaker, keep_claims, keep_revision
from tests.web.parts import SLOT, Site

SCRIPT = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
TURNED = "150\u202e001 seats\u2066"
HUGE = "A headline " * 100_000
EMOJI = "\U0001f468\u200d\U0001f469\u200d\U0001f467 150 seats \U0001f4a5"
NUL = "150\x00 seats \x1b[31m"
TEMPLATE = "{{ 7*7 }}{% raw %}${7*7}"
QUOTES = '" onmouseover="alert(1)" x=\''


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SCRIPT, id="a script in the title"),
        pytest.param(TURNED, id="words turned round"),
        pytest.param(HUGE, id="a headline of a megabyte"),
        pytest.param(EMOJI, id="emoji"),
        pytest.param(NUL, id="NUL, and a terminal's signs"),
        pytest.param(TEMPLATE, id="a template"),
        pytest.param(QUOTES, id="quotes that would end an attribute"),
    ],
)
def test_what_strangers_wrote_is_text_on_every_page(site: Site, text: str) -> None:
    with site.store() as store:
        revision = a_revision(
            document="https://evil.example/" + quote(text[:40].encode("utf-8", "replace")),
            publisher=text[:300],
            title=text,
            author=text[:300],
            # A NUL is replaced where a text is read; title and names come as they are.
            text=f"They say {text[:2000]} 150 seats or more. {text}".replace("\0", "\ufffd"),
        )
        # As it is read back: what no database takes was replaced there.
        kept = store.revision(keep_revision(store, revision).key)
        speaker = a_speaker(name=kept.publisher, role=kept.publisher, organisation=kept.author)
        claim = a_claim(
            kept,
            quote=kept.text[: kept.text.index("150 seats or more") + 17],
            attribution=Attribution(speaker, "direct", kept.publisher, (kept.publisher,)),
            triggers=(kept.publisher,),
        )
        keep_claims(store, claim, slot=SLOT)
    client = site.client()
    paths = (
        "/?since=2014-07",
        "/said",
        "/timeline?facet=threshold",
        f"/claims/{claim.key}",
        f"/document?address={quote(kept.document, safe='')}",
        f"/said?text={quote(text[:200].encode('utf-8', 'replace'))}",
        f"/find?id={quote(text[:200].encode('utf-8', 'replace'))}",
    )
    for path in paths:
        answer = client.get(path)
        assert answer.status_code in (200, 303), path
        assert not set("\x00\x1b\u202e\u2066") & set(answer.text), path
        assert len(answer.text) < 3_000_000, path
        if answer.status_code == 200:
            _harmless(answer.text)
    for path in ("/said.json", f"/claims/{claim.key}.json", "/said.atom"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert not set("\x00\x1b\u202e\u2066") & set(answer.text), path


def _harmless(text: str) -> None:
    page = parser.fromstring(text.encode())
    assert not page.xpath("//script | //img | //iframe | //object | //style")
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    links = page.xpath("//@href | //@action")
    assert not [one for one in links if one.strip().lower().startswith(("javascript:", "data:"))]
    assert "49" not in page.xpath("string(//title)")


def test_an_address_that_is_no_link_is_shown_as_text(site: Site) -> None:
    with site.store() as store:
        kept = keep_revision(store, a_revision(document="javascript:alert(1)"))
        keep_claims(store, a_claim(kept), slot=SLOT)
    answer = site.client().get("/document", params={"address": "javascript:alert(1)"})
    assert answer.status_code == 200
    _harmless(answer.text)
