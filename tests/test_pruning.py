"""Old versions go, and nobody who reads one notices."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import Store

from kg import pruning
from kg.dataset import LocalDataset
from kg.errors import UnknownVersion
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions
from tests import toy

pytestmark = pytest.mark.slow

READER = """
import sys
from pathlib import Path
from kg.versions import Versions
versions = Versions(Path(sys.argv[1]))
store = versions.open(versions.version(int(sys.argv[2])))
print("open", flush=True)
sys.stdin.readline()
print(len(store), flush=True)
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """A folder with four versions, each of one document that was changed."""
    settings = Settings(data=tmp_path / "data")
    for year in range(1140, 1144):
        corpus = toy.write(tmp_path / "corpus", battle=f"Yue Fei led an army in {year}.")
        build(corpus, settings, rules=toy.rules(corpus))
    return settings


def aged(settings: Settings) -> None:
    """Let what was read be older than the day for which it stays."""
    for file in (settings.data / "shards").glob("*/*"):
        os.utime(file, (1, 1))


def size_of(settings: Settings, number: int) -> int:
    versions = Versions(settings.data)
    return len(Store.read_only(str(versions.path(versions.version(number)))))


def test_the_newest_stay_with_what_belongs_to_them(settings: Settings) -> None:
    aged(settings)
    pruned = pruning.prune(settings, 2)
    assert (pruned.removed, pruned.kept, Versions(settings.data).numbers()) == ((1, 2), (), [3, 4])
    assert pruned.shards == 6  # quads, description and claims of either
    deposits = sorted(each.name[:6] for each in (settings.data / "deposits").iterdir())
    assert deposits == ["000003", "000004"]


def test_the_version_that_is_served_stays_however_old(settings: Settings) -> None:
    versions = Versions(settings.data)
    versions.rollback(1)
    assert pruning.prune(settings, 1).removed == (2, 3)
    assert (versions.served().number, versions.numbers()) == (1, [1, 4])
    assert size_of(settings, 1) > 0


def test_a_version_that_another_process_reads_stays_until_that_ends(settings: Settings) -> None:
    expected = size_of(settings, 1)
    program = [sys.executable, "-c", READER, str(settings.data), "1"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "open\n"
        pruned = pruning.prune(settings, 1)
        assert (pruned.removed, pruned.kept) == ((2, 3), (1,))
        assert reader.communicate("\n")[0] == f"{expected}\n"
    assert pruning.prune(settings, 1).removed == (1,)


def test_a_query_process_gives_back_what_it_no_longer_asks(settings: Settings) -> None:
    versions = Versions(settings.data)
    dataset = LocalDataset(versions, base=toy.BASE)
    for number in (1, 2, 3):
        dataset.store(number)
    assert pruning.prune(settings, 1).removed == (1,)  # it holds two open
    dataset.store(4)
    assert pruning.prune(settings, 1).removed == (2,)


def test_what_was_taken_away_is_unknown_to_those_who_come_later(settings: Settings) -> None:
    versions = Versions(settings.data)
    first = versions.version(1)
    pruning.prune(settings, 3)
    with pytest.raises(UnknownVersion, match=r"has no version 1\. Versions: 2, 3, 4\."):
        versions.open(first)


def test_a_build_goes_on_from_a_pruned_folder_to_the_same_bytes(settings: Settings, tmp_path: Path) -> None:
    aged(settings)
    pruning.prune(settings, 1)
    corpus = toy.write(tmp_path / "corpus", battle="Yue Fei led an army in 1140.")
    other = Settings(data=tmp_path / "other")
    done, anew = (build(corpus, each, rules=toy.rules(corpus)).version for each in (settings, other))
    assert done is not None
    assert anew is not None
    assert (done.number, done.hash) == (5, anew.hash)


def test_what_was_just_read_stays_for_the_build_that_read_it(settings: Settings) -> None:
    assert pruning.prune(settings, 1).shards == 0
