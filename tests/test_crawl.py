"""Following one's nose through the whole graph, and through all pages: no dead end, under any base."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kg.settings import Settings
from kg.terms import CY, term
from kg.versions import Versions
from server.app import create_app
from tests.conftest import BASE
from tests.linked_data import named, world

pytestmark = pytest.mark.slow

BASES = [BASE, "https://history.example.net/of/song/"]
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
TURTLE = {"Accept": "text/turtle, application/n-triples;q=0.9"}

_ALIKE, _OF_ONE = 3, 30
"""Addresses that are followed of those which differ in a name before a suffix, or in values, only; and of
those which differ in any parameters, for the choices of a list multiply."""


@pytest.fixture(scope="module", params=BASES, ids=["root", "prefix"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> "Site":
    """A graph with a thing of every kind, served under a base."""
    return served(tmp_path_factory.mktemp("crawl"), request.param)


@dataclass
class Site:
    """A service under a base, as the world sees it: at the path of its base."""

    base: str
    versions: Versions
    client: FlaskClient
    fetched: dict[str, set[Triple] | None] = field(default_factory=dict)

    def fetch(self, address: str) -> set[Triple] | None:
        """The triples that an address of ours leads to, None where that is a page or a file."""
        if address not in self.fetched:
            given = urlsplit(address)
            path = quote(given.path, safe="/%~!$&'()*+,;=:@") + (f"?{given.query}" if given.query else "")
            self.fetched[address] = self._fetched(path)
        return self.fetched[address]

    def _fetched(self, path: str) -> set[Triple] | None:
        with self.client.get(path, headers=TURTLE, follow_redirects=True) as response:
            if response.status_code == 410:  # of a graph that is no more, the history tells: where it was
                return self._fetched(response.json["former"].replace("/page/", "/data/"))
            assert response.status_code == 200, (path, response.text[:300])
            form = RdfFormat.from_media_type(response.content_type)
            return {quad.triple for quad in parse(response.data, format=form)} if form else None

    @cached_property
    def vocabulary(self) -> set[str]:
        """The terms that the ontology describes where we serve it."""
        said = self.fetch(f"{self.base}ontology") or set()
        return {each.subject.value for each in said if isinstance(each.subject, NamedNode)}

    def whole_graph(self) -> set[str]:
        """Every IRI in the store."""
        store = self.versions.open(self.versions.served())
        quads = [*store]
        graphs = {each.graph_name.value for each in quads if isinstance(each.graph_name, NamedNode)}
        return {each.value for each in named(each.triple for each in quads)} | graphs

    @cached_property
    def met(self) -> set[str]:
        """Every IRI that whoever follows all of them comes upon, from those in the store on."""
        waiting, seen = self.whole_graph() | {self.base, f"{self.base}.well-known/void"}, set[str]()
        while waiting:
            told = {each.value for iri in waiting for each in self._named_at(iri)}
            seen |= waiting
            waiting = told - seen
        return seen

    @property
    def dead(self) -> set[str]:
        """Those of them of which nothing is said where they lead."""
        return {iri for iri in self.met if not self._leads(iri)}

    def _named_at(self, iri: str) -> set[NamedNode]:
        return named(self.fetch(urldefrag(iri).url) or ()) if iri.startswith(self.base) else set()

    def _leads(self, iri: str) -> bool:
        if iri.startswith(CY):
            return iri == CY or iri in self.vocabulary
        if not iri.startswith(self.base):
            return True
        said = self.fetch(urldefrag(iri).url)
        a_thing = "#" in iri or iri.startswith(f"{self.base}id/")
        return said is None or not a_thing or NamedNode(iri) in named(said)


def test_every_iri_of_the_graph_and_of_what_it_leads_to_says_something_of_itself(site: Site) -> None:
    assert site.dead == set()
    things = [iri.removeprefix(f"{site.base}id/") for iri in site.met if iri.startswith(f"{site.base}id/")]
    assert {path.split("/")[0] for path in things} >= {
        *("person", "polity", "people", "force", "place", "event", "era", "term", "assessment", "document"),
        *("claim", "passage", "decision", "attestation", "activity", "graph"),
    }
    assert len([iri for iri in site.met if "#" in iri and iri.startswith(site.base)]) > 100


def test_the_data_of_one_installation_name_no_thing_of_another(site: Site) -> None:
    others = tuple(base for base in (*BASES, "http://localhost:8080/") if base != site.base)
    assert [iri for iri in sorted(site.met) if iri.startswith(others)] == []


def served(data: Path, base: str) -> Site:
    """The graph with a thing of every kind, built and served under a base."""
    versions = world(data, base)
    return Site(base, versions, create_app(Settings(data=data, base=base)).test_client())


@dataclass
class Pages:
    """What a reader comes to that follows every link from the first page on."""

    site: Site
    anchors: dict[str, set[str]] = field(default_factory=dict)
    dead: dict[str, int] = field(default_factory=dict)
    linked: set[str] = field(default_factory=set)
    forms: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def crawl(self) -> None:
        """Fetch every address that a page names, and of those with parameters some of each form."""
        waiting = {urlsplit(self.site.base).path}
        while waiting:
            address = waiting.pop()
            with self.site.client.get(address, headers=BROWSER, follow_redirects=True) as response:
                if response.status_code != 200:
                    self.dead[address] = response.status_code
                page = html.fromstring(response.data) if response.mimetype == "text/html" else None
            self.anchors[address] = {"", *(page.xpath("//@id") if page is not None else ())}
            found = self._links(page) if page is not None else set()
            self.linked |= found
            new = {urldefrag(each).url for each in found} - self.anchors.keys() - waiting
            waiting |= {each for each in sorted(new) if self._wanted(each)}

    def _links(self, page: html.HtmlElement) -> set[str]:
        """The addresses on our own site that a page names, whether for readers or for browsers."""
        found = {str(each) for each in page.xpath("//@href | //@src | //form[not(@method)]/@action")}
        local = {each.removeprefix(_origin(self.site.base)) for each in found}
        return {each for each in local if each.startswith("/")}

    def _wanted(self, address: str) -> bool:
        """Whether to go there: to every page, and to some of each form of what is computed or converted."""
        given = urlsplit(address)
        folder, _, name = given.path.rpartition("/")
        parameters = sorted({each.partition("=")[0] for each in given.query.split("&")})
        form = folder, name.rpartition(".")[2] if "." in name else "", *parameters
        if form[1:] == ("", ""):
            return True
        self.forms.update([form, (given.path,)])
        return self.forms[form] <= _ALIKE and self.forms[given.path,] <= _OF_ONE


def _origin(base: str) -> str:
    return "://".join(urlsplit(base)[:2])


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    found = Pages(served(tmp_path_factory.mktemp("pages"), BASES[-1]))
    found.crawl()
    return found


def test_following_every_link_meets_no_dead_end(pages: Pages) -> None:
    # One thing has a property whose name RDF/XML cannot write.
    assert {
        (address, status) for address, status in pages.dead.items() if "/place/odd.rdf" not in address
    } == set()
    assert set(pages.dead.values()) <= {406}
    root = urlsplit(pages.site.base).path
    places = {address.removeprefix(root).partition("?")[0].split("/")[0] for address in pages.anchors}
    assert places >= {"page", "data", "documents", "queries", "ontology", "versions", "sparql"}


def test_every_link_stays_under_the_path_of_the_base(pages: Pages) -> None:
    root = urlsplit(pages.site.base).path
    assert [each for each in sorted(pages.linked) if not each.startswith(root)] == []


def test_every_fragment_is_an_anchor_where_it_leads(pages: Pages) -> None:
    links = [urldefrag(each) for each in pages.linked]
    missing = {
        each
        for each in links
        if unquote(each.fragment) not in pages.anchors.get(each.url, {unquote(each.fragment)})
    }
    assert sorted(each.url + "#" + each.fragment for each in missing)[:20] == []


@pytest.mark.parametrize(
    "path", ["", "page/place/kaifeng", "data/place/kaifeng.ttl", "documents", "queries/life"]
)
def test_behind_a_proxy_that_takes_the_prefix_away_nothing_changes(site: Site, path: str) -> None:
    root = urlsplit(site.base).path
    proxied, direct = (site.client.get(f"{each}{path}", headers=BROWSER) for each in ("/", root))
    assert (proxied.status_code, proxied.data) == (direct.status_code, direct.data)
    assert proxied.headers.get("Link") == direct.headers.get("Link")


def test_a_redirect_keeps_the_prefix(site: Site) -> None:
    root = urlsplit(site.base).path
    for given in (f"{root}id/place/kaifeng", "/id/place/kaifeng"):
        assert site.client.get(given).headers["Location"] == f"{root}data/place/kaifeng"


def test_every_part_of_a_thing_is_an_anchor_on_its_page(site: Site) -> None:
    parts = {urldefrag(iri) for iri in site.whole_graph() if iri.startswith(f"{site.base}id/") and "#" in iri}
    assert {part.fragment for part in parts} == {"geometry", "quote", "position", "software"}
    for part in parts:
        page = site.client.get(urlsplit(part.url).path, headers=BROWSER, follow_redirects=True)
        anchors = html.fromstring(page.data).xpath("//@id")
        assert anchors.count(part.fragment) == 1, part


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ("ontology", ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:NamedIndividual")),
        ("shapes", ("sh:NodeShape", "sh:PropertyShape")),
    ],
)
def test_every_term_and_shape_has_an_anchor_where_its_iri_leads(
    site: Site, place: str, kinds: tuple[str, ...]
) -> None:
    typed = {(term("rdf:type"), term(kind)) for kind in kinds}
    said = site.fetch(f"{site.base}{place}") or set()
    found = {each.subject for each in said if (each.predicate, each.object) in typed}
    names = {each.value.partition("#")[2] for each in found if isinstance(each, NamedNode)}
    page = site.client.get(f"{urlsplit(site.base).path}{place}", headers=BROWSER)
    assert len(names) > 30
    assert names - set(html.fromstring(page.data).xpath("//@id")) == set()


def test_a_version_and_its_commit_have_anchors_in_the_list(site: Site) -> None:
    page = site.client.get(f"{urlsplit(site.base).path}versions", headers=BROWSER)
    assert {"1", "2", "commit-1", "commit-2"} <= set(html.fromstring(page.data).xpath("//@id"))
