"""Where the graph is had, in DCAT-AP: a catalogue with one dataset, its services, and its files."""

from collections.abc import Iterator
from itertools import product
from types import MappingProxyType
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg.deposit import CODINGS, Deposit
from kg.deposit.dumps import FORMATS, Dump
from kg.terms import CY, term
from server.catalogue.words import Value, stated, word
from server.config import Service

_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FORMATS: Final = MappingProxyType(
    {
        "nq": ("N-Quads", f"{_MEDIA}application/n-quads", f"{_AUTHORITY}file-type/N_QUADS"),
        "trig": ("TriG", f"{_MEDIA}application/trig", f"{_AUTHORITY}file-type/RDF_TRIG"),
    }
)
"""For each format of the dumps its name, and what IANA and the European Union call it."""

TITLE: Final = (
    Literal("Chanyuan: Song, Liao, Jin and their neighbours, sentence by sentence", language="en"),
    Literal("澶淵：宋遼金及其鄰邦，句句有據", language="zh-Hant"),
)
ABOUT: Final = (
    Literal(
        "What documents say about treaties, campaigns and betrayals between the states of medieval East "
        "Asia, as a knowledge graph in which every fact cites the sentence that it was read from.",
        language="en",
    ),
    Literal("文獻所載中古東亞諸國盟約、戰事與背叛之知識圖譜，每一事實皆引其所出之句。", language="zh-Hant"),
)
KEYWORDS: Final = ("Song dynasty", "Liao dynasty", "Jin dynasty", "treaties", "wars", "linked data")
_SAID: Final[tuple[tuple[str, Value], ...]] = (
    *(("dcterms:title", each) for each in TITLE),
    *(("dcterms:description", each) for each in ABOUT),
    ("dcterms:language", NamedNode(f"{_AUTHORITY}language/ENG")),
    ("dcterms:language", NamedNode(f"{_AUTHORITY}language/ZHO")),
)
"""What is said of the catalogue and of the one dataset in it alike."""


def offered(service: Service, deposit: Deposit) -> Iterator[Triple]:
    """The catalogue, the dataset, who publishes it, and every way to have it."""
    links, name = service.links, Literal(service.settings.publisher)
    catalogue, dataset, endpoint = (links.offered(each) for each in ("catalog", "dataset", "sparql"))
    yield from stated(links.offered("publisher"), ("rdf:type", term("foaf:Agent")), ("foaf:name", name))
    for each in (catalogue, dataset):
        yield from stated(each, *_SAID, *_provided(service, deposit))
    yield from stated(
        catalogue,
        ("rdf:type", word("dcat:Catalog")),
        ("dcat:dataset", dataset),
        ("dcat:service", endpoint),
    )
    yield from _dataset(service, deposit, dataset)
    yield from _service(service, endpoint, dataset)
    yield from _distributions(service, deposit, dataset)


def _provided(service: Service, deposit: Deposit) -> tuple[tuple[str, Value], ...]:
    """Who provides it, since when, and on which terms."""
    time = Literal(deposit.version.time.isoformat(), datatype=term("xsd:dateTime"))
    return (
        ("dcterms:publisher", service.links.offered("publisher")),
        ("dcterms:license", NamedNode(service.settings.licence)),
        ("dcterms:modified", time),
        ("foaf:homepage", NamedNode(service.links.base)),
    )


def _dataset(service: Service, deposit: Deposit, dataset: NamedNode) -> Iterator[Triple]:
    links, version = service.links, deposit.version
    yield from stated(
        dataset,
        ("rdf:type", word("dcat:Dataset")),
        ("dcterms:identifier", Literal(dataset.value)),
        ("dcat:landingPage", NamedNode(links.base)),
        ("dcat:theme", NamedNode(f"{_AUTHORITY}data-theme/EDUC")),
        *(("dcat:keyword", Literal(each, language="en")) for each in KEYWORDS),
        ("dcterms:conformsTo", NamedNode(CY.removesuffix("#"))),
        ("dcterms:spatial", NamedNode(f"{_AUTHORITY}country/CHN")),
        ("dcterms:provenance", NamedNode(links.public(links.versions()))),
        ("dcat:version", Literal(str(version.number))),
        ("owl:versionInfo", Literal(f"{version.number}-{version.hash[:8]}")),
    )
    yield from stated(
        NamedNode(links.public(links.versions())),
        ("rdf:type", term("dcterms:ProvenanceStatement")),
        ("rdfs:label", Literal("Who published which version, when and why", language="en")),
    )


