"""The questions that every server is asked, each with as many values as the graph has.

A file of `questions/` is a whole query; the variables it writes with `$` stand for values, which replace
them as terms, in the place where a person would write them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode

from benchmarks.serve.graph import World, rule
from kg.terms import term

Values = Mapping[str, NamedNode | Literal]

_VALUE: Final = re.compile(r"\$(\w+)")
_FOLDER: Final = Path(__file__).with_name("questions")


def _point(world: World, number: int) -> Values:
    return {"event": NamedNode(world.event(number % world.events))}


def _star(world: World, number: int) -> Values:
    return {"label": Literal(world.event_label(number % world.events), language="en")}


def _rows(_: World, number: int) -> Values:
    return {"rule": Literal(rule(number)), "least": _typed(f"0.{50 + number // 3 % 20}", "decimal")}


def _join(world: World, number: int) -> Values:
    return {"person": NamedNode(world.person(number % world.persons))}


def _aggregate(world: World, number: int) -> Values:
    day = f"{907 + number // world.polities % 200:04}-01-01"
    return {"polity": NamedNode(world.polity(number % world.polities)), "day": _typed(day, "date")}


def _text(world: World, number: int) -> Values:
    return {"word": Literal(world.place_name(number % world.places))}


QUESTIONS: Final[Mapping[str, Callable[[World, int], Values]]] = MappingProxyType(
    {"point": _point, "star": _star, "rows": _rows, "join": _join, "aggregate": _aggregate, "text": _text}
)
"""The values of each question by number; where they are used up they come again from the first."""


def query(name: str, values: Values) -> str:
    """A question with these values in it.

    >>> print(query("point", {"event": NamedNode("http://localhost:8080/id/event/raid")}).splitlines()[1])
    SELECT ?predicate ?object WHERE { <http://localhost:8080/id/event/raid> ?predicate ?object }
    """
    return _VALUE.sub(lambda found: str(values[found[1]]), _text_of(name))


def distinct(name: str, world: World, *, start: int = 0) -> Iterator[str]:
    """The question with one value after the other, from that number on, without end.

    What follows such a text is a comment: a number there makes two queries of one where values come again.
    """
    for number in count(start):
        yield f"{query(name, QUESTIONS[name](world, number))}# "


def repeated(name: str, world: World, *, texts: int = 20) -> tuple[str, ...]:
    """The few queries that are asked over and over."""
    return tuple(islice(distinct(name, world), texts))


@cache
def _text_of(name: str) -> str:
    return (_FOLDER / f"{name}.rq").read_text(encoding="utf-8")


def _typed(lexical: str, name: str) -> Literal:
    return Literal(lexical, datatype=term(f"xsd:{name}"))
