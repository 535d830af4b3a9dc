"""What holds for every document that a reader is given."""

import html
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import FORMATS, read_file
from kg.errors import UnreadableDocument
from kg.model import Document

pytestmark = pytest.mark.slow

NEST = 10_000


@dataclass(frozen=True)
class Part:
    kind: str
    text: str
    level: int


WORDS = st.lists(
    st.text("abcdefgüéñ澶淵之盟𠀀", min_size=1, max_size=8).map(str.lower), min_size=1, max_size=6
).map(" ".join)
SENTENCES = WORDS.map("So {}.".format)
TITLES = WORDS.map("Chapter {}".format).map(
    lambda words: " ".join(each.capitalize() for each in words.split())
)
PARTS = st.lists(
    st.one_of(
        st.builds(Part, st.just("heading"), TITLES, st.just(2)),
        st.builds(Part, st.just("paragraph"), SENTENCES, st.just(0)),
        st.builds(Part, st.just("item"), SENTENCES, st.just(1)),
    ),
    max_size=8,
).map(lambda parts: [Part("paragraph", "It began.", 0), *parts, Part("paragraph", "It ended.", 0)])


def in_plain(part: Part) -> str:
    return {"heading": "\n{}\n\n", "paragraph": "{}\n", "item": "• {}\n"}[part.kind].format(part.text)


def in_markdown(part: Part) -> str:
    return {"heading": "\n## {}\n", "paragraph": "\n{}\n", "item": "\n* {}\n"}[part.kind].format(part.text)


def in_html(part: Part) -> str:
    form = {"heading": "<h2>{}</h2>", "paragraph": "<p>{}", "item": "<ul><li>{}</ul>"}[part.kind]
    return form.format(html.escape(part.text))


def in_tei(part: Part) -> str:
    forms = {
        "heading": "<div><div><head>{}</head></div></div>",
        "paragraph": "<p>{}</p>",
        "item": "<list><item>{}</item></list>",
    }
    return forms[part.kind].format(html.escape(part.text))


def outcome(suffix: str, content: bytes) -> Document | None:
    """What is read from a file with these bytes, nothing when it is refused with a sentence."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_bytes(content)
        try:
            return read_file(path)
        except UnreadableDocument as refused:
            sentence = str(refused)
    assert sentence.startswith(str(path))
    assert sentence.endswith((".", "?"))
    return None


def assert_sound(document: Document) -> None:
    end = 0
    for block in document.blocks:
        words = document.text[block.start : block.end]
        assert end <= block.start < block.end <= len(document.text)
        assert words == words.strip()
        end = block.end
    assert document.text.encode()
    assert document.title
    assert document.title.encode()


@pytest.mark.parametrize(
    ("suffix", "spelt", "around"),
    [
        (".txt", in_plain, "{}"),
        (".md", in_markdown, "{}"),
        (".html", in_html, "{}"),
        (".xml", in_tei, "<TEI>{}</TEI>"),
    ],
    ids=[".txt", ".md", ".html", ".xml"],
)
@given(parts=PARTS)
@settings(deadline=None, max_examples=40)
def test_blocks_are_what_was_written(
    suffix: str, spelt: Callable[[Part], str], around: str, parts: list[Part]
) -> None:
    document = outcome(suffix, around.format("".join(map(spelt, parts))).encode())
    assert document
    assert_sound(document)
    blocks = [Part(each.kind, document.text[each.start : each.end], each.level) for each in document.blocks]
    assert blocks == parts


@given(suffix=st.sampled_from(sorted(FORMATS)), content=st.one_of(st.binary(), st.text().map(str.encode)))
@settings(deadline=None, max_examples=200)
def test_any_bytes_are_read_or_refused(suffix: str, content: bytes) -> None:
    document = outcome(suffix, content)
    if document:
        assert_sound(document)


MARKUP = st.lists(
    st.one_of(
        st.sampled_from(
            "<p> </p> <li> </li> <ul> </ul> <ol> </ol> <dl> <dd> <h1> </h1> <br> <q> </q> <pre> </pre>"
            " <!-- --> <table> <tr> <td> </table> <main> </main> <body> </body> <template> </template>"
            " <svg> </svg> <note> </note> <head> </head> <lb/> <item> </item> <list> </list>"
            " <choice> </choice> <reg> </reg>"
            " &amp; &#0; &#xD800; &#1; # - > --- ``` | 1. * ** [ ]( ) ![".split()
        ),
        st.sampled_from(['<lb break="no"/>', " ", "\n", "\n\n", "    ", "\xa0", "\x85", "\u2028", "\xad"]),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


@given(suffix=st.sampled_from([".md", ".html", ".txt"]), content=MARKUP)
@settings(deadline=None, max_examples=300)
def test_any_heap_of_markup_is_read_or_refused(suffix: str, content: str) -> None:
    document = outcome(suffix, content.encode(errors="replace"))
    if document:
        assert_sound(document)


@given(content=MARKUP)
@settings(deadline=None, max_examples=100)
def test_any_heap_of_markup_within_tei_is_read_or_refused(content: str) -> None:
    document = outcome(".xml", f"<TEI><p>{content}</p></TEI>".encode(errors="replace"))
    if document:
        assert_sound(document)


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".html", "<div>" * NEST + "deep"),
        (".html", "<ul><li>" * NEST + "deep"),
        (".html", "<b>" * NEST + "deep" + "</b>" * NEST),
        (".md", "> " * NEST + "deep"),
        (".md", "- " * NEST + "deep"),
        (".md", "*" * NEST + "deep" + "*" * NEST),
        (".md", "[" * NEST + "deep" + "](a)" * NEST),
        (".md", "---\ntitle: " + "[" * NEST + "\n---\ndeep"),
        (".xml", "<TEI>" + "<div>" * NEST + "deep" + "</div>" * NEST + "</TEI>"),
        (".xml", "<TEI>" + "<note>" * 2_000 + "deep" + "</note>" * 2_000 + "</TEI>"),
    ],
)
def test_deep_nesting_neither_crashes_nor_hangs(suffix: str, content: str) -> None:
    start = time.process_time()
    document = outcome(suffix, content.encode())
    assert document is None or "deep" in document.text
    assert time.process_time() - start < 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".txt", "word " * 200_000),
        (".txt", "word\n" * 200_000),
        (".txt", ("word " * 15 + "\n") * 13_000),
        (".md", "word " * 200_000),
        (".html", "word " * 200_000),
        (".html", "<p>word" * 140_000),
        (".html", "<p>word" + " \n" * 500_000 + "word"),
        (".html", "<br> " * 200_000 + "word"),
        (".xml", "<TEI><p>" + "word " * 200_000 + "</p></TEI>"),
        (".xml", "<TEI><p>word" + " " * 1_000_000 + "<lb break='no'/>word</p></TEI>"),
    ],
)
def test_a_megabyte_is_read_fast(suffix: str, content: str) -> None:
    start = time.process_time()
    assert outcome(suffix, content.encode())
    assert time.process_time() - start < 10
