"""The list of the saved questions."""

from dataclasses import dataclass
from typing import TypedDict

from kg import queries
from kg.dataset import FORMATS
from server.links import Links
from server.negotiate import QUERY
from server.wording import Download


class ListedParameter(TypedDict):
    """What a program reads about a parameter; an empty default leaves it open."""

    name: str
    datatype: str
    default: str
    description: str
    rule: str


class ListedQuestion(TypedDict):
    """What a program reads about a question."""

    name: str
    title: dict[str, str]
    question: str
    explanation: str
    parameters: list[ListedParameter]
    href: str
    formats: dict[str, str]


@dataclass(frozen=True, slots=True)
class QuestionsPage:
    """What the template of the list shows."""

    questions: tuple[queries.Query, ...]
    downloads: tuple[Download, ...]


def questions_page(links: Links) -> QuestionsPage:
    """Every saved question."""
    json = Download("JSON", links.questions("json"), "application/json")
    return QuestionsPage(queries.all(), (json, Download("OpenAPI", links.openapi(), "application/json")))


def listed(links: Links) -> dict[str, list[ListedQuestion]]:
    """Every saved question, with the address of its answer in each format."""
    return {"questions": [_question(links, each) for each in queries.all()]}


def _question(links: Links, query: queries.Query) -> ListedQuestion:
    forms = (*FORMATS[query.kind], QUERY)
    return {
        "name": query.name,
        "title": {"en": query.title, "zh": query.title_zh},
        "question": query.question,
        "explanation": query.explanation,
        "parameters": [_parameter(each) for each in query.parameters],
        "href": links.public(links.question(query.name)),
        "formats": {each.media_type: links.public(links.question(query.name, each.name)) for each in forms},
    }


def _parameter(parameter: queries.Parameter) -> ListedParameter:
    return {
        "name": parameter.name,
        "datatype": parameter.datatype,
        "default": parameter.default,
        "description": parameter.description,
        "rule": parameter.rule,
    }
