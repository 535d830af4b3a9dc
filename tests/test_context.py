"""The JSON-LD context: short names in somebody's JSON mean our terms."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from kg.resources import folder
from kg.terms import CY, PREFIXES

DOCUMENT = {
    "@id": "id/event/treaty",
    "type": ["Treaty", "oa:SpecificResource"],
    "earliest": "1005-01-24",
    "party": ["id/polity/song", {"id": "id/polity/liao", "rulerOf": "id/place/x"}],
    "termKind": "Tribute",
    "prefLabel": {"en": "Chanyuan Treaty", "zh-Hant": "澶淵之盟"},
    "confidence": "0.90",
}
SAYS = """
<id/event/treaty> a cy:Treaty , oa:SpecificResource ;
  cy:earliest "1005-01-24"^^xsd:date ;
  cy:party <id/polity/song> , <id/polity/liao> ;
  cy:termKind cy:Tribute ;
  skos:prefLabel "Chanyuan Treaty"@en , "澶淵之盟"@zh-Hant ;
  cy:confidence "0.90"^^xsd:decimal .
<id/polity/liao> cy:rulerOf <id/place/x> .
"""
BASE = "http://kg.test/"


@pytest.fixture(scope="module")
def context(site: FlaskClient) -> dict[str, Any]:
    """The context as a program reads it."""
    response = site.get("/context.jsonld")
    assert (response.status_code, response.content_type) == (200, "application/ld+json")
    given: dict[str, Any] = json.loads(response.text)
    return given


def test_short_names_mean_our_terms_with_the_types_of_their_values(context: dict[str, Any]) -> None:
    prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in PREFIXES.items())
    meant = set(parse(prefixes + SAYS, format=RdfFormat.TURTLE, base_iri=BASE))
    said = json.dumps({**context, **DOCUMENT})
    assert set(parse(said, format=RdfFormat.JSON_LD, base_iri=BASE)) == meant


def test_every_term_and_every_prefix_has_its_place(context: dict[str, Any]) -> None:
    stated = parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)
    terms = {quad.subject.value.removeprefix(CY) for quad in stated if str(quad.subject).startswith(f"<{CY}")}
    known = context["@context"]
    assert terms - known.keys() == set()
    assert {prefix: known[prefix] for prefix in PREFIXES} == dict(PREFIXES)
