"""What the parser is shown of a sentence: names and dates as single plain words, brackets left out."""

from collections.abc import Callable, Iterator

from kg.extract import lexicon, present_tense, strays
from kg.extract.mentions import Mention, Reading
from kg.extract.parse import Unit
from kg.extract.tokens import Sentence

_QUOTES = frozenset('"“”«»')
_STAND_IN = {
    "person": "John",
    "place": "London",
    "polity": "Russia",
    "people": "Russians",
    "force": "Army",
    "event": "war",
}

Kind = Callable[[int], str]


def units(reading: Reading, sentence: Sentence, kind: Kind) -> list[Unit]:
    """The units of one sentence; `kind` tells what a mention, given by its place in the list, stands for."""
    names = {reading.mentions[place].first: place for place in reading.mentions_in(sentence)}
    found = list(_units(reading, sentence, _dated(reading, sentence), names, kind))
    plain = present_tense.got_done(_with_opening(_with_commas(_with_months(found))))
    return present_tense.in_past(plain)


def _dated(reading: Reading, sentence: Sentence) -> dict[int, tuple[int, int]]:
    """First token of each date: the date's number, and the token behind it."""
    found = {}
    for number in reading.dates_in(sentence):
        date = reading.dates[number]
        inside = [
            place
            for place in range(sentence.first, sentence.last)
            if reading.tokens[place].start < date.end and date.start < reading.tokens[place].end
        ]
        if inside:
            found[inside[0]] = (number, inside[-1] + 1)
    return found


def _units(
    reading: Reading, sentence: Sentence, dated: dict[int, tuple[int, int]], names: dict[int, int], kind: Kind
) -> Iterator[Unit]:
    place = sentence.first
    skipped = _brackets(reading, sentence)
    while place < sentence.last:
        token = reading.tokens[place]
        if place in skipped or token.text in _QUOTES:
            place += 1
        elif place in dated:
            number, last = dated[place]
            text = " ".join(each.text for each in reading.tokens[place:last])
            yield Unit(_date_word(text, reading.before(place)), text, place, last, date=number, kind="date")
            place = last
        elif place in names:
            mention = reading.mentions[names[place]]
            of_kind = kind(names[place])
            word = _name_word(reading, mention, of_kind)
            yield Unit(word, mention.name, place, mention.last, mention=names[place], kind=of_kind)
            place = mention.last
        elif _is_title_of_next(reading, place, names, kind):
            place += 1
        else:
            yield Unit("–" if token.text == "—" else token.text, token.text, place, place + 1)
            place += 1


def _is_title_of_next(reading: Reading, place: int, names: dict[int, int], kind: Kind) -> bool:
    """An office right before a person's name is left out: "the Liao [marshal] Xiao Gan"."""
    word = reading.tokens[place].text
    return word in lexicon.nouns().offices and place + 1 in names and kind(names[place + 1]) == "person"


def _brackets(reading: Reading, sentence: Sentence) -> set[int]:
    """The tokens in brackets, unless they are most of the sentence."""
    inside: set[int] = set()
    depth, opened = 0, sentence.first
    for place in range(sentence.first, sentence.last):
        text = reading.tokens[place].text
        if text in {"(", "["}:
            opened = place if depth == 0 else opened
            depth += 1
        elif text in {")", "]"} and depth:
            depth -= 1
            if depth == 0:
                inside |= set(range(opened, place + 1))
    return inside if len(inside) < 0.6 * (sentence.last - sentence.first) else set()


_WHEN = ("the next ", "the following ", "that ", "next ", "the same ", "later that ", "the previous ")
"""How dates begin that need no preposition, as adverbs."""
_BEFORE_SENTENCE = frozenset({"", ".", "!", "?", ";", ")"})


def _date_word(text: str, before: str) -> str:
    if before.lower() in {
        "in",
        "by",
        "since",
        "until",
        "of",
        "from",
        "after",
        "before",
        "between",
        "around",
        "during",
    }:
        return "1990"
    if before in _BEFORE_SENTENCE and text.lower().startswith(_WHEN) and "day" not in text:
        return "later"
    if text[-5:] in {"later", "rlier", "wards"} or text.startswith(("Before", "before", "Within", "within")):
        return "later"
    if "year" in text or "month" in text or "day" in text or "spring" in text:
        return "Monday"
    return "1990"


