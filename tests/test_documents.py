"""Documents read from files, and the faults that a file or its sidecar can have."""

import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest

from kg.documents import FORMATS, LARGEST, read_file
from kg.documents import corpus as documents_of
from kg.documents.folder import source_of
from kg.errors import UnreadableDocument
from kg.model import Document, Passage

CORPUS = Path(__file__).parent.parent / "corpus"
ARTICLES = ["balance-of-power-12th-century", "fragile-peace-song-jin"]


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as refused:
        read_file(path)
    return str(refused.value).replace(f"{path.parent}/", "")


def test_the_corpus_holds_the_two_articles() -> None:
    assert [source.id for source in documents_of(CORPUS)] == ARTICLES


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_is_served_as_it_was_given(name: str, shared: Path) -> None:
    given = (shared / "corpus" / f"{name}.txt").read_bytes()
    document = read_file(CORPUS / f"{name}.txt")
    assert (document.text.encode(), document.sha256) == (given, hashlib.sha256(given).hexdigest())


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_states_the_hash_of_its_file(name: str) -> None:
    stated = (CORPUS / f"{name}.toml").read_text(encoding="utf-8")
    assert f'sha256 = "{read_file(CORPUS / f"{name}.txt").sha256}"' in stated


def test_the_corpus_page_names_every_suffix() -> None:
    page = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [suffix for suffix in FORMATS if f"`{suffix}`" not in page] == []


@pytest.mark.parametrize(
    ("name", "headings", "items"),
    [
        ("h01", 6, 0),
        ("h02", 4, 0),
        ("h05", 8, 32),
        ("h06", 1, 0),
        ("seed-000", 8, 0),
        ("seed-003", 5, 8),
    ],
)
def test_headings_and_items_of_the_development_documents_are_told_from_paragraphs(
    name: str, headings: int, items: int, shared: Path
) -> None:
    kinds = [block.kind for block in read_file(shared / "gold" / "docs" / f"{name}.txt").blocks]
    assert (kinds.count("heading"), kinds.count("item")) == (headings, items)


def test_a_document_without_a_sidecar_is_titled_by_its_first_heading(tmp_path: Path) -> None:
    path = tmp_path / "Treaty of Chányuān.md"
    path.write_text("Before.\n\n## The *oath*\n\nIt held.\n", encoding="utf-8")
    text = "Before.\n\nThe oath\n\nIt held.\n"
    assert read_file(path) == Document(
        id="treaty-of-chanyuan",
        text=text,
        blocks=read_file(path).blocks,
        title="The oath",
        sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
        media_type="text/markdown",
    )


def test_offsets_count_code_points_of_the_served_text(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<h1>𠀀澶淵</h1><p>Yelü &amp; 𠀀.</p>", encoding="utf-8")
    document = read_file(path)
    assert document.passage(5, 14) == Passage("a", 5, 14, "Yelü & 𠀀.")


def test_a_file_of_50_mb_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.touch()
    os.truncate(path, 50_000_000)
    tracemalloc.start()
    assert refusal(path) == (
        "large.txt has 50,000,000 bytes and 10,000,000 is the limit; shorten or split it."
    )
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def test_a_file_of_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    path.write_bytes(b"The oath held. " * (LARGEST // 15))
    assert len(read_file(path).blocks) == 1


def test_a_large_sidecar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The oath.")
    (tmp_path / "a.toml").write_text("#" * 200_000)
    assert refusal(tmp_path / "a.txt") == (
        "a.toml has 200,000 bytes and 100,000 is the limit; shorten or split it."
    )


def test_a_deeply_nested_sidecar_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The oath.")
    (tmp_path / "a.toml").write_text("title = " + "[" * 50_000)
    assert refusal(tmp_path / "a.txt").startswith("a.toml is not TOML")


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "lost.txt").symlink_to("nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    names = ["folder.txt", "loop.txt", "lost.txt", "pipe.txt", "absent"]
    remedy = "mend its link or permissions, or remove it."
    assert [refusal(tmp_path / name) for name in names] == [
        "folder.txt is a folder; name a file that holds a document.",
        f"loop.txt cannot be opened (too many levels of symbolic links); {remedy}",
        f"lost.txt cannot be opened (no such file or directory); {remedy}",
        "pipe.txt is no regular file; name a file that holds a document.",
        f"absent cannot be opened (no such file or directory); {remedy}",
    ]


def test_a_sidecar_without_a_document_is_reported(tmp_path: Path) -> None:
    (tmp_path / "treaty.toml").write_text('title = "A treaty"')
    assert refusal(tmp_path / "treaty.toml") == (
        "treaty.toml describes no document, for none beside it is called treaty with another suffix; "
        "rename or remove it."
    )


def test_a_name_that_is_not_utf_8_can_be_read_and_shown(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode(b"a\xff.txt")
    path.write_text("The oath.")
    assert read_file(path).id == source_of(path).id
    path.write_text("")
    assert refusal(path).startswith("a?.txt is empty")
