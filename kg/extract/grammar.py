"""The grammar of names: which runs of words are one name, whoever bears it.

Each token gets a letter for what it can do in a name, and patterns over these letters find the names:
S s state · A a adjective of a state or people · P p people · L l place · H h person · V v event · F f force
(the small letter continues a known name of several words), T royal title · t other title · Q attribute of
states and events · D noun of states · G g noun behind or before a place's name · E noun of events · W noun of
corps · z epithet behind "the" · N word known only as a name · R roman number · C any other capital ·
Y number · x small word · o "of" · w "the" · ~ particle · - hyphen · ' possessive · , other mark.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from kg.extract import lexicon, particles, proper
from kg.extract.gazetteer import Entry, Gazetteer, normal
from kg.extract.tokens import Token

_UNIT = r"(?:[SALHPNTFV][slhapfv]*|[QGDCgRWt])"
_NAME = r"(?:~-)?N(?:(?:~w|~{1,3}-?|-)?[NL]l*|-x){0,6}"
_KNOWN = r"(?:S[s]*|A[a]*|L[l]*|P[p]*|N(?:-?N|-x){0,4})"
_PATTERNS = (
    ("event", rf"(?:Q|C)?Eo+w?{_UNIT}(?:-?{_UNIT}){{0,7}}'?"),
    ("event", r"(?:[NLCQAYSPFV][slapfv]*'?,?[-~]?|R){1,8}E+"),
    ("event", r"N(?:-?N){0,3}e"),
    ("state", r"(?:[QN]-?){0,4}(?:S[s]*|N|A[a]*|L[l]*)(?:-?[NL][l]*)?D"),
    ("state", r"Q{0,3}Dow?(?:S[s]*|N(?:-?N){0,4}|L[l]*|A[a]*)(?:-[SNA])?"),
    ("state", r"Q{1,3}(?:S[s]*|N(?![NR~]))"),
    ("place", r"(?:[NLSACQ][lsa]*-?|P[p]*){1,6}G+(?:oL[l]*)?"),
    ("place", r"Q{1,3}L[l]*"),
    ("place", r"[gG]o?w?(?:N(?:-?N){0,4}|L[l]*)"),
    ("person", rf"(?:Q?[Tt]){{1,4}}(?:{_NAME}|H[h]*)(?:R(?:[NH]h*){{0,2}})?(?:wC)?"),
    ("person", r"(?:Q?T){1,4}(?:S[s]*|L[l]*|A[a]*)(?:N(?:-?N|-x){0,4})"),
    ("person", r"(?:Q?[Tt]){1,4}L[l]*"),
    ("title", rf"Q?T{{1,4}}ow?{_KNOWN}(?:-N)?"),
    ("person", rf"(?:{_NAME}|H[h]*)R(?:wC|(?:[NH]h*){{1,2}})?"),
    ("person", r"(?:N|H[h]*)(?:-N)?T"),
    ("person", r"NwC"),
    ("person", rf"(?:Q?T){{0,4}}(?:{_NAME}|H[h]*)R?wz"),
    ("person", r"N{1,3}H[h]*"),
    ("force", r"(?:[NCASQ][as]*-?){1,5}W"),
    ("open", _NAME),
    ("H", r"H[h]*"),
    ("V", r"V[v]*"),
    ("F", r"F[f]*"),
    ("S", r"S[s]*D?"),
    ("A", r"A[a]*"),
    ("P", r"P[p]*"),
    ("L", r"L[l]*"),
)
_COMPILED = tuple((shape, re.compile(pattern)) for shape, pattern in _PATTERNS)
_SAINTS = frozenset({"St", "Saint", "Sainte", "San", "Santa"})
"""Before one more name they are as often a place: "St Albans"."""
_SUFFIXES = frozenset({"Shah", "Khan", "Bey", "Beg", "Pasha"})
"""Titles behind a name, after which it may go on: "Sher Shah Suri"."""
_FURTHER = re.compile(r"(?:(?:~-?)?N){0,2}")
_LETTER_OF = {"polity": "S", "people": "P", "person": "H", "place": "L", "event": "V", "force": "F"}


class Found(NamedTuple):
    """A name: tokens `[first, last)`, the pattern that found it, and what it may stand for."""

    first: int
    last: int
    shape: str
    entry: Entry | None = None


def names(words: Sequence[Token], gazetteer: Gazetteer, seen: frozenset[str]) -> Iterator[Found]:
    """The names in the tokens of one block; `seen` are words that the document writes as names elsewhere."""
    letters, entries = _letters(words, gazetteer, seen)
    is_heading = _is_title_case(words)
    place = 0
    while place < len(letters):
        if letters[place] in "xe,w'o~-" and not letters.startswith("~-N", place):
            place += 1
            continue
        found = _longest(letters, place)
        if found is None:
            place += 1
            continue
        shape, last = found
        if shape == "state" and proper.is_counted(words, place, last):
            place = last
            continue
        place, last, shape = _fitted(words, letters, (place, last, shape), is_heading=is_heading)
        if shape in "SHALPVF":
            yield Found(place, last, shape, entries.get(place))
        else:
            entry = _whole(words, place, last, gazetteer) or _inner(words, (place, last), shape, gazetteer)
            yield Found(place, last, shape, entry or (entries.get(place) if shape == "state" else None))
        place = last


def _fitted(
    words: Sequence[Token], letters: str, found: tuple[int, int, str], *, is_heading: bool
) -> tuple[int, int, str]:
    """The edges and the shape of a name as the words in and behind it want them."""
    place, last, shape = found
    if shape in {"open", "H", "person"} and last < len(words) and words[last].text in _SUFFIXES:
        shape, last = "person", last + 1
    if shape in {"person", "H"} and words[last - 1].text in _SUFFIXES:
        last = _FURTHER.match(letters, last).end()  # type: ignore[union-attr]  # it matches nothing, too
    if shape == "person" and last == place + 2 and words[place].text in _SAINTS:
        shape = "open"
    if shape == "open" and proper.is_by_origin(words, place, last):
        place += 1
    if shape == "open" and last == place + 1 and proper.has_short_given_name(words, place):
        last = place + 2
        last += 2 * letters.startswith("-x", last)  # "Yi Bang-won"
    elif not is_heading and shape in {"open", "person"} and letters.startswith("C", last):
        last += proper.has_ordinary_surname(words, last)
    return place, last, shape


def _longest(letters: str, place: int) -> tuple[str, int] | None:
    best = ("", place)
    for shape, pattern in _COMPILED:
        match = pattern.match(letters, place)
        if match and match.end() > best[1]:
            best = (shape, match.end())
    return best if best[0] else None


def _whole(words: Sequence[Token], first: int, last: int, gazetteer: Gazetteer) -> Entry | None:
    found = gazetteer.longest(normal(words[first:last]), 0)
    return found[1] if found and found[0] == last - first else None


def _inner(words: Sequence[Token], span: tuple[int, int], shape: str, gazetteer: Gazetteer) -> Entry | None:
    """What is known of a person under the name without the titles: "Prince Zhao Gou"."""
    nouns = lexicon.nouns()
    first, last = span
    if shape != "person":
        return None
    while first < last - 1 and words[first].text in nouns.royal | nouns.titles:
        first += 1
    found = _whole(words, first, last, gazetteer) if first > span[0] else None
    return found if found and "person" in found.kinds() else None


def _letters(
    words: Sequence[Token], gazetteer: Gazetteer, seen: frozenset[str]
) -> tuple[str, dict[int, Entry]]:
    forms = normal(words)
    letters: list[str] = []
    entries: dict[int, Entry] = {}
    shouted = _is_shouted(words)
    if _is_title_case(words):
        seen = seen | {"\0"}
    while len(letters) < len(words):
        place = len(letters)
        known = _known(words, forms, place, gazetteer)
        if _is_epithet(words, place, gazetteer):
            letters.append("z")
        elif known and not shouted:
            length, entry = known
            entries[place] = entry
            first = _letter(entry)
            letters += [first, *[first.lower()] * (length - 1)]
        else:
            letters.append("C" if shouted and words[place].is_capital else _single(words, place, seen))
    return "".join(letters), entries


def _is_epithet(words: Sequence[Token], place: int, gazetteer: Gazetteer) -> bool:
    """As in "Louis the Pious" and "Louis the German", but not in "Louis the German emperor"."""
    if place < 2 or words[place - 1].text != "the" or not words[place].is_capital:
        return False
    if words[place].text not in lexicon.nouns().epithets:
        return words[place - 2].text in lexicon.lines("given") and _is_unknown(words, place, gazetteer)
    following = words[place + 1] if place + 1 < len(words) else None
    named = words[place - 2].is_capital and not lexicon.is_common(words[place - 2].text)
    named = (
        named or words[place - 2].text in lexicon.lines("given") or lexicon.is_roman(words[place - 2].text)
    )
    return named and (
        following is None or not (following.is_capital or following.text in lexicon.nouns().offices)
    )


def _is_unknown(words: Sequence[Token], place: int, gazetteer: Gazetteer) -> bool:
    """Whether a word is no name by itself, as in "Robert the Bruce"."""
    nouns = lexicon.nouns()
    following = words[place + 1].text if place + 1 < len(words) else ""
    alone = not following[:1].isupper() and following not in nouns.states | nouns.offices | nouns.army
    return (
        alone
        and proper.is_open(words[place].text)
        and gazetteer.longest(normal(words[place : place + 1]), 0) is None
    )


def _is_shouted(words: Sequence[Token]) -> bool:
    capitals = [word for word in words if word.text[:1].isalpha()]
    return bool(capitals) and all(word.text.isupper() for word in capitals)


def _is_title_case(words: Sequence[Token]) -> bool:
    """Whether capitals say nothing here, as in headings."""
    long = [word for word in words if len(word.text) > 3 and word.text[0].isalpha()]
    open_ended = bool(words) and words[-1].text not in {".", ":", ";"}
    return open_ended and 3 <= len(long) <= 16 and sum(word.is_capital for word in long) >= 0.8 * len(long)


def _known(
    words: Sequence[Token], forms: list[str], place: int, gazetteer: Gazetteer
) -> tuple[int, Entry] | None:
    word = words[place]
    if not word.is_capital and ord(word.text[0]) < 0x2E80:
        return None
    found = gazetteer.longest(forms, place)
    if found is None or (found[0] == 1 and _is_a_surname_here(words, place, found[1])):
        return None
    if found[0] == 1 and word.text in lexicon.nouns().royal | lexicon.nouns().not_names:
        return None
    return found


def _is_a_surname_here(words: Sequence[Token], place: int, entry: Entry) -> bool:
    """Whether a short state's name opens the name of a person, as in "Wu Sangui" or "Zhou Yu"."""
    if words[place].text not in lexicon.lines("surnames") or place + 1 >= len(words):
        return False
    if place and words[place - 1].text.lower() == "the":
        return False
    following = words[place + 1]
    return (
        following.is_capital
        and following.spaced
        and proper.is_open(following.text)
        and "H" not in _letter(entry)
    )