def _name_word(reading: Reading, mention: Mention, kind: str) -> str:
    if kind == "event" or (mention.shape == "event" and not kind):
        return _event_word(mention)
    if kind in {"polity", "people"}:
        return _nation_word(reading, mention, kind)
    return _STAND_IN.get(kind, "Peter")


def _event_word(mention: Mention) -> str:
    nouns = lexicon.nouns()
    words = mention.name.split()
    return next((word.lower() for word in (words[0], words[-1], *words) if word in nouns.events), "war")


def _nation_word(reading: Reading, mention: Mention, kind: str) -> str:
    form = mention.entry.form if mention.entry else "name"
    after, before = reading.after(mention.last), reading.before(mention.first).lower()
    small = lexicon.nouns()
    if after in small.army | small.offices | small.states | small.events | small.kin:
        return "Russian"
    if (
        form == "adjectives"
        and after[:1].islower()
        and after not in {"and", "had", "were", "was", "did", "who"}
    ):
        return "Russian"
    if form == "adjectives" and before in {"a", "an"}:
        return "Russian"
    if kind == "people" or form in {"people", "adjectives"} or before == "the":
        return "Russians"
    return "Russia"


_OPENERS = frozenset("in at after during by on with before for from despite under amid".split())


def _with_opening(found: list[Unit]) -> list[Unit]:
    """A comma between an opening phrase and the person who acts: "In the middle of the battle Hideaki …"."""
    if not found or found[0].text.lower() not in _OPENERS:
        return found
    for place in range(2, min(len(found), 12)):
        before, unit = found[place - 1], found[place]
        if before.text == ",":
            return found
        if unit.kind == "person" and _is_plain_noun(before):
            return [*found[:place], Unit(",", ",", unit.first, unit.first), *found[place:]]
    return found


def _is_plain_noun(unit: Unit) -> bool:
    nouns = lexicon.nouns()
    word = unit.text
    if unit.mention >= 0 or unit.date >= 0 or not word.isalpha() or len(word) < 4 or not word.islower():
        return False
    return word not in nouns.offices | nouns.kin | nouns.army and word not in _LINKS


_LINKS = frozenset(
    """
        with from under against between that when where whom whose their other over into upon named
        called also like than
    """.split()
)


_MONTHS = frozenset(
    "January February March April May June July August September October November December".split()
)
_AHEAD_OF_MONTHS = frozenset("in by since until during early late mid of that next following".split())


def _with_months(found: list[Unit]) -> list[Unit]:
    """Months without a year as dates, a comma before whoever acts then: "but in March Morillo won"."""
    plain: list[Unit] = []
    for place, unit in enumerate(found):
        month = unit.text in _MONTHS and unit.mention < 0
        if not (month or unit.date >= 0) or found[place - 1].text.lower() not in _AHEAD_OF_MONTHS:
            plain.append(unit)
            continue
        plain.append(unit._replace(word="1990") if unit.date < 0 else unit)
        behind = found[place + 1] if place + 1 < len(found) else unit
        opens = place == 1 or found[place - 2].text in {"and", "but"}
        if opens and found[place - 1].text.lower() == "in" and behind.kind in strays.AGENTS:
            plain.append(Unit(",", ",", unit.last, unit.last))
    return plain


def _with_commas(found: list[Unit]) -> list[Unit]:
    """A comma behind a date that opens a sentence, so that it does not swallow the subject."""
    for place, unit in enumerate(found[:4]):
        if unit.date >= 0 and place + 1 < len(found) and found[place + 1].text in {":", "–", "—"}:
            opening = (
                [Unit("In", "", unit.first, unit.first)]
                if place == 0 or found[place - 1].text in {"•", "-", "–", "*"}
                else []
            )
            return [*found[:place], *opening, unit, found[place + 1]._replace(word=","), *found[place + 2 :]]
        if unit.date >= 0 and place + 1 < len(found) and found[place + 1].text != ",":
            if found[place + 1].text[:1].isalpha() and found[place + 1].text not in {"and", "of", "by", "to"}:
                return [*found[: place + 1], Unit(",", ",", unit.last, unit.last), *found[place + 1 :]]
            return found
    return found
