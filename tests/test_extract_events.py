"""Sentences about many ages and places, and the events that they tell; the cases are data, by subject."""

import tomllib
from pathlib import Path

import pytest

from kg.documents import read_file
from tests.test_extract import told

CASES = Path(__file__).parent / "cases" / "events"


def cases() -> list[tuple[str, str, list[str]]]:
    """Subject and number, text, and the events as lines of words."""
    return [
        (f"{path.stem}-{number}", entry["text"], entry["events"])
        for path in sorted(CASES.glob("*.toml"))
        for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
    ]


@pytest.mark.parametrize(("text", "events"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_a_text_tells_its_events_and_no_others(tmp_path: Path, text: str, events: list[str]) -> None:
    path = tmp_path / "case.txt"
    path.write_text(text, encoding="utf-8")
    assert told(read_file(path)).get("events", []) == events
