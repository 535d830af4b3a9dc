"""The counts of a version reckoned from those of an earlier one, at the price of what has changed since."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Store, Triple

from kg import rdf
from kg.deposit.statistics import ClassCount, PropertyCount, Statistics, TargetCount
from kg.model import Version
from kg.terms import term

_MOST: Final = 500_000
"""Quads of changed graphs that are read to find what changed; where there are more, all is counted anew."""
_SHARE: Final = 5
"""Reading a quad here costs about five times as much as counting it."""
_SITE: Final = re.compile(r"^(https?://[^/]+/).*$")

_Node = NamedNode | BlankNode | Literal | Triple
_Pattern = tuple[NamedNode | BlankNode | Triple | None, NamedNode | None, _Node | None]


def pays(old: Version, new: Version) -> bool:
    """Whether reckoning from one version to the other is less work than counting."""
    quads = sum(each.counts.get(graph, 0) for graph in old.differing(new) for each in (old, new))
    return quads <= min(_MOST, new.quads // _SHARE)


def reckoned(before: Statistics, old: Store, new: Store, graphs: Iterable[str]) -> Statistics:
    """The counts of a new store from those of an old one, from which it differs in some graphs only."""
    touched = {rdf.merged(each) for name in graphs for each in _content(old, name) ^ _content(new, name)}
    came = {each for each in touched if each in new and each not in old}
    went = {each for each in touched if each in old and each not in new}
    shift = _Shift(old, new)
    return Statistics(
        triples=before.triples + len(came) - len(went),
        subjects=before.subjects + shift.of((each.subject, None, None) for each in came | went),
        objects=before.objects + shift.of((None, None, each.object) for each in came | went),
        classes=_classes(before, came, went),
        properties=_properties(before, came, went, shift),
        targets=_targets(before, came, went),
    )


def _content(store: Store, graph: str) -> set[Quad]:
    return set(store.quads_for_pattern(None, None, None, NamedNode(graph)))


class _Shift:
    """How many patterns the merge of one store matches, and that of the other does not."""

    def __init__(self, old: Store, new: Store) -> None:
        self._old, self._new = old, new

    def of(self, patterns: Iterable[_Pattern]) -> int:
        """The difference over some patterns, each taken once."""
        return sum(_matches(self._new, each) - _matches(self._old, each) for each in set(patterns))


def _matches(store: Store, pattern: _Pattern) -> bool:
    return next(store.quads_for_pattern(*pattern, DefaultGraph()), None) is not None


def _properties(
    before: Statistics, came: set[Quad], went: set[Quad], shift: _Shift
) -> tuple[PropertyCount, ...]:
    counts = {each.iri: each for each in before.properties}
    for used in {each.predicate for each in came | went}:
        mine = [each for each in came | went if each.predicate == used]
        known = counts.get(used.value, PropertyCount(used.value, 0, 0, 0))
        counts[used.value] = PropertyCount(
            iri=used.value,
            triples=known.triples + sum(1 if each in came else -1 for each in mine),
            subjects=known.subjects + shift.of((each.subject, used, None) for each in mine),
            objects=known.objects + shift.of((None, used, each.object) for each in mine),
        )
    return tuple(counts[iri] for iri in sorted(counts) if counts[iri].triples)


def _classes(before: Statistics, came: set[Quad], went: set[Quad]) -> tuple[ClassCount, ...]:
    known = {each.iri: each.entities for each in before.classes}
    now = _shifted(known, _values(came, "rdf:type"), _values(went, "rdf:type"))
    return tuple(ClassCount(*each) for each in now)


def _targets(before: Statistics, came: set[Quad], went: set[Quad]) -> tuple[TargetCount, ...]:
    known = {each.iri: each.triples for each in before.targets}
    sites = ([_SITE.sub(r"\1", iri) for iri in _values(quads, "owl:sameAs")] for quads in (came, went))
    return tuple(TargetCount(*each) for each in _shifted(known, *sites))


def _values(quads: Iterable[Quad], predicate: str) -> list[str]:
    """The IRIs that some statements have for values."""
    wanted = (each.object for each in quads if each.predicate == term(predicate))
    return [node.value for node in wanted if isinstance(node, NamedNode)]


def _shifted(known: Mapping[str, int], came: list[str], went: list[str]) -> list[tuple[str, int]]:
    counts = Counter(known)
    counts.update(came)
    counts.subtract(went)
    return sorted((iri, count) for iri, count in counts.items() if count)
