"""Names found however they are typed, passages by their words, and never more than was asked for."""

import csv
from pathlib import Path

import pytest

from kg import rdf
from kg.model import Claim, Document, Ref
from kg.search import FoundThing, Shelf
from kg.search.entries import cut
from kg.search.folding import spelled
from kg.search.marking import distance
from kg.search.reader import PASSAGES, THINGS, Reader
from kg.search.wish import LONGEST
from kg.versions import Versions
from tests.conftest import BASE, Publish

CASES = Path(__file__).resolve().parent / "cases" / "search"
ENGLISH = """Oaths and wars

Yue Fei led the army of Song. He died in 1142, and Yue Fei's sons with him.

The Treaty of Shaoxing drew the border along the Huai River. Nobody asked the general.
"""
CHINESE = "宋史\n\n岳飛破金軍於郾城。完顏阿骨打已死。\n"

with (CASES / "asked.csv").open(encoding="utf-8", newline="") as _file:
    ASKED = list(csv.DictReader(_file))

HOSTILE = {
    "nothing": "",
    "spaces": " \t\n ",
    "marks": "\"'()[]{}*?+^~:\\/!&|-",
    "controls": "".join(map(chr, range(32))) + "\x7f\u200b\u202e",
    "long": "岳飛" * 5000,
    "long-word": "a" * 10_000,
    "many-words": "yue fei " * 1250,
    "expression": "(a+)+$ .* [^x]* a{1,99999}",
    "query": "key:yue AND tail:[a TO z] OR *:* ^99 ~2",
    "injection": "'; DROP TABLE names; -- \" OR 1=1 } SELECT * {",
    "marks-only": "\u0301" * 500,
    "surrogates": "\ud800\udfff",
    "nul": "Yue\x00Fei",
    "emoji": "🐉" * 50,
    "wide": "\uff21" * 50,
}
"""What nobody would type who looks for something."""


@pytest.fixture(scope="module")
def versions(tmp_path_factory: pytest.TempPathFactory, publish: Publish) -> Versions:
    """The things of the cases and two short texts, published."""
    quads = rdf.file_quads(CASES / "things.ttl", "authority", BASE)
    for document in (text("oaths", ENGLISH, "en"), text("songshi", CHINESE, "zh-Hant")):
        named = Claim(
            Ref("document", document.id),
            "cy:mentions",
            Ref("polity", "song"),
            (document.passage(0, 2),),
            "r",
            1,
        )
        quads += rdf.quads(document, [named], base=BASE)
    return publish(tmp_path_factory.mktemp("search"), quads)


@pytest.fixture(scope="module")
def reader(versions: Versions) -> Reader:
    """The index of them."""
    shelf = Shelf(versions)
    shelf.make(versions.served())
    found = shelf.reader(versions.served())
    assert found
    return found


def text(name: str, content: str, language: str) -> Document:
    return Document(name, content, (), content.partition("\n")[0], "0" * 64, language)


def slug(found: FoundThing) -> str:
    return found.thing.iri.removeprefix(f"{BASE}id/")


@pytest.mark.parametrize("asked", ASKED, ids=[f"{each['typed']}: {each['why']}" for each in ASKED])
def test_a_name_is_found_however_it_is_typed(reader: Reader, asked: dict[str, str]) -> None:
    found = [(slug(each), each.fit) for each in reader.search(asked["typed"]).things[:1]]
    assert found == ([(asked["first"], asked["fit"])] if asked["first"] else [])


def test_exact_names_come_before_beginnings_and_these_before_what_is_only_like_them(reader: Reader) -> None:
    order = ["exact", "beginning", "part", "words", "similar", "loose"]
    fits = [
        [each.fit for each in reader.search(typed).things]
        for typed in ("Yue", "Song", "Zhang Jun", "Yue Fei")
    ]
    assert [sorted(each, key=order.index) for each in fits] == fits
    assert {fit for each in fits for fit in each} > {"exact", "beginning"}


def test_of_those_that_fit_alike_the_one_of_which_most_is_said_comes_first(reader: Reader) -> None:
    assert [slug(each) for each in reader.search("Zhang Jun").things if each.fit == "exact"] == [
        "person/zhang-jun-general",
        "person/zhang-jun-minister",
    ]


def test_a_thing_is_told_with_the_name_that_was_meant(reader: Reader) -> None:
    found = reader.search("完颜阿骨打").things[0]
    assert (found.thing.title, found.thing.chinese, found.name) == (
        "Wanyan Aguda",
        "完顏阿骨打",
        "完顏阿骨打",
    )
    assert found.thing.classes == ("cy:Person",)


def test_a_thing_is_found_once_and_evidence_never(reader: Reader) -> None:
    found = [slug(each) for each in reader.search("Yue Fei").things]
    assert len(set(found)) == len(found)
    assert "claim/of-nothing" not in found


def test_documents_are_found_by_their_titles(reader: Reader) -> None:
    assert [slug(each) for each in reader.search("oaths and wars").things[:1]] == ["document/oaths"]


