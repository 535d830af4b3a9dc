"""Names become things: candidates by time and company, new names minted, namesakes kept apart."""

import pytest

from kg.identify import claims, references, slug
from kg.model import Bearer, Candidate, Claim, Draft, Passage, Ref, Value

HERE = (Passage("x", 0, 4, "Song"),)
ZHANG = Ref("person", "_0")
SONG, JIN = Ref("polity", "_1"), Ref("polity", "_2")
EARLY = Candidate(Ref("person", "zhang-jun-1086"), "Zhang Jun", 1086, 1154)
LATE = Candidate(Ref("person", "zhang-jun-1297"), "Zhang Jun", 1297, 1360)


def draft(*bearers: Bearer, said: tuple[Claim, ...] = (), years: tuple[int, int] | None = None) -> Draft:
    return Draft("x", bearers, said, years)


def claim(subject: Ref, predicate: str, object_: Ref | Value | str) -> Claim:
    return Claim(subject, predicate, object_, HERE, "by-hand", 0.9)


@pytest.mark.parametrize(
    ("years", "expected"),
    [((1120, 1140), "zhang-jun-1086"), ((1320, 1340), "zhang-jun-1297"), ((1700, 1750), "zhang-jun")],
)
def test_a_candidate_must_have_lived_when_the_document_is_about(
    years: tuple[int, int], expected: str
) -> None:
    chosen = references(draft(Bearer(ZHANG, "Zhang Jun", (EARLY, LATE)), years=years))
    assert chosen == {ZHANG: Ref("person", expected)}


def test_a_candidate_is_known_by_his_state() -> None:
    song = Candidate(Ref("person", "taizong-of-song"), "Taizong of Song", 939, 997, frozenset({"song"}))
    liao = Candidate(Ref("person", "taizong-of-liao"), "Taizong of Liao", 902, 947, frozenset({"liao"}))
    state = Candidate(Ref("polity", "song"), "Song", 960, 1279)
    bearers = (Bearer(ZHANG, "Taizong", (liao, song)), Bearer(SONG, "Song", (state,)))
    chosen = references(draft(*bearers, said=(claim(ZHANG, "cy:rulerOf", SONG),)))
    assert chosen[ZHANG] == Ref("person", "taizong-of-song")


def test_two_bearers_of_one_name_get_two_references() -> None:
    other = Ref("person", "_9")
    chosen = references(draft(Bearer(ZHANG, "Cai Jing"), Bearer(other, "Cai Jing", discriminator="蔡京")))
    assert chosen == {ZHANG: Ref("person", "cai-jing"), other: Ref("person", "cai-jing-u8521-u4eac")}


def test_claims_that_become_the_same_are_one_with_all_passages() -> None:
    further = (Passage("x", 9, 13, "Song"),)
    twice = (claim(ZHANG, "cy:served", SONG), Claim(ZHANG, "cy:served", SONG, further, "by-hand", 0.5))
    found = claims(draft(Bearer(ZHANG, "Yue Fei"), Bearer(SONG, "Song"), said=twice))
    assert [each.passages for each in found] == [(*HERE, *further)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Yelü Yudu", "yelu-yudu"),
        ("Lin’an", "linan"),
        ("Đại Việt", "dai-viet"),
        ("北宋", "u5317-u5b8b"),
        ("…", "unnamed"),
    ],
)
def test_a_slug_is_made_of_small_ascii_letters(name: str, expected: str) -> None:
    assert slug(name) == expected
