"""What the served document about a thing says of itself: its licence and version, and how it goes on."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from kg.model import Ref
from kg.terms import compact, term
from server.config import Service
from server.links import Links
from server.resources.extent import Extent


@dataclass(frozen=True, slots=True)
class Served:
    """One page of what is known about a thing, as a document of its own.

    The facts that point at the thing are a collection, `…#pointing`, counted as a whole and by property, of
    which each page is a view; the statements of a named graph are another, `…#content`. What the document
    says is the same for every asker.
    """

    service: Service
    ref: Ref
    known: Extent
    page: int = 1

    def leads(self) -> dict[str, int]:
        """The other pages by how they relate to this one; none where there is one page only."""
        last = self.known.pages
        if last == 1:
            return {}
        around = {"previous": self.page - 1, "next": self.page + 1}
        return {"first": 1, **{name: at for name, at in around.items() if 1 <= at <= last}, "last": last}

    def path(self, page: int, links: Links) -> str:
        """The address of a page in no format of its own."""
        return links.data(self.ref, page=str(page)) if self.known.pages > 1 else links.data(self.ref)

    def triples(self) -> list[Triple]:
        """The document, its pages, and the counts."""
        links = self._links
        whole, this = links.data_iri(self.ref), self._iri(self.page)
        documents = dict.fromkeys((whole, this))
        return [
            *(triple for each in documents for triple in self._document(each)),
            *self._counts(NamedNode(f"{whole.value}#pointing"), this),
            *self._content(NamedNode(f"{whole.value}#content"), this),
            *(Triple(this, term(f"hydra:{name}"), self._iri(page)) for name, page in self.leads().items()),
        ]

    def _iri(self, page: int) -> NamedNode:
        return NamedNode(self._links.public(self.path(page, self._links)))

    @property
    def _links(self) -> Links:
        return self.service.links.plain()

    def _document(self, me: NamedNode) -> Iterator[Triple]:
        version, links = self.service.versions.served(), self._links
        modified = Literal(version.time.isoformat(), datatype=term("xsd:dateTime"))
        yield Triple(me, term("rdf:type"), term("foaf:Document"))
        yield Triple(me, term("foaf:primaryTopic"), links.iri(self.ref))
        yield Triple(me, term("void:inDataset"), links.offered("dataset"))
        yield Triple(me, term("dcterms:license"), NamedNode(self.service.settings.licence))
        yield Triple(me, term("dcterms:modified"), modified)
        yield Triple(me, term("owl:versionInfo"), Literal(str(version.number)))
        yield Triple(me, term("dcterms:hasFormat"), NamedNode(links.public(links.page(self.ref))))

    def _counts(self, all_facts: NamedNode, this: NamedNode) -> Iterator[Triple]:
        yield from self._collection(all_facts, self.known.total, this)
        for name, count in self.known.pointing:
            part = NamedNode(f"{all_facts.value}-{quote(compact(name.value), safe=':')}")
            yield Triple(all_facts, term("void:propertyPartition"), part)
            yield Triple(part, term("void:property"), name)
            yield Triple(part, term("void:triples"), Literal(count))

    def _content(self, statements: NamedNode, this: NamedNode) -> Iterator[Triple]:
        if self.known.held:
            yield from self._collection(statements, self.known.held, this)

    def _collection(self, all_of_it: NamedNode, count: int, this: NamedNode) -> Iterator[Triple]:
        yield Triple(all_of_it, term("rdf:type"), term("void:Dataset"))
        yield Triple(all_of_it, term("void:triples"), Literal(count))
        if self.known.pages > 1:
            yield Triple(all_of_it, term("rdf:type"), term("hydra:Collection"))
            yield Triple(all_of_it, term("hydra:totalItems"), Literal(count))
            yield Triple(all_of_it, term("hydra:view"), this)
            yield Triple(this, term("rdf:type"), term("hydra:PartialCollectionView"))
