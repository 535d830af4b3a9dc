"""What a long command says of itself on the way."""

import re
from pathlib import Path

import pytest

from kg.cli import progress
from kg.cli.progress import line
from kg.pipeline import Step, build
from kg.settings import Settings
from tests import toy


@pytest.mark.parametrize(
    ("step", "seconds", "said"),
    [
        (Step("reading", 0, 400), 0.0, ("reading", "0 of 400", "", "", "")),
        (
            Step("reading", 100, 400, "letter"),
            50.0,
            ("reading", "100 of 400", "2.0/s", "150 s left", "letter"),
        ),
        (Step("reading", 400, 400, "last"), 200.0, ("reading", "400 of 400", "2.0/s", "", "last")),
        (Step("merging", 1, 1), 3.0, ("merging", "1 of 1", "", "", "")),
    ],
)
def test_a_step_tells_count_rate_and_what_is_left(step: Step, seconds: float, said: tuple[str, ...]) -> None:
    assert line(step, seconds) == said


def test_no_step_is_told_by_the_pace_of_another(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = [0.0]
    monkeypatch.setattr("kg.cli.progress.time.monotonic", lambda: passed[0])
    with progress.progress() as show:
        for name, done, now in (
            ("asking", 0, 0.0),
            ("asking", 100, 1000.0),
            ("asking", 200, 2000.0),
            ("reading", 0, 2000.0),
            ("reading", 100, 2010.0),
            ("reading", 200, 2020.0),
        ):
            passed[0] = now
            show(Step(name, done, 200))
    assert capsys.readouterr().err.splitlines() == [
        "asking 100 of 200 0.1/s 1000 s left",
        "asking 200 of 200 0.1/s",
        "reading 100 of 200 10.0/s 10 s left",
        "reading 200 of 200 10.0/s",
    ]


def test_lines_come_seldom_however_many_steps_there_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    passed = [0.0]
    monkeypatch.setattr("kg.cli.progress.time.monotonic", lambda: passed[0])
    with progress.progress() as show:
        for done in range(1001):
            passed[0] = done / 100
            show(Step("reading", done, 1000))
    assert len(capsys.readouterr().err.splitlines()) == 5


@pytest.mark.slow
def test_a_build_tells_each_of_its_phases_where_there_is_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = toy.write(
        tmp_path / "corpus", battle="Yue Fei led an army in 1140.", death="Yue Fei died in 1142."
    )
    with progress.progress() as show:
        build(corpus, Settings(data=tmp_path / "data"), rules=toy.rules(corpus), progress=show)
    whole = re.findall(r"^(\w+) (\d+) of \2\b", capsys.readouterr().err, re.MULTILINE)
    phases = ("scanning", "comparing", "reading", "merging", "checking", "compacting", "publishing")
    assert [phase for phase, _ in whole] == [*phases, "counting", "listing", "indexing"]
    assert dict(whole)["merging"] == "2"