def _service(service: Service, endpoint: NamedNode, dataset: NamedNode) -> Iterator[Triple]:
    links = service.links
    address = NamedNode(links.public(links.sparql()))
    yield from stated(
        endpoint,
        ("rdf:type", word("dcat:DataService")),
        ("dcterms:title", Literal("SPARQL endpoint", language="en")),
        ("dcterms:title", Literal("SPARQL 端點", language="zh-Hant")),
        ("dcat:endpointURL", address),
        ("dcat:endpointDescription", address),
        ("dcat:endpointDescription", NamedNode(links.public(links.openapi()))),
        ("dcterms:conformsTo", NamedNode("https://www.w3.org/TR/sparql11-protocol/")),
        ("dcterms:license", NamedNode(service.settings.licence)),
        ("dcat:servesDataset", dataset),
    )


def _distributions(service: Service, deposit: Deposit, dataset: NamedNode) -> Iterator[Triple]:
    """The endpoint, and every file, whether it is made already or will be when somebody asks for it."""
    links, online = service.links, service.links.offered("online")
    yield Triple(dataset, word("dcat:distribution"), online)
    yield from stated(
        online,
        ("rdf:type", word("dcat:Distribution")),
        ("dcterms:title", Literal("Query results of the SPARQL endpoint", language="en")),
        ("dcat:accessURL", NamedNode(links.public(links.sparql()))),
        ("dcat:accessService", links.offered("sparql")),
        ("dcterms:license", NamedNode(service.settings.licence)),
    )
    for form, coding in product(FORMATS, CODINGS):
        yield from _file(service, deposit, form, coding)


def _file(service: Service, deposit: Deposit, form: str, coding: str) -> Iterator[Triple]:
    """A file by its name, which it has before it is made."""
    links, me = service.links, service.links.offered(f"{form}.{coding}")
    title, media_type, sort = _FORMATS[form]
    address = NamedNode(links.public(links.dump(f"{deposit.stem}.{form}.{coding}")))
    yield from stated(links.offered("dataset"), ("dcat:distribution", me), ("void:dataDump", address))
    yield from stated(
        me,
        ("rdf:type", word("dcat:Distribution")),
        ("dcterms:title", Literal(f"All graphs in {title}, {coding}", language="en")),
        ("dcat:accessURL", NamedNode(links.public(links.dumps()))),
        ("dcat:downloadURL", address),
        ("dcat:mediaType", NamedNode(media_type)),
        ("dcterms:format", NamedNode(sort)),
        ("dcat:compressFormat", NamedNode(_MEDIA + CODINGS[coding])),
        ("dcterms:license", NamedNode(service.settings.licence)),
    )


def files(service: Service, deposit: Deposit) -> Iterator[Triple]:
    """The files as they are, with their sizes and digests."""
    yield from _distributions(service, deposit, service.links.offered("dataset"))
    for each in deposit.dumps():
        yield from _measured(service, each)


def _measured(service: Service, dump: Dump) -> Iterator[Triple]:
    links, name = service.links, f"{dump.form}.{dump.coding}"
    me, checksum = links.offered(name), NamedNode(f"{links.public(links.dump(''))}#{name}-checksum")
    yield from stated(
        me,
        ("dcat:byteSize", Literal(str(dump.size), datatype=term("xsd:nonNegativeInteger"))),
        ("spdx:checksum", checksum),
    )
    yield from stated(
        checksum,
        ("rdf:type", word("spdx:Checksum")),
        ("spdx:algorithm", word("spdx:checksumAlgorithm_sha256")),
        ("spdx:checksumValue", Literal(dump.sha256, datatype=term("xsd:hexBinary"))),
    )
