"""Documents that contradict each other: who goes does not depend on who came first."""

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from kg.pipeline import Build, build
from kg.settings import Settings
from tests import toy

pytestmark = pytest.mark.slow

BATTLE = "Yue Fei led an army in 1140."
EARLY_DEATH = "Yue Fei died in 1139."
LATE_DEATH = "Yue Fei died in 1142."


def built(corpus: Path, data: Path) -> Build:
    return build(corpus, Settings(data=data), rules=toy.rules(corpus))


def held(tmp_path: Path, **documents: str) -> list[str]:
    return sorted(built(toy.write(tmp_path / "corpus", **documents), tmp_path / "data").held_back)


@pytest.mark.parametrize(
    ("documents", "gone"),
    [
        ({"a": BATTLE, "b": LATE_DEATH}, []),
        ({"a": BATTLE, "b": EARLY_DEATH}, ["b"]),
        ({"b": BATTLE, "a": EARLY_DEATH}, ["b"]),
        ({"a": BATTLE, "b": EARLY_DEATH, "c": LATE_DEATH}, ["b"]),
        ({"a": BATTLE, "b": EARLY_DEATH, "c": EARLY_DEATH}, ["b", "c"]),
        ({"a": EARLY_DEATH, "b": BATTLE, "c": BATTLE}, ["b", "c"]),
        ({"a": EARLY_DEATH, "b": BATTLE, "c": "Yue Fei led an army in 1130."}, ["b"]),
        ({"a": BATTLE, "b": BATTLE, "c": EARLY_DEATH, "d": BATTLE}, ["c"]),
        ({"a": BATTLE, "b": EARLY_DEATH, "c": "Han Shizhong led an army in 1130."}, ["b"]),
        (
            {
                "a": BATTLE,
                "b": f"{EARLY_DEATH} Han Shizhong died in 1129.",
                "c": "Han Shizhong led an army in 1130.",
            },
            ["b"],
        ),
    ],
)
def test_the_document_goes_that_contradicts_those_before_it_by_name(
    tmp_path: Path, documents: dict[str, str], gone: list[str]
) -> None:
    assert held(tmp_path, **documents) == gone


def test_those_who_only_mention_the_same_man_are_not_blamed(tmp_path: Path) -> None:
    others = {f"z{number}": f"Yue Fei led an army in {1120 + number}." for number in range(5)}
    assert held(tmp_path, a=BATTLE, b=EARLY_DEATH, **others) == ["b"]


def test_who_goes_does_not_depend_on_who_came_first(tmp_path: Path) -> None:
    documents = {"a": BATTLE, "b": EARLY_DEATH, "c": LATE_DEATH, "d": "Yue Fei led an army in 1141."}
    outcomes = set()
    for number, order in enumerate(permutations(documents)):
        if number % 6:
            continue
        corpus, data = tmp_path / f"corpus{number}", tmp_path / f"data{number}"
        builds = [built(toy.write(corpus, **{name: documents[name]}), data) for name in order]
        assert builds[-1].version is not None
        outcomes.add((builds[-1].version.hash, *builds[-1].held_back))
    assert len(outcomes) == 1


def test_a_document_held_back_for_a_conflict_returns_when_the_other_goes(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a=BATTLE, b=EARLY_DEATH)
    assert list(built(corpus, tmp_path / "data").held_back) == ["b"]
    (corpus / "a.txt").unlink()
    done = built(corpus, tmp_path / "data")
    assert (done.held_back, done.read) == ({}, 0)


def test_the_report_says_what_the_conflict_is(tmp_path: Path) -> None:
    done = built(toy.write(tmp_path / "corpus", a=BATTLE, b=EARLY_DEATH), tmp_path / "data")
    finding = done.held_back["b"][0]
    assert (finding.focus, finding.message) == (
        f"<{toy.BASE}id/event/yue-fei-1140>",
        "Nobody leads after death.",
    )


def test_a_new_shape_judges_what_was_published_before(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a=BATTLE, b=EARLY_DEATH)
    lenient = tmp_path / "shapes"
    lenient.mkdir()
    rules = toy.rules(corpus)
    settings = Settings(data=tmp_path / "data")
    before = build(
        corpus,
        settings,
        rules=replace(rules, shapes=lenient),
    )
    assert before.held_back == {}
    assert list(build(corpus, settings, rules=rules).held_back) == ["b"]
