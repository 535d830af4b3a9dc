"""The shipped parser: words in pieces, best trees, lemmas, and words hung where they belong."""

import numpy as np
import pytest

from kg.errors import UnknownParser
from kg.extract import parsers
from kg.extract.columns import Columns
from kg.extract.parse import Unit, tree
from kg.extract.rehung import mend
from kg.extract.transformer import heads
from kg.extract.wordpieces import LONGEST, Vocabulary


def units(text: str, names: str = "") -> list[Unit]:
    """The words of a text as units; those of `names` are persons."""
    known = names.split()
    return [
        Unit(
            word,
            word,
            place,
            place + 1,
            mention=place if word in known else -1,
            kind="person" * (word in known),
        )
        for place, word in enumerate(text.split())
    ]


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return parsers.load("")._vocabulary


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The king besieged Rome .", "the>king:det king>besieged:nsubj rome>besieged:obj"),
        ("Rome was besieged by the Goths .", "rome>besieged:nsubj:pass goths>besieged:obl:agent"),
        ("Otto , who had fled , returned .", "otto>returned:nsubj fled>otto:acl who>fled:nsubj"),
        (
            "They marched north and burnt two towns .",
            "burnt>marched:conj towns>burnt:obj north>marched:advmod",
        ),
    ],
)
def test_a_sentence_has_the_tree_that_grammar_gives_it(text: str, said: str) -> None:
    found = next(parsers.load("").trees([units(text)]))
    words = [unit.text.lower() for unit in found.units]
    arcs = {f"{word}>{words[found.heads[at]]}:{found.deps[at]}" for at, word in enumerate(words)}
    assert set(said.split()) <= arcs


def test_a_sentence_is_read_the_same_whatever_stands_beside_it() -> None:
    alone, other = units("The Danes took York in spring ."), units("It rained . " * 30)
    assert list(parsers.load("").trees([other, alone, other]))[1] == next(parsers.load("").trees([alone]))


def test_an_empty_sentence_has_an_empty_tree() -> None:
    assert next(parsers.load("").trees([[]])).heads == ()


def test_a_sentence_longer_than_the_parser_reads_still_has_a_tree() -> None:
    found = next(parsers.load("").trees([units("unquestionably " * LONGEST)]))
    assert len(found.heads) == LONGEST


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("king", ["king"]),
        ("King", ["king"]),
        ("besieged", ["besieged"]),
        ("Éile", ["e", "##ile"]),
        ("Song-Jin", ["song", "-", "jin"]),
        ("岳飛", ["[UNK]", "[UNK]"]),
        ("\u200b", ["[UNK]"]),
        ("a" * 150, ["[UNK]"]),
    ],
)
def test_a_word_is_cut_as_the_network_learnt_it(vocabulary: Vocabulary, word: str, pieces: list[str]) -> None:
    names = {number: piece for piece, number in vocabulary._numbers.items()}
    assert [names[number] for number in vocabulary.pieces([word]).numbers[1:-1]] == pieces


def test_where_the_best_heads_are_a_circle_the_best_tree_is_taken() -> None:
    scores = np.array(
        [[0, 0, 0, 0], [1, 0, 9, 0], [2, 9, 0, 0], [0, 0, 5, 0]], dtype=np.float32
    )  # 1 and 2 would hang on each other
    assert heads(scores).tolist() == [0, 2, 0, 2]


def test_just_one_word_hangs_on_the_root() -> None:
    scores = np.array([[0, 0, 0], [5, 0, 1], [6, 2, 0]], dtype=np.float32)
    assert heads(scores).tolist() == [0, 2, 0]


def test_a_pipeline_that_is_not_installed_is_named_with_what_to_do() -> None:
    with pytest.raises(UnknownParser, match=r"No spaCy pipeline named 'en_none'.*KG_NLP"):
        parsers.load("en_none")


def test_a_spacy_pipeline_may_parse_instead(tmp_path: pytest.TempPathFactory) -> None:
    import spacy

    spacy.blank("en").to_disk(tmp_path / "pipeline")
    found = next(parsers.Spacy(str(tmp_path / "pipeline")).trees([units("Otto fled .")]))
    assert [unit.text for unit in found.units] == ["Otto", "fled", "."]


# ruff: noqa: E501  # one case a line reads best
HUNG = [
    # words, names, heads, relations and tags as a parser gave them; the arcs that are right
    (
        "Otto had Conrad murdered", "Otto Conrad", [3, 3, 3, 3], "nsubj aux nsubj ROOT", "PROPN AUX PROPN VERB",
        "Otto>had:nsubj had>had:ROOT Conrad>had:obj murdered>had:xcomp",
    ),
    (
        "his sons , Dara , Shuja and Murad fought", "Dara Shuja Murad", [1, 8, 3, 1, 5, 1, 7, 1, 8],
        "nmod nsubj punct appos punct conj cc conj ROOT", "PRON NOUN PUNCT PROPN PUNCT PROPN CCONJ PROPN VERB",
        "Dara>sons:appos Shuja>Dara:conj Murad>Dara:conj",
    ),
    (
        "killed by order of Charles", "Charles", [0, 2, 0, 4, 0], "ROOT case obl case obl",
        "VERB ADP NOUN ADP PROPN", "order>killed:obl Charles>order:nmod",
    ),
    (
        "Savoy turned its back on Otto", "Savoy Otto", [1, 1, 1, 1, 5, 1], "nsubj ROOT obj compound case obl",
        "PROPN VERB PRON ADP ADP PROPN", "its>back:nmod back>turned:obj",
    ),
    (
        "Wat Tyler led peasants", "Tyler", [2, 0, 2, 2], "nsubj flat ROOT obj", "PROPN PROPN VERB NOUN",
        "Tyler>led:nsubj Wat>Tyler:compound",
    ),
    (
        "They elected Ivaylo tsar", "Ivaylo", [1, 1, 1, 2], "nsubj ROOT obj flat", "PRON VERB PROPN PROPN",
        "tsar>elected:xcomp",
    ),
    (
        "Zoe bore Leo a son", "Zoe Leo", [1, 1, 1, 4, 1], "nsubj ROOT obj det xcomp", "PROPN VERB PROPN DET NOUN",
        "Leo>bore:iobj son>bore:obj",
    ),
]  # fmt: skip


@pytest.mark.parametrize("case", HUNG, ids=[case[0] for case in HUNG])
def test_what_hangs_elsewhere_is_hung_where_it_belongs(
    case: tuple[str, str, list[int], str, str, str],
) -> None:
    text, names, above, deps, tags, said = case
    words = text.split()
    lemmas = [{"bore": "bear"}.get(word, word.lower()) for word in words]
    columns = Columns(units(text, names), list(above), deps.split(), tags.split(), lemmas)
    mend(columns)
    found = tree(columns.units, columns.heads, columns.deps, columns.tags, columns.lemmas)
    arcs = {f"{word}>{words[found.heads[at]]}:{found.deps[at]}" for at, word in enumerate(words)}
    assert set(said.split()) <= arcs
