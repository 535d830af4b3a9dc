"""Who or what a phrase stands for: names, what they own, whom they follow, pronouns."""

from collections.abc import Iterator
from typing import NamedTuple

from kg.extract import lexicon, named_nouns, parts
from kg.extract.bearers import Group
from kg.extract.parse import Tree
from kg.extract.scene import Line, Scene

_PORTIONS = frozenset("most half rest remnant bulk flower remains".split())
_RELATIVE = frozenset("who whom which that whose where".split())
_LEADERS = frozenset({"under", "behind"})
_LED = frozenset({"lead", "command", "head"})


class Filler(NamedTuple):
    """A bearer in a slot; `via` is how the phrase leads to it: head, owner, leader or reference."""

    group: Group
    place: int
    via: str = "head"
    note: str = ""

    @property
    def is_mere(self) -> bool:
        """Whether a phrase names or means somebody, not what is his or those whom he leads."""
        return self.via in {"head", "reference"}


def fillers(scene: Scene, line: Line, place: int, depth: int = 0) -> list[Filler]:
    """The bearers that a phrase stands for, coordinated ones included."""
    found = list(_own(scene, line, place, depth))
    for child in line.tree.under(place, "conj"):
        if depth < 4:
            found += fillers(scene, line, child, depth + 1)
    return list({(each.group.number, each.via): each for each in found}.values())


def _own(scene: Scene, line: Line, place: int, depth: int) -> Iterator[Filler]:
    unit = line.tree.units[place]
    if _are_some(line, place):
        return
    if group := scene.bearer(line, place):
        yield Filler(group, place)
        yield from _leaders(scene, line, place)
    elif place in line.referents:
        for each in line.referents[place]:
            yield Filler(each, place, "reference", f"“{unit.text}” is {each.name}")
    elif unit.text in {"that", "those"} and any(
        line.tree.case(each) == "of" for each in line.tree.children[place]
    ):
        yield from (each._replace(via="owner") for each in owners(scene, line, place))
    elif unit.text.lower() in _RELATIVE and depth < 4:
        yield from _antecedent(scene, line, place, depth)
    elif line.tree.lemmas[place] in _PORTIONS and depth < 4:
        for child in line.tree.under(place, "nmod"):
            yield from fillers(scene, line, child, depth + 1)
    elif unit.mention < 0 and line.tree.tags[place] in {"NOUN", "PROPN", "ADJ", "NUM", "DET"}:
        yield from _common(scene, line, place)


def _nouns_before(tree: Tree, relative: int) -> Iterator[int]:
    """What a relative pronoun stands for: the head of its clause, or else the noun before the comma."""
    for above in tree.ancestors(relative):
        if tree.deps[above] == "acl":
            yield tree.heads[above]
            return
    which = tree.units[relative].text == "which" and tree.units[relative - 1].text == ","
    if which and relative > 1 and tree.tags[relative - 2] == "NOUN":
        yield relative - 2


_SENT = frozenset("send dispatch despatch lead bring raise command assemble gather fit".split())


def _senders(scene: Scene, line: Line, army: int, depth: int) -> Iterator[Filler]:
    """As in "Swein sent a fleet, which took York": whose the fleet is."""
    tree = line.tree
    verb = tree.heads[army]
    if tree.deps[army] != "obj" or tree.lemmas[verb] not in _SENT:
        return
    if tree.lemmas[army] in lexicon.nouns().army:
        for subject in tree.under(verb, "nsubj"):
            yield from (each._replace(via="owner") for each in fillers(scene, line, subject, depth + 1))


_SOME = frozenset("a an one two three four five six some several many few other certain".split())


def _are_some(line: Line, place: int) -> bool:
    """Whether a name stands for some people only: "two Armenians" are not Armenia."""
    mention = line.mention(place)
    if mention is None or mention.entry is None or mention.entry.form == "name":
        return False
    nominal = line.tree.tags[place] in {"NOUN", "PROPN"} and line.tree.deps[place] not in {"amod", "compound"}
    return nominal and line.reading.before(mention.first).lower() in _SOME


