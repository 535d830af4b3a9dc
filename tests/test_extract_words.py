"""The word lists that curators may add to, and what a faulty one says."""

from pathlib import Path

import pytest

from kg.errors import BadLexicon
from kg.extract import lexicon


def test_a_row_has_a_cell_for_each_column(tmp_path: Path) -> None:
    (tmp_path / "peoples.csv").write_text("name,forms\nFranks,Frank|Frankish\n\nGoths,\n", encoding="utf-8")
    assert [*lexicon.rows("peoples", tmp_path)] == [
        {"name": "Franks", "forms": "Frank|Frankish"},
        {"name": "Goths", "forms": ""},
    ]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("Goths", "line 3 has 1 cells and needs 2: name,forms. Add or remove commas; several forms"),
        ("Goths,Goth,Gothic", "line 3 has 3 cells and needs 2: name,forms. Add or remove commas;"),
    ],
)
def test_a_row_that_is_too_short_or_too_long_names_its_line(tmp_path: Path, row: str, complaint: str) -> None:
    (tmp_path / "peoples.csv").write_text(f"name,forms\nFranks,Frank\n{row}\n", encoding="utf-8")
    with pytest.raises(BadLexicon) as fault:
        [*lexicon.rows("peoples", tmp_path)]
    assert str(fault.value).startswith(f"{tmp_path / 'peoples.csv'}, {complaint}")


def test_the_shipped_tables_are_whole() -> None:
    assert {len(row) for row in lexicon.rows("states")} == {4}
    assert {len(row) for row in lexicon.rows("peoples")} == {2}
