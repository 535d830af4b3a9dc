"""Offices that somebody was given or held: "the post of governor", "promoted to admiral", "as consul"."""

from collections.abc import Iterator

from kg.extract import asserted, descriptions, lexicon, phrases, syntax
from kg.extract.clause import Clause
from kg.extract.description import Phrase, end_of
from kg.extract.fact import Fact
from kg.extract.modifiers import is_modifier, singular
from kg.extract.near import FILLER
from kg.extract.phrases import Filler
from kg.extract.scene import Line, Scene

_POSTS = frozenset("post office position rank title dignity function role place".split())
_GIVES = frozenset(
    """
    appoint raise promote elevate name give grant nominate restore advance award assign reappoint transfer
    reduce demote dismiss remove deprive strip invest entrust
    """.split()
)
_HAS = frozenset(
    """
    hold occupy receive get accept obtain assume take resign lose fill attain reach rise bear gain earn have
    retain keep serve vacate combine secure win ascend achieve leave enjoy come relinquish purchase buy
    """.split()
)
_GOES = frozenset("go fall pass".split())
_PROMOTES = frozenset("promote raise elevate advance rise appoint reduce demote".split())


def facts(scene: Scene, line: Line) -> Iterator[Fact]:
    """The offices of one sentence that do not stand beside a name."""
    tree = line.tree
    for place, lemma in enumerate(tree.lemmas):
        if lemma in _POSTS and tree.tags[place] == "NOUN":
            yield from _of_post(scene, line, place)
        elif lemma in _ABSTRACT and tree.tags[place] in {"NOUN", "PROPN"}:
            yield from _abstract(scene, line, place)
        elif lemma in _PROMOTES and tree.tags[place] in {"VERB", "ADJ"}:
            yield from _promoted(scene, line, place)
        elif tree.units[place].text in {"As", "as"}:
            yield from _acting(scene, line, place)


def _of_post(scene: Scene, line: Line, post: int) -> Iterator[Fact]:
    """As in "held the office of consul", "raised him to the rank of marshal"."""
    at = line.tree.units[post].last
    if line.reading.after(at) in {"of", "as"} and _names_office(line, at + 1):
        for holder in _holders(scene, line, post):
            yield from _said(scene, line, holder, at + 1, "has-office")


def _holders(scene: Scene, line: Line, noun: int) -> list[Filler]:
    """Whose an office is by the verb that governs it."""
    tree = line.tree
    verb = next((each for each in tree.ancestors(noun) if tree.tags[each] in {"VERB", "ADJ"}), None)
    if verb is None or asserted.doubt(tree, verb):
        return []
    lemma, slots = tree.lemmas[verb], syntax.slots(tree, verb)
    if lemma in _GOES and noun in slots.get("subject", ()):
        places = slots.get("to", [])
    elif lemma in _GIVES:
        places = [
            *slots.get("object", ()),
            *slots.get("object2", ()),
            *slots.get("to", ()),
            *slots.get("on", ()),
        ]
    else:
        places = slots.get("subject", []) if lemma in _HAS else []
    return _people(scene, line, [each for each in places if each != noun])


def _people(scene: Scene, line: Line, places: list[int]) -> list[Filler]:
    found = [each for place in places for each in phrases.fillers(scene, line, place)]
    return [each for each in found if each.group.kind == "person" and each.is_mere][:1]


def _said(scene: Scene, line: Line, holder: Filler, first: int, rule: str) -> Iterator[Fact]:
    phrase = Phrase(scene, line, holder.group, first, end_of(line, first), rule, holder.note)
    yield from descriptions.facts(phrase)


def _names_office(line: Line, at: int) -> bool:
    """Whether an office, with its adjectives, begins at a token."""
    nouns = lexicon.nouns()
    for place in range(at, min(at + _REACH, line.sentence.last)):
        word = line.reading.tokens[place].text
        if singular(word) in (nouns.offices | nouns.servants | nouns.ranks) - nouns.kin:
            return True
        if word.lower() not in FILLER and not is_modifier(word):
            return False
    return False


_REACH = 5


def _promoted(scene: Scene, line: Line, verb: int) -> Iterator[Fact]:
    """As in "was promoted to admiral", "raised him to general"."""
    tree, reading = line.tree, line.reading
    if asserted.doubt(tree, verb):
        return
    first = tree.units[verb].last
    to = next(
        (at for at in range(first, min(first + _REACH, line.sentence.last)) if reading.after(at) == "to"), -1
    )
    if to < 0 or not _names_office(line, to + 1):
        return
    slots = syntax.slots(tree, verb)
    for holder in _people(scene, line, slots.get("subject" if tree.lemmas[verb] == "rise" else "object", [])):
        yield from _said(scene, line, holder, to + 1, "is-promoted")


