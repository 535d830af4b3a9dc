"""The engine's own reading of parts of an update, tried out where there is nothing to harm."""

import re
from dataclasses import dataclass
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from kg.commits.operations import apart, first
from kg.dataset import federation
from kg.dataset.guard import check_depth
from kg.dataset.refusals import misread, spoken_for
from kg.errors import FederationRefused, QueryRefused
from kg.terms import PREFIXES

_LOAD: Final = re.compile("load", re.IGNORECASE)
_PLACE: Final = re.compile(r"^error at (\d+):(\d+):")
_UNREACHED: Final = "DROP GRAPH <urn:chanyuan:nothing>;\n"
"""An operation that fails, so that those after it are read and never run."""
_QUERY: Final = re.compile(
    r"\s*(?:(?:PREFIX|BASE)\b[^>]*+>\s*+|#[^\n]*+\n\s*+)*+(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads as the store's owner wants: by this base, with the prefixes of all queries."""

    base: str
    federation: tuple[str, ...] = ()

    def check(self, text: str) -> None:
        """Nothing, or QueryRefused where a text is no update; nothing of it is run.

        The engine knows declarations before the first operation alone, SPARQL before any: where it
        complains, the operations are read one by one.
        """
        check_depth(text, "update")
        complaint = self._complaint(text)
        if not complaint:
            return
        refused = _refusal(text, complaint)
        try:
            alone = apart(text)
        except QueryRefused:
            raise refused from None
        if len(alone) < 2 or any(map(self._complaint, alone)):
            raise refused

    def _complaint(self, text: str) -> str:
        """What the engine says against an update, nothing if it can read it."""
        start = first(text)
        unrun = text[:start] + _UNREACHED + text[start:]
        try:
            Store().update(unrun, base_iri=self.base, prefixes=dict(PREFIXES))
        except RuntimeError:
            return ""
        except SyntaxError as error:
            return _PLACE.sub(lambda place: _moved(place, unrun, start), str(error))
        return ""

    def quads(self, prologue: str, block: str) -> list[Quad]:
        """The quads in braces of INSERT DATA, with new blank nodes, spelled as the store spells them."""
        text = f"{prologue} INSERT DATA {block}"
        if _LOAD.search(text):
            self.check(_LOAD.sub("loax", text))  # else it hides an operation that goes out to the network
        scratch = Store()
        with spoken_for(text):
            scratch.update(text, base_iri=self.base, prefixes=dict(PREFIXES))
        return [*scratch]

    def name(self, prologue: str, written: str) -> NamedNode:
        """The IRI that a name in an update stands for."""
        quads = self.quads(prologue, f"{{ GRAPH {written} {{ {written} {written} {written} }} }}")
        return next(each.predicate for each in quads)

    def query(self, text: str, store: Store, graphs: "Graphs") -> QuerySolutions:
        """The solutions of a SELECT query over some graphs of a store."""
        federation.check(text, lambda words: self._results(words, Store(), graphs), self.federation)
        return self._results(text, store, graphs)

    def _results(self, text: str, store: Store, graphs: "Graphs") -> QuerySolutions:
        with spoken_for(text):
            found = store.query(
                text,
                base_iri=self.base,
                prefixes=dict(PREFIXES),
                default_graph=None if graphs.default is None else [*graphs.default],
                named_graphs=None if graphs.named is None else [*graphs.named],
            )
        if not isinstance(found, QuerySolutions):
            raise QueryRefused("The pattern of an update has solutions, and this one has none.")
        return found


@dataclass(frozen=True, slots=True)
class Graphs:
    """What a pattern is about: the graphs that make up its default graph, and those named; None for all."""

    default: tuple[NamedNode | DefaultGraph, ...] | None = None
    named: tuple[NamedNode, ...] | None = None


def _refusal(text: str, complaint: str) -> QueryRefused:
    if query := _QUERY.match(text):
        return QueryRefused(f"{query[1].upper()} is a query, and only updates are carried out here.")
    return misread(text, complaint, what="update")


def _moved(place: re.Match[str], unrun: str, start: int) -> str:
    """The place as it is without the operation that was put in."""
    before = "".join(unrun.splitlines(keepends=True)[: int(place[1]) - 1])
    offset = len(before) + int(place[2]) - 1
    text = unrun[:offset].replace(_UNREACHED, "", 1) if offset > start else unrun[:offset]
    return f"error at {text.count(chr(10)) + 1}:{len(text) - text.rfind(chr(10))}:"


def load_refused(address: str) -> FederationRefused:
    """The refusal of LOAD for an address that is not on the list."""
    return FederationRefused(
        f"LOAD wants <{address}>, but this server fetches nothing that is not listed. Send the document "
        "itself, or have the keeper of this server list its address in KG_FEDERATION."
    )
