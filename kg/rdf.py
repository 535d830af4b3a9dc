"""The spelling of documents, claims and their evidence as quads."""

import re
from base64 import b32encode
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cache, lru_cache
from hashlib import blake2b
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse, serialize

from kg.errors import BadGraphFile, UngroundedClaim
from kg.model import Claim, Document, Passage, Ref, Value
from kg.terms import compact, term

Statement = tuple[NamedNode, NamedNode, NamedNode | Literal]
"""Subject, predicate and object of a quad whose graph is still open."""

_BOOKKEEPING = ("activity", "attestation", "claim", "decision", "document", "graph", "passage")
"""Kinds of nodes that speak about statements and texts rather than about the world."""


@lru_cache(maxsize=1 << 16)
def iri(ref: Ref, base: str) -> NamedNode:
    """Where a thing lives.

    >>> iri(Ref("person", "yue-fei"), "http://localhost:8080/")
    <NamedNode value=http://localhost:8080/id/person/yue-fei>
    """
    return NamedNode(f"{base}id/{ref.kind}/{ref.slug}")


def graph(name: str, base: str) -> NamedNode:
    """The named graph of a document, or of `authority`, `ontology` and `curation`.

    >>> graph("authority", "http://localhost:8080/")
    <NamedNode value=http://localhost:8080/id/graph/authority>
    """
    return iri(Ref("graph", name), base)


def claim_ref(document: str, claim: Claim) -> Ref:
    """The name that a statement has in one document, whatever rule and passages support it."""
    return Ref("claim", _digest(document, str(claim.subject), claim.predicate, *_spelled(claim.object)))


def passage_ref(passage: Passage) -> Ref:
    """The name of words at one place of one document.

    >>> passage_ref(Passage("letter", 0, 4, "Song"))
    Ref(kind='passage', slug='ktlgrs6crjof55rgdlta')
    """
    return Ref("passage", _digest(passage.document, str(passage.start), str(passage.end), passage.exact))


def quads(
    document: Document,
    claims: Iterable[Claim],
    *,
    base: str,
    rejected: Collection[str] = (),
    made_by: str = "",
) -> list[Quad]:
    """What one document says, with its evidence: the content of its graph, each quad once.

    `rejected` holds slugs of claims whose facts are not asserted, `made_by` the fingerprint of the
    extractor. The order of the claims makes no difference.
    """
    united = _united(claims)
    passages = {passage for claim in united for passage in claim.passages}
    activity = Ref("activity", f"extraction-{made_by or 'by-hand'}")
    statements: list[Statement] = [*_described(document, base), *_software(iri(activity, base))]
    for claim in united:
        ref = claim_ref(document.id, claim)
        _check(document, claim)
        statements += _evidence(claim, iri(ref, base), iri(activity, base), base)
        if ref.slug not in rejected:
            statements += _asserted(claim, base)
    for passage in sorted(passages):
        statements += _quoted(passage, base)
    name = graph(document.id, base)
    return [Quad(*each, name) for each in dict.fromkeys(statements)]


def added(document: str, claim: Claim, base: str) -> list[Quad]:
    """A claim that a curator added to what a document says: the content of the curation graph."""
    me, activity = iri(claim_ref(document, claim), base), iri(Ref("activity", "curation"), base)
    statements: list[Statement] = [(activity, term("rdf:type"), term("prov:Activity"))]
    statements += [*_evidence(claim, me, activity, base), *_asserted(claim, base)]
    for passage in claim.passages:
        statements += _quoted(passage, base)
    return [Quad(*each, graph("curation", base)) for each in statements]


def file_quads(path: Path, graph_name: str, base: str) -> list[Quad]:
    """The triples of a Turtle file with relative instance IRIs, as quads of one graph."""
    name = graph(graph_name, base)
    try:
        triples = list(parse(path=path, format=RdfFormat.TURTLE, base_iri=base))
    except SyntaxError as error:
        raise BadGraphFile(f"{path} is not Turtle: {error.msg}. Correct it there.") from error
    nameless = [each for each in triples if BlankNode in {type(each.subject), type(each.object)}]
    if nameless:
        raise BadGraphFile(
            f"{path} says {nameless[0].predicate} of or to a blank node; give every thing an IRI of its own, "
            "for example <id/place/kaifeng#geometry>."
        )
    return [Quad(each.subject, each.predicate, each.object, name) for each in triples]


