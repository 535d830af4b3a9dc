"""Each folder of cases/documents is a file and what is read from it."""

import json
from pathlib import Path

import pytest

from kg.documents import read_file
from kg.errors import UnreadableDocument

CASES = Path(__file__).parent / "cases" / "documents"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())


def input_of(case: Path) -> Path:
    (path,) = [each for each in case.glob("input.*") if each.suffix != ".toml"]
    return path


@pytest.mark.parametrize("case", FOLDERS, ids=lambda case: case.name)
def test_a_case_is_read_or_refused_as_expected(case: Path) -> None:
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert outcome(input_of(case), expected) == expected


def outcome(path: Path, asked: dict[str, object]) -> dict[str, object]:
    try:
        document = read_file(path)
    except UnreadableDocument as refusal:
        return {"refused": str(refusal).replace(f"{path.parent}/", "")}
    blocks = [[each.kind, each.level, document.text[each.start : each.end]] for each in document.blocks]
    return {key: blocks if key == "blocks" else getattr(document, key) for key in asked if key != "refused"}
