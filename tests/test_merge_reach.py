"""How far a change is felt, however much is said of the things that it concerns."""

import pytest
from pyoxigraph import NamedNode, Quad, Store

from kg.merge.reach import Reach
from kg.shacl import Reads
from kg.terms import term
from kg.versions.changes import Changes

BASE = "http://kg.test/"
SERVED, FOUNDED, NEAR = term("cy:served"), term("cy:founderOf"), term("cy:locatedIn")


def thing(name: str) -> NamedNode:
    return NamedNode(f"{BASE}id/polity/{name}")


def known_by(many: int) -> Store:
    """A store in which two serve Song, one is served by it, one lies there, and many claims are about it."""
    store = Store()
    song = thing("song")
    store.extend([Quad(thing(each), SERVED, song) for each in ("yue", "han")])
    store.extend([Quad(song, SERVED, thing("heaven")), Quad(thing("lake"), NEAR, song)])
    store.extend([Quad(NamedNode(f"{BASE}id/claim/{n}"), term("rdf:subject"), song) for n in range(many)])
    return store


@pytest.mark.parametrize("many", [0, 5, 16, 17, 2000])
@pytest.mark.parametrize(
    ("read", "felt"),
    [
        ({SERVED}, {"song", "liao"}),
        ({SERVED, FOUNDED}, {"song", "liao", "heaven", "yue", "han"}),
        ({SERVED, FOUNDED, NEAR}, {"song", "liao", "heaven", "yue", "han", "lake"}),
        (None, {"song", "liao", "heaven", "yue", "han", "lake"}),
    ],
)
def test_a_change_is_felt_by_those_that_a_query_comes_from(
    read: set[NamedNode] | None, felt: set[str], many: int
) -> None:
    reach = Reach([Reads(None if read is None else frozenset(read))])
    changes = Changes(asserted={Quad(thing("song"), FOUNDED, thing("liao"))})
    found = reach.of(changes, known_by(many), BASE)
    assert found == ({thing(each) for each in felt} if read is None or FOUNDED in read else set())


def test_those_around_a_thing_are_found_among_all_that_is_claimed_of_it() -> None:
    reach = Reach([Reads(frozenset({SERVED}))])
    around = {thing(each) for each in ("song", "yue", "han", "heaven")}
    assert [reach.around(thing("song"), known_by(many)) for many in (0, 2000)] == [around, around]