def rejected(decisions: Iterable[Quad]) -> frozenset[str]:
    """The slugs of the claims on which the latest decision is a rejection."""
    said: dict[str, dict[str, str]] = {}
    for each in decisions:
        if isinstance(each.subject, NamedNode) and isinstance(each.object, NamedNode | Literal):
            said.setdefault(each.subject.value, {})[compact(each.predicate.value)] = each.object.value
    last: dict[str, str] = {}
    for _, claim, verdict in sorted(
        (decision.get("dcterms:created", ""), decision["cy:onClaim"], decision.get("cy:verdict", ""))
        for decision in said.values()
        if "cy:onClaim" in decision
    ):
        last[claim.rpartition("/")[2]] = verdict
    return frozenset(claim for claim, verdict in last.items() if verdict == term("cy:Rejected").value)


def merged(quad: Quad) -> Quad:
    """What a statement of a named graph is in the default graph, which merges them."""
    return Quad(quad.subject, quad.predicate, quad.object)


def n_quads(content: Iterable[Quad]) -> bytes:
    """Sorted N-Quads, the form in which graphs are kept, compared and digested."""
    lines = serialize(content, format=RdfFormat.N_QUADS) or b""
    return b"".join(sorted(lines.splitlines(keepends=True)))


def about_things(lines: bytes, base: str) -> list[bytes]:
    r"""Those lines of N-Quads that say something of the world, neither evidence nor bookkeeping.

    >>> about_things(b'<http://a/id/claim/x> <p> <o> .\n<http://a/id/person/y> <p> <o> .\n', "http://a/")
    [b'<http://a/id/person/y> <p> <o> .\n']
    """
    return _thing_line(base).findall(lines)


def is_thing(node: object, base: str) -> bool:
    """Whether a node is of the world: not evidence, not bookkeeping, not vocabulary, not a literal.

    >>> is_thing(NamedNode("http://a/id/person/y"), "http://a/")
    True
    >>> is_thing(NamedNode("http://a/id/claim/x"), "http://a/")
    False
    """
    return isinstance(node, NamedNode) and _thing_line(base).match(f"<{node.value}\n".encode()) is not None


@cache
def _thing_line(base: str) -> re.Pattern[bytes]:
    kinds = "|".join(_BOOKKEEPING)
    return re.compile(rf"^<{re.escape(base)}id/(?!(?:{kinds})/).*\n".encode(), re.MULTILINE)


def _digest(*parts: str) -> str:
    return b32encode(blake2b("\0".join(parts).encode(), digest_size=12).digest()).decode().lower().rstrip("=")


def _spelled(value: Ref | Value | str) -> tuple[str, ...]:
    match value:
        case Ref():
            return "thing", str(value)
        case Value():
            return "value", value.lexical, value.datatype, value.language
    return "term", value


