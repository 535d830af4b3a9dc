"""The page of a document: the text to read, with what stands beside it."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import islice

from kg.dataset import GRAPH_FORMATS
from kg.model import Ref
from server.config import Service
from server.language import gettext
from server.links import Links
from server.reading.formats import FORMATS
from server.reading.layers import CLAIMS, LAYERS, PARAMETER, layer_of, marks
from server.reading.margin import Margin, margin
from server.reading.outline import Line, sections, titled
from server.reading.rendering import Rendering, Shown
from server.reading.text import Text
from server.structured import Described, about, type_of
from server.wording import Download

_MENTIONED = 100
"""Things that are told to search engines."""

_CLASSES = {"person": "cy:Person", "polity": "cy:Polity", "place": "cy:Place", "event": "cy:Event"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A layer that can be shown or not; `href` leads to the page with it the other way round."""

    name: str
    title: str
    marks: int
    shown: bool
    href: str


@dataclass(frozen=True, slots=True)
class Part:
    """A section with its heading, its paragraphs and its margin."""

    id: str
    heading: tuple[Shown, ...]
    paragraphs: tuple[tuple[Shown, ...], ...]
    margin: Margin


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """What the template of a text shows; `masthead` is its title, marked where the text has it."""

    title: str
    masthead: tuple[Shown, ...]
    language: str
    type: str
    source: str
    licence: str
    parameter: str
    layers: tuple[Choice, ...]
    parts: tuple[Part, ...]
    address: str
    about: str
    told: str
    downloads: tuple[Download, ...]
    structured: Described


def document_page(service: Service, text: Text, layers: frozenset[str]) -> DocumentPage:
    """A text with these layers marked."""
    links = service.links
    rendering = Rendering.of(service, text, layers)
    return DocumentPage(
        title=text.title,
        masthead=_line(rendering, titled(text.words, text.title)),
        language=text.language,
        type=text.type,
        source=text.source,
        licence=text.licence,
        parameter=PARAMETER,
        layers=_choices(rendering),
        parts=tuple(_parts(rendering)),
        address=links.reading(text.name),
        about=links.page(Ref("document", text.name)),
        told=links.question("document-told", document=f"id/document/{text.name}"),
        downloads=_downloads(links, text.name),
        structured=_structured(service, text),
    )


def _parts(rendering: Rendering) -> Iterable[Part]:
    text = rendering.text
    for number, section in enumerate(sections(text.words, text.title), start=1):
        yield Part(
            id=f"section-{number}",
            heading=_line(rendering, section.heading),
            paragraphs=tuple(_line(rendering, each) for each in section.paragraphs),
            margin=margin(rendering, section),
        )


def _line(rendering: Rendering, line: Line | None) -> tuple[Shown, ...]:
    return rendering.line(line.start, line.end) if line else ()


def _choices(rendering: Rendering) -> tuple[Choice, ...]:
    links, text, layers = rendering.service.links, rendering.text, rendering.layers
    counts = Counter(layer_of(links, mark) for mark in marks(text))
    counts[CLAIMS] = sum(rendering.cited.values())
    return tuple(
        Choice(
            name=each.name,
            title=gettext(each.title),
            marks=counts[each.name],
            shown=each.name in layers,
            href=links.reading(text.name, layers=_toggled(layers, each.name)),
        )
        for each in LAYERS
        if counts[each.name]
    )


def _toggled(layers: Collection[str], name: str) -> str:
    """The layers in their order, with this one the other way round."""
    chosen = {*layers} ^ {name}
    return ",".join(each.name for each in LAYERS if each.name in chosen)


def _downloads(links: Links, name: str) -> tuple[Download, ...]:
    texts = (Download(each.title, links.text(name, each.name), each.media_type) for each in FORMATS)
    data = Ref("document", name)
    graphs = (Download(each.title, links.data(data, each.name), each.media_type) for each in GRAPH_FORMATS)
    return (*texts, *graphs)


def _structured(service: Service, text: Text) -> Described:
    links = service.links
    things = islice(dict.fromkeys(mark.thing for mark in text.marks), _MENTIONED)
    return about(
        "Article" if text.type == "article" else "CreativeWork",
        text.iri,
        name=text.title,
        inLanguage=text.language,
        license=text.licence,
        citation=text.source,
        isPartOf={"@id": links.offered("dataset").value},
        mentions=[
            about(type_of([_CLASSES.get(ref.kind, "")]), iri, name=text.called(iri))
            for iri in things
            if (ref := links.ref(iri))
        ],
        encoding=[
            about(
                "MediaObject",
                contentUrl=links.public(links.text(text.name, each.name)),
                encodingFormat=each.media_type,
            )
            for each in FORMATS
        ],
    )
