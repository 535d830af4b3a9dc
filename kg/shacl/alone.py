"""The process that pySHACL runs in: a task on standard input, a report or a fault out, no network.

A pattern such as `^(a+)+$` holds the interpreter for hours and a query may name any address, so whoever
started this process limits its time, and it limits its own memory and reach.
"""

import json
import logging
import resource
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn
from xml.sax import SAXParseException

import pyshacl
import rdflib
from pyparsing import ParseException
from pyshacl.errors import ReportableRuntimeError
from pyshacl.monkey import rdflib_bool_patch
from rdflib.exceptions import ParserError
from rdflib.namespace import SH

from kg.shacl import prepared

UNREADABLE, REFUSED = 3, 4

_MEMORY = 4 << 30
_SPELLINGS = {
    "turtle": ("turtle", "ttl"),
    "nt": ("nt",),
    "nquads": ("nquads", "nq"),
    "trig": ("trig",),
    "xml": ("xml", "rdf", "owl"),
    "json-ld": ("json-ld", "jsonld"),
}
_FORMATS = {ending: kind for kind, endings in _SPELLINGS.items() for ending in endings}
_REACHING = frozenset(
    {"socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "subprocess.Popen"}
)


def main() -> None:
    """The one run of this process."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    logging.disable()
    # As pySHACL does before it reads: literals stay as they are written, "1" is a boolean.
    rdflib_bool_patch()  # type: ignore[no-untyped-call]  # pySHACL 0.40 does not annotate it
    prepared.install()
    task = json.load(sys.stdin)
    sys.addaudithook(_refuse_network)
    data, shapes = _graph(task["data"]), _graph(task["shapes"])
    sys.addaudithook(_refuse_files)
    found = _validated(_dataset(data), shapes)
    told = {"report": found.serialize(format="nt"), "owners": _owners(shapes, found)}
    sys.stdout.buffer.write(json.dumps(told).encode())


def _refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    if event in _REACHING:
        raise PermissionError(f"{event}: {arguments[0]!r} is on the network, where validation does not go")


def _refuse_files(event: str, arguments: tuple[object, ...]) -> None:
    """Refuse what is no library's file: `FROM <file:…>` in a shape's query would read anything."""
    if event == "open" and not str(arguments[0]).startswith((sys.prefix, sys.base_prefix, _stdlib)):
        raise PermissionError(f"{arguments[0]!r} is no part of what is validated")


_stdlib = sysconfig.get_path("stdlib")


def _graph(files: Iterable[str]) -> rdflib.Graph:
    """The triples of some files, those of all their named graphs together."""
    graph = rdflib.Graph()
    for file in map(Path, files):
        kind = _FORMATS.get(file.suffix.removeprefix("."))
        if not kind:
            _stop(
                UNREADABLE,
                f"{file.name} ends in {file.suffix!r}; it must end in one of {', '.join(_FORMATS)}.",
            )
        _read(graph, file, kind)
    return graph


def _read(graph: rdflib.Graph, file: Path, kind: str) -> None:
    """Add what a file says, and its prefixes, which queries in shapes may use."""
    many = kind in {"nquads", "trig", "json-ld"}
    into = rdflib.Dataset(default_union=True) if many else graph
    try:
        content = file.read_bytes()
        if kind == "xml" and b"<!DOCTYPE" in content:
            _stop(
                UNREADABLE,
                f"{file.name} has a <!DOCTYPE, which may expand without end; write its entities out.",
            )
        into.parse(data=content, format=kind, publicID=file.absolute().as_uri())
    except (OSError, SyntaxError, ValueError, ParserError, SAXParseException) as error:
        _stop(UNREADABLE, f"{file.name} cannot be read as {kind}: {error}. Correct it or name its format.")
    if many:
        graph += into.triples((None, None, None))


def _dataset(data: rdflib.Graph) -> rdflib.Dataset:
    """The data as a dataset without named graphs, which a query with GRAPH needs to be told of."""
    whole = rdflib.Dataset(default_union=True)
    for prefix, namespace in data.namespaces():
        whole.bind(prefix, namespace)
    for triple in data:
        whole.add(triple)
    return whole


def _validated(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    try:
        _, found, words = pyshacl.validate(
            data, shacl_graph=shapes, advanced=False, inference="none", meta_shacl=False, do_owl_imports=False
        )
    except (ReportableRuntimeError, ParseException, OSError, ValueError) as error:
        _stop(
            REFUSED, f"These shapes cannot be used: {error}. The SHACL recommendation says what is allowed."
        )
    if not isinstance(found, rdflib.Graph):
        _stop(
            REFUSED, f"These shapes cannot be used: {words}. The SHACL recommendation says what is allowed."
        )
    return found


def _owners(shapes: rdflib.Graph, found: rdflib.Graph) -> dict[str, str]:
    """For each nameless shape in the report, the named one that it stands in."""
    nameless = {node for node in found.objects(None, SH.sourceShape) if isinstance(node, rdflib.BNode)}
    return {node.n3(): _owner(shapes, node) for node in nameless}


def _owner(shapes: rdflib.Graph, node: rdflib.term.Node) -> str:
    seen = {node}
    around = [node]
    while around:
        above = {each for inner in around for each in shapes.subjects(None, inner)} - seen
        named = sorted(each.n3() for each in above if isinstance(each, rdflib.URIRef))
        if named:
            return named[0]
        seen |= above
        around = list(above)
    return ""


def _stop(code: int, words: str) -> NoReturn:
    sys.stderr.write(words)
    raise SystemExit(code)


if __name__ == "__main__":
    main()
