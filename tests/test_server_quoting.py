"""A passage is completed to its paragraph, and the names in it are marked."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.quoting import Role, Segment, outermost, quoted

LONG = "word " * 200


@pytest.mark.parametrize(
    ("before", "exact", "after", "expected"),
    [
        ("Song came. ", "Jin left.", " Liao fell.", ["Song came. ", "Jin left.", " Liao fell."]),
        (
            "Song came.\nIn 1120 ",
            "Jin left",
            ", it is said.\nLiao",
            ["In 1120 ", "Jin left", ", it is said."],
        ),
        ("A Title\n", "Jin left", "\nLiao fell.", ["", "Jin left", ""]),
        ("A Title\n  ", "Jin left", "  \nLiao fell.", ["", "Jin left", ""]),
        ("", "Jin left", "", ["", "Jin left", ""]),
        ("宋來。", "金去", "。遼亡。", ["宋來。", "金去", "。遼亡。"]),
        (LONG, "Jin", " " + LONG, ["…" + "word " * 139, "Jin", (" word" * 139) + "…"]),
        ("x" * 900, "Jin", "y" * 900, ["…" + "x" * 700, "Jin", "y" * 700 + "…"]),
    ],
)
def test_a_passage_is_completed_to_its_paragraph(
    before: str, exact: str, after: str, expected: list[str]
) -> None:
    passage: Role = "marked" if expected[0] or expected[2] else "claim"
    roles: tuple[Role, ...] = ("context", passage, "context")
    segments = tuple(Segment(*pair) for pair in zip(expected, roles, strict=True) if pair[0])
    assert quoted(before, exact, after) == segments


def test_names_are_marked_the_longer_before_the_shorter() -> None:
    segments = quoted("", "Emperor Huizong of Song fled.", "", [(0, 15), (8, 15), (19, 23), (19, 23)])
    assert [segment.text for segment in segments if segment.role == "marked"] == ["Emperor Huizong", "Song"]


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).filter(lambda span: span[0] < span[1]))


@given(SPANS)
def test_no_mark_changes_the_words(names: list[tuple[int, int]]) -> None:
    exact = "The Jin turned on the Song, again."
    assert "".join(segment.text for segment in quoted("", exact, "", names)) == exact


@given(SPANS)
def test_marks_never_overlap(spans: list[tuple[int, int]]) -> None:
    kept = outermost(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(kept))
    assert all(any(start < last and first < end for first, last in kept) for start, end in spans)
