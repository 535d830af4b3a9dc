"""The vocabulary as a page: how the terms hang together, and each with all that helps to use it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from kg import queries
from kg.dataset import GRAPH_FORMATS
from kg.tables import listing_of
from kg.terms import CY, compact
from server.config import Service
from server.language import best, either, gettext, language, written
from server.links import Links
from server.vocabulary.diagram import Diagram, diagram
from server.vocabulary.terms import Defined, Kind, Names, Terms, children, node, terms
from server.vocabulary.usage import Statement, Usage, called, usage
from server.wording import Download

_LONGEST: Final = 90
"""Characters of a literal in an example."""

_HEADINGS: Final[tuple[tuple[Kind, str], ...]] = (
    ("class", "Classes"),
    ("property", "Properties"),
    ("value", "Named values"),
)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that may lead somewhere; `title` says more."""

    text: str
    href: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of what is said of a term."""

    heading: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A term in the tree with those under it."""

    link: Link
    count: int
    under: tuple["Branch", ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A term: its names, its definitions by language, what stands with it, where it is used."""

    anchor: str
    label: str
    others: tuple[tuple[str, str], ...]
    definitions: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    used: Link
    examples: tuple[tuple[Link, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The terms of one kind, as a tree and one by one."""

    anchor: str
    title: str
    tree: tuple[Branch, ...]
    terms: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class VocabularyPage:
    """What the template shows."""

    namespace: str
    diagram: Diagram
    sections: tuple[Section, ...]
    downloads: tuple[Download, ...]


def vocabulary_page(service: Service) -> VocabularyPage:
    """Every term of the vocabulary that the version was built with."""
    found, links = terms(service), service.links
    used = usage(service, found)
    telling = _Telling(links, found, used, called(service, used.values()))
    return VocabularyPage(
        namespace=CY,
        diagram=diagram(found),
        sections=tuple(telling.section(kind, gettext(heading)) for kind, heading in _HEADINGS),
        downloads=tuple(
            Download(each.title, links.ontology(each.name), each.media_type) for each in GRAPH_FORMATS
        ),
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is needed to tell of any term."""

    links: Links
    terms: Terms
    usage: Mapping[str, Usage]
    called: Mapping[str, Names]

    def section(self, kind: Kind, title: str) -> Section:
        """The terms of a kind under a heading."""
        members = [each for each in self.terms.values() if each.kind == kind]
        under = children(self.terms, kind)
        tree = self._values() if kind == "value" else tuple(self._branch(each, under) for each in under[""])
        return Section(f"all-{kind}", title, tree, tuple(map(self._told, members)))

    def _branch(self, name: str, under: Mapping[str, list[str]]) -> Branch:
        below = tuple(self._branch(each, under) for each in under.get(name, ()))
        return Branch(self._link(name), self.usage[name].count, below)

    def _values(self) -> tuple[Branch, ...]:
        """The named values under the classes that they are of."""
        values = [each for each in self.terms.values() if each.kind == "value"]
        classes = sorted({name for each in values for name in each.of})
        return tuple(
            Branch(
                self._link(name),
                self.usage[name].count if name in self.usage else 0,
                tuple(
                    Branch(self._link(each.name), self.usage[each.name].count, ())
                    for each in values
                    if name in each.of
                ),
            )
            for name in classes
        )

    def _told(self, each: Defined) -> Told:
        label = best(each.labels, default=each.name)
        return Told(
            anchor=each.name,
            label=label,
            others=tuple((tag, name) for tag, name in sorted(each.labels.items()) if name != label),
            definitions=tuple(_by_language(each.comments)),
            rows=tuple(row for row in self._rows(each) if row.links),
            used=self._used(each),
            examples=tuple(self._example(each, one) for one in self.usage[each.name].examples),
        )

    def _rows(self, each: Defined) -> Iterator[Row]:
        used, every = self.usage[each.name], self.terms.values()
        yield Row(gettext("Character"), tuple(Link(gettext(name)) for name in each.characters))
        yield Row(gettext("Under"), self._links(each.under))
        yield Row(gettext("Above"), self._links(one.name for one in every if each.name in one.under))
        yield Row(gettext("Value of"), self._links(each.of))
        yield Row(gettext("Values"), self._links(one.name for one in every if each.name in one.of))
        yield Row(gettext("Said of"), self._links(each.domain))
        yield Row(gettext("Its values are"), self._links(each.range))
        if each.kind == "class":
            yield Row(gettext("Has"), self._links(one.name for one in every if each.name in one.domain))
            yield Row(
                gettext("Is a value of"), self._links(one.name for one in every if each.name in one.range)
            )
        apart = {*each.disjoint, *(one.name for one in every if each.name in one.disjoint)}
        yield Row(gettext("Is never"), self._links(sorted(apart)))
        yield Row(gettext("Elsewhere"), tuple(Link(compact(iri), iri, iri) for iri in each.aligned))
        yield Row(
            gettext("In shapes"),
            tuple(Link(name, f"{self.links.shapes()}#{name}") for name in used.shapes),
        )
        yield Row(gettext("In questions"), tuple(map(self._question, used.questions)))

    def _question(self, name: str) -> Link:
        query = queries.load(name)
        said = either(query.question, query.question_zh)
        return Link(either(query.title, query.title_zh), self.links.question(name), said)

    def _used(self, each: Defined) -> Link:
        """How often, and where all of it can be seen."""
        used = self.usage[each.name]
        count = written(used.count)
        if used.below:
            count = gettext("%(num)s, %(all)s with those under it", num=count, all=written(used.below))
        listing = listing_of([f"cy:{each.name}"]) if each.kind == "class" else None
        if listing and listing.classes[0] == f"cy:{each.name}":
            return Link(count, self.links.things(listing.name))
        patterns = {"class": f"?thing a cy:{each.name}", "property": f"?thing cy:{each.name} ?value"}
        pattern = patterns.get(each.kind, f"?thing ?property cy:{each.name}")
        return Link(count, self.links.sparql(f"SELECT * WHERE {{ {pattern} }} LIMIT 100"))

    def _example(self, each: Defined, statement: Statement) -> tuple[Link, ...]:
        subject, object_ = statement
        if each.kind != "property":
            return (self._node(subject),)
        return self._node(subject), Link(f"cy:{each.name}", f"#{each.name}"), self._node(object_)

    def _node(self, value: str) -> Link:
        if value.startswith(CY):
            return self._link(value.removeprefix(CY))
        known = best(self.called.get(value, {}))
        if known or value.startswith(self.links.base):
            return Link(known or value.removeprefix(f"{self.links.base}id/"), self.links.href(value))
        return Link(value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…")

    def _links(self, names: Iterable[str]) -> tuple[Link, ...]:
        return tuple(map(self._link, names))

    def _link(self, name: str) -> Link:
        """A term of ours under its label, any other under its short name."""
        known = self.terms.get(name)
        if known:
            return Link(best(known.labels, default=name), f"#{name}", f"cy:{name}")
        iri = node(name).value
        return Link(compact(iri), "" if iri.startswith(CY) else iri, iri)


def _by_language(words: Names) -> Iterator[tuple[str, str]]:
    """Words in each language, the reader's first."""
    order = language().labels
    yield from sorted(
        words.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)
    )
