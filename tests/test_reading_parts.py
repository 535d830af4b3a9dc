"""How a text is cut: into lines and sections, and so that whatever overlaps can be marked."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.reading.outline import lines, sections, titled
from server.reading.places import Span
from server.reading.text import Mark
from server.reading.weave import Node, Piece, Run, woven

END = 24
SPANS = st.tuples(st.integers(0, END), st.integers(0, END)).map(lambda span: (min(span), max(span)))
TEXTS = st.lists(
    st.sampled_from(["Fall of Liao", " It fell. ", "", "  ", "盟約", "宋與遼盟。", "the end"]), max_size=8
)


def mark(start: int, end: int, thing: str = "x") -> Mark:
    return Mark(start, end, thing, "claim", "passage")


def spelled(nodes: Iterable[Node]) -> str:
    """A tree in letters: passages as (…), parts that go on as (~…), names as […]."""
    return "".join(
        f"({'' if node.first else '~'}{spelled(node.nodes)})"
        if isinstance(node, Piece)
        else f"[{node.start}-{node.end}]"
        if node.marks
        else f"{node.start}-{node.end}"
        for node in nodes
    )


def runs(nodes: Iterable[Node]) -> Iterable[Run]:
    """The words of a tree in their order."""
    for node in nodes:
        yield from runs(node.nodes) if isinstance(node, Piece) else [node]


def pieces(nodes: Iterable[Node], around: tuple[Span, ...] = ()) -> Iterable[tuple[Piece, tuple[Span, ...]]]:
    """Every piece with the passages that it stands in."""
    for node in nodes:
        if isinstance(node, Piece):
            yield node, around
            yield from pieces(node.nodes, (*around, node.span))


@pytest.mark.parametrize(
    ("passages", "names", "tree"),
    [
        ([], [], "0-24"),
        ([(2, 8)], [], "0-2(2-8)8-24"),
        ([(2, 8), (2, 8)], [], "0-2(2-8)8-24"),
        ([(2, 12), (4, 8)], [], "0-2(2-4(4-8)8-12)12-24"),
        ([(2, 8), (8, 12)], [], "0-2(2-8)(8-12)12-24"),
        ([(2, 8), (5, 12)], [], "0-2(2-5(5-8))(~8-12)12-24"),
        ([(2, 6), (3, 9), (5, 12)], [], "0-2(2-3(3-5(5-6)))(~(~6-9))(~9-12)12-24"),
        ([(0, 24)], [(0, 4)], "([0-4]4-24)"),
        ([(2, 8)], [(6, 10)], "0-2(2-6[6-8])[8-10]10-24"),
        ([], [(2, 10), (4, 6)], "0-2[2-4][4-6][6-10]10-24"),
        ([(3, 3)], [], "0-24"),
        ([(20, 40)], [], "0-20(20-24)"),
    ],
)
def test_passages_hold_each_other_or_come_in_parts(
    passages: list[Span], names: list[Span], tree: str
) -> None:
    assert spelled(woven((0, END), passages, [mark(*span) for span in names])) == tree


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=4))
def test_no_word_is_lost_doubled_or_moved(passages: list[Span], names: list[Span]) -> None:
    found = [*runs(woven((0, END), passages, [mark(*span) for span in names]))]
    assert [at for run in found for at in range(run.start, run.end)] == [*range(END)]


@given(st.lists(SPANS, max_size=6), st.lists(SPANS, max_size=4))
def test_every_word_is_in_the_passages_and_under_the_names_that_cover_it(
    passages: list[Span], names: list[Span]
) -> None:
    tree = woven((0, END), passages, [mark(*span) for span in names])
    for piece, around in [*pieces(tree)]:
        for run in (node for node in piece.nodes if isinstance(node, Run)):
            covering = {span for span in passages if span[0] <= run.start and run.end <= span[1]}
            assert {piece.span, *around} == covering
    for run in runs(tree):
        here = [span for span in names if span[0] <= run.start < span[1]]
        assert sorted((each.start, each.end) for each in run.marks) == sorted(here)
        assert [each.end - each.start for each in run.marks] == sorted(end - start for start, end in here)


@given(st.lists(SPANS, max_size=6))
def test_a_passage_begins_once_and_ends_once(passages: list[Span]) -> None:
    found = [piece for piece, _ in pieces(woven((0, END), passages, ()))]
    visible = sorted({span for span in passages if span[0] < span[1]})
    assert sorted(piece.span for piece in found if piece.first) == visible
    assert sorted(piece.span for piece in found if piece.last) == visible


def test_of_a_longer_stretch_only_what_is_here_is_shown() -> None:
    (piece,) = woven((10, 20), [(5, 15), (30, 40)], ())[:1]
    assert isinstance(piece, Piece)
    assert (piece.span, piece.first, piece.last, piece.nodes) == ((5, 15), False, True, (Run(10, 15),))


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("The Fall of Liao", True),
        ("Causes and effects of 1125", True),
        ("It fell.", False),
        ("a list item", False),
        ("Two kinds:", False),
        ("“The end”", False),
        ("Words " * 20, False),
        ("盟約", True),
        ("宋與遼盟於澶淵。", False),
        ("宋與遼盟於澶淵" * 5, False),
    ],
)
def test_a_heading_is_short_and_ends_without_a_mark(line: str, heading: bool) -> None:  # noqa: FBT001  # a table
    assert [each.heading for each in lines(line)] == [heading]


@given(TEXTS)
def test_lines_are_the_words_of_a_text_by_their_offsets(given_lines: list[str]) -> None:
    text = "\n".join(given_lines)
    found = [text[line.start : line.end] for line in lines(text)]
    assert found == [line.strip() for line in given_lines if line.strip()]


@given(TEXTS)
def test_every_line_is_in_one_section_in_its_order(given_lines: list[str]) -> None:
    text = "\n".join(given_lines)
    assert [line for section in sections(text) for line in section.lines] == [*lines(text)]
    for section in sections(text):
        assert [line.heading for line in section.paragraphs] == [False] * len(section.paragraphs)
        assert (section.start, section.end) == (section.lines[0].start, section.lines[-1].end)


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("\n The Oath \n\nIt was sworn.", "The Oath", (2, 10)),
        ("It was sworn.\nThe Oath", "The Oath", None),
        ("", "The Oath", None),
    ],
)
def test_a_first_line_that_is_the_title_is_told_apart(text: str, title: str, found: Span | None) -> None:
    line = titled(text, title)
    assert (line and (line.start, line.end)) == found
    shown = [text[each.start : each.end] for section in sections(text, title) for each in section.lines]
    assert shown == [each.strip() for each in text.split("\n") if each.strip()][1 if found else 0 :]
