"""What a scan opens, and what it takes from its record."""

import os
from pathlib import Path

import pytest

from kg import documents, scan
from tests import toy

AGED = 1_700_000_000_000_000_000


def scanned(corpus: Path) -> dict[str, str]:
    return scan.digests(documents.corpus(corpus), corpus.parent / "scan.json")


def aged(*files: Path) -> None:
    for file in files:
        os.utime(file, ns=(AGED, AGED))


def test_same_bytes_have_the_same_digest_and_others_another(tmp_path: Path) -> None:
    found = scanned(toy.write(tmp_path / "corpus", a="one", b="one", c="two"))
    assert found["a"] == found["b"] != found["c"]


def test_a_file_of_the_same_size_and_time_is_not_opened(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one")
    aged(corpus / "a.txt")
    first = scanned(corpus)
    toy.write(corpus, a="two")
    aged(corpus / "a.txt")
    assert scanned(corpus) == first


def test_a_file_that_changed_a_moment_ago_is_opened_again(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one")
    first = scanned(corpus)
    moment = (corpus / "a.txt").stat().st_mtime_ns
    toy.write(corpus, a="two")
    os.utime(corpus / "a.txt", ns=(moment, moment))
    assert scanned(corpus) != first


def test_metadata_counts(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one")
    first = scanned(corpus)
    (corpus / "a.toml").write_text('title = "One"')
    assert scanned(corpus) != first


def test_a_file_that_cannot_be_opened_has_no_digest(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one")
    (corpus / "b.txt").symlink_to("nowhere")
    assert scanned(corpus)["b"] == ""


@pytest.mark.parametrize("record", ["", "[]", "{", '{"a": 1}', '{"a": [1, 2]}', '{"a": [null, 2, 3]}'])
def test_a_damaged_record_costs_time_and_nothing_else(tmp_path: Path, record: str) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one")
    first = scanned(corpus)
    (tmp_path / "scan.json").write_text(record)
    assert scanned(corpus) == first


def test_the_record_forgets_files_that_went(tmp_path: Path) -> None:
    corpus = toy.write(tmp_path / "corpus", a="one", b="two")
    aged(corpus / "a.txt", corpus / "b.txt")
    scanned(corpus)
    (corpus / "b.txt").unlink()
    scanned(corpus)
    assert "b.txt" not in (tmp_path / "scan.json").read_text()
