"""A document as TEI P5: its words as they are, names and passages marked in them, claims standing off.

What stands within `<body>` is the text of the document to the letter, so that offsets count there as well.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.builder import ElementMaker
from pyoxigraph import Literal, NamedNode

from server.config import Service
from server.reading.layers import dates
from server.reading.outline import Line, lines
from server.reading.places import Places, Span
from server.reading.text import Mark, Statement, Text
from server.reading.weave import Node, Piece, woven

_NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML: Final = "{http://www.w3.org/XML/1998/namespace}"
_T: Final = ElementMaker(namespace=_NAMESPACE, nsmap={None: _NAMESPACE})
_UNWRITABLE: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; one sign stands in its place, so that offsets stay."""
_PLAIN_DATE: Final = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NAMES: Final = {"person": "persName", "place": "placeName", "polity": "orgName", "force": "orgName"}

Element = etree._Element  # noqa: SLF001  # the name that lxml gives to what its makers make


def tei(service: Service, text: Text) -> bytes:
    """The document."""
    attributes = {f"{_XML}lang": text.language} if text.language else {}
    root = _T.TEI(_header(service, text), _Body(service, text).element(), **attributes)
    claims = [_relation(each) for each in text.statements]
    if claims:
        root.insert(1, _T.standOff(_T.listRelation(*claims, type="claims")))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8") + b"\n"


def _header(service: Service, text: Text) -> Element:
    publication = _T.publicationStmt(
        _T.publisher(service.settings.publisher), _T.idno(text.iri, type="URI"), _availability(text)
    )
    source = _T.bibl(_clean(text.source)) if text.source else _T.p("Not stated.")
    header = _T.teiHeader(
        _T.fileDesc(_T.titleStmt(_T.title(_clean(text.title))), publication, _T.sourceDesc(source)),
        _T.encodingDesc(
            _T.p(
                "Read by machine. Names refer to the IRIs of what they name; a seg is a passage that claims "
                "rest on; each relation is a claim, with the passage as its source."
            )
        ),
    )
    if text.language:
        header.append(_T.profileDesc(_T.langUsage(_T.language(ident=text.language))))
    return header


def _availability(text: Text) -> Element:
    if text.licence.startswith(("http://", "https://")):
        return _T.availability(_T.licence(target=text.licence))
    return _T.availability(_T.p(_clean(text.licence) or "No licence is stated."))


class _Body:
    """The words in the making, each stretch that means something in elements of its own."""

    def __init__(self, service: Service, text: Text) -> None:
        self._words = text.words
        self._wraps = _wraps(service, text)
        self._places = Places(self._wraps, lambda span: span)
        self._parts: Counter[Span] = Counter()

    def element(self) -> Element:
        """The text in sections; what stands between its lines stays there."""
        body, at = _T.body(), 0
        part = etree.SubElement(body, _tag("div"))
        for line in lines(self._words):
            _write(part, self._words[at : line.start])
            if line.heading and len(part):
                part = etree.SubElement(body, _tag("div"))
            part.append(self._line(line))
            at = line.end
        if not len(part):
            etree.SubElement(part, _tag("p"))
        _write(part, self._words[at:])
        return _T.text(body)

    def _line(self, line: Line) -> Element:
        element = _T.head() if line.heading else _T.p()
        within = line.start, line.end
        self._fill(element, woven(within, self._places.touching(within), ()))
        return element

    def _fill(self, parent: Element, nodes: Iterable[Node]) -> None:
        for node in nodes:
            if isinstance(node, Piece):
                self._fill(self._wrapped(parent, node), node.nodes)
            else:
                _write(parent, self._words[node.start : node.end])

    def _wrapped(self, parent: Element, piece: Piece) -> Element:
        """The innermost of the elements of a stretch; a part of it leads to those before and after."""
        self._parts[piece.span] += 1
        count = self._parts[piece.span]
        for number, wrap in enumerate(self._wraps[piece.span]):
            parent = etree.SubElement(parent, _tag(wrap.name), dict(wrap.attributes))
            parent.set(f"{_XML}id", _identified(piece.span, number, count))
            if count > 1:
                parent.set("prev", f"#{_identified(piece.span, number, count - 1)}")
            if not piece.last:
                parent.set("next", f"#{_identified(piece.span, number, count + 1)}")
        return parent


@dataclass(frozen=True, slots=True)
class _Wrap:
    """An element around words."""

    name: str
    attributes: Mapping[str, str]


def _wraps(service: Service, text: Text) -> Mapping[Span, list[_Wrap]]:
    """By stretch of words the elements around it: the passage, then dates, then names."""
    found: dict[Span, list[_Wrap]] = {
        (each.start, each.end): [_Wrap("seg", {"type": "passage", "corresp": each.passage})]
        for each in text.statements
    }
    for each in dates(text):
        found[each.start, each.end].append(_Wrap("date", _dated(each)))
    for mark in text.marks:
        ref = service.links.ref(mark.thing)
        kind = ref.kind if ref else "thing"
        sort = {} if kind in _NAMES else {"type": kind}
        found.setdefault((mark.start, mark.end), []).append(
            _Wrap(_NAMES.get(kind, "rs"), {"ref": mark.thing, **sort})
        )
    return found


def _dated(mark: Mark) -> Mapping[str, str]:
    """What TEI says of a date: when, where it is a day, month or year, and of what."""
    when = {"when": mark.date} if _PLAIN_DATE.fullmatch(mark.date) else {}
    return {**when, "corresp": mark.thing}


def _relation(statement: Statement) -> Element:
    """A claim: what about whom, by which passage, how sure."""
    relation = _T.relation(
        name=statement.predicate,
        ref=statement.relation,
        active=statement.subject,
        corresp=statement.claim,
        source=f"#{_identified((statement.start, statement.end), 0, 1)}",
    )
    if statement.confidence:
        relation.set("cert", statement.confidence)
    if isinstance(statement.value, NamedNode):
        relation.set("passive", statement.value.value)
    elif isinstance(statement.value, Literal):
        relation.append(_desc(statement.value))
    return relation


def _desc(value: Literal) -> Element:
    attributes = {f"{_XML}lang": value.language} if value.language else {}
    return _T.desc(_clean(value.value), **attributes)


def _identified(span: Span, number: int, part: int) -> str:
    """The name of an element: its words by their offsets, which of those around them, which part of it."""
    return f"c{span[0]}-{span[1]}" + (f".{number}" if number else "") + (f"_{part}" if part > 1 else "")


def _tag(name: str) -> str:
    return f"{{{_NAMESPACE}}}{name}"


def _clean(words: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", words)


def _write(parent: Element, words: str) -> None:
    """Words at the end of an element, after those that it holds."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + _clean(words)
    else:
        parent.text = (parent.text or "") + _clean(words)
