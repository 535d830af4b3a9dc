"""Which of the formats that we can write the client wants most."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

from kg.dataset import Format, format_named
from kg.errors import ChanyuanError
from server.front import remembered

HTML: Final = Format("html", "text/html", "HTML", ("application/xhtml+xml",))
JSON: Final = Format("json", "application/json", "JSON")
CSV: Final = Format("csv", "text/csv", "CSV")
QUERY: Final = Format("rq", "application/sparql-query", "SPARQL")
PROBLEM: Final = Format("problem", "application/problem+json", "Problem", ("application/json",))


class NotServed(ChanyuanError):
    """The client accepts none of the formats in which this can be had."""

    def __init__(self, asked: str, offers: Iterable[Format]) -> None:
        self.offers = tuple(dict.fromkeys(offer.media_type for offer in offers))
        super().__init__(
            f"{asked[:200]!r} is not served here. Ask for one of {', '.join(self.offers)} "
            "in the Accept header or name one in ?format=."
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """A format, and the media type under which the client asked for it."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The header that says so."""
        return self.format.content_type if self.media_type == self.format.media_type else self.media_type


def choice(accept: str, offers: Sequence[Format]) -> Choice | None:
    """The offer that an Accept header ranks highest, the earlier one where it ranks two alike.

    An empty header accepts everything; parameters of media types do not matter here.

    >>> from kg.dataset import RESULT_FORMATS
    >>> choice("text/csv;q=0.5, application/sparql-results+xml", RESULT_FORMATS).format.name
    'xml'
    """
    return _choice(accept, tuple(offers))


@remembered
def _choice(accept: str, offers: tuple[Format, ...]) -> Choice | None:
    accepted = _accepted(accept)
    names = [(offer, offer.media_type) for offer in offers]
    aliases = [(offer, other) for offer in offers for other in offer.also]
    ranked = [(accepted.quality(name), Choice(offer, name)) for offer, name in names + aliases]
    quality, best = max(ranked, key=lambda pair: pair[0], default=(0, None))
    return best if quality > 0 else None


def chosen(accept: str, named: str | None, offers: Sequence[Format]) -> Choice:
    """The format that `?format=` names, else the one that the Accept header ranks highest."""
    if named:
        found = format_named(named, offers)
        if found is None:
            raise NotServed(named, offers)
        return Choice(found, found.media_type)
    best = choice(accept, offers)
    if best is None:
        raise NotServed(accept, offers)
    return best


def suffixed(name: str, offers: Sequence[Format]) -> tuple[str, Format | None]:
    """The last part of a path without the suffix that names one of the offers, and that offer.

    >>> from kg.dataset import GRAPH_FORMATS
    >>> suffixed("yue-fei.ttl", GRAPH_FORMATS)[0], suffixed("st.petersburg", GRAPH_FORMATS)[0]
    ('yue-fei', 'st.petersburg')
    """
    stem, dot, suffix = name.rpartition(".")
    form = next((each for each in offers if dot and each.name == suffix), None)
    return (stem, form) if form else (name, None)


def prefers_page(accept: str, others: Sequence[Format]) -> bool:
    """Whether a browser is asking, rather than a program that takes one of the other formats as gladly."""
    best = choice(accept, (*others, HTML))
    return best is not None and best.format == HTML


def _accepted(header: str) -> MIMEAccept:
    """Quality is looked up most specific range first, so that q=0 excludes (RFC 9110 §12.5.1)."""
    given = parse_accept_header(header or "*/*", MIMEAccept)
    return MIMEAccept([(parse_options_header(value)[0].lower(), quality) for value, quality in given])
