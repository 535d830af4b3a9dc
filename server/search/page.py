"""What was found as a page: things under the heading of their class, passages with the words marked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from kg.dataset import GRAPH_FORMATS
from kg.search import FoundPassage, FoundThing
from kg.search.reader import PASSAGES, THINGS
from kg.search.wish import LONGEST
from kg.tables import Listing, listing_of, listings
from server.config import Service
from server.language import best, gettext
from server.links import Links
from server.negotiate import CSV, JSON
from server.search.searching import Searched, names
from server.wording import Download

_AROUND: Final = 140
"""Characters of context on either side of what is marked."""
_FIRST: Final = 12
"""Things of a class that are shown at once; the others open."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing by its name for the reader and the one in the other script; `also` is another that fits."""

    name: str
    other: str
    also: str
    href: str
    facts: int


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one class; `href` leads to the list of all of it, empty where there is none."""

    title: str
    href: str
    first: tuple[Hit, ...]
    others: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words, marked where they were looked for."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a passage, and where it can be read."""

    document: str
    href: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the template shows."""

    typed: str
    longest: int
    groups: tuple[Group, ...]
    excerpts: tuple[Excerpt, ...]
    lists: tuple[tuple[str, str], ...]
    complete: bool
    cut_short: bool
    downloads: tuple[Download, ...]

    @property
    def things(self) -> int:
        """How many things are shown."""
        return sum(len(each.first) + len(each.others) for each in self.groups)

    @property
    def all_things(self) -> bool:
        """Whether these are all that were found, not only the best."""
        return self.things < THINGS

    @property
    def all_passages(self) -> bool:
        """Whether all passages are shown."""
        return len(self.excerpts) < PASSAGES


def search_page(service: Service, found: Searched) -> SearchPage:
    """The page for what was found."""
    links = service.links
    return SearchPage(
        typed=found.typed,
        longest=LONGEST,
        groups=tuple(_groups(links, found.things)),
        excerpts=tuple(_excerpt(links, each) for each in found.passages),
        lists=tuple((best(each.titles), links.things(each.name)) for each in listings()),
        complete=found.complete,
        cut_short=found.cut_short,
        downloads=_downloads(links, found.typed) if found.typed else (),
    )


def _downloads(links: Links, typed: str) -> tuple[Download, ...]:
    forms = (JSON, CSV, *GRAPH_FORMATS[:3])
    return tuple(Download(each.title, links.search(typed, each.name), each.media_type) for each in forms)


def _groups(links: Links, found: Iterable[FoundThing]) -> Iterator[Group]:
    """The class of the best hit first."""
    listed = [(listing_of(each.thing.classes), each) for each in found]
    order = {listing: place for place, (listing, _) in reversed([*enumerate(listed)])}
    ranked = sorted(listed, key=lambda pair: order[pair[0]])
    for listing, members in groupby(ranked, key=lambda pair: pair[0]):
        hits = [_hit(links, each) for _, each in members]
        yield Group(*_heading(links, listing), tuple(hits[:_FIRST]), tuple(hits[_FIRST:]))


def _heading(links: Links, listing: Listing | None) -> tuple[str, str]:
    if listing is None:
        return gettext("Vocabulary"), links.ontology()
    return best(listing.titles), links.things(listing.name)


def _hit(links: Links, found: FoundThing) -> Hit:
    thing = found.thing
    name, other = names(thing)
    also = "" if found.name in {name, other} else found.name
    return Hit(name, other, also, links.href(thing.iri), thing.facts)


def _excerpt(links: Links, found: FoundPassage) -> Excerpt:
    paragraph = found.paragraph
    ref, text = links.ref(paragraph.document), paragraph.text
    start, end = _window(text, found.marks)
    pieces = _pieces(text, start, end, found.marks)
    href = links.reading_words(ref.slug, _sentence(text, found.marks)) if ref else paragraph.document
    return Excerpt(paragraph.title, href, tuple(pieces))


def _window(text: str, marks: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    """A stretch around the first marks, cut between words.

    >>> _window("one two three", ((4, 7),))
    (0, 13)
    """
    first = marks[0] if marks else (0, 0)
    start, end = max(0, first[0] - _AROUND), min(len(text), first[1] + 2 * _AROUND)
    if start:
        start = text.find(" ", start, first[0]) + 1 or start
    if end < len(text):
        end = max(text.rfind(" ", first[1], end), first[1]) or end
    return start, end


def _pieces(text: str, start: int, end: int, marks: tuple[tuple[int, int], ...]) -> Iterator[Piece]:
    at = start
    if start:
        yield Piece("… ")
    for begin, over in marks:
        if at <= begin and over <= end:
            yield Piece(text[at:begin])
            yield Piece(text[begin:over], marked=True)
            at = over
    yield Piece(text[at:end] + (" …" if end < len(text) else ""))


def _sentence(text: str, marks: tuple[tuple[int, int], ...]) -> str:
    """Some words of the passage for the browser to scroll to: those from the first mark on."""
    start = marks[0][0] if marks else 0
    return " ".join(text[start : start + 80].split(" ")[:8])
