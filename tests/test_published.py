"""What the repository's own corpus comes to: the facts that its articles state, each with its words."""

from pathlib import Path

import pytest

from kg import queries
from kg.dataset import LocalDataset
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent
STATED = sorted((ROOT / "tests" / "cases" / "published").glob("*.rq"))
INTEGER = "^^<http://www.w3.org/2001/XMLSchema#integer>"
INTERNAL = ROOT / "tests" / "cases" / "invariants"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> LocalDataset:
    settings = Settings(data=tmp_path_factory.mktemp("data"), jobs=1)
    done = build(ROOT / "corpus", settings)
    assert (done.unreadable, dict(done.held_back), done.notes) == ((), {}, ())
    return LocalDataset(Versions(settings.data), base=settings.base)


@pytest.mark.parametrize("question", STATED, ids=lambda path: path.stem)
def test_the_graph_says_what_the_articles_state(published: LocalDataset, question: Path) -> None:
    text = question.read_text(encoding="utf-8")
    assert published.ask(text), text.splitlines()[0]


def test_every_fact_of_a_document_cites_words_that_stand_where_it_says(published: LocalDataset) -> None:
    text = (INTERNAL / "facts-of-documents.rq").read_text(encoding="utf-8")
    rows = published.select(text).rows
    ungrounded = [row for row in rows if "words" not in row or row["words"] != row["quoted"]]
    assert ungrounded == []
    assert len(rows) > 300


def test_the_articles_tell_which_treaties_were_broken_and_by_whom(published: LocalDataset) -> None:
    rows = published.select(queries.load("treaties-broken").text).rows
    assert [
        tuple(str(row.get(name, "")) for name in ("treatyName", "agreed", "brokenBy")) for row in rows
    ] == [
        ('"Alliance Conducted at Sea"@en', f'"1120"{INTEGER}', '"Jin dynasty (1115-1234)"@en'),
        ('"Song-Jin treaty of 1123"@en', f'"1123"{INTEGER}', '"Emperor Huizong of Song"@en'),
    ]


def test_the_articles_call_those_who_lost_their_capital_by_different_names(published: LocalDataset) -> None:
    rows = published.select(queries.load("disagreements").text).rows
    assert [(_end(row["event"]), _end(row["property"]), _end(row["documentA"])) for row in rows] == [
        ("siege-of-kaifeng-1127", "defender", "balance-of-power-12th-century")
    ]
    assert [(str(row["valueA"]), str(row["valueB"])) for row in rows] == [
        ('"Song dynasty"@en', '"Northern Song dynasty"@en')
    ]


def _end(node: object) -> str:
    return str(node).rstrip(">").replace("#", "/").rpartition("/")[2]


def test_nothing_in_the_graph_is_nameless(published: LocalDataset) -> None:
    assert not published.ask((INTERNAL / "blank-nodes.rq").read_text(encoding="utf-8"))
