"""IRIs to addresses and back: the only place where an address is put together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self
from urllib.parse import quote, urlencode, urlsplit

from pyoxigraph import NamedNode

from kg import rdf
from kg.errors import ChanyuanError
from kg.model import Ref
from kg.terms import CY, PREFIXES
from server.files import mark

LANGUAGE: Final = "lang"
"""The parameter of an address that names a language, whatever the browser prefers."""

VERSION: Final = "version"
"""The parameter of an address that names an older version of the graph."""

_PAGES: Final = {"query": ("queries",), "version": ("versions",)}
_TIMELESS: Final = frozenset({"versions", "dumps"})
"""Pages that are about all versions."""


class UnknownThing(ChanyuanError):
    """Nothing in the graph has the address asked for; `near` holds addresses that look like it."""

    def __init__(self, message: str, *, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class FormerThing(ChanyuanError):
    """What is called so is not in the graph any more; `former` leads to what it was."""

    def __init__(self, name: str, *, version: int, former: str) -> None:
        super().__init__(
            f"There was {name[:80]!r} up to version {version}, and it is no longer in the graph. "
            f"Read what it was at {former}."
        )
        self.version = version
        self.former = former


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under one base IRI.

    `root` is the path of the base, at which browsers see the service, behind a proxy or not; `language` is
    kept on the addresses of pages where the reader chose one, `then` on all addresses of what is in the
    graph where an older version is looked at.

    >>> links = Links.for_base("https://example.org/kg/")
    >>> links.page(Ref("person", "yue-fei")), links.data(Ref("person", "yue-fei"), "ttl")
    ('/kg/page/person/yue-fei', '/kg/data/person/yue-fei.ttl')
    """

    base: str
    root: str
    language: str = ""
    then: str = ""

    @classmethod
    def for_base(cls, base: str) -> Self:
        """The links of a service whose things live under this IRI."""
        return cls(base, urlsplit(base).path)

    def plain(self) -> Self:
        """The same for every asker: of no language, of the version that is served."""
        return replace(self, language="", then="")

    def iri(self, ref: Ref) -> NamedNode:
        """The IRI of a thing; UnknownThing for what can be nobody's IRI."""
        try:
            return rdf.iri(ref, self.base)
        except ValueError as error:
            raise UnknownThing(
                f"{str(ref)[:80]!r} is no part of an IRI; things are named by letters, digits and hyphens."
            ) from error

    def ref(self, iri: str) -> Ref | None:
        """The thing of ours that an IRI names, without its fragment; None for IRIs of others."""
        path = iri.partition("#")[0].removeprefix(f"{self.base}id/")
        kind, slash, slug = path.partition("/")
        return Ref(kind, slug) if slash and slug and path != iri.partition("#")[0] else None

    def href(self, iri: str) -> str:
        """Where a reader of this site goes for an IRI: our page, vocabulary or shapes, or the IRI itself.

        >>> Links.for_base("http://kg.test/").href("http://kg.test/id/place/kaifeng#geometry")
        '/page/place/kaifeng#geometry'
        """
        ref = self.ref(iri)
        if ref:
            fragment = iri.partition("#")[2]
            return self.page(ref) + (f"#{fragment}" if fragment else "")
        for namespace, page in ((CY, self.ontology), (PREFIXES["cys"], self.shapes)):
            if iri.startswith(namespace):
                return f"{page()}#{quote(iri.removeprefix(namespace))}"
        return iri if urlsplit(iri).scheme in {"http", "https"} else ""

    def identifier(self, ref: Ref) -> str:
        """The path that answers 303 for a thing."""
        return self._path("id", ref.kind, ref.slug)

    def page(self, ref: Ref, **given: str) -> str:
        """The page about a thing, or about a part of its lists; questions and versions have their own."""
        return self._read(*_PAGES.get(ref.kind, ("page", ref.kind)), ref.slug, **given)

    def data(self, ref: Ref, suffix: str = "", **given: str) -> str:
        """The data about a thing, in one format or negotiated, or a part of them."""
        path = self._path("data", ref.kind, ref.slug) + (f".{suffix}" if suffix else "")
        return path + _asked(given | self._older())

    def data_iri(self, ref: Ref) -> NamedNode:
        """The IRI of the document that holds the data about a thing."""
        return NamedNode(self.public(self.plain().data(ref)))

    def public(self, path: str) -> str:
        """The absolute form of one of our paths."""
        return self.base + path.removeprefix(self.root)

    def reading(self, document: str, fragment: str = "", **given: str) -> str:
        """The text of a document, at one of its passages, or with other parameters."""
        return self._read("documents", document, **given) + (
            f"#{quote(fragment, safe='=,')}" if fragment else ""
        )

    def text(self, document: str, suffix: str) -> str:
        """The text of a document in one format."""
        return f"{self._path('documents', document)}.{suffix}{_asked(self._older())}"

    def question(self, name: str, suffix: str = "", **values: str) -> str:
        """A saved question with values, negotiated or in one format."""
        return self._answered("queries", name, suffix=suffix, **values)

    def questions(self, suffix: str = "") -> str:
        """The list of saved questions."""
        return self._answered("queries", suffix=suffix)

    def sparql(self, query: str = "", form: str = "", *, version: str = "") -> str:
        """The endpoint, with a query in its form or answered in a format, of a version."""
        given = {"query": query, "format": form, VERSION: version or self.then}
        asked = {name: value for name, value in given.items() if value}
        return self._path("sparql") + _asked(asked) if form else self._read("sparql", **asked)

    def view(self, name: str, suffix: str = "", given: Iterable[tuple[str, str]] = ()) -> str:
        """The timeline, the map or the network of what the parameters say, or its data in one format."""
        return self._chosen(self._path(name), suffix, given)

    def reading_words(self, document: str, words: str) -> str:
        """The text of a document, where it has these words (URL Fragment Text Directives).

        >>> Links.for_base("http://kg.test/").reading_words("letter", "Chin-chou, there")
        '/documents/letter#:~:text=Chin%2Dchou%2C%20there'
        """
        return f"{self.reading(document)}#:~:text={quote(words, safe='').replace('-', '%2D')}"

    def search(self, typed: str = "", suffix: str = "") -> str:
        """What fits some words, or the form to type them in."""
        return self._answered("search", suffix=suffix, **({"q": typed} if typed else {}))

    def suggestions(self) -> str:
        """Names that go on as somebody types."""
        return self._path("search", "suggest") + _asked(self._older())

    def opensearch(self) -> str:
        """How a browser searches here."""
        return self._path("opensearch.xml")

    def things(self, name: str = "", suffix: str = "", given: Iterable[tuple[str, str]] = ()) -> str:
        """All lists of things, or the things of one that have what the parameters say."""
        return self._chosen(self._path(*(("things", name) if name else ("things",))), suffix, given)

    def documents(self, suffix: str = "", **given: str) -> str:
        """The list of documents, in some order, or as a table for programs."""
        return self._answered("documents", suffix=suffix, **given)

    def ontology(self, suffix: str = "") -> str:
        """The vocabulary, for people or in one format."""
        return self._answered("ontology", suffix=suffix)

    def shapes(self, suffix: str = "") -> str:
        """The rules that the graph keeps, for people or in one format."""
        return self._answered("shapes", suffix=suffix)

    def openapi(self) -> str:
        """What a program reads about all our addresses."""
        return self._path("openapi.json")

    def context(self) -> str:
        """The JSON-LD context of our prefixes and terms."""
        return self._path("context.jsonld")

    def void(self) -> str:
        """The description of the graph as a whole, at the address that RFC 8615 keeps for it."""
        return self._path(".well-known", "void")

    def offered(self, fragment: str) -> NamedNode:
        """A part of that description by its fragment."""
        return NamedNode(f"{self.public(self.void())}#{fragment}")

    def dumps(self) -> str:
        """The files that hold the whole graph."""
        return self._read("dumps", "")

    def dump(self, name: str) -> str:
        """One of these files."""
        return self._path("dumps", name)

    def sitemap(self, number: int = 0) -> str:
        """The list of pages, or one of its parts."""
        return self._path(f"sitemap-{number}.xml" if number else "sitemap.xml")

    def graphs(self, name: str = "") -> str:
        """The Graph Store, or a graph that is named by its own address there."""
        return self._path("graphs", *(name.split("/") if name else []))

    def graph(self, name: str, **given: str) -> str:
        """A graph by its IRI, wherever that is, with other parameters."""
        return self._path("graphs") + _asked({"graph": name, **self._older(), **given})

    def versions(self, **given: str) -> str:
        """The list of versions, or a part of it."""
        return self._read("versions", **given)

    def version(self, number: int, **given: str) -> str:
        """What there is to be said of a version."""
        return self._read("versions", str(number), **given)

    def timemap(self) -> str:
        """The list of versions as RFC 7089 wants it."""
        return self._path("versions", "timemap")

    def home(self) -> str:
        """The first page."""
        return self._read()

    def here(self, path: str, given: Iterable[tuple[str, str]], language: str) -> str:
        """The same address in another language.

        >>> Links.for_base("https://example.org/kg/").here("/queries/life", [("person", "岳飛")], "en")
        '/kg/queries/life?person=%E5%B2%B3%E9%A3%9B&lang=en'
        """
        return self._again(path, given, LANGUAGE, (LANGUAGE, language))

    def now(self, path: str, given: Iterable[tuple[str, str]]) -> str:
        """The same address in the version that is served.

        >>> Links.for_base("http://kg.test/").now("/map", [("kind", "Siege"), ("version", "3")])
        '/map?kind=Siege'
        """
        return self._again(path, given, VERSION)

    def _again(self, path: str, given: Iterable[tuple[str, str]], but: str, *more: tuple[str, str]) -> str:
        asked = urlencode([*(pair for pair in given if pair[0] != but), *more], safe="/:")
        return self._path(*path.lstrip("/").split("/")) + (f"?{asked}" if asked else "")

    def canonical(self, path: str) -> str:
        """The absolute form of a path that was asked for, without what its parameters chose."""
        return self.base + quote(path.removeprefix("/"), safe="/")

    def static(self, name: str) -> str:
        """A file that we serve as it is, at an address that changes when the file does."""
        known = mark(name)
        return self._path("static", *name.split("/")) + (f"?v={known}" if known else "")

    def _answered(self, *parts: str, suffix: str, **values: str) -> str:
        """What a suffix makes data for programs, and is a page without one."""
        if suffix:
            return f"{self._path(*parts)}.{suffix}{_asked(values | self._older())}"
        return self._read(*parts, **values)

    def _read(self, *parts: str, **values: str) -> str:
        """A page of the version that is looked at, in the language that the reader chose."""
        version = {} if _TIMELESS.intersection(parts[:1]) or VERSION in values else self._older()
        return self._path(*parts) + _asked(values | version | self._spoken())

    def _chosen(self, path: str, suffix: str, given: Iterable[tuple[str, str]]) -> str:
        """What parameters choose, some of them perhaps several times, for people or in a format."""
        kept = self._older() | ({} if suffix else self._spoken())
        asked = urlencode([*given, *kept.items()], safe="/:,")
        return path + (f".{suffix}" if suffix else "") + (f"?{asked}" if asked else "")

    def _older(self) -> dict[str, str]:
        return {VERSION: self.then} if self.then else {}

    def _spoken(self) -> dict[str, str]:
        return {LANGUAGE: self.language} if self.language else {}

    def _path(self, *parts: str) -> str:
        return self.root + "/".join(quote(part, safe="") for part in parts)


def _asked(values: dict[str, str]) -> str:
    return f"?{urlencode(values, safe='/:')}" if values else ""
