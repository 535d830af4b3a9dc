"""The versions in PROV: who made each, when, why, out of which, and what that changed.

It follows from the manifests and is no part of any version, for it says when things were written, and the
same documents and decisions shall make the same graph whenever.
"""

from collections.abc import Iterable, Iterator
from hashlib import blake2b

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import Version
from kg.terms import term


def history(versions: Iterable[Version], base: str) -> list[Triple]:
    """What is to be said of these versions; they live under `{base}versions#`."""
    return [triple for version in versions for triple in _told(version, base)]


def entity(number: int, base: str) -> NamedNode:
    """A version as something that can be spoken of.

    >>> entity(3, "http://localhost:8080/")
    <NamedNode value=http://localhost:8080/versions#3>
    """
    return NamedNode(f"{base}versions#{number}")


def _told(version: Version, base: str) -> Iterator[Triple]:
    me = entity(version.number, base)
    commit = NamedNode(f"{base}versions#commit-{version.number}")
    agent = NamedNode(f"{base}versions#agent-{_digest(version.author)}")
    time = Literal(version.time.isoformat(), datatype=term("xsd:dateTime"))
    yield Triple(me, term("rdf:type"), term("prov:Entity"))
    yield Triple(me, term("rdfs:label"), Literal(f"Version {version.number}", language="en"))
    yield Triple(me, term("dcterms:identifier"), Literal(version.hash))
    yield Triple(me, term("prov:generatedAtTime"), time)
    yield Triple(me, term("prov:wasGeneratedBy"), commit)
    yield Triple(me, term("prov:wasAttributedTo"), agent)
    yield Triple(commit, term("rdf:type"), term("cy:Commit"))
    yield Triple(commit, term("rdf:type"), term("prov:Activity"))
    yield Triple(commit, term("rdfs:label"), Literal(version.message))
    yield Triple(commit, term("dcterms:description"), Literal(version.message))
    yield Triple(commit, term("prov:endedAtTime"), time)
    yield Triple(commit, term("prov:wasAssociatedWith"), agent)
    yield Triple(agent, term("rdf:type"), term("prov:Agent"))
    yield Triple(agent, term("rdfs:label"), Literal(version.author))
    if version.parent is not None:
        yield Triple(me, term("prov:wasRevisionOf"), entity(version.parent, base))
        yield Triple(commit, term("prov:used"), entity(version.parent, base))
    yield from _changed(version, commit)


def _changed(version: Version, commit: NamedNode) -> Iterator[Triple]:
    for graph, (added, removed) in version.changes.items():
        change = NamedNode(f"{commit.value}-{_digest(graph)}")
        yield Triple(commit, term("cy:graphChange"), change)
        yield Triple(change, term("rdf:type"), term("cy:GraphChange"))
        yield Triple(change, term("cy:changedGraph"), NamedNode(graph))
        yield Triple(change, term("cy:added"), Literal(added))
        yield Triple(change, term("cy:removed"), Literal(removed))


def _digest(name: str) -> str:
    return blake2b(name.encode(), digest_size=8).hexdigest()
