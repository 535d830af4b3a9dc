"""Phrases that mean somebody known: "the emperor", "the Song emperor", "his father", "the rebels"."""

from collections.abc import Iterator

from kg.extract import lexicon
from kg.extract.bearers import Group
from kg.extract.near import FILLER
from kg.extract.parse import Tree
from kg.extract.presence import Presence
from kg.extract.scene import Line, Scene

_PLACES = frozenset("city town fortress stronghold village port".split())
_OFFICERS = frozenset(
    """
    general governor minister chancellor commander prince marshal vizier viceroy regent admiral consul prefect
    eunuch constable archbishop bishop cardinal legate satrap protector despot ban hetman voivode peshwa
    dictator president landgrave marquis captain castellan treasurer chamberlain chief chieftain warlord
    usurper abbot princess
    """.split()
)
_INTRUDERS = frozenset("rulers conquerors invaders masters besiegers attackers".split())


def referents(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    """Whom a phrase means, as far as the text before has told."""
    tree = line.tree
    unit, lemma = tree.units[place], tree.lemmas[place]
    if lemma == "capital" and unit.mention < 0:
        return _capital(scene, line, place)
    if tree.tags[place] not in {"NOUN", "PROPN"} or unit.mention >= 0:
        return ()
    if lemma in lexicon.nouns().kin:
        return _relatives(scene, line, place, present)
    if lemma == "man" and tree.deps[place] in {"nsubj", "nsubj:pass"} and _is_this(tree, place):
        found = _last_person(scene, line)
        return (found,) if found else ()
    if not _is_bare(tree, place):
        return _of_realm(scene, line, place, present)
    if unit.text in _INTRUDERS:
        found = present.best(frozenset({"polity", "people"}))
    elif lemma in lexicon.nouns().rulers | _OFFICERS:
        found = _titled_before(scene, line, place) or present.titled(lemma)
    elif lemma in _PLACES:
        found = present.best(frozenset({"place"}), but=_gone_to(scene, line, place))
    elif lemma == "rebel":
        found = present.rebel
    else:
        found = present.best(frozenset({"polity"})) if lemma in {"court", "dynasty"} else None
    return (found,) if found else ()


def _last_person(scene: Scene, line: Line) -> Group | None:
    """Whom the sentence before names last."""
    before = scene.previous(line)
    groups = [scene.bearer(before, at) for at in range(len(before.tree.units))] if before else []
    people = [each for each in groups if each is not None and each.kind == "person"]
    return people[-1] if people else None


def _is_this(tree: Tree, place: int) -> bool:
    """As in "This man won back Brescia"."""
    return [tree.units[each].text.lower() for each in tree.children[place]] == ["this"]


def _titled_before(scene: Scene, line: Line, place: int) -> Group | None:
    """Who was given the title earlier in the sentence: "the Cham king Harideva fled … killed the king"."""
    lemma, end = line.tree.lemmas[place], line.tree.units[place].first
    for number, mention in reversed(list(line.mentions())):
        words = {line.reading.before(mention.first).lower(), mention.name.split()[0].lower()}
        if mention.last <= end and lemma in words:
            group = scene.of_mention(line.reading.index, number)
            return group if group is not None and group.kind == "person" else None
    return None


def _capital(scene: Scene, line: Line, place: int) -> tuple[Group, ...]:
    """As in "the siege of the Song capital": the place that was named last before."""
    tree = line.tree
    owned = any(
        (group := scene.bearer(line, child)) and group.kind == "polity" for child in tree.children[place]
    )
    named = any(tree.deps[child] in {"appos", "flat"} for child in tree.children[place])
    if not owned or named or tree.deps[place] in {"appos", "ROOT"}:
        return ()
    before = scene.previous(line)
    found = _last_place(scene, line, place)
    if found is None and before is not None:
        found = _last_place(scene, before, len(before.tree.units))
    return (found,) if found else ()


def _last_place(scene: Scene, line: Line, end: int) -> Group | None:
    groups = [scene.bearer(line, at) for at in range(end)]
    features = lexicon.nouns().geo_after
    cities = [
        each for each in groups if each and each.kind == "place" and each.name.split()[-1] not in features
    ]
    return cities[-1] if cities else None


def _gone_to(scene: Scene, line: Line, place: int) -> frozenset[int]:
    """The places of the sentence, when a city is taken back: somebody came there in the meantime."""
    tree = line.tree
    if tree.lemmas[tree.heads[place]] not in {"retake", "recapture", "recover", "regain", "reoccupy"}:
        return frozenset()
    return frozenset(group.number for each in range(place) if (group := scene.bearer(line, each)))


def _is_bare(tree: Tree, place: int) -> bool:
    """As in "the emperor", but not "the last Liao emperor" or "the emperor's brother Prince Kang"."""
    children = tree.children[place]
    articles = [each for each in children if tree.units[each].text.lower() == "the"]
    return bool(articles) and not any(
        tree.deps[each] in {"amod", "compound", "nmod", "appos", "acl", "nummod", "flat"}
        and tree.lemmas[each] not in _YOUNG
        for each in children
    )


def _of_realm(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    """As in "the Song emperor", "the king of France"."""
    tree = line.tree
    if tree.lemmas[place] not in lexicon.nouns().rulers:
        return ()
    articles = [each for each in tree.children[place] if tree.units[each].text.lower() == "the"]
    others = [
        each
        for each in tree.under(place, "amod", "compound", "nmod", "appos", "acl", "nummod", "flat", "conj")
        if tree.lemmas[each] not in _YOUNG
    ]
    realm = scene.bearer(line, others[0]) if len(others) == 1 and articles else None
    if realm is None or realm.kind != "polity" or tree.case(others[0]) not in {"", "of"}:
        return ()
    found = present.titled(tree.lemmas[place], realm)
    return (found,) if found else ()


def _relatives(scene: Scene, line: Line, place: int, present: Presence) -> tuple[Group, ...]:
    """As in "his father", "Alexander's mother", where the text has said who that is."""
    tree = line.tree
    if any(tree.deps[child] in {"appos", "flat", "acl"} for child in tree.children[place]):
        return ()
    behind = tree.units[place].last
    if line.reading.after(behind) == "-" or scene.bearer(line, min(place + 1, len(tree.units) - 1)):
        return ()
    for child in tree.under(place, "nmod", "nmod:poss", "det"):
        if child < place:
            owner = scene.bearer(line, child) or next(iter(line.referents.get(child, ())), None)
            if owner is not None and owner.kind == "person":
                many = tree.units[place].text.lower() != tree.lemmas[place]
                return present.relatives(owner, tree.lemmas[place], many=many)
    return ()


_YOUNG = frozenset("young old aged new".split())


def note_offices(scene: Scene, line: Line, present: Presence) -> None:
    """Remember who is called a king, a general, a duke in a sentence."""
    offices, reading = lexicon.nouns().offices, line.reading
    for number, mention in line.mentions():
        group = scene.of_mention(reading.index, number)
        if group is None or group.kind != "person":
            continue
        if reading.before(mention.first) in offices:
            present.offices[group.number].add(reading.before(mention.first))
        if reading.after(mention.last) == ",":
            near = [reading.after(mention.last, each) for each in range(1, 6)]
            at = next((each for each, word in enumerate(near) if word in offices), 0)
            if near[at] in offices and set(near[:at]) <= FILLER | {"his", "her", "their"}:
                present.offices[group.number].add(near[at])
    for place, lemma in enumerate(line.tree.lemmas):
        if lemma in offices:
            for group in _called(scene, line, place):
                present.offices[group.number].add(lemma)


def _called(scene: Scene, line: Line, place: int) -> Iterator[Group]:
    """Who "is", "becomes" or "is proclaimed" what a noun says."""
    tree = line.tree
    above = tree.heads[place]
    verb = above if tree.lemmas[above] in _CROWNING else place
    if verb == place and not any(tree.lemmas[each] == "be" for each in tree.under(place, "cop")):
        return
    slot = ("nsubj",) if verb == place or tree.lemmas[verb] == "become" else ("nsubj:pass", "obj")
    for child in tree.under(verb, *slot):
        found = scene.bearer(line, child)
        for group in (found,) if found else line.referents.get(child, ()):
            if group.kind == "person" and child != place:
                yield group


_CROWNING = frozenset({"become", "crown", "proclaim", "elect", "declare", "acclaim", "make"})
