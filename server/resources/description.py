"""What is known about a thing, gathered from the graph by the queries beside this module."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg import queries
from kg.dataset import Dataset
from kg.model import Ref
from kg.terms import term
from server import asking
from server.asking import node
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent


def asked(name: str, *rows: Mapping[str, queries.Bound]) -> str:
    """The text of a query beside this module."""
    return asking.asked(_HERE, name, *rows)


def exists(dataset: Dataset, thing: NamedNode) -> bool:
    """Whether the graph says anything of or with this thing, or is named so."""
    return dataset.ask(asked("exists", {"thing": thing}))


def facts(dataset: Dataset, things: Iterable[NamedNode]) -> list[Triple]:
    """Every statement whose subject is one of these."""
    rows = [{"thing": thing} for thing in things]
    return sorted(dataset.construct(asked("facts", *rows)), key=str) if rows else []


def incoming(dataset: Dataset, thing: NamedNode) -> list[Triple]:
    """The statements that point at a thing, at most a thousand."""
    return dataset.construct(asked("incoming", {"thing": thing}))


def claims(dataset: Dataset, thing: NamedNode, *, mentions: bool) -> list[NamedNode]:
    """The claims and attestations about a thing, at most a thousand, with mere mentions last or left out."""
    rows = dataset.select(asked("claims", {"thing": thing})).rows
    wanted = (row for row in rows if mentions or row["property"] != term("cy:mentions"))
    return list(dict.fromkeys(node(row, "claim") for row in wanted))


def resting(dataset: Dataset, passage: NamedNode) -> list[NamedNode]:
    """The claims that cite a passage."""
    rows = dataset.select(asked("resting", {"passage": passage})).rows
    return [node(row, "claim") for row in rows if row["property"] != term("cy:mentions")]


def labels(dataset: Dataset, things: Iterable[NamedNode]) -> list[Triple]:
    """What these things are called."""
    rows = [{"thing": thing} for thing in dict.fromkeys(things)]
    return dataset.construct(asked("labels", *rows)) if rows else []


def mentioned(triples: Iterable[Triple]) -> set[NamedNode]:
    """Every thing and term that these triples speak of."""
    return {each for triple in triples for each in triple if isinstance(each, NamedNode)}


def described(service: Service, ref: Ref) -> list[Triple]:
    """All that a linked-data client gets about a thing, each triple once.

    In this order: the document itself, the facts, the facts that point at the thing, the claims about it
    with their passages and documents, and the labels of all that was mentioned.
    """
    dataset, thing = service.dataset, service.links.iri(ref)
    if ref.kind == "graph":
        return [*_itself(service, ref), *dataset.construct(asked("content", {"graph": thing}))]
    own = facts(dataset, [thing])
    parts = facts(dataset, _parts(thing, own))
    evidence = _evidence(dataset, [thing, *claims(dataset, thing, mentions=True)])
    about = [*own, *parts, *incoming(dataset, thing), *evidence]
    named = labels(dataset, mentioned(about))
    return list(dict.fromkeys([*_itself(service, ref), *about, *sorted(named, key=str)]))


def _parts(thing: NamedNode, own: Iterable[Triple]) -> list[NamedNode]:
    """What is named by a fragment of the thing's own IRI, and so dereferences to the same document."""
    values = [each.object for each in own if isinstance(each.object, NamedNode)]
    return [each for each in dict.fromkeys(values) if each.value.startswith(f"{thing.value}#")]


def _evidence(dataset: Dataset, claims: list[NamedNode]) -> list[Triple]:
    """The claims themselves, then what they cite: passages, selectors, and the titles of documents."""
    stated = facts(dataset, claims)
    passages = facts(dataset, _objects(stated, "cy:passage"))
    selectors = facts(dataset, _objects([*stated, *passages], "oa:hasSelector"))
    return [*stated, *passages, *selectors]


def _objects(triples: Iterable[Triple], predicate: str) -> list[NamedNode]:
    wanted = term(predicate)
    found = (each.object for each in triples if each.predicate == wanted)
    return list(dict.fromkeys(each for each in found if isinstance(each, NamedNode)))


def _itself(service: Service, ref: Ref) -> list[Triple]:
    """What the served document says of itself."""
    version = service.versions.served()
    me = service.links.data_iri(ref)
    return [
        Triple(me, term("rdf:type"), term("foaf:Document")),
        Triple(me, term("foaf:primaryTopic"), service.links.iri(ref)),
        Triple(me, term("owl:versionInfo"), Literal(str(version.number))),
        Triple(
            me, term("dcterms:modified"), Literal(version.time.isoformat(), datatype=term("xsd:dateTime"))
        ),
    ]
