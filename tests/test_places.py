"""A folder here and one behind an address keep files alike."""

from pathlib import Path
from uuid import uuid4

import pytest

from kg.errors import BadSetting, LostShard
from kg.places import Place, place
from kg.shards import Shelf


@pytest.fixture(params=["path", "file", "local", "memory"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where to keep files: a path, and addresses of the disk and of this process's memory."""
    spelled = {"path": f"{tmp_path}", "file": f"file://{tmp_path}", "local": f"local://{tmp_path}"}
    return spelled.get(request.param, f"memory://{uuid4()}")


def test_what_is_written_is_read_until_it_is_removed(kept: str) -> None:
    files: Place = place(kept)
    assert (files.read("ab/one"), files.size("ab/one")) == (None, None)
    files.write("ab/one", b"first")
    files.write("ab/one", b"second")
    assert (files.read("ab/one"), files.size("ab/one")) == (b"second", 6)
    files.remove("ab/one")
    files.remove("ab/one")
    assert (files.read("ab/one"), files.size("ab/one")) == (None, None)


def test_two_who_know_the_place_see_the_same(kept: str) -> None:
    one, other = place(kept), place(kept)
    assert other.read("ab/one") is None
    one.write("ab/one", b"words")
    assert other.read("ab/one") == b"words"


def test_a_shelf_keeps_shards_anywhere(kept: str) -> None:
    shelf = Shelf(kept)
    shard = shelf.put("letter", "abcd", b"<s> <p> <o> .\n", ())
    shelf.put_claims("abcd", {"one", "two"})
    assert (shelf.get("abcd"), shelf.lines(shard)) == (shard, b"<s> <p> <o> .\n")
    assert (shelf.claims("abcd"), shelf.claims("never")) == ({"one", "two"}, None)


def test_a_shard_that_was_written_by_half_is_not_taken_for_one(kept: str) -> None:
    shelf = Shelf(kept)
    shard = shelf.put("letter", "abcd", b"<s> <p> <o> .\n", ())
    place(kept).write("ab/abcd.nq.zst", b"<s> <p")
    assert shelf.get("abcd") is None
    with pytest.raises(LostShard, match=r"no longer holds what was read from letter; build again"):
        shelf.lines(shard)
    place(kept).write("ab/abcd.json", b'{"document": "let')
    assert shelf.get("abcd") is None


def test_a_shard_takes_a_fraction_of_the_room_of_its_quads(kept: str) -> None:
    lines = b"".join(b"<http://a/id/claim/%d> <http://a/p> <http://a/o> .\n" % each for each in range(1000))
    shard = Shelf(kept).put("letter", "abcd", lines, ())
    size = place(kept).size("ab/abcd.nq.zst")
    assert Shelf(kept).lines(shard) == lines
    assert size is not None
    assert size * 10 < len(lines)


def test_an_address_that_nothing_opens_says_so() -> None:
    with pytest.raises(BadSetting, match=r"KG_SHARDS is 'gopher://x', which fsspec cannot open"):
        place("gopher://x")