@pytest.mark.parametrize(
    ("typed", "marked"),
    [
        ("Huai River", ["Huai River"]),
        ("river huai", ["Huai River"]),
        ("haui border", ["border", "Huai"]),
        ("Yue Fei", ["Yue Fei", "Yue Fei"]),
        ("yueh fei", ["Yue Fei", "Yue Fei"]),
        ("general", ["general"]),
        ("郾城", ["郾城"]),
        ("破金军", ["破金軍"]),
        ("nobody sang", []),
    ],
)
def test_passages_are_found_with_their_words_marked(reader: Reader, typed: str, marked: list[str]) -> None:
    passages = reader.search(typed).passages
    found = [each.paragraph.text[start:end] for each in passages[:1] for start, end in each.marks]
    assert sorted(found) == sorted(marked)


def test_passages_that_call_a_thing_otherwise_are_found_by_its_name(reader: Reader) -> None:
    marked = {
        each.paragraph.text[start:end]
        for each in reader.search("Yue Fei").passages
        for start, end in each.marks
    }
    assert marked == {"Yue Fei", "岳飛"}


def test_passages_with_the_words_as_typed_come_first(tmp_path: Path, publish: Publish) -> None:
    lines = ["They sang a long song of Sung.", "The song of the Song.", "Nothing is said."]
    document = text("songs", "\n".join(["Songs", *lines]), "en")
    versions = publish(tmp_path, rdf.quads(document, [], base=BASE))
    shelf = Shelf(versions)
    shelf.make(versions.served())
    reader = shelf.reader(versions.served())
    assert reader
    assert [each.paragraph.text for each in reader.search("song").passages[:2]] == [lines[1], lines[0]]
    assert [each.paragraph.text for each in reader.search("Nohting").passages] == [lines[2]]


def test_a_passage_stands_where_it_says(reader: Reader) -> None:
    for typed, whole in (("Shaoxing", ENGLISH), ("郾城", CHINESE)):
        paragraph = reader.search(typed).passages[0].paragraph
        assert whole[paragraph.start :].startswith(paragraph.text)


def test_suggestions_go_on_where_somebody_stops_typing(reader: Reader) -> None:
    suggested = {
        typed: [slug(each) for each in reader.suggest(typed, 3)] for typed in ("Yue", "Wanyn", "绍", "")
    }
    assert suggested == {
        "Yue": ["person/yue-fei", "person/yue-yun", "force/yue-army"],
        "Wanyn": ["person/aguda"],
        "绍": ["event/treaty-of-shaoxing"],
        "": [],
    }


@pytest.mark.parametrize("typed", HOSTILE.values(), ids=HOSTILE)
def test_whatever_is_typed_is_answered(reader: Reader, typed: str) -> None:
    found = reader.search(typed)
    assert len(found.things) <= THINGS
    assert len(found.passages) <= PASSAGES
    assert len(reader.suggest(typed, 5)) <= 5


def test_what_is_typed_beyond_the_limit_makes_no_difference(reader: Reader) -> None:
    typed = "Yue Fei ".ljust(LONGEST)
    assert reader.search(typed + "nobody" * 100) == reader.search(typed)


def test_when_time_is_up_what_was_found_is_told_as_not_all(reader: Reader) -> None:
    found = reader.search("Yue Fei", seconds=0)
    assert (found.things, found.passages, found.cut_short) == ((), (), True)
    assert not reader.search("Yue Fei", seconds=600).cut_short


@pytest.mark.parametrize(
    ("words", "folded"),
    [
        ("Ch'ing-chou", ["ching", "chou"]),
        ("T’ai-tsu’s army", ["tai", "tsu", "army"]),
        ("1004–1005", ["1004", "1005"]),
        ("澶淵之盟 (1005)", ["澶", "渊", "之", "盟", "1005"]),
        ("ＡＢＣ", ["abc"]),
        ("Yu\u0308eh", ["yueh"]),
        ("Søren O'Neill", ["søren", "oneill"]),
        ("…—!", []),
    ],
)
def test_words_are_compared_without_case_marks_and_script(words: str, folded: list[str]) -> None:
    assert [*spelled(words)] == folded


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [
        ("", "", 0),
        ("abc", "", 3),
        ("abc", "acb", 1),
        ("abcd", "badc", 2),
        ("kitten", "sitting", 3),
        ("岳飞", "岳非", 1),
    ],
)
def test_mistakes_are_counted_in_both_directions(one: str, other: str, letters: int) -> None:
    assert distance(one, other, 9) == distance(other, one, 9) == letters
    assert distance(one, other, 1) == min(letters, 2)


def test_a_long_line_is_cut_between_sentences_and_nothing_of_it_is_lost() -> None:
    line = "A sentence of some length that goes on. " * 100
    parts = [*cut(line)]
    assert all(words.endswith("goes on.") and len(words) <= 1200 for _, words in parts)
    assert all(line[start:].startswith(words) for start, words in parts)
    assert "".join(words for _, words in parts).count("sentence") == 100
