"""One section of a page, where a document is a place on it: https://…/2014-august#new-benefit."""

from __future__ import annotations

from copy import deepcopy
from urllib.parse import unquote, urldefrag

from lxml import etree
from lxml.html import HtmlElement

from monitor.plain import one_line
from monitor.read.blocks import HEADINGS, Page

# No address names a longer place.
_LONGEST = 500
# Signs of a heading that are its title; one with more is a trap.
_LONGEST_TITLE = 1_000
_FRAMES = ("article", "main")


def fragment_of(address: str) -> str | None:
    """The place on a page an address names; None where it names the page."""
    fragment = urldefrag(address).fragment
    # "#!/…" and "#:~:text=" are ways of scripts and browsers, no places.
    if not fragment or fragment.startswith(("!", "/", ":~:")):
        return None
    return unquote(fragment)[:_LONGEST]


def cut_section(page: Page, fragment: str) -> Page | None:
    """The page with nothing in its body but the section at that place; None where there is none.

    It begins with the heading that bears the id or name, stands in the element
    that does or follows it, and ends before the next heading of the same or a
    higher rank, or where that element ends if it holds the whole section.
    """
    tree = deepcopy(page.tree)
    target = _place(tree, fragment)
    heading = _heading(target) if target is not None else None
    if target is None or heading is None:
        return None
    end = _end(tree, heading)
    frame = _frame(target, heading)
    body = next(tree.iter("body"), tree)
    if frame is not None:
        _keep_only(body, frame)
    if end is not None and (frame is None or frame in end.iterancestors()):
        _drop_from(body, end)
    _drop_before(body, heading)
    return Page(tree)


def title_of(part: Page) -> str | None:
    """What the heading says that a cut section begins with; None where it is but a picture."""
    heading = next(part.tree.iter(*HEADINGS))
    return one_line("".join(heading.itertext())[:_LONGEST_TITLE]) or None


def _place(tree: HtmlElement, fragment: str) -> HtmlElement | None:
    by_name: HtmlElement | None = None
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("id") == fragment:
            return element
        if by_name is None and element.tag == "a" and element.get("name") == fragment:
            by_name = element
    return by_name


def _heading(target: HtmlElement) -> HtmlElement | None:
    """The heading at a place: it, one around it, the first one inside, or the next one behind."""
    for each in (target, *target.iterancestors()):
        if each.tag in HEADINGS:
            return each
    inside = next(target.iter(*HEADINGS), None)
    if inside is not None:
        return inside
    for each in _following(target):
        if each.tag in HEADINGS:
            return each
        if (each.text or "").strip() and each.tag != "a":
            return None  # other words come first: the place is one inside a section
    return None


def _following(element: HtmlElement) -> list[HtmlElement]:
    """The elements behind one, as many as can stand between a place and its heading."""
    return list(element.xpath("following::*[position() <= 12]"))


def _end(tree: HtmlElement, heading: HtmlElement) -> HtmlElement | None:
    rank = HEADINGS.index(heading.tag)
    behind = False
    for each in tree.iter(*HEADINGS):
        if behind and HEADINGS.index(each.tag) <= rank:
            return each
        behind = behind or each is heading
    return None


def _frame(target: HtmlElement, heading: HtmlElement) -> HtmlElement | None:
    """What the section cannot reach beyond: its own element, else the article or main part."""
    around = target.tag not in ("body", *HEADINGS) and heading in set(target.iter())
    if around and len(target.text_content().split()) > len(heading.text_content().split()):
        return target
    return next((each for each in heading.iterancestors() if each.tag in _FRAMES), None)


def _keep_only(body: HtmlElement, frame: HtmlElement) -> None:
    if frame is body:
        return
    frame.tail = None
    _drop_before(body, frame)
    _drop_after(body, frame)


def _drop_before(body: HtmlElement, first: HtmlElement) -> None:
    each = first
    while each is not body and each.getparent() is not None:
        parent = each.getparent()
        parent.text = None
        for earlier in list(each.itersiblings(preceding=True)):
            parent.remove(earlier)
        each = parent


def _drop_after(body: HtmlElement, last: HtmlElement) -> None:
    each = last
    while each is not body and each.getparent() is not None:
        parent = each.getparent()
        each.tail = None
        for later in list(each.itersiblings()):
            parent.remove(later)
        each = parent


def _drop_from(body: HtmlElement, end: HtmlElement) -> None:
    """Drop one element and all behind it; a wrapper that begins with it goes too."""
    _drop_after(body, end)
    parent = end.getparent()
    parent.remove(end)
    while (
        parent is not body
        and parent is not None
        and not len(parent)
        and not (parent.text or "").strip()
    ):
        above = parent.getparent()
        if above is None:
            return
        above.remove(parent)
        parent = above


def plain_text(page: Page) -> str:
    """The blocks of a section as light Markdown, for one too short to be known as an article."""
    body = next(page.tree.iter("body"), page.tree)
    etree.strip_elements(body, "script", "style", with_tail=False)
    rows, row = list[str](), list[str]()
    for block in Page(page.tree).blocks:
        if block.tag in ("td", "th"):
            row.append(block.text)
            last = block.element.getnext() is None
            if last:
                rows.append(f"| {' | '.join(row)} |")
                row = []
        elif block.heading:
            rows.append(f"{'#' * int(block.tag[1])} {block.text}")
        elif block.tag == "li":
            rows.append(f"- {block.text}")
        else:
            rows.append(block.text)
    return "\n".join(rows)
