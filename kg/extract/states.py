"""When states began and ended, and which people led them."""

import re
from collections.abc import Iterator, Sequence

from kg.extract import asserted, foundings, lexicon
from kg.extract.bearers import Group
from kg.extract.dates import Date
from kg.extract.fact import Fact
from kg.extract.phrases import fillers
from kg.extract.scene import Line, Scene
from kg.extract.syntax import slots

_BEGINS = frozenset("found establish proclaim declare create".split())
_ENDS = frozenset("abolish eliminate extinguish dissolve destroy finish overthrow".split())
_PUTS = frozenset({"put"})
"""Verbs that end something with the noun: "put an end to"."""
_REIGN = re.compile(r"^(?:r\.|reigned|ruled)")


def facts(scene: Scene) -> Iterator[Fact]:
    """The first and last years of states that brackets and verbs give."""
    for line in scene.lines:
        yield from _bracketed(scene, line)
        yield from foundings.begun(line, _only(line))
        yield from foundings.born(scene, line, _only(line) or _last_before(scene, line))
        yield from foundings.lasted(scene, line)
        for place, lemma in enumerate(line.tree.lemmas):
            if lemma in _ENDS | _PUTS and line.tree.tags[place] == "VERB":
                yield from _ended(scene, line, place)
            elif lemma in _FALLS and line.tree.tags[place] == "VERB":
                yield from _fallen(scene, line, place)
            elif lemma in _BEGINS and line.tree.tags[place] == "VERB":
                yield from _begun(scene, line, place)


def _bracketed(scene: Scene, line: Line) -> Iterator[Fact]:
    """As in "the Northern Song (北宋, 960–1127)"."""
    for number, mention in line.mentions():
        group = scene.of_mention(line.reading.index, number)
        if group is None or group.kind != "polity" or line.reading.after(mention.last) != "(":
            continue
        opened = line.reading.tokens[mention.last].end
        closed = next(
            (
                each.start
                for each in line.reading.tokens[mention.last : mention.last + 20]
                if each.text == ")"
            ),
            opened,
        )
        for date in line.reading.dates:
            first, last = date.when.years
            if (
                opened <= date.start < closed
                and last - first > 1
                and not _REIGN.match(scene.document.text[opened : date.start].strip())
            ):
                yield Fact(group, "inception", date.when.edtf.split("/")[0], line, "years-of-state", 0.85)
                yield Fact(group, "dissolution", date.when.edtf.split("/")[-1], line, "years-of-state", 0.85)


def _polities(scene: Scene, line: Line, places: Sequence[int]) -> Iterator[Group]:
    for place in places:
        for filler in fillers(scene, line, place):
            if filler.group.kind == "polity" and filler.via == "head" and not _is_people(line, filler.place):
                yield filler.group
        for child in line.tree.subtree(place):
            group = scene.bearer(line, child)
            if (
                child != place
                and group
                and group.kind == "polity"
                and line.tree.lemmas[place]
                in {
                    "establishment",
                    "foundation",
                    "emperor",
                    "himself",
                    "king",
                    "state",
                    "dynasty",
                    "founding",
                    "khan",
                }
            ):
                yield group


def _is_people(line: Line, place: int) -> bool:
    """Whether a name stands for men of a state: to destroy "the Japanese" ends no state."""
    mention = line.mention(place)
    return mention is not None and mention.entry is not None and mention.entry.form != "name"


def _date(line: Line, verb: int) -> Date | None:
    """When a deed was done: the date that belongs to the verb, or else the only one of the sentence."""
    own = [date for place in line.tree.children[verb] if (date := line.date(place)) is not None]
    if len(own) == 1:
        return own[0]
    return _only(line)


def _only(line: Line) -> Date | None:
    dates = [date for place in range(len(line.tree.units)) if (date := line.date(place)) and not date.aside]
    return dates[0] if len(dates) == 1 else None


def _last_before(scene: Scene, line: Line) -> Date | None:
    """The date told last in the sentence before."""
    before = scene.previous(line)
    places = range(len(before.tree.units)) if before else ()
    dates = [date for place in places if before and (date := before.date(place)) and not date.aside]
    return dates[-1] if dates else None


def _ended(scene: Scene, line: Line, verb: int) -> Iterator[Fact]:
    date = _date(line, verb)
    found = slots(line.tree, verb)
    hung = line.tree.deps[verb] in {"acl", "advcl"} and not found.get("object")
    places = found.get("object", []) + (found.get("subject", []) if hung else [])
    if line.tree.lemmas[verb] in _PUTS:
        ends = any(line.tree.lemmas[place] == "end" for place in places)
        places = found.get("to", []) if ends else []
    for group in _polities(scene, line, places):
        if date:
            yield Fact(group, "dissolution", date.when.edtf, line, "state-ended", 0.7)


def _fallen(scene: Scene, line: Line, verb: int) -> Iterator[Fact]:
    """As in "The Mamluk Sultanate ended in 1517", "the Sui Dynasty came to an end"."""
    found, date = slots(line.tree, verb), _date(line, verb)
    ends = any(line.tree.units[each].text.startswith("end") for each in line.tree.under(verb, "obl", "xcomp"))
    if date is None or asserted.doubt(line.tree, verb) or (line.tree.lemmas[verb] == "come" and not ends):
        return
    for each in (one for place in found.get("subject", ()) for one in fillers(scene, line, place)):
        named = line.tree.units[each.place].text.split()[-1] in lexicon.nouns().states
        if each.group.kind == "polity" and (named or line.tree.lemmas[verb] in _PERISHES):
            yield Fact(each.group, "dissolution", date.when.edtf, line, "state-fallen", 0.7)


_PERISHES = frozenset("perish cease expire vanish disappear".split())
_FALLS = _PERISHES | frozenset("end fall collapse come disintegrate".split())
_FOUNDED = frozenset("establishment foundation himself dynasty state khanate empire kingdom republic".split())


def _begun(scene: Scene, line: Line, verb: int) -> Iterator[Fact]:
    tree, date = line.tree, _date(line, verb)
    places = [*tree.under(verb, "obj", "xcomp", "nsubj:pass")]
    if tree.deps[verb] == "acl" and not places:
        places = [tree.heads[verb]]
    founds = tree.lemmas[verb] in {"found", "establish", "create"}
    named = any(
        tree.units[place].kind == "polity" or tree.units[place].text in {"which", "that"} for place in places
    )
    if date and ((founds and named) or {tree.lemmas[place] for place in places} & _FOUNDED):
        offices = [*places, *tree.under(verb, "obl")]
        for group in dict.fromkeys(_polities(scene, line, offices)):
            yield Fact(group, "inception", date.when.edtf, line, "state-begun", 0.7)