_KIN = frozenset("widow wife mother daughter sister son brother father".split())
"""Of whom "who" is told rather than of the name behind: "the widow of Hoti, who"."""


def _antecedent(scene: Scene, line: Line, place: int, depth: int) -> Iterator[Filler]:
    tree = line.tree
    near = scene.bearer(line, place - 2) if place > 1 and tree.units[place - 1].text == "," else None
    kin = place > 1 and tree.case(place - 2) == "of" and tree.lemmas[tree.heads[place - 2]] in _KIN
    if tree.units[place].text == "who" and near is not None and near.kind == "person" and not kin:
        yield from _listed_before(scene, line, place - 2)
        yield Filler(near, place - 2)
        return
    if tree.units[place].text == "who" and _is_told_of(scene, line, place - 1):
        yield Filler(_bearer(scene, line, place - 1), place - 1)
        return
    if tree.units[place].text == "who" and (named := list(_named_before(scene, line, place))):
        yield from named
        return
    for noun in _nouns_before(tree, place):
        found = fillers(scene, line, noun, depth + 1) or list(_senders(scene, line, noun, depth))
        yield from (each for each in found if each.place < place)
        return


def _listed_before(scene: Scene, line: Line, last: int) -> Iterator[Filler]:
    """As in "two of his generals, Parma and Spinola, who": those named before the last one, too."""
    tree, nouns, at = line.tree, lexicon.nouns(), last
    while tree.units[at - 1].text in {"and", ","} and at > 1 and _is_person(scene, line, at - 2):
        at -= 2
    noun = tree.units[at - 2].text if at > 1 and tree.units[at - 1].text in {",", ":"} else ""
    if noun.endswith("s") and noun in nouns.offices | {f"{each}s" for each in nouns.offices | nouns.kin}:
        for place in range(at, last, 2):
            yield Filler(_bearer(scene, line, place), place)


def _is_told_of(scene: Scene, line: Line, place: int) -> bool:
    """As in "It was Lambert who arrested him"."""
    tree = line.tree
    cleft = any(tree.lemmas[each] == "be" for each in tree.under(place, "cop"))
    return place >= 0 and cleft and _is_person(scene, line, place)


