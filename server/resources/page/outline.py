"""Which facts stand where on the page about a thing, before anything is put into words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.terms import compact
from server.links import Links
from server.resources.naming import NAMING
from server.resources.page.arrangement import Plan, plans
from server.resources.page.parts import Paging
from server.resources.page.subject import Reference, Subject

_PAGE: Final = 20
"""Entries of a chronicle, or of one property that points here, on a page."""

_RECORD: Final = frozenset(
    {"rdf:type", "dcterms:source", "skos:note", "skos:scopeNote", "dcterms:identifier", "geo:hasGeometry"}
    | {"cy:sha256", "cy:mediaType", "cy:coordinatePrecision", "cy:exact", "oa:hasSelector", "oa:hasSource"}
)
_ELSEWHERE: Final = frozenset({"owl:sameAs", "skos:closeMatch"})
_LONG: Final = frozenset({"cy:text"})

_FURTHER: Final = Plan("stated", {"en": "What is stated", "zh-hant": "所述事實"})
_MENTIONED: Final = Plan("mentioned", {"en": "Where else it appears", "zh-hant": "另見"})


@dataclass(frozen=True, slots=True)
class Listed:
    """Facts of one property that point here, those of one page of them."""

    predicate: NamedNode
    references: tuple[Reference, ...]
    paging: Paging | None


@dataclass(frozen=True, slots=True)
class Outline:
    """A chapter with its facts: own ones by property, and others by property or as a chronicle."""

    plan: Plan
    own: tuple[tuple[NamedNode, tuple[Triple, ...]], ...] = ()
    listed: tuple[Listed, ...] = ()
    chronicle: tuple[tuple[Reference, ...], ...] = ()
    paging: Paging | None = None

    def shown(self) -> Iterator[Triple]:
        """Every fact that it shows."""
        for _, facts in self.own:
            yield from facts
        for each in self.listed:
            yield from (reference.fact for reference in each.references)
        for entry in self.chronicle:
            yield from (reference.fact for reference in entry)


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the pages of long lists are, and which of them the reader asked for."""

    links: Links
    subject: Subject
    asked: Mapping[str, str]

    def of(self, name: str, total: int) -> tuple[slice, Paging | None]:
        """The part of a list to show, and the way to the other parts."""
        number = self._number(name, total)
        start = (number - 1) * _PAGE
        shown = slice(start, start + _PAGE)
        if total <= _PAGE:
            return shown, None
        before = self._at(name, number - 1) if number > 1 else ""
        after = self._at(name, number + 1) if start + _PAGE < total else ""
        return shown, Paging(start + 1, min(start + _PAGE, total), total, before, after)

    def _number(self, name: str, total: int) -> int:
        given = self.asked.get(name, "")
        last = max(1, -(-total // _PAGE))
        return min(max(1, int(given)), last) if given.isascii() and given.isdigit() and len(given) < 9 else 1

    def _at(self, name: str, number: int) -> str:
        return self.links.page(self.subject.ref, **{name: str(number)}) + f"#{name}"


def outlined(subject: Subject, pages: Pages) -> tuple[Outline, ...]:
    """The chapters that have something to tell; what none of them asks for follows at the end."""
    arranged = plans(subject.curies)
    filled = [_filled(subject, pages, plan) for plan in arranged]
    told = {curie for plan in arranged for curie in (*plan.own,)}
    asked = {curie for plan in arranged for curie in plan.pointing}
    further = {compact(each.predicate.value): None for each in subject.own if _is_fact(each)}
    others = {each.curie: None for each in subject.references}
    rest = (
        Plan(_FURTHER.name, _FURTHER.titles, own=tuple(each for each in further if each not in told)),
        Plan(
            _MENTIONED.name, _MENTIONED.titles, pointing=tuple(each for each in others if each not in asked)
        ),
    )
    filled += [_filled(subject, pages, plan) for plan in rest]
    return tuple(each for each in filled if any(each.shown()))


def record(subject: Subject) -> tuple[tuple[NamedNode, tuple[Triple, ...]], ...]:
    """Facts about the entry rather than the thing, and those that follow from others."""
    told = {curie for plan in plans(subject.curies) for curie in plan.own}
    curies = dict.fromkeys(compact(each.predicate.value) for each in subject.own)
    wanted = tuple(each for each in curies if (each in _RECORD or _follows(each)) and each not in told)
    return _by_property(subject.own, wanted)


def elsewhere(subject: Subject) -> tuple[Triple, ...]:
    """What says that another authority knows the same thing."""
    return tuple(each for each in subject.own if compact(each.predicate.value) in _ELSEWHERE)


def _is_fact(fact: Triple) -> bool:
    name = compact(fact.predicate.value)
    return name not in NAMING | _RECORD | _ELSEWHERE | _LONG and not _follows(name)


def _follows(curie: str) -> bool:
    """Whether facts of this property follow from others, so that they need not be read again."""
    return curie.lower().endswith(("earliest", "latest"))


def _filled(subject: Subject, pages: Pages, plan: Plan) -> Outline:
    own = _by_property(subject.own, plan.own)
    found = subject.pointing(*plan.pointing)
    if not plan.chronicle:
        by_property = ((curie, [each for each in found if each.curie == curie]) for curie in plan.pointing)
        return Outline(plan, own, tuple(_listed(pages, each) for _, each in by_property if each))
    told = entries(subject, plan)
    part, paging = pages.of(plan.name, len(told))
    return Outline(plan, own, chronicle=tuple(told[part]), paging=paging)


def entries(subject: Subject, plan: Plan) -> list[tuple[Reference, ...]]:
    """All that a chronicle tells: each thing once, whatever parts are played in it."""
    found: dict[NamedNode, list[Reference]] = defaultdict(list)
    for each in subject.pointing(*plan.pointing):
        found[each.other].append(each)
    return [tuple(parts) for parts in found.values()]


def _listed(pages: Pages, references: list[Reference]) -> Listed:
    part, paging = pages.of(references[0].curie.replace(":", "-"), len(references))
    return Listed(references[0].fact.predicate, tuple(references[part]), paging)


def _by_property(
    facts: Iterable[Triple], curies: Iterable[str]
) -> tuple[tuple[NamedNode, tuple[Triple, ...]], ...]:
    by_curie: dict[str, list[Triple]] = defaultdict(list)
    for each in facts:
        by_curie[compact(each.predicate.value)].append(each)
    return tuple(
        (by_curie[curie][0].predicate, tuple(by_curie[curie])) for curie in curies if curie in by_curie
    )
