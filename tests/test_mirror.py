"""A version in another engine: brought there, told apart, and asked by pages that notice nothing."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, RdfFormat, parse

from kg import queries, rdf
from kg.cli import main
from kg.dataset import GRAPH_FORMATS, RESULT_FORMATS, Dataset, Kind, LocalDataset, Question
from kg.errors import ChanyuanError, MirrorOccupied, QueryRefused, QueryTimeout, StoreUnavailable
from kg.mirror import Endpoint, MirroredDataset, Publication, RemoteDataset, publish
from kg.mirror.changes import everything
from kg.mirror.mark import mark, marking, merge_beside
from kg.settings import Settings
from kg.versions import Versions
from kg.workers import PooledDataset
from server.app import create_app
from server.config import service_of
from tests.conftest import BASE, published, published_example

pytestmark = pytest.mark.slow

ANYTHING = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
SAYS = NamedNode("https://example.org/says")


@dataclass(frozen=True)
class Engine:
    """An Oxigraph server, with what its addresses are."""

    address: str

    @property
    def asked(self) -> str:
        return f"{self.address}/query"

    @property
    def told(self) -> Endpoint:
        return Endpoint(f"{self.address}/update")

    def dataset(self) -> RemoteDataset:
        return RemoteDataset(Endpoint(self.asked), base=BASE)

    def take(self, versions: Versions, *, replace: bool = False) -> Publication:
        return publish(versions, self.dataset(), self.told, replace=replace, progress=lambda *_: None)

    def quads(self) -> set[Quad]:
        """All that it holds, but for the graph that says of which version that is."""
        dump = httpx.get(f"{self.address}/store", headers={"Accept": "application/n-quads"})
        return {
            each for each in parse(dump.content, format=RdfFormat.N_QUADS) if each.graph_name != mark(BASE)
        }


@contextmanager
def running(folder: Path) -> Iterator[Engine]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    program = str(Path(sys.executable).parent / "oxigraph")
    command = [program, "serve", "--location", str(folder), "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            engine = Engine(f"http://127.0.0.1:{port}")
            _wait(engine, process)
            yield engine
        finally:
            process.kill()


def _wait(engine: Engine, process: subprocess.Popen[bytes]) -> None:
    while process.poll() is None:
        try:
            if engine.dataset().ask("ASK {}"):
                return
        except StoreUnavailable:
            time.sleep(0.05)
    pytest.fail(f"the engine ended with {process.returncode}")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An engine that holds nothing."""
    with running(tmp_path / "engine") as empty:
        yield empty


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory) -> Versions:
    return published_example(tmp_path_factory.mktemp("mirror"), BASE)


