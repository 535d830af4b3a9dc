"""Sentences of many ages and languages, and whom and what they name; the cases are data, by subject."""

import tomllib
from pathlib import Path

import pytest

from kg.documents import read_file
from tests.test_extract import told

CASES = Path(__file__).parent / "cases" / "names"
KINDS = ("person", "polity", "people", "place")


def cases() -> list[tuple[str, str, dict[str, list[str]]]]:
    """Subject and number, text, and the names by kind."""
    return [
        (
            f"{path.stem}-{number}",
            entry["text"],
            {kind: entry[kind] for kind in KINDS if kind in entry},
        )
        for path in sorted(CASES.glob("*.toml"))
        for number, entry in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
    ]


@pytest.mark.parametrize(("text", "named"), [pytest.param(*case[1:], id=case[0]) for case in cases()])
def test_a_text_names_these_and_nobody_else(tmp_path: Path, text: str, named: dict[str, list[str]]) -> None:
    path = tmp_path / "case.txt"
    path.write_text(text, encoding="utf-8")
    found = told(read_file(path))
    assert {kind: found[kind] for kind in KINDS if kind in found} == named
