"""What holds whatever is read: words stand in place, one text changes no claim of another."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.documents import read_file
from kg.errors import UnreadableDocument
from kg.extract import Extractor
from kg.identify import claims
from kg.model import Block, Claim, Document

pytestmark = pytest.mark.slow

# The same examples in every run, and no limit of time: what is slow here would be slow for good reasons.
BOUNDED = settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
HERE = Path(__file__).parent
CASES = [
    *sorted((HERE / "cases" / "extract").glob("*/input.txt")),
    *sorted((HERE.parent / "corpus").glob("*.txt")),
]
IN_TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
TOLD = "In 982 Li Jiqian rebelled against the Song."


def plain(text: str, name: str = "x") -> Document:
    return Document(name, text, (Block("paragraph", 0, len(text)),), name, "")


def found(document: Document, nlp: str = "") -> tuple[Claim, ...]:
    return claims(Extractor.load(nlp).draft(document))


def stated(found_: tuple[Claim, ...]) -> frozenset[tuple[str, str, str]]:
    return frozenset((str(claim.subject), claim.predicate, str(claim.object)) for claim in found_)


def assert_in_place(document: Document, found_: tuple[Claim, ...]) -> None:
    passages = [passage for claim in found_ for passage in claim.passages]
    assert [each.exact for each in passages] == [document.text[each.start : each.end] for each in passages], (
        "a passage must be the words at its offsets"
    )
    assert all(claim.passages for claim in found_)


@cache
def case(number: int) -> Document:
    return read_file(CASES[number])


@cache
def alone(number: int) -> frozenset[tuple[str, str, str]]:
    return stated(found(case(number)))


SCRIPTS = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from(
        "澶淵之盟北宋 שלום عليكم  \u200f\u200e\u202e\u0301😀👨‍👩‍👧 ’“”—…·\t\r\n\x00\ufeff\u2028"
    ),
    max_size=120,
)
SENTENCES = st.sampled_from(
    [
        TOLD,
        "他 (Wu Sangui 吳三桂) opened the pass.",
        "The Treaty of Chanyuan was signed in 1005.",
        "Was he killed by Li?",
        "Zhāng Jué 張覺 rebelled; his men did not.",
    ]
)


@BOUNDED
@given(st.lists(SCRIPTS | SENTENCES, max_size=8).map(" ".join))
def test_words_stand_in_place_among_every_script_and_mark(text: str) -> None:
    document = plain(text)
    assert_in_place(document, found(document))


@BOUNDED
@given(
    st.sampled_from([".txt", ".md", ".html", ".xml"]), st.lists(SCRIPTS | SENTENCES, min_size=1, max_size=5)
)
def test_words_stand_in_place_in_every_format(suffix: str, parts: list[str]) -> None:
    forms = {
        ".html": "<p>{}</p>",
        ".xml": "<p>{}</p>",
        ".md": "\n\n* {}\n",
        ".txt": "{}\n\n",
    }
    body = "".join(forms[suffix].format(part) for part in parts)
    if suffix == ".xml":
        body = IN_TEI.format(body)
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"input{suffix}"
        path.write_text(body, encoding="utf-8", newline="")
        try:
            document = read_file(path)
        except UnreadableDocument:
            return  # refused with a sentence, as tests/test_documents_properties.py has it
    assert_in_place(document, found(document, "none"))


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".html", f"{'<div>' * 3_000}<p>{TOLD}</p>{'</div>' * 3_000}"),
        (".html", f"<p>{'<b><i>' * 2_000}{TOLD}"),
        (".html", "<ul><li>" * 2_000 + TOLD),
        (".md", "> " * 2_000 + TOLD),
        (".md", "".join(f"{'  ' * depth}* {TOLD}\n" for depth in range(300))),
        (".md", f"{'[' * 5_000}{TOLD}{'](x)' * 5_000}"),
        (".md", f"{'*' * 20_000}{TOLD}"),
        (".xml", IN_TEI.format(f"{'<div>' * 200}<p>{TOLD}</p>{'</div>' * 200}")),
    ],
    ids=["divisions", "emphasis", "lists", "quotes", "items", "links", "stars", "TEI"],
)
def test_deep_markup_is_read_or_refused_with_a_sentence(tmp_path: Path, suffix: str, content: str) -> None:
    path = tmp_path / f"input{suffix}"
    path.write_text(content, encoding="utf-8")
    try:
        document = read_file(path)
    except UnreadableDocument as fault:
        refused = str(fault)
    else:
        refused = ""
        assert_in_place(document, found(document))
    assert not refused or (refused.startswith(str(path)) and refused.endswith("."))


@pytest.mark.parametrize(
    "words",
    ["the king of the land and ", f"{TOLD} ", "北宋與遼", "\u202e😀 "],
    ids=["common words", "one sentence", "characters", "signs"],
)
def test_a_megabyte_in_one_line_is_read_to_its_end(words: str) -> None:
    text = (words * (1_000_000 // len(words) + 1))[:1_000_000]
    document = plain(text)
    said = found(document, "none")
    assert_in_place(document, said)
    assert len(said) < 40


def test_what_is_told_again_and_again_is_one_event_with_all_its_sentences() -> None:
    said = found(plain(f"{TOLD} " * 2_000), "none")
    (betrayer,) = (claim for claim in said if claim.predicate == "cy:betrayer")
    assert len(betrayer.passages) == 2_000


@settings(BOUNDED, max_examples=6)
@given(st.permutations(range(len(CASES))).map(lambda order: order[:5]))
def test_what_was_read_before_changes_no_claim(order: list[int]) -> None:
    extractor = Extractor.load()
    for number in order:
        assert stated(claims(extractor.draft(case(number)))) == alone(number)