def _named_before(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """As in "Baibars, one of his emirs, who": the name that is described right before "who"."""
    tree, at = line.tree, place - 2
    if at < 0 or tree.units[place - 1].text != ",":
        return
    while not _is_person(scene, line, at) and tree.deps[at] in {"nmod", "appos"} and tree.heads[at] < at:
        at = tree.heads[at]
    if _is_person(scene, line, at):
        yield Filler(_bearer(scene, line, at), at)


def _is_person(scene: Scene, line: Line, place: int) -> bool:
    group = scene.bearer(line, place)
    return group is not None and group.kind == "person"


def _common(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """A noun: what stands in apposition, else the owner of an army or court and its leader."""
    appositions = [
        child for child in line.tree.under(place, "appos", "nmod", "flat") if scene.bearer(line, child)
    ]
    named = [
        child
        for child in appositions
        if line.tree.deps[child] in {"appos", "flat"} and named_nouns.same_kind(scene, line, child, place)
    ] or named_nouns.names(scene, line, place)
    joined = [other for child in named for other in line.tree.under(child, "conj")]
    for child in [*named, *(each for each in joined if named_nouns.same_kind(scene, line, each, place))]:
        yield Filler(_bearer(scene, line, child), child)
    if named:
        return
    above = line.tree.heads[place]
    if line.tree.deps[place] == "appos" and (group := scene.bearer(line, above)):
        yield Filler(group, above)
        return
    called = list(_called(scene, line, place)) or [Filler(*each) for each in parts.wholes(scene, line, place)]
    yield from called
    if not called and _is_collective(line.tree, place):
        for owner in owners(scene, line, place):
            yield owner._replace(via="owner")
        yield from _leaders(scene, line, place)
    elif not called and line.tree.lemmas[place] in lexicon.nouns().rulers:
        yield from _realm(scene, line, place)


def _called(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """As in "a former Liao general named Zhang Jue"."""
    tree = line.tree
    for verb in tree.under(place, "acl"):
        if tree.lemmas[verb] in {"name", "call"}:
            for child in tree.under(verb, "obj", "xcomp", "obl", "nsubj"):
                if group := scene.bearer(line, child):
                    yield Filler(group, child)
    calls = place + 2 < len(tree.units) and tree.units[place + 1].text in {"called", "named"}
    if calls and (group := scene.bearer(line, place + 2)):
        yield Filler(group, place + 2)
    if tree.lemmas[place] == "one":
        for child in tree.under(place, "compound", "nmod"):
            if (group := scene.bearer(line, child)) and not tree.case(child):
                yield Filler(group, child)


def _is_collective(tree: Tree, place: int) -> bool:
    """Whether a noun stands for those whose it is: an army, a court, several generals."""
    nouns = lexicon.nouns()
    word, lemma = tree.units[place].text, tree.lemmas[place]
    if lemma in nouns.offices or word in nouns.offices:
        return word.endswith(("s", "men"))
    return lemma in nouns.army or word in nouns.army or lemma in _LANDS or lemma in nouns.states


def _realm(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """As in "the king of Kongo", where nobody is known as that king: his state."""
    if not any(line.tree.units[each].text.lower() == "the" for each in line.tree.under(place, "det")):
        return
    for owner in owners(scene, line, place):
        if owner.group.kind == "polity" and owner.via == "head":
            yield owner._replace(via="owner")


_LANDS = frozenset(
    "territory soil domain possession frontier position homeland country realm heartland".split()
)


def _bearer(scene: Scene, line: Line, place: int) -> Group:
    group = scene.bearer(line, place)
    if group is None:
        raise LookupError(place)
    return group


def owners(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Whose something is: "Jin cavalry", "Wu's army", "his men", "the army of Li Zicheng"."""
    found = list(_owners(scene, line, place))
    named = [each for each in found if each.via == "head"]
    return iter(named or found)


def _owners(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    tree = line.tree
    for child in tree.under(place, "compound", "amod", "nmod", "det"):
        if tree.case(child) not in {"", "of", "from"}:
            continue
        if group := scene.bearer(line, child):
            if group.kind != "place":
                yield Filler(group, child)
                yield from _joined(scene, line, child)
        elif child in line.referents and (child < place or tree.case(child) == "of"):
            for each in line.referents[child]:
                yield Filler(each, child, "reference", f"“{tree.units[child].text}” is {each.name}")
        elif tree.deps[child] == "nmod" and tree.lemmas[child] in lexicon.nouns().army:
            yield from owners(scene, line, child)
            yield from (each for each in fillers(scene, line, child, 3) if each.via == "head")
        elif tree.case(child) == "of" and tree.lemmas[child] in _told_by_noun():
            yield from (each for each in fillers(scene, line, child, 3) if each.via == "head")


def _told_by_noun() -> lexicon.Words:
    """As in "in favour of his son Mehmed", "the murder of the regent Moray"."""
    nouns = lexicon.nouns()
    return nouns.kin | nouns.rulers | nouns.servants


def _joined(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """As in "the kings of Castile and Aragon": the second one."""
    for child in line.tree.under(place, "conj"):
        group = scene.bearer(line, child)
        if group and group.kind == "polity" and line.tree.case(place) == "of":
            yield Filler(group, child)


def _leaders(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    """Under whom an army is: "under Wanyan Zongbi", "led by Han Tuozhou"."""
    tree = line.tree
    behind = [other for child in tree.under(place, "nmod") for other in tree.under(child, "nmod")]
    for child in (*tree.under(place, "nmod", "obl"), *behind):
        if tree.case(child) in _LEADERS:
            yield from _people(scene, line, child)
    for verb in tree.under(place, "acl"):
        if tree.lemmas[verb] in _LED:
            for child in tree.under(verb, "obl", "obl:agent"):
                if tree.case(child) == "by":
                    yield from _people(scene, line, child)


def _people(scene: Scene, line: Line, place: int) -> Iterator[Filler]:
    for filler in fillers(scene, line, place, 3):
        if filler.group.kind == "person":
            yield filler._replace(via="leader")
