"""Whom pronouns and definite phrases mean, over several sentences."""

import pytest

from kg.extract import Extractor, drafting
from kg.extract.history import role
from kg.extract.scene import Scene
from kg.model import Block, Document


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor.load()


def scene(extractor: Extractor, text: str) -> Scene:
    blocks, start = [], 0
    for paragraph in text.split("\n"):
        blocks.append(Block("paragraph", start, start + len(paragraph)))
        start += len(paragraph) + 1
    document = Document("x", text, tuple(blocks), "x", "")
    return drafting.understood(document, gazetteer=extractor.gazetteer, parser=extractor.parser)


def meant(extractor: Extractor, text: str, words: set[str]) -> list[str]:
    """The references of a text with these words, each with those whom it means, "?" where that is open."""
    return [
        f"{unit.text}: {' and '.join(each.name for each in line.referents.get(place, ())) or '?'}"
        for line in scene(extractor, text).lines
        for place, unit in enumerate(line.tree.units)
        if unit.text.lower() in words and unit.mention < 0
    ]


HE = {"he", "him", "his"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mircea, a chief from Brasov, drove Stanislav out of Moldavia. He ruled it for ten years.",
            ["He: Mircea"],
        ),
        (
            "In 1266 Conrad, nephew of Ulrich, was beaten at Zell. He fled to Trier, where Otto sold him.",
            ["He: Conrad", "him: Conrad"],
        ),
        (
            "In 1312 Gerard rebelled against King Otto. He was killed at Linz.",
            ["He: Gerard"],
        ),
        (
            "Conrad entered Trier in May. In June he took Speyer, and in July he lost it.",
            ["he: Conrad", "he: Conrad"],
        ),
        (
            "Ulrich hated Bavaria. Duke Ernest of Bavaria asked for peace. Then Ulrich invaded his country.",
            ["his: Duke Ernest"],
        ),
        (
            "General Robert would not give in, so his deputy Walter cut off his head.",
            ["his: General Robert", "his: General Robert"],
        ),
        (
            "Anselm, who had been sent to arrest him, joined Baldwin in 1204.",
            ["him: ?"],
        ),
    ],
)
def test_he_is_who_stands_out(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert meant(extractor, text, HE) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otto and Rudolf met at Trier in 1260. They agreed on a truce.", ["They: Otto and Rudolf"]),
        ("Otto and Rudolf fell out. The two fought at Zell.", ["two: Otto and Rudolf"]),
        (
            "Otto and Rudolf rebelled in 1270. The pair of them fled.",
            ["pair: Otto and Rudolf", "them: Otto and Rudolf"],
        ),
        ("The Danes landed in May. Edmund bought them off.", ["them: Denmark"]),
        (
            "In 1300 the Mamluk sultan Lajin marched against the Mongols. Their general was killed.",
            ["Their: Mongols"],
        ),
        ("Baldwin's horsemen surrounded the Bulgarians and beat them.", ["them: Bulgaria"]),
        ("The peasants burned the barns. They were hungry.", ["They: ?"]),
    ],
)
def test_they_are_those_who_act_together(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert meant(extractor, text, {"they", "them", "their", "two", "pair"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("King Otto took Trier. In May the king went home.", ["king: King Otto"]),
        (
            "King Otto died in 1270. King Rudolf followed him. The king took Zell.",
            ["king: King Rudolf"],
        ),
        (
            "King Otto ruled from Trier. In 1300 Rudolf was proclaimed king. The king took Zell.",
            ["king: Rudolf"],
        ),
        (
            "King Otto was murdered in 1270. Rudolf became king. The murdered king had left no son.",
            ["king: King Otto"],
        ),
        ("King Otto hated Count Ernest. The pope's legate warned the king.", ["king: King Otto"]),
    ],
)
def test_the_king_is_who_holds_the_title_and_lives(
    extractor: Extractor, text: str, expected: list[str]
) -> None:
    found = meant(extractor, text, {"king"})
    assert found[-1:] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Duke Ernest met Count Baldwin. This man betrayed him.", ["man: Count Baldwin"]),
        ("Rudolf and Otto fought at Zell. The latter won.", ["latter: Otto"]),
        ("In 1300 a captain opened the gate. The man was hanged.", ["man: ?"]),
    ],
)
def test_this_man_and_the_latter_point_back(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert meant(extractor, text, {"man", "latter"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Otto marched from Speyer and besieged Trier. The city held out.", ["city: Trier"]),
        ("Otto came to Trier. The city opened its gates.", ["city: Trier"]),
    ],
)
def test_the_city_is_where_something_happens(extractor: Extractor, text: str, expected: list[str]) -> None:
    assert meant(extractor, text, {"city"}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Conrad took Trier.", "main"),
        ("When Conrad fell, Otto fled.", "aside"),
        ("Otto sent Conrad to Trier.", "sent"),
        ("Otto beat Conrad.", "object"),
        ("Otto was beaten by Conrad.", "agent"),
        ("Otto rebelled against Conrad.", "foe"),
        ("Otto had Conrad murdered.", "object"),
    ],
)
def test_a_role_tells_what_somebody_is_in_his_clause(extractor: Extractor, text: str, expected: str) -> None:
    [line] = scene(extractor, text).lines
    [place] = [at for at, unit in enumerate(line.tree.units) if unit.text == "Conrad"]
    assert role(line.tree, place) == expected
