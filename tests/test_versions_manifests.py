"""Manifests in memory: enough of them for a long history, few of large ones, never one of another version."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kg.errors import DamagedVersion, UnknownVersion
from kg.model import Version
from kg.versions import Versions, manifest
from kg.versions.manifests import Manifests
from tests.conftest import BASE


def version(number: int, graphs: int = 1) -> Version:
    digests = {f"{BASE}id/graph/{each}": "ab" for each in range(graphs)}
    return Version(
        number=number,
        parent=None,
        time=datetime(2026, 11, 20, tzinfo=UTC),
        author="somebody",
        message="",
        hash=manifest.overall(digests),
        quads=graphs,
        graphs=digests,
        counts=dict.fromkeys(digests, 1),
        held_back=(),
        inputs={},
        base=BASE,
        changes={},
    )


def written(folder: Path, what: Version) -> Path:
    home = folder / "versions" / f"{what.number:06}"
    home.mkdir(parents=True, exist_ok=True)
    (home / manifest.NAME).write_bytes(manifest.written(what))
    return home / manifest.NAME


def test_the_whole_of_a_long_history_is_read_once(tmp_path: Path) -> None:
    for number in range(1, 201):
        written(tmp_path, version(number))
    versions = Versions(tmp_path)
    first, again = versions.all(), versions.all()
    assert [each.number for each in first] == [*range(1, 201)]
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_large_manifests_make_room_for_each_other(tmp_path: Path) -> None:
    files = [written(tmp_path, version(number, graphs=50)) for number in (1, 2, 3)]
    manifests = Manifests(room=300)
    one, two, three = (manifests.read(file, 0) for file in files)
    assert manifests.read(files[2], 0) is three
    assert manifests.read(files[1], 0) is two
    assert manifests.read(files[0], 0) == one
    assert manifests.read(files[0], 0) is not one
    assert manifests.read(files[2], 0) is not three, "nobody asked for it longest"


def test_a_manifest_larger_than_the_room_is_kept_until_the_next(tmp_path: Path) -> None:
    files = [written(tmp_path, version(number, graphs=50)) for number in (1, 2)]
    manifests = Manifests(room=10)
    one = manifests.read(files[0], 0)
    assert manifests.read(files[0], 0) is one
    manifests.read(files[1], 0)
    assert manifests.read(files[0], 0) is not one


def test_a_number_that_is_given_again_is_another_version(tmp_path: Path) -> None:
    file, manifests = written(tmp_path, version(1)), Manifests()
    before = manifests.read(file, 1)
    written(tmp_path, replace(version(1), message="another"))
    assert (before.message, manifests.read(file, 2).message) == ("", "another")


@pytest.mark.parametrize("number", [0, 3, -1, 10_000_000])
def test_a_version_that_is_not_there_is_unknown(tmp_path: Path, number: int) -> None:
    for each in (1, 2):
        written(tmp_path, version(each))
    with pytest.raises(UnknownVersion, match=f"has no version {number}. Versions: 1, 2."):
        Versions(tmp_path).version(number)


def test_a_version_without_its_manifest_is_damaged(tmp_path: Path) -> None:
    written(tmp_path, version(1)).unlink()
    with pytest.raises(DamagedVersion, match="is not the manifest of a version"):
        Versions(tmp_path).version(1)
