"""Which format a client gets for what it says in Accept."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS
from server.negotiate import CSV, HTML, Choice, NotServed, choice, chosen, prefers_page

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
JENA = "text/turtle,application/n-triples;q=0.9,application/ld+json;q=0.8,application/rdf+xml;q=0.7,*/*;q=0.3"
RAPPER = "application/rdf+xml, application/rss;q=0.5, text/turtle;q=0.6, text/html;q=0.2, */*;q=0.1"
PAGES = (*GRAPH_FORMATS, HTML)
SERVER = Path(__file__).resolve().parent.parent / "server"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("application/*", "json"),
        ("application/sparql-results+xml", "xml"),
        ("application/sparql-results+xml;q=0.1, application/sparql-results+json;q=0.9", "json"),
        ("application/sparql-results+xml;q=0.9, application/sparql-results+json;q=0.1", "xml"),
        ("text/csv, text/tab-separated-values", "csv"),
        ("text/tab-separated-values,text/csv;q=0.9", "tsv"),
        ("application/sparql-results+json;q=0, */*;q=0.5", "xml"),
        ("application/*;q=0, text/*;q=0.1", "csv"),
        ("*/*;q=0", None),
        ("text/csv; header=present; charset=utf-8", "csv"),
        ("  TEXT/CSV  ;  q=0.3 ", "csv"),
        ("application/x-unknown, */*;q=0.1", "json"),
        ("application/x-unknown", None),
        ("text/turtle", None),
        ("junk", None),
        ("a/b/c, ;;;, q=1", None),
        (", ,text/csv,", "csv"),
        ("application/json", "json"),
        ("text/xml", "xml"),
    ],
)
def test_a_table_is_sent_in_the_format_ranked_highest(accept: str, expected: str | None) -> None:
    found = choice(accept, RESULT_FORMATS)
    assert (found.format.name if found else None) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (BROWSER, "html"),
        (JENA, "ttl"),
        (RAPPER, "rdf"),
        ("*/*", "ttl"),
        ("text/html", "html"),
        ("application/xhtml+xml", "html"),
        ("text/*", "ttl"),
        ("application/ld+json, text/html;q=0.9", "jsonld"),
        ("text/html, text/turtle", "ttl"),
        ("application/n-quads", "nq"),
        ("text/n3", "ttl"),
    ],
)
def test_browsers_get_pages_and_rdf_clients_get_rdf(accept: str, expected: str) -> None:
    found = choice(accept, PAGES)
    assert found is not None
    assert found.format.name == expected


def test_the_content_type_is_the_one_that_was_asked_for() -> None:
    assert choice("application/json", RESULT_FORMATS) == Choice(RESULT_FORMATS[0], "application/json")
    asked = [choice(accept, PAGES) for accept in ("text/turtle", "text/n3", "application/n-triples")]
    assert [each.content_type for each in asked if each] == [
        "text/turtle; charset=utf-8",
        "text/n3",
        "application/n-triples",
    ]


def test_a_named_format_overrides_the_header() -> None:
    assert chosen("text/turtle", "csv", RESULT_FORMATS).format.name == "csv"
    assert chosen("text/turtle", "text/csv", RESULT_FORMATS).format.name == "csv"


@pytest.mark.parametrize(("accept", "named"), [("text/turtle", None), ("", "pdf"), ("text/csv", "ttl")])
def test_what_is_not_served_is_refused_with_what_is(accept: str, named: str | None) -> None:
    with pytest.raises(
        NotServed, match=r"Ask for one of application/sparql-results\+json, .* in the Accept"
    ) as no:
        chosen(accept, named, RESULT_FORMATS)
    assert no.value.offers == tuple(each.media_type for each in RESULT_FORMATS)


@pytest.mark.parametrize(("accept", "page"), [(BROWSER, True), ("", False), ("*/*", False), (JENA, False)])
def test_a_page_is_for_whoever_ranks_html_highest(accept: str, page: bool) -> None:  # noqa: FBT001  # a table's column
    assert prefers_page(accept, GRAPH_FORMATS) is page


def test_formats_are_told_by_what_they_are_since_a_choice_once_made_is_remembered() -> None:
    twin = replace(CSV)
    assert choice("text/csv", (HTML, CSV)).format == choice("text/csv", (HTML, twin)).format == twin
    code = {path: path.read_text(encoding="utf-8") for path in SERVER.rglob("*.py")}
    assert [path for path, text in code.items() if re.search(r"\bformat is (?!None)", text)] == []
