"""Things that no graph holds and that dereference all the same: saved questions, and versions."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg import queries
from kg.commits import history
from kg.dataset import Kind
from kg.errors import UnknownQuery, UnknownVersion
from kg.model import Ref
from kg.terms import term
from server.config import Service

_FORMS: Final = MappingProxyType(
    {
        Kind.SOLUTIONS: ("sh:SPARQLSelectExecutable", "sh:select"),
        Kind.BOOLEAN: ("sh:SPARQLAskExecutable", "sh:ask"),
        Kind.TRIPLES: ("sh:SPARQLConstructExecutable", "sh:construct"),
    }
)


def catalogued(service: Service, ref: Ref) -> list[Triple]:
    """What is to be said of a thing of these kinds; nothing where it is of another, or there is none."""
    kind = _KINDS.get(ref.kind)
    return kind(service, ref) if kind else []


def _question(service: Service, ref: Ref) -> list[Triple]:
    try:
        query = queries.load(ref.slug)
    except UnknownQuery:
        return []
    links, me = service.links.plain(), service.links.iri(ref)
    form, text = _FORMS[query.kind]
    titles = (("en", query.title), ("zh", query.title_zh))
    return [
        Triple(me, term("rdf:type"), term("sh:SPARQLExecutable")),
        Triple(me, term("rdf:type"), term(form)),
        *(Triple(me, term("rdfs:label"), Literal(words, language=tag)) for tag, words in titles if words),
        *_spoken(me, "rdfs:comment", query.question, query.question_zh),
        *_spoken(me, "dcterms:description", query.explanation, query.explanation_zh),
        Triple(me, term(text), Literal(f"BASE <{links.base}>\n{query.text}")),
        Triple(me, term("schema:target"), NamedNode(links.public(links.sparql()))),
        Triple(me, term("foaf:page"), NamedNode(links.public(links.question(query.name)))),
    ]


def _spoken(me: NamedNode, property_: str, english: str, chinese: str) -> list[Triple]:
    said = (("en", english), ("zh-Hant", chinese))
    return [Triple(me, term(property_), Literal(words, language=tag)) for tag, words in said if words]


def _version(service: Service, ref: Ref) -> list[Triple]:
    try:
        version = service.versions.version(int(ref.slug) if ref.slug.isascii() and ref.slug.isdigit() else 0)
    except UnknownVersion:
        return []
    told = history([version], service.links.base)
    return [Triple(service.links.iri(ref), term("owl:sameAs"), told[0].subject), *told]


_KINDS: Final[Mapping[str, Callable[[Service, Ref], list[Triple]]]] = MappingProxyType(
    {"query": _question, "version": _version}
)
