"""Documents of a folder as text with blocks and metadata, whatever format their files have."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Final, NamedTuple

from kg.documents import plain
from kg.documents.folder import Source, corpus, source_of
from kg.documents.opening import LARGEST, opened, shown
from kg.documents.reading import Malformed, Metadata, Reading
from kg.documents.sidecar import LANGUAGE, metadata
from kg.errors import UnreadableDocument
from kg.model import Document

__all__ = ["FORMATS", "LARGEST", "Format", "Source", "corpus", "read", "read_file"]


class Format(NamedTuple):
    """A media type and the function that reads it."""

    media_type: str
    reading: Callable[[str], Reading]


def _markdown(text: str) -> Reading:
    from kg.documents import markdown  # noqa: PLC0415  # plain text does not wait for its parser

    return markdown.reading(text)


def _html(text: str) -> Reading:
    from kg.documents import html  # noqa: PLC0415  # likewise

    return html.reading(text)


def _tei(text: str) -> Reading:
    from kg.documents import tei  # noqa: PLC0415  # likewise

    return tei.reading(text)


_PLAIN = Format("text/plain", plain.reading)
_MARKDOWN = Format("text/markdown", _markdown)
_HTML = Format("text/html", _html)
_TEI = Format("application/tei+xml", _tei)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        ".txt": _PLAIN,
        ".text": _PLAIN,
        ".md": _MARKDOWN,
        ".markdown": _MARKDOWN,
        ".html": _HTML,
        ".htm": _HTML,
        ".xhtml": _HTML,
        ".xml": _TEI,
        ".tei": _TEI,
    }
)
"""Suffix to format."""


def read_file(path: Path) -> Document:
    """A single file as a document, wherever it lies."""
    return read(source_of(path))


def read(source: Source) -> Document:
    """A document with its text, cut into blocks, and its metadata: the sidecar's before the file's own."""
    form = _format(source.path)
    stated = metadata(source.metadata) if source.metadata else Metadata()
    text, digest = opened(source.path)
    if stated.sha256 and stated.sha256.lower() != digest:
        raise UnreadableDocument(_changed(source, stated.sha256, digest))
    return _document(
        source, form.media_type, _reading(source.path, form, text), stated.or_else(Metadata(sha256=digest))
    )


def _format(path: Path) -> Format:
    form = FORMATS.get(path.suffix.lower())
    if form or not path.is_file():  # what is no file is refused when it is opened
        return form or _PLAIN
    if path.suffix == ".toml":
        raise UnreadableDocument(
            f"{shown(path)} describes no document, for none beside it is called {shown(Path(path.stem))} "
            "with another suffix; rename or remove it."
        )
    suffix = f"has the suffix '{path.suffix}'" if path.suffix else "has no suffix"
    raise UnreadableDocument(
        f"{shown(path)} {suffix} and only {', '.join(FORMATS)} are read; "
        "convert it, or hide it from the corpus with a dot before its name."
    )


def _changed(source: Source, stated: str, digest: str) -> str:
    return (
        f"{shown(source.path)} has the SHA-256 {digest} and its sidecar says {stated.lower()}; "
        "restore the file, or put its new SHA-256 into the sidecar if the change is wanted."
    )


def _reading(path: Path, form: Format, text: str) -> Reading:
    try:
        reading = form.reading(text)
    except Malformed as fault:
        raise UnreadableDocument(f"{shown(path)} {fault}") from fault
    if not reading.blocks:
        raise UnreadableDocument(
            f"{shown(path)} holds no words to read; write its text into it, or remove it."
        )
    return reading


def _document(source: Source, media_type: str, reading: Reading, stated: Metadata) -> Document:
    inside = reading.metadata
    if not LANGUAGE.fullmatch(inside.language):
        inside = replace(inside, language="")
    defaults = Metadata(title=reading.title, language="en", type="article")
    said = stated.or_else(inside).or_else(defaults)
    return Document(
        id=source.id,
        text=reading.text,
        blocks=reading.blocks,
        title=said.title,
        sha256=stated.sha256.lower(),
        language=said.language,
        type=said.type,
        media_type=media_type,
        source=said.source,
        licence=said.licence,
    )
