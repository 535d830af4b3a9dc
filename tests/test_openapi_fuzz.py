"""What schemathesis finds when it believes the description: requests that fit it, and such as do not."""

from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings, strategies
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.schemas import OpenApiSchema

from kg import queries
from kg.settings import Settings
from kg.versions import Versions
from server.app import create_app
from server.links import Links
from server.openapi.description import description

BASE: Final = "http://kg.test/"
EXAMPLES: Final = 8

FORMATS: Final = {
    "iri-reference": ["id/person/zhang-jue", "cy:served", "http://example.org/岳飛", "urn:x:1", ""],
    "iri": [f"{BASE}id/graph/authority", "urn:x:1"],
    "graph-iri": [f"{BASE}id/graph/authority", f"{BASE}id/graph/ontology"],
    "http-date": ["Fri, 20 Nov 2026 08:00:00 GMT", "Thu, 01 Jan 1970 00:00:00 GMT"],
    "sparql-update": ["INSERT DATA { <urn:a> <urn:b> 1 }", "DROP SILENT GRAPH <urn:a>"],
    "sparql-query": [*(each.text for each in queries.all()), "ASK {}", "DESCRIBE <id/person/zhang-jue>"],
}
"""What JSON Schema can only name: the grammars of IRIs and of SPARQL."""


def accepting(statuses: list[str]) -> dict[str, dict[str, list[str]]]:
    """What may be answered to a request that fits its description."""
    return {"positive_data_acceptance": {"expected-statuses": statuses}}


# A query that runs over its limits is to answer 503 or 507, whatever schemathesis holds of 5xx.
LIMITS: Final = {"not_a_server_error": {"expected-statuses": ["2xx", "3xx", "4xx", "503", "507"]}}
# OpenAPI cannot say that graphs and limits go with a query, nor that the query decides whether its answer is
# a table or triples, so that a format of the other kind is a 406; and an update here shows no token.
TOGETHER: Final = ["2xx", "400", "401", "404", "406", "503", "507"]
# Nor that a graph is named in one of two ways; and nobody may replace the default graph.
EITHER: Final = ["2xx", "400", "401", "403", "404"]
CONFIG: Final = {
    "checks": LIMITS,
    "operations": [
        {"include-path": "/sparql", "checks": LIMITS | accepting(TOGETHER)},
        {"include-path-regex": "^/(graphs|versions)", "checks": LIMITS | accepting(EITHER)},
    ],
}


def requests() -> Iterator[tuple[str, str, GenerationMode]]:
    """Every operation with what fits its description, and where it has parameters with what does not."""
    described: Any = description(Links.for_base(BASE))
    for path, item in described["paths"].items():
        for method, said in item.items():
            yield path, method, GenerationMode.POSITIVE
            if said["parameters"]:
                yield path, method, GenerationMode.NEGATIVE


@pytest.fixture(scope="module")
def schema(example: Versions) -> OpenApiSchema:
    """The description as schemathesis reads it from the service itself."""
    for name, samples in FORMATS.items():
        schemathesis.openapi.format(name, strategies.sampled_from(samples))
    app = create_app(Settings(data=example.folder, base=BASE))
    return schemathesis.openapi.from_wsgi("/openapi.json", app, config=SchemathesisConfig.from_dict(CONFIG))


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method", "mode"), [*requests()], ids=str)
def test_every_answer_is_as_described(
    schema: OpenApiSchema, path: str, method: str, mode: GenerationMode
) -> None:
    @seed(0)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(schema[path][method].as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case) -> None:
        case.call_and_validate()

    asked()
