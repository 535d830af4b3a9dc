"""Where sources differ: values of one property that have nothing in common, source by source."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from pyoxigraph import NamedNode, Triple

from kg.dataset import Term
from kg.terms import compact
from server.language import gettext
from server.resources.page.parts import Difference
from server.resources.page.telling import Telling

_COMPARED: Final = frozenset(
    {"cy:date", "cy:place", "cy:outcome", "cy:target", "cy:betrayer", "cy:betrayed", "cy:beneficiary"}
    | {"cy:betrayalKind", "cy:birth", "cy:death", "cy:inception", "cy:dissolution", "cy:reignStart"}
    | {"cy:reignEnd", "cy:attacker", "cy:defender", "cy:successorOf", "cy:childOf", "cy:killedBy"}
)
"""Properties of which two different values are worth looking at side by side."""

_Sides = dict[NamedNode, dict[str, list[Term]]]


def differences(own: Iterable[Triple], telling: Telling) -> tuple[Difference, ...]:
    """Properties of which two sources give values with nothing in common."""
    return tuple(
        Difference(
            telling.wording.shown(each),
            tuple(
                (source, tuple(telling.worded(each, value) for value in values))
                for source, values in by_source.items()
            ),
        )
        for each, by_source in _sides(own, telling).items()
        if any(not set(one) & set(other) for one, other in combinations(by_source.values(), 2))
    )


def _sides(own: Iterable[Triple], telling: Telling) -> _Sides:
    sides: _Sides = defaultdict(lambda: defaultdict(list))
    for each in own:
        if compact(each.predicate.value) in _COMPARED:
            for source in _tellers(each, telling) or [gettext("Authority file")]:
                sides[each.predicate][source].append(each.object)
    return sides


def _tellers(fact: Triple, telling: Telling) -> list[str]:
    """The documents that state a fact, and the authority file where it attests the fact as well."""
    documents = dict.fromkeys(each.document for each in telling.quotations(fact))
    attested = (fact.predicate, fact.object) in telling.attested
    return [*documents, *([gettext("Authority file")] if attested else [])]
