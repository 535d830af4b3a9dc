"""Why a sentence gave what it gave: what was found in it, what was refused and for what reason."""

import pytest

from kg.extract import Extractor, Told
from kg.extract.asserted import doubt
from kg.extract.explained import DOUBTS
from kg.extract.passing import REASONS
from kg.model import Block, Document


def document(text: str) -> Document:
    return Document("x", text, (Block("paragraph", 0, len(text)),), "x", "")


def told(text: str) -> tuple[Told, ...]:
    return Extractor.load().explained(document(text)).sentences


def test_a_sentence_is_told_with_its_names_references_dates_and_triggers() -> None:
    _, second = told("In 982 Li Jiqian rebelled against the Song. In 1002 he besieged Lingzhou.")
    assert second == Told(
        44,
        73,
        names=("“Lingzhou” is the place Lingzhou",),
        references=("“he” is Li Jiqian",),
        dates=("“1002” is 1002",),
        triggers=("“besieged” made an event",),
    )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The Liao did not besiege Kaifeng.", "the text says that it did not happen (negated)"),
        ("If the Liao had besieged Kaifeng, it would have fallen.", "under a condition (hypothetical)"),
        ("The Liao planned to besiege Kaifeng.", "it was planned, wanted or ordered (intended)"),
        ("It was rumoured that the Liao had besieged Kaifeng.", "somebody said or thought so (reported)"),
        ("Had the Liao really besieged Kaifeng?", "the sentence is a question (asked)"),
    ],
)
def test_what_is_not_asserted_is_refused_for_that_reason(text: str, reason: str) -> None:
    assert any(each.startswith("“besiege") and reason in each for each in told(text)[0].triggers)


def test_a_role_that_nobody_known_fills_is_named_with_what_stands_there() -> None:
    triggers = told("Then a new wall rose, and they stormed it.")[0].triggers
    assert any(
        each.startswith("“stormed” does not suit attacks (campaign.toml, line ")
        and "where “it” stands" in each
        and "where “they” stands" in each
        for each in triggers
    )


def test_an_unresolved_pronoun_and_a_name_of_nothing_known_are_told() -> None:
    one, other = told("They came. Zorp was quiet.")
    assert (one.references, other.unknown) == (("“They” was not resolved",), ("“Zorp”",))


def test_a_sentence_without_any_trigger_tells_of_none() -> None:
    assert told("Tea was dear in Genoa.")[0].triggers == ()


def test_listening_changes_no_claim() -> None:
    text = "In 982 Li Jiqian rebelled against the Song. He did not besiege Kaifeng."
    extractor = Extractor.load()
    assert extractor.explained(document(text)).draft == extractor.draft(document(text))


def test_every_doubt_has_its_sentence() -> None:
    explained = doubt.__doc__ or ""
    assert [each for each in DOUBTS if each not in explained] == []
    assert DOUBTS.keys() & REASONS.keys() == set()


def test_the_rules_of_a_draft_lead_to_their_frames() -> None:
    explained = Extractor.load().explained(document("In 982 Li Jiqian rebelled against the Song."))
    assert explained.rules["rebels"].startswith("frame in betrayal.toml, line ")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "Yue Fei was not killed by Zhang Jun.",
            "“killed” might state a fact, but the text says that it did not happen (negated)",
        ),
        (
            "A soldier killed a cook.",
            "“killed” states no fact that is known: as subject “A soldier” stands, as object “a cook” stands",
        ),
    ],
)
def test_a_verb_that_states_no_fact_says_why(text: str, reason: str) -> None:
    assert reason in told(text)[0].triggers


def test_the_rule_of_a_fact_leads_to_its_wording() -> None:
    rules = Extractor.load().explained(document("It rained.")).rules
    assert rules["acts-for"].startswith("wording in facts.toml, line ")


@pytest.mark.parametrize(
    ("words", "options", "reason"),
    [
        ("besieged Kaifeng", {}, ""),
        ("did not take it", {}, "negated"),
        ("Song general", {}, ""),
        ("general who did not take it", {"verbs_only": True}, ""),
        ("they had planned to", {}, ""),
    ],
)
def test_words_that_somebody_picks_assert_something_or_not(
    words: str, options: dict[str, bool], reason: str
) -> None:
    text = "The Liao besieged Kaifeng. The Song general who did not take it wept, as they had planned to."
    start = text.index(words)
    assert Extractor.load().doubts(document(text)).of(start, start + len(words), **options) == reason
