"""A disk that is full: said in a sentence, and what was published serves on."""

import multiprocessing
import resource
from pathlib import Path

import pytest

from kg.errors import FolderUnwritable
from kg.pipeline import build
from kg.settings import Settings
from kg.versions import Versions
from tests import toy


def _build(corpus: Path, data: Path, largest: int, said: Path) -> None:
    """A build in a process that may not write files beyond a size, as if the disk were full then."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    try:
        build(corpus, Settings(data=data, jobs=1), rules=toy.rules(corpus))
    except FolderUnwritable as refusal:
        said.write_text(str(refusal))


@pytest.mark.slow
@pytest.mark.parametrize("largest", [1_000, 20_000, 100_000, 300_000])
def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path, largest: int) -> None:
    corpus, data, said = (
        toy.write(tmp_path / "corpus", a="A led an army in 1001."),
        tmp_path / "data",
        tmp_path / "said",
    )
    first = build(corpus, Settings(data=data), rules=toy.rules(corpus)).version
    for number in range(12):
        toy.write(
            corpus,
            **{
                f"d{number}": " ".join(
                    f"General A{number} led an army in {year}." for year in range(1100, 1120)
                )
            },
        )
    process = multiprocessing.get_context("spawn").Process(target=_build, args=(corpus, data, largest, said))
    process.start()
    process.join()
    assert "cannot be written: " in said.read_text()
    assert "make room or grant the right to write, or choose another folder with --data." in said.read_text()
    assert Versions(data).served() == first
    assert build(corpus, Settings(data=data), rules=toy.rules(corpus)).fresh
