"""Small words inside names: "Jean de Vienne", "Minamoto no Yorimasa", "ʿUthmān b. ʿAffān"."""

from collections.abc import Sequence

from kg.extract.tokens import Token

PARTICLES = frozenset(
    """
        de di da du von van der den del della des ibn bin bint ben al el la le zu zur y ter ten dos das af av
        ap ab ferch mac op
        d' do de' de’
    """.split()
)
_CLANS = frozenset(
    "Minamoto Taira Fujiwara Tachibana Soga Sugawara Kiyohara Abe Ōtomo Kiso Sakanoue Ki".split()
)


_ARTICLES = frozenset("al el ad ar as ash at az an adh ud uz ul ur ush ed ez er es".split())
"""The Arabic article, as it is written before each letter."""


def is_article(words: Sequence[Token], place: int) -> bool:
    """As in "Nur ad-Din", with a hyphen and a capital right behind it, but not in "Shuja-ud-Daula"."""
    if place and words[place - 1].text == "-":
        return False
    ahead = words[place + 1 : place + 3]
    joined = len(ahead) > 1 and ahead[0].text == "-" and not ahead[0].spaced and not ahead[1].spaced
    return words[place].text in _ARTICLES and joined and ahead[1].is_capital


def joins_names(words: Sequence[Token], place: int) -> bool:
    """As in "Minamoto no Yorimasa", "ʿUthmān b. ʿAffān", "Nur ad-Din"."""
    word, ahead = words[place].text, words[place + 1 : place + 3]
    if is_article(words, place):
        return True
    if word == "no":
        return bool(place) and words[place - 1].text in _CLANS and bool(ahead) and ahead[0].is_capital
    if word in {"b", "bt"}:
        return bool(place) and len(ahead) > 1 and ahead[0].text == "." and _opens_name(ahead[1])
    abbreviates = word == "." and bool(place) and words[place - 1].text in {"b", "bt"}
    return abbreviates and bool(ahead) and _opens_name(ahead[0])


def _opens_name(word: Token) -> bool:
    return word.is_capital or word.text in {"al", "ar", "as", "at", "az", "an"}
