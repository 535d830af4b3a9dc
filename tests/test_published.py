"""What the repository's own corpus comes to: the facts that its articles state, each with its words."""

from pathlib import Path

import pytest

from kg.dataset import LocalDataset
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions

ROOT = Path(__file__).resolve().parent.parent
STATED = sorted((ROOT / "tests" / "cases" / "published").glob("*.rq"))
INTERNAL = ROOT / "tests" / "cases" / "invariants"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> LocalDataset:
    settings = Settings(data=tmp_path_factory.mktemp("data"), jobs=1)
    done = build(ROOT / "corpus", settings)
    assert (done.unreadable, dict(done.held_back)) == ((), {})
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


def test_nothing_in_the_graph_is_nameless(published: LocalDataset) -> None:
    assert not published.ask((INTERNAL / "blank-nodes.rq").read_text(encoding="utf-8"))
