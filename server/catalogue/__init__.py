"""The graph as a whole, described for programs: what it holds in VoID, where it is had in DCAT-AP."""

from dataclasses import replace

from flask import Response
from pyoxigraph import Triple, serialize

from kg.dataset.local import RDF
from kg.deposit import Deposit
from kg.terms import PREFIXES
from server.catalogue.holding import held
from server.catalogue.offer import files, offered
from server.catalogue.words import NAMESPACES
from server.config import Service
from server.deposits import deposited
from server.negotiate import Choice


def catalogue(service: Service) -> list[Triple]:
    """The description of the version that is served, the same for every asker."""
    deposit = deposited(service, "statistics")
    plain = replace(service, links=service.links.plain())
    return [*offered(plain, deposit), *held(plain, deposit)]


def distributions(service: Service, deposit: Deposit) -> list[Triple]:
    """The files of a version that have been made, with their sizes and digests."""
    return [*files(replace(service, links=service.links.plain()), deposit)]


def told(triples: list[Triple], wanted: Choice) -> Response:
    """Some triples in the format that a client wants, all of a subject together."""
    order = {triple.subject: place for place, triple in reversed([*enumerate(triples)])}
    grouped = sorted(triples, key=lambda triple: order[triple.subject])
    body = serialize(grouped, format=RDF[wanted.format.name], prefixes={**PREFIXES, **NAMESPACES})
    return Response(body or b"", content_type=wanted.content_type)
