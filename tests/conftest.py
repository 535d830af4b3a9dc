"""What several tests share: the folders outside the repository, and published graphs to ask."""

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from pyoxigraph import NamedNode, Quad

from kg import deposit, rdf
from kg.model import Claim, Document, Passage, Ref, Value
from kg.resources import folder
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app

SHARED = Path(__file__).resolve().parent.parent.parent / "shared"
EXAMPLE = Path(__file__).resolve().parent / "cases" / "queries"
BASE = "http://kg.test/"

settings.register_profile(
    "here", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("here")  # no test depends on how busy the machine is, and none fails now and then

Publish = Callable[[Path, Iterable[Quad]], Versions]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The material beside the repository; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared material in {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def publish() -> Publish:
    """A function that publishes quads of named graphs as the next version of a data folder."""
    return published


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    """The small graph of tests/cases/queries, published: three documents, an authority file, the ontology."""
    return published_example(tmp_path_factory.mktemp("example"), BASE)


@pytest.fixture(scope="session")
def site(example: Versions) -> FlaskClient:
    """A client of the service over the small example graph; what fails inside is answered, not raised."""
    return create_app(Settings(data=example.folder, base=BASE)).test_client()


def published_example(data: Path, base: str) -> Versions:
    """The small graph with its things named under some base, and what is made once of each version."""
    versions = published(data, example_quads(base), base)
    deposit.make(versions, versions.served(), ["statistics", "things", "dumps"])
    return versions


def example_quads(base: str) -> list[Quad]:
    """What the small graph holds: three documents, an authority file, the ontology."""
    quads = [quad for document in _documents() for quad in rdf.quads(document, _claims(document), base=base)]
    quads += rdf.file_quads(EXAMPLE / "authority.ttl", "authority", base)
    return quads + rdf.file_quads(folder("ontology") / "chanyuan.ttl", "ontology", base)


def published(data: Path, quads: Iterable[Quad], base: str = BASE) -> Versions:
    """Quads of named graphs as the next version of a data folder."""
    versions = Versions(data)
    graphs = defaultdict(list)
    for quad in quads:
        graphs[quad.graph_name].append(quad)
    with versions.writing(base, purpose="test") as staging:
        for graph, content in graphs.items():
            assert isinstance(graph, NamedNode)
            staging.put(graph, rdf.n_quads(content))
        versions.publish(staging, message="for tests")
    return versions


def _documents() -> list[Document]:
    with (EXAMPLE / "documents.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Document(**row, text=_text(row["id"]), blocks=(), sha256="0" * 64) for row in rows]


def _text(document: str) -> str:
    return (EXAMPLE / "documents" / f"{document}.txt").read_text(encoding="utf-8")


def _claims(document: Document) -> list[Claim]:
    with (EXAMPLE / "claims.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["document"] == document.id]
    return [
        Claim(
            Ref.parse(row["subject"]),
            row["predicate"],
            _object(row["object"]),
            (_passage(document, row["quote"]),),
            row["rule"],
            float(row["confidence"]),
            row["resolution"],
        )
        for row in rows
    ]


def _object(spelled: str) -> Ref | Value | str:
    """`person/x` is a thing, `cy:Rebellion` a term, `"…"@en` or `"…"^^xsd:date` a literal."""
    if spelled.startswith('"'):
        words, _, rest = spelled[1:].rpartition('"')
        language = rest.removeprefix("@") if rest.startswith("@") else ""
        return Value(words, rest.removeprefix("^^") if rest.startswith("^^") else "xsd:string", language)
    return spelled if ":" in spelled else Ref.parse(spelled)


def _passage(document: Document, quote: str) -> Passage:
    """The words, or with `words#2` their second occurrence."""
    words, _, number = quote.partition("#")
    start = -1
    for _ in range(int(number or 1)):
        start = document.text.index(words, start + 1)
    return document.passage(start, start + len(words))
