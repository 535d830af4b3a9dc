"""The comparison of servers: its graph, its questions, its arithmetic, and one small run of everything."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import DefaultGraph, QuerySolutions, Store

from benchmarks.serve import goals, graph, loading, plot, questions, report
from benchmarks.serve.results import Cell, Figure, First, Results, Start
from kg.versions import Versions

ROOT = Path(__file__).resolve().parent.parent
WORLD = graph.World.of(20_000)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> loading.Loaded:
    return loading.loaded(tmp_path_factory.mktemp("benchmark"), WORLD)


def test_a_world_makes_the_same_graph_each_time() -> None:
    assert list(graph.graphs(WORLD)) == list(graph.graphs(WORLD))


def test_a_graph_has_about_as_many_triples_as_were_asked_for(loaded: loading.Loaded) -> None:
    assert 19_000 < loaded.triples < 21_000


def test_the_graph_is_a_published_version_and_a_file_of_the_same_triples(loaded: loading.Loaded) -> None:
    store = Versions(loaded.data).open(Versions(loaded.data).served())
    merge = {f"{quad.triple} .\n" for quad in store.quads_for_pattern(None, None, None, DefaultGraph())}
    assert loaded.store.is_dir()
    with loaded.merge.open(encoding="utf-8") as lines:
        assert set(lines) == merge


def test_a_graph_is_loaded_once(loaded: loading.Loaded) -> None:
    before = loaded.merge.stat().st_mtime_ns
    assert loading.loaded(loaded.merge.parent, WORLD) == loaded
    assert loaded.merge.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("point", 12, 12),
        ("star", 1, 9),
        ("rows", 400, 1000),
        ("join", 1, 200),
        ("aggregate", 1, 3),
        ("text", 1, 99),
    ],
)
def test_a_question_finds_what_its_name_says(
    loaded: loading.Loaded, name: str, least: int, most: int
) -> None:
    store = Store.read_only(str(loaded.store))
    found = [_rows(store, text) for text in islice(questions.distinct(name, WORLD), 6)]
    assert all(least <= rows <= most for rows in found), found


def _rows(store: Store, text: str) -> int:
    solutions = store.query(text)
    assert isinstance(solutions, QuerySolutions)
    return sum(1 for _ in solutions)


def test_a_number_after_a_query_is_a_comment(loaded: loading.Loaded) -> None:
    text = next(questions.distinct("star", WORLD))
    store = Store.read_only(str(loaded.store))
    assert _rows(store, text) == _rows(store, f"{text}1000000007")


def _figure(server: str, throughput: float, p99: float, *, mode: str = "distinct") -> Figure:
    cell = Cell(100_000, "point", mode, 8)  # type: ignore[arg-type]  # a Mode, by parameter
    return Figure(cell, server, throughput, throughput, throughput, 1.0, p99, 100.0, 10.0, 0)


RESULTS = Results(
    date="2026-11-20",
    machine="a machine",
    command="python -m benchmarks.serve",
    load=0.1,
    releases={"kg": "1", "oxigraph": "0.5.13", "rdflib-endpoint": "0.6.3"},
    ceilings={8: 50_000.0},
    figures=(_figure("kg", 600, 2.0), _figure("oxigraph", 1000, 4.0), _figure("rdflib-endpoint", 0, 0.0)),
    firsts=(First(100_000, "kg", "point", 3.0), First(100_000, "oxigraph", "point", 2.0)),
    starts=(Start(100_000, "kg", 1.0, 170.0), Start(100_000, "oxigraph", 0.1, 20.0)),
    remarks=("something was odd",),
)


def test_goals_compare_with_the_peer_that_they_name() -> None:
    fared = [
        (each.goal.words.partition(":")[0], each.good, each.all, each.worst)
        for each in goals.reached(RESULTS)
    ]
    assert fared == [
        ("distinct point look-ups", 1, 1, 0.6),
        ("p99 under load (more than one connection)", 1, 1, 0.5),
    ]


def test_a_goal_tells_where_it_is_missed_most() -> None:
    both = (_figure("kg", 900, 1, mode="repeated"), _figure("oxigraph", 1000, 1, mode="repeated"))
    [repeated] = goals.reached(replace(RESULTS, figures=both))[:1]
    assert (repeated.good, repeated.worst, repeated.where.mode) == (0, 0.9, "repeated")


def test_the_report_shows_figures_beside_each_other_and_what_is_missing() -> None:
    text = "\n".join(report.lines(RESULTS))
    ours, theirs = "600 · 1.00 · 2.00 · 100", "1000 · 1.00 · 4.00 · 100"
    assert f"| point | distinct | 8 | {ours} | {theirs} | 0.60 | none in time | — |" in text
    assert "- something was odd" in text


def test_the_picture_has_a_dot_for_each_ratio() -> None:
    picture = ET.fromstring(plot.svg(RESULTS))  # noqa: S314  # we wrote it
    titles = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert titles == ["0.60"]


def test_results_are_read_as_they_were_written(tmp_path: Path) -> None:
    (tmp_path / "results.json").write_text(RESULTS.written(), encoding="utf-8")
    assert Results.read(tmp_path / "results.json") == RESULTS


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("wrk"), reason="the load is made by wrk, which is a package of Debian")
def test_a_small_run_measures_our_service(tmp_path: Path) -> None:
    options = "--sizes 0.01 --questions point --connections 2 --seconds 1 --rounds 1 --results".split()
    subprocess.run(
        [sys.executable, "-m", "benchmarks.serve", *options, tmp_path, "--folder", tmp_path],
        cwd=ROOT,
        env=os.environ,
        check=True,
        capture_output=True,
    )
    results = Results.read(tmp_path / "results.json")
    assert [(each.cell, each.failed) for each in results.figures] == [
        (Cell(10_000, "point", "distinct", 2), 0),
        (Cell(10_000, "point", "repeated", 2), 0),
    ]
    assert results.remarks == ()
