"""The index as tantivy keeps it: its fields, and how things and paragraphs are put into it."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final, Self

from tantivy import Document, Index, IndexWriter, Schema, SchemaBuilder

from kg.search import folding
from kg.search.entries import Paragraph, Thing

_HEAP: Final = 64_000_000
"""Bytes that a writer collects before it writes a segment."""


@cache
def schema() -> Schema:
    """The fields; what is folded by us is not taken apart again.

    `key` holds whole names, `tail` also what is left when words before are left out, `word` the words of
    names and texts. Whatever has an `about` is deleted by it: a thing, or the paragraphs of a document.
    """
    builder = SchemaBuilder()
    builder.add_text_field("about", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("key", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("tail", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("name", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="position")
    builder.add_integer_field("facts", fast=True)
    builder.add_text_field("told", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


class Writing:
    """An index in a folder that is being written; nothing of it is seen before `done`."""

    def __init__(self, index: Index) -> None:
        self._writer: IndexWriter = index.writer(_HEAP, 1)

    @classmethod
    def begun(cls, folder: Path) -> Self:
        """A new index in a folder that is there and empty."""
        return cls(Index(schema(), path=str(folder)))

    @classmethod
    def resumed(cls, folder: Path) -> Self:
        """The index in a folder, to be changed."""
        return cls(Index.open(str(folder)))

    def remove(self, about: Iterable[str]) -> None:
        """Forget things, and the paragraphs of documents."""
        for iri in about:
            self._writer.delete_documents_by_term("about", iri)

    def add_things(self, things: Iterable[Thing]) -> None:
        """Let things be found by their names."""
        for thing in things:
            self._writer.add_document(_named(thing))

    def add_paragraphs(self, paragraphs: Iterable[Paragraph]) -> None:
        """Let passages be found by their words."""
        for paragraph in paragraphs:
            self._writer.add_document(_worded(paragraph))

    def done(self) -> None:
        """Have the index hold all this, and nobody write it any more."""
        self._writer.commit()
        self._writer.wait_merging_threads()


def _named(thing: Thing) -> Document:
    spellings = {spelled for name in thing.names for spelled in _spellings(name)}
    return Document(
        about=thing.iri,
        key=sorted({"".join(each) for each in spellings}),
        tail=sorted({tail for each in spellings for tail in folding.tails(each)[1:]}),
        name=sorted({word for name in thing.names for word in folding.syllabled(folding.spelled(name))}),
        facts=thing.facts,
        told=json.dumps(asdict(thing), ensure_ascii=False),
    )


def _worded(paragraph: Paragraph) -> Document:
    return Document(
        about=paragraph.document,
        text=" ".join(folding.spelled(paragraph.text)),
        told=json.dumps(asdict(paragraph), ensure_ascii=False),
    )


def _spellings(name: str) -> set[tuple[str, ...]]:
    """A name's words as they are, and as Wade–Giles spells them."""
    as_is = folding.spelled(name)
    return {each for each in (as_is, folding.in_wade_giles(as_is)) if each}
