"""Where a response about a thing leads: the Link header, in the relations that Signposting recommends.

https://signposting.org/FAIR/ tells which: a page is cited as its thing, described by the data, which describe
the thing; both say their type, their licence and the collection that they belong to.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from kg.dataset import GRAPH_FORMATS
from kg.model import Ref
from server.links import Links
from server.negotiate import HTML
from server.resources.served import Served

_RELATIONS: Final = {"previous": "prev"}
"""Pages are called as Hydra calls them, but for what RFC 8288 names otherwise."""

Leads = Iterator[tuple[str, str, str]]
"""Address, relation, and media type where that is known."""


def signposts(leads: Iterable[tuple[str, str, str]]) -> str:
    """The header for these.

    >>> signposts([("/data/person/x.ttl", "alternate", "text/turtle"), ("/id/person/x", "describes", "")])
    '</data/person/x.ttl>; rel="alternate"; type="text/turtle", </id/person/x>; rel="describes"'
    """
    typed = ((target, name, f'; type="{kind}"' if kind else "") for target, name, kind in leads)
    return ", ".join(f'<{target}>; rel="{name}"{kind}' for target, name, kind in typed)


def of_thing(links: Links, ref: Ref) -> Leads:
    """From the redirect: what there is about the thing."""
    yield from _formats(links, ref, "describedby")
    yield links.page(ref), "describedby", HTML.media_type


def of_data(served: Served) -> Leads:
    """From the data: the same in other formats, the thing, and the pages before and after."""
    links, ref = served.service.links, served.ref
    page = {"page": str(served.page)} if served.page > 1 else {}
    yield from _formats(links, ref, "alternate", **page)
    yield links.page(ref), "alternate", HTML.media_type
    yield links.identifier(ref), "describes", ""
    yield links.public(served.path(served.page, links)), "canonical", ""
    yield from (
        (served.path(at, links), _RELATIONS.get(name, name), "") for name, at in served.leads().items()
    )
    yield from _both(served, "https://schema.org/Dataset")


def of_page(served: Served) -> Leads:
    """From the page: the data, how to cite it, and the text of what is a document."""
    links, ref = served.service.links, served.ref
    yield from _formats(links, ref, "alternate describedby")
    yield links.public(links.identifier(ref)), "cite-as", ""
    yield links.public(links.page(ref)), "canonical", ""
    if ref.kind == "document":
        yield links.reading(ref.slug), "item", HTML.media_type
    yield from _both(served, "https://schema.org/AboutPage")


def _both(served: Served, kind: str) -> Leads:
    yield kind, "type", ""
    yield served.service.settings.licence, "license", ""
    yield served.service.links.home(), "collection", HTML.media_type
    yield served.service.links.void(), "collection", GRAPH_FORMATS[0].media_type


def _formats(links: Links, ref: Ref, relation: str, **page: str) -> Leads:
    for each in GRAPH_FORMATS:
        yield links.data(ref, each.name, **page), relation, each.media_type