def _acting(scene: Scene, line: Line, place: int) -> Iterator[Fact]:
    """As in "As governor of Kabul, Zaman put down a revolt", "Zaman, as governor of Kabul,"."""
    first = line.tree.units[place].last
    if _names_office(line, first):
        near = _subject_behind(line, place) if place == 0 else _before_as(line, place)
        for holder in _people(scene, line, near):
            yield from _said(scene, line, holder, first, "acting-as")


def _before_as(line: Line, place: int) -> list[int]:
    """As in "with Perdiccas as regent", "Zaman, as governor of Kabul,"."""
    units, end = line.tree.units, end_of(line, line.tree.units[place].last)
    if place > 1 and units[place - 1].kind == "person" and units[place - 2].text == "with":
        return [place - 1]
    closed = end < line.sentence.last and line.reading.after(end) == ","
    return [place - 2] if closed and place > 1 and units[place - 1].text == "," else []


def _subject_behind(line: Line, place: int) -> list[int]:
    """As in "As commander in Venezuela he quarrelled": what stands behind, with a comma or without."""
    units = line.tree.units
    for at in range(place + 2, min(place + _CLOSE, len(units))):
        if units[at - 1].text == ",":
            return [at]
        if units[at].text in {"he", "she"}:
            return [at]
    return []


_CLOSE = 12


_ABSTRACT = {
    "regency": "regent",
    "caliphate": "caliph",
    "governorship": "governor",
    "consulship": "consul",
    "consulate": "consul",
    "chancellorship": "chancellor",
    "vizierate": "vizier",
    "vizirate": "vizier",
    "papacy": "pope",
    "viceroyalty": "viceroy",
    "premiership": "prime minister",
    "presidency": "president",
    "dictatorship": "dictator",
    "bishopric": "bishop",
    "archbishopric": "archbishop",
    "patriarchate": "patriarch",
    "generalship": "general",
    "praetorship": "praetor",
    "shogunate": "shogun",
    "protectorate": "protector",
    "prefecture": "prefect",
    "satrapy": "satrap",
}
_NO_PLACES = frozenset(
    {"caliphate", "shogunate", "protectorate", "prefecture", "satrapy", "consulate", "presidency"}
)
"""Words that as often mean a land or a government; only what is given and taken is an office."""


def _abstract(scene: Scene, line: Line, noun: int) -> Iterator[Fact]:
    """As in "under the regency of Amalasuntha", "the governorship of Sind was given to Mahabat Khan"."""
    tree = line.tree
    if asserted.doubt(tree, noun):
        return
    owners = [each for each in phrases.owners(scene, line, noun) if each.group.kind == "person"]
    holders = [] if tree.lemmas[noun] in _NO_PLACES else owners[:1]
    places = [
        group.name
        for child in tree.under(noun, "nmod")
        if tree.case(child) == "of"
        and (group := scene.bearer(line, child))
        and group.kind in {"place", "polity"}
    ]
    title = " of ".join([_ABSTRACT[tree.lemmas[noun]], *places[:1]])
    for holder in holders or _holders(scene, line, noun):
        yield Fact(holder.group, "heldOffice", title, line, "has-office", 0.75, holder.note)


def governs(clause: Clause) -> Iterator[Fact]:
    """As in "Ulama Beg, who governed Azerbaijan": the office of whoever governs a land that is no state."""
    as_ruler = bool(clause.heads("as") & lexicon.nouns().rulers)
    for holder in clause.all("subject")[:1]:
        for state in clause.all("object", "polity") if as_ruler else ():
            yield clause.fact(holder, "rulerOf", state, "governs-as", 0.75)
        if as_ruler:
            return
        found = [*clause.all("object", "place"), *clause.all("object", "polity")]
        lands = [each.group.name for each in found if each.via == "head"]
        title = (
            "regent" if clause.heads("in") & {"name", "stead"} else f"governor of {lands[0]}" if lands else ""
        )
        if holder.via == "head" and title:
            yield clause.fact(holder, "heldOffice", title, "governs", 0.75)


def received(clause: Clause) -> Iterator[Fact]:
    """As in "Ptolemy received Egypt as satrap": which land somebody was given to hold in an office."""
    lands = [*clause.all("object", "place"), *clause.all("object", "polity")]
    for place in clause.tree.under(clause.verb, "obl", "advcl", "xcomp") if lands else ():
        title = clause.tree.lemmas[place]
        if title in lexicon.nouns().servants and clause.tree.case(place) == "as":
            for holder in clause.all("subject")[:1]:
                if holder.is_mere:
                    yield clause.fact(
                        holder, "heldOffice", f"{title} of {lands[0].group.name}", "holds-as", 0.75
                    )
