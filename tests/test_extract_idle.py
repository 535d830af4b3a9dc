"""Sentences that have nothing to do with what is told around them, and dates of another age."""

import pytest

from kg.extract import Extractor, drafting, narration
from kg.extract.scene import Scene
from kg.extract.tokens import sentences, tokens
from kg.model import Block, Document

AGE = "In 751 the Danes lost a battle. In 753 it hailed. In 754 Odo drowned."
"""Dates enough to say in which age a text is."""


def understood(*paragraphs: str) -> Scene:
    blocks, start = [], 0
    for text in paragraphs:
        blocks.append(Block("paragraph", start, start + len(text)))
        start += len(text) + 1
    document = Document("x", "\n".join(paragraphs), tuple(blocks), "x", "")
    extractor = Extractor.load()
    return drafting.understood(document, gazetteer=extractor.gazetteer, parser=extractor.parser)


def dates(*paragraphs: str) -> list[str]:
    text, blocks, spoken, start = "\n".join(paragraphs), [], [], 0
    for each in paragraphs:
        blocks.append((start, start + len(each)))
        words = tokens(text, *blocks[-1])
        spoken.append(narration.Spoken(tuple(words), tuple(sentences(words))))
        start += len(each) + 1
    return [date.when.edtf for found in narration.dated(text, blocks, spoken) for date in found]


@pytest.mark.parametrize(
    ("sentence", "idle"),
    [
        ("It rained.", True),
        ("The price of rice rose again.", True),
        ("Bakers sold bread at the gate.", True),
        ("In 1604 the mills of Ghent were rebuilt.", True),
        ("In 1876 Edison opened a workshop at Menlo Park.", True),
        ("The siege failed.", False),
        ("The army was hungry.", False),
        ("The king was angry.", False),
        ("Nobody trusted him.", False),
        ("The mills of Ghent are famous.", False),
        ("In 1876 Edison read about Sigismund.", False),
        ("The following year was a bad one.", False),
        ("In 790 the mills of Ghent were rebuilt.", False),
    ],
)
def test_a_sentence_is_idle_that_tells_nothing_or_stands_apart(sentence: str, *, idle: bool) -> None:
    scene = understood(
        AGE, f"In 755 Sigismund rebelled against the Danes. {sentence} In 757 his son killed him."
    )
    assert [line.idle for line in scene.lines[3:]] == [False, idle, False]


def test_a_title_is_never_idle() -> None:
    assert [line.idle for line in understood("Origins.", "It rained.", "Sources and aftermath.").lines] == [
        False,
        True,
        False,
    ]


@pytest.mark.parametrize("between", ["It rained.", "The mills of Ghent are famous.", "It rained. It snowed."])
def test_steps_count_the_sentences_that_go_on_with_the_story(between: str) -> None:
    scene = understood(f"Sigismund rebelled. {between} The Danes fled. He died.")
    told = [line for line in scene.lines if line.start in {0, scene.lines[-2].start, scene.lines[-1].start}]
    assert [line.step for line in told] == [1, 2, 3]
    assert [len(scene.back(line, 1)) for line in told] == [1, len(scene.lines) - 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In 755 An rose. The mills of Ghent were rebuilt in 1604. The following year he died.", "0756"),
        (
            "In 755 An rose. In 1604 the mills of Ghent burned. That winter he fled. In 757 An died.",
            "0755-24",
        ),
        # An's name binds the sentences together, "it" points back, and 790 is not far away.
        ("In 755 An rose. In 1604 a play about An was given. The following year it was printed.", "1605"),
        ("In 755 An rose. In 1604 it was staged. The following year it was printed.", "1605"),
        ("In 755 An rose. The mills of Ghent were rebuilt in 790. The following year he died.", "0791"),
    ],
)
def test_the_narration_does_not_move_to_a_sentence_of_another_age(text: str, expected: str) -> None:
    assert expected in dates(AGE, text)


@pytest.mark.parametrize(
    "before",
    [
        # Too few dates, and some of several ages.
        "In 755 An rose.",
        "In 753 it hailed. In 755 An rose.",
        "In 306 BC it hailed. In 1450 Odo drowned. In 755 An rose.",
        "In 755 An rose. In 1247 Odo drowned. In 1450 it hailed.",
    ],
)
def test_a_text_that_is_of_no_one_age_moves_to_any(before: str) -> None:
    assert dates(f"{before} The mills of Ghent were rebuilt in 1604. In May it hailed.")[-1] == "1604-05"


def test_a_date_is_counted_from_another_age_in_its_own_sentence() -> None:
    assert dates(
        AGE,
        "In 755 An rose. In 1604 the mills of Ghent burned, and two years later a flood came. "
        "The following year An fell.",
    )[3:] == ["0755", "1604", "1606", "0756"]


def test_a_year_of_another_age_does_not_say_how_the_others_count() -> None:
    text = "In 431 war began. In 421 they swore peace. In 415 they sailed, in 413 fell, in 404 yielded."
    assert dates(text, "The mills of Ghent were rebuilt in 1604.") == [*dates(text), "1604"]


def test_a_year_that_heads_what_follows_does_not_stand_apart() -> None:
    assert dates("1399.", "In July Derby landed.", "1875.", "In July the harvest failed.") == [
        "1399",
        "1399-07",
        "1875",
        "1875-07",
    ]


@pytest.mark.parametrize(
    ("between", "meant"),
    [
        ("It rained. It snowed. It thawed.", ["Sigismund"]),
        ("The mills of Ghent were rebuilt in 1604.", ["Sigismund"]),
        ("In 1876 Edison opened a workshop at Menlo Park.", []),
    ],
)
def test_he_is_who_was_spoken_of_before_idle_sentences(between: str, meant: list[str]) -> None:
    last = understood(AGE, f"In 755 Sigismund rebelled. {between} He was killed.").lines[-1]
    assert [group.name for group in last.referents.get(0, ())] == meant


def test_he_is_clear_again_as_soon_as_the_story_names_something() -> None:
    scene = understood(AGE, "In 755 Sigismund rebelled. In 1876 Edison opened a workshop. He took Luoyang.")
    assert [group.name for group in scene.lines[-1].referents[0]] == ["Sigismund"]