def _letter(entry: Entry) -> str:
    letter = _LETTER_OF[entry.kinds()[0]]
    if entry.form == "adjectives" and letter in "SP":
        return "A"
    return letter


def _single(words: Sequence[Token], place: int, seen: frozenset[str]) -> str:
    word = words[place].text
    small = _small(words, place)
    if small:
        return small
    return _capital(word, place, words, seen)


_SMALL_LETTERS = {
    "of": "o",
    "the": "w",
    **dict.fromkeys(("accord", "treaty", "truce", "pact", "convention"), "e"),
}


def _small(words: Sequence[Token], place: int) -> str:
    word = words[place]
    if particles.joins_names(words, place):
        return "~"
    if word.text[0].isdigit():
        return "Y"
    if word.text in {"’s", "'s", "'", "’"}:
        return "'"
    if word.text in {"-", "–", "‑"}:
        joined = not word.spaced and place + 1 < len(words) and not words[place + 1].spaced
        return "-" if joined else ","
    if word.text[0].isalpha() and not word.is_capital:
        return _SMALL_LETTERS.get(word.text, "~" if word.text in particles.PARTICLES else "x")
    return "" if word.is_capital else ","


def _capital(word: str, place: int, words: Sequence[Token], seen: frozenset[str]) -> str:
    following = words[place + 1].text if place + 1 < len(words) else ""
    if word in {"The", "Of"}:
        return "w" if word == "The" else "x"
    if word == "League" and following == "of":
        return "E"
    if lexicon.is_roman(word) and place and words[place - 1].is_capital:
        return "R"
    if letter := proper.noun(word):
        return "x" if letter == "t" and word.endswith("s") else letter
    if word in lexicon.nouns().geo_before and following[:1].isupper():
        return "g"
    return _place_or_corps(word) or proper.letter(word, place, words, seen)


@cache
def _place_or_corps(word: str) -> str:
    nouns = lexicon.nouns()
    return next(
        (letter for letter, words in (("G", nouns.geo_after), ("W", nouns.corps)) if word in words), ""
    )
