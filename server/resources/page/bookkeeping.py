"""What nodes are called that speak about statements and texts, and so have no names of their own."""

from collections.abc import Iterable
from textwrap import shorten
from typing import Final

from pyoxigraph import NamedNode

from kg.dataset import Row
from kg.model import Ref
from server.asking import asked, node, words
from server.config import Service
from server.language import gettext, written
from server.resources.naming import called_by, spoken
from server.resources.page.nameless import nameless
from server.resources.page.subject import HERE
from server.wording import Wording

_KINDS: Final = frozenset({"claim", "attestation", "decision", "passage", "activity"})
_LONGEST: Final = 80


def bookkeeping(service: Service, things: Iterable[NamedNode]) -> dict[str, str]:
    """What those of these are called that are nodes of this kind, parts of things, or graphs."""
    ours = {each: ref for each in things if (ref := service.links.ref(each.value))}
    found = {each.value: part for each in ours if (part := _part(each))}
    graphs = {each: ref for each, ref in ours.items() if ref.kind == "graph"}
    nodes = [each for each, ref in ours.items() if ref.kind in _KINDS and each.value not in found]
    curation = {each.value: _curation() for each, ref in ours.items() if ref == Ref("activity", "curation")}
    return found | curation | _graphs(service, graphs) | _statements(service, nodes)


def graph_sentence(service: Service, ref: Ref) -> str:
    """How much a graph holds, empty for what is none."""
    counts = service.versions.served().counts
    count = counts.get(service.links.iri(ref).value) if ref.kind == "graph" else None
    if count is None:
        return ""
    return gettext(
        "A named graph of %(number)s statements; whoever names no graph asks all of them as one.",
        number=written(count),
    )


def _statements(service: Service, nodes: Iterable[NamedNode]) -> dict[str, str]:
    rows = [{"node": each} for each in nodes]
    found = service.dataset.select(asked(HERE, "bookkeeping", *rows)).rows if rows else ()
    ends = {value for row in found for value in row.values() if isinstance(value, NamedNode)}
    called = nameless(service, ends) | called_by(service.dataset, sorted(ends, key=str))
    wording = Wording(service.links, spoken(called))
    return {node(row, "node").value: _called(wording, row) for row in found}


def _called(wording: Wording, row: Row) -> str:
    if "subject" not in row:
        said = shorten(words(row, "words"), _LONGEST, placeholder=" …")
        ref = wording.links.ref(node(row, "node").value)
        return (
            gettext("Run of %(software)s", software=said) if ref and ref.kind == "activity" else f"“{said}”"
        )
    stated = " · ".join(
        shorten(wording.shown(row[name]).text, _LONGEST, placeholder=" …")
        for name in ("subject", "property", "value")
    )
    return f"{wording.shown(row['verdict']).text}: {stated}" if "verdict" in row else stated


def _part(thing: NamedNode) -> str:
    """What a part of a thing is called by its fragment, empty for a thing as a whole."""
    parts = {
        "quote": gettext("by its words"),
        "position": gettext("by its place in the text"),
        "geometry": gettext("point on the map"),
    }
    return parts.get(thing.value.partition("#")[2], "")


def _curation() -> str:
    return gettext("What curators decided and added")


def _graphs(service: Service, graphs: dict[NamedNode, Ref]) -> dict[str, str]:
    """Graphs by what they hold: those of documents by the titles of these."""
    ours = {
        "authority": gettext("Authority file"),
        "ontology": gettext("Vocabulary"),
        "curation": _curation(),
    }
    documents = {each: service.links.iri(Ref("document", ref.slug)) for each, ref in graphs.items()}
    titles = spoken(called_by(service.dataset, documents.values())) if graphs else {}
    named = {each: titles.get(document.value) for each, document in documents.items()}
    return {
        each.value: ours.get(ref.slug) or gettext("What “%(title)s” says", title=named[each] or ref.slug)
        for each, ref in graphs.items()
    }
