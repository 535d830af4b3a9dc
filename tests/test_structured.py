"""What pages say of themselves in the words of schema.org."""

import json
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml import html
from rdflib.namespace import SDO

from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

CASES = Path(__file__).resolve().parent / "cases" / "schema.org.toml"
PAGES = (
    "/",
    "/documents",
    "/documents/sworn-oaths",
    "/dumps/",
    "/ontology",
    "/page/event/chanyuan-treaty",
    "/page/person/zhang-jue",
    "/queries",
    "/queries/betrayals",
    "/sparql",
    "/versions",
    "/versions/1",
)
Node = dict[str, Any]


def read(site: FlaskClient, path: str) -> Node:
    """The one block of JSON-LD in a page that speaks schema.org."""
    content = html.fromstring(site.get(path, headers={"Accept": "text/html"}).data.decode())
    blocks = [json.loads(each.text) for each in content.iterfind(".//script[@type='application/ld+json']")]
    (found,) = (
        each for each in blocks if isinstance(each, dict) and each["@context"] == "https://schema.org"
    )
    return found


def nodes(value: object) -> Iterator[Node]:
    """Every node that has a type, however deep."""
    match value:
        case dict():
            if "@type" in value:
                yield value
            for each in value.values():
                yield from nodes(each)
        case list():
            for each in value:
                yield from nodes(each)


def lineage(kind: str, above: dict[str, str]) -> list[str]:
    """A type with those above it."""
    return [kind, *(lineage(above[kind], above) if kind in above else [])]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_tells_its_address_title_and_site(site: FlaskClient, path: str) -> None:
    graph = read(site, path)["@graph"]
    page = next(each for each in graph if each["@type"] == "WebPage")
    assert read(site, path)["@context"] == "https://schema.org"
    assert page["url"] == f"http://kg.test{path}"
    assert page["name"]
    assert page["isPartOf"] == {"@id": "http://kg.test/"}


@pytest.mark.parametrize("path", PAGES)
def test_every_type_and_property_is_one_of_schema_org_and_fits(site: FlaskClient, path: str) -> None:
    known = tomllib.loads(CASES.read_text(encoding="utf-8"))
    for node in nodes(read(site, path)["@graph"]):
        kinds = lineage(node["@type"], known["above"])
        allowed = {name for kind in kinds for name in known["properties"].get(kind, [])}
        assert kinds[-1] == "Thing", f"{node['@type']} is not in {CASES.name}; look it up and add it there"
        assert {name for name in node if not name.startswith("@")} - allowed == set(), node["@type"]


def test_what_our_cases_say_of_schema_org_is_in_its_vocabulary() -> None:
    known = tomllib.loads(CASES.read_text(encoding="utf-8"))
    types = {*known["above"], *known["above"].values()}
    properties = {name for names in known["properties"].values() for name in names}
    assert [each for each in sorted(types | properties) if each not in SDO] == []


def test_the_title_is_told_as_it_is_read(site: FlaskClient) -> None:
    page = read(site, "/queries?q=%3C%2Fscript%3E")["@graph"][1]
    assert page["url"] == "http://kg.test/queries"
    assert "&" not in read(site, "/page/person/zhang-jue")["@graph"][1]["name"]


def test_under_a_path_all_addresses_have_it(example: Versions) -> None:
    site = create_app(Settings(data=example.folder, base="http://kg.test/kg/")).test_client()
    graph = read(site, "/kg/documents")["@graph"]
    assert [each["url"] for each in graph] == ["http://kg.test/kg/", "http://kg.test/kg/documents"]


def test_the_publisher_and_the_licence_are_those_of_the_settings(example: Versions) -> None:
    settings = Settings(
        data=example.folder,
        base="http://kg.test/",
        publisher="Institute of </script> Oaths",
        licence="https://creativecommons.org/publicdomain/zero/1.0/",
    )
    site, page = read(create_app(settings).test_client(), "/documents")["@graph"]
    assert site["publisher"]["name"] == "Institute of </script> Oaths"
    assert page["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


def test_the_page_of_the_dumps_is_about_a_dataset_with_its_files(site: FlaskClient) -> None:
    page = read(site, "/dumps/")["@graph"][1]
    subject = page["mainEntity"]
    assert (subject["@type"], subject["@id"]) == ("Dataset", "http://kg.test/.well-known/void#dataset")
    assert (subject["version"], len(subject["description"]) > 50) == ("1", True)
    files = {each["contentUrl"]: (each["contentSize"], each["sha256"]) for each in subject["distribution"]}
    assert len(files) == 4
    for address, (size, digest) in files.items():
        with site.get(address.removeprefix("http://kg.test")) as response:
            body = response.get_data()
        assert (f"{len(body)} B", sha256(body).hexdigest()) == (size, digest)


def test_a_document_is_about_what_it_names_and_is_had_in_other_forms(site: FlaskClient) -> None:
    subject = read(site, "/documents/sworn-oaths")["@graph"][1]["mainEntity"]
    assert subject["@id"] == "http://kg.test/id/document/sworn-oaths"
    assert {"@type": "Place", "@id": "http://kg.test/id/place/chanzhou", "name": "Chanzhou"} in subject[
        "mentions"
    ]
    assert {each["encodingFormat"]: each["contentUrl"] for each in subject["encoding"]} == {
        "application/tei+xml": "http://kg.test/documents/sworn-oaths.tei",
        "application/ld+json": "http://kg.test/documents/sworn-oaths.jsonld",
        "text/plain": "http://kg.test/documents/sworn-oaths.txt",
    }
