"""What the graph holds, in VoID: counts in all, by class, by property, and the links to other sites."""

from collections.abc import Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import GRAPH_FORMATS
from kg.deposit import ClassCount, Deposit, PropertyCount, Statistics, TargetCount
from kg.terms import CY, PREFIXES, compact, term
from server.catalogue.words import format_word, stated, word
from server.config import Service
from server.links import Links


def held(service: Service, deposit: Deposit) -> Iterator[Triple]:
    """The counts of a version, as they were made of it once."""
    links, counts = service.links, deposit.statistics()
    me = links.offered("dataset")
    yield from stated(
        me,
        ("rdf:type", word("void:Dataset")),
        ("void:sparqlEndpoint", NamedNode(links.public(links.sparql()))),
        ("void:openSearchDescription", NamedNode(links.public(links.opensearch()))),
        ("void:uriSpace", Literal(f"{links.base}id/")),
        ("void:triples", Literal(counts.triples)),
        ("void:entities", Literal(counts.subjects)),
        ("void:distinctSubjects", Literal(counts.subjects)),
        ("void:distinctObjects", Literal(counts.objects)),
        ("void:classes", Literal(len(counts.classes))),
        ("void:properties", Literal(len(counts.properties))),
        *(("void:feature", format_word(each)) for each in GRAPH_FORMATS),
        *(("void:vocabulary", NamedNode(each)) for each in _vocabularies(counts)),
    )
    for one in counts.classes:
        yield from _class(links, me, one)
    for use in counts.properties:
        yield from _property(links, me, use)
    for target in counts.targets:
        yield from _linkset(links, me, target)


def _vocabularies(counts: Statistics) -> list[str]:
    """The namespaces of the classes and properties that are used."""
    used = [*(each.iri for each in counts.classes), *(each.iri for each in counts.properties)]
    return sorted({space for space in PREFIXES.values() if any(iri.startswith(space) for iri in used)} | {CY})


def _class(links: Links, dataset: NamedNode, one: ClassCount) -> Iterator[Triple]:
    part = links.offered(_named("class", one.iri))
    yield Triple(dataset, word("void:classPartition"), part)
    yield from stated(part, ("void:class", NamedNode(one.iri)), ("void:entities", Literal(one.entities)))


def _property(links: Links, dataset: NamedNode, use: PropertyCount) -> Iterator[Triple]:
    part = links.offered(_named("property", use.iri))
    yield Triple(dataset, word("void:propertyPartition"), part)
    yield from stated(
        part,
        ("void:property", NamedNode(use.iri)),
        ("void:triples", Literal(use.triples)),
        ("void:distinctSubjects", Literal(use.subjects)),
        ("void:distinctObjects", Literal(use.objects)),
    )


def _linkset(links: Links, dataset: NamedNode, target: TargetCount) -> Iterator[Triple]:
    part, other = (links.offered(_named(name, target.iri)) for name in ("links", "target"))
    yield Triple(dataset, word("void:subset"), part)
    yield from stated(
        part,
        ("rdf:type", word("void:Linkset")),
        ("void:linkPredicate", term("owl:sameAs")),
        ("void:subjectsTarget", dataset),
        ("void:objectsTarget", other),
        ("void:triples", Literal(target.triples)),
    )
    yield from stated(other, ("rdf:type", word("void:Dataset")), ("void:uriSpace", Literal(target.iri)))


def _named(sort: str, iri: str) -> str:
    """The fragment under which a part of the description is found.

    >>> _named("class", "https://w3id.org/chanyuan/ontology#Person")
    'class:cy:Person'
    """
    return f"{sort}:{quote(compact(iri), safe=':')}"
