"""A saved question as a page: what it means, its form, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass

from kg import queries
from kg.dataset import FORMATS
from server.config import Service
from server.errors import Problem
from server.negotiate import QUERY
from server.questions.answer import Answer, answered
from server.questions.form import Field, Names, fields
from server.wording import Download


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with what was given for its parameters."""

    service: Service
    query: queries.Query
    given: Mapping[str, str]

    def text(self) -> str:
        """The query with the values bound; BadParameter where one cannot be."""
        return self.query.bound(self.query.terms(self.given, self.service.links.base))

    def values(self) -> dict[str, str]:
        """What an address says to ask the same again."""
        return {each.name: self.given.get(each.name, each.default) for each in self.query.parameters}


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """What the template of a question shows: an answer, or else a problem."""

    query: queries.Query
    fields: tuple[Field, ...]
    answer: Answer | None = None
    problem: Problem | None = None
    text: str = ""
    downloads: tuple[Download, ...] = ()
    address: str = ""

    @property
    def choices(self) -> dict[str, Names]:
        """The things to choose from by their kind, each kind once for all fields."""
        return {each.parameter.kind: each.choices for each in self.fields if each.choices}

    @property
    def changed(self) -> bool:
        """Whether other values than the defaults were given."""
        return any(each.value != each.parameter.default for each in self.fields)


def answered_page(asked: Asked) -> QuestionPage:
    """The question with its answer; BadParameter where a value cannot be bound."""
    service, query, values = asked.service, asked.query, asked.values()
    text = asked.text()
    downloads = tuple(
        Download(each.title, service.links.question(query.name, each.name, **values), each.media_type)
        for each in (*FORMATS[query.kind], QUERY)
    )
    return QuestionPage(
        query,
        fields(service, query, asked.given),
        answered(service, query.kind, text),
        text=text,
        downloads=downloads,
        address=service.links.public(service.links.question(query.name, **values)),
    )


def refused_page(asked: Asked, problem: Problem) -> QuestionPage:
    """The form with what was typed, each fault beside its field, and nothing asked."""
    return QuestionPage(asked.query, fields(asked.service, asked.query, asked.given), problem=problem)
