"""What is written by hand to graphs that builds make outlives the next build."""

from pyoxigraph import NamedNode

from kg.versions import edits
from kg.versions.edits import Edits

GRAPH = NamedNode("http://kg.test/id/graph/letter")


def line(word: str, graph: str = GRAPH.value) -> bytes:
    return f'<http://kg.test/s> <http://kg.test/p> "{word}" <{graph}> .\n'.encode()


def test_what_was_added_is_there_again_and_what_was_deleted_is_gone_again() -> None:
    patch = edits.appended(b"", [line("added")], [line("deleted")])
    built = line("built") + line("deleted")
    assert Edits.read(patch).applied(GRAPH, built) == line("added") + line("built")


def test_the_later_edit_counts() -> None:
    patch = edits.appended(edits.appended(b"", [line("a"), line("b")], []), [line("c")], [line("a")])
    assert Edits.read(patch).applied(GRAPH, b"") == line("b") + line("c")


def test_edits_of_one_graph_leave_the_others_alone() -> None:
    patch = edits.appended(b"", [line("a"), line("b", "http://kg.test/id/graph/poem")], [])
    found = Edits.read(patch)
    assert found.applied(NamedNode("http://kg.test/id/graph/stele"), line("x")) == line("x")
    assert found.without(GRAPH).written() == b"A " + line("b", "http://kg.test/id/graph/poem")


def test_a_patch_is_written_with_each_quad_once() -> None:
    patch = edits.appended(edits.appended(b"", [line("a")], [line("b")]), [], [line("a")])
    assert Edits.read(patch).written() == b"D " + line("a") + b"D " + line("b")
