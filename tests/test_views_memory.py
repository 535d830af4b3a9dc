"""What is remembered of a version: made once, and never shown of another version or in another language."""

from pathlib import Path

from kg import rdf
from kg.settings import Settings
from server.app import create_app
from tests.conftest import BASE, Publish
from tests.views import GRAPH, page, served, texts


def test_another_version_is_shown_as_soon_as_it_is_published(publish: Publish, tmp_path: Path) -> None:
    site = served(publish, tmp_path)
    assert "Jin dynasty" in texts(page(site, "/timeline"), "//*[@class='state']")
    renamed = GRAPH.read_text(encoding="utf-8").replace("Jin dynasty", "Great Jin")
    (tmp_path / "renamed.ttl").write_text(renamed, encoding="utf-8")
    served(publish, tmp_path, tmp_path / "renamed.ttl")
    shown = texts(page(site, "/timeline"), "//*[@class='state']")
    assert ("Great Jin" in shown, "Jin dynasty" in shown) == (True, False)


def test_two_services_do_not_share_what_they_remember(publish: Publish, tmp_path: Path) -> None:
    names = []
    for name in ("One", "Two"):
        graph = tmp_path / f"{name}.ttl"
        graph.write_text(GRAPH.read_text(encoding="utf-8").replace("Jin dynasty", name), encoding="utf-8")
        site = served(publish, tmp_path / name, graph)
        names += [each for each in ("One", "Two") if each in site.get("/network.csv").text]
    assert names == ["One", "Two"]


def test_each_reader_gets_their_own_language_in_turn(publish: Publish, tmp_path: Path) -> None:
    site = served(publish, tmp_path)
    shown = [
        "遼朝" in texts(page(site, "/timeline", language), "//*[@class='state']")
        for language in ("en", "zh", "en")
    ]
    assert shown == [False, True, False]


def test_a_graph_without_events_is_said_to_be_empty(publish: Publish, tmp_path: Path) -> None:
    publish(
        tmp_path,
        [each for each in rdf.file_quads(GRAPH, "authority", BASE) if "/id/polity/" in str(each.subject)],
    )
    site = create_app(Settings(data=tmp_path, base=BASE)).test_client()
    for view in ("timeline", "map", "network"):
        content = page(site, f"/{view}")
        assert content.xpath("//tbody") == []
        assert "Widen the choice above" in content.text_content()
