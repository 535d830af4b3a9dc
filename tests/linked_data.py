"""A graph with a thing of every kind, and how its responses are read as linked data."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote

from pyoxigraph import NamedNode, RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from kg import deposit, rdf
from kg.terms import term
from kg.versions import Versions
from tests.conftest import BASE, example_quads, published

CASES: Final = Path(__file__).resolve().parent / "cases" / "linked_data"

IN_GRAPHS: Final = (
    *("person/zhang-jue", "polity/song", "people/khitan", "force/eastern-army", "place/kaifeng"),
    *("event/rebellion-of-zhang-jue", "event/alliance-at-sea", "era/xuanhe", "term/chanyuan-tribute"),
    *("assessment/coward", "document/zhang-jue", "attestation/aaaaaaaaaaaaaaaaaaaa"),
    *("claim/si4vozydquoeaz3g3dia", "passage/tuqn2l5nyl5ijcvkrvjq", "decision/keep-the-office"),
    *("activity/extraction-by-hand", "graph/authority", "graph/zhang-jue"),
    *("person/岳飛", "place/%E6%B2%B3%E5%8D%97", "place/st.petersburg", "person/o'neill(1600)~x"),
)
"""One thing of each kind that graphs speak of, and some of unusual names."""

BROWSER: Final = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

OF_SERVICE: Final = ("query/life", "query/tribute", "version/1", "version/2")
"""What dereferences although no graph speaks of it."""


def world(data: Path, base: str = BASE) -> Versions:
    """The graph as its second version; the first one held something else in place of the curation."""
    former, curation = (rdf.file_quads(CASES / f"{name}.ttl", name, base) for name in ("former", "curation"))
    versions = published(data, [*example_quads(base), *former], base)
    with versions.writing(base, purpose="test") as staging:
        staging.drop(rdf.graph("former", base))
        staging.put(rdf.graph("curation", base), rdf.n_quads(curation))
        version = versions.publish(staging, message="in place of the former")
    deposit.make(versions, version, ["statistics", "things", "dumps"])
    return versions


def iri(path: str) -> NamedNode:
    """The IRI of a thing."""
    return NamedNode(f"{BASE}id/{path}")


def address(place: str, path: str, suffix: str = "") -> str:
    """The path at which a client asks for a thing, its name encoded once more."""
    return f"/{place}/{quote(path, safe='/')}{suffix}"


def triples(response: TestResponse) -> set[Triple]:
    """What a response says, in the format that it says it is in."""
    assert response.status_code == 200, (response.request.path, response.text)
    form = RdfFormat.from_media_type(response.content_type)
    assert form is not None, response.content_type
    return {quad.triple for quad in parse(response.data, format=form)}


def named(said: Iterable[Triple]) -> set[NamedNode]:
    """Every IRI that triples speak with."""
    return {each for triple in said for each in triple if isinstance(each, NamedNode)}


def values(said: Iterable[Triple], subject: NamedNode, predicate: str) -> list[str]:
    """The values of a property, as text."""
    wanted = (each.object for each in said if (each.subject, each.predicate) == (subject, term(predicate)))
    return sorted(str(getattr(each, "value", each)) for each in wanted)


def leads(header: str) -> Mapping[str, list[tuple[str, str]]]:
    """Address and media type of what a Link header leads to, by relation."""
    found: dict[str, list[tuple[str, str]]] = {}
    for target, parameters in re.findall(r"<([^>]*)>((?:\s*;\s*[a-z]+=\"[^\"]*\")*)", header):
        given = dict(re.findall(r"([a-z]+)=\"([^\"]*)\"", parameters))
        for relation in given["rel"].split():
            found.setdefault(relation, []).append((target, given.get("type", "")))
    return found