@pytest.fixture(scope="module")
def mirror(versions: Versions, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine that holds the small graph."""
    with running(tmp_path_factory.mktemp("engine")) as engine:
        engine.take(versions)
        yield engine


def quads_of(versions: Versions) -> set[Quad]:
    return set(versions.open(versions.served()))


def content(*words: str, name: str = "letter") -> list[Quad]:
    graph = rdf.graph(name, BASE)
    return [Quad(NamedNode(f"{BASE}id/person/{word}"), SAYS, Literal(word), graph) for word in words]


def local(versions: Versions) -> LocalDataset:
    return LocalDataset(versions, base=BASE)


def mirrored(versions: Versions, engine: Engine) -> MirroredDataset:
    return MirroredDataset(versions, Endpoint(engine.asked), base=BASE)


def test_an_engine_gets_every_graph_and_their_merge(versions: Versions, mirror: Engine) -> None:
    assert mirror.quads() == quads_of(versions)


def test_what_is_there_already_is_not_sent_again(versions: Versions, mirror: Engine) -> None:
    assert mirror.take(versions) == Publication(versions.served(), 0, 0, anew=False)


def test_only_what_changed_is_sent(engine: Engine, tmp_path: Path) -> None:
    versions = published(tmp_path, [*content("a", "b"), *content("a", "c", name="poem")])
    first = engine.take(versions)
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(rdf.graph("letter", BASE), rdf.n_quads(content("b", "d")))
        versions.publish(staging, message="a leaves the letter, d comes; the poem still has a")
    second = engine.take(versions)
    assert (first.added, first.removed, first.anew) == (7, 0, True)
    assert (second.added, second.removed, second.anew) == (2, 1, False)
    assert engine.quads() == quads_of(versions)


def test_a_version_rolled_back_is_brought_too(engine: Engine, tmp_path: Path) -> None:
    versions = published(tmp_path, content("a"))
    published(tmp_path, content("a", "b"))
    engine.take(versions)
    versions.rollback(1)
    assert (engine.take(versions).removed, engine.quads()) == (2, quads_of(versions))


def test_what_cannot_be_named_is_sent_anew(engine: Engine, tmp_path: Path) -> None:
    graph = rdf.graph("letter", BASE)
    versions = published(tmp_path, content("a"))
    engine.take(versions)
    with versions.writing(BASE, purpose="test") as staging:
        staging.put(graph, f'_:somebody {SAYS} "what" {graph} .\n'.encode())
        versions.publish(staging, message="somebody without a name")
    again = engine.take(versions)
    said = sorted(str(quad.object) for quad in engine.quads())
    assert (again.anew, said) == (True, ['"what"', '"what"'])


def test_an_engine_with_something_else_is_left_alone_unless_it_may_be_emptied(
    engine: Engine, tmp_path: Path
) -> None:
    other = Quad(NamedNode("urn:a"), SAYS, Literal("mine"), NamedNode("urn:kept"))
    engine.told.update(
        'INSERT DATA { <urn:a> <urn:b> 1 . GRAPH <urn:kept> { <urn:a> <https://example.org/says> "mine" } }'
    )
    versions = published(tmp_path, content("a"))
    with pytest.raises(MirrorOccupied, match=r"/update holds statements .* allow that with --replace\.$"):
        engine.take(versions)
    assert engine.take(versions, replace=True).anew
    assert engine.quads() == quads_of(versions) | {other}


def test_what_broke_off_is_known_for_a_part_and_mended(engine: Engine, versions: Versions) -> None:
    def cut(done: int, _: int) -> None:
        if done > 100:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(versions, engine.dataset(), engine.told, replace=False, progress=cut)
    with pytest.raises(StoreUnavailable, match=r"holds a part of one, and version 1 is asked for"):
        mirrored(versions, engine).ask("ASK {}")
    assert engine.take(versions).anew
    assert engine.quads() == quads_of(versions)
    assert mirrored(versions, engine).ask(
        f"ASK {{ GRAPH {mark(BASE)} {{ ?s ?p '{versions.served().hash}' }} }}"
    )


@pytest.mark.parametrize("name", [each.name for each in queries.all()])
def test_every_question_has_the_same_answer_there(versions: Versions, mirror: Engine, name: str) -> None:
    query = queries.load(name)

    def found(dataset: Dataset) -> list[str]:
        if query.kind is Kind.TRIPLES:
            return sorted(map(str, dataset.construct(query.text)))
        rows = dataset.select(query.text).rows
        return sorted(str(sorted((name, str(term)) for name, term in row.items())) for row in rows)

    assert found(mirrored(versions, mirror)) == found(local(versions))


def test_the_merge_may_stand_in_a_graph_of_its_own(versions: Versions, engine: Engine) -> None:
    version, merge = versions.served(), merge_beside(BASE)
    for change in everything(versions.open(version)):
        for update, _ in change.updates(merge):
            engine.told.update(update)
    said = (f"{each.subject} {each.predicate} {each.object}" for each in marking(version, merge, whole=True))
    engine.told.update(f"INSERT DATA {{ GRAPH {mark(BASE)} {{ {' . '.join(said)} }} }}")
    asked = mirrored(versions, engine)
    for text in (ANYTHING, "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"):
        there, here = ({str(row) for row in each.select(text).rows} for each in (asked, local(versions)))
        assert there == here
    graph = rdf.graph("authority", BASE)
    chosen = ANYTHING.replace("WHERE", f"FROM {graph} WHERE")
    assert len(asked.select(chosen).rows) == len(local(versions).select(chosen).rows) > 0


FORMS = [
    *((ANYTHING, Kind.SOLUTIONS, each) for each in RESULT_FORMATS),
    *(("ASK { ?s a cy:Treaty }", Kind.BOOLEAN, each) for each in RESULT_FORMATS),
    *(("CONSTRUCT WHERE { ?s a cy:Treaty }", Kind.TRIPLES, each) for each in GRAPH_FORMATS),
]


@pytest.mark.parametrize(("text", "kind", "form"), FORMS)
def test_answers_come_in_every_format(
    versions: Versions, mirror: Engine, text: str, kind: Kind, form: object
) -> None:
    wanted = {kind: form}
    question = Question(f"{text} ORDER BY ?s ?p ?o" if kind is not Kind.BOOLEAN else text)
    here, there = (each.answer(question, wanted) for each in (local(versions), mirrored(versions, mirror)))  # type: ignore[arg-type]  # of this table
    assert (there.kind, there.format, b"".join(there.blocks)) == (
        here.kind,
        here.format,
        b"".join(here.blocks),
    )


def test_the_graphs_of_the_protocol_are_passed_on(versions: Versions, mirror: Engine) -> None:
    graph = rdf.graph("authority", BASE).value
    question = Question(f"{ANYTHING} ORDER BY ?s ?p ?o", default_graphs=(graph,))
    wanted = {Kind.SOLUTIONS: RESULT_FORMATS[2]}
    here, there = (each.answer(question, wanted) for each in (local(versions), mirrored(versions, mirror)))
    assert b"".join(there.blocks) == b"".join(here.blocks) != b""


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("SELECT * WHERE { ?s nope:x ?o }", QueryRefused, "The prefix nope: is not declared"),
        ("INSERT DATA { <urn:a> <urn:b> 1 }", QueryRefused, "INSERT is an update"),
        ("SELECT " + "(" * 200 + "1", QueryRefused, "nests more than 100 brackets"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", ChanyuanError, "uses SERVICE"),
    ],
)
def test_what_is_refused_here_never_reaches_the_engine(
    versions: Versions, mirror: Engine, text: str, error: type[ChanyuanError], words: str
) -> None:
    with pytest.raises(error, match=re.escape(words)):
        mirrored(versions, mirror).select(text)


def test_an_engine_that_holds_another_version_is_not_asked(engine: Engine, tmp_path: Path) -> None:
    versions = published(tmp_path, content("a"))
    with pytest.raises(StoreUnavailable, match=r"holds nothing of ours, and version 1 is asked for\. Bring"):
        mirrored(versions, engine).select(ANYTHING)
    engine.take(versions)
    asked = mirrored(versions, engine)
    assert len(asked.select(ANYTHING).rows) == 1
    published(tmp_path, content("a", "b"))
    with pytest.raises(StoreUnavailable, match=r"holds version 1, and version 2 is asked for"):
        asked.select(ANYTHING)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/nothing", r"answered 404 Not Found: .*See whether that is its SPARQL endpoint"),
        ("", r"answered 4\d\d"),
    ],
)
def test_an_address_that_is_no_endpoint_is_named(mirror: Engine, path: str, words: str) -> None:
    with pytest.raises(StoreUnavailable, match=words):
        RemoteDataset(Endpoint(f"{mirror.address}{path}"), base=BASE).ask("ASK {}")


def test_an_engine_that_is_not_there_is_named_without_its_password() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(StoreUnavailable, match=rf"^http://127\.0\.0\.1:{port}/q was not reached: "):
        RemoteDataset(Endpoint(f"http://me:secret@127.0.0.1:{port}/q"), base=BASE).ask("ASK {}")


@pytest.fixture(scope="module")
def settings(versions: Versions, mirror: Engine) -> Settings:
    return Settings(data=versions.folder, base=BASE, store=mirror.asked, query_processes=2)


@contextmanager
def pooled(settings: Settings) -> Iterator[PooledDataset]:
    dataset = PooledDataset.of(Versions(settings.data), settings)
    try:
        yield dataset
    finally:
        dataset.close()


def test_the_time_of_a_query_there_is_limited_here(engine: Engine, tmp_path: Path) -> None:
    versions = published(tmp_path / "data", content(*map(str, range(1_000))))
    engine.take(versions)
    settings = Settings(data=versions.folder, base=BASE, store=engine.asked, query_timeout=2.0)
    burning = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(6)) + " }"
    with pooled(settings) as dataset, pytest.raises(QueryTimeout, match=r"it may run for 2\."):
        dataset.select(burning)


def test_pages_and_protocol_notice_nothing(settings: Settings) -> None:
    paths = [
        "/",
        "/page/event/chanyuan",
        "/list/events",
        "/timeline",
        "/documents",
        "/queries",
        "/id/graph/ontology",
    ]
    clients = [create_app(each) for each in (settings, replace(settings, store=""))]
    there, here = (
        [_plain(app.test_client().get(path, follow_redirects=True).text) for path in paths] for app in clients
    )
    assert there == here
    for app in clients:
        dataset = service_of(app).dataset
        assert isinstance(dataset, PooledDataset)
        dataset.close()


def _plain(page: str) -> str:
    return re.sub(r"\d+(\.\d+)? ms", "", page)


def test_a_service_over_a_mirror_takes_no_writes(settings: Settings, tmp_path: Path) -> None:
    runner = CliRunner()
    environment = {"KG_DATA": str(tmp_path / "data"), "KG_BASE": BASE}
    runner.invoke(main, ["new"], env=environment)
    token = runner.invoke(main, ["token", "--name", "w"], env=environment).output.split()[-1]
    app = create_app(replace(settings, data=tmp_path / "data"))
    response = app.test_client().post(
        "/sparql",
        data="INSERT DATA { <urn:a> <urn:b> 1 }",
        content_type="application/sparql-update",
        headers={"Authorization": f"Bearer {token}"},
    )
    assert response.status_code == 403
    assert "`kg publish` alone writes to it" in response.get_json()["detail"]


def test_the_command_says_what_it_did(engine: Engine, tmp_path: Path) -> None:
    published(tmp_path, content("a"))
    environment = {"KG_DATA": str(tmp_path), "KG_BASE": BASE, "KG_STORE": engine.asked}
    first, second = (
        CliRunner().invoke(main, ["publish", "--to", f"{engine.address}/update"], env=environment)
        for _ in "12"
    )
    assert (first.exit_code, first.stdout) == (
        0,
        f"{engine.address}/update holds version 1 now: all of it.\n",
    )
    assert second.stdout == f"{engine.address}/update holds version 1 already.\n"
    assert {quad.graph_name for quad in engine.quads()} == {rdf.graph("letter", BASE), DefaultGraph()}
