"""Which graph a request of the Graph Store Protocol is about (§4)."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from kg.commits import Commit
from kg.errors import DefaultGraphKept
from server.config import service
from server.errors import BadRequest
from server.fields import parsed, single
from server.links import Links


@dataclass(frozen=True, slots=True)
class Target:
    """A named graph, or the default graph where there is no name; `address` is where it can be had."""

    graph: str | None
    address: str

    def named(self, done: str) -> str:
        """The name of the graph; DefaultGraphKept where something is to be done to the default graph."""
        if self.graph is None:
            raise DefaultGraphKept(
                f"The default graph cannot be {done}, for it is the merge of the named graphs. POST to it, "
                f"which adds to the curation graph, or write to the named graph that you mean."
            )
        return self.graph

    def is_new(self, done: Commit) -> bool:
        """Whether a write has made this graph."""
        before = done.before.graphs if done.before else {}
        return self.graph is not None and self.graph not in before and self.graph in done.version.graphs


def direct(links: Links, name: str) -> Target:
    """The graph whose name is its own address."""
    address = links.graphs(name)
    return Target(_checked(links.public(address)), address)


def indirect(query: bytes) -> Target:
    """The graph that the parameters name: `graph` by its IRI, or `default`."""
    given = single(parsed(query))
    if ("graph" in given) == ("default" in given):
        raise BadRequest(
            "Say which graph is meant: either ?graph= with its IRI, percent-encoded, or ?default; or use the "
            "address of a graph of its own under this one."
        )
    links = service().links
    if "default" in given:
        return Target(None, f"{links.graphs()}?default")
    return Target(_checked(given["graph"]), links.graph(given["graph"]))


def _checked(graph: str) -> str:
    try:
        return NamedNode(graph).value
    except ValueError as error:
        raise BadRequest(
            f"A graph is named by an absolute IRI, and {graph[:200]!r} is none: {error}."
        ) from error
