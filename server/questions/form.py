"""The fields of a question's form: what was typed, what it means, what is wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal

from kg import queries
from kg.dataset import Dataset
from kg.errors import BadParameter
from server.asking import asked, node, words
from server.config import Service
from server.language import either, gettext

_HERE: Final = Path(__file__).resolve().parent

Names = Mapping[str, str]
"""Things by the end of their IRI, as it is typed, and what they are called."""


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter in the form; `called` is the name of the thing that the value stands for."""

    parameter: queries.Parameter
    value: str
    problem: str
    choices: Names
    called: str
    href: str


def fields(service: Service, query: queries.Query, given: Mapping[str, str]) -> tuple[Field, ...]:
    """A field for each parameter, filled with what was given."""
    return tuple(_field(service, each, given.get(each.name, each.default)) for each in query.parameters)


def _field(service: Service, parameter: queries.Parameter, value: str) -> Field:
    dataset, base = service.dataset, service.links.base
    choices = _choices(dataset, dataset.version(), base, parameter.kind) if parameter.kind else _NONE
    typed = value.strip().removeprefix(service.links.base)
    called = choices.get(typed, "")
    href = service.links.href(service.links.base + typed) if called else ""
    return Field(parameter, value, _fault(parameter, value, service.links.base), choices, called, href)


_NONE: Final[Names] = MappingProxyType({})


def _fault(parameter: queries.Parameter, value: str, base: str) -> str:
    try:
        parameter.read(value, base)
    except BadParameter:
        return gettext("This must be %(rule)s.", rule=either(parameter.rule, parameter.rule_zh))
    return ""


@lru_cache(maxsize=16)
def _choices(dataset: Dataset, _version: str, base: str, kind: str) -> Names:
    """The things of a kind in a version, by name."""
    rows = dataset.select(asked(_HERE, "choices", {"within": Literal(f"{base}id/{kind}/")})).rows
    return MappingProxyType({node(row, "thing").value.removeprefix(base): words(row, "name") for row in rows})
