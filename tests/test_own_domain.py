"""The README's recipe for w3id.org: its rules lead every kind of client to where our routes answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import NamedNode, RdfFormat, parse

from kg.settings import Settings
from server.app import create_app
from tests.linked_data import world

README = Path(__file__).resolve().parent.parent / "README.md"
BASE = "https://w3id.org/chanyuan/"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
BLOCK = re.compile(r"^```apache\n(.*?)^```", re.DOTALL | re.MULTILINE)
CONDITION = re.compile(r"RewriteCond %\{HTTP_ACCEPT\} (\S+)")
RULE = re.compile(r"RewriteRule (\S+) (\S+) \[R=(\d+),L\]")
DIRECTIVES = ("Options -MultiViews", "RewriteEngine On")


@dataclass(frozen=True)
class Rule:
    """A rule of mod_rewrite with the conditions before it, as Apache reads them."""

    accepted: tuple[str, ...]
    pattern: str
    target: str
    status: int

    def location(self, path: str, accept: str) -> str | None:
        """Where a request is sent, None where the rule does not apply."""
        found = re.search(self.pattern, path)
        if not found or not all(re.search(each, accept) for each in self.accepted):
            return None
        return re.sub(r"\$(\d)", lambda number: found[int(number[1])], self.target)


def lines() -> list[str]:
    """The recipe without remarks."""
    (block,) = re.findall(
        r"^```apache\n(.*?)^```", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
    return [line for line in block.splitlines() if line and not line.startswith("#")]


def rules() -> Iterator[Rule]:
    """The rules of the recipe in their order; a condition holds for the next rule only."""
    accepted: tuple[str, ...] = ()
    for line in lines():
        if condition := CONDITION.fullmatch(line):
            accepted = (*accepted, condition[1])
        elif rule := RULE.fullmatch(line):
            yield Rule(accepted, rule[1], rule[2], int(rule[3]))
            accepted = ()


def sent(path: str, accept: str) -> tuple[int, str]:
    """Where Apache sends a client that asks for a path."""
    for rule in rules():
        location = rule.location(path, accept)
        if location is not None:
            return rule.status, location
    raise AssertionError(f"no rule is for {path}")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A graph with a thing of every kind, built and served under w3id.org."""
    data = tmp_path_factory.mktemp("w3id")
    world(data, BASE)
    return create_app(Settings(data=data, base=BASE)).test_client()


def test_every_line_of_the_recipe_is_understood() -> None:
    known = [
        line for line in lines() if line in DIRECTIVES or CONDITION.fullmatch(line) or RULE.fullmatch(line)
    ]
    assert lines() == known
    assert len([*rules()]) == 8
    assert {urlsplit(rule.target)[:2] for rule in rules()} == {("https", "kg.example.org")}


THING = "id/person/zhang-jue"
ANSWERED = [
    (THING, BROWSER, 303, "text/html"),
    (THING, "text/turtle", 303, "text/turtle"),
    (THING, "", 303, "text/turtle"),
    (THING, "*/*", 303, "text/turtle"),
    (THING, "application/ld+json;q=0.9", 303, "application/ld+json"),
    (THING, "application/rdf+xml, application/xml;q=0.5", 303, "application/rdf+xml"),
    (THING, "application/n-triples", 303, "application/n-triples"),
    ("ontology", BROWSER, 303, "text/html"),
    ("ontology", "text/turtle", 303, "text/turtle"),
    ("", BROWSER, 302, "text/html"),
    ("", "text/turtle", 302, "text/turtle"),
    (".well-known/void", "text/turtle", 302, "text/turtle"),
    ("documents/zhang-jue", BROWSER, 302, "text/html"),
    ("documents/zhang-jue.tei", "", 302, "application/tei+xml"),
    ("sparql?query=ASK+%7B%7D", "application/sparql-results+json", 302, "application/sparql-results+json"),
    ("dumps/chanyuan-1.nq.gz", "", 302, "application/gzip"),
    ("context.jsonld", "", 302, "application/ld+json"),
    ("sitemap.xml", "", 302, "application/xml"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "accept", "status", "media_type"), ANSWERED)
def test_where_the_rules_lead_our_routes_answer(
    site: FlaskClient, path: str, accept: str, status: int, media_type: str
) -> None:
    path, question, query = path.partition("?")
    found, location = sent(path, accept)
    address = location.removeprefix("https://kg.example.org") + question + query
    headers = {"Accept": accept} if accept else {}
    if path.startswith("dumps/"):
        address = address.replace("chanyuan-1.", f"chanyuan-{newest(site)}.")
    with site.get(address, headers=headers) as response:
        response.get_data()
    assert (found, response.status_code, response.mimetype) == (status, 200, media_type)


def newest(site: FlaskClient) -> int:
    """The number of the version that is served."""
    number: int = site.get("/chanyuan/health").get_json()["version"]
    return number


def test_what_comes_back_speaks_of_the_iri_that_was_asked_for(site: FlaskClient) -> None:
    _, location = sent(THING, "text/turtle")
    response = site.get(location.removeprefix("https://kg.example.org"))
    subjects = {quad.subject for quad in parse(response.data, format=RdfFormat.TURTLE)}
    assert NamedNode(BASE + THING) in subjects


@pytest.mark.parametrize("path", ["id/place/汴京", "id/place/%E6%B1%B4", "page/event/chanyuan-treaty"])
def test_no_address_of_ours_is_left_out(path: str) -> None:
    assert sent(path, "text/turtle")[1].startswith("https://kg.example.org/chanyuan/")
