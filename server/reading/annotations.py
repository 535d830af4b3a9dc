"""A document's marks and statements as annotations of the W3C's model, in pages of a collection."""

import json
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Final, TypeAlias

from pyoxigraph import Literal, NamedNode

from server.config import Service
from server.links import Links, UnknownThing
from server.reading.rendering import anchor
from server.reading.text import Mark, Statement, Text

Json: TypeAlias = "str | int | Mapping[str, Json] | list[Json] | None"
Node: TypeAlias = Mapping[str, Json]

_CONTEXT: Final = "http://www.w3.org/ns/anno.jsonld"
_LONGEST: Final = 200
"""Annotations on a page."""
_AROUND: Final = 32
"""Characters before and after a quotation, by which it is found again in a text that has moved."""


def collection(service: Service, text: Text) -> str:
    """The collection with the addresses of its first and last page."""
    links, total = service.links, len(text.marks) + len(text.statements)
    last = max(0, (total - 1) // _LONGEST)
    return _written(
        {
            "@context": _CONTEXT,
            "id": _address(links, text),
            "type": "AnnotationCollection",
            "label": text.title,
            "total": total,
            "first": _address(links, text, 0),
            "last": _address(links, text, last),
        }
    )


def page_of(service: Service, text: Text, number: int) -> str:
    """One of its pages, counted from nought."""
    links, total = service.links, len(text.marks) + len(text.statements)
    last = max(0, (total - 1) // _LONGEST)
    if number > last:
        raise UnknownThing(
            f"There is no page {number} of the annotations of {text.name!r}; the last is {last}."
        )
    start = number * _LONGEST
    page: dict[str, Json] = {
        "@context": _CONTEXT,
        "id": _address(links, text, number),
        "type": "AnnotationPage",
        "partOf": {"id": _address(links, text), "type": "AnnotationCollection", "total": total},
        "startIndex": start,
        "items": [*islice(_annotations(service, text), start, start + _LONGEST)],
    }
    if number:
        page["prev"] = _address(links, text, number - 1)
    if number < last:
        page["next"] = _address(links, text, number + 1)
    return _written(page)


def _address(links: Links, text: Text, page: int | None = None) -> str:
    return links.public(links.text(text.name, "jsonld")) + ("" if page is None else f"?page={page}")


def _annotations(service: Service, text: Text) -> Iterator[Node]:
    """What is named, then what is said, each in the order of the words."""
    for mark in text.marks:
        yield _identifying(service, text, mark)
    for statement in text.statements:
        yield _describing(service, text, statement)


def _identifying(service: Service, text: Text, mark: Mark) -> Node:
    return {
        "id": f"{mark.claim}#{anchor((mark.start, mark.end))}",
        "type": "Annotation",
        "motivation": "identifying",
        "body": {"type": "SpecificResource", "source": mark.thing, "purpose": "identifying"},
        "target": _target(service, text, mark.start, mark.end, mark.passage),
    }


def _describing(service: Service, text: Text, statement: Statement) -> Node:
    """A statement as a body that is the claim itself, and in words for who does not follow it."""
    parts = (text.called(statement.subject), text.called(statement.relation), _value(text, statement))
    words = {"type": "TextualBody", "value": " · ".join(parts), "format": "text/plain"}
    return {
        "id": f"{statement.claim}#{anchor((statement.start, statement.end))}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "SpecificResource", "source": statement.claim, "purpose": "describing"},
            {**words, "purpose": "describing"},
        ],
        "target": _target(service, text, statement.start, statement.end, statement.passage),
    }


def _value(text: Text, statement: Statement) -> str:
    value = statement.value
    if isinstance(value, NamedNode):
        return text.called(value.value)
    return value.value if isinstance(value, Literal) else str(value)


def _target(service: Service, text: Text, start: int, end: int, passage: str) -> Node:
    """The words in the plain text, by their place and by what they are."""
    quote: dict[str, Json] = {"type": "TextQuoteSelector", "exact": text.words[start:end]}
    if start:
        quote["prefix"] = text.words[max(0, start - _AROUND) : start]
    if end < len(text.words):
        quote["suffix"] = text.words[end : end + _AROUND]
    return {
        "id": passage,
        "type": "SpecificResource",
        "source": {
            "id": service.links.public(service.links.text(text.name, "txt")),
            "type": "Text",
            "format": "text/plain",
            "language": text.language,
        },
        "scope": text.iri,
        "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
    }


def _written(value: Node) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
