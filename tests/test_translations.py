"""All that pages say themselves is said in every language, and nothing else is in the catalogues."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment

from server.language import CATALOGUES, ENGLISH, LANGUAGES

SERVER = Path(__file__).resolve().parent.parent / "server"
TEMPLATES = SERVER / "templates"
METHODS = [("templates/**", "jinja2"), ("**.py", "python")]
OPTIONS = {"templates/**": {"trimmed": "true"}}
SLOT = re.compile(r"%\(\w+\)s")

UNTRANSLATED = frozenset("Chanyuan OpenAPI IRI MB SHA-256 SPARQL JSON CSV TEI XML cy cys .ttl".split())
"""Names, and marks that are the same in every language."""
OTHER = ("opensearch.xml", "robots.txt")
"""Templates that are no pages."""
FROM_OUTSIDE = frozenset(
    {
        *(
            "Bad Request",
            "Forbidden",
            "Gone",
            "Internal Server Error",
            "Method Not Allowed",
            "Not Acceptable",
        ),
        *("Not Found", "Service Unavailable", "Too Many Requests", "Unauthorized"),
        *("Violation", "Warning", "Info"),
    }
)
"""What is said with words of HTTP and of SHACL."""

TRANSLATED = [language.tag for language in LANGUAGES if language is not ENGLISH]


def messages() -> set[str | tuple[str, ...]]:
    """All that templates and code have translated."""
    found = extract_from_dir(SERVER, METHODS, OPTIONS)
    return {message for file, _line, message, _comments, _context in found if "node_modules" not in file}


def catalogue(tag: str) -> Catalog:
    """The words of a language."""
    content = (CATALOGUES / f"{tag}.po").read_bytes()
    return read_po(BytesIO(content), locale=tag.replace("-", "_"), abort_invalid=True)


def said(catalogue: Catalog) -> dict[str | tuple[str, ...], Message]:
    """Its entries by what they translate."""
    return {message.id: message for message in catalogue if message.id}


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_word_of_ours_is_in_every_language(tag: str) -> None:
    entries = said(catalogue(tag))
    missing = {message for message in messages() | FROM_OUTSIDE if not any(_strings(entries.get(message)))}
    assert missing == set(), f"add these to server/translations/{tag}.po"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_no_catalogue_has_what_nobody_says_any_more(tag: str) -> None:
    """What is said by a name that stands in data or in a table of code is found there."""
    known = messages() | FROM_OUTSIDE
    files = (file for file in SERVER.rglob("*") if file.suffix in {".py", ".toml"})
    words = "".join(file.read_text(encoding="utf-8") for file in files)
    idle = {each for each in said(catalogue(tag)) if each not in known and not _stands(each, words)}
    assert idle == set(), f"take these out of {tag}.po"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_translations_have_the_same_slots_and_links(tag: str) -> None:
    for message in said(catalogue(tag)).values():
        original = message.id if isinstance(message.id, str) else message.id[-1]
        for string in _strings(message):
            assert {*SLOT.findall(string)} <= {*SLOT.findall(original), "%(num)s"}, original
            assert sorted(re.findall(r"</?\w+", string)) == sorted(re.findall(r"</?\w+", original)), original


def _stands(message: str | tuple[str, ...], words: str) -> bool:
    return f'"{message}"' in words or f"'{message}'" in words


def _strings(message: Message | None) -> list[str]:
    if message is None:
        return []
    return [message.string] if isinstance(message.string, str) else [*message.string]


@pytest.mark.parametrize(
    "template", sorted(file.name for file in TEMPLATES.iterdir() if file.name not in OTHER)
)
def test_a_template_says_nothing_in_one_language_only(template: str) -> None:
    text = "".join(_plain((TEMPLATES / template).read_text(encoding="utf-8")))
    code = re.sub(r"<(script|style|code)\b.*?</\1>", "", text, flags=re.DOTALL)
    attributes = re.findall(r'(?:aria-label|title|placeholder|alt|content)="([^"\0]+)"', code)
    words = re.split(r"[\n\0]", re.sub(r"<[^>]*>", "\n", code))
    told = {each.strip(" ·:,“”\t") for each in words if re.search(r"[A-Za-z]{2}", each)}
    assert told - UNTRANSLATED == set()
    assert {
        each for each in attributes if " " in each and "width=" not in each and each != "light dark"
    } == set()


def _plain(source: str) -> Iterator[str]:
    """What a template says outside of expressions and of what is translated, a NUL where they stand."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    translated, opened = False, False
    for _line, kind, value in environment.lex(source):
        opened = kind == "block_begin" or (opened and kind == "whitespace")
        match kind:
            case "name" if value in {"trans", "endtrans"}:
                translated = value == "trans"
            case "data" if not translated:
                yield value
            case "variable_end" | "block_end":
                yield "\0"
