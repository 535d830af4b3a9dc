"""Facts that cannot all hold: nobody descends from his own son or succeeds his own successor."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kg.extract.bearers import Group
from kg.extract.fact import Fact

_ONE_WAY = frozenset({"childOf", "successorOf"})

Key = tuple[int, str, int | str]


def without(facts: Sequence[Fact]) -> Iterator[Fact]:
    """The facts but for those that close a circle, of which the least certain one goes."""
    closing = _closing(facts)
    for fact in facts:
        if fact.key not in closing:
            yield fact


def _closing(facts: Sequence[Fact]) -> set[Key]:
    above: dict[str, dict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    closing: set[Key] = set()
    for fact in sorted(facts, key=lambda each: -each.confidence):
        if fact.predicate in _ONE_WAY and isinstance(fact.object, Group):
            one, other = fact.subject.final().number, fact.object.final().number
            if one in _reached(above[fact.predicate], other):
                closing.add(fact.key)
            else:
                above[fact.predicate][one].add(other)
    return closing


def _reached(above: dict[int, set[int]], start: int) -> set[int]:
    """Who is above somebody, he himself among them."""
    found, ahead = {start}, [start]
    while ahead:
        for each in above.get(ahead.pop(), set()) - found:
            found.add(each)
            ahead.append(each)
    return found
