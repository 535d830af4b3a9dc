"""TEI P5: the edited text of a transcription, with the metadata of its header."""

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from kg.documents.flow import Flow, walk
from kg.documents.reading import Malformed, Metadata, Reading, laid_out, tidy
from kg.model import Block

_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_BLOCKS: Final = frozenset(
    "TEI ab argument back body byline castList cell cit closer dateline div div1 div2 div3 div4 div5 div6 "
    "div7 docAuthor docDate docImprint docTitle epigraph figDesc figure floatingText front group imprimatur "
    "label lg listBibl opener p postscript row salute signed sp speaker stage table text titlePage "
    "titlePart trailer".split()
)
_OMITTED: Final = frozenset(
    "binaryObject del facsimile fsdDecl fw graphic index interp interpGrp media metamark sourceDoc spanGrp "
    "standOff surplus teiHeader".split()
)
_BREAKS: Final = frozenset(["lb", "pb", "cb", "gb", "milestone"])
_PREFERRED: Final = ("reg", "corr", "expan", "lem")
_DIVISION: Final = re.compile("div[1-7]?")


def reading(text: str) -> Reading:
    """The text of a TEI document: regularised, corrected and expanded readings, notes behind their block."""
    root = _root(text)
    _settle(root)
    served, blocks = laid_out(walk(root, _Tei()))
    return Reading(served, blocks, _metadata(root))


def _root(text: str) -> etree._Element:
    # An entity can stand for any amount of text, or for another file.
    if "<!ENTITY" in text:
        raise Malformed("declares entities, which are not read; write the characters themselves.")
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise Malformed(_syntax_fault(error)) from error
    _check(root)
    return root


def _syntax_fault(error: etree.XMLSyntaxError) -> str:
    line, column = error.position
    fault = (
        (error.msg or "unknown fault").rpartition(", line ")[0].removesuffix(", use XML_PARSE_HUGE option")
    )
    return f"is malformed XML at line {line}, column {column}: {fault}; mend it there."


def _check(root: etree._Element) -> None:
    if _name(root) not in {"TEI", "teiCorpus"}:
        raise Malformed(f"is XML with the root <{_name(root)}>; only TEI P5, with the root <TEI>, is read.")
    for entity in root.iter(etree.Entity):
        raise Malformed(
            f"uses the entity {entity.text} at line {entity.sourceline}, which is not read; "
            "write the character itself."
        )


def _name(element: etree._Element) -> str:
    return str(element.tag).rpartition("}")[2]


class _Tei:
    """How TEI elements cut the flow."""

    def __init__(self) -> None:
        self._depth = 0

    def omits(self, element: etree._Element) -> bool:
        """Whether an element was deleted or is no text."""
        return _name(element) in _OMITTED

    def opened(self, element: etree._Element, flow: Flow) -> None:
        """Cuts before blocks, steps aside for notes, and says the element's first words."""
        name = _name(element)
        if name == "head":
            flow.enter(Block("heading", 0, 0, max(1, self._depth)))
        elif name == "item":
            flow.enter_item()
        elif name == "list":
            flow.enter_list(1 if element.get("rend") in {"numbered", "ordered"} else None)
        elif name == "note":
            flow.enter_aside()
        elif name in _BLOCKS:
            self._depth += bool(_DIVISION.fullmatch(name))
            flow.cut()
        else:
            _say_mark(element, name, flow)
        flow.say(element.text)

    def closed(self, element: etree._Element, flow: Flow) -> None:
        """Cuts behind blocks."""
        name = _name(element)
        if name in {"head", "item"}:
            flow.leave()
        elif name == "list":
            flow.leave_list()
        elif name == "note":
            flow.leave_aside()
        elif name in _BLOCKS:
            self._depth -= bool(_DIVISION.fullmatch(name))
            flow.cut()


def _settle(root: etree._Element) -> None:
    """Leaves one reading of each alternative, and no white space around it."""
    for alternatives in list(root.iter("{*}choice", "{*}app")):
        children = list(alternatives)
        preferred = [child for child in children if _name(child) in _PREFERRED]
        alternatives[:] = (preferred or children)[:1]
        for each in alternatives:
            each.tail = None
        alternatives.text = None


def _say_mark(element: etree._Element, name: str, flow: Flow) -> None:
    if name in _BREAKS:
        if element.get("break") == "no":
            flow.glue()
        else:
            flow.say(" ")
    elif name == "l":
        flow.say("\n", lines=True)
    elif name == "gap":
        flow.say("…")


def _metadata(root: etree._Element) -> Metadata:
    return Metadata(
        title=_words(root, "titleStmt/title"),
        language=root.get(_LANGUAGE)
        or _attribute(root, "text", _LANGUAGE)
        or _attribute(root, "language", "ident"),
        source=_attribute(root, "sourceDesc//ref", "target")
        or _attribute(root, "sourceDesc//ptr", "target")
        or _words(root, "sourceDesc"),
        licence=_attribute(root, "availability/licence", "target") or _words(root, "availability"),
    )


def _words(root: etree._Element, path: str) -> str:
    return next((words for found in _found(root, path) if (words := tidy("".join(found.itertext())))), "")


def _attribute(root: etree._Element, path: str, name: str) -> str:
    return next((value for found in _found(root, path) if (value := found.get(name))), "")


def _found(root: etree._Element, path: str) -> Iterator[etree._Element]:
    return root.iterfind(".//" + "/".join(f"{{*}}{step}" if step else "" for step in path.split("/")))
