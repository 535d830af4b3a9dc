"""The description of all addresses: valid, complete, and true of the service that it describes."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient
from lxml import html
from openapi_spec_validator import OpenAPIV31SpecValidator

from kg import queries
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

PATHS = ["/", "/sparql", "/data/{kind}/{slug}", "/queries/campaigns", "/queries/network.{suffix}"]
EXPECTED = {"/graphs/{name}": {404}}
"""What an example is answered where nothing was written yet."""
FILES = "multipart/form-data"
AUTOMATIC = {"HEAD", "OPTIONS"}
"""Methods that Flask answers for every route that has GET."""


@dataclass(frozen=True)
class Operation:
    """One method of one path, as it is described."""

    path: str
    method: str
    says: dict[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@pytest.fixture(scope="module")
def described(site: FlaskClient) -> dict[str, Any]:
    """The description as a program reads it."""
    given: dict[str, Any] = site.get("/openapi.json").get_json()
    return given


def operations(described: dict[str, Any]) -> Iterator[Operation]:
    """Every operation of every path."""
    for path, item in described["paths"].items():
        for method, says in item.items():
            yield Operation(path, method.upper(), says)


def parameters(described: dict[str, Any], operation: Operation) -> list[dict[str, Any]]:
    """The parameters of an operation, those that are kept elsewhere looked up."""
    kept = described["components"]["parameters"]
    said = operation.says.get("parameters", [])
    return [kept[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in said]


def example(described: dict[str, Any], operation: Operation) -> str:
    """The address that an operation's own examples make."""
    known = {each["name"]: each.get("example", "sworn-oaths") for each in parameters(described, operation)}
    given = {
        each["name"]: each["example"]
        for each in parameters(described, operation)
        if each["in"] == "query" and "example" in each
    }
    path = operation.path.format_map({name: quote(str(value)) for name, value in known.items()})
    return f"{path}?{urlencode(given)}" if given else path


def uploaded(files: dict[str, str]) -> dict[str, tuple[BytesIO, str, str]]:
    """Files as a form brings them."""
    return {name: (BytesIO(text.encode()), f"{name}.ttl", "text/turtle") for name, text in files.items()}


def test_the_description_is_valid_openapi(described: dict[str, Any]) -> None:
    OpenAPIV31SpecValidator(described).validate()
    assert described["openapi"] == "3.1.0"
    assert described["servers"] == [{"url": "http://kg.test"}]


def test_every_route_is_described_and_nothing_else(site: FlaskClient, described: dict[str, Any]) -> None:
    map_ = site.application.url_map
    routes = map_.bind("kg.test")
    there = {
        (rule.endpoint, method)
        for rule in map_.iter_rules()
        for method in (rule.methods or set()) - AUTOMATIC
        if rule.endpoint != "static"  # files of the pages, which nobody asks for by name
    }
    told = {
        (routes.match(example(described, each).partition("?")[0], each.method)[0], each.method)
        for each in operations(described)
    }
    assert there - told == set(), "describe these in server/openapi/paths/"
    assert told - there == set()


def test_operations_are_told_apart_and_explained(described: dict[str, Any]) -> None:
    said = [each.says for each in operations(described)]
    assert len({each["operationId"] for each in said}) == len(said)
    assert [each for each in said if not each["summary"] or not each["tags"]] == []
    assert {tag for each in said for tag in each["tags"]} == {tag["name"] for tag in described["tags"]}


def test_every_example_is_answered_as_described(site: FlaskClient, described: dict[str, Any]) -> None:
    for each in operations(described):
        body = each.says.get("requestBody", {"content": {None: {"example": None}}})["content"]
        refused = {401} if "security" in each.says else set()  # nobody shows a token here
        for media_type, content in body.items():
            sent = uploaded(content["example"]) if media_type == FILES else content["example"]
            response = site.open(
                example(described, each), method=each.method, data=sent, content_type=media_type
            )
            response.close()
            said = each.says["responses"][str(response.status_code)]
            assert response.status_code in EXPECTED.get(each.path, {200, 303}) | refused, each
            assert response.mimetype in said.get("content", {response.mimetype: {}}), each


@pytest.mark.parametrize("question", queries.all(), ids=lambda question: question.name)
def test_a_question_is_described_with_its_parameters(
    described: dict[str, Any], question: queries.Query
) -> None:
    said = described["paths"][f"/queries/{question.name}"]["get"]
    assert (said["summary"], said["description"]) == (question.question, question.explanation)
    own = said["parameters"][: len(question.parameters)]
    assert [(each["name"], each["schema"]["default"]) for each in own] == [
        (each.name, each.default) for each in question.parameters
    ]


@pytest.mark.parametrize("path", PATHS)
def test_a_refusal_is_described_as_a_problem(described: dict[str, Any], path: str) -> None:
    said = described["paths"][path]["get"]["responses"]["503"]["$ref"].rpartition("/")[2]
    content = described["components"]["responses"][said]["content"]
    assert content["application/problem+json"]["schema"] == {"$ref": "#/components/schemas/Problem"}


def test_the_first_page_leads_programs_and_people_to_the_description(site: FlaskClient) -> None:
    response = site.get("/", headers={"Accept": "text/html"})
    assert response.headers["Link"] == '</openapi.json>; rel="service-desc"; type="application/json"'
    content = html.fromstring(response.data.decode())
    assert [each.get("href") for each in content.iterfind(".//link[@rel='service-desc']")] == [
        "/openapi.json"
    ]
    assert "/openapi.json" in {each.get("href") for each in content.iterfind(".//footer//a")}


def test_under_a_path_the_description_names_it(example: Versions) -> None:
    site = create_app(Settings(data=example.folder, base="http://kg.test/kg/")).test_client()
    assert site.get("/kg/openapi.json").get_json()["servers"] == [{"url": "http://kg.test/kg"}]