def _united(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in an order of their own, those of one statement made one, the surest rule first."""
    ordered = sorted(claims, key=lambda claim: (_key(claim), -claim.confidence, claim.rule, claim.resolution))
    return [_one(list(same)) for _, same in groupby(ordered, key=_key)]


def _key(claim: Claim) -> tuple[str, ...]:
    return str(claim.subject), claim.predicate, *_spelled(claim.object)


def _one(claims: list[Claim]) -> Claim:
    passages = {passage for claim in claims for passage in claim.passages}
    return replace(claims[0], passages=tuple(sorted(passages)))


def _check(document: Document, claim: Claim) -> None:
    """The invariant that makes a fact citable: its words stand where it says."""
    for passage in claim.passages:
        if passage != document.passage(passage.start, passage.end):
            raise UngroundedClaim(
                f"{claim.subject} {claim.predicate} rests on {passage.exact!r}, but {document.id} says "
                f"otherwise from {passage.start} to {passage.end}; rule {claim.rule!r} must quote it."
            )
    if not claim.passages:
        raise UngroundedClaim(f"{claim.subject} {claim.predicate} cites nothing; rule {claim.rule!r} must.")


def _described(document: Document, base: str) -> Iterator[Statement]:
    me = iri(Ref("document", document.id), base)
    yield me, term("rdf:type"), term("cy:Document")
    yield me, term("rdfs:label"), _text(document.title, document.language)
    yield me, term("dcterms:title"), _text(document.title, document.language)
    yield me, term("dcterms:language"), Literal(document.language)
    yield me, term("dcterms:type"), Literal(document.type)
    yield me, term("cy:sha256"), Literal(document.sha256)
    yield me, term("cy:mediaType"), Literal(document.media_type)
    yield me, term("cy:text"), Literal(document.text)
    for name, value in (("dcterms:source", document.source), ("dcterms:license", document.licence)):
        if value:
            yield me, term(name), _link(value)


def _text(words: str, language: str) -> Literal:
    return Literal(words, language=language) if language else Literal(words)


def _link(value: str) -> NamedNode | Literal:
    """An IRI where the metadata gives one, the citation as it stands elsewhere."""
    try:
        return NamedNode(value) if urlsplit(value).scheme in {"http", "https", "urn"} else Literal(value)
    except ValueError:
        return Literal(value)


def _software(activity: NamedNode) -> Iterator[Statement]:
    agent = NamedNode(f"{activity.value}#software")
    yield activity, term("rdf:type"), term("prov:Activity")
    yield activity, term("prov:wasAssociatedWith"), agent
    yield agent, term("rdf:type"), term("prov:SoftwareAgent")
    yield agent, term("rdfs:label"), Literal(f"Chanyuan {version('chanyuan')}")


def _evidence(claim: Claim, me: NamedNode, activity: NamedNode, base: str) -> Iterator[Statement]:
    yield me, term("rdf:type"), term("cy:Claim")
    yield me, term("rdf:subject"), iri(claim.subject, base)
    yield me, term("rdf:predicate"), term(claim.predicate)
    yield me, term("rdf:object"), _object(claim.object, base)
    yield me, term("cy:rule"), Literal(claim.rule)
    yield me, term("cy:confidence"), Literal(f"{claim.confidence:.2f}", datatype=term("xsd:decimal"))
    yield me, term("prov:wasGeneratedBy"), activity
    if claim.resolution:
        yield me, term("cy:resolution"), Literal(claim.resolution)
    for passage in claim.passages:
        yield me, term("cy:passage"), iri(passage_ref(passage), base)


def _asserted(claim: Claim, base: str) -> Iterator[Statement]:
    subject, value = iri(claim.subject, base), _object(claim.object, base)
    yield subject, term(claim.predicate), value
    if claim.predicate == "skos:prefLabel":
        yield subject, term("rdfs:label"), value


def _object(value: Ref | Value | str, base: str) -> NamedNode | Literal:
    match value:
        case Ref():
            return iri(value, base)
        case Value(language=""):
            return Literal(value.lexical, datatype=term(value.datatype))
        case Value():
            return Literal(value.lexical, language=value.language)
    return term(value)


def _quoted(passage: Passage, base: str) -> Iterator[Statement]:
    me, document = iri(passage_ref(passage), base), iri(Ref("document", passage.document), base)
    quote, position = NamedNode(f"{me.value}#quote"), NamedNode(f"{me.value}#position")
    exact, start, end = Literal(passage.exact), Literal(passage.start), Literal(passage.end)
    yield me, term("rdf:type"), term("cy:Passage")
    yield me, term("rdf:type"), term("oa:SpecificResource")
    yield me, term("cy:document"), document
    yield me, term("oa:hasSource"), document
    yield me, term("cy:exact"), exact
    yield me, term("cy:start"), start
    yield me, term("cy:end"), end
    yield me, term("oa:hasSelector"), quote
    yield me, term("oa:hasSelector"), position
    yield quote, term("rdf:type"), term("oa:TextQuoteSelector")
    yield quote, term("oa:exact"), exact
    yield position, term("rdf:type"), term("oa:TextPositionSelector")
    yield position, term("oa:start"), start
    yield position, term("oa:end"), end
