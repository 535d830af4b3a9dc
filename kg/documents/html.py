"""HTML: the words that a reader of the page is meant to read, without its furniture."""

from collections.abc import Iterable
from typing import Final

from lxml import etree

from kg.documents.flow import Flow, walk
from kg.documents.reading import Malformed, Metadata, Reading, laid_out, tidy
from kg.model import Block

_HEADINGS: Final = {f"h{level}": Block("heading", 0, 0, level) for level in range(1, 7)}
_BLOCKS: Final = frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
    "header hgroup hr html legend main menu ol p pre search section summary table tbody td tfoot th thead "
    "tr ul".split()
)
_FURNITURE: Final = frozenset(
    "aside audio button canvas datalist del embed footer form frameset head iframe math meter nav noscript "
    "object progress rp rt s script select strike style svg template textarea title video".split()
)
_FURNITURE_ROLES: Final = frozenset(
    "alert banner complementary contentinfo dialog doc-noteref doc-pagebreak menu menubar navigation search "
    "toolbar".split()
)
_FURNITURE_CLASSES: Final = frozenset(["mw-editsection", "navbox", "noprint", "toc"])
_LISTS: Final = frozenset(["ul", "ol", "menu", "dl"])
_ITEMS: Final = frozenset(["li", "dd"])

_SOURCE_NAMES: Final = ("dcterms.source", "dc.source", "citation_public_url")
_LICENCE_NAMES: Final = ("dcterms.license", "dc.rights", "dcterms.rights", "license")


def reading(text: str) -> Reading:
    r"""The main part of a page as text, and its title, language, address and licence.

    >>> reading("<title>Yan</title><p>The oath<br>of 1005.<ul><li>silk").text
    'The oath\nof 1005.\n• silk\n'
    """
    page = _page(text)
    served, blocks = laid_out(walk(_main_part(page), _Html()))
    return Reading(served, blocks, _metadata(page))


def _page(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        page = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Malformed(f"is no HTML ({error.msg}); write <p>…</p> around its text.") from error
    if too_deep := [each for each in parser.error_log if "depth" in each.message]:
        raise Malformed(
            f"is nested more than 2,000 elements deep at line {too_deep[0].line}; close or flatten them."
        )
    return _or_empty(page)


def _or_empty(page: etree._Element | None) -> etree._Element:
    # lxml gives None, which its hints do not say, where a page has no element.
    return etree.Element("html") if page is None else page


def _main_part(page: etree._Element) -> etree._Element:
    mains = [each for each in page.iter() if each.tag == "main" or each.get("role") == "main"]
    for candidates in (mains, list(page.iter("article"))):
        if len(candidates) == 1:
            return candidates[0]
    return page


class _Html:
    """How HTML elements cut the flow."""

    def omits(self, element: etree._Element) -> bool:
        """Whether an element is furniture, hidden, deleted or a call of a footnote."""
        return (
            element.tag in _FURNITURE
            or element.get("hidden") is not None
            or element.get("aria-hidden") == "true"
            or element.get("role") in _FURNITURE_ROLES
            or not _FURNITURE_CLASSES.isdisjoint((element.get("class") or "").split())
            or (element.tag == "sup" and element.find("a[@href]") is not None)
        )

    def opened(self, element: etree._Element, flow: Flow) -> None:
        """Cuts before blocks, and says the element's first words."""
        tag = element.tag
        if tag in _HEADINGS:
            flow.enter(_HEADINGS[str(tag)])
        elif tag in _ITEMS:
            flow.enter_item()
        elif tag in _LISTS:
            flow.enter_list(_number(element.get("start")) if tag == "ol" else None)
        elif tag in _BLOCKS:
            flow.cut()
        else:
            flow.say({"br": "\n", "q": "“"}.get(str(tag)), lines=True)
        flow.say(element.text, lines=_keeps_lines(element))

    def closed(self, element: etree._Element, flow: Flow) -> None:
        """Cuts behind blocks."""
        tag = element.tag
        if tag in _HEADINGS or tag in _ITEMS:
            flow.leave()
        elif tag in _LISTS:
            flow.leave_list()
        elif tag in _BLOCKS:
            flow.cut()
        elif tag == "q":
            flow.say("”")


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 9 else 1


def _keeps_lines(element: etree._Element) -> bool:
    return element.tag == "pre" or ((parent := element.getparent()) is not None and parent.tag == "pre")


def _metadata(page: etree._Element) -> Metadata:
    named = _named(page)
    return Metadata(
        title=tidy(page.findtext(".//title") or "")
        or _first(named, ("og:title", "dcterms.title", "dc.title")),
        language=page.get("lang")
        or page.get("xml:lang")
        or _first(named, ("dcterms.language", "dc.language")),
        type=_first(named, ("dcterms.type", "dc.type")),
        source=_first(named, _SOURCE_NAMES) or _linked(page, "canonical") or named.get("og:url", ""),
        licence=_first(named, _LICENCE_NAMES) or _linked(page, "license"),
    )


def _named(page: etree._Element) -> dict[str, str]:
    return {
        str(meta.get("name") or meta.get("property")).lower(): tidy(meta.get("content") or "")
        for meta in page.iter("meta")
    }


def _linked(page: etree._Element, relation: str) -> str:
    links = page.iter("link", "a")
    return next((link.get("href") or "" for link in links if relation in (link.get("rel") or "").split()), "")


def _first(named: dict[str, str], names: Iterable[str]) -> str:
    return next((named[name] for name in names if named.get(name)), "")
