"""Other names that the text itself gives: in brackets, "also called", "better known as", "then called"."""

import re
from collections.abc import Iterator
from itertools import pairwise

from kg.extract import asserted, lexicon, nicknames, syntax, voice
from kg.extract.bearers import Group, Register
from kg.extract.fact import Fact
from kg.extract.mentions import Mention, Reading
from kg.extract.scene import Line, Scene

_ADVERBS = "also|better|then|later|now|formerly|originally|posthumously|hereafter"
_CALLS = (
    r"known(?: to \w+)?(?: to history)? as|called|named|styled|nicknamed|alias|a\.k\.a\.|aka|born|n[ée]e|"
    r"later|formerly|also|"
    r"personal name|temple name|birth name|real name|courtesy name|the later|the future|"
    r"now|modern|modern-day|present-day|today(?:'s)?|near modern"
)
_CROWNED = re.compile(
    r"(?:(?:was|is|had|has) )?(?:himself )?(?:been )?(?:later |then |soon )?"
    r"(?:crowned|proclaimed|enthroned|acclaimed)(?: king| emperor| shah| sultan)?"
    r"(?: as| under the (?:name|title) of)?"
)
_CALLED = re.compile(
    rf"(?:,? ?(?:(?:who )?(?:is|was|were|became) )?(?:(?:{_ADVERBS}) )*(?:{_CALLS})(?: the)?),? ?$",
    re.IGNORECASE,
)


_DESCRIBED_AS = re.compile(
    r", an? [^,;()]{3,50} "
    r"(?:(?:better |also |best |widely )?(?:known|remembered)(?: to \w+)? as|nicknamed|surnamed)"
)
"""As in "Francesco Bussone, a peasant's son known as Carmagnola"."""


def join(
    scene_register: Register, readings: tuple[Reading, ...], borne: dict[tuple[int, int], Group]
) -> None:
    """Make one bearer of two names where the text says that they are one's, before sentences are read."""
    for reading in readings:
        for place, mention in enumerate(reading.mentions):
            group = borne.get((reading.index, place))
            if group is None or place == 0:
                continue
            _join_one(scene_register, reading, place, mention, group.final(), borne)


def _join_one(  # noqa: PLR0913, PLR0917  # a mention with its whole surroundings
    register: Register,
    reading: Reading,
    place: int,
    mention: Mention,
    group: Group,
    borne: dict[tuple[int, int], Group],
) -> None:
    before = _bearer_before(reading, place, borne)
    if before is None:
        return
    other, gap = before
    if other is group or other.kind != group.kind or other.kind not in {"person", "place", "polity"}:
        return
    if not _is_alias_gap(gap, mention) or (gap.endswith("(") and not _fills_bracket(reading, mention)):
        return
    if mention.shape == "title" and _is_another(group, other):
        borne[reading.index, place] = register.move(mention, group, other)
    elif gap == "," and _is_namesake(reading.mentions[place - 1], other):
        borne[reading.index, place - 1] = register.move(reading.mentions[place - 1], other, group)
    else:
        register.merge(other, group)


def _fills_bracket(reading: Reading, mention: Mention) -> bool:
    """Whether a bracket gives names only, as "(Pune)" does, and not "(Darius's younger son)"."""
    return (
        reading.after(mention.last) in {")", ",", ";", "/"} or not reading.after(mention.last)[:1].isascii()
    )


def _is_namesake(mention: Mention, bearer: Group) -> bool:
    """As in "Richard, Duke of York" where Richard Neville was told of: a given name, and a title."""
    full = max(bearer.names, key=len)
    given = " " not in mention.name and full.split()[0] == mention.name
    return given and len(full.split()) > 1


def _is_another(group: Group, other: Group) -> bool:
    """Whether a title has had a holder of another name before: father and son."""
    one, two = ({name for name in each.names if " of " not in name} for each in (group, other))
    return bool(one and two) and not one & two and len(max(one, key=len).split()) > 1


def _bearer_before(
    reading: Reading, place: int, borne: dict[tuple[int, int], Group]
) -> tuple[Group, str] | None:
    """The bearer of a name before this one that it may be another name of, with the words between."""
    mention = reading.mentions[place]
    for back in range(place - 1, max(place - 5, -1), -1):
        other = reading.mentions[back]
        if group := borne.get((reading.index, back)):
            gap = " ".join(each.text for each in reading.tokens[other.last : mention.first])
            if group.kind == (borne[reading.index, place].kind):
                return group.final(), _gap_behind_gloss(reading, back, mention, borne) or gap
    return None


def _gap_behind_gloss(
    reading: Reading, back: int, mention: Mention, borne: dict[tuple[int, int], Group]
) -> str:
    """Where a bracket holds several names, the words from the first name on: "Li Yuanhao (李元昊; also X"."""
    first = reading.mentions[back - 1] if back else None
    if first is None or borne.get((reading.index, back - 1)) is not borne[reading.index, back]:
        return ""
    if reading.after(first.last) != "(":
        return ""
    return " ".join(each.text for each in reading.tokens[first.last : mention.first])


