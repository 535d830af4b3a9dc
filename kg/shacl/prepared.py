"""A query processor for rdflib that translates each query once.

pySHACL asks the same words for every focus node, and rdflib parses them every time: with our shapes that
is nine tenths of a validation.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from rdflib import plugin
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.processor import SPARQLProcessor
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Processor
from rdflib.term import Identifier


class PreparedProcessor(SPARQLProcessor):
    """Evaluation as in rdflib, of queries that are translated once."""

    def query(  # type: ignore[override]  # rdflib's own processor differs from its base class, too
        self,
        words: str | Query,
        bindings: Mapping[str, Identifier] | None = None,
        namespaces: Mapping[str, Any] | None = None,
        base: str | None = None,
    ) -> Mapping[str, Any]:
        """The answer to a query given in words or translated."""
        if isinstance(words, str):
            words = _prepared(words, tuple((namespaces or {}).items()), base)
        return super().query(words, bindings, namespaces, base)


@lru_cache(maxsize=1024)
def _prepared(words: str, namespaces: tuple[tuple[str, Any], ...], base: str | None) -> Query:
    return prepareQuery(words, dict(namespaces), base)


def install() -> None:
    """Let every graph of this process use the processor."""
    plugin.register("sparql", Processor, __name__, PreparedProcessor.__name__)
