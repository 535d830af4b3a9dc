"""The lists as data: each class, property and facet that they name is one of the vocabulary."""

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kg.resources import folder
from kg.tables import Facet, Listing, listing_of, listings
from kg.terms import compact, term
from kg.vocabulary import Joins
from server.lists.wish import wished

KINDS = {
    "treaties": "event",
    "battles": "event",
    "sieges": "event",
    "campaigns": "event",
    "betrayals": "event",
    "events": "event",
    "persons": "person",
    "polities": "polity",
    "peoples": "people",
    "forces": "force",
    "places": "place",
    "eras": "era",
    "terms": "term",
    "assessments": "assessment",
    "documents": "document",
}
FOREIGN = {"rdf:type", "dcterms:type", "dcterms:language"}
OWN = {"from", "to", "sort", "page", "all", "format", "lang"}
FACETS = [(listing, facet) for listing in listings() for facet in listing.facets]


@pytest.fixture(scope="module")
def ontology() -> list[Triple]:
    return [*parse(path=folder("ontology") / "chanyuan.ttl", format=RdfFormat.TURTLE)]


def defined(ontology: list[Triple], *types: str) -> set[str]:
    wanted = {term(each) for each in types}
    return {
        compact(each.subject.value)
        for each in ontology
        if isinstance(each.subject, NamedNode)
        and each.predicate == term("rdf:type")
        and each.object in wanted
    }


def test_every_class_of_things_is_on_a_list(ontology: list[Triple]) -> None:
    listed = {name for listing in listings() for name in listing.classes}
    evidence = {
        "cy:Agent",
        "cy:Passage",
        "cy:Claim",
        "cy:Decision",
        "cy:Attestation",
        "cy:Commit",
        "cy:GraphChange",
    }
    values = {
        compact(each.object.value)
        for each in ontology
        if each.predicate == term("rdf:type") and isinstance(each.object, NamedNode)
    }
    assert defined(ontology, "owl:Class") - listed - evidence - values == set()
    assert listed <= defined(ontology, "owl:Class")


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_a_list_has_the_chinese_name_of_its_class(ontology: list[Triple], listing: Listing) -> None:
    labels = [
        each.object.value
        for each in ontology
        if (each.subject, each.predicate) == (term(listing.classes[0]), term("rdfs:label"))
        and isinstance(each.object, Literal)
        and each.object.language == "zh-hant"
    ]
    assert labels == [listing.titles["zh-hant"]]


@pytest.mark.parametrize(
    ("listing", "facet"), FACETS, ids=[f"{each.name}-{facet.name}" for each, facet in FACETS]
)
def test_a_facet_names_properties_that_its_things_can_have(
    ontology: list[Triple], listing: Listing, facet: Facet
) -> None:
    known = defined(ontology, "owl:ObjectProperty", "owl:DatatypeProperty", "rdf:Property") | FOREIGN
    assert {*facet.properties, *facet.sources} - known == set()
    joins, kind = Joins.load(), KINDS[listing.name]
    strange = [each for each in facet.properties if kind not in joins.subjects.get(each, {kind})]
    strange += [each for each in facet.sources if kind not in joins.objects.get(each, {kind})]
    assert strange == []
    assert facet.name not in OWN
    assert set(facet.titles) == {"en", "zh-hant"}


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_a_list_is_dated_by_properties_of_the_vocabulary(ontology: list[Triple], listing: Listing) -> None:
    assert {*listing.begins, *listing.ends} <= defined(ontology, "owl:DatatypeProperty")
    assert bool(listing.begins) == bool(listing.ends)
    assert len({facet.name for facet in listing.facets}) == len(listing.facets)


@pytest.mark.parametrize(
    ("classes", "name"),
    [
        (["cy:Battle"], "battles"),
        (["cy:Event", "cy:Battle"], "battles"),
        (["cy:Campaign"], "campaigns"),
        (["cy:Dynasty"], "polities"),
        (["cy:Event"], "events"),
        (["owl:Class"], None),
        ([], None),
    ],
)
def test_a_thing_belongs_to_the_narrowest_list(classes: list[str], name: str | None) -> None:
    found = listing_of(classes)
    assert (found.name if found else None) == name


@pytest.mark.parametrize("listing", listings(), ids=lambda listing: listing.name)
def test_an_address_says_the_whole_state_and_is_read_back(listing: Listing) -> None:
    query = "&".join(
        [
            *(f"{facet.name}=polity/x&{facet.name}=cy:Person" for facet in listing.facets),
            "from=1000&to=1100&sort=told&page=3",
            f"all={listing.facets[0].name}",
        ]
    )
    wish = wished(listing, query.encode())
    again = "&".join(f"{name}={value}" for name, value in wish.pairs())
    assert wished(listing, again.encode()) == wish
    assert (wish.first, wish.last, wish.order, wish.page) == (1000, 1100, "told", 3)