def _is_alias_gap(gap: str, mention: Mention) -> bool:
    if gap == "," or _CROWNED.fullmatch(gap):
        return mention.shape in ({"title"} if gap == "," else {"person", "H"})
    opened = gap.startswith("(") and gap.rfind("(") > gap.rfind(")")
    inside = gap[gap.rfind("(") + 1 :].strip() if opened else ""
    if opened and len(gap) < 60:
        last = re.split(r"[;,]", inside)[-1].strip()
        if not last:
            return "near" not in inside
        return bool(_CALLED.search(last + " ")) and not last.startswith("near")
    if len(gap) > 40 or _DESCRIBED_AS.fullmatch(gap):
        return bool(_DESCRIBED_AS.fullmatch(gap)) and mention.shape in {"H", "open", "person", "L"}
    if mention.shape in {"H", "open", "person", "L", "S", "state", "place"}:
        return (
            bool(_CALLED.fullmatch(gap.strip(" ,") + " "))
            and "," not in gap.strip(" ,")
            and gap.strip(" ,").lower() not in {"now", "later", "also", "born"}
        )
    return False


_NAMES = frozenset({"know", "remember", "call", "style", "nickname", "name"})


def _renamed(scene: Scene, line: Line) -> None:
    """As in "He is known as Emperor Suzong": from here on both names are one person's."""
    tree = line.tree
    for verb, lemma in enumerate(tree.lemmas):
        if lemma not in _NAMES or not voice.is_passive(tree, verb) or asserted.doubt(tree, verb):
            continue
        slots = syntax.slots(tree, verb)
        called = [each for slot in ("as", "xcomp") for each in slots.get(slot, ())]
        for one in slots.get("object", ()):
            whom = line.referents.get(one, ())
            for other in called:
                group = scene.bearer(line, other)
                if len(whom) == 1 and group and whom[0].kind == group.kind == "person":
                    scene.register.merge(whom[0], group)


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The glosses of the names in one sentence: characters, modern names, other names."""
    _renamed(scene, line)
    nicknames.note(scene, line)
    yield from _modern(scene, line)
    yield from _bracketed(scene, line)


_TODAY = re.compile(
    r"[,–—] (?:modern|present)(?: - day)?|[,–—] today(?: ['’]s)?|"
    r"(?:[,–—]|is) (?:now|today|nowadays|currently) (?:called|known as)|"
    r"(?:[,–—]|is) (?:known|called) (?:today|now)(?: as)?|"
    r"[,–—] now"
)


def _modern(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "Dadu, today's Beijing"."""
    named = list(line.mentions())
    for (number, one), (_, other) in pairwise(named):
        words = [each.text for each in line.reading.tokens[one.last : other.first]]
        group = scene.of_mention(line.reading.index, number)
        if group and group.kind == "place" and one.name != other.name and _TODAY.fullmatch(" ".join(words)):
            yield Fact(group, "modernName", other.name, line, "place-today", 0.85)


def _bracketed(scene: Scene, line: Line) -> Iterator[Fact]:
    tokens = line.reading.tokens
    for number, mention in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group is None or line.reading.after(mention.last) != "(":
            continue
        end = next(
            (at for at in range(mention.last, min(mention.last + 30, len(tokens))) if tokens[at].text == ")"),
            None,
        )
        if end is None:
            continue
        text = scene.document.text[tokens[mention.last].end : tokens[end].start]
        start = tokens[mention.last].end
        for part in re.finditer(r"[^;,]+", text):
            yield from _gloss(scene, line, group, part.group(), start + part.start())


_HOW = (
    r"old name:|former name:|"
    "also|then|now|later|better|formerly|personal name|temple name|birth name|real name|known as|called|near|"
    r"modern|modern-day|present-day|today|or|i\.e\.|in"
)
_WORD = r"[A-ZÀ-ÞĀ-Ž][\w'’ʼ‘-]*"
_LABEL = re.compile(
    rf"^\s*(?P<how>(?:{_HOW})\b[\w' -]*?)?\s*(?P<name>{_WORD}(?: (?:of )?{_WORD})*)?\s*"
    r"(?P<cjk>[\u2e80-\u9fff\uf900-\ufaff]+)?\s*$"
)


def _gloss(scene: Scene, line: Line, group: Group, part: str, offset: int) -> Iterator[Fact]:
    match = _LABEL.match(part)
    if match is None:
        return
    for field in ("name", "cjk"):
        name = match[field]
        if name and _is_a_name(name, group):
            start = offset + match.start(field)
            scene.register.alias(group, name.replace("’", "'"), (start, start + len(name)))
    how = (match["how"] or "").lower()
    if match["name"] and group.kind == "place" and "in" not in how.split()[:1]:
        yield Fact(group, "modernName", match["name"], line, "place-gloss", 0.9 if "near" not in how else 0.6)


def _is_a_name(name: str, group: Group) -> bool:
    nouns = lexicon.nouns()
    return (
        name not in nouns.not_names
        and name not in nouns.royal
        and name.rsplit(maxsplit=1)[-1] not in nouns.corps
        and not (group.kind == "polity" and name in lexicon.lines("places"))
    )
