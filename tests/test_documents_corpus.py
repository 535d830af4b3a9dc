"""What counts as a document in a folder."""

import os
import time
from pathlib import Path

import pytest

from kg.documents import Source, corpus
from kg.errors import UnreadableDocument


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("The oath.", encoding="utf-8")


def found(folder: Path) -> dict[str, str]:
    return {source.id: str(source.path.relative_to(folder)) for source in corpus(folder)}


def refusal(folder: Path) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        corpus(folder)
    return str(refused.value).replace(f"{folder}/", "")


def test_documents_are_every_file_but_sidecars_decisions_readmes_and_hidden_ones(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "b.toml", "sub/a.md", "sub/deep/c.html", "scan.pdf", "orphan.toml")
    write(tmp_path, "README.md", "sub/readme.txt", "decisions.ttl", ".hidden.txt", ".git/x.txt", "b.txt~")
    assert found(tmp_path) == {
        "a": "sub/a.md",
        "b": "b.txt",
        "c": "sub/deep/c.html",
        "orphan": "orphan.toml",
        "scan": "scan.pdf",
    }


def test_an_empty_folder_has_no_documents(tmp_path: Path) -> None:
    assert corpus(tmp_path) == ()


def test_a_source_knows_the_extent_of_its_document_and_sidecar(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "a.toml").write_text('title = "A"')
    os.utime(tmp_path / "a.txt", ns=(1, 5))
    os.utime(tmp_path / "a.toml", ns=(1, 7))
    assert corpus(tmp_path) == (Source("a", tmp_path / "a.txt", tmp_path / "a.toml", 9 + 11, 7),)


def test_a_sidecar_gives_the_id(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt", "c.txt")
    (tmp_path / "a.toml").write_text('title = "Mid"\n"id" = "treaty-of-1005"')
    (tmp_path / "b.toml").write_text('id = "No Slug"')
    (tmp_path / "c.toml").write_text("id = broken")
    assert found(tmp_path) == {"treaty-of-1005": "a.txt", "b": "b.txt", "c": "c.txt"}


@pytest.mark.parametrize("name", ["A.md", "sub/a.txt", "a.html"])
def test_an_id_belongs_to_one_document(tmp_path: Path, name: str) -> None:
    write(tmp_path, "a.txt", name)
    first, second = sorted(["a.txt", name], key=lambda each: (each.count("/"), each))
    assert refusal(tmp_path) == (
        f"{second} has the id 'a' that {first} has already; "
        'rename one of the two or give it an id = "…" of its own in its sidecar.'
    )


def test_links_are_followed_and_each_folder_is_visited_once(tmp_path: Path) -> None:
    write(tmp_path, "here/a.txt", "there/b.txt")
    (tmp_path / "here" / "up").symlink_to(tmp_path)
    (tmp_path / "here" / "self").symlink_to(".")
    (tmp_path / "here" / "c.txt").symlink_to("../there/b.txt")
    assert sorted(found(tmp_path)) == ["a", "b", "c"]


def test_a_broken_link_is_left_for_reading_to_refuse(tmp_path: Path) -> None:
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    assert corpus(tmp_path) == (Source("loop", tmp_path / "loop.txt", None, 0, 0),)


@pytest.mark.parametrize(
    ("name", "fault"), [("absent", "no such file or directory"), ("a.txt", "not a directory")]
)
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str, fault: str) -> None:
    write(tmp_path, "a.txt")
    with pytest.raises(UnreadableDocument) as refused:
        corpus(tmp_path / name)
    assert str(refused.value) == (
        f"{tmp_path / name} cannot be listed ({fault}); name a folder of documents, for example corpus/."
    )


@pytest.mark.slow
def test_ten_thousand_documents_are_found_in_well_under_a_second(tmp_path: Path) -> None:
    for number in range(5_000):
        (tmp_path / f"article-{number}.txt").touch()
        (tmp_path / f"article-{number}.toml").write_text('title = "The oath"\nlanguage = "en"\n')
    for number in range(5_000):
        (tmp_path / f"page-{number}.html").touch()
    start = time.process_time()
    assert len(corpus(tmp_path)) == 10_000
    assert time.process_time() - start < 5
