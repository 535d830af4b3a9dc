"""Names in pinyin as readers of Wade–Giles spell them, with whatever marks they leave out."""

import pytest

from kg.romanisation import PINYIN, readings, respelled, syllables


@pytest.mark.parametrize(
    ("pinyin", "wade_giles"),
    [
        ("yue", "yueh"),
        ("fei", "fei"),
        ("qin", "chin"),
        ("gui", "kuei"),
        ("aguda", "akuta"),
        ("wanyan", "wanyen"),
        ("shaoxing", "shaohsing"),
        ("xuanhe", "hsuanho"),
        ("zhongdu", "chungtu"),
        ("kaifeng", "kaifeng"),
        ("lue", "lueh"),
        ("xian", "hsien"),
        ("treaty", ""),
        ("", ""),
        ("battle", ""),
        ("a" * 31, ""),
    ],
)
def test_a_word_is_respelled_syllable_by_syllable(pinyin: str, wade_giles: str) -> None:
    assert "".join(map(respelled, syllables(pinyin))) == wade_giles


def test_every_syllable_leads_back_to_itself() -> None:
    back = {spelled: {each.replace("ü", "u") for each in found} for spelled, found in readings().items()}
    lost = {each for each in map(unmarked, PINYIN) if each not in heard(respelled(each), back)}
    assert lost == set()


def unmarked(syllable: str) -> str:
    return syllable.replace("ü", "u")


def heard(spelled: str, back: dict[str, set[str]]) -> set[str]:
    """The pinyin of a syllable whose marks the writer may have left out."""
    return {pinyin for marked, found in back.items() for pinyin in found if bare(marked) == spelled}


def bare(spelled: str) -> str:
    return unmarked(spelled).replace("'", "")


def test_a_long_word_takes_no_time() -> None:
    assert syllables("xianxianxianxianxianxianxianq") == ()
