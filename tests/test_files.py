"""How long copies of files may be kept: for ever where the address changes with the file."""

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from server import files
from server.links import Links

IMMUTABLE = "public, max-age=31536000, immutable"


def kept(site: FlaskClient, address: str) -> str:
    with site.get(address) as got:
        return got.headers["Cache-Control"]


def test_an_address_of_a_file_changes_with_its_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_FOLDER", tmp_path)
    (tmp_path / "a.css").write_text("p {}")
    before = files.mark("a.css")
    (tmp_path / "a.css").write_text("p { margin: 0 }")
    (tmp_path / "b.css").write_text("p {}")
    assert (files.mark("b.css") == before, files.mark("a.css") == before) == (True, False)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("style.css?v={mark}", IMMUTABLE),
        ("style.css?v=000000000000", "no-cache"),
        ("style.css?v=", "no-cache"),
        ("style.css", "no-cache"),
    ],
)
def test_only_a_copy_of_the_content_that_was_asked_for_is_kept(
    site: FlaskClient, address: str, expected: str
) -> None:
    assert kept(site, "/static/" + address.format(mark=files.mark("style.css"))) == expected


def test_faces_are_kept_for_a_week_since_style_sheets_name_them_without_a_mark() -> None:
    name = "built/fonts/face.woff2"
    assert (files.mark(name), files.keeping(name, "")) == ("", "public, max-age=604800")


def test_every_file_that_a_page_names_may_be_kept(site: FlaskClient) -> None:
    page = site.get("/", headers={"Accept": "text/html"}).text
    named = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js|svg)[^"]*)"', page)
    ours = [address for address in named if "built/" not in address]
    assert {kept(site, address) for address in ours} == {IMMUTABLE}


def test_a_file_that_is_not_there_bears_no_mark() -> None:
    assert Links.for_base("http://localhost:8080/").static("none.css") == "/static/none.css"
