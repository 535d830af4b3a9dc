"""What browsers get: built from pinned packages, its licences named, nothing loaded from another host."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from lxml import html

from kg import queries
from server.sparql.editor import POLICY, Example, examples

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "server" / "assets"
BUILT = ROOT / "server" / "static" / "built"
ADDRESS = re.compile(r"https?://[^\s\"'`<>\\)]*")

KNOWN = {
    "creativecommons.org": "namespace in an icon",
    "datatables.net": "manual named in error messages",
    "developer.mozilla.org": "manual named in error messages",
    "docs.triply.cc": "manual behind a button that the style sheet hides",
    "enable-cors.org": "manual named in error messages",
    "purl.org": "namespace in an icon",
    "www.w3.org": "namespaces",
}
"""Hosts that the bundle may mention, each with its reason; a reader may follow a link, no script does."""

built = pytest.mark.skipif(not BUILT.is_dir(), reason="needs what `make assets` builds")


def test_packages_are_pinned_by_version_and_digest_and_to_no_registry() -> None:
    lock = json.loads((ASSETS / "package-lock.json").read_text(encoding="utf-8"))
    packages = [about for path, about in lock["packages"].items() if path]
    assert [each for each in packages if "resolved" in each or "integrity" not in each] == []
    asked = json.loads((ASSETS / "package.json").read_text(encoding="utf-8"))
    versions = (asked["dependencies"] | asked["devDependencies"]).values()
    assert [each for each in versions if not re.fullmatch(r"\d+\.\d+\.\d+", each)] == []


@built
def test_the_bundle_mentions_only_hosts_that_we_know_of() -> None:
    text = (BUILT / "editor.js").read_text(encoding="utf-8")
    hosts = {urlsplit(each).hostname for each in ADDRESS.findall(text)} - {None}
    assert {host for host in hosts if host not in KNOWN} == set()


@built
def test_the_style_sheet_loads_nothing() -> None:
    text = (BUILT / "editor.css").read_text(encoding="utf-8")
    assert re.findall(r"@import|@font-face|url\((?!\"?data:)", text) == []


@built
def test_the_bundle_names_the_licence_of_each_package_in_it() -> None:
    text = (BUILT / "licences.txt").read_text(encoding="utf-8")
    named = re.findall(r"^={80}\n(\S+) \d+\.\d+\.\d+ · .+\n\n", text, re.MULTILINE)
    assert {
        "@fontsource-variable/source-serif-4",
        "@zazuko/yasgui",
        "@zazuko/yasqe",
        "@zazuko/yasr",
        "codemirror",
        "jquery",
        "n3",
    } <= set(named)
    assert len(named) == text.count("=" * 80 + "\n")
    assert "licences.txt" in (BUILT / "editor.js").read_text(encoding="utf-8")[:200]


@built
def test_the_faces_are_our_own_files_and_each_is_there() -> None:
    text = (BUILT / "type.css").read_text(encoding="utf-8")
    named = re.findall(r"url\(\"?([^\")]+)", text)
    assert sorted(named) == sorted(f"./fonts/{file.name}" for file in (BUILT / "fonts").iterdir())
    assert (len(named), text.count("font-display:optional")) == (6, 6)


@built
def test_the_page_allows_its_own_scripts_and_no_others(site: FlaskClient) -> None:
    response = site.get("/sparql", headers={"Accept": "text/html"})
    content = html.fromstring(response.text)
    scripts = [each.partition("?")[0] for each in content.xpath("//script/@src")]
    assert scripts == ["/static/suggest.js", "/static/built/editor.js"]
    assert content.xpath("//script[not(@src or @type='application/ld+json')] | //style | //@style") == []
    assert response.headers["Content-Security-Policy"] == POLICY
    linked = content.xpath("//script/@src | //link/@href")
    assert {each: site.get(each, buffered=True).status_code for each in linked} == dict.fromkeys(linked, 200)
    assert "/static/built/editor.css" in [each.partition("?")[0] for each in linked]


def test_each_question_is_an_example_without_its_front_matter(site: FlaskClient) -> None:
    content = html.fromstring(site.get("/sparql", headers={"Accept": "text/html"}).text)
    links = content.xpath("//*[@id='examples']//a/@href")
    shown = [parse_qs(urlsplit(link).query)["query"][0] for link in links]
    assert shown == [each.query for each in examples()]
    assert [text for text in shown if "# ---" in text or not text.startswith("# ")] == []
    assert sorted(each.title for each in queries.all()) == [each.title for each in examples()]


@pytest.mark.parametrize("shown", examples(), ids=lambda shown: shown.title)
def test_an_example_is_answered(site: FlaskClient, shown: Example) -> None:
    assert site.post("/sparql", data={"query": shown.query}).status_code == 200


def test_without_npm_the_build_says_what_to_install(tmp_path: Path) -> None:
    make = shutil.which("make")
    assert make
    command = [make, "assets", "--what-if", "server/assets/package-lock.json"]
    bare = os.environ | {"PATH": str(tmp_path)}
    outcome = subprocess.run(command, cwd=ROOT, env=bare, check=False, capture_output=True, text=True)
    assert (outcome.returncode, "apt-get install nodejs npm" in outcome.stderr) == (2, True)
