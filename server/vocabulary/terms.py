"""The terms of the vocabulary as the version that is served defines them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode, Triple

from kg import rdf
from kg.dataset import Dataset
from kg.terms import CY, compact, term
from server.asking import asked
from server.config import Service

_HERE: Final = Path(__file__).resolve().parent

Kind = Literal["class", "property", "value"]
Names = Mapping[str, str]
"""Words by their language tag, as the store spells it."""

_KINDS: Final[Mapping[str, Kind]] = {
    "owl:Class": "class",
    "owl:ObjectProperty": "property",
    "owl:DatatypeProperty": "property",
    "rdf:Property": "property",
    "owl:NamedIndividual": "value",
}
_CHARACTERS: Final = (
    "owl:FunctionalProperty",
    "owl:TransitiveProperty",
    "owl:SymmetricProperty",
    "owl:AsymmetricProperty",
    "owl:IrreflexiveProperty",
)


@dataclass(frozen=True, slots=True)
class Defined:
    """A term by its name after the prefix; others are named so where they are ours, else by their IRI.

    `under` are the broader terms of ours, `aligned` those of others; a value is `of` its class.
    """

    name: str
    kind: Kind
    labels: Names
    comments: Names
    characters: tuple[str, ...]
    under: tuple[str, ...]
    aligned: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    of: tuple[str, ...]
    disjoint: tuple[str, ...]


Terms = Mapping[str, Defined]


def terms(service: Service) -> Terms:
    """Every term by name, in the order of their names."""
    return _terms(service.dataset, service.links.base, service.dataset.version())


def described(service: Service) -> list[Triple]:
    """All that is said of the vocabulary, its alignments included."""
    return sorted(_triples(service.dataset, service.links.base), key=str)


def _triples(dataset: Dataset, base: str) -> list[Triple]:
    return dataset.construct(asked(_HERE, "ontology", {"graph": rdf.graph("ontology", base)}))


@lru_cache(maxsize=2)
def _terms(dataset: Dataset, base: str, _version: str) -> Terms:
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    words: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for triple in _triples(dataset, base):
        if isinstance(triple.subject, NamedNode) and triple.subject.value.startswith(CY):
            name, property_ = triple.subject.value.removeprefix(CY), compact(triple.predicate.value)
            if isinstance(triple.object, RdfLiteral):
                words[name][property_][triple.object.language or ""] = triple.object.value
            elif isinstance(triple.object, NamedNode):
                said[name][property_].append(triple.object.value)
    found = (_defined(name, said[name], words[name]) for name in sorted(said))
    return {each.name: each for each in found if each}


def _defined(
    name: str, said: Mapping[str, list[str]], words: Mapping[str, Mapping[str, str]]
) -> Defined | None:
    types = [compact(each) for each in said["rdf:type"]]
    kind = next((_KINDS[each] for each in _KINDS if each in types), None)
    broader = [*said.get("rdfs:subClassOf", ()), *said.get("rdfs:subPropertyOf", ())]
    return kind and Defined(
        name=name,
        kind=kind,
        labels=words.get("rdfs:label", {}),
        comments=words.get("rdfs:comment", {}),
        characters=tuple(each for each in _CHARACTERS if each in types),
        under=_ours(broader),
        aligned=tuple(sorted(each for each in broader if not each.startswith(CY))),
        domain=_names(said, "rdfs:domain", "schema:domainIncludes"),
        range=_names(said, "rdfs:range", "schema:rangeIncludes"),
        of=_ours(each for each in said["rdf:type"] if kind == "value"),
        disjoint=_ours(said.get("owl:disjointWith", ())),
    )


def _ours(iris: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(each.removeprefix(CY) for each in iris if each.startswith(CY)))


def _names(said: Mapping[str, list[str]], *properties: str) -> tuple[str, ...]:
    iris = {each for property_ in properties for each in said.get(property_, ())}
    return tuple(sorted(each.removeprefix(CY) for each in iris))


def children(terms: Terms, kind: Kind) -> Mapping[str, list[str]]:
    """For each term of a kind those directly under it; under the empty name those under none."""
    found = defaultdict[str, list[str]](list)
    for each in terms.values():
        if each.kind == kind:
            for parent in [name for name in each.under if name in terms] or [""]:
                found[parent].append(each.name)
    return found


def below(terms: Terms, name: str) -> frozenset[str]:
    """A term and all that are under it."""
    found = {name}
    while more := {each.name for each in terms.values() if found.intersection(each.under)} - found:
        found |= more
    return frozenset(found)


def node(name: str) -> NamedNode:
    """A term by the name that it has here."""
    return NamedNode(name) if ":" in name else term(f"cy:{name}")
