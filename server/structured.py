"""What a page is about in the words of schema.org, for search engines and whoever reads JSON-LD in pages.

The template of every page asks `structured`. A page's dataclass that has a property `structured` says itself
what it is about, as `about()` puts it; any other is described by its title and address alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final, Protocol, TypeAlias, runtime_checkable

from flask import request
from markupsafe import Markup

from server.config import service
from server.language import LANGUAGES, language

Json: TypeAlias = "str | int | float | Mapping[str, Json] | Sequence[Json] | None"
Described: TypeAlias = Mapping[str, Json]

_TYPES: Final = MappingProxyType(
    {
        "cy:Person": "Person",
        "cy:Polity": "Organization",
        "cy:Dynasty": "Organization",
        "cy:Force": "Organization",
        "cy:Place": "Place",
        "cy:Event": "Event",
        "cy:Treaty": "Event",
        "cy:Campaign": "Event",
        "cy:Battle": "Event",
        "cy:Siege": "Event",
        "cy:Betrayal": "Event",
        "cy:Document": "CreativeWork",
        "cy:Passage": "Quotation",
        "cy:Claim": "Claim",
    }
)
"""For our classes the nearest of schema.org; the others are things."""


@runtime_checkable
class Subject(Protocol):
    """A page that says what it is about."""

    @property
    def structured(self) -> Described:
        """The main entity of the page."""


def type_of(classes: Iterable[str]) -> str:
    """The type of schema.org for something of our classes by their compact names.

    >>> type_of(["cy:Battle", "cy:Event"]), type_of(["cy:Era"])
    ('Event', 'Thing')
    """
    return next((_TYPES[each] for each in classes if each in _TYPES), "Thing")


def about(kind: str, iri: str = "", **said: Json) -> Described:
    """Something of a type of schema.org; what is empty is not said.

    >>> about("Person", "http://kg.test/id/person/yue-fei", name="Yue Fei", alternateName=[])
    {'@type': 'Person', '@id': 'http://kg.test/id/person/yue-fei', 'name': 'Yue Fei'}
    """
    return {"@type": kind, **{name: value for name, value in {"@id": iri, **said}.items() if value}}


def structured(page: object, title: Markup) -> Described:
    """A page with its site and what it is about, as JSON-LD."""
    links = service().links
    address = links.canonical(request.path)
    publisher = about(
        "Organization", f"{links.offered('publisher').value}", name=service().settings.publisher
    )
    return {
        "@context": "https://schema.org",
        "@graph": [
            about(
                "WebSite",
                links.base,
                name="Chanyuan",
                alternateName="澶淵",
                url=links.base,
                inLanguage=[each.tag for each in LANGUAGES],
                publisher=publisher,
                about={"@id": links.offered("dataset").value},
            ),
            about(
                "WebPage",
                f"{address}#page",
                url=address,
                name=" ".join(title.unescape().split()),
                inLanguage=language().tag,
                license=service().settings.licence,
                isPartOf={"@id": links.base},
                mainEntity=page.structured if isinstance(page, Subject) else None,
            ),
        ],
    }
