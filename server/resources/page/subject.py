"""What a page is about: a thing with all that was gathered of it from the graph."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.dataset import Row, Term
from kg.model import Ref
from kg.terms import CY, compact, term
from server.asking import asked, node, words
from server.config import Service
from server.drawing import begun
from server.resources import description
from server.resources.extent import extent, stating

MOST: Final = 5000
"""Facts that point at a thing of which its page knows, as referring.rq says."""
HERE: Final = Path(__file__).resolve().parent
_MENTIONS: Final = term("cy:mentions")


@dataclass(frozen=True, slots=True)
class Reference:
    """A fact that points at the thing from another, with the time of that one as far as it is known."""

    fact: Triple
    curie: str
    other: NamedNode
    date: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing, its own facts, and those that point at it in the order of time."""

    ref: Ref
    iri: NamedNode
    own: tuple[Triple, ...]
    references: tuple[Reference, ...]

    @property
    def classes(self) -> tuple[NamedNode, ...]:
        """The classes of ours that it belongs to."""
        types = [each.object for each in self.own if each.predicate == term("rdf:type")]
        return tuple(each for each in types if isinstance(each, NamedNode) and each.value.startswith(CY))

    @property
    def curies(self) -> tuple[str, ...]:
        """Their compact names."""
        return tuple(compact(each.value) for each in self.classes)

    def values(self, curie: str) -> list[Term]:
        """What is stated for a property."""
        return [each.object for each in self.own if each.predicate == term(curie)]

    def literal(self, curie: str) -> str:
        """The plainest literal that is stated for a property, empty without one."""
        found = (each.value for each in self.values(curie) if isinstance(each, Literal))
        return min(found, key=lambda text: (len(text), text), default="")

    def pointing(self, *curies: str) -> list[Reference]:
        """The facts of these properties that point at it."""
        return [each for each in self.references if each.curie in curies]


def gathered(service: Service, ref: Ref) -> Subject:
    """What the graph says of a thing and with it."""
    iri = service.links.iri(ref)
    rows = service.dataset.select(asked(HERE, "referring", {"thing": iri})).rows
    own = description.facts(service.dataset, [iri])
    return Subject(ref, iri, tuple(own), tuple(sorted(_references(rows, iri), key=_order)))


def beyond(service: Service, subject: Subject) -> int:
    """How many facts point at the thing beyond those that its page knows of, which the data have."""
    if len(subject.references) < MOST:
        return 0
    shown = Counter(each.curie for each in subject.references)
    counted = extent(service.dataset, subject.iri).pointing
    return sum(max(0, count - shown[compact(name.value)]) for name, count in counted)


def claims(service: Service, subject: Subject, shown: Iterable[Triple]) -> list[NamedNode]:
    """The claims that what is shown rests on."""
    match subject.ref.kind:
        case "claim":
            return [subject.iri]
        case "passage":
            return description.resting(service.dataset, subject.iri, mere=True)
    return stating(service.dataset, (each for each in shown if each.predicate != _MENTIONS))


def attested(service: Service, thing: NamedNode) -> Mapping[tuple[Term, Term], tuple[str, ...]]:
    """What the authority file names as its sources for each fact that it attests."""
    found: dict[tuple[Term, Term], list[str]] = defaultdict(list)
    for row in service.dataset.select(description.asked("attestations", {"thing": thing})).rows:
        source = words(row, "source")
        unverified = words(row, "verified") == "false" and "unverified" not in source
        found[row["property"], row["value"]].append(source + (" (not verified)" if unverified else ""))
    return {fact: tuple(sources) for fact, sources in found.items()}


def _order(reference: Reference) -> tuple[float, str, str]:
    """By time, what has none at the end."""
    return begun(reference.first or reference.date or reference.last), reference.other.value, reference.curie


def _references(rows: Iterable[Row], thing: NamedNode) -> Iterator[Reference]:
    """Each fact once, with all that is stated of its time."""
    dates: dict[tuple[NamedNode, NamedNode], dict[str, list[str]]] = {}
    for row in rows:
        known = dates.setdefault((node(row, "other"), node(row, "property")), {})
        if "when" in row:
            known.setdefault(compact(words(row, "when")), []).append(words(row, "date"))
    for (other, property_), known in dates.items():
        yield Reference(
            Triple(other, property_, thing),
            compact(property_.value),
            other,
            min(known.get("cy:date", ()), default=""),
            min(_both(known, "cy:earliest", "cy:reignStart"), key=begun, default=""),
            max(_both(known, "cy:latest", "cy:reignEnd"), key=begun, default=""),
        )


def _both(known: Mapping[str, list[str]], one: str, other: str) -> list[str]:
    return [*known.get(one, ()), *known.get(other, ())]
