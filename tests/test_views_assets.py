"""The script of the views: small, of known origin, and on the page only where it was built."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.conftest import Publish
from tests.views import served

BUILT = Path(__file__).resolve().parent.parent / "server" / "static" / "built"
SCRIPT = BUILT / "views.js"
NAMESPACES = {"www.w3.org"}

built = pytest.mark.skipif(not SCRIPT.is_file(), reason="needs what `make assets` builds")


@built
def test_the_script_is_small_and_mentions_no_host_but_those_of_namespaces() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.encode()) < 100_000
    assert {urlsplit(each).hostname for each in re.findall(r"https?://[^\s\"'`]*", text)} <= NAMESPACES
    assert re.findall(r"\beval\(|new Function\(", text) == []


@built
def test_the_licences_of_what_is_in_the_script_are_named() -> None:
    text = (BUILT / "licences.txt").read_text(encoding="utf-8")
    named = set(re.findall(r"^={80}\n(\S+) \d", text, re.MULTILINE))
    assert {"d3-zoom", "d3-selection", "d3-drag", "d3-transition"} <= named
    assert "licences.txt" in SCRIPT.read_text(encoding="utf-8")[:200]


@pytest.mark.parametrize("view", ["timeline", "map", "network"])
def test_a_page_has_the_script_where_it_was_built(publish: Publish, tmp_path: Path, view: str) -> None:
    site = served(publish, tmp_path)
    content = html.fromstring(site.get(f"/{view}").text)
    scripts = [each for each in content.xpath("//script/@src") if "views" in each]
    assert [each.partition("?")[0] for each in scripts] == (
        ["/static/built/views.js"] if SCRIPT.is_file() else []
    )
    styles = [each for each in content.xpath("//link[@rel='stylesheet']/@href") if "views" in each]
    assert [site.get(each, buffered=True).status_code for each in [*scripts, *styles]] == [200] * (
        len(scripts) + 1
    )
