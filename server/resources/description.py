"""What is known about a thing, gathered from the graph by the queries beside this module."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Triple

from kg import queries
from kg.dataset import Dataset
from kg.terms import term
from server import asking
from server.asking import node
from server.resources.extent import Extent, about, content, pointing, stating

_HERE: Final = Path(__file__).resolve().parent


def asked(name: str, *rows: Mapping[str, queries.Bound]) -> str:
    """The text of a query beside this module."""
    return asking.asked(_HERE, name, *rows)


def facts(dataset: Dataset, things: Iterable[NamedNode]) -> list[Triple]:
    """Every statement whose subject is one of these."""
    rows = [{"thing": thing} for thing in things]
    return sorted(dataset.construct(asked("facts", *rows)), key=str) if rows else []


def resting(dataset: Dataset, passage: NamedNode, *, mere: bool = False) -> list[NamedNode]:
    """The claims that cite a passage, but for mere mentions unless they are wanted."""
    rows = dataset.select(asked("resting", {"passage": passage})).rows
    return [node(row, "claim") for row in rows if mere or row["property"] != term("cy:mentions")]


def labels(dataset: Dataset, things: Iterable[NamedNode]) -> list[Triple]:
    """What these things are called."""
    rows = [{"thing": thing} for thing in dict.fromkeys(things)]
    return dataset.construct(asked("labels", *rows)) if rows else []


def mentioned(triples: Iterable[Triple]) -> set[NamedNode]:
    """Every thing and term that these triples speak of."""
    return {each for triple in triples for each in triple if isinstance(each, NamedNode)}


def held(dataset: Dataset, graph: NamedNode, page: int) -> list[Triple]:
    """What a named graph holds on one page, and what is called how in it."""
    found = content(dataset, graph, page)
    return [*found, *labels(dataset, sorted(mentioned(found), key=str))]


def described(dataset: Dataset, thing: NamedNode, known: Extent, page: int) -> list[Triple]:
    """What a linked-data client gets about a thing on one page, each triple once.

    In this order: the facts, which are on the first page, those that point at the thing, the claims about it
    with their passages and documents, and the labels of all that was mentioned.
    """
    own = facts(dataset, [thing]) if page == 1 else []
    told = [*own, *facts(dataset, _parts(thing, own))]
    pointed = [*pointing(dataset, thing, known.parts(page))]
    claims = [*_evident([*own, *pointed]), *about(dataset, thing, page), *stating(dataset, pointed)]
    stated = [*told, *_unnamed(dataset, thing, [*own, *pointed]), *pointed, *_evidence(dataset, claims)]
    named = labels(dataset, sorted(mentioned(stated), key=str))
    return list(dict.fromkeys([*stated, *sorted(named, key=str)]))


def _unnamed(dataset: Dataset, thing: NamedNode, told: Iterable[Triple]) -> list[Triple]:
    """What is said of blank nodes, for which nobody can ask by name; curators may have brought some."""
    if not any(isinstance(end, BlankNode) for each in told for end in (each.subject, each.object)):
        return []
    return sorted(dataset.construct(asked("unnamed", {"thing": thing})), key=str)


def _parts(thing: NamedNode, own: Iterable[Triple]) -> list[NamedNode]:
    """What is named by a fragment of the thing's own IRI, and so dereferences to the same document."""
    values = [each.object for each in own if isinstance(each.object, NamedNode)]
    return [each for each in dict.fromkeys(values) if each.value.startswith(f"{thing.value}#")]


def _evident(told: Iterable[Triple]) -> Iterator[NamedNode]:
    """What cites the thing as a passage or is itself one that cites, and what decides on what."""
    for each in told:
        if each.predicate == term("cy:passage") and isinstance(each.subject, NamedNode):
            yield each.subject
        elif each.predicate == term("cy:onClaim"):
            yield from (end for end in (each.subject, each.object) if isinstance(end, NamedNode))


def _evidence(dataset: Dataset, claims: Iterable[NamedNode]) -> list[Triple]:
    """The claims themselves, then what they cite: passages, their selectors, and documents."""
    stated = facts(dataset, dict.fromkeys(claims))
    passages = facts(dataset, _objects(stated, "cy:passage"))
    selectors = facts(dataset, _objects([*stated, *passages], "oa:hasSelector"))
    documents = [{"document": each} for each in _objects([*stated, *passages], "cy:document")]
    titles = sorted(dataset.construct(asked("documents", *documents)), key=str) if documents else []
    return [*stated, *passages, *selectors, *titles]


def _objects(triples: Iterable[Triple], predicate: str) -> list[NamedNode]:
    wanted = term(predicate)
    found = (each.object for each in triples if each.predicate == wanted)
    return list(dict.fromkeys(each for each in found if isinstance(each, NamedNode)))
