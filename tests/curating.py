"""A service over an empty version, and bearers of tokens who write to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask.testing import FlaskClient
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse
from werkzeug.test import TestResponse

from kg.cli.new import empty
from kg.settings import Settings
from kg.tokens import Scope, Tokens
from kg.versions import Versions
from kg.workers import PooledDataset
from server.app import create_app
from server.config import service_of
from tests.conftest import BASE

FORM = "application/x-www-form-urlencoded"
UPDATE = "application/sparql-update"
TURTLE = "text/turtle"
A, B = NamedNode("urn:a"), NamedNode("urn:b")


@dataclass(frozen=True)
class Desk:
    """A client of the service, with a token of each scope."""

    client: FlaskClient
    versions: Versions
    secrets: dict[Scope, str]

    def bearing(self, scope: Scope = Scope.WRITE, /, **headers: str) -> dict[str, str]:
        """The headers of who bears a token of this scope."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return {"Authorization": f"Bearer {self.secrets[scope]}", **named}

    def update(self, text: str, scope: Scope = Scope.WRITE, /, **headers: str) -> TestResponse:
        """The response to an update."""
        return self.client.post(
            "/sparql", data=text, content_type=UPDATE, headers=self.bearing(scope, **headers)
        )

    def put(self, path: str, turtle: str, **headers: str) -> TestResponse:
        """The response to a graph that is put somewhere."""
        return self.client.put(
            path, data=turtle, content_type=TURTLE, headers=self.bearing(Scope.WRITE, **headers)
        )

    def get(self, path: str) -> set[Triple]:
        """The triples that are had from an address."""
        response = self.client.get(path, headers={"Accept": "application/n-triples"})
        assert response.status_code == 200, response.text
        return {quad.triple for quad in parse(response.data, format=RdfFormat.N_TRIPLES)}


@contextmanager
def desk(data: Path) -> Iterator[Desk]:
    """A service that serves an empty version of this data folder; its processes end with the block."""
    settings = Settings(data=data, base=BASE)
    empty(settings)
    tokens = Tokens(data)
    secrets = {scope: tokens.issue(f"{scope.value}r", scope) for scope in Scope}
    app = create_app(settings)
    yield Desk(app.test_client(), Versions(data), secrets)
    dataset = service_of(app).dataset
    assert isinstance(dataset, PooledDataset)
    dataset.close()


def numbers(*values: int) -> set[Triple]:
    """What most of these tests write."""
    return {Triple(A, B, Literal(value)) for value in values}
